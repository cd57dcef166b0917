//! What an article says beyond doubt, on which the doubtful names in it are decided.

use std::collections::{HashMap, HashSet};

use super::front_matter::Wishes;
use super::gazetteer::Candidate;
use crate::registry::{EntityId, EntityKind, Registry};

/// Who is named in the article beyond doubt, and where.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Token positions in reading order.
    named: HashMap<EntityId, Vec<usize>>,
    /// Codes of the countries that are named.
    countries: HashSet<String>,
    /// Codes of the countries of the people, organisations and places that are named, and of those whose people are.
    homes: HashSet<String>,
    /// Countries whose people are mentioned.
    peoples: HashSet<EntityId>,
    /// Entities whose name stands in a longer name: a person called Lincoln makes the city of that name unlikely.
    in_other_names: HashSet<EntityId>,
}

impl Evidence {
    pub(super) fn of_wishes(wishes: &Wishes) -> Self {
        Self {
            named: wishes.entities.iter().map(|entity| (*entity, vec![0])).collect(),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, entity: EntityId, position: usize) {
        let positions = self.named.entry(entity).or_default();
        let index = positions.partition_point(|known| *known < position);
        positions.insert(index, position);
    }

    /// Notes a people, which is no naming of its country yet.
    pub(super) fn add_people(&mut self, country: EntityId) {
        self.peoples.insert(country);
    }

    pub(super) fn add_other_name(&mut self, entity: EntityId) {
        self.in_other_names.insert(entity);
    }

    /// Gathers the countries of all that is named so far.
    pub(super) fn note_countries(&mut self, registry: &Registry) {
        for entity in self.named.keys().map(|id| registry.entity(*id)) {
            let Some(code) = entity.country.as_ref() else { continue };
            if entity.kind == EntityKind::Country {
                self.countries.insert(code.clone());
            } else {
                self.homes.insert(code.clone());
            }
        }
        let peoples = self.peoples.iter().map(|id| registry.entity(*id));
        self.homes.extend(peoples.filter_map(|country| country.country.clone()));
    }

    pub(super) fn names(&self, entity: EntityId) -> bool {
        self.named.contains_key(&entity)
    }

    /// The last place before `position` where the entity is named.
    pub(super) fn last_before(&self, entity: EntityId, position: usize) -> Option<usize> {
        let places = self.named.get(&entity)?;
        places[..places.partition_point(|place| *place <= position)].last().copied()
    }

    pub(super) fn names_country_of(&self, entity: EntityId, registry: &Registry) -> bool {
        let country = registry.entity(entity).country.as_ref();
        country.is_some_and(|code| self.countries.contains(code))
    }

    pub(super) fn is_in_other_names(&self, entity: EntityId) -> bool {
        self.in_other_names.contains(&entity)
    }

    /// How much speaks for a candidate: 3 where it is named, 2 where its country is, 1 where its people or its countrymen and places
    /// are, 0 for nothing.
    pub(super) fn weight(&self, candidate: Candidate, registry: &Registry) -> u8 {
        let code = registry.entity(candidate.entity).country.as_ref();
        if self.names(candidate.entity) {
            3
        } else if self.names_country_of(candidate.entity, registry) {
            2
        } else {
            u8::from(code.is_some_and(|code| self.homes.contains(code)))
        }
    }
}
