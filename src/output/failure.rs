//! What is told when the disk says no: which file, why, and what helps.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::guard::mount_point;
use crate::diagnostics::Diagnostic;

/// A file of the new site, or the folder as a whole, can't be written. `folder` is where the site is built into.
pub(super) fn unwritable(folder: &Path, place: &Path, error: &io::Error) -> Diagnostic {
    if matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::ResourceBusy) {
        return mount_point(folder);
    }
    if error.kind() == ErrorKind::AlreadyExists {
        let message =
            format!("can't write {}: another file of the site has its name", place.display());
        return Diagnostic::error("write", message)
            .hint("this file system takes two names for one that differ only by case or accents: rename one of them")
            .hint("the previous site is as it was");
    }
    let parent = folder.parent().unwrap_or(folder).display();
    let help = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            format!("a build needs room in {parent} for what changed, beside the site that is there: make some, or build elsewhere with --output")
        }
        ErrorKind::FileTooLarge => {
            "the file is larger than the system allows: look at `ulimit -f`".to_owned()
        }
        ErrorKind::PermissionDenied => {
            format!("a build makes files in {parent}: let your user write there, or build elsewhere with --output")
        }
        ErrorKind::ReadOnlyFilesystem => {
            format!("{parent} can only be read: build elsewhere with --output")
        }
        ErrorKind::InvalidFilename => {
            "the name is too long for the file system: shorten it".to_owned()
        }
        ErrorKind::NotADirectory | ErrorKind::IsADirectory => {
            "another file of the site has the name of a folder that this one needs: rename one of them".to_owned()
        }
        _ => "where another program has files there open, close it; or build elsewhere with --output".to_owned(),
    };
    Diagnostic::error("write", format!("can't write {}: {error}", place.display()))
        .hint(help)
        .hint("the previous site is as it was")
}

/// Another build is on its way to the folder.
pub(super) fn busy(folder: &Path) -> Diagnostic {
    Diagnostic::error("busy", format!("another build into {} is running", folder.display()))
        .hint("wait until it is done, or build elsewhere with --output")
}

/// Something of the user's has the name that the growing site needs.
pub(super) fn foreign_tree(tree: &Path) -> Diagnostic {
    let message = format!("{} is in the way: it holds files that no build made", tree.display());
    Diagnostic::error("bad-output", message).hint(
        "a build grows under that name: rename what is there, or build elsewhere with --output",
    )
}

/// The new site is there, and what was before it can't be removed.
pub(super) fn left_over(place: &Path, error: &io::Error) -> Diagnostic {
    let message =
        format!("the new site is in place, but {} can't be removed: {error}", place.display());
    Diagnostic::error("left-over", message)
        .hint("it holds the previous site: remove it yourself, or the next build tries again")
}
