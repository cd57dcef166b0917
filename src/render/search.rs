//! The page of the search, and the files that its script reads.

use serde_json::{Value as Json, json};
use tera::Value;

use super::view::{kind_texts, object};
use super::{PageView, Renderer};
use crate::registry::{EntityId, EntityKind, Subject};
use crate::site::{ArticleId, CardKind, Route, SearchFile};
use crate::text::fold;

/// Bytes of the texts on the card of a hit, at most.
const TITLE: usize = 300;
const SUMMARY: usize = 400;
const SOURCE: usize = 80;

/// People that the filter suggests: those in most articles.
const SUGGESTED: usize = 100;

impl Renderer<'_> {
    pub(super) fn search(&self) -> PageView {
        let site = self.site;
        let mut people: Vec<EntityId> = site.entities_with_pages(EntityKind::Person).collect();
        people.sort_by_key(|id| std::cmp::Reverse(site.articles_of_entity(*id).len()));
        people.truncate(SUGGESTED);
        let mut topics: Vec<&str> =
            site.topics_with_pages().map(|id| site.registry().topic(id).name.as_str()).collect();
        topics.sort_by_key(|name| fold(name));
        let names = people.iter().map(|id| Value::from(site.entity(*id).name.as_str()));
        let has_pages = |kind: &EntityKind| site.entities_with_pages(*kind).next().is_some();
        let kinds = EntityKind::ALL.into_iter().filter(has_pages).map(|kind| {
            object([
                ("heading", self.texts.get(kind_texts(kind).0).into()),
                ("url", site.url(Route::Entities(kind, 1)).into()),
            ])
        });
        PageView::new("search.html", self.texts.get("search"), "search")
            .with("kinds", kinds.collect::<Vec<_>>())
            .with("people", names.collect::<Vec<_>>())
            .with("topics", topics.into_iter().map(Value::from).collect::<Vec<_>>())
            .with("years", site.years().map(|(year, _)| Value::from(year)).collect::<Vec<_>>())
    }

    pub(super) fn search_file(&self, file: SearchFile) -> Vec<u8> {
        let index = self.snapshot.index();
        match file {
            SearchFile::Manifest => index.manifest(),
            SearchFile::Words { number, .. } => index.shard(number).to_vec(),
            SearchFile::Cards { kind: CardKind::Articles, number, .. } => {
                rows(index.articles_of_cards(number).map(|id| self.article_hit(id)))
            }
            SearchFile::Cards { kind: CardKind::Subjects, number, .. } => {
                rows(index.subjects_of_cards(number).map(|subject| self.subject_hit(subject)))
            }
        }
    }

    /// Path, title, day, the same as text, source, summary.
    fn article_hit(&self, id: ArticleId) -> Json {
        let article = self.site.article(id);
        json!([
            self.site.path(Route::Article(id)),
            shortened(&article.title, TITLE),
            article.day().to_string(),
            self.texts.date(article.day()),
            shortened(&article.publisher.name, SOURCE),
            shortened(&article.summary, SUMMARY),
        ])
    }

    /// Path, name, kind, what it is called on the page, role or summary, number of articles.
    fn subject_hit(&self, subject: Subject) -> Json {
        match subject {
            Subject::Entity(id) => {
                let entity = self.site.entity(id);
                json!([
                    self.site.path(Route::Entity(id, 1)),
                    shortened(&entity.name, TITLE),
                    entity.kind.name(),
                    self.texts.get(kind_texts(entity.kind).1),
                    shortened(&self.latest_role(entity), SOURCE),
                    self.site.articles_of_entity(id).len(),
                ])
            }
            Subject::Topic(id) => json!([
                self.site.path(Route::Topic(id, 1)),
                shortened(&self.site.registry().topic(id).name, TITLE),
                "topic",
                self.texts.get("topic"),
                "",
                self.site.articles_of_topic(id).len(),
            ]),
        }
    }
}

fn rows(rows: impl Iterator<Item = Json>) -> Vec<u8> {
    Json::Array(rows.collect()).to_string().into_bytes()
}

/// A text of at most so many bytes, cut at the end of a word.
fn shortened(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &text[..end])
}
