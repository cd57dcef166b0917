//! What a page is about in the words of schema.org, as JSON-LD in its head: search engines show dates, names and paths from it.
//!
//! What every article has is written from records that borrow; the pages of names and topics are few, and values do for them.

use serde::Serialize;
use serde_json::{Value, json};

use super::Renderer;
use super::view::{kind_texts, wikidata_url};
use crate::registry::{Entity, EntityId, EntityKind, TopicId};
use crate::site::{ArticleId, Briefing, Route};
use crate::tagging::EntityTag;

/// From this salience on an article is about an actor or a place; below it, it mentions it. What stands in the headline and the
/// lede is above it, what stands only in the body below.
const CENTRAL: f32 = 0.5;

/// How many of each are told, the most central first: a page has to stay light.
const ABOUT: usize = 3;
const TOPICS: usize = 2;
const MENTIONS: usize = 3;

impl Renderer<'_> {
    /// The JSON-LD of a page, safe inside a `script` element; empty where there is nothing to tell.
    pub(super) fn linked_data(&self, route: Route) -> String {
        match route {
            Route::Home => written(&[self.website()]),
            Route::Article(id) => written(&(self.news_article(id), self.breadcrumbs(route))),
            Route::Entity(id, 1) => written(&(self.entity_page(id), self.breadcrumbs(route))),
            Route::Topic(id, 1) => written(&(self.topic_page(id), self.breadcrumbs(route))),
            Route::Briefing(_) => written(&[self.breadcrumbs(route)]),
            _ => String::new(),
        }
    }

    fn website(&self) -> Value {
        let config = self.site.config();
        filled(json!({
            "@type": "WebSite",
            "name": config.title,
            "description": config.description,
            "inLanguage": config.language,
            "url": self.whole_url(Route::Home),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": format!("{}?q={{search_term_string}}", self.whole_url(Route::Search)),
                },
                "query-input": "required name=search_term_string",
            },
        }))
    }

    fn news_article(&self, id: ArticleId) -> NewsArticle<'_> {
        let article = self.site.article(id);
        let title = &self.site.config().title;
        let author =
            if article.publisher.name.is_empty() { title } else { &article.publisher.name };
        let tags = self.site.entity_tags(id).iter();
        let (central, mentioned): (Vec<&EntityTag>, Vec<&EntityTag>) =
            tags.partition(|tag| tag.salience >= CENTRAL);
        let topics = self.site.tagged(id).topics.iter().take(TOPICS);
        let actors = central.iter().take(ABOUT).map(|tag| self.identified(tag.entity));
        let topics =
            topics.map(|tag| Thing::new("Thing", &self.site.registry().topic(tag.topic).name));
        let others = central.iter().skip(ABOUT).chain(&mentioned).take(MENTIONS);
        NewsArticle {
            about: actors.chain(topics).collect(),
            author: Thing::new("Organization", author),
            date_modified: article.updated.map(|_| self.timestamp(self.site.changed(id))),
            date_published: self.timestamp(article.date),
            headline: &article.title,
            in_language: &article.language,
            mentions: others.map(|tag| self.identified(tag.entity)).collect(),
            publisher: Thing::new("Organization", title),
        }
    }

    /// The page of an actor or a place. Only people and organisations have profiles (<https://schema.org/ProfilePage>).
    fn entity_page(&self, id: EntityId) -> Value {
        let entity = self.site.entity(id);
        let of_itself = matches!(entity.kind, EntityKind::Person | EntityKind::Organization);
        let (page, key) =
            if of_itself { ("ProfilePage", "mainEntity") } else { ("CollectionPage", "about") };
        let elsewhere = wikidata_url(entity).into_iter();
        let elsewhere = elsewhere.chain(entity.links.iter().map(|link| link.url.clone()));
        let role = (entity.kind == EntityKind::Person).then(|| self.latest_role(entity));
        let told = filled(json!({
            "@type": schema_type(entity),
            "name": entity.name,
            "alternateName": entity.other_names(),
            "description": entity.summary,
            "jobTitle": role.unwrap_or_default(),
            "image": self.picture(entity),
            "sameAs": elsewhere.collect::<Vec<String>>(),
        }));
        json!({"@type": page, "url": self.whole_url(Route::Entity(id, 1)), key: told})
    }

    fn topic_page(&self, id: TopicId) -> Value {
        let topic = self.site.registry().topic(id);
        json!({
            "@type": "CollectionPage",
            "url": self.whole_url(Route::Topic(id, 1)),
            "about": filled(json!({
                "@type": "Thing",
                "name": topic.name,
                "description": topic.summary,
            })),
        })
    }

    /// The way from the index to the page, which comes last and needs no address.
    fn breadcrumbs(&self, route: Route) -> BreadcrumbList {
        let step = |name: &str, route: Route| (name.to_owned(), Some(route));
        let steps = match route {
            Route::Article(id) => vec![
                step(self.texts.get("articles"), Route::Articles(1)),
                (self.site.article(id).title.clone(), None),
            ],
            Route::Entity(id, _) => {
                let entity = self.site.entity(id);
                let index = self.texts.get(kind_texts(entity.kind).0);
                vec![step(index, Route::Entities(entity.kind, 1)), (entity.name.clone(), None)]
            }
            Route::Topic(id, _) => {
                let registry = self.site.registry();
                let above: Vec<TopicId> = registry.broader(id).collect();
                let above = above.into_iter().rev();
                let above = above.map(|id| step(&registry.topic(id).name, Route::Topic(id, 1)));
                [step(self.texts.get("topics"), Route::Topics)]
                    .into_iter()
                    .chain(above)
                    .chain([(registry.topic(id).name.clone(), None)])
                    .collect()
            }
            Route::Briefing(briefing) => {
                let index = step(self.texts.get("briefings"), Route::Briefings(1));
                let week = match briefing {
                    Briefing::Day(day) => Some(Briefing::Week(self.site.week_of_day(day))),
                    Briefing::Week(_) => None,
                };
                let week =
                    week.map(|week| step(&self.briefing_heading(week), Route::Briefing(week)));
                [index]
                    .into_iter()
                    .chain(week)
                    .chain([(self.briefing_heading(briefing), None)])
                    .collect()
            }
            _ => Vec::new(),
        };
        let item = |((name, route), position): ((String, Option<Route>), usize)| ListItem {
            item: route.map(|route| self.whole_url(route)),
            name,
            position,
        };
        let items = steps.into_iter().zip(1..).map(item).collect();
        BreadcrumbList { items }
    }

    /// An entity by its name and by its item, which tells it from others of that name.
    fn identified(&self, id: EntityId) -> Thing<'_> {
        let entity = self.site.entity(id);
        Thing { same_as: wikidata_url(entity), ..Thing::new(schema_type(entity), &entity.name) }
    }
}

