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
                ("about", about.into()),
                ("fields", fields.to_vec().into()),
            ])
        };
        PageView::new("data.html", "Data", "data")
            .describe("The articles, actors, topics and relations of this site as files for other programs.")
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

/// What is in a file, and what its fields are called.
fn description(file: DataFile) -> (&'static str, &'static [&'static str]) {
    match file {
        DataFile::Articles => (
            "Every article, newest first, with its actors and places (salience 0 to 1, number of mentions) and topics (score 0 to 1).",
            &["id", "url", "title", "date", "updated", "summary", "source", "entities", "topics"],
        ),
        DataFile::Actors => (
            "People, organisations, countries and places that the articles name.",
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
        DataFile::Topics => (
            "The topics as a tree, with the number of articles on each and on those below it.",
            &["id", "url", "name", "summary", "broader", "iptc", "articles"],
        ),
        DataFile::Mentions => (
            "Each occurrence of a name or keyword: who or what is meant, the words, and the rule that recognised them.",
            &tables::MENTIONS,
        ),
        DataFile::Relations => (
            "Which actors and places appear in the same articles: in how many, and the days of the first and the last.",
            &tables::RELATIONS,
        ),
        DataFile::FollowTheMoney => (
            "Actors, places and articles in the model of FollowTheMoney, one JSON object a line, for Aleph and OpenRefine.",
            &["id", "schema", "properties"],
        ),
        DataFile::Graph => (
            "Actors and places as a graph in GEXF 1.3, for Gephi: two are joined where articles name both, as strongly as articles do.",
            &["kind", "articles", "url", "weight"],
        ),
    }
}
