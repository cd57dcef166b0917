//! `site.yaml`: what a site is called, where it will live, and how it is built. Every key has a default.
//!
//! May import: diagnostics, yaml.

use jiff::tz::TimeZone;

mod atlas;
mod language;

pub use atlas::{AtlasSettings, Exception};
pub use language::{Direction, language};

use crate::diagnostics::{Diagnostic, Source, Span};
use crate::yaml::{Document, Fields, Limits};

/// The name of the file, in the site's root.
pub const FILE: &str = "site.yaml";

const LIMITS: Limits = Limits { bytes: 64 * 1024, depth: 32 };

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// One sentence for the home page and for search engines.
    pub description: String,
    /// Where the site will be published.
    pub base_url: BaseUrl,
    /// Whether `site.yaml` says so, by `base_url` or by `cname`.
    pub has_address: bool,
    /// The domain of the user's own that GitHub Pages shows the site at.
    pub cname: Option<String>,
    /// The language of the articles and of the words around them, as in the `lang` attribute of HTML.
    pub language: String,
    /// The zone in which a day begins and ends.
    pub time_zone: TimeZone,
    /// Rows of a list on one page.
    pub page_size: usize,
    /// The score from which a topic is assigned, 0 to 1.
    pub topic_threshold: f64,
    /// What becomes of people, organisations and places that nobody registered.
    pub discover: Discover,
    /// What the site takes from the built-in atlas.
    pub atlas: AtlasSettings,
    /// What raw HTML in Markdown may do.
    pub trust: Trust,
}

/// What raw HTML in Markdown may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It is sanitised, in every file, whatever the front matter says.
    None,
    /// It is sanitised, unless the front matter says `trust: full`.
    Articles,
    /// It goes to the page as it is.
    Full,
}

/// What becomes of names that no registry has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discover {
    /// Those that several articles name, and people with a title, get pages; `briefing actors suggest` lists all.
    Pages,
    /// `briefing actors suggest` lists them.
    Suggest,
    /// They are not looked for.
    Off,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Briefings".to_owned(),
            description: String::new(),
            base_url: BaseUrl::default(),
            has_address: false,
            cname: None,
            language: "en".to_owned(),
            time_zone: TimeZone::UTC,
            page_size: 50,
            topic_threshold: 0.3,
            discover: Discover::Pages,
            atlas: AtlasSettings::default(),
            trust: Trust::Articles,
        }
    }
}

impl Config {
    /// Reads the settings, with every problem in them.
    pub fn parse(source: &Source) -> (Self, Vec<Diagnostic>) {
        let whole = Span::new(0, source.text().len());
        let document = match Document::parse(source, whole, LIMITS) {
            Ok(document) => document,
            Err(problems) => return (Self::default(), problems),
        };
        let config = Self::from_fields(document.fields(), source);
        (config, document.into_problems())
    }

    fn from_fields(mut fields: Fields<'_>, source: &Source) -> Self {
        let default = Self::default();
        let stated = base_url(&mut fields);
        let cname = cname(&mut fields, stated.as_ref());
        let of_domain = || BaseUrl::parse(&format!("https://{}/", cname.as_ref()?));
        let base_url = stated.or_else(of_domain);
        let config = Self {
            title: fields.text("title").unwrap_or(default.title),
            description: fields.text("description").unwrap_or_default(),
            has_address: base_url.is_some(),
            base_url: base_url.unwrap_or_default(),
            cname,
            language: language(&mut fields, "language").unwrap_or(default.language),
            time_zone: time_zone(&mut fields),
            page_size: fields
                .number("page_size", 1.0..=10_000.0)
                .map_or(default.page_size, |size| size as usize),
            topic_threshold: fields
                .number("topic_threshold", 0.0..=1.0)
                .unwrap_or(default.topic_threshold),
            discover: discover(&mut fields),
            atlas: atlas::settings(&mut fields, source),
            trust: trust(&mut fields),
        };
        fields.finish();
        config
    }
}

fn discover(fields: &mut Fields<'_>) -> Discover {
    let default = Config::default().discover;
    let Some(item) = fields.get("discover") else { return default };
    match item.text() {
        Some("pages") => Discover::Pages,
        Some("suggest") => Discover::Suggest,
        Some("off") => Discover::Off,
        Some(other) => {
            let message = format!("`{other}` says nothing about names that nobody registered");
            item.report(
                Diagnostic::error("bad-discover", message)
                    .hint("write `pages`, `suggest` or `off`"),
            );
            default
        }
        None => default,
    }
}

