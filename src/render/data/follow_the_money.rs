//! Actors, places and articles in the model of FollowTheMoney (<https://followthemoney.tech/>): one JSON object a line.

use serde_json::{Map, Value, json};

use super::super::Renderer;
use crate::registry::{EntityId, EntityKind, Position};
use crate::site::{ArticleId, Route};

impl Renderer<'_> {
    /// Actors and places, and the articles with their links; of a large site the one in part 0, the others in the parts.
    pub(super) fn follow_the_money(&self, part: u32) -> Vec<u8> {
        let has_entities = part == 0;
        let has_articles = part > 0 || !self.site.has_data_parts();
        let entities = has_entities.then(|| self.told_entities()).into_iter().flatten();
        let entities = entities.map(|id| self.thing(id));
        let articles = self.site.articles_of_part(part).filter(|_| has_articles);
        let documents =
            articles.flat_map(|id| [self.document(id)].into_iter().chain(self.links(id)));
        let lines = entities.chain(documents).map(|record| format!("{record}\n"));
        lines.collect::<String>().into_bytes()
    }

    fn thing(&self, id: EntityId) -> Value {
        let entity = self.site.entity(id);
        // The model has no countries; they act through their governments. A place is an address.
        let schema = match entity.kind {
            EntityKind::Person => "Person",
            EntityKind::Organization => "Organization",
            EntityKind::Country => "PublicBody",
            EntityKind::Place => "Address",
        };
        let mut properties = Properties::default();
        properties.add("name", [entity.name.clone()]);
        properties.add("alias", entity.other_names().into_iter().cloned());
        properties.add("country", entity.country.iter().map(|code| code.to_lowercase()));
        properties.add("wikidataId", entity.wikidata.clone());
        properties.add("summary", [entity.summary.clone()]);
        match entity.kind {
            EntityKind::Person => {
                properties.add("position", entity.positions.iter().map(Position::role));
            }
            EntityKind::Place => properties.add("full", [entity.name.clone()]),
            _ => {}
        }
        properties.add("sourceUrl", self.site.absolute_url(Route::Entity(id, 1)));
        properties.of(&identifier(&self.entity_key(id)), schema)
    }

    fn document(&self, id: ArticleId) -> Value {
        let article = self.site.article(id);
        let topics = self.site.tagged(id).topics.iter();
        let topics = topics.map(|tag| self.site.registry().topic(tag.topic).name.clone());
        let mut properties = Properties::default();
        properties.add("title", [article.title.clone()]);
        properties.add("publishedAt", [article.day().to_string()]);
        properties.add("summary", [article.summary.clone()]);
        properties.add("publisher", [article.publisher.name.clone()]);
        properties.add("publisherUrl", [article.publisher.url.clone()]);
        properties.add("keywords", topics);
        properties.add("sourceUrl", self.site.absolute_url(Route::Article(id)));
        properties.of(&identifier(&self.key(Route::Article(id))), "Article")
    }

    /// An article names an actor or a place: an entity of its own, which joins the two.
    fn links(&self, id: ArticleId) -> impl Iterator<Item = Value> {
        let document = identifier(&self.key(Route::Article(id)));
        self.site.entity_tags(id).iter().map(move |tag| {
            let entity = identifier(&self.entity_key(tag.entity));
            let mut properties = Properties::default();
            properties.add("entity", [entity.clone()]);
            properties.add("document", [document.clone()]);
            properties.add("role", ["named in the article".to_owned()]);
            properties.of(&format!("{document}.{entity}"), "Documentation")
        })
    }
}

/// Each property has any number of values.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn add(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if !values.is_empty() {
            self.0.insert(name.to_owned(), values.into());
        }
    }

    fn of(self, id: &str, schema: &str) -> Value {
        json!({"id": id, "schema": schema, "properties": self.0})
    }
}

/// The model's identifiers hold letters, digits, hyphens and dots: `people.antony-blinken`.
fn identifier(key: &str) -> String {
    key.replace('/', ".")
}
