//! An article: one Markdown file of `content/articles/`, parsed.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::front_matter;
use crate::config::{Config, Direction, Trust, language};
use crate::diagnostics::{Diagnostic, Source, Span};
use crate::markdown::{BlockKind, Excess, Prose, ProseBuilder, excess};
use crate::text::{composed, is_slug, slug};
use crate::yaml::{Fields, Item, align};

/// Who published a story first, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publisher {
    /// The name, such as `Yonhap`; may be empty.
    pub name: String,
    /// The address of the story; may be empty.
    pub url: String,
}

/// An id that the front matter names, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The id of an actor, a place or a topic.
    pub id: String,
    /// Where it stands in the source.
    pub span: Span,
}

/// An article. Parsing never fails: a file with errors makes an article with diagnostics.
#[derive(Clone, Debug)]
pub struct Article {
    /// The file.
    pub source: Source,
    /// The headline.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Day and time of publication in the site's zone. Without a time of day: midnight.
    pub date: DateTime,
    /// When it was changed last, if the front matter says so.
    pub updated: Option<DateTime>,
    /// From that moment on the article is not published any more.
    pub expires: Option<DateTime>,
    /// The last part of its URL.
    pub slug: String,
    /// Where the file says what the article is called: at the `slug`, or else the title.
    pub heading: Span,
    /// Whether it is held back.
    pub draft: bool,
    /// Where the story comes from.
    pub publisher: Publisher,
    /// Actors and places that the author adds.
    pub actors: Vec<Reference>,
    /// Topics that the author adds.
    pub topics: Vec<Reference>,
    /// Actors, places and topics that the author takes away.
    pub exclude: Vec<Reference>,
    /// Old URLs that lead here.
    pub aliases: Vec<Reference>,
    /// The language of the text, as in the `lang` attribute of HTML; empty where it is the site's.
    pub language: String,
    /// The way the text runs, where the front matter says so.
    pub direction: Option<Direction>,
    /// Whether its raw HTML goes to the page as it is.
    pub is_trusted: bool,
    /// The Markdown after the front matter.
    pub body: Span,
    /// Headline, summary and body as a reader sees them.
    pub prose: Prose,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
    /// Made of date and slug, once: lists name it some twenty times.
    path: Arc<str>,
}

impl Article {
    /// Parses a source.
    pub fn parse(source: Source, config: &Config) -> Self {
        let mut problems = Vec::new();
        let (document, body) = front_matter::parse(&source, &mut problems);
        let mut article = Self::placeholder(source, body);
        if let Some(document) = document {
            let mut fields = document.fields();
            let title = fields.get("title");
            let summary = fields.get("summary");
            article.read_fields(&mut fields, config);
            fields.finish();
            let scalars = [(BlockKind::Title, title), (BlockKind::Summary, summary)];
            let (whole, excess) = prose(&article, &scalars);
            article.prose = whole;
            if let Some(excess) = excess {
                problems.push(article.leave_out_body(&excess));
                article.prose = prose(&article, &scalars).0;
            }
            problems.extend(document.into_problems());
        } else if let Some(excess) = excess(article.markdown()) {
            problems.push(article.leave_out_body(&excess));
        }
        article.diagnostics = problems;
        let (year, month) = (article.date.year(), article.date.month());
        article.path = format!("articles/{year:04}/{month:02}/{}/", article.slug).into();
        article
    }

    /// The path of its page below the site: year, month and slug.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The Markdown of the body.
    pub fn markdown(&self) -> &str {
        self.source.slice(self.body)
    }

    /// The day of publication.
    pub fn day(&self) -> Date {
        self.date.date()
    }

    fn leave_out_body(&mut self, excess: &Excess) -> Diagnostic {
        let (problem, rest) = front_matter::too_much(&self.source, self.body, excess);
        self.body = rest;
        problem
    }

    fn placeholder(source: Source, body: Span) -> Self {
        let (dated, rest) = dated_name(source.stem());
        Self {
            title: source.stem().to_owned(),
            summary: String::new(),
            date: dated.unwrap_or(civil::date(1970, 1, 1)).to_datetime(civil::Time::midnight()),
            updated: None,
            expires: None,
            slug: slug(rest),
            heading: source.first_line(Span::new(0, source.text().len())),
            draft: false,
            publisher: Publisher::default(),
            actors: Vec::new(),
            topics: Vec::new(),
            exclude: Vec::new(),
            aliases: Vec::new(),
            language: String::new(),
            direction: None,
            is_trusted: false,
            body,
            prose: Prose::default(),
            diagnostics: Vec::new(),
            path: Arc::default(),
            source,
        }
    }

