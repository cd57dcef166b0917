//! What a person corrected, in the YAML files beside this one.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Result;

/// A country's corrections. What is given replaces what the raw data says; aliases are added to it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CountryCorrection {
    pub(crate) name: Option<String>,
    pub(crate) official: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) demonyms: Option<Vec<String>>,
    pub(crate) capital: Option<Vec<String>>,
    pub(crate) metonyms: Vec<String>,
    pub(crate) short_names: Vec<String>,
    pub(crate) needs_context: Vec<String>,
    pub(crate) wikidata: Option<String>,
}

/// The corrections of places; their keys are `Name/CC` with the name of the raw data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceCorrections {
    /// Boroughs, doublets, and names that are hardly ever the city.
    pub(crate) without: Vec<String>,
    pub(crate) names: BTreeMap<String, String>,
    pub(crate) aliases: BTreeMap<String, Vec<String>>,
    pub(crate) needs_context: Vec<String>,
}

/// The corrections of people; their keys are the names of the raw data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeopleCorrections {
    /// Representatives of others and those whom news don't name.
    pub(crate) without: Vec<String>,
    pub(crate) names: BTreeMap<String, String>,
    pub(crate) aliases: BTreeMap<String, Vec<String>>,
    pub(crate) titles: BTreeMap<String, String>,
    pub(crate) family_names: BTreeMap<String, String>,
    pub(crate) wikidata: BTreeMap<String, String>,
    pub(crate) starts: BTreeMap<String, String>,
}

/// The corrections of countries by code of ISO 3166.
pub(crate) fn countries() -> Result<BTreeMap<String, CountryCorrection>> {
    Ok(serde_yaml::from_str(include_str!("countries.yaml"))?)
}

/// The corrections of places.
pub(crate) fn places() -> Result<PlaceCorrections> {
    Ok(serde_yaml::from_str(include_str!("places.yaml"))?)
}

/// The corrections of people.
pub(crate) fn people() -> Result<PeopleCorrections> {
    Ok(serde_yaml::from_str(include_str!("people.yaml"))?)
}
