//! Reading the `keywords` of a topic.

use super::Keyword;
use crate::diagnostics::Diagnostic;
use crate::yaml::{Fields, Item};

/// The keywords: each a text, or `{all: [plastic, treaty]}` for texts that have to stand in one sentence.
pub(super) fn keywords(fields: &mut Fields<'_>) -> Vec<Keyword> {
    fields.one_or_many("keywords").iter().filter_map(keyword).collect()
}

fn keyword(item: &Item<'_>) -> Option<Keyword> {
    if item.is_mapping() { together(item) } else { single(item) }
}

fn single(item: &Item<'_>) -> Option<Keyword> {
    let text = item.text()?;
    (!text.trim().is_empty()).then(|| Keyword { phrases: vec![text.to_owned()] })
}

fn together(item: &Item<'_>) -> Option<Keyword> {
    let mut fields = item.fields()?;
    let has_words = fields.get("all").is_some();
    let phrases: Vec<String> = fields
        .texts("all")
        .into_iter()
        .map(|(text, _)| text)
        .filter(|text| !text.trim().is_empty())
        .collect();
    if !has_words {
        fields.report_missing(
            "all",
            "write `{all: [plastic, treaty]}` for words that have to stand in one sentence",
        );
    } else if phrases.len() < 2 {
        item.report(
            Diagnostic::error("bad-keyword", "`all` needs two words or phrases at least")
                .hint("a keyword alone is written without `all`"),
        );
    }
    fields.finish();
    (phrases.len() >= 2).then_some(Keyword { phrases })
}