    fn read_fields(&mut self, fields: &mut Fields<'_>, config: &Config) {
        if let Some(title) = fields.required_text("title", "add `title: …` to the front matter") {
            self.title = composed(&title).into_owned();
        }
        if let Some(item) = fields.get("slug").or_else(|| fields.get("title")) {
            self.heading = item.span();
        }
        self.summary = composed(fields.text("summary").unwrap_or_default().trim()).into_owned();
        self.read_date(fields, config);
        self.updated = moment(fields, "updated", config);
        self.expires = moment(fields, "expires", config);
        self.draft = fields.flag("draft");
        self.publisher = publisher(fields);
        self.actors = references(fields, "actors");
        self.topics = references(fields, "topics");
        self.exclude = references(fields, "exclude");
        self.aliases = old_urls(fields);
        self.language = language(fields, "lang").unwrap_or_default();
        self.direction = direction(fields);
        self.is_trusted = is_trusted(fields, config);
        if let Some(item) = fields.get("slug")
            && let Some(text) = item.text()
        {
            if is_slug(text) {
                text.clone_into(&mut self.slug);
            } else {
                item.report(
                    Diagnostic::error("bad-slug", format!("`{text}` can't stand in a URL")).hint(
                        format!("use lower-case letters, digits and hyphens: `{}`", slug(text)),
                    ),
                );
            }
        }
    }

    fn read_date(&mut self, fields: &mut Fields<'_>, config: &Config) {
        if let Some(date) = moment(fields, "date", config) {
            self.date = date;
        } else if fields.get("date").is_none() && dated_name(self.source.stem()).0.is_none() {
            fields.report_missing(
                "date",
                "add `date: 2024-11-14`, or name the file 2024-11-14-title.md",
            );
        }
    }
}

