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
use crate::site::Route;
use crate::theme::Asset;
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
    let total = AtomicUsize::new(0);
    let written = AtomicUsize::new(0);
    each_file(snapshot, &|path, bytes, all| {
        let outcome =
            staging.put(path, &bytes).map_err(|error| write_error(path, "write", &error))?;
        if outcome == Outcome::Written {
            written.fetch_add(1, Ordering::Relaxed);
        }
        total.fetch_add(1, Ordering::Relaxed);
        progress(all);
        Ok(())
    })?;
    staging.put(MARKER, MARKER_TEXT.as_bytes()).map_err(|error| failed("mark", &error))?;
    staging.take_place().map_err(|error| failed("replace", &error))?;
    let written = written.into_inner();
    Ok(Written { written, unchanged: total.into_inner() - written })
}

/// What becomes of a file: its path below the site, its bytes, and the number of all files.
pub type Put<'a> = dyn Fn(&str, Vec<u8>, usize) -> Result<(), Diagnostic> + Sync + 'a;

/// Renders every route and reads every asset of a snapshot, on all threads, and gives each away as soon as it is made.
pub fn each_file(snapshot: &Snapshot, put: &Put<'_>) -> Result<(), Vec<Diagnostic>> {
    let routes = snapshot.routes();
    let assets: Vec<_> = snapshot.theme.assets.iter().collect();
    let total = routes.len() + assets.len();
    let render = |renderer: &mut Renderer<'_>, route: &Route| {
        put(&snapshot.site.file(*route), renderer.render(*route)?, total)
    };
    let mut problems: Vec<Diagnostic> = routes
        .par_iter()
        .map_init(|| Renderer::new(snapshot), render)
        .filter_map(Result::err)
        .collect();
    let copy = |path: &str, asset: &Asset| {
        put(path, asset.read().map_err(|error| write_error(path, "read", &error))?, total)
    };
    problems.par_extend(assets.par_iter().filter_map(|(path, asset)| copy(path, asset).err()));
    if problems.is_empty() { Ok(()) } else { Err(once_each(problems)) }
}

fn write_error(path: impl AsRef<Path>, action: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("write", format!("can't {action} {}: {error}", path.as_ref().display()))
        .hint("the previous site is as it was")
}
