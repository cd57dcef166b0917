//! Records of one thing become one entry, and what the registry has already is found.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Record;
use crate::registry::{Entity, EntityId, EntityKind, PartialDate, Registry};
use crate::text::{fold, slug};

/// An entry, made of one record or more.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The entry.
    pub entity: Entity,
    /// How many times the file had it under yet another key.
    pub duplicates: usize,
}

/// Joins what is one by the file's own key, by its item of Wikidata, or by kind and name where no item says otherwise. In the order of
/// the file.
pub fn join(records: Vec<Record>) -> Vec<Joined> {
    let mut joined: Vec<Joined> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let mut by_item: HashMap<String, usize> = HashMap::new();
    let mut by_name: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    for Record { key, entity } in records {
        let name = (entity.kind, fold(&entity.name).into_owned());
        let same_key = by_key.get(&key).copied().filter(|_| !key.is_empty());
        let item = entity.wikidata.as_ref();
        let same_item = item.and_then(|item| by_item.get(item)).copied();
        let same_name = by_name.get(&name).copied();
        let same_name = same_name.filter(|number| may_be_one(&joined[*number].entity, &entity));
        let number = same_key.or(same_item).or(same_name).unwrap_or(joined.len());
        by_item.extend(item.map(|item| (item.clone(), number)));
        by_key.insert(key, number);
        by_name.entry(name).or_insert(number);
        match joined.get_mut(number) {
            None => joined.push(Joined { entity, duplicates: 0 }),
            Some(known) => {
                known.duplicates += usize::from(same_key.is_none());
                add(&mut known.entity, entity);
            }
        }
    }
    for Joined { entity, .. } in &mut joined {
        tidy(entity);
    }
    joined
}

/// Whether two entries of one name may be one: of one kind, and not of two items or countries.
fn may_be_one(one: &Entity, other: &Entity) -> bool {
    one.kind == other.kind
        && agree(one.wikidata.as_ref(), other.wikidata.as_ref())
        && agree(one.country.as_ref(), other.country.as_ref())
}

/// Whether two values don't contradict each other.
fn agree(one: Option<&String>, other: Option<&String>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// What another record says is added; where both say something the first is right.
fn add(known: &mut Entity, other: Entity) {
    if fold(&other.name) != fold(&known.name) {
        known.aliases.push(other.name);
    }
    known.aliases.extend(other.aliases);
    for position in other.positions {
        if !known.positions.contains(&position) {
            known.positions.push(position);
        }
    }
    for link in other.links {
        if !known.links.contains(&link) {
            known.links.push(link);
        }
    }
    known.acronym = known.acronym.take().or(other.acronym);
    known.country = known.country.take().or(other.country);
    known.wikidata = known.wikidata.take().or(other.wikidata);
    known.family_name = known.family_name.take().or(other.family_name);
    if known.summary.is_empty() {
        known.summary = other.summary;
    }
    if known.id.is_empty() {
        known.id = other.id;
    }
}

/// No alias twice, and offices in their order.
fn tidy(entity: &mut Entity) {
    let mut seen = BTreeSet::from([fold(&entity.name).into_owned()]);
    entity.aliases.retain(|alias| !alias.is_empty() && seen.insert(fold(alias).into_owned()));
    entity.positions.sort_by_key(|position| position.start.map(PartialDate::first_day));
}

/// Gives ids to entries for which the file has none: from their names, and none that another entry has, for the registry would take the
/// two for one.
pub fn give_ids(entries: &mut [Joined], registry: &Registry) {
    let given = entries.iter().map(|entry| entry.entity.id.clone());
    let mut taken: BTreeSet<String> = given.collect();
    for Joined { entity, .. } in entries.iter_mut().filter(|entry| entry.entity.id.is_empty()) {
        let is_others = |id: &str| {
            let other = registry.entity_by_id(id).map(|id| registry.entity(id));
            other.is_some_and(|other| !may_be_one(entity, other))
        };
        let plain = slug(&entity.name);
        let mut id = plain.clone();
        for number in 2.. {
            if !is_others(&id) && taken.insert(id.clone()) {
                break;
            }
            id = format!("{plain}-{number}");
        }
        entity.id = id;
    }
}

/// The site's own entry for the same thing: of the same item, of the id that the file gives, or of the same kind and name.
pub fn known(entity: &Entity, registry: &Registry) -> Option<EntityId> {
    let name = fold(&entity.name);
    registry
        .entities()
        .filter(|(_, other)| !other.from_atlas)
        .find(|(_, other)| {
            let same_item = entity.wikidata.is_some() && entity.wikidata == other.wikidata;
            let same_name = fold(&other.name) == name && may_be_one(entity, other);
            same_item || same_name || entity.id == other.id
        })
        .map(|(id, _)| id)
}
