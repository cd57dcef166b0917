//! Ministries by pattern: `South Korea's foreign ministry` is the Ministry of Foreign Affairs of South Korea. No registry could list them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Mention;
use super::discovery::{Discovered, Text, keys};
use super::rule::Rule;
use crate::diagnostics::Span;
use crate::registry::{EntityId, EntityKind};
use crate::text::{Case, Gap};

/// What stories call the field of a ministry, in small letters, and what the ministry is called.
const FIELDS: [(&str, &str); 36] = [
    ("agriculture", "Agriculture"),
    ("commerce", "Commerce"),
    ("communications", "Communications"),
    ("culture", "Culture"),
    ("defence", "Defence"),
    ("defense", "Defence"),
    ("economic affairs", "Economic Affairs"),
    ("economy", "Economy"),
    ("education", "Education"),
    ("energy", "Energy"),
    ("environment", "Environment"),
    ("external affairs", "External Affairs"),
    ("finance", "Finance"),
    ("fisheries", "Fisheries"),
    ("foreign", "Foreign Affairs"),
    ("foreign affairs", "Foreign Affairs"),
    ("health", "Health"),
    ("home", "Home Affairs"),
    ("home affairs", "Home Affairs"),
    ("housing", "Housing"),
    ("immigration", "Immigration"),
    ("industry", "Industry"),
    ("information", "Information"),
    ("interior", "Interior"),
    ("justice", "Justice"),
    ("labor", "Labour"),
    ("labour", "Labour"),
    ("mining", "Mining"),
    ("oil", "Oil"),
    ("petroleum", "Petroleum"),
    ("planning", "Planning"),
    ("tourism", "Tourism"),
    ("trade", "Trade"),
    ("transport", "Transport"),
    ("unification", "Unification"),
    ("water", "Water"),
];

/// Words of a ministry's name after `Ministry of`, at most.
const LONGEST: usize = 8;

/// A ministry as an article writes it: the field, in the form of the table where that has it.
struct Written {
    field: String,
    span: Span,
    /// Where its first word is among the tokens.
    first: usize,
}

/// The ministries of an article whose country stands before them, and further mentions of these without it, where nobody else is meant.
/// `countries` are all names of countries and their peoples, whether they count by themselves or not.
/// `country_name` gives the name of a country.
pub(super) fn ministries(
    text: Text<'_>,
    countries: &[(EntityId, Span)],
    country_name: impl Fn(EntityId) -> String,
) -> Vec<Discovered> {
    let countries = Countries::new(countries);
    let written = written(text, &countries);
    let mut of_countries: BTreeMap<(EntityId, &str), Vec<&Written>> = BTreeMap::new();
    let mut alone: Vec<&Written> = Vec::new();
    for ministry in &written {
        match countries.before(text, ministry) {
            Some(country) => {
                of_countries.entry((country, &ministry.field)).or_default().push(ministry);
            }
            None => alone.push(ministry),
        }
    }
    // For each field the country that it is told of, or none where it is told of several.
    let mut owners: HashMap<&str, Option<EntityId>> = HashMap::new();
    for (country, field) in of_countries.keys() {
        owners.entry(field).and_modify(|owner| *owner = None).or_insert(Some(*country));
    }
    for ministry in alone {
        let field = ministry.field.as_str();
        let owner = owners.get(field).copied().flatten();
        if let Some(mentions) = owner.and_then(|owner| of_countries.get_mut(&(owner, field))) {
            mentions.push(ministry);
        }
    }
    let found = of_countries.into_iter().map(|((country, field), mut mentions)| {
        mentions.sort_by_key(|ministry| ministry.first);
        let name = format!("Ministry of {field} of {}", with_article(&country_name(country)));
        let (key, short_key) = keys(&name, EntityKind::Organization);
        let mention = |ministry: &&Written| Mention { span: ministry.span, rule: Rule::Recognised };
        Discovered {
            name,
            kind: EntityKind::Organization,
            is_full: true,
            key,
            short_key,
            salience: 0.0,
            confidence: 1.0,
            mentions: mentions.iter().map(mention).collect(),
            role: None,
            country: Some(country),
        }
    });
    found.collect()
}

