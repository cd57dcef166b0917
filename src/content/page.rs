//! A plain page: one Markdown file of `content/pages/`, such as about or imprint.

use super::front_matter;
use crate::diagnostics::{Diagnostic, Source, Span};
use crate::markdown::excess;
use crate::text::slug;

/// A plain page.
#[derive(Clone, Debug)]
pub struct PlainPage {
    /// The file.
    pub source: Source,
    /// The headline.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// Its path below the site: the file's path below `content/pages/` without the extension, as slugs.
    pub path: String,
    /// The Markdown after the front matter.
    pub body: Span,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl PlainPage {
    /// Parses a source.
    pub fn parse(source: Source) -> Self {
        let mut diagnostics = Vec::new();
        let (document, mut body) = front_matter::parse(&source, &mut diagnostics);
        if let Some(excess) = excess(source.slice(body)) {
            let (problem, rest) = front_matter::too_much(&source, body, &excess);
            diagnostics.push(problem);
            body = rest;
        }
        let mut title = source.stem().to_owned();
        let mut summary = String::new();
        if let Some(document) = document {
            let mut fields = document.fields();
            if let Some(text) = fields.required_text("title", "add `title: …` to the front matter")
            {
                title = text;
            }
            summary = fields.text("summary").unwrap_or_default();
            fields.finish();
            diagnostics.extend(document.into_problems());
        }
        let inner = source.path();
        let inner = inner.strip_prefix("content/pages/").unwrap_or(inner);
        let without_extension = inner.rsplit_once('.').map_or(inner, |(stem, _)| stem);
        let path = without_extension.split('/').map(slug).collect::<Vec<_>>().join("/");
        Self { source, title, summary, path, body, diagnostics }
    }
}
