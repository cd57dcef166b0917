//! Bytes of a file to a source.

use std::path::Path;

use super::file;
use crate::diagnostics::{Diagnostic, Source, Span};

/// Larger files are no articles; spans count in 32 bits.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// Reads a text file. `path` is its name below the root, for messages.
pub fn read(path: &str, location: &Path) -> Result<Source, Diagnostic> {
    let bytes = file::bytes(location, LARGEST_FILE).map_err(|unread| unread.told(path))?;
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
