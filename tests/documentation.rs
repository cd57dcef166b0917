//! docs/templates.md says of every template which values it gets: all of them, and nothing else.
//!
//! A section for each template or shape lists its values as `- `key`: …`, those of a mapping indented below it. A link to a section
//! stands for the values listed there.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use briefing::config::BaseUrl;
use briefing::project::{Options, Project};
use briefing::render::Renderer;
use serde_json::Value;
use support::Site;

const PAGE: &str = "docs/templates.md";

/// One line of the page: how deep it is indented, the key, and the section that it links to.
struct Row {
    depth: usize,
    key: String,
    shape: Option<String>,
}

/// The rows of each section by its heading.
fn sections() -> BTreeMap<String, Vec<Row>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = std::fs::read_to_string(page).expect("the page");
    let mut sections: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut heading = String::new();
    for line in page.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            text.trim_matches('`').clone_into(&mut heading);
            assert!(sections.insert(heading.clone(), Vec::new()).is_none(), "{heading} twice");
        } else if let Some((key, about)) =
            line.trim_start().strip_prefix("- `").and_then(|rest| rest.split_once("`: "))
        {
            let depth = (line.len() - line.trim_start().len()) / 2;
            let shape = about
                .split_once("](#")
                .map(|(_, rest)| rest.split(')').next().unwrap_or_default().replace('-', " "));
            let rows = sections.get_mut(&heading).expect("a section");
            rows.push(Row { depth, key: key.to_owned(), shape });
        }
    }
    sections
}

/// The paths of the values of a section, such as `article.source.url`.
fn documented(
    sections: &BTreeMap<String, Vec<Row>>,
    heading: &str,
    within: &str,
) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut parents: Vec<String> = Vec::new();
    let section = sections.iter().find(|(name, _)| name.eq_ignore_ascii_case(heading));
    let rows = section.unwrap_or_else(|| panic!("{PAGE} has no section `{heading}`")).1;
    for row in rows {
        parents.truncate(row.depth);
        parents.push(row.key.clone());
        let path = format!("{within}{}", parents.join("."));
        if let Some(shape) = &row.shape {
            paths.extend(documented(sections, shape, &format!("{path}.")));
        }
        paths.insert(path);
    }
    paths
}

/// The paths of a value; lists are as their items.
fn passed(value: &Value, path: &str, paths: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                paths.insert(path.clone());
                passed(value, &path, paths);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| passed(item, path, paths)),
        _ => {}
    }
}

/// What each template gets over all pages of a site that has everything.
fn all_passed() -> BTreeMap<&'static str, BTreeSet<String>> {
    let site = Site::bundled_and_more();
    site.write("site.yaml", b"title: Desk\npage_size: 10\ntime_zone: Asia/Seoul\n");
    for year in [2022, 2023] {
        let article =
            format!("---\ntitle: In {year}\ndate: {year}-05-02\n---\n\nAntony Blinken.\n");
        site.write(&format!("content/articles/{year}.md"), article.as_bytes());
    }
    let options = Options {
        today: Some(jiff::civil::date(2025, 1, 1)),
        base_url: BaseUrl::parse("https://desk.example/news/"),
        ..Options::default()
    };
    let loaded = Project::new(site.root(), options).load();
    let renderer = Renderer::new(&loaded.snapshot);
    let mut all: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    let of_all = all.entry("Every template").or_default();
    passed(&serde_json::json!({"site": renderer.site_value(), "texts": ""}), "", of_all);
    for route in loaded.snapshot.routes() {
        let Some((template, values)) = renderer.values(route) else { continue };
        for (key, value) in values {
            let value = serde_json::json!({ key: value });
            let section = if key == "page" { "Every template" } else { template };
            passed(&value, "", all.entry(section).or_default());
        }
        all.entry(template).or_default();
    }
    all
}

#[test]
fn every_value_of_every_template_is_described_and_nothing_else() {
    let sections = sections();
    let mut wrong = Vec::new();
    for (template, passed) in all_passed() {
        let told = documented(&sections, template, "");
        wrong.extend(passed.difference(&told).map(|path| format!("{template} lacks `{path}`")));
        wrong.extend(told.difference(&passed).map(|path| format!("{template} gets no `{path}`")));
    }
    assert!(wrong.is_empty(), "{PAGE}:\n{}", wrong.join("\n"));
}

#[test]
fn every_template_is_described() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE)).expect("it");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for (path, _) in support::tree(&folder) {
        let is_told = page.contains(&format!("`{path}`")) || path.starts_with("languages/");
        assert!(is_told, "{PAGE} says nothing of {path}");
    }
    for function in ["asset(path=", "url(path=", "text(key="] {
        assert!(page.contains(function), "{PAGE} says nothing of {function}…)");
    }
}
