//! Articles, actors and topics as JSON: arrays with one object a line, so that two versions can be compared line by line.
//!
//! The records borrow what the site has and are written at once: values in between would take most of the time of a large file.

use std::io::Write;

use serde::Serialize;

use super::super::Renderer;
use super::Keys;
use crate::registry::{EntityId, Position, TopicId};
use crate::site::{ArticleId, DataFile, Route};

#[derive(Serialize)]
struct FileRecord {
    name: String,
    url: String,
    part: u32,
    first_day: Option<String>,
    last_day: Option<String>,
}

#[derive(Serialize)]
struct ArticleRecord<'a> {
    id: String,
    url: String,
    title: &'a str,
    date: String,
    updated: Option<String>,
    summary: &'a str,
    source: SourceRecord<'a>,
    entities: Vec<EntityTagRecord<'a>>,
    topics: Vec<TopicTagRecord<'a>>,
}

#[derive(Serialize)]
struct SourceRecord<'a> {
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct EntityTagRecord<'a> {
    id: &'a str,
    salience: f64,
    mentions: usize,
    origin: &'static str,
}

#[derive(Serialize)]
struct TopicTagRecord<'a> {
    id: &'a str,
    score: f64,
}

#[derive(Serialize)]
struct EntityRecord<'a> {
    id: &'a str,
    url: String,
    kind: &'static str,
    name: &'a str,
    aliases: Vec<&'a String>,
    country: Option<&'a str>,
    wikidata: Option<&'a str>,
    summary: &'a str,
    positions: Vec<PositionRecord<'a>>,
    discovered: bool,
    articles: usize,
}

#[derive(Serialize)]
struct PositionRecord<'a> {
    title: &'a str,
    of: &'a str,
    start: Option<String>,
    end: Option<String>,
}

#[derive(Serialize)]
struct TopicRecord<'a> {
    id: &'a str,
    url: String,
    name: &'a str,
    summary: &'a str,
    broader: Option<&'a str>,
    iptc: Option<&'a str>,
    articles: usize,
}

impl Renderer<'_> {
    /// Which files there are. Of a part the days of its articles.
    pub(super) fn data_index(&self, output: &mut dyn Write) {
        let record = |file: DataFile| {
            let days = if file.part() > 0 { self.days_of_part(file) } else { None };
            FileRecord {
                name: file.name(),
                url: self.whole_url(Route::DataFile(file)),
                part: file.part(),
                first_day: days.map(|(first, _)| first.to_string()),
                last_day: days.map(|(_, last)| last.to_string()),
            }
        };
        array(output, self.site.data_files().into_iter().map(record));
    }

    pub(super) fn articles_json(&self, file: DataFile, output: &mut dyn Write) {
        let keys = self.keys();
        array(output, self.site.articles_of_file(file).map(|id| self.article_record(id, keys)));
    }

    pub(super) fn actors_json(&self, output: &mut dyn Write) {
        let keys = self.keys();
        array(output, self.told_entities().map(|id| self.entity_record(id, keys)));
    }

    pub(super) fn topics_json(&self, output: &mut dyn Write) {
        let keys = self.keys();
        array(output, self.site.topics_with_pages().map(|id| self.topic_record(id, keys)));
    }

    fn article_record<'a>(&'a self, id: ArticleId, keys: &'a Keys) -> ArticleRecord<'a> {
        let article = self.site.article(id);
        let entity = |tag: &crate::tagging::EntityTag| EntityTagRecord {
            id: keys.entity(tag.entity),
            salience: hundredths(tag.salience),
            mentions: tag.mentions.len(),
            origin: tag.origin.name(),
        };
        let topic = |tag: &crate::tagging::TopicTag| TopicTagRecord {
            id: keys.topic(tag.topic),
            score: hundredths(tag.score),
        };
        ArticleRecord {
            id: self.article_key(id),
            url: self.whole_url(Route::Article(id)),
            title: &article.title,
            date: self.timestamp(article.date),
            updated: article.updated.map(|updated| self.timestamp(updated)),
            summary: &article.summary,
            source: SourceRecord { name: &article.publisher.name, url: &article.publisher.url },
            entities: self.site.entity_tags(id).iter().map(entity).collect(),
            topics: self.site.tagged(id).topics.iter().map(topic).collect(),
        }
    }

    fn entity_record<'a>(&'a self, id: EntityId, keys: &'a Keys) -> EntityRecord<'a> {
        let entity = self.site.entity(id);
        let position = |position: &'a Position| PositionRecord {
            title: &position.title,
            of: &position.of,
            start: position.start.map(|date| date.to_string()),
            end: position.end.map(|date| date.to_string()),
        };
        EntityRecord {
            id: keys.entity(id),
            url: self.whole_url(Route::Entity(id, 1)),
            kind: entity.kind.name(),
            name: &entity.name,
            aliases: entity.other_names(),
            country: entity.country.as_deref(),
            wikidata: entity.wikidata.as_deref(),
            summary: &entity.summary,
            positions: entity.positions.iter().map(position).collect(),
            discovered: self.site.is_discovered(id),
            articles: self.site.articles_of_entity(id).len(),
        }
    }

    fn topic_record<'a>(&'a self, id: TopicId, keys: &'a Keys) -> TopicRecord<'a> {
        let topic = self.site.registry().topic(id);
        TopicRecord {
            id: keys.topic(id),
            url: self.whole_url(Route::Topic(id, 1)),
            name: &topic.name,
            summary: &topic.summary,
            broader: topic.broader.map(|id| keys.topic(id)),
            iptc: topic.iptc.as_deref(),
            articles: self.site.articles_of_topic(id).len(),
        }
    }
}

fn array(output: &mut dyn Write, records: impl Iterator<Item = impl Serialize>) {
    let mut before: &[u8] = b"[\n";
    let mut end: &[u8] = b"[]\n";
    for record in records {
        // Writing to memory can't fail, and no record has a key that is no text.
        let _ = output.write_all(before);
        let _ = serde_json::to_writer(&mut *output, &record);
        (before, end) = (b",\n", b"\n]\n");
    }
    let _ = output.write_all(end);
}

/// A share with two digits: a third one would say more than is known.
fn hundredths(share: f32) -> f64 {
    f64::from((share * 100.0).round()) / 100.0
}
