//! The block between two `---` lines at the head of a Markdown file.

use crate::diagnostics::{Diagnostic, Source, Span};
use crate::markdown::Excess;
use crate::yaml::{Document, Limits};

/// 64 KiB and 32 levels: far above any honest front matter, and `serde_yaml` takes quadratic time on nested brackets.
pub(super) const LIMITS: Limits = Limits { bytes: 64 * 1024, depth: 32 };

/// Where front matter and body of a Markdown file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// The YAML, without the `---` lines.
    pub yaml: Span,
    /// The Markdown after it.
    pub body: Span,
}

/// Finds front matter and body. A file without front matter is all body.
pub fn split(source: &Source) -> Result<FrontMatter, Diagnostic> {
    let text = source.text();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let all_body =
        FrontMatter { yaml: Span::new(start, start), body: Span::new(start, text.len()) };
    let mut lines = text[start..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return Ok(all_body);
    };
    let yaml_start = start + first.len();
    let mut position = yaml_start;
    for line in lines {
        let after = position + line.len();
        if line.trim_end() == "---" {
            return Ok(FrontMatter {
                yaml: Span::new(yaml_start, position),
                body: Span::new(after, text.len()),
            });
        }
        position = after;
    }
    Err(Diagnostic::error("unclosed-front-matter", "the front matter has no end")
        .at(source, Span::new(start, start + 3))
        .label("opened here")
        .hint("put a line with `---` after the last key"))
}

/// The parsed front matter of a source and where its body is. Without a valid one the document is empty and `problems` say why.
pub(super) fn parse(source: &Source, problems: &mut Vec<Diagnostic>) -> (Option<Document>, Span) {
    let parts = match split(source) {
        Ok(parts) => parts,
        Err(problem) => {
            problems.push(problem);
            return (None, Span::default());
        }
    };
    match Document::parse(source, parts.yaml, LIMITS) {
        Ok(document) => (Some(document), parts.body),
        Err(errors) => {
            problems.extend(errors);
            (None, parts.body)
        }
    }
}

/// What to tell about a body that goes over a limit, and what remains of it: nothing.
pub fn too_much(source: &Source, body: Span, excess: &Excess) -> (Diagnostic, Span) {
    let start = body.start as usize;
    let place = Span::new(start + excess.range.start, start + excess.range.end);
    let problem = Diagnostic::error("over-limit", excess.limit.text())
        .at(source, source.first_line(place))
        .label("too much here")
        .hint("no text for readers needs it: take it out, or split the article");
    (problem, Span::new(body.end as usize, body.end as usize))
}
