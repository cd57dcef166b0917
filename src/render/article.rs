//! The page of an article.

use std::fmt::Write as _;

use tera::Value;

use super::evidence::counted;
use super::view::{iri, language_attributes, object};
use super::{PageView, Renderer};
use crate::content::Article;
use crate::registry::{EntityKind, Position, Subject};
use crate::site::{ArticleId, Related, Route};
use crate::tagging::{EntityTag, Mention, Origin, Rule, TopicTag};
use crate::text::sentence_around;

/// Related articles on the page of an article.
const RELATED: usize = 3;

/// Forms that are told for each tag, and keywords of a topic: the page has to stay light.
const FORMS: usize = 2;
const KEYWORDS: usize = 2;

/// Letters of the line about an actor: what a small card holds.
const LINE: usize = 64;

/// Tags of one kind on the page, the most central first: the others are linked in the text.
const TAGS: usize = 6;

/// Words that a reader of news reads in a minute (Brysbaert 2019: 238 words of English non-fiction).
const WORDS_A_MINUTE: usize = 238;

impl Renderer<'_> {
    pub(super) fn article(&self, id: ArticleId) -> PageView {
        let article = self.site.article(id);
        let (date, date_text) = self.date_values(article.day());
        let value = object([
            ("title", article.title.as_str().into()),
            ("language_attributes", language_attributes(article)),
            ("date", date),
            ("date_text", date_text),
            (
                "updated",
                article
                    .updated
                    .map_or_else(String::new, |updated| updated.date().to_string())
                    .into(),
            ),
            (
                "updated_text",
                article
                    .updated
                    .map_or_else(String::new, |updated| self.texts.date(updated.date()))
                    .into(),
            ),
            ("summary", article.summary.as_str().into()),
            (
                "source",
                object([
                    ("name", article.publisher.name.as_str().into()),
                    ("url", iri(&article.publisher.url).into()),
                ]),
            ),
            ("reading_minutes", reading_minutes(article).into()),
            ("body", Value::safe_string(&self.article_body(id))),
            ("people", self.tagged_entities(id, EntityKind::Person)),
            ("organizations", self.tagged_entities(id, EntityKind::Organization)),
            ("countries", self.tagged_entities(id, EntityKind::Country)),
            ("places", self.tagged_entities(id, EntityKind::Place)),
            ("topics", self.tagged_topics(id)),
            ("citation", self.citation(id)),
            ("related", self.related(id)),
            ("previous", self.site.previous(id).map(|id| self.headline(id)).into()),
            ("next", self.site.next(id).map(|id| self.headline(id)).into()),
            ("month_url", self.month_url(id).into()),
            ("month_text", self.texts.month(article.date.year(), article.date.month()).into()),
        ]);
        PageView::new("article.html", &article.title, "articles")
            .describe(&article.summary)
            .with("article", value)
    }

    fn tagged_entities(&self, id: ArticleId, kind: EntityKind) -> Value {
        let tags = self.site.entity_tags(id).iter();
        let of_kind = tags.filter(|tag| self.site.entity(tag.entity).kind == kind);
        of_kind.take(TAGS).map(|tag| self.tagged_entity(id, tag)).collect::<Vec<_>>().into()
    }

    fn tagged_entity(&self, id: ArticleId, tag: &EntityTag) -> Value {
        let article = self.site.article(id);
        let entity = self.site.entity(tag.entity);
        let role = entity.position_on(article.day()).map(Position::role).unwrap_or_default();
        // What a country or a city is, readers know.
        let is_known = matches!(entity.kind, EntityKind::Country | EntityKind::Place);
        let line = if is_known { String::new() } else { shortened(&entity.summary) };
        object([
            ("entity", self.entity_card(tag.entity)),
            ("role", role.into()),
            ("line", line.into()),
            ("mentions", tag.mentions.len().into()),
            ("salience", percent(tag.salience).into()),
            ("evidence", self.evidence(article, &entity.name, tag).into()),
        ])
    }

    /// The forms by which an actor was found in the article, the most frequent first: `name ×4, Bergan (surname)`. The name itself
    /// needs no second mention.
    fn evidence(&self, article: &Article, name: &str, tag: &EntityTag) -> String {
        let form = |mention: &Mention| (article.prose.slice(mention.span), mention.rule);
        let mut forms = counted(tag.mentions.iter().map(form));
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut evidence = String::new();
        let mut told = FORMS;
        if tag.origin == Origin::FrontMatter {
            evidence += self.texts.get("front_matter");
            told -= 1;
        }
        for ((words, rule), count) in forms.into_iter().take(told) {
            evidence += if evidence.is_empty() { "" } else { ", " };
            let rule = self.rule_text(rule);
            // Writing to a text can't fail.
            let _ = match (words == name, count) {
                (true, 1) => write!(evidence, "{rule}"),
                (true, _) => write!(evidence, "{rule} ×{count}"),
                (false, 1) => write!(evidence, "{words} ({rule})"),
                (false, _) => write!(evidence, "{words} ({rule}) ×{count}"),
            };
        }
        evidence
    }

    fn rule_text(&self, rule: Rule) -> &str {
        self.texts.get(match rule {
            Rule::Name => "rule_name",
            Rule::Alias => "rule_alias",
            Rule::Acronym => "rule_acronym",
            Rule::Metonym => "rule_metonym",
            Rule::Capital => "rule_capital",
            Rule::Demonym => "rule_demonym",
            Rule::ShortName => "rule_short_name",
            Rule::Surname => "rule_surname",
            Rule::Recognised => "rule_recognised",
            Rule::Keyword => "rule_keyword",
            Rule::Together => "rule_together",
        })
    }

    fn tagged_topics(&self, id: ArticleId) -> Value {
        let topics = self.site.tagged(id).topics.iter().take(TAGS);
        topics.map(|tag| self.tagged_topic(self.site.article(id), tag)).collect::<Vec<_>>().into()
    }

    fn tagged_topic(&self, article: &Article, tag: &TopicTag) -> Value {
        let mut keywords: Vec<&str> = Vec::new();
        for mention in &tag.mentions {
            let keyword = article.prose.slice(mention.span);
            if !keywords.iter().any(|known| known.eq_ignore_ascii_case(keyword)) {
                keywords.push(keyword);
            }
        }
        let by_author = tag.origin == Origin::FrontMatter;
        let origin = self.texts.get(if by_author { "front_matter" } else { "keywords_found" });
        keywords.truncate(KEYWORDS);
        object([
            ("topic", self.topic_card(tag.topic)),
            ("score", percent(tag.score).into()),
            ("origin", origin.into()),
            ("keywords", keywords.into()),
        ])
    }

    fn related(&self, id: ArticleId) -> Value {
        let row = |related: Related| {
            let shared = related.shared.iter().map(|subject| self.subject_name(*subject));
            object([
                ("article", self.headline(related.article)),
                ("shared", shared.collect::<Vec<_>>().into()),
            ])
        };
        self.site.related(id, RELATED).into_iter().map(row).collect::<Vec<_>>().into()
    }

    fn subject_name(&self, subject: Subject) -> &str {
        match subject {
            Subject::Entity(id) => &self.site.entity(id).name,
            Subject::Topic(id) => &self.site.registry().topic(id).name,
        }
    }

    fn month_url(&self, id: ArticleId) -> String {
        let months = self.site.months();
        let index = months.partition_point(|month| month.articles.end <= id.0);
        self.site.url(Route::Month(index, 1))
    }
}

/// The first sentence of a text, or as many whole words as a line holds.
fn shortened(text: &str) -> String {
    let end = sentence_around(text, 0..0).end;
    let sentence = text[..end].trim();
    match sentence.char_indices().nth(LINE) {
        None => sentence.to_owned(),
        Some((cut, _)) => {
            let words = sentence[..cut].rfind(' ').map_or(&sentence[..cut], |at| &sentence[..at]);
            format!("{} …", words.trim_end_matches([',', ';', ':']))
        }
    }
}

fn reading_minutes(article: &Article) -> usize {
    let body = &article.prose.text()[article.prose.body_start() as usize..];
    // Spaces instead of words: near enough, and a fiftieth of the whole build cheaper.
    let words = body.bytes().filter(|byte| matches!(byte, b' ' | b'\n')).count();
    words.div_ceil(WORDS_A_MINUTE).max(1)
}

fn percent(share: f32) -> u32 {
    (share * 100.0).round() as u32
}