fn trust(fields: &mut Fields<'_>) -> Trust {
    let default = Config::default().trust;
    let Some(item) = fields.get("trust") else { return default };
    match item.text() {
        Some("none") => Trust::None,
        Some("articles") => Trust::Articles,
        Some("full") => Trust::Full,
        Some(other) => {
            let message = format!("`{other}` says nothing about raw HTML");
            item.report(
                Diagnostic::error("bad-trust", message).hint("write `none`, `articles` or `full`"),
            );
            default
        }
        None => default,
    }
}

fn base_url(fields: &mut Fields<'_>) -> Option<BaseUrl> {
    let item = fields.get("base_url")?;
    let text = item.text()?;
    let base_url = BaseUrl::parse(text);
    if base_url.is_none() {
        item.report(
            Diagnostic::error("bad-base-url", format!("`{text}` is no address of a site"))
                .hint("write it as https://owner.github.io/repo/"),
        );
    }
    base_url
}

fn cname(fields: &mut Fields<'_>, base_url: Option<&BaseUrl>) -> Option<String> {
    let item = fields.get("cname")?;
    let text = item.text()?;
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    if !text.contains('.') || !text.split('.').all(is_label) {
        item.report(
            Diagnostic::error("bad-cname", format!("`{text}` is no domain"))
                .hint("write the domain alone, such as news.example.org"),
        );
        return None;
    }
    if base_url.and_then(BaseUrl::host).is_some_and(|host| !host.eq_ignore_ascii_case(text)) {
        item.report(
            Diagnostic::error("bad-cname", format!("`{text}` is not the host of base_url"))
                .hint("leave base_url out, and it follows from cname"),
        );
    }
    Some(text.to_ascii_lowercase())
}

fn time_zone(fields: &mut Fields<'_>) -> TimeZone {
    let Some(item) = fields.get("time_zone") else { return TimeZone::UTC };
    let Some(name) = item.text() else { return TimeZone::UTC };
    TimeZone::get(name).unwrap_or_else(|_| {
        item.report(
            Diagnostic::error("bad-time-zone", format!("`{name}` is no time zone"))
                .hint("use a name of the IANA database, such as Europe/Berlin or Asia/Seoul"),
        );
        TimeZone::UTC
    })
}

/// Where a site is published: an origin, where it is known, and a path that begins and ends with a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    origin: Option<String>,
    path: String,
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self { origin: None, path: "/".to_owned() }
    }
}

impl BaseUrl {
    /// `https://owner.github.io/repo/`, or only a path such as `/repo/`. The last slash may be left out.
    ///
    /// ```
    /// use briefing::config::BaseUrl;
    /// let base = BaseUrl::parse("https://desk.github.io/briefings").unwrap();
    /// assert_eq!(base.link("/people/"), "/briefings/people/");
    /// assert_eq!(base.absolute("/people/").unwrap(), "https://desk.github.io/briefings/people/");
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (origin, path) = match text.find("://") {
            None => (None, text),
            Some(scheme_end) if matches!(&text[..scheme_end], "http" | "https") => {
                let host_start = scheme_end + 3;
                let path_start =
                    text[host_start..].find('/').map_or(text.len(), |slash| host_start + slash);
                let host = &text[host_start..path_start];
                if host.is_empty() {
                    return None;
                }
                (Some(text[..path_start].to_owned()), &text[path_start..])
            }
            Some(_) => return None,
        };
        let well_formed = path.is_empty() || path.starts_with('/');
        let plain = |c: char| {
            c.is_ascii_graphic() && !matches!(c, '?' | '#' | '"' | '<' | '>' | '\\' | '\'')
        };
        if !well_formed
            || !text.chars().all(plain)
            || path.contains("//")
            || path.split('/').any(|part| part == "..")
        {
            return None;
        }
        let path = format!("{}/", path.trim_end_matches('/'));
        Some(Self { origin, path })
    }

    /// The path, such as `/` or `/repo/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The host, where it is known.
    pub fn host(&self) -> Option<&str> {
        self.origin.as_deref()?.split("://").nth(1)
    }

    /// Whether the host is known, and with it the whole address of each page.
    pub fn has_origin(&self) -> bool {
        self.origin.is_some()
    }

    /// The link to a path of the site, which begins with a slash.
    pub fn link(&self, path: &str) -> String {
        [&self.path, path.trim_start_matches('/')].concat()
    }

    /// The whole address of a path of the site, where the origin is known.
    pub fn absolute(&self, path: &str) -> Option<String> {
        Some([self.origin.as_ref()?, &self.path, path.trim_start_matches('/')].concat())
    }
}
