//! What a word is in a name: the labels of the recogniser.

use crate::registry::EntityKind;

/// What a recognised name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A place or a country.
    Place,
    /// Another proper name: an event, a law, a product, a nationality.
    Other,
}

impl From<EntityKind> for NameKind {
    fn from(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Organization => Self::Organization,
            EntityKind::Country | EntityKind::Place => Self::Place,
        }
    }
}

impl NameKind {
    /// All kinds, in the order of their labels.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Place, Self::Other];
}

/// A word's part in names: none, the first word of a name, a further word of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// No part of a name.
    Outside,
    /// The first word of a name.
    Begin(NameKind),
    /// A further word of a name.
    Inside(NameKind),
}

impl Label {
    /// The number of labels.
    pub const COUNT: usize = 1 + 2 * NameKind::ALL.len();

    /// The label's number, below [`Self::COUNT`].
    pub fn index(self) -> usize {
        match self {
            Self::Outside => 0,
            Self::Begin(kind) => 1 + 2 * kind as usize,
            Self::Inside(kind) => 2 + 2 * kind as usize,
        }
    }

    /// The label of a number below [`Self::COUNT`].
    pub fn of(index: usize) -> Self {
        match index.checked_sub(1) {
            None => Self::Outside,
            Some(rest) if rest % 2 == 0 => Self::Begin(NameKind::ALL[rest / 2]),
            Some(rest) => Self::Inside(NameKind::ALL[rest / 2]),
        }
    }

    /// Whether this label can follow another: a name goes on only where one of its kind was begun.
    pub fn follows(self, previous: Self) -> bool {
        match self {
            Self::Inside(kind) => previous == Self::Begin(kind) || previous == Self::Inside(kind),
            _ => true,
        }
    }
}
