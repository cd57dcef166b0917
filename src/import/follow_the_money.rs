//! FollowTheMoney (<https://followthemoney.tech/>): one JSON object a line, each with a schema and lists of values.

use std::collections::HashMap;

use serde_json::Value;

use super::{Reader, Record, date, one_line, wikidata_item};
use crate::diagnostics::{Diagnostic, Span};
use crate::registry::{EntityKind, Link, Position};
use crate::text::is_slug;

/// What joins a person to an office or a body: the schema, the person's property, that of the other side.
const JOINTS: [(&str, &str, &str); 4] = [
    ("Occupancy", "holder", "post"),
    ("Membership", "member", "organization"),
    ("Directorship", "director", "organization"),
    ("Employment", "employee", "employer"),
];

impl Reader<'_> {
    pub(super) fn follow_the_money(&mut self) {
        let mut objects = Vec::new();
        let mut start = 0;
        for line in self.source.text().split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            let line = line.trim().trim_start_matches('\u{feff}');
            if line.is_empty() {
                continue;
            }
            match serde_json::from_str::<Value>(line) {
                Ok(object) => objects.push((object, span)),
                Err(error) => {
                    let problem = format!("this line is no JSON: {error}");
                    let problem = Diagnostic::error("import-format", problem);
                    self.problems.push(problem.at(self.source, span));
                }
            }
        }
        for (object, span) in &objects {
            self.thing(object, *span);
        }
        self.joints(&objects);
    }

    fn thing(&mut self, object: &Value, span: Span) {
        let Some(kind) = schema_kind(object["schema"].as_str().unwrap_or_default()) else { return };
        let Some(name) = first(object, "name") else { return self.nameless(span) };
        let id = object["id"].as_str().unwrap_or_default();
        let mut record = Record::new(id, kind, name, self.source, span);
        let entity = &mut record.entity;
        // Our own data has ids such as `people.antony-blinken`.
        let own = id.strip_prefix(kind.folder()).and_then(|id| id.strip_prefix('.'));
        if let Some(own) = own.filter(|own| is_slug(own)) {
            own.clone_into(&mut entity.id);
        }
        let aliases = values(object, "alias").chain(values(object, "weakAlias"));
        let others = values(object, "name").skip(1);
        entity.aliases = others.chain(aliases).map(one_line).collect();
        entity.wikidata =
            first(object, "wikidataId").and_then(wikidata_item).or_else(|| wikidata_item(id));
        let country = ["country", "nationality", "jurisdiction", "citizenship"];
        entity.country = country
            .into_iter()
            .find_map(|property| first(object, property))
            .and_then(|country| self.countries.code(country));
        let summary = first(object, "summary").or_else(|| first(object, "description"));
        entity.summary = summary.map(one_line).unwrap_or_default();
        entity.links = values(object, "website")
            .filter(|url| url.starts_with("http"))
            .map(|url| Link { name: url.to_owned(), url: url.to_owned() })
            .collect();
        if kind == EntityKind::Person {
            let position = |title| Position {
                title: one_line(title),
                of: String::new(),
                start: None,
                end: None,
            };
            entity.positions = values(object, "position").map(position).collect();
        }
        self.records.push(record);
    }

    /// Offices that stand in objects of their own.
    fn joints(&mut self, objects: &[(Value, Span)]) {
        let names: HashMap<&str, &str> = objects
            .iter()
            .filter_map(|(object, _)| Some((object["id"].as_str()?, first(object, "name")?)))
            .collect();
        let numbers: HashMap<String, usize> = self
            .records
            .iter()
            .zip(0..)
            .map(|(record, number)| (record.key.clone(), number))
            .collect();
        for (object, _) in objects {
            let schema = object["schema"].as_str().unwrap_or_default();
            let Some((_, person, other)) = JOINTS.iter().find(|(name, ..)| *name == schema) else {
                continue;
            };
            let other = first(object, other).and_then(|id| names.get(id)).copied();
            let role = first(object, "role");
            let (title, of) = match (role, other) {
                (Some(role), of) => (role, of.unwrap_or_default()),
                // The name of an office is its title; of a body one is a member.
                (None, Some(other)) if schema == "Occupancy" => (other, ""),
                (None, Some(other)) => ("Member", other),
                (None, None) => continue,
            };
            let position = Position {
                title: one_line(title),
                of: one_line(of),
                start: first(object, "startDate").and_then(date),
                end: first(object, "endDate").and_then(date),
            };
            for id in values(object, person) {
                if let Some(number) = numbers.get(id) {
                    self.records[*number].entity.positions.push(position.clone());
                }
            }
        }
    }
}

/// Schemas of things that a registry can have. Governments are bodies there, countries here are not.
fn schema_kind(schema: &str) -> Option<EntityKind> {
    match schema {
        "Person" => Some(EntityKind::Person),
        "Organization" | "PublicBody" | "Company" | "LegalEntity" | "Airline" => {
            Some(EntityKind::Organization)
        }
        _ => None,
    }
}

fn values<'a>(object: &'a Value, property: &str) -> impl Iterator<Item = &'a str> {
    let values = object["properties"][property].as_array();
    values.into_iter().flatten().filter_map(Value::as_str).filter(|text| !text.trim().is_empty())
}

fn first<'a>(object: &'a Value, property: &str) -> Option<&'a str> {
    values(object, property).next()
}
