//! Problems as lines of JSON, for programs.

use serde::Serialize;

use super::Diagnostic;

/// The problems as JSON, one object a line:
///
/// | key | value |
/// | --- | --- |
/// | `id` | the stable name: `dead-link` |
/// | `severity` | `error` or `warning` |
/// | `message` | one line: what is wrong |
/// | `path` | the file below the site's folder, `/` between the parts; `null` for a problem without a file |
/// | `line`, `column` | the first character; both count from 1, columns in characters; `null` for a problem of the file as a whole |
/// | `end_line`, `end_column` | the place after the last character; `null` as above |
/// | `hints` | ways to mend it, a list of texts |
///
/// ```
/// use briefing::diagnostics::{Diagnostic, Source, Span, json};
///
/// let source = Source::new("site.yaml", "titel: Desk\n");
/// let problem = Diagnostic::error("unknown-key", "unknown key").at(&source, Span::new(0, 5));
/// assert_eq!(
///     json(&[problem]),
///     "{\"id\":\"unknown-key\",\"severity\":\"error\",\"message\":\"unknown key\",\"path\":\"site.yaml\",\
///      \"line\":1,\"column\":1,\"end_line\":1,\"end_column\":6,\"hints\":[]}\n"
/// );
/// ```
pub fn json(diagnostics: &[Diagnostic]) -> String {
    // A record of texts and numbers can always be written.
    let line = |diagnostic| serde_json::to_string(&Record::of(diagnostic)).unwrap_or_default();
    diagnostics.iter().map(|diagnostic| line(diagnostic) + "\n").collect()
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    severity: &'a str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    hints: &'a [String],
}

impl<'a> Record<'a> {
    fn of(diagnostic: &'a Diagnostic) -> Self {
        let [start, end] = diagnostic.lines_and_columns().map_or([None; 2], |ends| ends.map(Some));
        Self {
            id: diagnostic.id,
            severity: diagnostic.severity.name(),
            message: &diagnostic.message,
            path: diagnostic.place.as_ref().map(|place| place.source.path()),
            line: start.map(|(line, _)| line),
            column: start.map(|(_, column)| column),
            end_line: end.map(|(line, _)| line),
            end_column: end.map(|(_, column)| column),
            hints: &diagnostic.hints,
        }
    }
}
