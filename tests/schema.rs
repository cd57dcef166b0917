//! The schemas say what the readers take: neither may know a key that the other doesn't.

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use support::Site;

/// A key that is near no other, so that the reader's hint lists all keys.
const STRANGER: &str = "zzzzzzzzzzzzzzzz";

fn schema(kind: &str) -> Value {
    let output = assert_cmd::Command::cargo_bin("briefing")
        .expect("the binary")
        .args(["schema", kind])
        .output()
        .expect("a run");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A mapping that the user writes: the schema it stands in, its name there (none for the whole), the file to read, and that file with
/// `KEYS` where keys of the mapping go, in braces.
const MAPPINGS: [(&str, &str, &str, &str); 10] = [
    ("site", "", "site.yaml", "{KEYS}\n"),
    ("site", "AtlasParts", "site.yaml", "atlas: {KEYS}\n"),
    ("article", "", "content/articles/x.md", "---\n{KEYS}\n---\n"),
    (
        "article",
        "NamedPublisher",
        "content/articles/x.md",
        "---\n{title: T, date: 2024-11-14, source: {KEYS}}\n---\n",
    ),
    ("actor", "Actor", "content/actors/x.yaml", "- {KEYS}\n"),
    (
        "actor",
        "Position",
        "content/actors/x.yaml",
        "- {name: X, kind: person, positions: [{KEYS}]}\n",
    ),
    ("actor", "NamedLink", "content/actors/x.yaml", "- {name: X, kind: person, links: [{KEYS}]}\n"),
    ("place", "Place", "content/places/x.yaml", "- {KEYS}\n"),
    ("topic", "Topic", "content/topics/x.yaml", "- {KEYS}\n"),
    ("topic", "Together", "content/topics/x.yaml", "- {name: X, keywords: [{KEYS}]}\n"),
];

fn mapping<'a>(schema: &'a Value, name: &str) -> &'a Value {
    if name.is_empty() { schema } else { &schema["$defs"][name] }
}

fn properties(mapping: &Value) -> BTreeSet<String> {
    mapping["properties"].as_object().expect("properties").keys().cloned().collect()
}

/// The keys that the reader knows, by the hint that it gives for one that it doesn't know.
fn known_keys(path: &str, text: &str) -> BTreeSet<String> {
    let text = text.replace("KEYS", &format!("{STRANGER}: x"));
    let errors = Site::sample().file(path, &text).run("build", &[]).errors;
    let hint = errors.lines().find_map(|line| line.split_once("known keys: "));
    let (_, keys) = hint.unwrap_or_else(|| panic!("no hint for {path}: {errors}"));
    keys.split(", ").map(str::to_owned).collect()
}

#[test]
fn schemas_and_readers_know_the_same_keys() {
    for (kind, name, path, text) in MAPPINGS {
        let schema = schema(kind);
        let mapping = mapping(&schema, name);
        assert_eq!(mapping["additionalProperties"], false, "{kind} {name}");
        assert_eq!(properties(mapping), known_keys(path, text), "{kind} {name}");
    }
}

#[test]
fn keys_that_must_be_there_are_missed_by_the_readers() {
    for (kind, name, path, text) in MAPPINGS {
        let schema = schema(kind);
        let required = &mapping(&schema, name)["required"];
        let text = text.replace("KEYS", &format!("{STRANGER}: x"));
        let errors = Site::sample().file(path, &text).run("build", &[]).errors;
        for key in required.as_array().into_iter().flatten() {
            let key = key.as_str().expect("a key");
            let told = [format!("`{key}` is missing"), format!("no `{key}` here")];
            assert!(told.iter().any(|told| errors.contains(told)), "{kind} {name} {key}: {errors}");
        }
    }
}

