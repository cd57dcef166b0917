//! Makes the compact form of the built-in atlas from the YAML files in `src/registry/atlas/`. They are part of the source: an entry
//! that can't be told stops the build.

use std::path::Path;
use std::{env, fs};

use serde_yaml::{Mapping, Value};

#[path = "src/registry/atlas/compact.rs"]
mod compact;
#[path = "src/text/slug.rs"]
#[allow(dead_code, unreachable_pub, reason = "the library uses the rest of it")]
mod slug;

use compact::{BAR, KEYS, KINDS};

const FOLDER: &str = "src/registry/atlas";

fn main() {
    for file in ["build.rs", "src/text/slug.rs", FOLDER] {
        println!("cargo::rerun-if-changed={file}");
    }
    let mut files: Vec<_> = fs::read_dir(FOLDER)
        .unwrap_or_else(|error| panic!("{FOLDER}: {error}"))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    let mut entries: Vec<Entry> = files.iter().flat_map(|path| read(path)).collect();
    entries.sort_by(|a, b| a.key().cmp(&b.key()));
    for pair in entries.windows(2) {
        assert!(pair[0].key() != pair[1].key(), "two entries have the id {}", pair[0].id);
    }
    let lines: Vec<String> = entries.into_iter().map(|entry| entry.line + "\n").collect();
    let folder = env::var_os("OUT_DIR").expect("the folder for what a build makes");
    fs::write(Path::new(&folder).join("atlas.txt"), lines.concat()).expect("the compact atlas");
}

struct Entry {
    is_topic: bool,
    id: String,
    line: String,
}

impl Entry {
    fn key(&self) -> (bool, &str) {
        (self.is_topic, &self.id)
    }
}

fn read(path: &Path) -> Vec<Entry> {
    let file = path.display();
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let entries: Option<Vec<Mapping>> =
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    // As in a site's folder, the file says what has no `kind`.
    let implied = match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("topics") => "topic",
        _ => "place",
    };
    entries.unwrap_or_default().iter().map(|fields| entry(fields, implied)).collect()
}

fn entry(fields: &Mapping, implied: &str) -> Entry {
    let name = text(fields.get("name").unwrap_or_else(|| panic!("no name: {fields:?}")));
    let id = fields.get("id").map_or_else(|| slug::slug(&name), text);
    let kind = fields.get("kind").map_or_else(|| implied.to_owned(), text);
    let mut line = format!("{}\t{id}\t{name}", mark(&KINDS, &kind, &name));
    for (key, value) in fields {
        let key = text(key);
        if matches!(key.as_str(), "name" | "id" | "kind") {
            continue;
        }
        let mark = mark(&KEYS, &key, &name);
        for value in values(&key, value) {
            line.push('\t');
            line.push(mark);
            line.push_str(&value);
        }
    }
    Entry { is_topic: kind == "topic", id, line }
}

fn mark(table: &[(&str, char)], wanted: &str, name: &str) -> char {
    let known = table.iter().find(|(known, _)| *known == wanted);
    known.unwrap_or_else(|| panic!("the atlas does not know `{wanted}`, in the entry {name}")).1
}

/// The values of a key: one, or for mappings one for each.
fn values(key: &str, value: &Value) -> Vec<String> {
    let bar = BAR.to_string();
    match value {
        Value::Sequence(items) if key == "positions" => {
            let parts = ["title", "of", "start", "end"];
            items.iter().map(|item| joined(item, &parts)).collect()
        }
        Value::Sequence(items) if key == "links" => {
            items.iter().map(|item| joined(item, &["name", "url"])).collect()
        }
        Value::Sequence(items) => vec![items.iter().map(text).collect::<Vec<_>>().join(&bar)],
        value => vec![text(value)],
    }
}

fn joined(mapping: &Value, keys: &[&str]) -> String {
    let fields = mapping.as_mapping().unwrap_or_else(|| panic!("no mapping: {mapping:?}"));
    for key in fields.keys().map(text) {
        assert!(keys.contains(&key.as_str()), "the atlas does not know `{key}`: {mapping:?}");
    }
    let parts: Vec<String> =
        keys.iter().map(|key| fields.get(*key).map(text).unwrap_or_default()).collect();
    parts.join(&BAR.to_string())
}

fn text(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("no text: {other:?}"),
    };
    assert!(!text.contains(['\t', '\n', BAR]), "a tab, a bar or a line end in `{text}`");
    text
}
