//! `/data/`: the whole site as data, and the page that describes it.
//!
//! One key joins all files: the path of a page without its last slash, such as `people/antony-blinken`.

mod follow_the_money;
mod graph;
mod json;
mod tables;

use std::io::{BufWriter, IntoInnerError, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::Date;
use tera::Value;

use super::view::object;
use super::{PageView, Renderer};
use crate::registry::{EntityId, EntityKind, TopicId};
use crate::site::{ArticleId, DataFile, Route, Site};

/// How much is gathered before it is compressed, in bytes.
const BUFFER: usize = 64 * 1024;

impl Renderer<'_> {
    pub(super) fn data_page(&self) -> PageView {
        let row = |kind: DataFile| {
            let (about, fields) = description(kind);
            let files = self.site.files_of(kind);
            let url = |file: DataFile| Value::from(self.site.url(Route::DataFile(file)));
            // What the heading leads to; none where there are several parts and nothing else.
            let main = match files.as_slice() {
                [only] => Some(*only),
                files => files.iter().copied().find(|file| file.part() == 0),
            };
            let part = |file: DataFile| {
                object([
                    ("name", file.name().into()),
                    ("url", url(file)),
                    ("period", self.part_text(file).into()),
                ])
            };
            object([
                ("name", main.unwrap_or(kind).name().into()),
                ("url", main.map_or_else(|| "".into(), url)),
                ("about", self.texts.get(about).into()),
                ("fields", fields.to_vec().into()),
                ("parts", files.iter().copied().map(part).collect::<Vec<_>>().into()),
            ])
        };
        PageView::new("data.html", self.texts.get("data"), "data")
            .describe(self.texts.get("data_about"))
            .with("files", DataFile::ALL.map(row).to_vec())
    }

    pub(super) fn data_file(&self, file: DataFile) -> Vec<u8> {
        if file.part() == 0 {
            let mut bytes = Vec::new();
            self.write_data(file, &mut bytes);
            return bytes;
        }
        // The parts of a large site repeat the same names in row after row: compressed they take a tenth of the room. At the fastest level, for
        // the next takes twice the time to save a tenth more.
        let mut encoder =
            BufWriter::with_capacity(BUFFER, GzEncoder::new(Vec::new(), Compression::fast()));
        self.write_data(file, &mut encoder);
        let encoder = encoder.into_inner().map_err(IntoInnerError::into_error);
        // Writing to memory can't fail.
        encoder.and_then(GzEncoder::finish).unwrap_or_default()
    }

    /// Writes a file as it is made: as a whole, the largest take as much memory as a tenth of the site.
    fn write_data(&self, file: DataFile, output: &mut dyn Write) {
        match file {
            DataFile::Articles(_) => self.articles_json(file, output),
            DataFile::Actors => self.actors_json(output),
            DataFile::Topics => self.topics_json(output),
            DataFile::Mentions(_) => self.mentions_csv(file, output),
            DataFile::Relations(_) => self.relations_csv(output),
            DataFile::FollowTheMoney(_) => self.follow_the_money(file, output),
            DataFile::Graph(_) => self.graph(output),
            DataFile::Index => self.data_index(output),
        }
    }

    /// The days of the articles in a part: `2 May 2023 – 14 November 2024`.
    fn part_text(&self, file: DataFile) -> String {
        if file.part() == 0 {
            return String::new();
        }
        self.days_of_part(file).map_or_else(String::new, |(first, last)| {
            let (start, end) = (self.texts.date(first), self.texts.date(last));
            self.texts.fill("period", &[("start", &start), ("end", &end)])
        })
    }

    fn days_of_part(&self, file: DataFile) -> Option<(Date, Date)> {
        let articles = self.site.articles_of_file(file);
        let day = |id| self.site.article(id).day();
        Some((day(articles.clone().last()?), day(articles.clone().next()?)))
    }

    /// What stands for the page of an article in all files: `articles/2024/11/lima`.
    fn article_key(&self, id: ArticleId) -> String {
        key(self.site, Route::Article(id))
    }

    fn keys(&self) -> &Keys {
        self.keys.get_or_init(|| Keys::of(self.site))
    }

    /// Everyone and every place with a page.
    fn told_entities(&self) -> impl Iterator<Item = EntityId> {
        EntityKind::ALL.into_iter().flat_map(|kind| self.site.entities_with_pages(kind))
    }
}

/// What stands for the pages of entities and topics in all files, `people/antony-blinken`: made once, for files name them in row after
/// row. Empty for those without pages.
pub(super) struct Keys {
    entities: Vec<String>,
    topics: Vec<String>,
}

impl Keys {
    fn of(site: &Site) -> Self {
        let mut keys = Self {
            entities: vec![String::new(); site.entities().count()],
            topics: vec![String::new(); site.registry().topics().len()],
        };
        for id in EntityKind::ALL.into_iter().flat_map(|kind| site.entities_with_pages(kind)) {
            keys.entities[id.index()] = key(site, Route::Entity(id, 1));
        }
        for id in site.topics_with_pages() {
            keys.topics[id.index()] = key(site, Route::Topic(id, 1));
        }
        keys
    }

    fn entity(&self, id: EntityId) -> &str {
        &self.entities[id.index()]
    }

    fn topic(&self, id: TopicId) -> &str {
        &self.topics[id.index()]
    }
}

fn key(site: &Site, route: Route) -> String {
    site.path(route).trim_end_matches('/').to_owned()
}

/// The name of the text that says what is in a file, and what its fields are called.
fn description(file: DataFile) -> (&'static str, &'static [&'static str]) {
    match file {
        DataFile::Articles(_) => (
            "data_articles",
            &["id", "url", "title", "date", "updated", "summary", "source", "entities", "topics"],
        ),
        DataFile::Actors => (
            "data_actors",
            &[
                "id",
                "url",
                "kind",
                "name",
                "aliases",
                "country",
                "wikidata",
                "summary",
                "positions",
                "discovered",
                "articles",
            ],
        ),
        DataFile::Topics => {
            ("data_topics", &["id", "url", "name", "summary", "broader", "iptc", "articles"])
        }
        DataFile::Mentions(_) => ("data_mentions", &tables::MENTIONS),
        DataFile::Relations(_) => ("data_relations", &tables::RELATIONS),
        DataFile::FollowTheMoney(_) => ("data_follow_the_money", &["id", "schema", "properties"]),
        DataFile::Graph(_) => ("data_graph", &["kind", "articles", "url", "weight"]),
        DataFile::Index => ("data_index", &["name", "url", "part", "first_day", "last_day"]),
    }
}
