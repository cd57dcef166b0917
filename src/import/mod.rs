//! Actors and places from other programs' files, as entries for the registry.
//!
//! Each format becomes [`Record`]s; records of one thing are joined, and what the registry has already is told and left out. Knows nothing
//! of the disk. May import: diagnostics, text, yaml, registry.

mod countries;
mod follow_the_money;
mod join;
mod popolo;
mod table;
mod wikidata;

pub use join::{Joined, give_ids, join, known};

use countries::Countries;

use crate::diagnostics::{Diagnostic, Source, Span};
use crate::registry::{Declaration, Entity, EntityKind, PartialDate, Registry};

/// What one row or object of a file says.
#[derive(Clone, Debug)]
pub struct Record {
    /// What the file calls the thing: records with one key are one thing. Empty where it has no name for it.
    pub key: String,
    /// The entry; its id is empty where the file gives none that a page could have.
    pub entity: Entity,
}

impl Record {
    fn new(key: &str, kind: EntityKind, name: &str, source: &Source, span: Span) -> Self {
        let declaration = Declaration { source: source.clone(), span };
        let entity = Entity::new(String::new(), kind, one_line(name), declaration);
        Self { key: key.to_owned(), entity }
    }
}

/// What is assumed of records that don't say.
#[derive(Clone, Debug)]
pub struct Assumptions {
    /// What they are.
    pub kind: EntityKind,
    /// Their country: a code, or a name that the registry knows.
    pub country: Option<String>,
}

/// Reads a file: a table with a header (`.csv`), the result of a query at Wikidata (JSON), entities of FollowTheMoney (a JSON object a
/// line), or Popolo (JSON with `persons`).
///
/// ```
/// use briefing::diagnostics::Source;
/// use briefing::import::{Assumptions, read};
/// use briefing::registry::{EntityKind, Registry};
/// let people = Source::new("people.csv", "name,wikidata,country\nAntony Blinken,Q7821917,US\n");
/// let assumptions = Assumptions { kind: EntityKind::Person, country: None };
/// let (records, problems) = read(&people, &assumptions, &Registry::default());
/// assert_eq!(records[0].entity.wikidata.as_deref(), Some("Q7821917"));
/// assert_eq!(problems, []);
/// ```
pub fn read(
    source: &Source,
    assumptions: &Assumptions,
    registry: &Registry,
) -> (Vec<Record>, Vec<Diagnostic>) {
    let mut reader = Reader {
        source,
        assumptions,
        countries: Countries::new(registry),
        records: Vec::new(),
        problems: Vec::new(),
    };
    if source.path().to_lowercase().ends_with(".csv") {
        reader.csv();
    } else {
        reader.json();
    }
    reader.assume_country();
    (reader.records, reader.problems)
}

/// What is read from a file, and what is wrong with it.
struct Reader<'a> {
    source: &'a Source,
    assumptions: &'a Assumptions,
    countries: Countries<'a>,
    records: Vec<Record>,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn json(&mut self) {
        let text = self.source.text().trim_start_matches('\u{feff}');
        match serde_json::from_str::<serde_json::Value>(text) {
            Ok(value) if value.get("persons").is_some() => self.popolo(&value),
            Ok(value) if value.get("schema").is_none() => self.wikidata(&value),
            // One object alone is a line too.
            Ok(_) => self.follow_the_money(),
            Err(error) => self.json_lines_or(&error),
        }
    }

    /// Lines of objects are no JSON as a whole: where the first line is one, that is what the file holds.
    fn json_lines_or(&mut self, error: &serde_json::Error) {
        let first = self.source.text().lines().find(|line| !line.trim().is_empty());
        let is_object = |line: &str| {
            serde_json::from_str::<serde_json::Value>(line).is_ok_and(|value| value.is_object())
        };
        if first.is_some_and(is_object) {
            return self.follow_the_money();
        }
        let problem = Diagnostic::error("import-format", format!("this is no JSON: {error}"));
        self.problems.push(problem.in_file(self.source).hint(
            "expected a .csv file with a header, JSON of a query at Wikidata, FollowTheMoney with an object a line, or Popolo",
        ));
    }

    /// A thing without a name can't be told from others.
    fn nameless(&mut self, span: Span) {
        let problem = Diagnostic::warning("import-nameless", "no name, and so left out");
        self.problems.push(problem.at(self.source, self.source.first_line(span)));
    }

    fn assume_country(&mut self) {
        let Some(assumed) = &self.assumptions.country else { return };
        let code = self.countries.code(assumed);
        if code.is_none() {
            let problem = format!("no country is known as `{assumed}`");
            self.problems.push(Diagnostic::error("unknown-country", problem));
        }
        for record in self.records.iter_mut().filter(|record| record.entity.country.is_none()) {
            record.entity.country.clone_from(&code);
        }
    }

    fn whole(&self) -> Span {
        Span::new(0, self.source.text().len())
    }
}

/// Names come with line ends and double spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The item of Wikidata in an id or an address: `http://www.wikidata.org/entity/Q42` has `Q42`.
fn wikidata_item(text: &str) -> Option<String> {
    let item = text.trim().rsplit('/').next()?;
    let digits = item.strip_prefix('Q')?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| item.to_owned())
}

/// The day of a date with a time, a sign or parts that nobody knows: `+2021-01-26T00:00:00Z`, `2021-00-00`.
fn date(text: &str) -> Option<PartialDate> {
    let text = text.trim().trim_start_matches('+');
    let day = text.split(['T', ' ']).next()?;
    let day = day.strip_suffix("-00").unwrap_or(day);
    PartialDate::parse(day.strip_suffix("-00").unwrap_or(day))
}

/// The kind in the words of other programs.
fn kind(text: &str) -> Option<EntityKind> {
    Some(match text.trim().to_lowercase().as_str() {
        "person" | "people" | "human" => EntityKind::Person,
        "organization" | "organisation" | "company" | "publicbody" | "legalentity" | "party"
        | "institution" => EntityKind::Organization,
        "country" | "state" => EntityKind::Country,
        "place" | "city" | "region" | "location" => EntityKind::Place,
        _ => return None,
    })
}
