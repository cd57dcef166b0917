//! The language of a site or an article, and which way it runs.

use crate::diagnostics::Diagnostic;
use crate::yaml::Fields;

/// Which way a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As English does.
    LeftToRight,
    /// As Arabic and Hebrew do.
    RightToLeft,
}

/// Languages that are written from right to left in their usual script (CLDR 46, `characterOrder`).
const RIGHT_TO_LEFT: [&str; 12] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];

impl Direction {
    /// The way that a language runs: `ar-EG` from right to left, `az` from left to right, `az-Arab` from right to left.
    pub fn of(language: &str) -> Self {
        let mut parts = language.split('-');
        let first = parts.next().unwrap_or_default().to_ascii_lowercase();
        let script = parts.find(|part| part.len() == 4);
        let right_to_left = match script {
            Some(script) => ["arab", "hebr", "syrc", "thaa"]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(script)),
            None => RIGHT_TO_LEFT.contains(&first.as_str()),
        };
        if right_to_left { Self::RightToLeft } else { Self::LeftToRight }
    }

    /// As in the `dir` attribute of HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A language tag such as `ko` or `pt-BR` (RFC 5646, by its form only).
pub fn language(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let item = fields.get(key)?;
    let text = item.text()?;
    let mut parts = text.split('-');
    let well_formed = parts.next().is_some_and(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    }) && parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if well_formed {
        return Some(text.to_owned());
    }
    item.report(
        Diagnostic::error("bad-language", format!("`{text}` is no language tag"))
            .hint("write it as in HTML: `en`, `ko` or `pt-BR`"),
    );
    None
}
