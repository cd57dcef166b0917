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

impl Site {
    /// The entities that appear in most of the articles, at most `limit`, without those that `keep` refuses.
    pub fn leading_entities(
        &self,
        articles: impl IntoIterator<Item = ArticleId>,
        limit: usize,
        keep: impl Fn(EntityId) -> bool,
    ) -> Vec<Counted<EntityId>> {
        let mut counts = vec![0_usize; self.by_entity.len()];
        for id in articles {
            for tag in &self.tagged(id).entities {
                counts[tag.entity.index()] += 1;
            }
        }
        let counted = (0..).map(EntityId).zip(counts).filter(|(entity, _)| keep(*entity));
        top(counted, limit, |entity| self.by_entity[entity.index()].len())
    }

    /// The topics that most of the articles are tagged with themselves, at most `limit`.
    pub fn leading_topics(
        &self,
        articles: impl IntoIterator<Item = ArticleId>,
        limit: usize,
    ) -> Vec<Counted<TopicId>> {
        let mut counts = vec![0_usize; self.by_topic.len()];
        for id in articles {
            for tag in &self.tagged(id).topics {
                counts[tag.topic.index()] += 1;
            }
        }
        top((0..).map(TopicId).zip(counts), limit, |topic| self.by_topic[topic.index()].len())
    }
}

/// The most frequent; of equals the one that is rarer on the whole site, then the one that comes first by id.
fn top<T: Copy + Ord>(
    counted: impl Iterator<Item = (T, usize)>,
    limit: usize,
    total: impl Fn(T) -> usize,
) -> Vec<Counted<T>> {
    let mut ranked: Vec<Counted<T>> = counted
        .filter(|(_, count)| *count > 0)
        .map(|(item, count)| Counted { item, count })
        .collect();
    ranked.sort_by_key(|c| (std::cmp::Reverse(c.count), total(c.item), c.item));
    ranked.truncate(limit);
    ranked
}
