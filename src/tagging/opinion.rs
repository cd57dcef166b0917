//! What the recogniser says of the registry's matches: that another name stands around one (`Paris` in `Paris Hilton`, `Lagos` in
//! `University of Lagos`), or that one is a place indeed.

use super::gazetteer::{Found, Matches, Target};
use super::names::{Name, NameKind};
use crate::registry::{EntityKind, Registry};

/// What the recogniser says of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opinion {
    /// It is a part of another name.
    OtherName,
    /// It is the name of a place.
    Place,
    /// Nothing.
    None,
}

/// How sure the recogniser has to be.
const SURE: f32 = 0.6;

/// What the recogniser says of each match.
pub(super) fn opinions(found: &Matches, names: &[Name], registry: &Registry) -> Vec<Opinion> {
    found.names.iter().map(|found| opinion(found, names, registry)).collect()
}

fn opinion(found: &Found, names: &[Name], registry: &Registry) -> Opinion {
    // Names stand in reading order and don't overlap: only the last that begins by then can go over the match.
    let begun = names.partition_point(|name| name.tokens.start <= found.first);
    let around = |name: &&Name| found.end <= name.tokens.end && name.confidence >= SURE;
    let Some(name) = names[..begun].last().filter(around) else { return Opinion::None };
    let is_longer = name.tokens.len() > found.end - found.first;
    // A name of several words that the registry knows is never taken apart, nor is that of a person or body.
    let is_place = found.targets.iter().all(|target| match target {
        Target::Entity(candidate) => {
            matches!(
                registry.entity(candidate.entity).kind,
                EntityKind::Country | EntityKind::Place
            )
        }
        Target::Topic(..) => false,
    });
    match name.kind {
        NameKind::Person | NameKind::Organization if is_longer && is_place => Opinion::OtherName,
        NameKind::Place if !is_longer && is_place => Opinion::Place,
        _ => Opinion::None,
    }
}
