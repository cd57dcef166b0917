//! Names that several share, where nothing decides who is meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::Article;
use crate::diagnostics::Diagnostic;
use crate::registry::Subject;
use crate::site::Site;
use crate::tagging::{Dropped, Reason};

/// Further articles that are shown.
const SHOWN: usize = 3;

/// One warning for each name, at its first place in the order of the files.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut places: BTreeMap<&str, Vec<(&Article, &Dropped)>> = BTreeMap::new();
    for id in site.article_ids() {
        let tagged = site.tagged(id);
        let ambiguous = tagged.dropped.iter().filter(|dropped| dropped.reason == Reason::Ambiguous);
        for dropped in ambiguous.filter(|dropped| has_own_candidate(site, dropped)) {
            let name = tagged.article.prose.slice(dropped.span);
            places.entry(name).or_default().push((&tagged.article, dropped));
        }
    }
    places.into_iter().filter_map(|(name, places)| ambiguous(site, name, places)).collect()
}

/// Whether the site has an entry of its own with that name. Names of the atlas alone are nobody's mistake.
fn has_own_candidate(site: &Site, dropped: &Dropped) -> bool {
    dropped.candidates.iter().any(|subject| match subject {
        Subject::Entity(id) => !site.entity(*id).from_atlas,
        Subject::Topic(_) => false,
    })
}

fn ambiguous(site: &Site, name: &str, mut places: Vec<(&Article, &Dropped)>) -> Option<Diagnostic> {
    let candidates: BTreeSet<&str> = places
        .iter()
        .flat_map(|(_, dropped)| &dropped.candidates)
        .filter_map(|subject| match subject {
            Subject::Entity(id) => Some(site.entity(*id).id.as_str()),
            Subject::Topic(_) => None,
        })
        .collect();
    let candidates: Vec<String> = candidates.into_iter().map(|id| format!("`{id}`")).collect();
    // The first place of each article.
    places.sort_by_key(|(article, dropped)| (article.source.path(), dropped.span));
    places.dedup_by_key(|(article, _)| article.source.path());
    let (first, dropped) = places.first()?;
    let undecided = match places.len() {
        1 => "nothing in the article decides".to_owned(),
        several => format!("nothing decides in {several} articles"),
    };
    let message = format!("`{name}` may be {}, and {undecided}", alternatives(&candidates));
    let problem = Diagnostic::warning("ambiguous-name", message)
        .at(&first.source, first.prose.source_span(dropped.span))
        .label("nobody is tagged here");
    let related = places.iter().skip(1).take(SHOWN);
    let problem = related.fold(problem, |problem, (article, dropped)| {
        let place = article.prose.source_span(dropped.span);
        problem.related(&article.source, Some(place), "nor here")
    });
    Some(
        problem
            .hint("take away those who are not meant: `exclude: [id]` in the front matter")
            .hint(
                "or give the entries forms of their own as `aliases`, and take the shared one away",
            ),
    )
}

/// `one`, `one or another`, `one, another or a third`.
fn alternatives(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
