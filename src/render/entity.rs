//! The page of a person, an organisation, a country or a place.

use jiff::civil::Date;
use tera::Value;

use super::evidence::{marked_sentence, most_telling};
use super::view::{kind_texts, object, wikidata_url};
use super::{PageView, Renderer};
use crate::content::not_a_web_address;
use crate::registry::{Entity, EntityId, Link, PartialDate, Position};
use crate::site::{ArticleId, Route};
use crate::text::slug;

/// Companions and topics on a page.
const COMPANIONS: usize = 12;
const TOPICS: usize = 10;

impl Renderer<'_> {
    pub(super) fn entity(&self, id: EntityId, page: u32) -> PageView {
        let entity = self.site.entity(id);
        let articles = self.site.articles_of_entity(id);
        let (in_full, headlines) = self.told(articles, page);
        let view = PageView::new("entity.html", &entity.name, entity.kind.folder())
            .describe(&self.describe(entity, articles.len()))
            .picture(self.picture(entity))
            .with("entity", self.entity_value(id, entity))
            .with("stories", self.stories(in_full, id))
            .with("headlines", headlines)
            .with(
                "pagination",
                self.pagination(articles.len(), page, |page| Route::Entity(id, page)),
            );
        // Later pages of the list show the list only.
        let overview: &[ArticleId] = if page == 1 { articles } else { &[] };
        let is_companion = |other| other != id && self.site.is_actor(other);
        let companions =
            self.site.leading_entities(overview.iter().copied(), COMPANIONS, is_companion);
        let topics = self.site.leading_topics(overview.iter().copied(), TOPICS);
        let (changes, change_text) =
            self.changes(|comparison| self.site.changes_of_topics(overview, &topics, comparison));
        view.with("companions", self.counted_entities(&companions))
            .with("network", self.network_around(id, &companions))
            .with("topics", self.changed_topics(&topics, &changes))
            .with("change_text", change_text)
            .with("chart", self.chart(overview))
    }

    fn describe(&self, entity: &Entity, articles: usize) -> String {
        if !entity.summary.is_empty() {
            return entity.summary.clone();
        }
        let articles = self.texts.count("article_count", articles);
        let site = &self.site.config().title;
        self.texts
            .fill("described", &[("name", &entity.name), ("articles", &articles), ("site", site)])
    }

    /// The whole address of the picture; empty where there is none, or nobody knows the site's origin.
    pub(super) fn picture(&self, entity: &Entity) -> String {
        if entity.image.starts_with('/') {
            return self.site.config().base_url.absolute(&entity.image).unwrap_or_default();
        }
        if not_a_web_address(&entity.image).is_none() {
            entity.image.clone()
        } else {
            String::new()
        }
    }

    fn entity_value(&self, id: EntityId, entity: &Entity) -> Value {
        let (index, kind) = kind_texts(entity.kind);
        let wikidata = entity.wikidata.clone().unwrap_or_default();
        let aliases: Vec<&str> = entity.other_names().into_iter().map(String::as_str).collect();
        object([
            ("name", entity.name.as_str().into()),
            ("kind", entity.kind.name().into()),
            ("kind_text", self.texts.get(kind).into()),
            ("discovered", self.site.is_discovered(id).into()),
            ("aliases", aliases.into()),
            ("country", self.country_card(id, entity).into()),
            ("ended", entity.ended.map(|date| self.partial_date(date)).unwrap_or_default().into()),
            ("summary", entity.summary.as_str().into()),
            (
                "profile",
                Value::safe_string(
                    &entity.profile.as_ref().map(|p| self.profile_body(p)).unwrap_or_default(),
                ),
            ),
            ("positions", self.positions(entity)),
            ("links", entity.links.iter().map(link).collect::<Vec<_>>().into()),
            ("wikidata", wikidata.into()),
            ("wikidata_url", wikidata_url(entity).unwrap_or_default().into()),
            ("index_url", self.site.url(Route::Entities(entity.kind, 1)).into()),
            ("index_text", self.texts.get(index).into()),
        ])
    }

    /// The country that an entity belongs to, where that has a page; none for a country itself.
    fn country_card(&self, id: EntityId, entity: &Entity) -> Option<Value> {
        let country = self.site.registry().country(entity.country.as_deref()?)?;
        (country != id && self.site.entity_has_page(country)).then(|| self.entity_card(country))
    }

    /// The positions, newest first.
    fn positions(&self, entity: &Entity) -> Value {
        let mut positions: Vec<&Position> = entity.positions.iter().collect();
        positions
            .sort_by_key(|position| std::cmp::Reverse(position.start.map(PartialDate::first_day)));
        let row = |position: &&Position| {
            object([
                ("title", position.title.as_str().into()),
                ("of", position.of.as_str().into()),
                ("of_url", self.url_of_name(&position.of).into()),
                ("period", self.position_period(position, entity.as_of).into()),
            ])
        };
        positions.iter().map(row).collect::<Vec<_>>().into()
    }

    /// The page of the entity with that name, if there is one.
    fn url_of_name(&self, name: &str) -> String {
        let entity = self.site.registry().entity_by_id(&slug(name));
        let with_page = entity.filter(|id| !name.is_empty() && self.site.entity_has_page(*id));
        with_page.map_or_else(String::new, |id| self.entity_url(id))
    }

    /// The articles with the sentence that names the entity.
    fn stories(&self, articles: &[ArticleId], entity: EntityId) -> Value {
        let story = |id: &ArticleId| {
            let article = self.site.article(*id);
            let tag = self.site.entity_tag(*id, entity);
            let mention = tag.and_then(|tag| most_telling(article, &tag.mentions));
            let sentence =
                mention.map(|mention| marked_sentence(article, &mention)).unwrap_or_default();
            object([
                ("article", self.article_card(*id)),
                ("sentence", Value::safe_string(&sentence)),
            ])
        };
        articles.iter().map(story).collect::<Vec<_>>().into()
    }

    /// `26 January 2021 – 20 January 2025`, `since 2024`. Of an office without an end it is told on which day it was known to be
    /// held.
    fn position_period(&self, position: &Position, as_of: Option<PartialDate>) -> String {
        let date = |date: Option<PartialDate>| date.map(|date| self.partial_date(date));
        match (date(position.start), date(position.end)) {
            (Some(start), Some(end)) => {
                self.texts.fill("period", &[("start", &start), ("end", &end)])
            }
            (Some(start), None) => match date(as_of) {
                Some(as_of) => {
                    self.texts.fill("since_as_of", &[("start", &start), ("as_of", &as_of)])
                }
                None => self.texts.fill("since", &[("start", &start)]),
            },
            (None, Some(end)) => self.texts.fill("until", &[("end", &end)]),
            (None, None) => String::new(),
        }
    }

    /// A day, a month or a year, as far as it is known.
    pub(super) fn partial_date(&self, date: PartialDate) -> String {
        let day: Date = date.first_day();
        match (date.month, date.day) {
            (Some(_), Some(_)) => self.texts.date(day),
            (Some(_), None) => self.texts.month(day.year(), day.month()),
            _ => day.year().to_string(),
        }
    }
}

fn link(link: &Link) -> Value {
    object([("name", link.name.as_str().into()), ("url", link.url.as_str().into())])
}
