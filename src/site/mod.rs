//! The site: an immutable snapshot in which everything has met.
//!
//! [`link`] makes it from tagged articles, each table by one thread, so that numbers and order never depend on threads. What is linear
//! (order, postings, URLs) is indexed there; what is ranked (related articles, companions) is asked for page by page.
//! Holds no path of the disk, no template, no lock and no cache.
//! May import: diagnostics, text, config, content, registry, tagging.

mod briefing;
mod change;
mod data_file;
mod feed;
mod identity;
mod link;
mod network;
pub mod paths;
mod related;
mod relations;
mod route;
mod rows;
mod search_file;
mod sitemap;
mod timeline;

pub use briefing::{Briefing, Group, Week};
pub use change::{Change, Comparison};
pub use data_file::DataFile;
pub use feed::Feed;
pub use identity::Identity;
pub use link::{Publication, link};
pub use network::{Network, Relation};
pub use related::Related;
pub use relations::{Counted, Pair};
pub use route::Route;
pub use search_file::{CardKind, SearchFile};
pub use timeline::{Bar, Month, Period, RECENT_DAYS};

use std::collections::HashMap;
use std::sync::Arc;

use crate::config::Config;
use crate::content::{Article, PlainPage};
use crate::diagnostics::Diagnostic;
use crate::registry::{Entity, EntityId, EntityKind, Registry, TopicId};
use crate::tagging::{EntityTag, Tagged};
use link::Addresses;
use rows::Rows;

/// The number of an article in its site; the newest is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

impl ArticleId {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An old URL and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The path below the site, without slashes at its ends.
    pub from: String,
    /// The article.
    pub to: ArticleId,
}

/// Rows on a later page of a list for each one on the first. Later pages have headlines only: an article stands in some twenty
/// lists, and repeating its summary there made up a third of a large site.
const ROWS_OF_LATER_PAGES: usize = 4;

/// Names on one page of an index from A to Z: some 60 KB.
const ENTITIES_OF_INDEX_PAGE: usize = 500;

/// All that the pages are made from.
#[derive(Debug)]
pub struct Site {
    config: Arc<Config>,
    registry: Arc<Registry>,
    /// Entities that no registry has, numbered after those that it has.
    discovered: Vec<Entity>,
    /// The tags of articles in which some were discovered.
    tags: HashMap<ArticleId, Vec<EntityTag>>,
    /// Newest first.
    articles: Vec<Arc<Tagged>>,
    pages: Vec<Arc<PlainPage>>,
    /// The entities of each article, the most central first.
    entities_of: Rows<EntityId>,
    /// The topics that each article is tagged with itself.
    topics_of: Rows<TopicId>,
    /// For each entity its articles, newest first.
    by_entity: Vec<Vec<ArticleId>>,
    /// For each topic its articles and those of the topics below it, newest first.
    by_topic: Vec<Vec<ArticleId>>,
    /// Newest first.
    months: Vec<Month>,
    /// Newest first.
    days: Vec<Period>,
    /// Newest first.
    weeks: Vec<Week>,
    redirects: Vec<Redirect>,
    addresses: Addresses,
    /// The articles in the order of their files.
    by_file: Vec<ArticleId>,
    diagnostics: Vec<Diagnostic>,
}

impl Site {
    /// The settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The actors, places and topics that were registered.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// An entity by its number: registered or discovered.
    pub fn entity(&self, id: EntityId) -> &Entity {
        let registered = self.registry.entities().len();
        match id.index().checked_sub(registered) {
            None => self.registry.entity(id),
            Some(index) => &self.discovered[index],
        }
    }

    /// All entities with their numbers, registered and discovered.
    pub fn entities(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        let numbers = (self.registry.entities().len() as u32..).map(EntityId);
        self.registry.entities().chain(numbers.zip(&self.discovered))
    }

    /// Whether the program found an entity that nobody registered.
    pub fn is_discovered(&self, id: EntityId) -> bool {
        id.index() >= self.registry.entities().len()
    }

    /// What the articles name and no registry has, by name: those with pages and those that are only suggested.
    pub fn identities(&self) -> Vec<Identity> {
        identity::identities(&self.articles)
    }

    /// The number of articles.
    pub fn article_count(&self) -> usize {
        self.articles.len()
    }

    /// The numbers of all articles, newest first.
    pub fn article_ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = ArticleId> + ExactSizeIterator + Clone + use<> {
        (0..self.articles.len() as u32).map(ArticleId)
    }

