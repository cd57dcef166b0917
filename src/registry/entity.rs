//! Entities: actors (people, organisations, countries) and places. Whatever has a name and a page of its own.

use jiff::civil::Date;

use super::{Declaration, PartialDate, Profile};

/// The number of an entity in its registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

impl EntityId {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body of people: an organisation, institution, company, armed group.
    Organization,
    /// A country or territory with a code of ISO 3166.
    Country,
    /// A city or region; no actor.
    Place,
}

impl EntityKind {
    /// All kinds, in the order in which pages list them.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Country, Self::Place];

    /// The kind as people write it: `person`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Country => "country",
            Self::Place => "place",
        }
    }

    /// The folder of its pages: `people`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Person => "people",
            Self::Organization => "organizations",
            Self::Country => "countries",
            Self::Place => "places",
        }
    }
}

/// An office that a person held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The title: `Secretary of State`.
    pub title: String,
    /// The body or country: `United States`; may be empty.
    pub of: String,
    /// Since when.
    pub start: Option<PartialDate>,
    /// Until when; none where it is held still, or where nobody knows.
    pub end: Option<PartialDate>,
}

impl Position {
    /// Whether it was held on a day. Where no start is given, nobody knows.
    pub fn held_on(&self, day: Date) -> bool {
        self.start.is_some_and(|start| start.first_day() <= day)
            && self.end.is_none_or(|end| day <= end.last_day())
    }

    /// Title and body: `Secretary of State, United States`.
    pub fn role(&self) -> String {
        if self.of.is_empty() { self.title.clone() } else { format!("{}, {}", self.title, self.of) }
    }
}

/// A page elsewhere about an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub url: String,
}

/// An actor or a place.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The id that people write, and the last part of its URL.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The main name.
    pub name: String,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// A short form that counts in capitals only.
    pub acronym: Option<String>,
    /// Adjectives and nouns for a country's people, in the singular or as they are used: `French`, `Dane`. Weak evidence.
    pub demonyms: Vec<String>,
    /// Cities whose names stand for the government of a country where they act.
    pub capitals: Vec<String>,
    /// Buildings and the like that always stand for a government: `Kremlin`.
    pub metonyms: Vec<String>,
    /// Forms that count after `the`, once the article has named the entity: `North`.
    pub short_names: Vec<String>,
    /// Those of its names that are words or names of people as well, and count only where something speaks for them.
    pub needs_context: Vec<String>,
    /// The part of a person's name that stands alone later in a story, where it is not the last word.
    pub family_name: Option<String>,
    /// Code of ISO 3166: its own for a country, of the country that it belongs to for all others.
    pub country: Option<String>,
    /// When an organisation or country ceased to exist.
    pub ended: Option<PartialDate>,
    /// Item of Wikidata: `Q7821917`.
    pub wikidata: Option<String>,
    /// Offices, in the order of the file.
    pub positions: Vec<Position>,
    /// The day on which the positions were known to be so; later nobody knows whether those without an end are held still.
    pub as_of: Option<PartialDate>,
    /// One sentence; may be empty.
    pub summary: String,
    /// Link to a picture; may be empty.
    pub image: String,
    /// Pages elsewhere.
    pub links: Vec<Link>,
    /// A longer text.
    pub profile: Option<Profile>,
    /// Where it was declared.
    pub declaration: Declaration,
    /// Whether only the built-in atlas knows it, and not the site.
    pub from_atlas: bool,
}

impl Entity {
    /// An entity of which only the name is known.
    pub fn new(id: String, kind: EntityKind, name: String, declaration: Declaration) -> Self {
        Self {
            id,
            kind,
            name,
            aliases: Vec::new(),
            acronym: None,
            demonyms: Vec::new(),
            capitals: Vec::new(),
            metonyms: Vec::new(),
            short_names: Vec::new(),
            needs_context: Vec::new(),
            family_name: None,
            country: None,
            ended: None,
            wikidata: None,
            positions: Vec::new(),
            as_of: None,
            summary: String::new(),
            image: String::new(),
            links: Vec::new(),
            profile: None,
            declaration,
            from_atlas: false,
        }
    }

    /// Its names besides the main one.
    pub fn other_names(&self) -> Vec<&String> {
        let is_new = |acronym: &&String| !self.aliases.contains(acronym);
        self.aliases.iter().chain(self.acronym.iter().filter(is_new)).collect()
    }

    /// The position held on a day; of several the one that began last.
    pub fn position_on(&self, day: Date) -> Option<&Position> {
        let is_known = |position: &Position| {
            position.end.is_some() || self.as_of.is_none_or(|as_of| day <= as_of.last_day())
        };
        self.positions
            .iter()
            .rev()
            .filter(|position| is_known(position) && position.held_on(day))
            .max_by_key(|position| position.start.map(PartialDate::first_day))
    }
}
