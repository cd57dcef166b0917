//! All actors, places and topics that are known, by id.
//!
//! Entries come from the site's own files in `content/actors/`, `content/places/` and `content/topics/`, and from the built-in
//! atlas below them. May import: diagnostics, text, yaml, config, content.

mod atlas;
mod date;
mod entity;
mod keywords;
mod load;
mod overlay;
mod surname;
mod topic;
mod write;

pub use date::PartialDate;
pub use entity::{Entity, EntityId, EntityKind, Link, Position};
pub use load::{EntryFile, load, load_over_atlas};
pub use topic::{Keyword, Topic, TopicId};

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Source, Span};

/// Whatever can be tagged: an entity (an actor or a place) or a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A person, organisation, country or place.
    Entity(EntityId),
    /// A topic.
    Topic(TopicId),
}

/// Where an entry was declared.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The file.
    pub source: Source,
    /// The entry in it.
    pub span: Span,
}

/// The Markdown of a profile: the body of an entry's `.md` file.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The file.
    pub source: Source,
    /// The Markdown in it.
    pub body: Span,
}

/// The actors, places and topics of a site. Tables are sorted by id, so that the same files give the same numbers.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    entities: Vec<Entity>,
    topics: Vec<Topic>,
    entities_by_id: HashMap<String, EntityId>,
    topics_by_id: HashMap<String, TopicId>,
    countries_by_code: HashMap<String, EntityId>,
    narrower: Vec<Vec<TopicId>>,
    diagnostics: Vec<Diagnostic>,
}

impl Registry {
    /// Indexes entries that are sorted by id and have ids of their own.
    fn new(entities: Vec<Entity>, topics: Vec<Topic>, diagnostics: Vec<Diagnostic>) -> Self {
        let entities_by_id = entities
            .iter()
            .zip(0..)
            .map(|(entity, index)| (entity.id.clone(), EntityId(index)))
            .collect();
        let topics_by_id = topics
            .iter()
            .zip(0..)
            .map(|(topic, index)| (topic.id.clone(), TopicId(index)))
            .collect();
        let countries_by_code = entities
            .iter()
            .zip(0..)
            .filter(|(entity, _)| entity.kind == EntityKind::Country)
            .filter_map(|(entity, index)| Some((entity.country.clone()?, EntityId(index))))
            .collect();
        let mut narrower = vec![Vec::new(); topics.len()];
        for (topic, index) in topics.iter().zip(0..) {
            if let Some(broader) = topic.broader {
                narrower[broader.index()].push(TopicId(index));
            }
        }
        Self {
            entities,
            topics,
            entities_by_id,
            topics_by_id,
            countries_by_code,
            narrower,
            diagnostics,
        }
    }

    /// All entities with their numbers.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = (EntityId, &Entity)> {
        self.entities.iter().enumerate().map(|(index, entity)| (EntityId(index as u32), entity))
    }

    /// All topics with their numbers.
    pub fn topics(&self) -> impl ExactSizeIterator<Item = (TopicId, &Topic)> {
        self.topics.iter().enumerate().map(|(index, topic)| (TopicId(index as u32), topic))
    }

    /// An entity by its number.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// A topic by its number.
    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.index()]
    }

    /// The id that people write.
    pub fn id(&self, subject: Subject) -> &str {
        match subject {
            Subject::Entity(id) => &self.entity(id).id,
            Subject::Topic(id) => &self.topic(id).id,
        }
    }

    /// An entity by the id that people write.
    pub fn entity_by_id(&self, id: &str) -> Option<EntityId> {
        self.entities_by_id.get(id).copied()
    }

    /// A topic by the id that people write.
    pub fn topic_by_id(&self, id: &str) -> Option<TopicId> {
        self.topics_by_id.get(id).copied()
    }

    /// The topics directly below a topic.
    pub fn narrower(&self, id: TopicId) -> &[TopicId] {
        &self.narrower[id.index()]
    }

    /// The topics above a topic, nearest first.
    pub fn broader(&self, id: TopicId) -> impl Iterator<Item = TopicId> {
        std::iter::successors(self.topic(id).broader, |broader| self.topic(*broader).broader)
    }

    /// The country with an ISO 3166 code.
    pub fn country(&self, code: &str) -> Option<EntityId> {
        self.countries_by_code.get(code).copied()
    }

    /// What is wrong with the entries.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}