/// One file for each schema that uses all its keys.
const FULL: [(&str, &str, &str); 5] = [
    (
        "site",
        "site.yaml",
        "title: T\ndescription: D\nbase_url: https://desk.example/\ncname: desk.example\nlanguage: en\ntime_zone: Asia/Seoul\npage_size: 10\n\
         topic_threshold: 0.4\ndiscover: suggest\natlas: {places: off}\ntrust: articles\n",
    ),
    (
        "article",
        "content/articles/x.md",
        "---\ntitle: T\ndate: 2024-11-14T09:30\nsummary: S\nsource: {name: W, url: 'https://w.example/'}\nupdated: 2024-11-15\n\
         expires: 2034-11-14\nlang: ar\ndir: rtl\ndraft: false\nslug: other\nactors: [antony-blinken]\ntopics: alliances\nexclude: [lima]\n\
         aliases: [/old/x/]\ntrust: full\n---\n\nText.\n",
    ),
    (
        "actor",
        "content/actors/x.yaml",
        "- {name: X Y, kind: person, id: x, aliases: Xy, acronym: XYZ, family_name: X, country: KR, demonyms: Xish, capital: Xville, metonyms: X House, short_names: Z, needs_context: X Y, as_of: 2024-01-01,\n   \
         ended: 2020, wikidata: Q1, summary: S,\n   \
         image: /x.svg, positions: [{title: T, of: O, start: 2020, end: 2021-02}],\n   \
         links: ['https://x.example/', {name: N, url: 'https://y.example/'}]}\n\
         - {name: O, kind: organization}\n- {name: C, kind: country}\n- {name: P, kind: place}\n",
    ),
    (
        "place",
        "content/places/x.yaml",
        "- {name: X Y, id: x, aliases: [Xy], acronym: XYZ, family_name: X, country: KR, demonyms: Xish, capital: Xville, metonyms: X House, short_names: Z, needs_context: X Y, as_of: 2024-01-01,\n   \
         ended: 2020, wikidata: Q1, summary: S, image: /x.svg,\n   \
         positions: [{title: T}], links: ['https://x.example/']}\n",
    ),
    (
        "topic",
        "content/topics/x.yaml",
        "- {name: X, id: x, broader: diplomacy, keywords: [x y, {all: [x, y]}], not: x z, iptc: 'medtop:20000639', summary: S}\n",
    ),
];

#[test]
fn a_file_with_every_property_builds() {
    for (kind, path, text) in FULL {
        let schema = schema(kind);
        let mapping = MAPPINGS.iter().find(|(of, ..)| *of == kind).map(|(_, name, ..)| *name);
        for key in properties(self::mapping(&schema, mapping.expect("a mapping"))) {
            let stands = ["\n", "{", ", ", ",\n   ", ""]
                .iter()
                .any(|before| text.contains(&format!("{before}{key}: ")));
            assert!(stands, "{kind}: {key}");
        }
        let run = Site::sample().file(path, text).run("build", &["--strict"]);
        assert_eq!(run.code, 0, "{kind}: {}", run.errors);
    }
}

#[test]
fn the_kinds_of_actors_are_those_of_the_reader() {
    let schema = schema("actor");
    let kinds = schema["$defs"]["EntityKind"]["oneOf"].as_array().expect("kinds");
    let kinds: Vec<&str> = kinds.iter().filter_map(|kind| kind["const"].as_str()).collect();
    assert_eq!(kinds, ["person", "organization", "country", "place"]);
    let site = Site::sample().file("content/actors/x.yaml", "- {name: X, kind: zzzzzzzz}\n");
    let errors = site.run("build", &[]).errors;
    assert!(errors.contains("use person, organization, country or place"), "{errors}");
}

#[test]
fn every_key_has_a_description() {
    for kind in ["site", "article", "actor", "place", "topic"] {
        let schema = schema(kind);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let definitions = schema["$defs"].as_object().into_iter().flat_map(|map| map.values());
        for mapping in definitions.chain([&schema]) {
            for (key, property) in mapping["properties"].as_object().into_iter().flatten() {
                let description = property["description"].as_str().unwrap_or_default();
                assert!(!description.is_empty(), "{kind}: {key}");
            }
        }
    }
    assert_eq!(schema("site")["properties"]["page_size"]["maximum"], 10_000);
    assert_eq!(schema("actor")["$defs"]["CountryCode"]["pattern"], "^[A-Z]{2}$");
    assert_eq!(schema("actor")["$defs"]["WebAddress"]["format"], "uri");
}