/// Headline, summary and body as prose, and where the body goes over a limit.
fn prose(
    article: &Article,
    scalars: &[(BlockKind, Option<Item<'_>>); 2],
) -> (Prose, Option<Excess>) {
    let scalar =
        |(_, item): &(_, Option<Item<'_>>)| item.as_ref().map_or(0, |item| item.span().len());
    let written = scalars.iter().map(scalar).sum::<usize>() + article.markdown().len();
    let mut builder = ProseBuilder::with_capacity(written);
    for (kind, item) in scalars {
        if let Some(item) = item
            && let Some(value) = item.as_text()
        {
            scalar_block(
                &mut builder,
                *kind,
                article.source.slice(item.span()),
                item.span(),
                value.trim(),
            );
        }
    }
    let excess = builder.body(article.markdown(), article.body.start);
    (builder.finish(), excess)
}

/// A scalar of the front matter as a block of prose, letter by letter where it stands in the source.
fn scalar_block(builder: &mut ProseBuilder, kind: BlockKind, raw: &str, span: Span, value: &str) {
    let start = span.start as usize;
    match align(raw, value) {
        Some(pieces) => builder.block(
            kind,
            pieces.iter().map(|piece| {
                (
                    &value[piece.value.0..piece.value.1],
                    Span::new(start + piece.raw.0, start + piece.raw.1),
                )
            }),
        ),
        // Written in a way that does not show its letters: the whole scalar is the place of every word in it.
        None => builder.block(kind, [(value, span)]),
    }
}

/// `2024-11-14-title` gives the day and `title`; any other name no day and itself.
fn dated_name(stem: &str) -> (Option<Date>, &str) {
    let date = stem.get(..10).and_then(|text| text.parse::<Date>().ok());
    match (date, stem.get(10..)) {
        (Some(date), Some(rest)) if rest.starts_with('-') && rest.len() > 1 => {
            (Some(date), &rest[1..])
        }
        (Some(date), Some("")) => (Some(date), stem),
        _ => (None, stem),
    }
}

/// A day, or a day and a time, in the site's zone. A day begins at midnight.
fn moment(fields: &mut Fields<'_>, key: &'static str, config: &Config) -> Option<DateTime> {
    let item = fields.get(key)?;
    let text = item.text()?;
    let moment = parse_moment(text, &config.time_zone);
    if moment.is_none() {
        item.report(
            Diagnostic::error("bad-date", format!("`{text}` is no date"))
                .hint("write 2024-11-14, 2024-11-14T09:30 or 2024-11-14T09:30:00+09:00"),
        );
    }
    moment
}

fn parse_moment(text: &str, zone: &TimeZone) -> Option<DateTime> {
    let text = text.trim();
    if text.len() <= 10 {
        return Some(text.parse::<Date>().ok()?.to_datetime(civil::Time::midnight()));
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(zone.to_datetime(instant));
    }
    // A zone that is set off by a space: `2024-11-14 09:30:00 +09:00`.
    if let Some((moment, offset)) = text.rsplit_once(' ')
        && offset.starts_with(['+', '-'])
    {
        let instant = format!("{moment}{offset}").parse::<Timestamp>().ok()?;
        return Some(zone.to_datetime(instant));
    }
    text.parse::<DateTime>().ok()
}

/// `source: Yonhap`, or `source: {name: Yonhap, url: https://…}`.
fn publisher(fields: &mut Fields<'_>) -> Publisher {
    let Some(item) = fields.get("source") else { return Publisher::default() };
    if !item.is_mapping() {
        return Publisher { name: item.text().unwrap_or_default().to_owned(), url: String::new() };
    }
    let Some(mut inner) = item.fields() else { return Publisher::default() };
    let publisher = Publisher {
        name: inner.text("name").unwrap_or_default(),
        url: web_address(&mut inner, "url"),
    };
    inner.finish();
    publisher
}

fn web_address(fields: &mut Fields<'_>, key: &'static str) -> String {
    let Some(item) = fields.get(key) else { return String::new() };
    let Some(text) = item.text() else { return String::new() };
    match not_a_web_address(text) {
        None => text.to_owned(),
        Some(problem) => {
            item.report(problem);
            String::new()
        }
    }
}

/// What is wrong with an address that should lead to a page elsewhere.
pub fn not_a_web_address(text: &str) -> Option<Diagnostic> {
    let is_one = text.starts_with("https://") || text.starts_with("http://");
    let problem = || Diagnostic::error("bad-url", format!("`{text}` is no web address"));
    (!is_one).then(|| problem().hint("it begins with https://"))
}

/// `dir: rtl`: for texts whose language doesn't say which way they run.
fn direction(fields: &mut Fields<'_>) -> Option<Direction> {
    let item = fields.get("dir")?;
    let direction = match item.text()? {
        "ltr" => Some(Direction::LeftToRight),
        "rtl" => Some(Direction::RightToLeft),
        _ => None,
    };
    if direction.is_none() {
        item.report(
            Diagnostic::error("bad-direction", "a text runs `ltr` or `rtl`")
                .hint("leave it out where `lang` says it: Arabic and Hebrew are known to run from right to left"),
        );
    }
    direction
}

/// `trust: full`: the author vouches for the raw HTML of this article.
fn is_trusted(fields: &mut Fields<'_>, config: &Config) -> bool {
    let of_site = config.trust == Trust::Full;
    let Some(item) = fields.get("trust") else { return of_site };
    let problem = match item.text() {
        None | Some("none") => return false,
        Some("full") if config.trust != Trust::None => return true,
        Some("full") => Diagnostic::error("trust-refused", "no article of this site is trusted")
            .hint("site.yaml says `trust: none`; with `trust: articles` the front matter decides"),
        Some(other) => {
            let message = format!("`{other}` says nothing about raw HTML");
            Diagnostic::error("bad-trust", message).hint("write `full` or `none`")
        }
    };
    item.report(problem);
    false
}

fn references(fields: &mut Fields<'_>, key: &'static str) -> Vec<Reference> {
    fields.texts(key).into_iter().map(|(id, span)| Reference { id, span }).collect()
}

/// `aliases`: paths of the site that redirect to the article.
fn old_urls(fields: &mut Fields<'_>) -> Vec<Reference> {
    let mut urls = Vec::new();
    let Some(item) = fields.get("aliases") else { return urls };
    for item in item.items() {
        let Some(text) = item.text() else { continue };
        let parts: Vec<&str> = text.trim_matches('/').split('/').collect();
        let plain = |part: &&str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
        };
        if text.starts_with('/') && parts.iter().all(plain) {
            urls.push(Reference { id: text.to_owned(), span: item.span() });
        } else {
            item.report(
                Diagnostic::error("bad-alias", format!("`{text}` is no path of this site"))
                    .hint("write it as /old/path/"),
            );
        }
    }
    urls
}
