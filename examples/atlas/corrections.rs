//! What a person corrected, in the YAML files beside this one.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Result;
use super::people::Leader;

/// A country's corrections. What is given replaces what the raw data says; aliases are added to it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CountryCorrection {
    pub(super) name: Option<String>,
    pub(super) official: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) demonyms: Option<Vec<String>>,
    pub(super) capital: Option<Vec<String>>,
    pub(super) metonyms: Vec<String>,
    pub(super) short_names: Vec<String>,
    pub(super) needs_context: Vec<String>,
    pub(super) wikidata: Option<String>,
}

/// The corrections of places; their keys are `Name/CC` with the name of the raw data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceCorrections {
    /// Boroughs, doublets, and names that are hardly ever the city.
    pub(super) without: Vec<String>,
    pub(super) names: BTreeMap<String, String>,
    pub(super) aliases: BTreeMap<String, Vec<String>>,
    pub(super) needs_context: Vec<String>,
}

/// The corrections of people; their keys are the names of the raw data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleCorrections {
    /// Representatives of others and those whom news don't name.
    pub(super) without: Vec<String>,
    pub(super) names: BTreeMap<String, String>,
    pub(super) aliases: BTreeMap<String, Vec<String>>,
    pub(super) titles: BTreeMap<String, String>,
    pub(super) family_names: BTreeMap<String, String>,
    pub(super) wikidata: BTreeMap<String, String>,
    pub(super) starts: BTreeMap<String, String>,
    /// Those whose names many people have.
    pub(super) needs_context: Vec<String>,
    /// Those whom the raw data lacks.
    pub(super) additions: Vec<Leader>,
}

/// The corrections of countries by code of ISO 3166.
pub(super) fn countries() -> Result<BTreeMap<String, CountryCorrection>> {
    Ok(serde_yaml::from_str(include_str!("countries.yaml"))?)
}

/// The corrections of places.
pub(super) fn places() -> Result<PlaceCorrections> {
    Ok(serde_yaml::from_str(include_str!("places.yaml"))?)
}

/// The corrections of people.
pub(super) fn people() -> Result<PeopleCorrections> {
    Ok(serde_yaml::from_str(include_str!("people.yaml"))?)
}
