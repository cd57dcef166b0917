//! Who and what appears together: counts over a set of articles.

use super::{ArticleId, Site};
use crate::registry::{EntityId, TopicId};

/// Something and how many of the articles in question have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted<T> {
    /// What.
    pub item: T,
    /// In how many articles.
    pub count: usize,
}

/// Two entities that articles name together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The one with the lower number.
    pub first: EntityId,
    /// The other.
    pub second: EntityId,
    /// In how many articles.
    pub articles: usize,
    /// The oldest of them.
    pub oldest: ArticleId,
    /// The newest of them.
    pub newest: ArticleId,
}

impl Site {
    /// All entities that articles name together, by their numbers. The cost is that of all pairs in all articles.
    pub fn pairs(&self) -> Vec<Pair> {
        let mut together: Vec<(EntityId, EntityId, ArticleId)> = Vec::new();
        for id in self.article_ids() {
            let mut entities: Vec<EntityId> =
                self.entity_tags(id).iter().map(|tag| tag.entity).collect();
            entities.sort_unstable();
            entities.dedup();
            for (index, first) in entities.iter().enumerate() {
                together.extend(entities[index + 1..].iter().map(|second| (*first, *second, id)));
            }
        }
        together.sort_unstable();
        let same = together.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        // Articles are numbered from the newest on.
        let pair = |same: &[(EntityId, EntityId, ArticleId)]| Pair {
            first: same[0].0,
            second: same[0].1,
            articles: same.len(),
            newest: same[0].2,
            oldest: same[same.len() - 1].2,
        };
        same.map(pair).collect()
    }

    /// The entities that appear in most of the articles, at most `limit`, without those that `keep` refuses.
    pub fn leading_entities(
        &self,
        articles: impl IntoIterator<Item = ArticleId>,
        limit: usize,
        keep: impl Fn(EntityId) -> bool,
    ) -> Vec<Counted<EntityId>> {
        let tags = articles.into_iter().flat_map(|id| self.entity_tags(id)).map(|tag| tag.entity);
        let counted = count(tags).into_iter().filter(|counted| keep(counted.item));
        top(counted.collect(), limit, |entity| self.by_entity[entity.index()].len())
    }

    /// The topics that most of the articles are tagged with themselves, at most `limit`.
    pub fn leading_topics(
        &self,
        articles: impl IntoIterator<Item = ArticleId>,
        limit: usize,
    ) -> Vec<Counted<TopicId>> {
        let tags = articles.into_iter().flat_map(|id| &self.tagged(id).topics).map(|tag| tag.topic);
        top(count(tags), limit, |topic| self.by_topic[topic.index()].len())
    }
}

/// How often each item occurs, in the order of the items. The cost is that of the items, not of all that there are on the site.
fn count<T: Copy + Ord>(items: impl Iterator<Item = T>) -> Vec<Counted<T>> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    let counted = items.chunk_by(|a, b| a == b);
    counted.map(|same| Counted { item: same[0], count: same.len() }).collect()
}

/// The most frequent; of equals the one that is rarer on the whole site, then the one that comes first by id.
fn top<T: Copy + Ord>(
    mut ranked: Vec<Counted<T>>,
    limit: usize,
    total: impl Fn(T) -> usize,
) -> Vec<Counted<T>> {
    ranked.sort_by_key(|c| (std::cmp::Reverse(c.count), total(c.item), c.item));
    ranked.truncate(limit);
    ranked
}
