//! Entries as YAML that people read: one line for an entry, its fields in their order.

use std::fs;

use super::Result;

/// An entry: keys and values, the empty ones left out.
#[derive(Debug, Default)]
pub(super) struct Entry(Vec<(&'static str, String)>);

impl Entry {
    /// Adds a text.
    pub(super) fn text(mut self, key: &'static str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.push((key, scalar(value)));
        }
        self
    }

    /// Adds a list.
    pub(super) fn list(mut self, key: &'static str, values: &[String]) -> Self {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| scalar(value)).collect();
            self.0.push((key, format!("[{}]", values.join(", "))));
        }
        self
    }

    /// Adds a list of entries.
    pub(super) fn entries(mut self, key: &'static str, entries: &[Entry]) -> Self {
        let entries: Vec<String> = entries.iter().map(Entry::line).collect();
        self.0.push((key, format!("[{}]", entries.join(", "))));
        self
    }

    fn line(&self) -> String {
        let fields: Vec<String> =
            self.0.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        format!("{{{}}}", fields.join(", "))
    }
}

/// Writes a file of the atlas.
pub(super) fn write(name: &str, entries: &[Entry]) -> Result<()> {
    let head = "# Written by `cargo run --example atlas`; the place for corrections is examples/atlas/.\n\n";
    let lines: Vec<String> = entries.iter().map(|entry| format!("- {}\n", entry.line())).collect();
    fs::write(format!("src/registry/atlas/{name}.yaml"), format!("{head}{}", lines.concat()))?;
    Ok(())
}

/// A scalar of YAML, in quotes where it has to be.
fn scalar(text: &str) -> String {
    const OTHER_TYPES: [&str; 8] = ["no", "yes", "on", "off", "true", "false", "null", "y"];
    let plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || " .-'’()".contains(c))
        && !text.ends_with(' ')
        && !OTHER_TYPES.contains(&text.to_lowercase().as_str());
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}
