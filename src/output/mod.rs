//! A snapshot to files, in one step: the new site is built beside the old one and takes its place when it is whole.
//!
//! Whatever happens on the way (an error, a full disk, `kill -9`), the old site is as it was.
//! May import: diagnostics, site, theme, render.

mod guard;
mod staging;

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, once_each};
use crate::render::{Renderer, Snapshot};
use staging::{Outcome, Staging};

/// Marks a folder as made by a build, which a later build may therefore replace.
const MARKER: &str = ".briefing";
const MARKER_TEXT: &str = "This folder is made by briefing. Each build replaces it.\n";

/// What a build wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or changed.
    pub written: usize,
    /// Files whose bytes are as before.
    pub unchanged: usize,
}

/// Renders and writes every route and asset of a snapshot into `folder`, which it replaces as a whole. `root` is the site's
/// folder, which must not lie in the output. `progress` is called after each file with the number of all.
pub fn write(
    snapshot: &Snapshot,
    root: &Path,
    folder: &Path,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Written, Vec<Diagnostic>> {
    let failed = |action: &str, error: &io::Error| vec![write_error(folder, action, error)];
    let folder = guard::checked(root, folder).map_err(|problem| vec![problem])?;
    let staging = Staging::create(&folder).map_err(|error| failed("prepare", &error))?;
    let routes = snapshot.routes();
    let assets: Vec<_> = snapshot.theme.assets.iter().collect();
    let total = routes.len() + assets.len();
    let written = AtomicUsize::new(0);
    let count = |outcome: Outcome| {
        if outcome == Outcome::Written {
            written.fetch_add(1, Ordering::Relaxed);
        }
        progress(total);
    };
    let mut problems: Vec<Diagnostic> = routes
        .par_iter()
        .map_init(
            || Renderer::new(snapshot),
            |renderer, route| {
                let path = snapshot.site.file(*route);
                let page = renderer.render(*route)?;
                staging
                    .put(&path, &page)
                    .map(count)
                    .map_err(|error| write_error(&path, "write", &error))
            },
        )
        .filter_map(Result::err)
        .collect();
    problems.par_extend(assets.par_iter().filter_map(|(path, asset)| {
        let put = asset.read().and_then(|bytes| staging.put(path, &bytes));
        put.map(count).map_err(|error| write_error(path, "copy", &error)).err()
    }));
    if !problems.is_empty() {
        return Err(once_each(problems));
    }
    staging.put(MARKER, MARKER_TEXT.as_bytes()).map_err(|error| failed("mark", &error))?;
    staging.take_place().map_err(|error| failed("replace", &error))?;
    let written = written.into_inner();
    Ok(Written { written, unchanged: total - written })
}

fn write_error(path: impl AsRef<Path>, action: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("write", format!("can't {action} {}: {error}", path.as_ref().display()))
        .hint("the previous site is as it was")
}
