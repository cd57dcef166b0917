//! Briefings: the articles of one day or of one week of ISO 8601, and who is named for the first time in them.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{ArticleId, Counted, Period, Route, Site};
use crate::registry::{EntityId, TopicId};

/// What a briefing tells of, by its number among the days or weeks with articles, the newest of which is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Briefing {
    /// A day.
    Day(usize),
    /// A week.
    Week(usize),
}

/// A week with articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// The year that the week belongs to: that of its Thursday, which at the turn of the year may not be that of its days.
    pub year: i16,
    /// The number of the week, 1 to 53.
    pub number: i8,
    /// Monday to Sunday.
    pub period: Period,
    /// Its days with articles, by their numbers.
    pub days: Range<usize>,
}

/// The articles of a briefing whose leading topic is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// None for articles without a topic.
    pub topic: Option<TopicId>,
    /// Newest first.
    pub articles: Vec<ArticleId>,
}

impl Site {
    /// The days with articles, newest first.
    pub fn days(&self) -> &[Period] {
        &self.days
    }

    /// The weeks with articles, newest first.
    pub fn weeks(&self) -> &[Week] {
        &self.weeks
    }

    /// Every briefing: the days, newest first, then the weeks.
    pub fn briefings(&self) -> impl Iterator<Item = Briefing> {
        let days = (0..self.days.len()).map(Briefing::Day);
        days.chain((0..self.weeks.len()).map(Briefing::Week))
    }

    /// The days that a briefing tells of, with their articles.
    pub fn period_of(&self, briefing: Briefing) -> &Period {
        match briefing {
            Briefing::Day(index) => &self.days[index],
            Briefing::Week(index) => &self.weeks[index].period,
        }
    }

    /// The articles of a briefing, newest first.
    pub fn articles_of_briefing(
        &self,
        briefing: Briefing,
    ) -> impl Iterator<Item = ArticleId> + Clone + use<> {
        self.period_of(briefing).articles.clone().map(ArticleId)
    }

    /// The week that a day falls in, by its number.
    pub fn week_of_day(&self, day: usize) -> usize {
        self.weeks.partition_point(|week| week.days.end <= day)
    }

    /// The briefing of the same kind before this one in time.
    pub fn briefing_before(&self, briefing: Briefing) -> Option<Briefing> {
        match briefing {
            Briefing::Day(index) => {
                (index + 1 < self.days.len()).then_some(Briefing::Day(index + 1))
            }
            Briefing::Week(index) => {
                (index + 1 < self.weeks.len()).then_some(Briefing::Week(index + 1))
            }
        }
    }

    /// The briefing of the same kind after this one in time.
    pub fn briefing_after(&self, briefing: Briefing) -> Option<Briefing> {
        match briefing {
            Briefing::Day(index) => index.checked_sub(1).map(Briefing::Day),
            Briefing::Week(index) => index.checked_sub(1).map(Briefing::Week),
        }
    }

    /// The articles of a briefing by the topic that each is most about: the topic with most articles first, of equals the one
    /// with the newest, and at the end those without a topic.
    pub fn groups(&self, briefing: Briefing) -> Vec<Group> {
        let mut by_topic: BTreeMap<Option<TopicId>, Vec<ArticleId>> = BTreeMap::new();
        for id in self.articles_of_briefing(briefing) {
            let leading = self.tagged(id).topics.first().map(|tag| tag.topic);
            by_topic.entry(leading).or_default().push(id);
        }
        let groups = by_topic.into_iter().map(|(topic, articles)| Group { topic, articles });
        let mut groups: Vec<Group> = groups.collect();
        groups.sort_by_key(|group| {
            (group.topic.is_none(), std::cmp::Reverse(group.articles.len()), group.articles[0])
        });
        groups
    }

    /// Who is named on the site for the first time, those in most of the briefing's articles first, at most `limit`. Nobody in the
    /// oldest briefing, where everybody would be.
    pub fn newcomers(
        &self,
        briefing: Briefing,
        limit: usize,
        keep: impl Fn(EntityId) -> bool,
    ) -> Vec<Counted<EntityId>> {
        let end = self.period_of(briefing).articles.end;
        if end as usize == self.articles.len() {
            return Vec::new();
        }
        // Postings are newest first, and no article of the period is older than its last.
        let is_new = |id: EntityId| self.by_entity[id.index()].last().is_some_and(|o| o.0 < end);
        self.leading_entities(self.articles_of_briefing(briefing), limit, |id| {
            is_new(id) && keep(id)
        })
    }
}

impl Briefing {
    /// The path below the site, such as `briefings/2024-11-14/` or `briefings/2024-W46/`.
    pub(super) fn path(self, site: &Site) -> String {
        match self {
            Self::Day(index) => format!("briefings/{}/", site.days[index].first),
            Self::Week(index) => {
                let week = &site.weeks[index];
                format!("briefings/{:04}-W{:02}/", week.year, week.number)
            }
        }
    }
}

impl Site {
    /// Where a page leads that has only moved.
    pub fn leads_to(&self, route: Route) -> Option<Route> {
        match route {
            Route::Redirect(index) => Some(Route::Article(self.redirects[index].to)),
            Route::LatestBriefing => Some(Route::Briefing(Briefing::Day(0))),
            _ => None,
        }
    }
}

/// The days of articles that are sorted by date, newest first.
pub(super) fn days(days: &[Date]) -> Vec<Period> {
    let mut start = 0;
    let period = |same: &[Date]| {
        let end = start + same.len() as u32;
        let articles = start..end;
        start = end;
        Period { first: same[0], last: same[0], articles }
    };
    days.chunk_by(|a, b| a == b).map(period).collect()
}

/// The weeks of days, newest first.
pub(super) fn weeks(days: &[Period]) -> Vec<Week> {
    let mut start = 0;
    let week_of = |day: &Period| {
        let week = day.first.iso_week_date();
        (week.year(), week.week())
    };
    let week = |same: &[Period]| {
        let days = start..start + same.len();
        start = days.end;
        let (year, number) = week_of(&same[0]);
        let (newest, oldest) = (&same[0], &same[same.len() - 1]);
        let since_monday = newest.first.weekday().to_monday_zero_offset();
        // The calendar ends within a week.
        let first = newest.first.checked_sub(since_monday.days()).unwrap_or(Date::MIN);
        let last = first.checked_add(6.days()).unwrap_or(Date::MAX);
        let articles = newest.articles.start..oldest.articles.end;
        Week { year, number, period: Period { first, last, articles }, days }
    };
    days.chunk_by(|a, b| week_of(a) == week_of(b)).map(week).collect()
}
