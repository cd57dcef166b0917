//! What a publish changes on the branch.

use std::collections::BTreeMap;

use super::store::Entry;

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// It has other bytes than before.
    Changed,
    /// It is gone.
    Removed,
}

impl Kind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::Added, Self::Changed, Self::Removed];

    /// The word for it: `added`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// A file that a publish changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path below the site.
    pub path: String,
    /// What becomes of it.
    pub kind: Kind,
    /// How large it is now; of a removed file how large it was.
    pub bytes: u64,
}

impl Change {
    /// Whether people read the file: a page, and no style sheet, picture or file for other programs.
    pub fn is_page(&self) -> bool {
        self.path.ends_with(".html")
    }
}

/// The differences of two lists of files, in the order of their paths.
pub(super) fn changes(old: &BTreeMap<String, Entry>, new: &BTreeMap<String, Entry>) -> Vec<Change> {
    let change = |path: &String, kind, entry: &Entry| Change {
        path: path.clone(),
        kind,
        bytes: entry.bytes,
    };
    let made = new.iter().filter_map(|(path, entry)| match old.get(path) {
        None => Some(change(path, Kind::Added, entry)),
        Some(before) if before.object != entry.object => Some(change(path, Kind::Changed, entry)),
        Some(_) => None,
    });
    let gone = old.iter().filter(|(path, _)| !new.contains_key(*path));
    let gone = gone.map(|(path, entry)| change(path, Kind::Removed, entry));
    let mut changes: Vec<Change> = made.chain(gone).collect();
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}
