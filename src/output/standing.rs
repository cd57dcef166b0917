//! Whether the site that stands in the output folder is the one that a build would make: then there is nothing to render.
//!
//! It was made of the same things by the same program, its files are those that were put there by name and length, and none was
//! changed since. So a build with nothing changed takes the time of reading and tagging alone, and still tells every warning.

use std::fs::{self, Metadata};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::marker::{self, MARKER};
use super::modes::Modes;
use super::staging::is_copy;
use crate::content::{file, path_below};
use crate::theme::{AssetContent, Assets};

/// The fingerprint of files that threads put in any order.
#[derive(Debug, Default)]
pub(super) struct Tally(AtomicU64);

impl Tally {
    /// Adds a file by its path below the site.
    pub(super) fn add(&self, path: &str, length: u64) {
        self.0.fetch_add(xxh3_64_with_seed(path.as_bytes(), length), Ordering::Relaxed);
    }

    pub(super) fn sum(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A fingerprint of the program that makes the pages; none where it can't be read.
pub fn program() -> Option<u64> {
    file::hash(&std::env::current_exe().ok()?.canonicalize().ok()?)
}

/// The number of files of the site in `folder`, if it is whole and the one that would be made from `from` and these assets.
pub(super) fn unchanged(folder: &Path, from: u64, assets: &Assets) -> Option<usize> {
    let made = marker::made(folder).filter(|made| made.from == from)?;
    let finished = fs::metadata(folder.join(MARKER)).ok()?.modified().ok()?;
    let (tally, mut count) = (Tally::default(), 0);
    for entry in WalkDir::new(folder) {
        let entry = entry.ok()?;
        let path = path_below(folder, entry.path())?;
        if entry.file_type().is_dir() || path == MARKER {
            continue;
        }
        let data = entry.metadata().ok().filter(|data| is_untouched(data, finished))?;
        tally.add(&path, data.len());
        count += 1;
    }
    let is_same = |(path, content): (&str, AssetContent<'_>)| match content {
        AssetContent::Bytes(_) => true,
        AssetContent::File(location) => is_copy(&folder.join(path), location),
    };
    let are_same = assets.iter().map(|(path, asset)| (path, asset.content())).all(is_same);
    (tally.sum() == made.files && are_same).then_some(count)
}

/// Whether nobody wrote a file after the site was whole. Who changes one and turns its date back, at the same length, is not noticed.
fn is_untouched(data: &Metadata, finished: SystemTime) -> bool {
    data.is_file() && Modes::are_right(data) && data.modified().is_ok_and(|date| date <= finished)
}
