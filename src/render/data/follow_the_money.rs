//! Actors, places and articles in the model of FollowTheMoney (<https://followthemoney.tech/>): one JSON object a line.

use std::borrow::Cow;
use std::io::Write;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use super::super::Renderer;
use super::Keys;
use crate::registry::{EntityId, EntityKind, Position};
use crate::site::{ArticleId, DataFile, Route};

impl Renderer<'_> {
    /// Actors and places, and the articles with their links; of a large site the one in part 0, the others in the parts.
    pub(super) fn follow_the_money(&self, file: DataFile, output: &mut dyn Write) {
        let keys = self.keys();
        let mut lines = Lines(output);
        if file.part() == 0 {
            self.told_entities().for_each(|id| lines.add(&self.thing(id, keys)));
        }
        if file.part() > 0 || !self.site.has_data_parts() {
            for id in self.site.articles_of_file(file) {
                let document = identifier(&self.article_key(id));
                lines.add(&self.document(id, &document));
                self.add_links(id, &document, keys, &mut lines);
            }
        }
    }

    fn thing(&self, id: EntityId, keys: &Keys) -> Entity<'_, Properties<'_>> {
        let entity = self.site.entity(id);
        // The model has no countries; they act through their governments. A place is an address.
        let schema = match entity.kind {
            EntityKind::Person => "Person",
            EntityKind::Organization => "Organization",
            EntityKind::Country => "PublicBody",
            EntityKind::Place => "Address",
        };
        let mut properties = Properties::default();
        properties.add("alias", entity.other_names());
        properties.add("country", entity.country.iter().map(|code| code.to_lowercase()));
        if entity.kind == EntityKind::Place {
            properties.add("full", [&entity.name]);
        }
        properties.add("name", [&entity.name]);
        if entity.kind == EntityKind::Person {
            properties.add("position", entity.positions.iter().map(Position::role));
        }
        properties.add("sourceUrl", self.site.absolute_url(Route::Entity(id, 1)));
        properties.add("summary", [&entity.summary]);
        properties.add("wikidataId", &entity.wikidata);
        Entity { id: identifier(keys.entity(id)).into(), schema, properties }
    }

    fn document<'a>(&'a self, id: ArticleId, identifier: &'a str) -> Entity<'a, Properties<'a>> {
        let article = self.site.article(id);
        let topics = self.site.tagged(id).topics.iter();
        let topics = topics.map(|tag| &self.site.registry().topic(tag.topic).name);
        let mut properties = Properties::default();
        properties.add("keywords", topics);
        properties.add("publishedAt", [article.day().to_string()]);
        properties.add("publisher", [&article.publisher.name]);
        properties.add("publisherUrl", [&article.publisher.url]);
        properties.add("sourceUrl", self.site.absolute_url(Route::Article(id)));
        properties.add("summary", [&article.summary]);
        properties.add("title", [&article.title]);
        Entity { id: identifier.into(), schema: "Article", properties }
    }

    /// An article names an actor or a place: an entity of its own, which joins the two.
    fn add_links(&self, id: ArticleId, document: &str, keys: &Keys, lines: &mut Lines<'_>) {
        for tag in self.site.entity_tags(id) {
            let entity = identifier(keys.entity(tag.entity));
            let id = format!("{document}.{entity}");
            let properties = LinkProperties {
                document: [document],
                entity: [&entity],
                role: ["named in the article"],
            };
            lines.add(&Entity { id: id.into(), schema: "Documentation", properties });
        }
    }
}

/// The file: an entity a line.
struct Lines<'a>(&'a mut dyn Write);

impl Lines<'_> {
    fn add(&mut self, entity: &Entity<'_, impl Serialize>) {
        // Writing to memory can't fail, and no key is anything but a text.
        let _ = serde_json::to_writer(&mut *self.0, entity);
        let _ = self.0.write_all(b"\n");
    }
}

/// What the model calls an entity: also an article, and what joins two.
#[derive(Serialize)]
struct Entity<'a, Properties> {
    id: Cow<'a, str>,
    schema: &'static str,
    properties: Properties,
}

/// The properties of what joins two, by far the most frequent.
#[derive(Serialize)]
struct LinkProperties<'a> {
    document: [&'a str; 1],
    entity: [&'a str; 1],
    role: [&'static str; 1],
}

/// Each property has any number of values.
#[derive(Default)]
struct Properties<'a>(Vec<(&'static str, Vec<Cow<'a, str>>)>);

impl<'a> Properties<'a> {
    fn add<T: Into<Cow<'a, str>>>(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item = T>,
    ) {
        let values = values.into_iter().map(Into::into);
        let values: Vec<Cow<'a, str>> = values.filter(|value| !value.is_empty()).collect();
        if !values.is_empty() {
            self.0.push((name, values));
        }
    }
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, values) in &self.0 {
            map.serialize_entry(name, values)?;
        }
        map.end()
    }
}

/// The model's identifiers hold letters, digits, hyphens and dots: `people.antony-blinken`.
fn identifier(key: &str) -> String {
    key.replace('/', ".")
}
