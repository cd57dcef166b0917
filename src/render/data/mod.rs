//! `/data/`: the whole site as data, and the page that describes it.
//!
//! One key joins all files: the path of a page without its last slash, such as `people/antony-blinken`.

mod follow_the_money;
mod graph;
mod json;
mod tables;

use super::view::object;
use super::{PageView, Renderer};
use crate::registry::{EntityId, EntityKind};
use crate::site::{DataFile, Route};

impl Renderer<'_> {
    pub(super) fn data_page(&self) -> PageView {
        let row = |file: DataFile| {
            let (about, fields) = description(file);
            object([
                ("name", file.name().into()),
                ("url", self.site.url(Route::DataFile(file)).into()),
                ("about", self.texts.get(about).into()),
                ("fields", fields.to_vec().into()),
            ])
        };
        PageView::new("data.html", self.texts.get("data"), "data")
            .describe(self.texts.get("data_about"))
            .with("files", DataFile::ALL.map(row).to_vec())
    }

    pub(super) fn data_file(&self, file: DataFile) -> Vec<u8> {
        match file {
            DataFile::Articles => self.articles_json(),
            DataFile::Actors => self.actors_json(),
            DataFile::Topics => self.topics_json(),
            DataFile::Mentions => self.mentions_csv(),
            DataFile::Relations => self.relations_csv(),
            DataFile::FollowTheMoney => self.follow_the_money(),
            DataFile::Graph => self.graph(),
        }
    }

    /// What stands for a page in all files: `people/antony-blinken`.
    fn key(&self, route: Route) -> String {
        self.site.path(route).trim_end_matches('/').to_owned()
    }

    fn entity_key(&self, id: EntityId) -> String {
        self.key(Route::Entity(id, 1))
    }

    /// Everyone and every place with a page.
    fn told_entities(&self) -> impl Iterator<Item = EntityId> {
        EntityKind::ALL.into_iter().flat_map(|kind| self.site.entities_with_pages(kind))
    }
}

/// The name of the text that says what is in a file, and what its fields are called.
fn description(file: DataFile) -> (&'static str, &'static [&'static str]) {
    match file {
        DataFile::Articles => (
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
        DataFile::Mentions => ("data_mentions", &tables::MENTIONS),
        DataFile::Relations => ("data_relations", &tables::RELATIONS),
        DataFile::FollowTheMoney => ("data_follow_the_money", &["id", "schema", "properties"]),
        DataFile::Graph => ("data_graph", &["kind", "articles", "url", "weight"]),
    }
}
