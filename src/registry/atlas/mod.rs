//! The built-in atlas: countries, places, people in office, organisations and topics that every site knows.
//!
//! The YAML files beside this one are its text. `build.rs` makes one compact text of them that is part of the program, for reading
//! the YAML at each start would take longer than building a small site. `examples/atlas` writes countries, places and people
//! from open data; regions, organisations and topics are written by hand.

mod compact;

use compact::{BAR, KEYS, KINDS};

use super::load::{BroaderId, LooseTopic};
use super::{Declaration, Entity, EntityKind, Link, PartialDate, Position, Topic};
use crate::config::AtlasSettings;
use crate::diagnostics::{Diagnostic, Source, Span, nearest};

const COMPACT: &str = include_str!(concat!(env!("OUT_DIR"), "/atlas.txt"));

/// What the atlas knows, each sorted by id.
pub(super) struct Atlas {
    pub(super) entities: Vec<Entity>,
    pub(super) topics: Vec<LooseTopic>,
}

/// The entries of the atlas that a site wants, and exceptions that are none.
pub(super) fn read(settings: &AtlasSettings) -> (Atlas, Vec<Diagnostic>) {
    let mut atlas = Atlas { entities: Vec::new(), topics: Vec::new() };
    let declaration =
        Declaration { source: Source::new("the built-in atlas", ""), span: Span::default() };
    for line in COMPACT.lines() {
        let mut fields = line.split('\t');
        let (Some(mark), Some(id), Some(name)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        if !settings.wants(kind_name(mark), id) {
            continue;
        }
        match entity_kind(mark) {
            Some(kind) => {
                let mut entity =
                    Entity::new(id.to_owned(), kind, name.to_owned(), declaration.clone());
                entity.from_atlas = true;
                fields.for_each(|field| fill_entity(&mut entity, field));
                atlas.entities.push(entity);
            }
            None => atlas.topics.push(topic(id, name, fields, declaration.clone())),
        }
    }
    (atlas, unknown_exceptions(settings))
}

fn kind_name(mark: &str) -> &'static str {
    let kind = KINDS.iter().find(|(_, known)| mark.starts_with(*known));
    kind.map_or("topic", |(name, _)| name)
}

fn entity_kind(mark: &str) -> Option<EntityKind> {
    let name = kind_name(mark);
    EntityKind::ALL.into_iter().find(|kind| kind.name() == name)
}

/// The key of a field and its value.
fn split_field(field: &str) -> (&'static str, &str) {
    let key = KEYS.iter().find(|(_, mark)| field.starts_with(*mark));
    key.map_or(("", ""), |(key, mark)| (key, &field[mark.len_utf8()..]))
}

fn list(value: &str) -> Vec<String> {
    value.split(BAR).map(str::to_owned).collect()
}

fn fill_entity(entity: &mut Entity, field: &str) {
    let (key, value) = split_field(field);
    match key {
        "acronym" => entity.acronym = Some(value.to_owned()),
        "aliases" => entity.aliases = list(value),
        "as_of" => entity.as_of = PartialDate::parse(value),
        "capital" => entity.capitals = list(value),
        "country" => entity.country = Some(value.to_owned()),
        "demonyms" => entity.demonyms = list(value),
        "family_name" => entity.family_name = Some(value.to_owned()),
        "links" => entity.links.push(link(value)),
        "metonyms" => entity.metonyms = list(value),
        "needs_context" => entity.needs_context = list(value),
        "positions" => entity.positions.push(position(value)),
        "short_names" => entity.short_names = list(value),
        "summary" => value.clone_into(&mut entity.summary),
        "wikidata" => entity.wikidata = Some(value.to_owned()),
        _ => {}
    }
}

fn position(value: &str) -> Position {
    let mut parts = value.split(BAR);
    let mut part = || parts.next().unwrap_or_default();
    Position {
        title: part().to_owned(),
        of: part().to_owned(),
        start: PartialDate::parse(part()),
        end: PartialDate::parse(part()),
    }
}

fn link(value: &str) -> Link {
    let (name, url) = value.split_once(BAR).unwrap_or((value, value));
    Link { name: name.to_owned(), url: url.to_owned() }
}

fn topic<'a>(
    id: &str,
    name: &str,
    fields: impl Iterator<Item = &'a str>,
    declaration: Declaration,
) -> LooseTopic {
    let mut broader = None;
    let mut topic = Topic {
        id: id.to_owned(),
        name: name.to_owned(),
        keywords: Vec::new(),
        broader: None,
        iptc: None,
        summary: String::new(),
        profile: None,
        declaration,
        from_atlas: true,
    };
    for (key, value) in fields.map(split_field) {
        match key {
            "broader" => broader = Some(BroaderId { id: value.to_owned(), span: None }),
            "iptc" => topic.iptc = Some(value.to_owned()),
            "keywords" => topic.keywords = list(value),
            "summary" => value.clone_into(&mut topic.summary),
            _ => {}
        }
    }
    (topic, broader)
}

/// Ids after `except` that the atlas does not have.
fn unknown_exceptions(settings: &AtlasSettings) -> Vec<Diagnostic> {
    let ids = || COMPACT.lines().filter_map(|line| line.split('\t').nth(1));
    let unknown = settings.except.iter().filter(|except| !ids().any(|id| id == except.id));
    unknown
        .map(|except| {
            let message = format!("the built-in atlas has no entry `{}`", except.id);
            let problem = Diagnostic::error("unknown-id", message).at(&except.source, except.span);
            match nearest(&except.id, ids()) {
                Some(known) => problem.hint(format!("did you mean `{known}`?")),
                None => problem.hint("`briefing tag` shows the ids of what it recognises"),
            }
        })
        .collect()
}
