//! Heads of state and of government from the World Factbook, with the spellings of Wikidata. Nobody keeps such a list true for long: each
//! has the day as of which it was.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use briefing::text::{fold, slug};
use serde::Deserialize;

use super::Result;
use super::corrections::{self, PeopleCorrections};
use super::countries::Country;
use super::entry::Entry;

/// The day of the Factbook's last data.
const AS_OF: &str = "2026-01-22";

/// Kings and queens of many countries are those of one.
const SHARED_MONARCH: &str = "GB";

/// The French president is a prince of Andorra, too.
const SECOND_OFFICE: &str = "Co-prince";

/// A line of leaders.jsonl.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Leader {
    country: String,
    title: Option<String>,
    name: String,
    #[serde(default)]
    family_name: String,
    since: Option<String>,
    wikidata: Option<String>,
    roles: Vec<String>,
}

/// A row of officeholders-wikidata.csv.
#[derive(Debug, Deserialize)]
struct Label {
    person: String,
    person_wikidata: String,
}

/// All leaders in the order of their names.
pub(super) fn read(raw: &Path, countries: &[Country]) -> Result<Vec<Entry>> {
    let corrections = corrections::people()?;
    let labels = labels(raw)?;
    let names: BTreeMap<&str, &str> =
        countries.iter().map(|country| (country.code.as_str(), country.name.as_str())).collect();
    let text = fs::read_to_string(raw.join("people/leaders.jsonl"))?;
    let mut leaders: Vec<Leader> =
        text.lines().map(serde_json::from_str).collect::<std::result::Result<_, _>>()?;
    check(&corrections, &leaders)?;
    leaders.extend(corrections.additions.iter().cloned());
    let mut people: BTreeMap<String, Vec<&Leader>> = BTreeMap::new();
    for leader in &leaders {
        let is_elsewhere = leader.name == "Charles III" && leader.country != SHARED_MONARCH;
        if !corrections.without.contains(&leader.name) && !is_elsewhere {
            people.entry(slug(&name(leader, &labels, &corrections))).or_default().push(leader);
        }
    }
    for offices in people.values_mut() {
        offices.sort_by_key(|leader| leader.title.as_deref() == Some(SECOND_OFFICE));
    }
    let entries = people.values().map(|offices| entry(offices, &names, &labels, &corrections));
    Ok(entries.collect())
}

fn labels(raw: &Path) -> Result<BTreeMap<String, String>> {
    let path = raw.join("people/officeholders-wikidata.csv");
    let mut labels = BTreeMap::new();
    for row in csv::Reader::from_path(path)?.deserialize() {
        let row: Label = row?;
        labels.entry(row.person_wikidata).or_insert(row.person);
    }
    Ok(labels)
}

/// Every correction has to concern someone.
fn check(corrections: &PeopleCorrections, leaders: &[Leader]) -> Result<()> {
    let names: BTreeSet<&str> = leaders.iter().map(|leader| leader.name.as_str()).collect();
    let corrected = corrections
        .without
        .iter()
        .chain(corrections.names.keys())
        .chain(corrections.aliases.keys())
        .chain(corrections.titles.keys())
        .chain(corrections.family_names.keys())
        .chain(corrections.wikidata.keys())
        .chain(corrections.starts.keys())
        .chain(&corrections.needs_context);
    match corrected.into_iter().find(|name| !names.contains(name.as_str())) {
        Some(name) => Err(format!("corrections for `{name}`, who is not in the raw data").into()),
        None => Ok(()),
    }
}

/// The name as news write it: that of Wikidata, if it is made of the words of the Factbook's.
fn name(
    leader: &Leader,
    labels: &BTreeMap<String, String>,
    corrections: &PeopleCorrections,
) -> String {
    if let Some(name) = corrections.names.get(&leader.name) {
        return name.clone();
    }
    let label = leader.wikidata.as_ref().and_then(|item| labels.get(item));
    let same_words = |label: &&String| {
        let words = |name: &str| -> BTreeSet<String> {
            fold(name).split([' ', '-']).map(str::to_owned).collect()
        };
        words(label).is_subset(&words(&leader.name))
    };
    label.filter(same_words).unwrap_or(&leader.name).clone()
}

fn entry(
    offices: &[&Leader],
    countries: &BTreeMap<&str, &str>,
    labels: &BTreeMap<String, String>,
    corrections: &PeopleCorrections,
) -> Entry {
    let first = offices[0];
    let name = name(first, labels, corrections);
    let mut aliases = vec![first.name.clone()];
    // A single word would match whoever else bears it.
    aliases.retain(|alias| alias.contains(' '));
    aliases.extend(corrections.aliases.get(&first.name).into_iter().flatten().cloned());
    let mut spellings = BTreeSet::from([fold(&name).replace('-', " ")]);
    aliases.retain(|alias| spellings.insert(fold(alias).replace('-', " ")));
    let needs_context = if corrections.needs_context.contains(&first.name) {
        vec![name.clone()]
    } else {
        Vec::new()
    };
    let family_name = corrections.family_names.get(&first.name).unwrap_or(&first.family_name);
    let last_word = name.rsplit(' ').next().unwrap_or_default();
    let is_plain = fold(last_word) == fold(family_name);
    // In its own spelling, where the name has it.
    let family_name = name.split(' ').find(|word| fold(word) == fold(family_name));
    let family_name = family_name.or(corrections.family_names.get(&first.name).map(String::as_str));
    let wikidata =
        corrections.wikidata.get(&first.name).or(first.wikidata.as_ref()).map(String::as_str);
    let positions: Vec<Entry> = offices
        .iter()
        .map(|leader| {
            let of = countries.get(leader.country.as_str()).copied().unwrap_or_default();
            let start = corrections.starts.get(&leader.name).or(leader.since.as_ref());
            let start = start.map(String::as_str).unwrap_or_default();
            let title = title(leader, corrections);
            Entry::default().text("title", &title).text("of", of).text("start", start)
        })
        .collect();
    Entry::default()
        .text("name", &name)
        .text("kind", "person")
        .text("country", &first.country)
        .text("wikidata", wikidata.unwrap_or_default())
        .list("aliases", &aliases)
        .list("needs_context", &needs_context)
        .text("family_name", if is_plain { "" } else { family_name.unwrap_or_default() })
        .entries("positions", &positions)
        .text("as_of", AS_OF)
}

fn title(leader: &Leader, corrections: &PeopleCorrections) -> String {
    let by_role = || {
        let is_state = leader.roles.iter().any(|role| role == "chief_of_state");
        if is_state { "Head of state" } else { "Head of government" }.to_owned()
    };
    let corrected = corrections.titles.get(&leader.name).cloned();
    corrected.or_else(|| leader.title.clone()).unwrap_or_else(by_role)
}
