//! People whom articles name and nobody registered, and articles in which they can't be found.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostic;
use crate::registry::EntityKind;
use crate::site::{Identity, Site};

/// People that are told; `briefing actors suggest` lists all.
const TOLD: usize = 12;

/// One note with the people that the program found by itself, those of most articles first.
pub(super) fn check(site: &Site) -> Option<Diagnostic> {
    let identities = site.identities();
    let people = identities.iter().filter(|identity| identity.kind == EntityKind::Person);
    let mut counted: Vec<(usize, &str)> =
        people.map(|person| (articles(person), person.name.as_str())).collect();
    if counted.is_empty() {
        return None;
    }
    counted.sort_by_key(|(count, name)| (std::cmp::Reverse(*count), *name));
    let told = counted.iter().take(TOLD).map(|(count, name)| format!("{name} ({count})"));
    let told = told.collect::<Vec<_>>().join(", ");
    let rest = match counted.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("nobody registered these people, with their articles: {told}{rest}");
    Some(
        Diagnostic::note("unregistered-people", message)
            .hint("`briefing actors suggest` shows where they are named, and writes registry entries with `--write`"),
    )
}

/// One note on the articles in which nobody unregistered could be found.
pub(super) fn other_languages(site: &Site) -> Option<Diagnostic> {
    let mut others = site.article_ids().filter(|id| site.tagged(*id).not_english);
    let first = &site.article(others.next()?).source;
    let articles = match others.count() {
        0 => "one article is".to_owned(),
        more => format!("{} articles are", more + 1),
    };
    let message = format!(
        "{articles} not in English, and only names of registry and atlas are recognised there"
    );
    Some(
        Diagnostic::note("not-english", message)
            .in_file(first)
            .hint("register the people and organisations that matter, with the forms of their names as aliases"),
    )
}

fn articles(person: &Identity) -> usize {
    person.named.iter().map(|(article, _)| article).collect::<BTreeSet<_>>().len()
}
