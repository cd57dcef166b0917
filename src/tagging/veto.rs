//! Where the recogniser sees another name around a match of the registry: `Paris` in `Paris Hilton`, `Lagos` in `University of
//! Lagos`.

use super::gazetteer::{Found, Matches, Target};
use super::names::{Name, NameKind};
use crate::registry::{EntityKind, Registry};

/// How sure the recogniser has to be.
const SURE: f32 = 0.6;

/// Which of the matches are not meant.
pub(super) fn vetoed(found: &Matches, names: &[Name], registry: &Registry) -> Vec<bool> {
    found.names.iter().map(|found| names.iter().any(|name| vetoes(name, found, registry))).collect()
}

/// Whether a match is a part of a name of another kind. A name of several words that the registry knows is never taken apart.
fn vetoes(name: &Name, found: &Found, registry: &Registry) -> bool {
    let contains = name.tokens.start <= found.first && found.end <= name.tokens.end;
    let longer = name.tokens.len() > found.end - found.first;
    if !contains || !longer || name.confidence < SURE {
        return false;
    }
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
        NameKind::Person | NameKind::Organization => is_place,
        NameKind::Place | NameKind::Other => false,
    }
}
