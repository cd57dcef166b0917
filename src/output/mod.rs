//! A snapshot to files, in one step: the new site is built beside the old one and takes its place when it is whole.
//!
//! Whatever happens on the way (an error, a full disk, `kill -9`), the old site is as it was.
//! May import: diagnostics, site, theme, render.

mod failure;
mod guard;
mod lock;
mod marker;
mod modes;
mod staging;

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, once_each};
use crate::render::{Renderer, Snapshot};
use crate::site::Route;
use crate::theme::Asset;
use failure::{busy, foreign_tree, left_over, unreadable_file, unwritable};
use staging::{Outcome, Refusal, Staging};

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
    let folder = guard::checked(root, folder)?;
    let staging = Staging::create(&folder).map_err(|refusal| match refusal {
        Refusal::Busy => busy(&folder),
        Refusal::Foreign(tree) => foreign_tree(&tree),
        Refusal::Failed(error) => unwritable(&folder, &folder, &error),
    })?;
    let total = AtomicUsize::new(0);
    let written = AtomicUsize::new(0);
    // A disk that is full is full for every file: told once, with the first.
    let failure = OnceLock::new();
    each_file(snapshot, &|path, bytes, all| {
        if failure.get().is_some() {
            return Ok(());
        }
        match staging.put(path, &bytes) {
            Ok(Outcome::Written) => _ = written.fetch_add(1, Ordering::Relaxed),
            Ok(Outcome::Unchanged) => {}
            Err(error) => _ = failure.set(unwritable(&folder, &folder.join(path), &error)),
        }
        total.fetch_add(1, Ordering::Relaxed);
        progress(all);
        Ok(())
    })?;
    if let Some(problem) = failure.into_inner() {
        return Err(problem.into());
    }
    marker::finish(&staging).map_err(|error| unwritable(&folder, &folder, &error))?;
    let left = staging.take_place().map_err(|error| unwritable(&folder, &folder, &error))?;
    if let Some((place, error)) = left {
        return Err(left_over(&place, &error).into());
    }
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
        put(path, asset.read().map_err(|error| unreadable_file(path, &error))?, total)
    };
    problems.par_extend(assets.par_iter().filter_map(|(path, asset)| copy(path, asset).err()));
    if problems.is_empty() { Ok(()) } else { Err(once_each(problems)) }
}
