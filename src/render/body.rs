//! Markdown of an article, a profile or a plain page to HTML, with mentions and links in place.

use std::rc::Rc;

use super::Renderer;
use super::view::escape;
use crate::config::Trust;
use crate::diagnostics::Source;
use crate::markdown::{HtmlOptions, MentionLink, to_html};
use crate::registry::{Profile, Subject};
use crate::site::{ArticleId, Route, Site};
use crate::tagging::Rule;

impl Renderer<'_> {
    /// The body of an article, the first mention of each actor, place and topic linked.
    pub(super) fn article_body(&self, id: ArticleId) -> String {
        let article = self.site.article(id);
        let (mentions, opening_tags) = self.mention_links(id);
        to_html(
            article.markdown(),
            &HtmlOptions {
                mentions: &mentions,
                opening_tags: &opening_tags,
                body_start: article.prose.body_start(),
                table_label: &escape(self.texts.get("table")),
                is_trusted: article.is_trusted,
                rewrite_link: &|target| link_target(self.site, &article.source, target),
            },
        )
    }

    /// The text of a profile.
    pub(super) fn profile_body(&self, profile: &Profile) -> String {
        self.plain_body(&profile.source, profile.source.slice(profile.body))
    }

    /// Markdown without mentions.
    pub(super) fn plain_body(&self, source: &Source, markdown: &str) -> String {
        to_html(
            markdown,
            &HtmlOptions {
                mentions: &[],
                opening_tags: &[],
                body_start: 0,
                table_label: &escape(self.texts.get("table")),
                is_trusted: self.site.config().trust == Trust::Full,
                rewrite_link: &|target| link_target(self.site, source, target),
            },
        )
    }

    /// The mentions in the body in order and without overlap (an actor goes before a topic), and the link of each subject.
    fn mention_links(&self, id: ArticleId) -> (Vec<MentionLink>, Vec<Rc<str>>) {
        let tagged = self.site.tagged(id);
        let body_start = tagged.article.prose.body_start();
        let entities = self.site.entity_tags(id).iter();
        let entities = entities.map(|tag| (Subject::Entity(tag.entity), &tag.mentions));
        let topics = tagged.topics.iter().map(|tag| (Subject::Topic(tag.topic), &tag.mentions));
        let mut mentions = Vec::new();
        let mut opening_tags = Vec::new();
        for (subject, (target, spans)) in entities.chain(topics).enumerate() {
            opening_tags.push(self.opening_tag(target));
            // Words that count together span half a sentence, with names in it: no link.
            let in_body = spans.iter().filter(|mention| {
                mention.span.start >= body_start && mention.rule != Rule::Together
            });
            mentions.extend(in_body.map(|mention| MentionLink { span: mention.span, subject }));
        }
        mentions.sort_by_key(|mention| (mention.span.start, mention.subject));
        let mut end = 0;
        mentions.retain(|mention| {
            let free = mention.span.start >= end;
            if free {
                end = mention.span.end;
            }
            free
        });
        (mentions, opening_tags)
    }

    fn opening_tag(&self, subject: Subject) -> Rc<str> {
        let make = || {
            let (kind, route) = match subject {
                Subject::Entity(id) => (self.site.entity(id).kind.name(), Route::Entity(id, 1)),
                Subject::Topic(id) => ("topic", Route::Topic(id, 1)),
            };
            let url = escape(&self.site.url(route));
            format!("<a class=\"mention {kind}\" href=\"{url}\">").into()
        };
        Rc::clone(self.opening_tags.borrow_mut().entry(subject).or_insert_with(make))
    }
}

/// What a link in the Markdown of a file becomes: a link to a file of the content folder one to its page; a path of the site
/// gets the base path. `None` keeps the target.
pub fn link_target(site: &Site, source: &Source, target: &str) -> Option<String> {
    let (path, anchor) = match target.find(['#', '?']) {
        Some(position) => target.split_at(position),
        None => (target, ""),
    };
    if path.ends_with(".md") && !path.contains("://") {
        let file = relative_file(source, path);
        return Some(site.url(site.page_of_file(&file)?) + anchor);
    }
    (target.starts_with('/') && !target.starts_with("//"))
        .then(|| site.config().base_url.link(target))
}

/// The file at a relative path, seen from another file. A path that begins with a slash is seen from the site's root.
pub fn relative_file(from: &Source, path: &str) -> String {
    let mut parts: Vec<&str> = from.path().split('/').collect();
    parts.pop();
    if path.starts_with('/') {
        parts.clear();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