/// Every `foreign ministry` and `Ministry of Health` of a text.
fn written(text: Text<'_>, countries: &Countries) -> Vec<Written> {
    let is_ministry =
        |index: &usize| text.tokens[*index].of(text.prose.text()).eq_ignore_ascii_case("ministry");
    (0..text.tokens.len())
        .filter(is_ministry)
        .filter_map(|index| {
            field_after(text, index, countries).or_else(|| field_before(text, index))
        })
        .collect()
}

/// `foreign ministry`, `Home Affairs Ministry`: the longest field that stands before.
fn field_before(text: Text<'_>, ministry: usize) -> Option<Written> {
    [2, 1].into_iter().filter_map(|length| ministry.checked_sub(length)).find_map(|first| {
        let words = text.written(&(first..ministry)).to_lowercase();
        let number = FIELDS.binary_search_by_key(&words.as_str(), |(field, _)| field).ok()?;
        let span = text.span(&(first..ministry + 1));
        Some(Written { field: FIELDS[number].1.to_owned(), span, first })
    })
}

/// `Ministry of Trade and Industry`: the capitalised words after it and what joins them.
fn field_after(text: Text<'_>, ministry: usize, countries: &Countries) -> Option<Written> {
    let word = |index: usize| text.tokens.get(index).map(|token| token.of(text.prose.text()));
    if text.tokens[ministry].case == Case::Lower
        || !matches!(word(ministry + 1), Some("of" | "for"))
    {
        return None;
    }
    let start = ministry + 2;
    let mut end = start;
    for index in start..(start + LONGEST).min(text.tokens.len()) {
        let token = text.tokens[index];
        if countries.starts.contains(&token.start) {
            break;
        }
        let goes_on = index == start || token.gap == Gap::Joint;
        match token.case {
            Case::Capitalised if goes_on => end = index + 1,
            Case::Lower if goes_on && matches!(word(index), Some("and")) => {}
            _ => break,
        }
    }
    let field = (start < end).then(|| text.written(&(start..end)))?;
    let plain = FIELDS.binary_search_by_key(&field.to_lowercase().as_str(), |(field, _)| field);
    let field = plain.map_or(field, |number| FIELDS[number].1).to_owned();
    Some(Written { field, span: text.span(&(ministry..end)), first: ministry })
}

/// The names of countries in an article, by their places.
struct Countries {
    starts: HashSet<u32>,
    /// By the byte after the name, the first that is told there.
    ends: HashMap<u32, (usize, EntityId)>,
}

impl Countries {
    fn new(countries: &[(EntityId, Span)]) -> Self {
        let mut ends = HashMap::new();
        for (order, (country, span)) in countries.iter().enumerate() {
            ends.entry(span.end).or_insert((order, *country));
        }
        Self { starts: countries.iter().map(|(_, span)| span.start).collect(), ends }
    }

    /// The country right before: `South Korea's foreign ministry`, `the Kenyan Ministry of Health`.
    fn before(&self, text: Text<'_>, ministry: &Written) -> Option<EntityId> {
        let before = &text.prose.text()[..ministry.span.start as usize];
        let ends = [" ", "'s ", "’s ", "' ", "’ "].into_iter().filter_map(|between| {
            let end = before.strip_suffix(between)?.len();
            self.ends.get(&(end as u32))
        });
        ends.min().map(|(_, country)| *country)
    }
}

/// `the United States`, `the Philippines`: names of countries that want an article.
fn with_article(country: &str) -> String {
    const PLURALS_AND_RIVERS: [&str; 6] =
        ["Bahamas", "Gambia", "Maldives", "Netherlands", "Philippines", "Vatican"];
    let wants_one = ["United ", "Democratic ", "Central African "]
        .iter()
        .any(|start| country.starts_with(start))
        || country.ends_with("Republic")
        || country.ends_with("Islands")
        || country.contains("Republic of")
        || PLURALS_AND_RIVERS.contains(&country);
    if wants_one { format!("the {country}") } else { country.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_searched() {
        assert!(FIELDS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
