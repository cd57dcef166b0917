//! Related articles: those that share actors and topics, the rarer the shared one the closer.

use std::collections::HashMap;

use super::{ArticleId, Site};
use crate::registry::Subject;
use crate::text::Hashed;

/// A related article and what it shares, the rarest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The article.
    pub article: ArticleId,
    /// What both are tagged with.
    pub shared: Vec<Subject>,
}

/// Tags of an article that are followed, the rarest first.
const TAGS: usize = 12;

/// Of a frequent tag so many articles on either side in time are looked at: the nearer in time, the more likely related;
/// and without a bound the cost would grow with the square of the site.
const NEIGHBOURS: usize = 24;

/// Shared names that are told.
const TOLD: usize = 3;

impl Site {
    /// The articles most related to one, at most `limit`.
    pub fn related(&self, id: ArticleId, limit: usize) -> Vec<Related> {
        let mut tags = self.tags_by_rarity(id);
        tags.truncate(TAGS);
        let mut scores: HashMap<ArticleId, f64, Hashed> =
            HashMap::with_capacity_and_hasher(tags.len() * 2 * NEIGHBOURS, Hashed::default());
        for (subject, rarity) in tags.iter().rev() {
            let postings = self.postings(*subject);
            let here = postings.partition_point(|other| *other < id);
            let from = here.saturating_sub(NEIGHBOURS);
            let to = (here + NEIGHBOURS + 1).min(postings.len());
            for other in postings[from..to].iter().filter(|other| **other != id) {
                *scores.entry(*other).or_default() += rarity;
            }
        }
        let mut scored: Vec<(ArticleId, f64)> = scores.into_iter().collect();
        // The best first; of equals the nearer in time, then the newer.
        let order = |a: &(ArticleId, f64), b: &(ArticleId, f64)| {
            let distance = |other: ArticleId| other.0.abs_diff(id.0);
            b.1.total_cmp(&a.1).then(distance(a.0).cmp(&distance(b.0))).then(a.0.cmp(&b.0))
        };
        if scored.len() > limit && limit > 0 {
            scored.select_nth_unstable_by(limit - 1, order);
            scored.truncate(limit);
        }
        scored.sort_by(order);
        scored
            .into_iter()
            .map(|(article, _)| Related { article, shared: self.shared(article, &tags) })
            .collect()
    }

    /// The tags of an article with their rarity, the rarest first. A tag that nobody else has relates nothing.
    fn tags_by_rarity(&self, id: ArticleId) -> Vec<(Subject, f64)> {
        let tagged = self.tagged(id);
        let entities = self.entity_tags(id).iter().map(|tag| Subject::Entity(tag.entity));
        let topics = tagged.topics.iter().map(|tag| Subject::Topic(tag.topic));
        let mut tags: Vec<(Subject, f64)> = entities
            .chain(topics)
            .map(|subject| (subject, self.postings(subject).len()))
            .filter(|(_, frequency)| *frequency > 1)
            .map(|(subject, frequency)| {
                (subject, (1.0 + self.article_count() as f64 / frequency as f64).ln())
            })
            .collect();
        tags.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        tags
    }

    fn postings(&self, subject: Subject) -> &[ArticleId] {
        match subject {
            Subject::Entity(entity) => self.articles_of_entity(entity),
            Subject::Topic(topic) => self.articles_of_topic(topic),
        }
    }

    fn shared(&self, other: ArticleId, tags: &[(Subject, f64)]) -> Vec<Subject> {
        let has =
            |(subject, _): &&(Subject, f64)| self.postings(*subject).binary_search(&other).is_ok();
        tags.iter().filter(has).take(TOLD).map(|(subject, _)| *subject).collect()
    }
}
