//! Problems as workflow commands of GitHub, which shows them beside the lines of a pull request.

use super::{Diagnostic, Severity};

/// The problems as workflow commands, one a line. `folder` is the site's folder as the workflow sees it, put before the paths;
/// empty where the site is the repository itself.
///
/// Format and escapes: <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>, and
/// `packages/core/src/command.ts` of `actions/toolkit` for what has to be escaped.
///
/// ```
/// use briefing::diagnostics::{Diagnostic, Source, Span, github};
///
/// let source = Source::new("site.yaml", "titel: Desk\n");
/// let problem = Diagnostic::error("unknown-key", "50% unknown").at(&source, Span::new(0, 5));
/// assert_eq!(
///     github(&[problem], "docs"),
///     "::error file=docs/site.yaml,line=1,col=1,endLine=1,endColumn=6,title=unknown-key::50%25 unknown\n"
/// );
/// ```
pub fn github(diagnostics: &[Diagnostic], folder: &str) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, folder) + "\n").collect()
}

fn command(diagnostic: &Diagnostic, folder: &str) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        let path = place.source.path();
        let path = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
        properties.push(format!("file={}", escaped_property(&path)));
    }
    if let Some([(line, column), (end_line, end_column)]) = diagnostic.lines_and_columns() {
        properties
            .push(format!("line={line},col={column},endLine={end_line},endColumn={end_column}"));
    }
    properties.push(format!("title={}", escaped_property(diagnostic.id)));
    let hints = diagnostic.hints.iter().map(|hint| format!("\nhelp: {hint}"));
    let message = diagnostic.message.clone() + &hints.collect::<String>();
    format!(
        "::{} {}::{}",
        match diagnostic.severity {
            Severity::Note => "notice",
            severity => severity.name(),
        },
        properties.join(","),
        escaped_message(&message)
    )
}

fn escaped_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped_message(text).replace(':', "%3A").replace(',', "%2C")
}
