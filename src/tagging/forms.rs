//! The forms under which entities and topics are looked for.

use super::gazetteer::Cue;
use super::rule::Rule;
use crate::registry::{Entity, EntityKind, Topic};

/// A form of an entity.
pub(super) struct Form {
    pub(super) text: String,
    /// The rule that a match of it goes by.
    pub(super) rule: Rule,
    /// Whether it counts only where something speaks for it.
    pub(super) needs_context: bool,
}

/// All forms of an entity.
pub(super) fn entity_forms(entity: &Entity) -> Vec<Form> {
    let mut forms = vec![(entity.name.clone(), Rule::Name)];
    for alias in &entity.aliases {
        forms.push((alias.clone(), if is_acronym(alias) { Rule::Acronym } else { Rule::Alias }));
    }
    forms.extend(entity.acronym.iter().map(|acronym| (acronym.clone(), Rule::Acronym)));
    match entity.kind {
        // "South Koreans", "Iraqis": sites write demonyms among the aliases, and these have a plural.
        EntityKind::Country if !entity.from_atlas => forms.extend(
            entity
                .aliases
                .iter()
                .filter(|alias| !is_acronym(alias))
                .map(|alias| (format!("{alias}s"), Rule::Alias)),
        ),
        EntityKind::Person => {
            forms.extend(entity.surnames().into_iter().map(|name| (name, Rule::Surname)));
        }
        EntityKind::Country | EntityKind::Organization | EntityKind::Place => {}
    }
    for (names, rule) in [
        (&entity.metonyms, Rule::Metonym),
        (&entity.capitals, Rule::Capital),
        (&entity.demonyms, Rule::Demonym),
        (&entity.short_names, Rule::ShortName),
    ] {
        forms.extend(names.iter().map(|name| (name.clone(), rule)));
    }
    forms.extend(entity.demonyms.iter().filter_map(|demonym| people(demonym)));
    let form = |(text, rule)| {
        let needs_context = entity.needs_context.contains(&text);
        Form { text, rule, needs_context }
    };
    forms.into_iter().map(form).collect()
}

/// The plural of a demonym; none for adjectives that are their own (`French`, `Swiss`) and for plurals.
fn people(demonym: &str) -> Option<(String, Rule)> {
    const WITHOUT_PLURAL: [&str; 6] = ["s", "ese", "ish", "ch", "sh", "men"];
    let has_plural = !WITHOUT_PLURAL.iter().any(|ending| demonym.ends_with(ending));
    has_plural.then(|| (format!("{demonym}s"), Rule::Demonym))
}

/// All forms of a topic's keywords, and of the phrases that take them back, with their plurals.
pub(super) fn topic_forms(topic: &Topic) -> Vec<(String, Cue)> {
    let mut forms = Vec::new();
    let mut add = |phrase: &String, cue: Cue| {
        forms.push((phrase.clone(), cue));
        forms.push((plural(phrase), cue));
    };
    for (keyword, number) in topic.keywords.iter().zip(0..) {
        for (phrase, part) in keyword.phrases.iter().zip(0..) {
            add(phrase, Cue::Keyword { number, part });
        }
    }
    for phrase in &topic.not {
        add(phrase, Cue::Not);
    }
    forms
}

fn is_acronym(form: &str) -> bool {
    let letters = || form.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 2 && letters().all(char::is_uppercase)
}

/// The regular English plural of the last word.
fn plural(phrase: &str) -> String {
    let before_y =
        phrase.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    if let Some(stem) = before_y {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|ending| phrase.ends_with(ending)) {
        format!("{phrase}es")
    } else {
        format!("{phrase}s")
    }
}
