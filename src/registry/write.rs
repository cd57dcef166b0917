//! Entries as the YAML that `load` reads.

use super::{Entity, EntityKind, Position};
use crate::text::slug;
use crate::yaml::quoted;

impl Entity {
    /// The entry as an item of a list in a registry file, with what it has and no more.
    pub fn to_yaml(&self) -> String {
        let mut lines = vec![format!("- name: {}", quoted(&self.name))];
        let mut add = |key: &str, value: String| lines.push(format!("  {key}: {value}"));
        if self.id != slug(&self.name) {
            add("id", quoted(&self.id));
        }
        if self.kind != EntityKind::Place {
            add("kind", self.kind.name().to_owned());
        }
        if !self.aliases.is_empty() {
            let aliases: Vec<String> = self.aliases.iter().map(|alias| quoted(alias)).collect();
            add("aliases", format!("[{}]", aliases.join(", ")));
        }
        for (key, text) in [
            ("acronym", &self.acronym),
            ("family_name", &self.family_name),
            ("country", &self.country),
            ("wikidata", &self.wikidata),
        ] {
            if let Some(text) = text {
                add(key, quoted(text));
            }
        }
        if !self.summary.is_empty() {
            add("summary", quoted(&self.summary));
        }
        if !self.positions.is_empty() {
            lines.push("  positions:".to_owned());
            lines.extend(self.positions.iter().map(position));
        }
        if !self.links.is_empty() {
            lines.push("  links:".to_owned());
            lines.extend(self.links.iter().map(|link| {
                format!("    - {{name: {}, url: {}}}", quoted(&link.name), quoted(&link.url))
            }));
        }
        lines.join("\n") + "\n"
    }
}

fn position(position: &Position) -> String {
    let mut parts = vec![format!("title: {}", quoted(&position.title))];
    if !position.of.is_empty() {
        parts.push(format!("of: {}", quoted(&position.of)));
    }
    for (key, day) in [("start", position.start), ("end", position.end)] {
        parts.extend(day.map(|day| format!("{key}: {}", quoted(&day.to_string()))));
    }
    format!("    - {{{}}}", parts.join(", "))
}
