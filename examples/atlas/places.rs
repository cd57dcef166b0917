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
const LARGER: u32 = 2;

/// One that is so many times as large is meant even where the country of the other is named.
const DOMINANT: u32 = 5;

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
    let mut entries = Vec::new();
    for same in by_name.values() {
        for (index, city) in same.iter().enumerate() {
            let country = names.get(city.country.as_str()).copied().unwrap_or_default();
            let is_seat = seats.get(&city.country) == Some(&city.key());
            let standing = standing(city, &same[0], index == 0, is_seat);
            entries.push(entry(city, standing, country, &corrections));
        }
    }
    Ok(entries)
}

/// How a city stands among those of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The only one, or the largest.
    First,
    /// About as large as the largest.
    Peer,
    /// Smaller, and meant where its country is named.
    Smaller,
    /// Meant with its country only: `London, Canada`.
    Dominated,
}

fn standing(city: &City, largest: &City, is_largest: bool, is_seat: bool) -> Standing {
    let is_exceeded = |times: u32| city.population.saturating_mul(times) < largest.population;
    if is_largest {
        Standing::First
    } else if is_exceeded(DOMINANT) && !is_seat {
        Standing::Dominated
    } else if is_exceeded(LARGER) {
        Standing::Smaller
    } else {
        Standing::Peer
    }
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
        let wanted = slug(&country.seat.replace("St. ", "Saint "));
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

fn entry(city: &City, standing: Standing, country: &str, corrections: &PlaceCorrections) -> Entry {
    let plain = name(city, corrections);
    let is_dominated = standing == Standing::Dominated;
    let full = if is_dominated { format!("{plain}, {country}") } else { plain.clone() };
    let with_country = slug(&format!("{plain} {country}"));
    let id = if standing == Standing::First { slug(&plain) } else { with_country };
    let aliases = corrections.aliases.get(&city.key()).cloned().unwrap_or_default();
    let is_doubtful = corrections.needs_context.contains(&city.key());
    let needs_context = if is_dominated {
        Vec::new()
    } else if is_doubtful && aliases.contains(&city.name) {
        // `Washington`, an alias, and not `Washington, D.C.`
        vec![city.name.clone()]
    } else if is_doubtful || standing == Standing::Smaller {
        vec![plain]
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
