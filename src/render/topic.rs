//! The pages of topics: the tree of all, and one topic.

use tera::Value;

use super::view::object;
use super::{PageView, Renderer};
use crate::registry::TopicId;
use crate::site::{ArticleId, Route};

/// Leading actors on the page of a topic.
const LEADERS: usize = 12;

/// Deeper topics are shown at this depth of the tree.
const DEEPEST: usize = 5;

impl Renderer<'_> {
    pub(super) fn topics(&self) -> PageView {
        let mut rows = Vec::new();
        let registry = self.site.registry();
        let roots =
            registry.topics().filter(|(_, topic)| topic.broader.is_none()).map(|(id, _)| id);
        // A stack of topics still to be told, the next one last.
        let mut pending: Vec<(TopicId, usize)> =
            self.by_name(roots).into_iter().rev().map(|id| (id, 0)).collect();
        while let Some((id, depth)) = pending.pop() {
            rows.push(object([
                ("topic", self.topic_card(id)),
                ("depth", depth.min(DEEPEST).into()),
                ("summary", registry.topic(id).summary.as_str().into()),
                ("count", self.site.articles_of_topic(id).len().into()),
            ]));
            let narrower = self.by_name(registry.narrower(id).iter().copied());
            pending.extend(narrower.into_iter().rev().map(|id| (id, depth + 1)));
        }
        PageView::new("topics.html", self.texts.get("topics"), "topics").with("rows", rows)
    }

    pub(super) fn topic(&self, id: TopicId, page: u32) -> PageView {
        let topic = self.site.registry().topic(id);
        let articles = self.site.articles_of_topic(id);
        let overview: &[ArticleId] = if page == 1 { articles } else { &[] };
        let is_actor = |id| self.site.is_actor(id);
        let leaders = self.site.leading_entities(overview.iter().copied(), LEADERS, is_actor);
        let (changes, change_text) = self
            .changes(|comparison| self.site.changes_of_entities(overview, &leaders, comparison));
        let story =
            |id: &ArticleId| object([("article", self.article_card(*id)), ("sentence", "".into())]);
        let (in_full, headlines) = self.told(articles, page);
        PageView::new("topic.html", &topic.name, "topics")
            .describe(&topic.summary)
            .with("topic", self.topic_value(id))
            .with("stories", in_full.iter().map(story).collect::<Vec<_>>())
            .with("headlines", headlines)
            .with("leaders", self.changed_entities(&leaders, &changes))
            .with("change_text", change_text)
            .with("chart", self.chart(overview))
            .with(
                "pagination",
                self.pagination(articles.len(), page, |page| Route::Topic(id, page)),
            )
    }

    fn topic_value(&self, id: TopicId) -> Value {
        let registry = self.site.registry();
        let topic = registry.topic(id);
        let mut ancestors: Vec<Value> =
            registry.broader(id).map(|id| self.topic_card(id)).collect();
        ancestors.reverse();
        let narrower = self.by_name(registry.narrower(id).iter().copied());
        object([
            ("name", topic.name.as_str().into()),
            ("summary", topic.summary.as_str().into()),
            (
                "profile",
                Value::safe_string(
                    &topic.profile.as_ref().map(|p| self.profile_body(p)).unwrap_or_default(),
                ),
            ),
            ("ancestors", ancestors.into()),
            (
                "narrower",
                narrower.into_iter().map(|id| self.topic_card(id)).collect::<Vec<_>>().into(),
            ),
            ("keywords", topic.keywords.iter().map(ToString::to_string).collect::<Vec<_>>().into()),
        ])
    }

    /// Topics that have pages, by name.
    fn by_name(&self, topics: impl Iterator<Item = TopicId>) -> Vec<TopicId> {
        let mut topics: Vec<TopicId> = topics.filter(|id| self.site.topic_has_page(*id)).collect();
        topics.sort_by_key(|id| (&self.site.registry().topic(*id).name, *id));
        topics
    }
}
