//! The Markdown texts of a site: bodies of articles, profiles and plain pages; and what each shows by itself.

use crate::diagnostics::{Diagnostic, Source, Span};
use crate::markdown::{LinkKind, MarkdownLink, links};
use crate::registry::Profile;
use crate::site::{Route, Site};

/// A Markdown text and the page that it stands on.
pub(super) struct Text<'a> {
    pub(super) source: &'a Source,
    body: Span,
    pub(super) route: Route,
    /// Whether the page is part of the site: a profile of somebody whom no article mentions is not shown.
    pub(super) is_shown: bool,
}

impl Text<'_> {
    /// The links and images of the text, each with its place in the file.
    pub(super) fn links(&self) -> impl Iterator<Item = (MarkdownLink, Span)> + use<> {
        let offset = self.body.start as usize;
        links(self.source.slice(self.body)).into_iter().map(move |link| {
            let span = Span::new(offset + link.range.start, offset + link.range.end);
            (link, span)
        })
    }
}

/// All texts of a site.
pub(super) fn texts(site: &Site) -> Vec<Text<'_>> {
    let article = |id| {
        let article = site.article(id);
        let (source, body) = (&article.source, article.body);
        Text { source, body, route: Route::Article(id), is_shown: true }
    };
    let mut texts: Vec<Text<'_>> = site.article_ids().map(article).collect();
    texts.extend(site.pages().iter().enumerate().map(|(index, page)| Text {
        source: &page.source,
        body: page.body,
        route: Route::Page(index),
        is_shown: true,
    }));
    let registry = site.registry();
    for (id, entity) in registry.entities() {
        let is_shown = site.entity_has_page(id);
        texts.extend(profile(entity.profile.as_ref(), Route::Entity(id, 1), is_shown));
    }
    for (id, topic) in registry.topics() {
        let is_shown = site.topic_has_page(id);
        texts.extend(profile(topic.profile.as_ref(), Route::Topic(id, 1), is_shown));
    }
    texts
}

fn profile(profile: Option<&Profile>, route: Route, is_shown: bool) -> Option<Text<'_>> {
    profile.map(|profile| Text { source: &profile.source, body: profile.body, route, is_shown })
}

/// Images that say nothing to those who don't see them.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let is_silent = |link: &MarkdownLink| link.kind == LinkKind::Image { has_alt: false };
    for text in texts(site) {
        for (link, span) in text.links().filter(|(link, _)| is_silent(link)) {
            let hint = if link.is_markdown {
                "say what it shows: `![Two ministers at a table](…)`"
            } else {
                "say what it shows with `alt=\"…\"`; `alt=\"\"` is for mere decoration"
            };
            let message = "the image has no text for those who don't see it";
            problems
                .push(Diagnostic::warning("no-alt-text", message).at(text.source, span).hint(hint));
        }
    }
    problems
}
