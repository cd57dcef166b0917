//! Feeds: which there are, and which articles each has.

use jiff::civil::DateTime;

use super::{ArticleId, Briefing, Route, Site};
use crate::registry::{EntityId, TopicId};

/// Articles of a feed. Readers ask for a feed every hour or so: it holds more than a desk writes between two visits.
const NEWEST: usize = 30;

/// Articles of the feed of one actor, place or topic, which is named less often than a whole site writes.
const NEWEST_OF_SUBJECT: usize = 15;

/// What a feed follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feed {
    /// The whole site.
    Site,
    /// The briefings of days.
    Briefings,
    /// An actor or a place.
    Entity(EntityId),
    /// A topic and those below it.
    Topic(TopicId),
}

impl Feed {
    /// The page that shows what the feed follows.
    pub fn page(self) -> Route {
        match self {
            Self::Site => Route::Home,
            Self::Briefings => Route::Briefings(1),
            Self::Entity(id) => Route::Entity(id, 1),
            Self::Topic(id) => Route::Topic(id, 1),
        }
    }
}

impl Site {
    /// Whether the site has feeds. It has none where nobody knows the site's origin, for feeds are read elsewhere and name their
    /// articles by whole addresses (RFC 4287, 4.2.6), and none without an article, which could say when it changed.
    pub fn has_feeds(&self) -> bool {
        self.config.base_url.has_origin() && !self.articles.is_empty()
    }

    /// Every feed of the site.
    pub fn feeds(&self) -> Vec<Feed> {
        if !self.has_feeds() {
            return Vec::new();
        }
        let entities = self.entities().map(|(id, _)| id).filter(|id| self.entity_has_page(*id));
        let topics = self.topics_with_pages();
        [Feed::Site, Feed::Briefings]
            .into_iter()
            .chain(entities.map(Feed::Entity))
            .chain(topics.map(Feed::Topic))
            .collect()
    }

    /// The briefings of the feed of briefings, newest first.
    pub fn briefings_of_feed(&self) -> impl Iterator<Item = Briefing> {
        (0..self.days().len().min(NEWEST)).map(Briefing::Day)
    }

    /// The articles of a feed, newest first.
    pub fn articles_of_feed(&self, feed: Feed) -> Vec<ArticleId> {
        match feed {
            Feed::Site => self.article_ids().take(NEWEST).collect(),
            Feed::Briefings => {
                self.briefings_of_feed().flat_map(|day| self.articles_of_briefing(day)).collect()
            }
            Feed::Entity(id) => newest_of(self.articles_of_entity(id)),
            Feed::Topic(id) => newest_of(self.articles_of_topic(id)),
        }
    }

    /// When an article changed last.
    pub fn changed(&self, id: ArticleId) -> DateTime {
        let article = self.article(id);
        article.updated.map_or(article.date, |updated| updated.max(article.date))
    }
}

fn newest_of(articles: &[ArticleId]) -> Vec<ArticleId> {
    articles[..articles.len().min(NEWEST_OF_SUBJECT)].to_vec()
}
