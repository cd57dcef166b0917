//! The values that templates get: the only code that turns the site into Tera's values.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::Hash;

use jiff::civil::Date;
use tera::value::Key;
use tera::{Map, Value};

use super::{PageView, Renderer};
use crate::config::Direction;
use crate::content::Article;
use crate::registry::{Entity, EntityId, EntityKind, TopicId};
use crate::site::{ArticleId, Bar, Change, Comparison, Counted, Route, Site};
use crate::text::Hashed;
use crate::theme::Texts;

/// A mapping with fixed keys.
pub(super) fn object<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    let mut map = Map::default();
    map.extend(entries.map(|(key, value)| (Key::Str(key), value)));
    Value::from(map)
}

/// A text that is escaped once and for all, for the cards that lists show thousands of times.
pub(super) fn escaped(text: &str) -> Value {
    if text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        Value::safe_string(&escape(text))
    } else {
        Value::safe_string(text)
    }
}

/// The text with the characters escaped that mean something in HTML.
pub(super) fn escape(text: &str) -> String {
    let mut buffer = Vec::with_capacity(text.len() + 16);
    // Writing to a vector of bytes can't fail, and escaping keeps text valid.
    let _ = tera::escape_html(text, &mut buffer);
    String::from_utf8(buffer).unwrap_or_default()
}

/// Cards that a thread keeps of each kind, by number: neighbours in lists are rendered one after the other, and those of a whole large
/// site would take as much memory as its texts.
pub(super) struct Cards<Id>(RefCell<HashMap<Id, Value, Hashed>>);

impl<Id> Default for Cards<Id> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<Id: Copy + Eq + Hash> Cards<Id> {
    const KEPT: usize = 4_096;

    fn get(&self, id: Id, make: impl FnOnce() -> Value) -> Value {
        if let Some(card) = self.0.borrow().get(&id) {
            return card.clone();
        }
        let card = make();
        let mut cards = self.0.borrow_mut();
        if cards.len() == Self::KEPT {
            cards.clear();
        }
        cards.insert(id, card.clone());
        card
    }
}

/// What changed is told of the last quarter of a year against the one before: in a month few have more than a story or two.
const COMPARED_DAYS: i32 = 90;

/// `+3` or `−2`; empty where nothing changed.
fn difference<T>(change: Option<&Change<T>>) -> String {
    let Some(Change { recent, before, .. }) = change else { return String::new() };
    match recent.cmp(before) {
        Ordering::Greater => format!("+{}", recent - before),
        Ordering::Less => format!("\u{2212}{}", before - recent),
        Ordering::Equal => String::new(),
    }
}

/// Rows with counts, and what became of each, where that is known.
fn changed<T: Copy>(
    counted: &[Counted<T>],
    changes: &[Change<T>],
    what: &'static str,
    card: impl Fn(T) -> Value,
) -> Value {
    let row = |(number, c): (usize, &Counted<T>)| {
        object([
            (what, card(c.item)),
            ("count", c.count.into()),
            ("change", difference(changes.get(number)).into()),
        ])
    };
    counted.iter().enumerate().map(row).collect::<Vec<_>>().into()
}

/// The names of the texts that tell a kind of entity: the heading of its index, and the singular.
pub(super) fn kind_texts(kind: EntityKind) -> (&'static str, &'static str) {
    match kind {
        EntityKind::Person => ("people", "person"),
        EntityKind::Organization => ("organizations", "organization"),
        EntityKind::Country => ("countries", "country"),
        EntityKind::Place => ("places", "place"),
    }
}

/// The words of pages by their names, for templates. Those with places to fill in go through the function `text`.
pub(super) fn texts(texts: &Texts) -> Value {
    let mut map = Map::default();
    for (key, text) in texts.iter() {
        map.insert(Key::from(key.to_owned()), escaped(text));
    }
    Value::from(map)
}

/// The item of an entity on Wikidata.
pub(super) fn wikidata_url(entity: &Entity) -> Option<String> {
    entity.wikidata.as_ref().map(|item| format!("https://www.wikidata.org/wiki/{item}"))
}

