//! What the commands say on the terminal.

use std::io::{self, Write as _};
use std::path::Path;

use crate::diagnostics::{self, Diagnostic, Style, count};

/// Problems of one file that are printed: nobody reads more, and the first often cause the others.
const MOST_OF_A_FILE: usize = 100;

/// Tells the problems on standard error, in colour where the terminal and `NO_COLOR` allow it, and how many there are.
pub(super) fn tell(diagnostics: &[Diagnostic]) {
    let mut stream = anstream::stderr().lock();
    for of_file in diagnostics.chunk_by(|a, b| a.path() == b.path()) {
        let (told, untold) = of_file.split_at(of_file.len().min(MOST_OF_A_FILE));
        // Where standard error is closed nobody listens.
        let _ = stream.write_all(diagnostics::print(told, Style::Coloured).as_bytes());
        if let Some(path) = untold.first().and_then(Diagnostic::path) {
            let _ = writeln!(stream, "{} more in {path}\n", counted(untold.len(), "problem"));
        } else {
            // Problems without a file are all told.
            let _ = stream.write_all(diagnostics::print(untold, Style::Coloured).as_bytes());
        }
    }
    let (errors, warnings) = count(diagnostics);
    let words = match (errors, warnings) {
        (0, 0) => return,
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => {
            format!("{} and {}", counted(errors, "error"), counted(warnings, "warning"))
        }
    };
    let _ = writeln!(stream, "{words}");
}

/// Says a line on standard output.
pub(super) fn say(line: &str) {
    // Where standard output is closed nobody listens.
    let _ = writeln!(anstream::stdout(), "{line}");
}

/// Writes a file to standard output as it is.
pub(super) fn print(bytes: &[u8]) {
    let mut stream = io::stdout().lock();
    // As above; a reader that has seen enough (`| head`) is no error.
    let _ = stream.write_all(bytes).and_then(|()| stream.flush());
}

/// `1 article`, `2 articles`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    match (number, noun) {
        (1, _) => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// Whether the site's folder is there; says what is missing if not.
pub(super) fn is_site(root: &Path) -> bool {
    if root.join("content").is_dir() {
        return true;
    }
    let problem =
        Diagnostic::error("no-site", format!("there is no content folder in {}", root.display()))
            .hint("run the command in the site's folder, or name it with --root");
    tell(&[problem]);
    false
}
