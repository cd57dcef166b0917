//! Problems as a person reads them on a terminal, in the manner of rustc.

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};

use super::source::floor_boundary;
use super::{Diagnostic, Place, Severity, Span};

/// Whether the text carries colours. Where colours are not wanted (`NO_COLOR`, a pipe) is the terminal layer's to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escape codes.
    Plain,
    /// ANSI colours.
    Coloured,
}

/// Lines longer than this are cut around the marked bytes, so that a one-line file of a megabyte stays readable.
const LONGEST_LINE: usize = 400;

/// The problems as text, each with its file, line, column, the line itself and ways to mend it, a blank line between.
pub fn print(diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    }
    .decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&[group(diagnostic)]));
        text.push_str("\n\n");
    }
    text
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut elements = Vec::new();
    if let Some(place) = &diagnostic.place {
        elements.push(excerpt(place, AnnotationKind::Primary, &diagnostic.label));
    }
    for (place, label) in &diagnostic.related {
        elements.push(excerpt(place, AnnotationKind::Context, label));
    }
    for hint in &diagnostic.hints {
        elements.push(Element::from(Level::HELP.message(hint.as_str())));
    }
    level.primary_title(diagnostic.message.as_str()).id(diagnostic.id).elements(elements)
}

fn excerpt<'a>(place: &'a Place, kind: AnnotationKind, label: &'a str) -> Element<'a> {
    let path = place.source.path();
    let Some(span) = place.span else { return Element::from(Origin::path(path)) };
    let text = place.source.text();
    let lines = lines_around(text, span);
    if lines.len() > LONGEST_LINE {
        return long_line(place, span);
    }
    let line_number = text[..lines.start].matches('\n').count() + 1;
    let start = (span.start as usize).clamp(lines.start, lines.end) - lines.start;
    let end = (span.end as usize).clamp(lines.start + start, lines.end) - lines.start;
    let label = (!label.is_empty()).then_some(label);
    Element::from(
        Snippet::source(&text[lines])
            .line_start(line_number)
            .path(path)
            .annotation(kind.span(start..end).label(label)),
    )
}

/// A place in a very long line: path, line and column without the line.
fn long_line(place: &Place, span: Span) -> Element<'_> {
    let (line, column) = place.source.line_and_column(span.start);
    Element::from(Origin::path(place.source.path()).line(line).char_column(column))
}

/// The whole lines that hold a span, without the last line end.
fn lines_around(text: &str, span: Span) -> std::ops::Range<usize> {
    let start = floor_boundary(text, span.start as usize);
    let end = floor_boundary(text, (span.end as usize).max(start));
    let first = text[..start].rfind('\n').map_or(0, |position| position + 1);
    let last = text[end..].find('\n').map_or(text.len(), |position| end + position);
    first..last
}
