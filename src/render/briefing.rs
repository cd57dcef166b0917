//! Briefings: a day or a week, the index of all, and the lasting address of the newest.

use tera::Value;

use super::view::object;
use super::{PageView, Renderer};
use crate::registry::EntityKind;
use crate::site::{ArticleId, Briefing, Group, Route};

/// Leading actors of each kind, and newcomers.
const LEADERS: usize = 7;
const NEWCOMERS: usize = 12;

/// Stories told with their summaries; of all others the headline, which leads to the rest.
const IN_FULL: usize = 25;

/// Headlines in the description of a page.
const DESCRIBED: usize = 3;

impl Renderer<'_> {
    pub(super) fn briefing(&self, briefing: Briefing) -> PageView {
        let groups = self.site.groups(briefing);
        let headlines = groups.iter().filter_map(|group| group.articles.first());
        let headlines: Vec<&str> =
            headlines.take(DESCRIBED).map(|id| self.site.article(*id).title.as_str()).collect();
        let is_new =
            |id| matches!(self.site.entity(id).kind, EntityKind::Person | EntityKind::Organization);
        let newcomers = self.site.newcomers(briefing, NEWCOMERS, is_new);
        let (week, days) = match briefing {
            Briefing::Day(index) => {
                let week = Briefing::Week(self.site.week_of_day(index));
                (Some(self.neighbour(week)), Vec::new())
            }
            Briefing::Week(index) => {
                let days = self.site.weeks()[index].days.clone();
                (None, days.rev().map(|day| self.day_row(day)).collect())
            }
        };
        let is_week = matches!(briefing, Briefing::Week(_));
        let period = self.site.period_of(briefing);
        let period_text = if is_week { self.period_text(period) } else { String::new() };
        let articles = self.site.articles_of_briefing(briefing);
        let network = is_week.then(|| self.site.network_of_briefing(briefing));
        let network = network.and_then(|network| {
            let heading = self.briefing_heading(briefing);
            self.network_in_column(
                &network,
                &self.texts.fill("network_of", &[("period", &heading)]),
            )
        });
        PageView::new("briefing.html", self.briefing_title(briefing), "briefings")
            .describe(&headlines.join(" · "))
            .with("heading", self.briefing_heading(briefing))
            .with("is_week", is_week)
            .with("period_text", period_text)
            .with("count", period.articles.len())
            .with("week", week)
            .with("days", days)
            .with("groups", self.groups(groups))
            .with("leaders", self.leaders(articles, LEADERS))
            .with("network", network)
            .with("newcomers", self.counted_entities(&newcomers))
            .with("previous", self.site.briefing_before(briefing).map(|b| self.neighbour(b)))
            .with("next", self.site.briefing_after(briefing).map(|b| self.neighbour(b)))
    }

    pub(super) fn briefings(&self, page: u32) -> PageView {
        let weeks: Vec<usize> = (0..self.site.weeks().len()).collect();
        let row = |index: &usize| {
            let week = &self.site.weeks()[*index];
            object([
                ("text", self.briefing_heading(Briefing::Week(*index)).into()),
                ("url", self.site.url(Route::Briefing(Briefing::Week(*index))).into()),
                ("count", week.period.articles.len().into()),
                ("days", week.days.clone().map(|day| self.day_row(day)).collect::<Vec<_>>().into()),
            ])
        };
        let rows: Vec<Value> = self.site.page_of(&weeks, page).iter().map(row).collect();
        PageView::new("briefings.html", self.texts.get("briefings"), "briefings")
            .with("weeks", rows)
            .with("pagination", self.pagination(weeks.len(), page, Route::Briefings))
    }

    /// `Briefing of 14 November 2024`.
    pub(super) fn briefing_title(&self, briefing: Briefing) -> String {
        self.texts.fill("briefing_of", &[("period", &self.briefing_heading(briefing))])
    }

    /// `14 November 2024`, or `Week 46, 2024`.
    pub(super) fn briefing_heading(&self, briefing: Briefing) -> String {
        match briefing {
            Briefing::Day(index) => self.texts.date(self.site.days()[index].first),
            Briefing::Week(index) => {
                let week = &self.site.weeks()[index];
                let (number, year) = (week.number.to_string(), week.year.to_string());
                self.texts.fill("week", &[("week", &number), ("year", &year)])
            }
        }
    }

    /// The groups of stories, the first of which are told in full.
    fn groups(&self, groups: Vec<Group>) -> Value {
        let mut told = 0;
        let mut story = |id: &ArticleId| {
            told += 1;
            let in_full = told <= IN_FULL;
            let card = if in_full { self.article_card(*id) } else { self.headline(*id) };
            object([("article", card), ("in_full", in_full.into())])
        };
        let group = |group: Group| {
            let stories: Vec<Value> = group.articles.iter().map(&mut story).collect();
            object([
                ("topic", group.topic.map(|id| self.topic_card(id)).into()),
                ("stories", stories.into()),
            ])
        };
        groups.into_iter().map(group).collect::<Vec<_>>().into()
    }

    fn day_row(&self, index: usize) -> Value {
        let briefing = Briefing::Day(index);
        object([
            ("name", self.briefing_heading(briefing).into()),
            ("url", self.site.url(Route::Briefing(briefing)).into()),
            ("count", self.site.days()[index].articles.len().into()),
        ])
    }

    fn neighbour(&self, briefing: Briefing) -> Value {
        object([
            ("url", self.site.url(Route::Briefing(briefing)).into()),
            ("text", self.briefing_heading(briefing).into()),
        ])
    }
}
