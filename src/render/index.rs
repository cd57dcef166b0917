//! Pages that list: home, all articles, the entities of a kind, the archive; and the few plain ones.

use std::rc::Rc;

use tera::Value;

use super::view::{kind_texts, object};
use super::{PageView, Renderer, Sorted};
use crate::registry::{Entity, EntityId, EntityKind};
use crate::site::{ArticleId, Briefing, Period, RECENT_DAYS, Route, Site};
use crate::text::fold;

/// Articles, actors of each kind, and topics on the front page.
const LATEST: usize = 15;
const LEADERS: usize = 7;
const TOPICS: usize = 10;

/// Topics and actors that rise, and topics of the newest briefing.
const RISING: usize = 5;
const BRIEFED: usize = 6;

impl Renderer<'_> {
    pub(super) fn home(&self) -> PageView {
        let site = self.site;
        let latest: Vec<ArticleId> = site.article_ids().take(LATEST).collect();
        let period = site.recent();
        let recent = || period.iter().flat_map(|period| period.articles.clone()).map(ArticleId);
        PageView::new("home.html", &site.config().title, "home")
            .describe(&site.config().description)
            .with("latest", latest.iter().map(|id| self.article_card(*id)).collect::<Vec<_>>())
            .with("date_groups", self.date_groups(&latest, 1))
            .with("briefing", self.latest_briefing())
            .with("rising", self.rising())
            .with("leaders", self.leaders(recent(), LEADERS))
            .with("leading_topics", self.counted_topics(&site.leading_topics(recent(), TOPICS)))
            .with(
                "period_text",
                period.as_ref().map(|period| self.period_text(period)).unwrap_or_default(),
            )
    }

    /// The newest day's briefing: where it is, and the topics that lead it.
    fn latest_briefing(&self) -> Option<Value> {
        let briefing = Briefing::Day(0);
        let day = self.site.days().first()?;
        let groups = self.site.groups(briefing);
        let topics = groups.iter().filter_map(|group| {
            let count = group.articles.len();
            Some(object([("topic", self.topic_card(group.topic?)), ("count", count.into())]))
        });
        Some(object([
            ("title", self.briefing_title(briefing).into()),
            ("url", self.site.url(Route::Briefing(briefing)).into()),
            ("count", day.articles.len().into()),
            ("topics", topics.take(BRIEFED).collect::<Vec<_>>().into()),
        ]))
    }

    /// The topics and actors that rise; none where the site is too young to tell, or nothing does.
    fn rising(&self) -> Option<Value> {
        let comparison = self.site.comparison(RECENT_DAYS)?;
        let topics = self.site.rising_topics(&comparison, RISING);
        let actors = self.site.rising_actors(&comparison, RISING);
        if topics.is_empty() && actors.is_empty() {
            return None;
        }
        let row = |url: Value, name: &str, recent: usize, before: usize| {
            object([
                ("url", url),
                ("name", name.into()),
                ("recent", recent.into()),
                ("before", before.into()),
            ])
        };
        let topics = topics.iter().map(|change| {
            let name = &self.site.registry().topic(change.item).name;
            let url = self.site.url(Route::Topic(change.item, 1)).into();
            row(url, name, change.recent, change.before)
        });
        let actors = actors.iter().map(|change| {
            let name = &self.site.entity(change.item).name;
            row(self.entity_url(change.item).into(), name, change.recent, change.before)
        });
        let about = self.compared("rising_about", &comparison);
        Some(object([
            ("about", about.into()),
            ("topics", topics.collect::<Vec<_>>().into()),
            ("actors", actors.collect::<Vec<_>>().into()),
        ]))
    }

    /// The people, organisations and countries that appear in most of the articles, at most `limit` of each.
    pub(super) fn leaders(
        &self,
        articles: impl Iterator<Item = ArticleId>,
        limit: usize,
    ) -> Vec<Value> {
        let named = self.site.leading_entities(articles, usize::MAX, |_| true);
        let leaders = |kind: EntityKind| {
            let of_kind = named.iter().filter(|named| self.site.entity(named.item).kind == kind);
            let leading: Vec<_> = of_kind.take(limit).copied().collect();
            object([
                ("heading", self.texts.get(kind_texts(kind).0).into()),
                ("ranked", self.counted_entities(&leading)),
            ])
        };
        [EntityKind::Person, EntityKind::Organization, EntityKind::Country].map(leaders).to_vec()
    }

    pub(super) fn articles(&self, page: u32) -> PageView {
        let ids: Vec<ArticleId> = self.site.article_ids().collect();
        PageView::new("articles.html", self.texts.get("articles"), "articles")
            .with("date_groups", self.date_groups(self.site.page_of(&ids, page), page))
            .with("pagination", self.pagination(ids.len(), page, Route::Articles))
    }

    /// All entities of a kind, A to Z. People stand under their surnames.
    pub(super) fn entities(&self, kind: EntityKind, page: u32) -> PageView {
        let sorted = self.sorted(kind);
        let groups = by_letter(Site::page_of_index(&sorted, page)).map(|group| {
            let letter = letter(&group[0].0);
            let cards: Vec<Value> = group.iter().map(|(_, id)| self.entity_card(*id)).collect();
            object([
                ("letter", letter.as_str().into()),
                ("anchor", anchor(&letter).into()),
                ("entities", cards.into()),
            ])
        });
        let heading = self.texts.get(kind_texts(kind).0);
        let pages = Site::index_pages(sorted.len());
        PageView::new("entities.html", heading, kind.folder())
            .with("heading", heading)
            .with("intro", "")
            .with("groups", groups.collect::<Vec<_>>())
            .with("letters", self.letters(&sorted, kind, page))
            .with("index_pages", self.index_pages(&sorted, kind, page))
            .with(
                "pagination",
                self.place_in_list(sorted.len(), pages, page, |page| Route::Entities(kind, page)),
            )
    }

    /// The entities of a kind with the keys that an index sorts by.
    fn sorted(&self, kind: EntityKind) -> Sorted {
        if let Some(sorted) = self.sorted.borrow().get(&kind) {
            return Rc::clone(sorted);
        }
        let entities = self.site.entities_with_pages(kind);
        let mut sorted: Vec<(String, EntityId)> =
            entities.map(|id| (sort_key(self.site.entity(id)), id)).collect();
        sorted.sort();
        let sorted: Sorted = sorted.into();
        self.sorted.borrow_mut().insert(kind, Rc::clone(&sorted));
        sorted
    }

    /// Every letter of an index with the place where it begins, which may be on another page.
    fn letters(&self, sorted: &[(String, EntityId)], kind: EntityKind, page: u32) -> Vec<Value> {
        let mut told = Vec::new();
        let mut rows = Vec::new();
        for number in 1..=Site::index_pages(sorted.len()) {
            for group in by_letter(Site::page_of_index(sorted, number)) {
                let letter = letter(&group[0].0);
                if told.last() == Some(&letter) {
                    continue;
                }
                let is_here = number == page;
                let other = if is_here {
                    String::new()
                } else {
                    self.site.url(Route::Entities(kind, number))
                };
                let url = format!("{other}#{}", anchor(&letter));
                rows.push(object([("letter", letter.as_str().into()), ("url", url.into())]));
                told.push(letter);
            }
        }
        rows
    }

    /// The pages of an index by the first and the last name on each.
    fn index_pages(
        &self,
        sorted: &[(String, EntityId)],
        kind: EntityKind,
        page: u32,
    ) -> Vec<Value> {
        let row = |number: u32| {
            let rows = Site::page_of_index(sorted, number);
            let name = |row: Option<&(String, EntityId)>| {
                row.map_or("", |(_, id)| self.site.entity(*id).name.as_str())
            };
            let (first, last) = (name(rows.first()), name(rows.last()));
            object([
                ("text", format!("{first} – {last}").into()),
                ("url", self.site.url(Route::Entities(kind, number)).into()),
                ("is_here", (number == page).into()),
            ])
        };
        (1..=Site::index_pages(sorted.len())).map(row).collect()
    }

    pub(super) fn archive(&self) -> PageView {
        let year = |(year, months): (i16, std::ops::Range<usize>)| {
            let articles: usize =
                self.site.months()[months.clone()].iter().map(|month| month.articles.len()).sum();
            object([
                ("year", year.into()),
                ("url", self.site.url(Route::Year(year)).into()),
                ("count", articles.into()),
                ("months", months.map(|index| self.month_row(index)).collect::<Vec<_>>().into()),
            ])
        };
        PageView::new("archive.html", self.texts.get("archive"), "archive")
            .with("years", self.site.years().map(year).collect::<Vec<_>>())
    }

    pub(super) fn year(&self, year: i16) -> PageView {
        let years: Vec<(i16, std::ops::Range<usize>)> = self.site.years().collect();
        let here = years.iter().position(|(other, _)| *other == year).unwrap_or_default();
        let neighbour = |index: Option<usize>| {
            let (year, _) = years.get(index?)?;
            Some(object([
                ("url", self.site.url(Route::Year(*year)).into()),
                ("text", year.to_string().into()),
            ]))
        };
        let months = years[here].1.clone().map(|index| self.month_row(index)).collect::<Vec<_>>();
        PageView::new("archive_year.html", year.to_string(), "archive")
            .with("year", year)
            .with("months", months)
            .with("previous", neighbour(here.checked_add(1)))
            .with("next", neighbour(here.checked_sub(1)))
    }

    pub(super) fn month(&self, index: usize, page: u32) -> PageView {
        let months = self.site.months();
        let month = &months[index];
        let ids: Vec<ArticleId> = month.articles.clone().map(ArticleId).collect();
        let neighbour = |index: Option<usize>| {
            let index = index.filter(|index| *index < months.len())?;
            let text = self.texts.month(months[index].year, months[index].month);
            Some(object([
                ("url", self.site.url(Route::Month(index, 1)).into()),
                ("text", text.into()),
            ]))
        };
        let heading = self.texts.month(month.year, month.month);
        PageView::new("archive_month.html", heading.clone(), "archive")
            .with("heading", heading)
            .with("date_groups", self.date_groups(self.site.page_of(&ids, page), page))
            .with("previous", neighbour(Some(index + 1)))
            .with("next", neighbour(index.checked_sub(1)))
            .with("pagination", self.pagination(ids.len(), page, |page| Route::Month(index, page)))
    }

    pub(super) fn plain_page(&self, index: usize) -> PageView {
        let page = &self.site.pages()[index];
        let body = self.plain_body(&page.source, page.source.slice(page.body));
        PageView::new("page.html", &page.title, "pages")
            .describe(&page.summary)
            .with("title", page.title.as_str())
            .with("summary", page.summary.as_str())
            .with("body", Value::safe_string(&body))
    }

    pub(super) fn redirect(&self, route: Route) -> PageView {
        let target = self.site.leads_to(route).unwrap_or(Route::Home);
        let title = match target {
            Route::Article(id) => self.site.article(id).title.clone(),
            Route::Briefing(briefing) => self.briefing_title(briefing),
            _ => String::new(),
        };
        PageView::new("redirect.html", title, "").with("target", self.site.url(target))
    }

    /// `18 October 2024 – 14 November 2024`.
    pub(super) fn period_text(&self, period: &Period) -> String {
        let (start, end) = (self.texts.date(period.first), self.texts.date(period.last));
        self.texts.fill("period", &[("start", &start), ("end", &end)])
    }

    fn month_row(&self, index: usize) -> Value {
        let month = &self.site.months()[index];
        object([
            ("name", self.texts.month_name(month.month).into()),
            ("url", self.site.url(Route::Month(index, 1)).into()),
            ("count", month.articles.len().into()),
        ])
    }
}

/// What an index sorts by: surname and name of a person, the name of anything else.
fn sort_key(entity: &Entity) -> String {
    match entity.surnames().first() {
        Some(surname) => fold(&format!("{surname} {}", entity.name)).into_owned(),
        None => fold(&entity.name).trim_start_matches("the ").to_owned(),
    }
}

fn by_letter(rows: &[(String, EntityId)]) -> impl Iterator<Item = &[(String, EntityId)]> {
    rows.chunk_by(|a, b| letter(&a.0) == letter(&b.0))
}

/// What leads to a letter on its page.
fn anchor(letter: &str) -> String {
    format!("letter-{}", if letter == "#" { "other" } else { letter })
}

/// The letter that a key stands under; `#` for what is no letter.
fn letter(key: &str) -> String {
    match key.chars().next().filter(|c| c.is_alphabetic()) {
        Some(first) => first.to_uppercase().collect(),
        None => "#".to_owned(),
    }
}
