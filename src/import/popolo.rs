//! Popolo (<https://www.popoloproject.com/>), as EveryPolitician writes it: people, organisations, and who was what where and when.

use std::collections::HashMap;

use serde_json::Value;

use super::{Reader, Record, date, one_line, wikidata_item};
use crate::registry::{EntityKind, Link, PartialDate, Position};

impl Reader<'_> {
    pub(super) fn popolo(&mut self, popolo: &Value) {
        let start = self.records.len();
        self.things(&popolo["organizations"], EntityKind::Organization);
        self.things(&popolo["persons"], EntityKind::Person);
        let numbers: HashMap<String, usize> = (start..self.records.len())
            .map(|number| (self.records[number].key.clone(), number))
            .collect();
        let periods: HashMap<&str, &Value> =
            list(&popolo["events"]).map(|event| (text(&event["id"]), event)).collect();
        for membership in list(&popolo["memberships"]) {
            let number = |key: &str| numbers.get(text(&membership[key])).copied();
            let Some(person) = number("person_id") else { continue };
            let body = number("organization_id");
            let of = body.map(|body| self.records[body].entity.name.clone()).unwrap_or_default();
            // A membership without dates lasts as long as the term that it belongs to.
            let period = periods.get(text(&membership["legislative_period_id"]));
            let day = |key: &str| {
                day(membership, key).or_else(|| period.and_then(|period| day(period, key)))
            };
            let (start, end) = (day("start_date"), day("end_date"));
            let title = [&membership["role"], &membership["label"]].map(text);
            let title = title.into_iter().find(|title| !title.is_empty()).unwrap_or("member");
            let position = Position { title: capitalised(title), of, start, end };
            self.records[person].entity.positions.push(position);
        }
    }

    fn things(&mut self, things: &Value, kind: EntityKind) {
        for thing in list(things) {
            let name = text(&thing["name"]);
            if name.is_empty() {
                self.nameless(self.whole());
                continue;
            }
            let mut record = Record::new(text(&thing["id"]), kind, name, self.source, self.whole());
            let entity = &mut record.entity;
            let others = list(&thing["other_names"]);
            entity.aliases = others.map(|other| one_line(text(&other["name"]))).collect();
            let is_wikidata = |identifier: &&Value| text(&identifier["scheme"]) == "wikidata";
            entity.wikidata = list(&thing["identifiers"])
                .find(is_wikidata)
                .and_then(|identifier| wikidata_item(text(&identifier["identifier"])));
            entity.summary = one_line(text(&thing["summary"]));
            let family_name = one_line(text(&thing["family_name"]));
            // Where it is the last word it needs no telling.
            if !family_name.is_empty() && !entity.name.ends_with(&family_name) {
                entity.family_name = Some(family_name);
            }
            entity.links = list(&thing["links"]).filter_map(link).collect();
            self.records.push(record);
        }
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn day(thing: &Value, key: &str) -> Option<PartialDate> {
    date(text(&thing[key]))
}

fn link(link: &Value) -> Option<Link> {
    let url = text(&link["url"]);
    let name = [text(&link["note"]), url].into_iter().find(|name| !name.is_empty())?;
    url.starts_with("http").then(|| Link { name: one_line(name), url: url.to_owned() })
}

fn capitalised(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
