//! The file that says which folder a build made, of what, and what it put there.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// Marks a folder as made by a build, which a later build may therefore replace.
pub(super) const MARKER: &str = ".briefing";

/// What people read in it; below it stands what the build put beside it, a name a line.
const TEXT: &str = "This folder is made by briefing. Each build replaces it. It holds:\n";

/// Begins the line that a later build knows the site by. No name in a folder has a slash.
const MADE: &str = "/made of ";

/// What tells one built site from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Made {
    /// A fingerprint of all that it is made of, and of the program.
    pub(super) from: u64,
    /// A fingerprint of the names and lengths of its files.
    pub(super) files: u64,
}

/// Marks a tree in which a build begins to grow.
pub(super) fn begin(tree: &Path) -> io::Result<()> {
    fs::write(tree.join(MARKER), TEXT)
}

/// What marks a tree that is whole: the names of what is in it, and what it was made of.
pub(super) fn text(tree: &Path, made: Option<Made>) -> io::Result<String> {
    let mut text = TEXT.to_owned();
    for name in names(tree)? {
        text.push_str(&name.to_string_lossy());
        text.push('\n');
    }
    if let Some(Made { from, files }) = made {
        // Writing to a text can't fail.
        let _ = writeln!(text, "{MADE}{from:016x} {files:016x}");
    }
    Ok(text)
}

/// The names that the build of a folder put there; none where no build made it.
pub(super) fn names_made(folder: &Path) -> Option<Vec<OsString>> {
    let text = fs::read_to_string(folder.join(MARKER)).ok()?;
    let names = text.lines().skip(1).filter(|line| !line.starts_with(MADE));
    Some(names.map(OsString::from).collect())
}

/// What the site in a folder was made of; none where its build didn't say.
pub(super) fn made(folder: &Path) -> Option<Made> {
    let text = fs::read_to_string(folder.join(MARKER)).ok()?;
    let (from, files) = text.lines().last()?.strip_prefix(MADE)?.split_once(' ')?;
    let number = |digits| u64::from_str_radix(digits, 16).ok();
    Some(Made { from: number(from)?, files: number(files)? })
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
