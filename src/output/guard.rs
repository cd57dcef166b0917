//! Which folders a build may replace.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::marker;
use crate::diagnostics::Diagnostic;

/// Folders of a site that hold what the user wrote.
const OWN: [&str; 4] = ["content", "templates", "static", "src"];

/// What file managers leave in any folder that somebody looked into.
const LEFT_BY_FILE_MANAGERS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The output folder with links resolved; an error where replacing it would take something that no build made.
pub(super) fn checked(root: &Path, folder: &Path) -> Result<PathBuf, Diagnostic> {
    let folder = resolved(folder).map_err(|error| unreadable(folder, &error))?;
    let root = resolved(root).map_err(|error| unreadable(root, &error))?;
    if folder.parent().is_none() || folder.file_name().is_none() {
        return Err(refused(&folder, "it is the root of the file system"));
    }
    if root.ancestors().any(|outer| is_same_place(outer, &folder)) {
        return Err(refused(&folder, "it is the site's own folder, or one around it"));
    }
    for own in OWN {
        let place = root.join(own);
        if folder.ancestors().any(|outer| is_same_place(outer, &place)) {
            return Err(refused(&folder, &format!("it lies in the site's `{own}` folder")));
        }
        // A folder of the site may be a link to one that lies elsewhere.
        if let Ok(real) = place.canonicalize()
            && real.ancestors().any(|outer| is_same_place(outer, &folder))
        {
            return Err(refused(&folder, &format!("the site's `{own}` folder lies in it")));
        }
    }
    match fs::symlink_metadata(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(folder),
        Err(error) => Err(unreadable(&folder, &error)),
        Ok(data) if data.is_symlink() => {
            Err(refused(&folder, "it is a symbolic link that leads to no folder"))
        }
        Ok(data) if !data.is_dir() => Err(refused(&folder, "it is a file")),
        Ok(data) => replaceable(folder, &data),
    }
}

/// A folder that is there: it may be replaced where it is empty, or a build made what is in it.
fn replaceable(folder: PathBuf, data: &Metadata) -> Result<PathBuf, Diagnostic> {
    let parent = folder.parent().and_then(|parent| fs::metadata(parent).ok());
    if parent.is_some_and(|parent| !is_on_one_file_system(&parent, data)) {
        return Err(mount_point(&folder));
    }
    let names = marker::names(&folder).map_err(|error| unreadable(&folder, &error))?;
    if names.is_empty() {
        return Ok(folder);
    }
    let Some(made) = marker::names_made(&folder) else {
        return Err(refused(&folder, "it holds files that no build made"));
    };
    let foreign = names.iter().find(|name| {
        !made.contains(name) && !LEFT_BY_FILE_MANAGERS.iter().any(|left| *name == left)
    });
    match foreign {
        None => Ok(folder),
        Some(name) => {
            let name = name.to_string_lossy();
            Err(refused(&folder, &format!("it holds `{name}`, which no build made")).hint(
                "what belongs to the site, such as CNAME, belongs into static/: each build copies it",
            ))
        }
    }
}

/// The path without links and dots, as far as it exists. What doesn't exist has no links: there `..` is the folder before.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut resolved = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                resolved.push(part);
                match resolved.canonicalize() {
                    Ok(real) => resolved = real,
                    Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                        return Err(error);
                    }
                    // It isn't there, or is a link that leads nowhere.
                    Err(_) => {}
                }
            }
        }
    }
    Ok(resolved)
}

/// Whether two paths are one folder: also by another case, where the file system makes no difference, or by another mount.
fn is_same_place(a: &Path, b: &Path) -> bool {
    if a == b {
        return true;
    }
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => is_same_folder(&a, &b),
        _ => false,
    }
}

#[cfg(unix)]
pub(super) fn is_same_folder(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Resolved paths have the case of the file system there.
#[cfg(not(unix))]
pub(super) fn is_same_folder(_: &Metadata, _: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn is_on_one_file_system(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    a.dev() == b.dev()
}

#[cfg(not(unix))]
fn is_on_one_file_system(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// The new site can't take the place of a folder on which a file system is mounted.
pub(super) fn mount_point(folder: &Path) -> Diagnostic {
    let why = "another file system is mounted on it, and can't be replaced";
    let inner = folder.join("site");
    Diagnostic::error("bad-output", format!("can't build into {}: {why}", folder.display()))
        .hint(format!("build into a folder inside it: --output {}", inner.display()))
}

fn refused(folder: &Path, why: &str) -> Diagnostic {
    Diagnostic::error("bad-output", format!("can't build into {}: {why}", folder.display())).hint(
        "a build replaces the whole folder: choose a new one with --output, or empty it yourself",
    )
}

fn unreadable(folder: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("bad-output", format!("can't look into {}: {error}", folder.display()))
        .hint("a build replaces the whole folder, so it has to know what is in it: choose another one with --output")
}
