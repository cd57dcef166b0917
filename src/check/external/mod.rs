//! Links to other sites: each is asked once, and the answer kept for a day.

mod ask;
mod cache;
mod queue;

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::texts::texts;
use crate::diagnostics::{Diagnostic, Source, Span};
use crate::site::Site;
use ask::Asker;
use cache::Cache;

/// What is known of a remote link.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    /// Something is there, if only for those who log in.
    Alive,
    /// Nothing is there, and why.
    Dead(String),
    /// Nobody can tell now: the host is too slow, too busy or broken.
    Unknown,
}

/// A link to another site with its place.
struct RemoteLink<'a> {
    url: String,
    source: &'a Source,
    span: Span,
}

/// Asks every remote link of a site, in Markdown, as an article's source and in the registry, and tells the dead ones. `now`
/// says which of the answers in the user's cache are fresh.
pub fn remote_links(site: &Site, now: Timestamp) -> Vec<Diagnostic> {
    let links = all_links(site);
    let mut cache = Cache::load(now);
    let urls: BTreeSet<&str> = links.iter().map(|link| link.url.as_str()).collect();
    let unknown: Vec<&str> = urls.into_iter().filter(|url| cache.get(url).is_none()).collect();
    let asker = Asker::new();
    for (url, answer) in queue::ask_all(&unknown, &|url| asker.ask(url)) {
        cache.put(url, &answer);
    }
    cache.save();
    links.iter().filter_map(|link| dead(link, &cache)).collect()
}

fn dead(link: &RemoteLink<'_>, cache: &Cache) -> Option<Diagnostic> {
    let Some(Answer::Dead(why)) = cache.get(&link.url) else { return None };
    let message = format!("{} is dead: {why}", link.url);
    Some(
        Diagnostic::warning("dead-remote-link", message)
            .at(link.source, link.span)
            .hint("look for where it went, or link to a copy in an archive"),
    )
}

fn all_links(site: &Site) -> Vec<RemoteLink<'_>> {
    let mut links = Vec::new();
    for text in texts(site) {
        let found = text.links().filter_map(|(link, span)| {
            Some(RemoteLink { url: remote(&link.target)?, source: text.source, span })
        });
        links.extend(found);
    }
    for article in site.article_ids().map(|id| site.article(id)) {
        let front_matter = Span::new(0, article.body.start as usize);
        links.extend(written(&article.publisher.url, &article.source, front_matter));
    }
    for (_, entity) in site.registry().entities() {
        let source = &entity.declaration.source;
        let entry = Span::new(entity.declaration.span.start as usize, source.text().len());
        links.extend(entity.links.iter().filter_map(|link| written(&link.url, source, entry)));
    }
    links
}

/// A link in YAML, where an address stands as it is: its place is where it is found.
fn written<'a>(url: &str, source: &'a Source, within: Span) -> Option<RemoteLink<'a>> {
    let start = within.start as usize + source.slice(within).find(url)?;
    Some(RemoteLink { url: remote(url)?, source, span: Span::new(start, start + url.len()) })
}

/// The address that is asked for a target: without the place on the page, which no host is told.
fn remote(target: &str) -> Option<String> {
    let url = target.split('#').next().unwrap_or_default().trim();
    let (scheme, host) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (is_web && !host.is_empty()).then(|| url.to_owned())
}
