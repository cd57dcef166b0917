//! A snapshot to files, in one step: the new site is built beside the old one and takes its place when it is whole.
//!
//! Whatever happens on the way (an error, a full disk, `kill -9`), the old site is as it was.
//! May import: diagnostics, content, site, theme, render.

mod failure;
mod guard;
mod lock;
mod marker;
mod modes;
mod staging;
mod standing;

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, once_each};
use crate::render::{Renderer, Snapshot};
use crate::site::Route;
use crate::theme::{Asset, AssetContent};
use failure::{busy, foreign_tree, left_over, unwritable};
use marker::Made;
use staging::{NotCopied, Outcome, Refusal, Staging};
use standing::Tally;

pub use standing::program;

/// What a build wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or changed.
    pub written: usize,
    /// Files whose bytes are as before.
    pub unchanged: usize,
}

/// Renders and writes every route and asset of a snapshot into `folder`, which it replaces as a whole. `root` is the site's
/// folder, which must not lie in the output. `from` is a fingerprint of all that pages are made of and made by, where it is known: where the
/// site in the folder was made of the same, it stays. `progress` is called after each file with the number of all.
pub fn write(
    snapshot: &Snapshot,
    from: Option<u64>,
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
    let assets = &snapshot.theme.assets;
    if let Some(unchanged) = from.and_then(|from| standing::unchanged(&folder, from, assets)) {
        return Ok(Written { written: 0, unchanged });
    }
    let (total, tally) = (AtomicUsize::new(0), Tally::default());
    let written = AtomicUsize::new(0);
    // A disk that is full is full for every file: told once, with the first.
    let failure = OnceLock::new();
    each_file(snapshot, &|path, content, all| {
        if failure.get().is_some() {
            return Ok(());
        }
        let outcome = match content {
            Content::Bytes(bytes) => {
                let outcome = staging.put(path, &bytes).map_err(NotCopied::Unwritten);
                outcome.map(|outcome| (outcome, bytes.len() as u64))
            }
            Content::File(location) => staging.copy(path, location),
        };
        match outcome {
            Ok((outcome, length)) => {
                tally.add(path, length);
                written.fetch_add(usize::from(outcome == Outcome::Written), Ordering::Relaxed);
            }
            Err(NotCopied::Unread(unread)) => return Err(unread.told(&format!("static/{path}"))),
            Err(NotCopied::Unwritten(error)) => {
                _ = failure.set(unwritable(&folder, &folder.join(path), &error));
            }
        }
        total.fetch_add(1, Ordering::Relaxed);
        progress(all);
        Ok(())
    })?;
    if let Some(problem) = failure.into_inner() {
        return Err(problem.into());
    }
    let made = from.map(|from| Made { from, files: tally.sum() });
    staging.finish(made).map_err(|error| unwritable(&folder, &folder, &error))?;
    let left = staging.take_place().map_err(|error| unwritable(&folder, &folder, &error))?;
    if let Some((place, error)) = left {
        return Err(left_over(&place, &error).into());
    }
    let written = written.into_inner();
    Ok(Written { written, unchanged: total.into_inner() - written })
}

/// The bytes of a file, or where they are: files of the user's may be larger than memory.
#[derive(Debug)]
pub enum Content<'a> {
    /// Rendered, or built in.
    Bytes(Vec<u8>),
    /// A file of the user's.
    File(&'a Path),
}

/// What becomes of a file: its path below the site, its content, and the number of all files.
pub type Put<'a> = dyn Fn(&str, Content<'_>, usize) -> Result<(), Diagnostic> + Sync + 'a;

/// Renders every route and reads every asset of a snapshot, on all threads, and gives each away as soon as it is made.
pub fn each_file(snapshot: &Snapshot, put: &Put<'_>) -> Result<(), Vec<Diagnostic>> {
    let mut routes = snapshot.routes();
    // Those that take longest come first, or one thread would work on the last of them while the others have nothing left to do.
    routes.sort_by_key(|route| !matches!(route, Route::DataFile(_)));
    let assets: Vec<_> = snapshot.theme.assets.iter().collect();
    let total = routes.len() + assets.len();
    let render = |renderer: &Renderer<'_>, route: &Route| {
        put(&snapshot.site.file(*route), Content::Bytes(renderer.render(*route)?), total)
    };
    let queue = Queue::new(&routes);
    let problems = rayon::broadcast(|_| {
        let renderer = Renderer::new(snapshot);
        let routes = std::iter::from_fn(|| queue.take()).flatten();
        routes.filter_map(|route| render(&renderer, route).err()).collect::<Vec<Diagnostic>>()
    });
    let mut problems = problems.concat();
    let copy = |path: &str, asset: &Asset| {
        let content = match asset.content() {
            AssetContent::Bytes(bytes) => Content::Bytes(bytes.to_vec()),
            AssetContent::File(location) => Content::File(location),
        };
        put(path, content, total)
    };
    problems.par_extend(assets.par_iter().filter_map(|(path, asset)| copy(path, asset).err()));
    if problems.is_empty() { Ok(()) } else { Err(once_each(problems)) }
}

/// Items that threads share: each takes the next few when it is done with those that it took before.
struct Queue<'a, T> {
    items: &'a [T],
    taken: AtomicUsize,
}

impl<'a, T> Queue<'a, T> {
    /// So many are taken at once: neighbours have much in common, and the last ones should not be long waited for.
    const PIECE: usize = 16;

    fn new(items: &'a [T]) -> Self {
        Self { items, taken: AtomicUsize::new(0) }
    }

    fn take(&self) -> Option<&'a [T]> {
        let start = self.taken.fetch_add(Self::PIECE, Ordering::Relaxed);
        self.items.get(start..)?.chunks(Self::PIECE).next()
    }
}