/// What a page may load and run: files of its own host, and the pictures, films and sounds that an author puts into an article.
/// No script and no style stands in a page itself, so that nothing that slips into one can run.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' https: http:; \
    media-src 'self' https: http:; object-src 'none'; base-uri 'none'; form-action 'self'";

/// The address with the characters escaped that no address may hold (RFC 3987, 2.2), though browsers put up with them.
pub(super) fn iri(address: &str) -> String {
    let mut iri = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_control() || matches!(c, ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
        {
            let mut bytes = [0; 4];
            iri.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            iri.push(c);
        }
    }
    iri
}

/// The attributes that say in which language a text is and which way it runs; empty where it is the site's own.
pub(super) fn language_attributes(article: &Article) -> Value {
    if article.language.is_empty() && article.direction.is_none() {
        return "".into();
    }
    let direction = article.direction.unwrap_or_else(|| Direction::of(&article.language)).name();
    let language = match article.language.as_str() {
        "" => String::new(),
        language => format!(" lang=\"{language}\""),
    };
    Value::safe_string(&format!("{language} dir=\"{direction}\""))
}

/// The parts of the site that the navigation leads to: what is called how, and where it is.
fn sections(site: &Site, texts: &Texts) -> Vec<Value> {
    let of_articles = [("briefings", Route::Briefings(1)), ("articles", Route::Articles(1))];
    let of_articles = of_articles.into_iter().filter(|_| site.article_count() > 0);
    let kinds = EntityKind::ALL.into_iter();
    let kinds = kinds.filter(|kind| site.entities_with_pages(*kind).next().is_some());
    let of_kinds = kinds.map(|kind| (kind_texts(kind).0, Route::Entities(kind, 1)));
    let of_topics = site.topics_with_pages().next().map(|_| ("topics", Route::Topics));
    let all = of_articles.chain(of_kinds).chain(of_topics).chain([("archive", Route::Archive)]);
    let section = |(name, route): (&'static str, Route)| {
        object([
            ("name", name.into()),
            ("title", escaped(texts.get(name))),
            ("url", escaped(&site.url(route))),
        ])
    };
    all.map(section).collect()
}

/// The site as every template sees it.
pub(super) fn site(site: &Site, texts: &Texts) -> Value {
    let config = site.config();
    let count = |kind| Value::from(site.entities_with_pages(kind).count());
    let pages = site.pages().iter().enumerate().map(|(index, page)| {
        object([("url", escaped(&site.url(Route::Page(index)))), ("title", escaped(&page.title))])
    });
    object([
        ("title", escaped(&config.title)),
        ("description", escaped(&config.description)),
        ("language", escaped(&config.language)),
        ("direction", Direction::of(&config.language).name().into()),
        ("home_url", escaped(config.base_url.path())),
        ("content_security_policy", Value::safe_string(CONTENT_SECURITY_POLICY)),
        ("pages", pages.collect::<Vec<_>>().into()),
        ("sections", sections(site, texts).into()),
        (
            "counts",
            object([
                ("articles", site.article_count().into()),
                ("people", count(EntityKind::Person)),
                ("organizations", count(EntityKind::Organization)),
                ("countries", count(EntityKind::Country)),
                ("places", count(EntityKind::Place)),
                ("topics", site.topics_with_pages().count().into()),
            ]),
        ),
    ])
}

/// What the head of a page tells other programs.
pub(super) struct Head {
    /// The whole address of the page; empty where it has none.
    pub(super) canonical: String,
    /// The feeds of the page.
    pub(super) alternates: Vec<Value>,
    /// JSON-LD; may be empty.
    pub(super) linked_data: String,
}

/// What stands in the head of a page.
pub(super) fn page(page: &PageView, head: Head) -> Value {
    object([
        ("title", page.title.as_str().into()),
        ("description", page.description.as_str().into()),
        ("section", page.section.into()),
        ("canonical", head.canonical.into()),
        ("image", page.image.as_str().into()),
        ("alternates", head.alternates.into()),
        ("linked_data", Value::safe_string(&head.linked_data)),
    ])
}

