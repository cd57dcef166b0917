//! What the author wishes: tags to add and tags to take away. The author has the last word.

use std::collections::HashSet;

use super::Discovered;
use crate::content::{Article, Reference};
use crate::diagnostics::{Diagnostic, nearest};
use crate::registry::{EntityId, Registry, Subject, TopicId};
use crate::text::slug;

/// Unknown ids of an article for which a similar one is looked for: it takes a look at every id of the registry.
const MOST_SUGGESTIONS: usize = 20;

/// The author's wishes, resolved.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    pub(super) entities: Vec<EntityId>,
    pub(super) topics: Vec<TopicId>,
    excluded: HashSet<Subject>,
    /// Excluded ids that the registry doesn't have, each with the problem that it is, unless the name is discovered.
    unregistered: Vec<(String, Diagnostic)>,
}

impl Wishes {
    pub(super) fn excludes(&self, subject: Subject) -> bool {
        self.excluded.contains(&subject)
    }

    /// Takes away what was discovered and is excluded by the id that its page would have. What remains unknown is a problem.
    pub(super) fn exclude_discovered(self, discovered: &mut Vec<Discovered>) -> Vec<Diagnostic> {
        let ids: Vec<String> = discovered.iter().map(|name| slug(&name.name)).collect();
        let excluded: HashSet<&String> = self.unregistered.iter().map(|(id, _)| id).collect();
        let mut kept = ids.iter().map(|id| !excluded.contains(id));
        discovered.retain(|_| kept.next().unwrap_or(true));
        let ids: HashSet<&String> = ids.iter().collect();
        let unknown = self.unregistered.into_iter().filter(|(excluded, _)| !ids.contains(excluded));
        unknown.map(|(_, problem)| problem).collect()
    }
}

/// Resolves the ids of the front matter; those that nothing has are errors.
pub(super) fn wishes(article: &Article, registry: &Registry) -> (Wishes, Vec<Diagnostic>) {
    let mut wishes = Wishes::default();
    let mut problems = Vec::new();
    let mut unknown_ids = 0..MOST_SUGGESTIONS;
    for reference in &article.exclude {
        let entity = registry.entity_by_id(&reference.id).map(Subject::Entity);
        let topic = registry.topic_by_id(&reference.id).map(Subject::Topic);
        wishes.excluded.extend(entity.into_iter().chain(topic));
        if entity.is_none() && topic.is_none() {
            let known = entity_ids(registry).chain(topic_ids(registry));
            let known = unknown_ids.next().map(|_| known);
            let problem = unknown(article, reference, "unknown-id", "actor, place or topic", known);
            wishes.unregistered.push((reference.id.clone(), problem));
        }
    }
    for reference in &article.actors {
        match registry.entity_by_id(&reference.id) {
            Some(entity) if wishes.excludes(Subject::Entity(entity)) => {}
            Some(entity) => wishes.entities.push(entity),
            None => problems.push(unknown(
                article,
                reference,
                "unknown-actor",
                "actor",
                unknown_ids.next().map(|_| entity_ids(registry)),
            )),
        }
    }
    for reference in &article.topics {
        match registry.topic_by_id(&reference.id) {
            Some(topic) if wishes.excludes(Subject::Topic(topic)) => {}
            Some(topic) => wishes.topics.push(topic),
            None => problems.push(unknown(
                article,
                reference,
                "unknown-topic",
                "topic",
                unknown_ids.next().map(|_| topic_ids(registry)),
            )),
        }
    }
    (wishes, problems)
}

fn entity_ids(registry: &Registry) -> impl Iterator<Item = &str> {
    registry.entities().map(|(_, entity)| entity.id.as_str())
}

fn topic_ids(registry: &Registry) -> impl Iterator<Item = &str> {
    registry.topics().map(|(_, topic)| topic.id.as_str())
}

fn unknown<'a>(
    article: &Article,
    reference: &Reference,
    id: &'static str,
    what: &str,
    known: Option<impl Iterator<Item = &'a str>>,
) -> Diagnostic {
    let problem = Diagnostic::error(id, format!("there is no {what} `{}`", reference.id))
        .at(&article.source, reference.span);
    match known.and_then(|known| nearest(&reference.id, known)) {
        Some(known) => problem.hint(format!("did you mean `{known}`?")),
        None => {
            problem.hint("ids are declared in content/actors/, content/places/ and content/topics/")
        }
    }
}
