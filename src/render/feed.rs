//! Feeds for readers of news: Atom (RFC 4287) for the site and all that has stories, and JSON Feed 1.1 for the site.

use jiff::civil::DateTime;
use serde_json::json;
use tera::Value;

use super::Renderer;
use super::view::{escape, iri, object};
use super::xml::Xml;
use crate::markdown::BlockKind;
use crate::site::{ArticleId, Briefing, Feed, Route};

/// Headlines of a day in the feed of briefings.
const HEADLINES: usize = 100;

impl Renderer<'_> {
    /// An Atom feed.
    pub(super) fn atom(&self, feed: Feed) -> Vec<u8> {
        let articles = self.site.articles_of_feed(feed);
        let page = self.whole_url(feed.page());
        let newest = articles.iter().map(|id| self.site.changed(*id)).max().unwrap_or_default();
        let mut xml = Xml::new(Vec::new());
        let language = self.site.config().language.as_str();
        xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language)]);
        xml.text("id", &[], &page);
        xml.text("title", &[], &self.feed_title(feed));
        if !self.feed_subtitle(feed).is_empty() {
            xml.text("subtitle", &[], self.feed_subtitle(feed));
        }
        xml.text("updated", &[], &self.timestamp(newest));
        let own = self.whole_url(Route::Feed(feed));
        xml.empty(
            "link",
            &[("rel", "self"), ("type", "application/atom+xml"), ("href", own.as_str())],
        );
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", page.as_str())]);
        xml.open("author", &[]);
        xml.text("name", &[], &self.site.config().title);
        xml.close("author");
        match feed {
            Feed::Briefings => self
                .site
                .briefings_of_feed()
                .for_each(|briefing| self.briefing_entry(&mut xml, briefing)),
            _ => articles.iter().for_each(|id| self.atom_entry(&mut xml, *id)),
        }
        xml.close("feed");
        xml.finish()
    }

    fn atom_entry(&self, xml: &mut Xml<Vec<u8>>, id: ArticleId) {
        let article = self.site.article(id);
        let url = self.whole_url(Route::Article(id));
        xml.open("entry", &[]);
        xml.text("id", &[], &url);
        xml.text("title", &[], &article.title);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", url.as_str())]);
        if !article.publisher.url.is_empty() {
            let source = iri(&article.publisher.url);
            xml.empty("link", &[("rel", "via"), ("href", source.as_str())]);
        }
        xml.text("published", &[], &self.timestamp(article.date));
        xml.text("updated", &[], &self.timestamp(self.site.changed(id)));
        if !article.publisher.name.is_empty() {
            xml.open("author", &[]);
            xml.text("name", &[], &article.publisher.name);
            xml.close("author");
        }
        for tag in &self.site.tagged(id).topics {
            let topic = self.site.registry().topic(tag.topic);
            xml.empty("category", &[("term", topic.id.as_str()), ("label", topic.name.as_str())]);
        }
        xml.text("summary", &[], self.excerpt(id));
        xml.close("entry");
    }

    /// A day with its headlines. It came out with its newest article.
    fn briefing_entry(&self, xml: &mut Xml<Vec<u8>>, briefing: Briefing) {
        let url = self.whole_url(Route::Briefing(briefing));
        let articles = || self.site.articles_of_briefing(briefing);
        let published = articles().map(|id| self.site.article(id).date).max().unwrap_or_default();
        let updated = articles().map(|id| self.site.changed(id)).max().unwrap_or_default();
        let headline = |id: ArticleId| {
            let address = self.whole_url(Route::Article(id));
            let title = &self.site.article(id).title;
            format!("<li><a href=\"{}\">{}</a></li>", escape(&address), escape(title))
        };
        let headlines: String = articles().take(HEADLINES).map(headline).collect();
        xml.open("entry", &[]);
        xml.text("id", &[], &url);
        xml.text("title", &[], &self.briefing_title(briefing));
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", url.as_str())]);
        xml.text("published", &[], &self.timestamp(published));
        xml.text("updated", &[], &self.timestamp(updated));
        xml.text("content", &[("type", "html")], &format!("<ul>{headlines}</ul>"));
        xml.close("entry");
    }

    /// The site's feed as a JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).
    pub(super) fn json_feed(&self) -> Vec<u8> {
        let config = self.site.config();
        let articles = self.site.articles_of_feed(Feed::Site).into_iter();
        let items: Vec<_> = articles.map(|id| self.json_item(id)).collect();
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": config.title,
            "description": config.description,
            "language": config.language,
            "home_page_url": self.whole_url(Route::Home),
            "feed_url": self.whole_url(Route::JsonFeed),
            "authors": [{"name": config.title}],
            "items": items,
        });
        format!("{feed:#}\n").into_bytes()
    }

    fn json_item(&self, id: ArticleId) -> serde_json::Value {
        let article = self.site.article(id);
        let url = self.whole_url(Route::Article(id));
        let topics = self.site.tagged(id).topics.iter();
        let tags: Vec<&str> =
            topics.map(|tag| self.site.registry().topic(tag.topic).name.as_str()).collect();
        let body = &article.prose.text()[article.prose.body_start() as usize..];
        let mut item = json!({
            "id": url,
            "url": url,
            "title": article.title,
            "summary": self.excerpt(id),
            "content_text": body.trim(),
            "date_published": self.timestamp(article.date),
            "date_modified": self.timestamp(self.site.changed(id)),
            "tags": tags,
        });
        if !article.publisher.url.is_empty() {
            item["external_url"] = json!(iri(&article.publisher.url));
        }
        if !article.publisher.name.is_empty() {
            item["authors"] = json!([{"name": article.publisher.name}]);
        }
        item
    }

    /// The feeds that the head of a page names.
    pub(super) fn alternates(&self, route: Route) -> Vec<Value> {
        let feed = match route {
            Route::Home | Route::Articles(_) => Feed::Site,
            Route::Briefings(_) | Route::Briefing(_) => Feed::Briefings,
            Route::Entity(id, _) => Feed::Entity(id),
            Route::Topic(id, _) => Feed::Topic(id),
            _ => return Vec::new(),
        };
        if !self.site.has_feeds() {
            return Vec::new();
        }
        let json = (feed == Feed::Site).then_some(("application/feed+json", Route::JsonFeed));
        let link = |(media_type, route): (&'static str, Route)| {
            object([
                ("type", media_type.into()),
                ("title", self.feed_title(feed).into()),
                ("url", self.site.url(route).into()),
            ])
        };
        let atom = ("application/atom+xml", Route::Feed(feed));
        [atom].into_iter().chain(json).map(link).collect()
    }

    fn feed_title(&self, feed: Feed) -> String {
        let site = &self.site.config().title;
        match feed {
            Feed::Site => site.clone(),
            Feed::Briefings => format!("{} · {site}", self.texts.get("briefings")),
            Feed::Entity(id) => format!("{} · {site}", self.site.entity(id).name),
            Feed::Topic(id) => format!("{} · {site}", self.site.registry().topic(id).name),
        }
    }

    fn feed_subtitle(&self, feed: Feed) -> &str {
        match feed {
            Feed::Site | Feed::Briefings => &self.site.config().description,
            Feed::Entity(id) => &self.site.entity(id).summary,
            Feed::Topic(id) => &self.site.registry().topic(id).summary,
        }
    }

    /// The summary of an article, or else its first paragraph.
    fn excerpt(&self, id: ArticleId) -> &str {
        let article = self.site.article(id);
        let prose = &article.prose;
        if !article.summary.is_empty() {
            return &article.summary;
        }
        let first = prose.blocks().iter().find(|block| block.kind == BlockKind::Paragraph);
        first.map_or("", |block| prose.slice(block.span).trim())
    }

    /// The whole address of a page. Files that need one are made only where the site's origin is known.
    pub(super) fn whole_url(&self, route: Route) -> String {
        self.site.absolute_url(route).unwrap_or_else(|| self.site.url(route))
    }

    /// A moment in the site's zone as RFC 3339 writes it: `2024-11-14T00:00:00+09:00`.
    pub(super) fn timestamp(&self, moment: DateTime) -> String {
        let zone = &self.site.config().time_zone;
        match zone.to_timestamp(moment) {
            Ok(timestamp) => timestamp.display_with_offset(zone.to_offset(timestamp)).to_string(),
            // Only hours from the ends of the calendar.
            Err(_) => format!("{moment}Z"),
        }
    }
}