impl Renderer<'_> {
    /// An article in a list.
    pub(super) fn article_card(&self, id: ArticleId) -> Value {
        self.article_cards.get(id, || {
            let article = self.site.article(id);
            let [url, title, language, date, date_text] = self.headline_entries(id);
            object([
                url,
                title,
                language,
                date,
                date_text,
                ("summary", escaped(&article.summary)),
                ("source", escaped(&article.publisher.name)),
            ])
        })
    }

    /// An article where only its headline is shown.
    pub(super) fn headline(&self, id: ArticleId) -> Value {
        self.headlines.get(id, || object(self.headline_entries(id)))
    }

    /// What is told of an article wherever it is listed.
    fn headline_entries(&self, id: ArticleId) -> [(&'static str, Value); 5] {
        let article = self.site.article(id);
        let (date, date_text) = self.date_values(article.day());
        [
            ("url", escaped(&self.site.url(Route::Article(id)))),
            ("title", escaped(&article.title)),
            ("language_attributes", language_attributes(article)),
            ("date", date),
            ("date_text", date_text),
        ]
    }

    /// A day as 2024-11-14, and as the language of the site writes it. They are kept: a day has many articles, and each is in many lists.
    pub(super) fn date_values(&self, day: Date) -> (Value, Value) {
        let mut dates = self.dates.borrow_mut();
        let make = || (escaped(&day.to_string()), escaped(&self.texts.date(day)));
        dates.entry(day).or_insert_with(make).clone()
    }

    /// An entity in a list. Its role is that of the day of the site's newest article, for pages don't know today.
    pub(super) fn entity_card(&self, id: EntityId) -> Value {
        self.entity_cards.get(id, || {
            let entity = self.site.entity(id);
            object([
                ("url", escaped(&self.entity_url(id))),
                ("name", escaped(&entity.name)),
                ("kind", escaped(entity.kind.name())),
                ("role", escaped(&self.latest_role(entity))),
                ("count", self.site.articles_of_entity(id).len().into()),
            ])
        })
    }

    /// A topic in a list.
    pub(super) fn topic_card(&self, id: TopicId) -> Value {
        self.topic_cards.get(id, || {
            object([
                ("url", escaped(&self.site.url(Route::Topic(id, 1)))),
                ("name", escaped(&self.site.registry().topic(id).name)),
                ("count", self.site.articles_of_topic(id).len().into()),
            ])
        })
    }

    pub(super) fn entity_url(&self, id: EntityId) -> String {
        self.site.url(Route::Entity(id, 1))
    }

    /// Entities with counts.
    pub(super) fn counted_entities(&self, counted: &[Counted<EntityId>]) -> Value {
        self.changed_entities(counted, &[])
    }

    /// Topics with counts.
    pub(super) fn counted_topics(&self, counted: &[Counted<TopicId>]) -> Value {
        self.changed_topics(counted, &[])
    }

    /// Entities with counts, and what became of each; none where nothing is compared.
    pub(super) fn changed_entities(
        &self,
        counted: &[Counted<EntityId>],
        changes: &[Change<EntityId>],
    ) -> Value {
        changed(counted, changes, "entity", |id| self.entity_card(id))
    }

    /// Topics with counts, and what became of each; none where nothing is compared.
    pub(super) fn changed_topics(
        &self,
        counted: &[Counted<TopicId>],
        changes: &[Change<TopicId>],
    ) -> Value {
        changed(counted, changes, "topic", |id| self.topic_card(id))
    }

    /// What became of something in the last quarter of a year, and what that is told against; empty where there is nothing to tell.
    pub(super) fn changes<T>(
        &self,
        changes_in: impl FnOnce(&Comparison) -> Vec<Change<T>>,
    ) -> (Vec<Change<T>>, String) {
        let Some(comparison) = self.site.comparison(COMPARED_DAYS) else {
            return (Vec::new(), String::new());
        };
        let changes = changes_in(&comparison);
        let is_told = changes.iter().any(|change| change.recent != change.before);
        let text = if is_told { self.compared("change_about", &comparison) } else { String::new() };
        (changes, text)
    }

    /// A text that says which days are compared.
    pub(super) fn compared(&self, text: &str, comparison: &Comparison) -> String {
        let (days, period) = (comparison.days.to_string(), self.period_text(&comparison.recent));
        self.texts.fill(text, &[("days", &days), ("period", &period)])
    }

    /// Articles of the page of a list, grouped by day, in their order. Later pages show headlines only.
    pub(super) fn date_groups(&self, articles: &[ArticleId], page: u32) -> Value {
        let day = |id: &ArticleId| self.site.article(*id).day();
        let row = |id: &ArticleId| {
            if page == 1 { self.article_card(*id) } else { self.headline(*id) }
        };
        let groups = articles.chunk_by(|a, b| day(a) == day(b)).map(|group| {
            let (date, date_text) = self.date_values(day(&group[0]));
            object([
                ("date", date),
                ("date_text", date_text),
                ("articles", group.iter().map(row).collect::<Vec<_>>().into()),
            ])
        });
        groups.collect::<Vec<_>>().into()
    }

    /// The articles on a page of a list: those that are told in full, on the first page, and the headlines of a later one.
    pub(super) fn told<'b>(
        &self,
        articles: &'b [ArticleId],
        page: u32,
    ) -> (&'b [ArticleId], Vec<Value>) {
        let here = self.site.page_of(articles, page);
        match page {
            1 => (here, Vec::new()),
            _ => (&[], here.iter().map(|id| self.headline(*id)).collect()),
        }
    }

    /// Where a page stands in its list. `at` makes the route of a page.
    pub(super) fn pagination(&self, rows: usize, page: u32, at: impl Fn(u32) -> Route) -> Value {
        self.place_in_list(rows, self.site.page_count(rows), page, at)
    }

    /// The same for a list that goes over so many pages.
    pub(super) fn place_in_list(
        &self,
        rows: usize,
        pages: u32,
        page: u32,
        at: impl Fn(u32) -> Route,
    ) -> Value {
        let url = |page: u32| self.site.url(at(page));
        let previous = if page > 1 { url(page - 1) } else { String::new() };
        let next = if page < pages { url(page + 1) } else { String::new() };
        object([
            ("page", page.into()),
            ("pages", pages.into()),
            ("total", rows.into()),
            ("first_url", url(1).into()),
            ("previous_url", previous.into()),
            ("next_url", next.into()),
        ])
    }

    /// How many articles each year or month has, with the share of the strongest in percent; none for a single one.
    pub(super) fn chart(&self, articles: &[ArticleId]) -> Option<Value> {
        let bars = self.site.bars(articles);
        if bars.len() < 2 {
            return None;
        }
        let most = bars.iter().map(|bar| bar.count).max().unwrap_or(1);
        let row = |bar: &Bar| {
            let name = match bar.month {
                Some(month) => self.texts.month(bar.year, month),
                None => bar.year.to_string(),
            };
            object([
                ("name", name.into()),
                ("count", bar.count.into()),
                ("share", (bar.count * 100 / most).into()),
            ])
        };
        let (heading, unit, share) = if bars[0].month.is_some() {
            ("articles_by_month", "month_of_year", "share_of_strongest_month")
        } else {
            ("articles_by_year", "year", "share_of_strongest_year")
        };
        Some(object([
            ("heading", self.texts.get(heading).into()),
            ("unit", self.texts.get(unit).into()),
            ("share_text", self.texts.get(share).into()),
            ("rows", bars.iter().map(row).collect::<Vec<_>>().into()),
        ]))
    }

    /// The last role that is known on the day of the newest article.
    pub(super) fn latest_role(&self, entity: &Entity) -> String {
        let Some(newest) = self.site.article_ids().next() else { return String::new() };
        let day = self.site.article(newest).day();
        if let Some(position) = entity.position_on(day) {
            return position.role();
        }
        // Later than anyone knows: the role as it was known last, with that day.
        if let Some(as_of) = entity.as_of.filter(|as_of| as_of.last_day() < day)
            && let Some(position) = entity.position_on(as_of.last_day())
        {
            return self.texts.fill(
                "role_as_of",
                &[("role", &position.role()), ("as_of", &self.partial_date(as_of))],
            );
        }
        let ended = entity
            .positions
            .iter()
            .filter_map(|position| Some((position.end?.last_day(), position)));
        let last = ended.filter(|(end, _)| *end < day).max_by_key(|(end, _)| *end);
        last.map_or_else(String::new, |(_, position)| {
            self.texts.fill("former", &[("role", &position.role())])
        })
    }
}
