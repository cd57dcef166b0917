//! What a build lets pass: dead links, entries that nobody mentions, names that nobody can tell apart.
//!
//! [`check`] looks at a snapshot and its rendered pages and tells what it finds as diagnostics, in the user's files wherever
//! there is a place. `external` asks the remote links. One file for each concern.
//! May import: diagnostics, text, markdown, config, content, registry, tagging, theme, site, render, project.

mod address;
mod articles;
mod discovered;
#[cfg(feature = "external-links")]
mod external;
mod languages;
mod links;
mod names;
mod pages;
mod registry;
mod texts;

#[cfg(feature = "external-links")]
pub use external::remote_links;

use std::path::Path;

use crate::diagnostics::{self, Diagnostic, Severity, once_each};
use crate::project::Loaded;

/// Everything that `build` would tell of a site, and what is checked besides, in the order in which it is told. `root` is the
/// site's folder.
pub fn check(root: &Path, loaded: &Loaded) -> Vec<Diagnostic> {
    let snapshot = &loaded.snapshot;
    let mut problems = loaded.diagnostics.clone();
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
    // Without its templates no page says anything true.
    if snapshot.theme.diagnostics.iter().any(is_error) {
        return problems;
    }
    let pages = pages::render(snapshot);
    problems.extend(once_each(pages.problems.clone()));
    // What an error keeps out of the site would be missed a hundred times over: links to it, mentions of it.
    if !problems.iter().any(is_error) {
        problems.extend(links::check(root, snapshot, &pages));
        problems.extend(articles::check(&snapshot.site));
        problems.extend(discovered::check(&snapshot.site));
        problems.extend(discovered::other_languages(&snapshot.site));
        problems.extend(names::check(&snapshot.site));
        problems.extend(registry::check(&snapshot.site));
        problems.extend(texts::check(&snapshot.site));
        problems.extend(languages::check(&snapshot.theme.texts));
    }
    diagnostics::sort(&mut problems);
    problems.dedup();
    problems
}
