//! Cities of 250,000 inhabitants and more, and the capitals of states, from GeoNames. Regions are written by hand
//! (`src/registry/atlas/regions.yaml`).

use std::collections::BTreeMap;
use std::path::Path;

use briefing::text::slug;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Result;
use super::corrections::{self, PlaceCorrections};
use super::countries::Country;
use super::entry::Entry;

/// Smaller cities are rarely in the news, and their names are more often those of people and companies.
const FEWEST_INHABITANTS: u32 = 250_000;

/// Of two cities of one name, one that is so many times as large is meant wherever nothing else is said.
const DOMINANT: u32 = 2;

/// Countries that don't write in Latin letters (or write tones over them): English news leave the marks of transliterations out.
const TRANSLITERATED: [&str; 45] = [
    "AE", "AF", "AM", "BD", "BG", "BH", "BY", "CN", "DZ", "EG", "ER", "ET", "GE", "GR", "HK", "IL",
    "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LB", "LK", "LY", "MA", "MK",
    "MM", "MN", "NP", "OM", "PK", "PS", "QA", "RU", "SA", "SY", "TN", "VN", "YE",
];

/// A row of cities.csv.
#[derive(Clone, Debug, Deserialize)]
struct City {
    name: String,
    country: String,
    population: u32,
}

impl City {
    /// The key under which corrections name it.
    fn key(&self) -> String {
        format!("{}/{}", self.name, self.country)
    }
}

/// All cities, the largest of each name first.
pub(super) fn read(raw: &Path, countries: &[Country]) -> Result<Vec<Entry>> {
    let corrections = corrections::places()?;
    let mut cities: Vec<City> = csv::Reader::from_path(raw.join("places/cities.csv"))?
        .deserialize()
        .collect::<std::result::Result<_, _>>()?;
    check(&corrections, &cities)?;
    let seats = seats(&cities, countries);
    cities.retain(|city| {
        let is_large = city.population >= FEWEST_INHABITANTS;
        (is_large || seats.get(&city.country) == Some(&city.key()))
            && !corrections.without.contains(&city.key())
            && !is_city_state(city, countries)
    });
    cities.sort_by(|a, b| b.population.cmp(&a.population).then(a.key().cmp(&b.key())));
    let mut by_name: BTreeMap<String, Vec<City>> = BTreeMap::new();
    for city in cities {
        let same = by_name.entry(slug(&name(&city, &corrections))).or_default();
        // Of namesakes in one country the larger one is meant.
        if same.iter().all(|other| other.country != city.country) {
            same.push(city);
        }
    }
    let names: BTreeMap<&str, &str> =
        countries.iter().map(|country| (country.code.as_str(), country.name.as_str())).collect();
    let entries = by_name.values().flat_map(|same| {
        same.iter().map(|city| {
            let country = names.get(city.country.as_str()).copied().unwrap_or_default();
            let is_seat = seats.get(&city.country) == Some(&city.key());
            let is_dominated = !is_seat && city.population.saturating_mul(DOMINANT) < same[0].population;
            entry(city, city.key() == same[0].key(), is_dominated, country, &corrections)
        })
    });
    Ok(entries.collect())
}

/// Every correction has to concern a city.
fn check(corrections: &PlaceCorrections, cities: &[City]) -> Result<()> {
    let keys: Vec<String> = cities.iter().map(City::key).collect();
    let corrected = corrections
        .without
        .iter()
        .chain(&corrections.needs_context)
        .chain(corrections.names.keys())
        .chain(corrections.aliases.keys());
    match corrected.into_iter().find(|key| !keys.contains(key)) {
        Some(key) => Err(format!("corrections for `{key}`, which is no city").into()),
        None => Ok(()),
    }
}

/// Singapore is a country; a city of the same name would only compete with it.
fn is_city_state(city: &City, countries: &[Country]) -> bool {
    countries.iter().any(|country| country.code == city.country && country.name == city.name)
}

/// The keys of the capitals of states by code: the largest city of that name.
fn seats(cities: &[City], countries: &[Country]) -> BTreeMap<String, String> {
    let seat = |country: &Country| {
        let wanted = slug(&country.seat);
        let named = cities.iter().filter(|city| {
            city.country == country.code && slug(&city.name) == wanted && !wanted.is_empty()
        });
        let largest = named.max_by_key(|city| city.population)?;
        Some((country.code.clone(), largest.key()))
    };
    countries.iter().filter(|country| country.is_state()).filter_map(seat).collect()
}

/// The name as English news write it.
fn name(city: &City, corrections: &PlaceCorrections) -> String {
    if let Some(name) = corrections.names.get(&city.key()) {
        return name.clone();
    }
    if TRANSLITERATED.contains(&city.country.as_str()) {
        let plain = city.name.nfd().filter(|c| !is_combining_mark(*c));
        let plain: String = plain.filter(|c| !matches!(c, '‘' | 'ʿ' | 'ʾ')).nfc().collect();
        // In Pinyin the apostrophe parts syllables: `Xi'an`.
        return plain.replace('’', if city.country == "CN" { "'" } else { "" });
    }
    city.name.clone()
}

fn entry(
    city: &City,
    is_largest: bool,
    is_dominated: bool,
    country: &str,
    corrections: &PlaceCorrections,
) -> Entry {
    let plain = name(city, corrections);
    // `London, Canada`: without its country nobody means it.
    let full = if is_dominated { format!("{plain}, {country}") } else { plain.clone() };
    let id = if is_largest { slug(&plain) } else { slug(&format!("{plain} {country}")) };
    let aliases = corrections.aliases.get(&city.key()).cloned().unwrap_or_default();
    let needs_context = if corrections.needs_context.contains(&city.key()) {
        // `Washington`, an alias, and not `Washington, D.C.`
        vec![if aliases.contains(&city.name) { city.name.clone() } else { plain }]
    } else {
        Vec::new()
    };
    Entry::default()
        .text("name", &full)
        .text("id", if id == slug(&full) { "" } else { &id })
        .text("country", &city.country)
        .list("aliases", &aliases)
        .list("needs_context", &needs_context)
}
