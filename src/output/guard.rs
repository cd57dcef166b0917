//! Which folders a build may replace.

use std::fs;
use std::path::{Path, PathBuf};

use super::MARKER;
use crate::diagnostics::Diagnostic;

/// The output folder with links resolved; an error where replacing it would take something that no build made.
pub(super) fn checked(root: &Path, folder: &Path) -> Result<PathBuf, Diagnostic> {
    let folder = resolved(folder);
    let root = resolved(root);
    if root.starts_with(&folder) {
        return Err(refused(&folder, "it is the site's own folder, or one around it"));
    }
    for own in ["content", "templates", "static", "src"] {
        if folder.starts_with(root.join(own)) {
            return Err(refused(&folder, &format!("it lies in the site's `{own}` folder")));
        }
    }
    if folder.exists() && !folder.is_dir() {
        return Err(refused(&folder, "it is a file"));
    }
    let is_empty = fs::read_dir(&folder).map_or(true, |mut entries| entries.next().is_none());
    if is_empty || folder.join(MARKER).is_file() {
        return Ok(folder);
    }
    Err(refused(&folder, "it holds files that no build made"))
}

/// The path without links and dots, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Ok(real) = absolute.canonicalize() {
        return real;
    }
    match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => resolved(parent).join(name),
        _ => absolute,
    }
}

fn refused(folder: &Path, why: &str) -> Diagnostic {
    Diagnostic::error("bad-output", format!("can't build into {}: {why}", folder.display())).hint(
        "a build replaces the whole folder: choose a new one with --output, or empty it yourself",
    )
}
