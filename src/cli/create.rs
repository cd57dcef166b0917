//! Files that aren't there yet. The only file of this room that changes files, and it never writes over one.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use crate::diagnostics::Diagnostic;

/// A file to be written.
pub(super) struct NewFile {
    /// Its path below the folder, with `/` between the parts.
    pub(super) path: String,
    /// What it will hold.
    pub(super) text: String,
}

/// Writes all files into a folder; none of them where one is there already.
pub(super) fn create(folder: &Path, files: &[NewFile]) -> Result<(), Vec<Diagnostic>> {
    let mut existing: Vec<Diagnostic> = files
        .iter()
        .map(|file| folder.join(&file.path))
        // A link that leads nowhere is somebody's file too.
        .filter(|path| path.symlink_metadata().is_ok())
        .map(|path| file_exists(&path))
        .collect();
    if let Some(last) = existing.pop() {
        existing.push(last.hint("nothing was written: move it away, or choose another place"));
        return Err(existing);
    }
    for file in files {
        let path = folder.join(&file.path);
        write(&path, &file.text).map_err(|error| vec![unwritable(&path, &error)])?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    // Fails where somebody made the file since we looked.
    File::create_new(path)?.write_all(text.as_bytes())
}

fn file_exists(path: &Path) -> Diagnostic {
    Diagnostic::error("file-exists", format!("{} is there already", path.display()))
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unwritable", format!("can't write {}: {error}", path.display()))
}
