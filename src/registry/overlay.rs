//! The site's entries over those of the atlas.
//!
//! Two entries are the same thing if they have one id, one item of Wikidata, one code of a country, or one name and kind. The site's entry
//! then keeps its id and all that it says; what it doesn't say comes from the atlas.

use std::collections::HashMap;

use super::atlas::Atlas;
use super::load::LooseTopic;
use super::{Entity, EntityKind, Topic};
use crate::text::fold;

/// Puts the atlas under the entries of a site. Both are sorted by id, and so is the result.
pub(super) fn lay_over(entities: &mut Vec<Entity>, topics: &mut Vec<LooseTopic>, atlas: Atlas) {
    lay_over_entities(entities, atlas.entities);
    lay_over_topics(topics, atlas.topics);
}

fn lay_over_entities(own: &mut Vec<Entity>, atlas: Vec<Entity>) {
    let keys = EntityKeys::of(own);
    let mut added = Vec::with_capacity(atlas.len());
    for entity in atlas {
        match keys.find(own, &entity) {
            Found::Same(index) => complete(&mut own[index], entity),
            Found::IdTaken => {}
            Found::Nothing => added.push(entity),
        }
    }
    own.append(&mut added);
    own.sort_by(|a, b| a.id.cmp(&b.id));
}

/// What the site has for an entry of the atlas.
enum Found {
    /// The same thing.
    Same(usize),
    /// Something else with its id.
    IdTaken,
    Nothing,
}

/// How the site's own entities are known.
struct EntityKeys {
    ids: HashMap<String, usize>,
    wikidata: HashMap<String, usize>,
    countries: HashMap<String, usize>,
    names: HashMap<(EntityKind, String), usize>,
}

impl EntityKeys {
    fn of(own: &[Entity]) -> Self {
        let numbered = || own.iter().enumerate();
        let countries = numbered().filter(|(_, entity)| entity.kind == EntityKind::Country);
        Self {
            ids: numbered().map(|(index, entity)| (entity.id.clone(), index)).collect(),
            wikidata: numbered()
                .filter_map(|(index, entity)| Some((entity.wikidata.clone()?, index)))
                .collect(),
            countries: countries
                .filter_map(|(index, entity)| Some((entity.country.clone()?, index)))
                .collect(),
            names: numbered()
                .map(|(index, entity)| ((entity.kind, fold(&entity.name).into_owned()), index))
                .collect(),
        }
    }

    fn find(&self, own: &[Entity], entity: &Entity) -> Found {
        if own.is_empty() {
            return Found::Nothing;
        }
        if let Some(&index) = self.ids.get(&entity.id) {
            let is_same = own[index].kind == entity.kind;
            return if is_same { Found::Same(index) } else { Found::IdTaken };
        }
        let by_item = entity.wikidata.as_ref().and_then(|item| self.wikidata.get(item));
        let by_code = || {
            let code = entity.country.as_ref().filter(|_| entity.kind == EntityKind::Country)?;
            self.countries.get(code)
        };
        let by_name = || {
            let index = self.names.get(&(entity.kind, fold(&entity.name).into_owned()))?;
            lie_together(&own[*index], entity).then_some(index)
        };
        by_item
            .or_else(by_code)
            .or_else(by_name)
            .map_or(Found::Nothing, |&index| Found::Same(index))
    }
}

/// Whether two entities may belong to one country.
fn lie_together(a: &Entity, b: &Entity) -> bool {
    match (&a.country, &b.country) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Adds to the site's entity what only the atlas says.
fn complete(own: &mut Entity, atlas: Entity) {
    // What the site writes as a name it means, whatever else the name may be.
    let own_names: Vec<String> =
        [&own.name].into_iter().chain(&own.aliases).map(|name| fold(name).into_owned()).collect();
    let is_own = |name: &String| own_names.contains(&fold(name).into_owned());
    if own.aliases.is_empty() {
        own.aliases = [atlas.name].into_iter().chain(atlas.aliases).collect();
        own.aliases.retain(|alias| !is_own(alias));
    }
    if own.needs_context.is_empty() {
        own.needs_context = atlas.needs_context;
        own.needs_context.retain(|name| !is_own(name));
    }
    if own.positions.is_empty() {
        own.positions = atlas.positions;
        own.as_of = own.as_of.or(atlas.as_of);
    }
    for (own, atlas) in [
        (&mut own.demonyms, atlas.demonyms),
        (&mut own.capitals, atlas.capitals),
        (&mut own.metonyms, atlas.metonyms),
        (&mut own.short_names, atlas.short_names),
    ] {
        if own.is_empty() {
            *own = atlas;
        }
    }
    for (own, atlas) in [
        (&mut own.acronym, atlas.acronym),
        (&mut own.family_name, atlas.family_name),
        (&mut own.country, atlas.country),
        (&mut own.wikidata, atlas.wikidata),
    ] {
        if own.is_none() {
            *own = atlas;
        }
    }
    if own.summary.is_empty() {
        own.summary = atlas.summary;
    }
    if own.links.is_empty() {
        own.links = atlas.links;
    }
}

fn lay_over_topics(own: &mut Vec<LooseTopic>, atlas: Vec<LooseTopic>) {
    let numbered = || own.iter().enumerate().map(|(index, (topic, _))| (index, topic));
    let ids: HashMap<String, usize> =
        numbered().map(|(index, topic)| (topic.id.clone(), index)).collect();
    let names: HashMap<String, usize> =
        numbered().map(|(index, topic)| (fold(&topic.name).into_owned(), index)).collect();
    let codes: HashMap<String, usize> =
        numbered().filter_map(|(index, topic)| Some((topic.iptc.clone()?, index))).collect();
    // The ids under which the site has topics of the atlas.
    let mut renamed: HashMap<String, String> = HashMap::new();
    let mut added = Vec::new();
    for (topic, broader) in atlas {
        let same = ids
            .get(&topic.id)
            .or_else(|| names.get(&fold(&topic.name).into_owned()))
            .or_else(|| codes.get(topic.iptc.as_ref()?));
        let Some(&index) = same else {
            added.push((topic, broader));
            continue;
        };
        let (own_topic, own_broader) = &mut own[index];
        renamed.insert(topic.id.clone(), own_topic.id.clone());
        complete_topic(own_topic, topic);
        if own_broader.is_none() {
            *own_broader = broader;
        }
    }
    own.append(&mut added);
    for broader in own.iter_mut().filter_map(|(_, broader)| broader.as_mut()) {
        if let Some(id) = renamed.get(&broader.id) {
            broader.id.clone_from(id);
        }
    }
    own.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
}

fn complete_topic(own: &mut Topic, atlas: Topic) {
    if own.keywords.is_empty() {
        own.keywords = atlas.keywords;
    }
    if own.summary.is_empty() {
        own.summary = atlas.summary;
    }
    own.iptc = own.iptc.take().or(atlas.iptc);
}