/// The document of a page. Keys stand in the order of the alphabet.
#[derive(Serialize)]
struct Document<'a, Graph> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: &'a Graph,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Thing<'a>>,
    author: Thing<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    date_published: String,
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    in_language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Thing<'a>>,
    publisher: Thing<'a>,
}

#[derive(Serialize)]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(rename = "sameAs", skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
}

impl<'a> Thing<'a> {
    fn new(kind: &'static str, name: &'a str) -> Self {
        Self { kind, name, same_as: None }
    }
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct BreadcrumbList {
    #[serde(rename = "itemListElement")]
    items: Vec<ListItem>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct ListItem {
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    name: String,
    position: usize,
}

fn written(graph: &impl Serialize) -> String {
    let document = Document { context: "https://schema.org", graph };
    // No record has a key that is no text.
    let data = serde_json::to_string(&document).unwrap_or_default();
    // Without it no text can end the element (`</script>`) or open a comment in it (`<!--`).
    data.replace('<', "\\u003c")
}

fn schema_type(entity: &Entity) -> &'static str {
    match entity.kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Country => "Country",
        EntityKind::Place => "Place",
    }
}

/// The object without what is empty.
fn filled(mut object: Value) -> Value {
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    if let Some(map) = object.as_object_mut() {
        map.retain(|_, value| !is_empty(value));
    }
    object
}
