//! Countries and territories of ISO 3166: codes and names from datasets/country-codes, official names and demonyms from the
//! World Factbook.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::Result;
use super::corrections::{self, CountryCorrection};
use super::entry::Entry;

/// A row of country-codes.csv.
#[derive(Debug, Deserialize)]
struct Row {
    #[serde(rename = "ISO3166-1-Alpha-2")]
    code: String,
    is_independent: String,
    #[serde(rename = "CLDR display name")]
    name: String,
    #[serde(rename = "Capital")]
    capital: String,
    wikidata_id: String,
}

/// A line of factbook.jsonl.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Facts {
    iso2: Option<String>,
    long: Option<String>,
    nationality_noun: Option<String>,
    nationality_adjective: Option<String>,
}

/// A country as the atlas has it.
#[derive(Debug)]
pub(super) struct Country {
    pub(super) code: String,
    pub(super) name: String,
    aliases: Vec<String>,
    demonyms: Vec<String>,
    capitals: Vec<String>,
    /// The capital of the raw data.
    pub(super) seat: String,
    wikidata: String,
    is_independent: bool,
    correction: CountryCorrection,
}

impl Country {
    /// Whether it is a state of its own.
    pub(super) fn is_state(&self) -> bool {
        self.is_independent
    }
}

/// All countries in the order of their names.
pub(super) fn read(raw: &Path) -> Result<Vec<Country>> {
    let facts = facts(raw)?;
    let mut corrections = corrections::countries()?;
    let mut rows: Vec<Row> = csv::Reader::from_path(raw.join("countries/country-codes.csv"))?
        .deserialize()
        .collect::<std::result::Result<_, _>>()?;
    // Kosovo has a code that ISO 3166 leaves to users.
    rows.push(Row {
        code: "XK".to_owned(),
        is_independent: "Yes".to_owned(),
        name: "Kosovo".to_owned(),
        capital: "Pristina".to_owned(),
        wikidata_id: "Q1246".to_owned(),
    });
    let mut countries: Vec<Country> = rows
        .into_iter()
        .map(|row| {
            let correction = corrections.remove(&row.code).unwrap_or_default();
            let facts = facts.get(&row.code);
            country(row, facts, correction)
        })
        .collect();
    if let Some(code) = corrections.keys().next() {
        return Err(format!("corrections for `{code}`, which is no country").into());
    }
    leave_demonyms_to_states(&mut countries);
    countries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(countries)
}

fn facts(raw: &Path) -> Result<BTreeMap<String, Facts>> {
    let text = fs::read_to_string(raw.join("countries/factbook.jsonl"))?;
    let mut facts = BTreeMap::new();
    for line in text.lines() {
        let line: Facts = serde_json::from_str(line)?;
        if let Some(code) = line.iso2.clone() {
            facts.insert(code, line);
        }
    }
    Ok(facts)
}

fn country(row: Row, facts: Option<&Facts>, correction: CountryCorrection) -> Country {
    let plain = row.name.replace(" & ", " and ").replace("St. ", "Saint ").replace('’', "'");
    let name = correction.name.clone().unwrap_or_else(|| plain.clone());
    let said = |text: Option<&String>| text.cloned().unwrap_or_default();
    let official = correction
        .official
        .clone()
        .unwrap_or_else(|| official(&said(facts.and_then(|facts| facts.long.as_ref()))));
    let mut aliases = vec![plain.clone(), official];
    aliases.extend(name.strip_prefix("Saint ").map(|rest| format!("St. {rest}")));
    aliases.extend(correction.aliases.iter().cloned());
    let noun = said(facts.and_then(|facts| facts.nationality_noun.as_ref()));
    let adjective = said(facts.and_then(|facts| facts.nationality_adjective.as_ref()));
    let demonyms = correction.demonyms.clone().unwrap_or_else(|| {
        let mut demonyms = demonyms(&adjective);
        demonyms.extend(self::demonyms(&noun));
        demonyms.retain(|demonym| *demonym != name);
        demonyms
    });
    let is_independent = row.is_independent == "Yes";
    let capitals = correction.capital.clone().unwrap_or_else(|| {
        // The name of a city state means both anyway, and the seats of territories govern little.
        let speaks = is_independent && row.capital != name && !row.capital.is_empty();
        if speaks { vec![row.capital.clone()] } else { Vec::new() }
    });
    Country {
        aliases: distinct(aliases, &name),
        demonyms: distinct(demonyms, ""),
        capitals,
        seat: row.capital.trim().to_owned(),
        wikidata: correction.wikidata.clone().unwrap_or(row.wikidata_id),
        code: row.code,
        name,
        is_independent,
        correction,
    }
}

/// Each once, in their order, without the name itself.
fn distinct(names: Vec<String>, name: &str) -> Vec<String> {
    let mut seen = BTreeSet::from([name.to_owned(), String::new()]);
    names.into_iter().filter(|name| seen.insert(name.clone())).collect()
}

/// The long name without remarks.
fn official(text: &str) -> String {
    let text = text.split([';', '(']).next().unwrap_or_default().trim();
    text.strip_prefix("The ").unwrap_or(text).to_owned()
}

/// `Trinidadian(s), Tobagonian(s)` as two; remarks and words like "none" fall away.
fn demonyms(text: &str) -> Vec<String> {
    let text = text.split("; note").next().unwrap_or_default();
    let parts = text.split([',', ';', '/']).flat_map(|part| part.split(" or "));
    let names = parts.map(|part| part.split('(').next().unwrap_or_default().trim().to_owned());
    names.filter(|name| name.starts_with(char::is_uppercase) && name != "NA").collect()
}

/// What a state's people are called is not what those of its territories are called in news.
fn leave_demonyms_to_states(countries: &mut [Country]) {
    let of_states: BTreeSet<String> = countries
        .iter()
        .filter(|country| country.is_independent)
        .flat_map(|country| country.demonyms.iter().cloned())
        .collect();
    for country in countries.iter_mut().filter(|country| !country.is_independent) {
        country.demonyms.retain(|demonym| !of_states.contains(demonym));
    }
}

/// The country as an entry.
pub(super) fn entry(country: &Country) -> Entry {
    let correction = &country.correction;
    Entry::default()
        .text("name", &country.name)
        .text("kind", "country")
        .text("country", &country.code)
        .text("wikidata", &country.wikidata)
        .list("aliases", &country.aliases)
        .list("demonyms", &country.demonyms)
        .list("capital", &country.capitals)
        .list("metonyms", &correction.metonyms)
        .list("short_names", &correction.short_names)
        .list("needs_context", &correction.needs_context)
}
