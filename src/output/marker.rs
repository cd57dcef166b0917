//! The file that says which folder a build made, and what it put there.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

use super::staging::Staging;

/// Marks a folder as made by a build, which a later build may therefore replace.
pub(super) const MARKER: &str = ".briefing";

/// What people read in it; below it stands what the build put beside it, a name a line.
const TEXT: &str = "This folder is made by briefing. Each build replaces it. It holds:\n";

/// Marks a tree in which a build begins to grow.
pub(super) fn begin(tree: &Path) -> io::Result<()> {
    fs::write(tree.join(MARKER), TEXT)
}

/// Marks a tree that is whole, with the names of what is in it.
pub(super) fn finish(staging: &Staging) -> io::Result<()> {
    let names = names(staging.tree())?;
    let lines: Vec<_> = names.iter().map(|name| name.to_string_lossy()).collect();
    let lines = lines.join("\n");
    staging.put_over(MARKER, format!("{TEXT}{lines}\n").as_bytes()).map(|_| ())
}

/// The names that the build of a folder put there; none where no build made it.
pub(super) fn made(folder: &Path) -> Option<Vec<OsString>> {
    let text = fs::read_to_string(folder.join(MARKER)).ok()?;
    Some(text.lines().skip(1).map(OsString::from).collect())
}

/// The sorted names of all that is in a folder, without that of the marker.
pub(super) fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let names = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name()));
    let mut names = names.collect::<io::Result<Vec<_>>>()?;
    names.retain(|name| name != MARKER);
    names.sort();
    Ok(names)
}

/// Whether a build made the folder, or began to.
pub(super) fn is_marked(folder: &Path) -> bool {
    folder.join(MARKER).is_file()
}
