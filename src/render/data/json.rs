//! Articles, actors and topics as JSON: arrays with one object a line, so that two versions can be compared line by line.

use serde_json::{Value, json};

use super::super::Renderer;
use crate::registry::{EntityId, Position, TopicId};
use crate::site::{ArticleId, DataFile, Route};

impl Renderer<'_> {
    /// Which files there are. Of a part the days of its articles.
    pub(super) fn data_index(&self) -> Vec<u8> {
        let record = |file: DataFile| {
            let days = if file.part() > 0 { self.days_of_part(file) } else { None };
            json!({
                "name": file.name(),
                "url": self.whole_url(Route::DataFile(file)),
                "part": file.part(),
                "first_day": days.map(|(first, _)| first.to_string()),
                "last_day": days.map(|(_, last)| last.to_string()),
            })
        };
        array(self.site.data_files().into_iter().map(record))
    }

    pub(super) fn articles_json(&self, part: u32) -> Vec<u8> {
        array(self.site.articles_of_part(part).map(|id| self.article_record(id)))
    }

    pub(super) fn actors_json(&self) -> Vec<u8> {
        array(self.told_entities().map(|id| self.entity_record(id)))
    }

    pub(super) fn topics_json(&self) -> Vec<u8> {
        array(self.site.topics_with_pages().map(|id| self.topic_record(id)))
    }

    fn article_record(&self, id: ArticleId) -> Value {
        let article = self.site.article(id);
        let entity = |tag: &crate::tagging::EntityTag| {
            json!({
                "id": self.entity_key(tag.entity),
                "salience": hundredths(tag.salience),
                "mentions": tag.mentions.len(),
                "origin": tag.origin.name(),
            })
        };
        let topic = |tag: &crate::tagging::TopicTag| json!({"id": self.topic_key(tag.topic), "score": hundredths(tag.score)});
        json!({
            "id": self.key(Route::Article(id)),
            "url": self.whole_url(Route::Article(id)),
            "title": article.title,
            "date": self.timestamp(article.date),
            "updated": article.updated.map(|updated| self.timestamp(updated)),
            "summary": article.summary,
            "source": {"name": article.publisher.name, "url": article.publisher.url},
            "entities": self.site.entity_tags(id).iter().map(entity).collect::<Vec<_>>(),
            "topics": self.site.tagged(id).topics.iter().map(topic).collect::<Vec<_>>(),
        })
    }

    fn entity_record(&self, id: EntityId) -> Value {
        let entity = self.site.entity(id);
        let position = |position: &Position| {
            json!({
                "title": position.title,
                "of": position.of,
                "start": position.start.map(|date| date.to_string()),
                "end": position.end.map(|date| date.to_string()),
            })
        };
        json!({
            "id": self.entity_key(id),
            "url": self.whole_url(Route::Entity(id, 1)),
            "kind": entity.kind.name(),
            "name": entity.name,
            "aliases": entity.other_names(),
            "country": entity.country,
            "wikidata": entity.wikidata,
            "summary": entity.summary,
            "positions": entity.positions.iter().map(position).collect::<Vec<_>>(),
            "discovered": self.site.is_discovered(id),
            "articles": self.site.articles_of_entity(id).len(),
        })
    }

    fn topic_record(&self, id: TopicId) -> Value {
        let topic = self.site.registry().topic(id);
        json!({
            "id": self.topic_key(id),
            "url": self.whole_url(Route::Topic(id, 1)),
            "name": topic.name,
            "summary": topic.summary,
            "broader": topic.broader.map(|id| self.topic_key(id)),
            "iptc": topic.iptc,
            "articles": self.site.articles_of_topic(id).len(),
        })
    }

    pub(super) fn topic_key(&self, id: TopicId) -> String {
        self.key(Route::Topic(id, 1))
    }
}

fn array(records: impl Iterator<Item = Value>) -> Vec<u8> {
    let lines: Vec<String> = records.map(|record| record.to_string()).collect();
    if lines.is_empty() {
        return b"[]\n".to_vec();
    }
    format!("[\n{}\n]\n", lines.join(",\n")).into_bytes()
}

/// A share with two digits: a third one would say more than is known.
fn hundredths(share: f32) -> f64 {
    f64::from((share * 100.0).round()) / 100.0
}