    /// An article with its tags.
    pub fn tagged(&self, id: ArticleId) -> &Tagged {
        &self.articles[id.index()]
    }

    /// An article.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.index()].article
    }

    /// The actors and places of an article that have pages, the most central first.
    pub fn entity_tags(&self, article: ArticleId) -> &[EntityTag] {
        self.tags.get(&article).unwrap_or(&self.tagged(article).entities)
    }

    /// The tag of an entity in an article.
    pub fn entity_tag(&self, article: ArticleId, entity: EntityId) -> Option<&EntityTag> {
        self.entity_tags(article).iter().find(|tag| tag.entity == entity)
    }

    /// The plain pages in the order of their files.
    pub fn pages(&self) -> &[Arc<PlainPage>] {
        &self.pages
    }

    /// The articles in which an entity is tagged, newest first.
    pub fn articles_of_entity(&self, entity: EntityId) -> &[ArticleId] {
        &self.by_entity[entity.index()]
    }

    /// The articles on a topic or on one below it, newest first.
    pub fn articles_of_topic(&self, topic: TopicId) -> &[ArticleId] {
        &self.by_topic[topic.index()]
    }

    /// Whether an entity has a page: it is tagged somewhere.
    pub fn entity_has_page(&self, entity: EntityId) -> bool {
        !self.by_entity[entity.index()].is_empty()
    }

    /// Whether a topic has a page: an article is on it or on one below it.
    pub fn topic_has_page(&self, topic: TopicId) -> bool {
        !self.by_topic[topic.index()].is_empty()
    }

    /// The entities of a kind that have pages.
    pub fn entities_with_pages(&self, kind: EntityKind) -> impl Iterator<Item = EntityId> {
        let of_kind = self.entities().filter(move |(_, entity)| entity.kind == kind);
        of_kind.map(|(id, _)| id).filter(|id| self.entity_has_page(*id))
    }

    /// The topics that have pages.
    pub fn topics_with_pages(&self) -> impl Iterator<Item = TopicId> {
        self.registry.topics().map(|(id, _)| id).filter(|id| self.topic_has_page(*id))
    }

    /// The article after this one in time.
    pub fn next(&self, id: ArticleId) -> Option<ArticleId> {
        id.0.checked_sub(1).map(ArticleId)
    }

    /// The article before this one in time.
    pub fn previous(&self, id: ArticleId) -> Option<ArticleId> {
        (id.index() + 1 < self.articles.len()).then_some(ArticleId(id.0 + 1))
    }

    /// Old URLs and where they lead.
    pub fn redirects(&self) -> &[Redirect] {
        &self.redirects
    }

    /// How many pages a list of so many rows takes; at least one.
    pub fn page_count(&self, rows: usize) -> u32 {
        let first = self.config.page_size;
        1 + rows.saturating_sub(first).div_ceil(first.saturating_mul(ROWS_OF_LATER_PAGES)) as u32
    }

    /// The rows of one page of a list; pages count from 1.
    pub fn page_of<'a, T>(&self, rows: &'a [T], page: u32) -> &'a [T] {
        let first = self.config.page_size;
        let later = first.saturating_mul(ROWS_OF_LATER_PAGES);
        let (start, length) = match (page as usize).checked_sub(2) {
            None => (0, first),
            Some(before) => (first.saturating_add(later.saturating_mul(before)), later),
        };
        let start = start.min(rows.len());
        &rows[start..start.saturating_add(length).min(rows.len())]
    }

    /// How many pages the index of so many entities takes; at least one.
    pub fn index_pages(entities: usize) -> u32 {
        entities.div_ceil(ENTITIES_OF_INDEX_PAGE).max(1) as u32
    }

    /// The rows of one page of such an index; pages count from 1.
    pub fn page_of_index<T>(rows: &[T], page: u32) -> &[T] {
        rows.chunks(ENTITIES_OF_INDEX_PAGE).nth(page as usize - 1).unwrap_or_default()
    }

    /// The page that is made from a file, such as `content/articles/2024/11/lima.md`.
    pub fn page_of_file(&self, path: &str) -> Option<Route> {
        let article =
            self.by_file.binary_search_by_key(&path, |id| self.article(*id).source.path());
        let page = || self.pages.binary_search_by_key(&path, |page| page.source.path());
        match article {
            Ok(found) => Some(Route::Article(self.by_file[found])),
            Err(_) => page().ok().map(Route::Page),
        }
    }

    /// What is wrong with the site, sorted: the problems of its parts and those that show only where parts meet.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}
