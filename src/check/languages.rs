//! Words of pages that the site's language lacks.

use crate::diagnostics::Diagnostic;
use crate::theme::Texts;

/// Texts that are told by name.
const TOLD: usize = 12;

/// One note with the texts that are shown in English.
pub(super) fn check(texts: &Texts) -> Option<Diagnostic> {
    let (file, missing) = texts.missing();
    if missing.is_empty() {
        return None;
    }
    let told = missing.iter().take(TOLD).map(|key| format!("`{key}`")).collect::<Vec<_>>();
    let rest = match missing.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message =
        format!("{file} lacks texts, which pages show in English: {}{rest}", told.join(", "));
    Some(Diagnostic::note("untranslated", message).hint(
        "write them there, each as `key: text`; docs/templates.md says where the English ones are",
    ))
}
