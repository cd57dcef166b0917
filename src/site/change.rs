//! What changed: the last days of the site against as many days before. Days count up to the newest article, never up to today, for
//! pages don't know today.

use std::cmp::Reverse;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{ArticleId, Counted, Period, Site};
use crate::registry::{EntityId, TopicId};

/// What a few days more or less would make of it is chance.
const FEWEST_DAYS: i32 = 7;

/// What rises is named by so many articles at least, or the next could make it fall.
const FEWEST_ARTICLES: usize = 3;

/// What rises has at least so many times the share of all articles that it had before.
const TIMES: f64 = 2.0;

/// Two periods of equal length, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How many days each has.
    pub days: i32,
    /// The last days of the site.
    pub recent: Period,
    /// The days before.
    pub before: Period,
}

/// Something with its articles in the last days and in those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<T> {
    /// What.
    pub item: T,
    /// Its articles in the last days.
    pub recent: usize,
    /// Its articles in the days before.
    pub before: usize,
}

impl Site {
    /// The last days and those before, at most so many each. Where the site is younger than both, half of its age; none where that is
    /// less than a week: what began in the middle of a period can't be compared with it.
    pub fn comparison(&self, days: i32) -> Option<Comparison> {
        let last = self.articles.first()?.article.day();
        let oldest = self.articles.last()?.article.day();
        let age = (last - oldest).get_days() + 1;
        let days = days.min(age / 2);
        if days < FEWEST_DAYS {
            return None;
        }
        let ago = |days: i32| last.checked_sub(days.days()).unwrap_or(Date::MIN);
        let period =
            |first: Date, last: Date| Period { first, last, articles: self.between(first, last) };
        Some(Comparison {
            days,
            recent: period(ago(days - 1), last),
            before: period(ago(2 * days - 1), ago(days)),
        })
    }

    /// The articles from one day to another, both included: a run of numbers.
    pub(super) fn between(&self, first: Date, last: Date) -> std::ops::Range<u32> {
        let older_than =
            |day: Date| self.articles.partition_point(|tagged| tagged.article.day() >= day) as u32;
        let newer = self.articles.partition_point(|tagged| tagged.article.day() > last) as u32;
        newer..older_than(first)
    }

    /// What became of each of these topics within some articles, newest first.
    pub fn changes_of_topics(
        &self,
        articles: &[ArticleId],
        topics: &[Counted<TopicId>],
        comparison: &Comparison,
    ) -> Vec<Change<TopicId>> {
        let counted = |period: &Period| {
            self.leading_topics(within(articles, period).iter().copied(), usize::MAX)
        };
        changes(topics, &counted(&comparison.recent), &counted(&comparison.before))
    }

    /// What became of each of these entities within some articles, newest first.
    pub fn changes_of_entities(
        &self,
        articles: &[ArticleId],
        entities: &[Counted<EntityId>],
        comparison: &Comparison,
    ) -> Vec<Change<EntityId>> {
        let counted = |period: &Period| {
            let within = within(articles, period).iter().copied();
            self.leading_entities(within, usize::MAX, |_| true)
        };
        changes(entities, &counted(&comparison.recent), &counted(&comparison.before))
    }

    /// The topics that rise, at most `limit`, those first that rise most beyond chance.
    pub fn rising_topics(&self, comparison: &Comparison, limit: usize) -> Vec<Change<TopicId>> {
        rising(comparison, limit, |period| self.leading_topics(all(period), usize::MAX))
    }

    /// The actors that rise, at most `limit`, those first that rise most beyond chance.
    pub fn rising_actors(&self, comparison: &Comparison, limit: usize) -> Vec<Change<EntityId>> {
        rising(comparison, limit, |period| {
            self.leading_entities(all(period), usize::MAX, |id| self.is_actor(id))
        })
    }
}

fn all(period: &Period) -> impl Iterator<Item = ArticleId> + use<> {
    period.articles.clone().map(ArticleId)
}

/// Those of some articles, newest first, that are of a period.
fn within<'a>(articles: &'a [ArticleId], period: &Period) -> &'a [ArticleId] {
    let from = articles.partition_point(|id| id.0 < period.articles.start);
    let to = articles.partition_point(|id| id.0 < period.articles.end);
    &articles[from..to]
}

fn changes<T: Copy + Ord>(
    items: &[Counted<T>],
    recent: &[Counted<T>],
    before: &[Counted<T>],
) -> Vec<Change<T>> {
    let by_item = |counted: &[Counted<T>]| {
        let mut counts: Vec<(T, usize)> = counted.iter().map(|c| (c.item, c.count)).collect();
        counts.sort_unstable();
        counts
    };
    let (recent, before) = (by_item(recent), by_item(before));
    let count = |counts: &[(T, usize)], item: T| {
        counts.binary_search_by_key(&item, |(item, _)| *item).map_or(0, |at| counts[at].1)
    };
    let change = |c: &Counted<T>| Change {
        item: c.item,
        recent: count(&recent, c.item),
        before: count(&before, c.item),
    };
    items.iter().map(change).collect()
}

/// What rises: measured by its share, for a site that publishes twice as much names everybody twice as often; and by its articles too, for
/// nobody who keeps the same few rises because the rest falls silent.
fn rising<T: Copy + Ord>(
    comparison: &Comparison,
    limit: usize,
    counted: impl Fn(&Period) -> Vec<Counted<T>>,
) -> Vec<Change<T>> {
    let recent = counted(&comparison.recent);
    let changes = changes(&recent, &recent, &counted(&comparison.before));
    let growth =
        comparison.recent.articles.len() as f64 / comparison.before.articles.len().max(1) as f64;
    let expected = |change: &Change<T>| change.before as f64 * growth;
    // Counts scatter by their square root.
    let beyond_chance = |change: &Change<T>| {
        (change.recent as f64 - expected(change)) / (expected(change) + 1.0).sqrt()
    };
    let mut rising: Vec<Change<T>> = changes
        .into_iter()
        .filter(|change| {
            change.recent >= FEWEST_ARTICLES
                && change.recent > change.before
                && change.recent as f64 >= expected(change) * TIMES
        })
        .collect();
    rising.sort_by(|a, b| {
        let by_growth = beyond_chance(b).total_cmp(&beyond_chance(a));
        by_growth.then_with(|| (Reverse(a.recent), a.item).cmp(&(Reverse(b.recent), b.item)))
    });
    rising.truncate(limit);
    rising
}
