//! How an article is cited: as a line of text, and as an entry for BibTeX.

use std::fmt::Write as _;

use tera::Value;

use super::Renderer;
use super::view::object;
use crate::site::{ArticleId, Route};

impl Renderer<'_> {
    /// The citation of an article. Its address is told where the site knows its host.
    pub(super) fn citation(&self, id: ArticleId) -> Value {
        object([("text", self.cited(id).into()), ("bibtex", self.bibtex(id).into())])
    }

    /// `Wire: Ministers meet. Desk, 14 November 2024. https://desk.example/…`
    fn cited(&self, id: ArticleId) -> String {
        let article = self.site.article(id);
        let author = match article.publisher.name.as_str() {
            "" => String::new(),
            name => format!("{name}: "),
        };
        let stop = if article.title.ends_with(['.', '?', '!', '…']) { "" } else { "." };
        let site = &self.site.config().title;
        let date = self.texts.date(article.day());
        let address = self.site.absolute_url(Route::Article(id)).unwrap_or_default();
        let title = format!("{author}{}", article.title);
        let values = [
            ("title", title.as_str()),
            ("stop", stop),
            ("site", site),
            ("date", &date),
            ("address", &address),
        ];
        self.texts.fill("citation", &values).trim_end().to_owned()
    }

    /// An entry that BibTeX and BibLaTeX read (`@misc`: the oldest type for what is on the web).
    fn bibtex(&self, id: ArticleId) -> String {
        let article = self.site.article(id);
        let site = &self.site.config().title;
        let author = match article.publisher.name.as_str() {
            "" => site,
            name => name,
        };
        let mut entry = format!("@misc{{{}-{},\n", article.slug, article.date.date());
        let mut field = |name: &str, value: &str| {
            let _ = writeln!(entry, "  {name} = {{{value}}},");
        };
        // A second pair of braces keeps the name whole and the capitals as they are.
        field("author", &format!("{{{}}}", escaped(author)));
        field("title", &format!("{{{}}}", escaped(&article.title)));
        field("howpublished", &escaped(site));
        field("year", &article.date.year().to_string());
        field("month", &article.date.month().to_string());
        field("day", &article.date.day().to_string());
        if let Some(address) = self.site.absolute_url(Route::Article(id)) {
            field("url", &address);
        }
        entry + "}"
    }
}

/// A text without what TeX takes for commands.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => escaped.extend(['\\', letter]),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            _ => escaped.push(letter),
        }
    }
    escaped
}
