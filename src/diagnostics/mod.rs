//! Problems as data: what is wrong, where, and how to mend it.
//!
//! A [`Diagnostic`] travels inside the value it belongs to (an article, a registry, a site), never to a log, so that the
//! warning of an unchanged file is still there after the next rebuild. Imports nothing of the crate.

mod github;
mod json;
mod print;
mod source;

pub use github::github;
pub use json::json;
pub use print::{Style, print};
pub use source::{Source, Span};

/// How bad a problem is. Errors fail a build; warnings do so under `--strict` only, notes never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site can't be built as written.
    Error,
    /// The site can be built, but probably not as meant.
    Warning,
    /// Nothing is wrong; it may be good to know.
    Note,
}

impl Severity {
    /// The word as it is printed: `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place in the user's files: a file and, where it is known, the bytes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Source,
    /// The bytes in question; none for a problem of the file as a whole.
    pub span: Option<Span>,
}

/// One problem, told to the person who can mend it.
///
/// ```
/// use briefing::diagnostics::{Diagnostic, Source, Span, Style, print};
///
/// let source = Source::new("site.yaml", "titel: Desk\n");
/// let problem = Diagnostic::error("unknown-key", "unknown key `titel`")
///     .at(&source, Span::new(0, 5))
///     .hint("did you mean `title`?");
/// assert!(print(&[problem], Style::Plain).contains("site.yaml:1:1"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name in kebab case, such as `unknown-key`, for filters and for the manual.
    pub id: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// One line: what is wrong.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// A few words under the marked bytes.
    pub label: String,
    /// Other places that belong to the problem, such as the first of two files with one URL.
    pub related: Vec<(Place, String)>,
    /// Ways to mend it.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(id: &'static str, message: impl Into<String>) -> Self {
        Self::new(id, Severity::Error, message.into())
    }

    /// A warning without a place yet.
    pub fn warning(id: &'static str, message: impl Into<String>) -> Self {
        Self::new(id, Severity::Warning, message.into())
    }

    /// Something good to know.
    pub fn note(id: &'static str, message: impl Into<String>) -> Self {
        Self::new(id, Severity::Note, message.into())
    }

    fn new(id: &'static str, severity: Severity, message: String) -> Self {
        Self {
            id,
            severity,
            message,
            place: None,
            label: String::new(),
            related: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Sets the file and the bytes in it.
    #[must_use]
    pub fn at(mut self, source: &Source, span: Span) -> Self {
        self.place = Some(Place { source: source.clone(), span: Some(span) });
        self
    }

    /// Sets the file, for a problem of the file as a whole.
    #[must_use]
    pub fn in_file(mut self, source: &Source) -> Self {
        self.place = Some(Place { source: source.clone(), span: None });
        self
    }

    /// Sets the words under the marked bytes.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place that belongs to the problem.
    #[must_use]
    pub fn related(
        mut self,
        source: &Source,
        span: Option<Span>,
        label: impl Into<String>,
    ) -> Self {
        self.related.push((Place { source: source.clone(), span }, label.into()));
        self
    }

    /// Adds a way to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The path of the file that it is about, if it is about one.
    pub fn path(&self) -> Option<&str> {
        self.place.as_ref().map(|place| place.source.path())
    }

    /// First and last place, each as line and column, where the bytes are known.
    fn lines_and_columns(&self) -> Option<[(usize, usize); 2]> {
        let place = self.place.as_ref()?;
        let span = place.span?;
        Some([span.start, span.end].map(|offset| place.source.line_and_column(offset)))
    }

    /// The order in which problems are told: by file, by place in it, by id; those without a file come first.
    fn order(&self) -> (Option<&str>, u32, &'static str, &str) {
        let path = self.path();
        let start = self.place.as_ref().and_then(|place| place.span).map_or(0, |span| span.start);
        (path, start, self.id, &self.message)
    }
}

/// One problem alone, where problems are collected.
impl From<Diagnostic> for Vec<Diagnostic> {
    fn from(problem: Diagnostic) -> Self {
        vec![problem]
    }
}

/// Puts problems into the order in which they are told, whatever order the threads found them in.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
}

/// A broken template breaks a thousand pages: a problem that differs from another only in its hints is told once, with the
/// hints that come first.
pub fn once_each(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| a.hints.cmp(&b.hints));
    sort(&mut diagnostics);
    diagnostics.dedup_by(|later, first| {
        later.id == first.id && later.message == first.message && later.place == first.place
    });
    diagnostics
}

/// How many errors and warnings there are.
pub fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    (of(Severity::Error), of(Severity::Warning))
}

/// The candidate that is spelled most like `wanted`, if one is near enough to be a slip of the keyboard.
///
/// ```
/// use briefing::diagnostics::nearest;
/// assert_eq!(nearest("sumary", ["title", "summary"]), Some("summary"));
/// assert_eq!(nearest("weather", ["title", "summary"]), None);
/// ```
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may differ: `antony-blinkn` is near, `peru` and `iran` are not.
    let limit = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(wanted.len()) <= limit + 2)
        .map(|candidate| (strsim::osa_distance(wanted, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}
