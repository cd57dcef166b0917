//! Who and what appears together: counts over a set of articles.

use super::rows::Rows;
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
    /// All entities that articles name together, by their numbers. The cost is that of all pairs in all articles; the memory, that of
    /// the pairs that differ.
    pub fn pairs(&self) -> Vec<Pair> {
        let named = Rows::of(self.entities_of.iter().map(|(_, row)| sorted(row.to_vec())));
        let mut pairs: Vec<Pair> = Vec::new();
        // Where the pair of the one in question with each other stands.
        let mut places: Vec<Option<usize>> = vec![None; self.by_entity.len()];
        for (first, articles) in (0..).map(EntityId).zip(&self.by_entity) {
            let start = pairs.len();
            // Articles are numbered from the newest on.
            for id in articles {
                let here = named.of_article(*id);
                for second in &here[here.partition_point(|other| *other <= first)..] {
                    let place = *places[second.index()].get_or_insert_with(|| {
                        pairs.push(Pair {
                            first,
                            second: *second,
                            articles: 0,
                            oldest: *id,
                            newest: *id,
                        });
                        pairs.len() - 1
                    });
                    pairs[place].articles += 1;
                    pairs[place].oldest = *id;
                }
            }
            pairs[start..].iter().for_each(|pair| places[pair.second.index()] = None);
            pairs[start..].sort_unstable_by_key(|pair| pair.second);
        }
        pairs
    }

    /// The entities that appear in most of the articles, at most `limit`, without those that `keep` refuses.
    pub fn leading_entities(
        &self,
        articles: impl IntoIterator<Item = ArticleId>,
        limit: usize,
        keep: impl Fn(EntityId) -> bool,
    ) -> Vec<Counted<EntityId>> {
        let named = articles.into_iter().flat_map(|id| self.entities_of.of_article(id)).copied();
        let counted = count(named).into_iter().filter(|counted| keep(counted.item));
        top(counted.collect(), limit, |entity| self.by_entity[entity.index()].len())
    }

    /// The entities that appear in most articles of the site, at most `limit`, without those that `keep` refuses.
    pub fn entities_in_most_articles(
        &self,
        limit: usize,
        keep: impl Fn(EntityId) -> bool,
    ) -> Vec<Counted<EntityId>> {
        let counted = (0..).map(EntityId).zip(&self.by_entity);
        let counted = counted.map(|(item, articles)| Counted { item, count: articles.len() });
        let named = counted.filter(|counted| counted.count > 0 && keep(counted.item));
        top(named.collect(), limit, |entity| self.by_entity[entity.index()].len())
    }

    /// The topics that most of the articles are tagged with themselves, at most `limit`.
    pub fn leading_topics(
        &self,
        articles: impl IntoIterator<Item = ArticleId>,
        limit: usize,
    ) -> Vec<Counted<TopicId>> {
        let tagged = articles.into_iter().flat_map(|id| self.topics_of.of_article(id)).copied();
        top(count(tagged), limit, |topic| self.by_topic[topic.index()].len())
    }
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items.dedup();
    items
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
