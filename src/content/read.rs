//! Bytes of a file to a source.

use std::path::Path;

use crate::diagnostics::{Diagnostic, Source, Span};

/// Larger files are no articles; spans count in 32 bits.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// Reads a text file. `path` is its name below the root, for messages.
pub fn read(path: &str, location: &Path) -> Result<Source, Diagnostic> {
    let unreadable = |error: std::io::Error| {
        Diagnostic::error("unreadable", format!("can't read the file: {error}"))
            .in_file(&Source::new(path, ""))
    };
    let size = std::fs::metadata(location).map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        let message =
            format!("{} MiB in one file, over the limit of {} MiB", size >> 20, LARGEST_FILE >> 20);
        return Err(Diagnostic::error("file-too-large", message).in_file(&Source::new(path, "")));
    }
    let bytes = std::fs::read(location).map_err(unreadable)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Source::new(path, text)),
        Err(error) => Err(invalid_utf8(path, &bytes, error.valid_up_to())),
    }
}

fn invalid_utf8(path: &str, bytes: &[u8], valid: usize) -> Diagnostic {
    let text = String::from_utf8_lossy(bytes);
    let source = Source::new(path, &text);
    Diagnostic::error("invalid-utf8", "the file is not valid UTF-8")
        .at(&source, Span::new(valid, valid + char::REPLACEMENT_CHARACTER.len_utf8()))
        .label(format!("byte {:#04x}", bytes[valid]))
        .hint("save the file as UTF-8; it may be Latin-1 or Windows-1252")
}
