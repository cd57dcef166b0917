//! The built-in atlas: what a site without a registry of its own recognises, and how a site has its way.

mod support;

use std::collections::HashSet;

use briefing::config::AtlasSettings;
use briefing::registry::{EntityKind, load_over_atlas};
use support::Site;

fn article(body: &str) -> String {
    format!("---\ntitle: A story\ndate: 2024-11-14\n---\n\n{body}\n")
}

/// What is tagged, as `kind id origin`, and what was dropped.
fn tags(site: &Site) -> Vec<String> {
    let run = site.run("tag", &["--format", "jsonl"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    let record: serde_json::Value = serde_json::from_str(run.output.trim()).expect("JSON");
    let mut tags = Vec::new();
    for list in ["actors", "places", "topics"] {
        for tag in record[list].as_array().expect("a list") {
            let kind = tag["kind"].as_str().unwrap_or("topic");
            let text = |key: &str| tag[key].as_str().unwrap_or_default().to_owned();
            tags.push(format!("{kind} {} {}", text("id"), text("origin")));
        }
    }
    tags.sort();
    tags
}

fn story(body: &str) -> Site {
    Site::new().file("content/articles/a.md", &article(body))
}

#[test]
fn a_site_without_a_registry_knows_the_world() {
    let site = story(
        "Moscow said on Monday that it had struck a deal with Pyongyang, and the Kremlin confirmed it. NATO protested. \
         Ships passed the Strait of Hormuz towards Mumbai.",
    );
    let tags = tags(&site);
    for tag in [
        "country russia atlas",
        "country north-korea atlas",
        "organization north-atlantic-treaty-organization atlas",
        "place strait-of-hormuz atlas",
        "place mumbai atlas",
    ] {
        assert!(tags.contains(&tag.to_owned()), "{tag}: {tags:?}");
    }
    site.build(&["--strict"]);
    assert!(site.page("countries/russia/").contains("A story"));
    // What no article mentions has no page.
    assert!(!site.public().contains_key("countries/peru/index.html"));
}

#[test]
fn weak_names_need_the_article_to_speak_for_them() {
    let alone = tags(&story("A German carmaker will close a plant."));
    assert_eq!(alone.iter().filter(|tag| tag.starts_with("country")).count(), 0, "{alone:?}");
    let acting = tags(&story("The German foreign minister will travel on Monday."));
    assert!(acting.contains(&"country germany atlas".to_owned()), "{acting:?}");
    let named = tags(&story("A German carmaker will close a plant, its last one in Germany."));
    assert!(named.contains(&"country germany atlas".to_owned()), "{named:?}");
    let person = tags(&story("Paris Hilton sang at the University of Lagos."));
    assert!(!person.iter().any(|tag| tag.starts_with("place")), "{person:?}");
    let words = tags(&story("It was nice of him to keep reading."));
    assert!(!words.iter().any(|tag| tag.starts_with("place")), "{words:?}");
}

#[test]
fn a_site_has_its_way() {
    let body = "Ships passed Mumbai, and Peru signed.";
    let off = story(body).file("site.yaml", "atlas: off\ndiscover: off\n");
    assert_eq!(tags(&off), [""; 0]);
    let parts = story(body).file("site.yaml", "atlas: {places: off}\ndiscover: off\n");
    assert_eq!(tags(&parts), ["country peru atlas"]);
    let except = story(body).file("site.yaml", "atlas: {except: [mumbai]}\ndiscover: off\n");
    assert_eq!(tags(&except), ["country peru atlas"]);
    let wrong = story(body).file("site.yaml", "atlas: {except: [mumbay]}\n");
    let errors = wrong.run("build", &[]).errors;
    assert!(errors.contains("did you mean `mumbai`?"), "{errors}");
    let own = story(body).file(
        "content/places/places.yaml",
        "- {name: Mumbai, id: bombay, country: IN, summary: A port.}\n",
    );
    let tags = tags(&own);
    assert!(tags.contains(&"place bombay registry".to_owned()), "{tags:?}");
    own.build(&["--strict"]);
    assert!(own.page("places/bombay/").contains("A port."));
}

#[test]
fn leaders_are_told_with_their_dates() {
    let site = story("Prime Minister Narendra Modi spoke in parliament.");
    site.build(&[]);
    let page = site.page("people/narendra-modi/");
    assert!(page.contains("as of"), "{page}");
    let (_, main) = page.split_once("<main").expect("a main part");
    assert!(!main.contains("current"), "{main}");
}

#[test]
fn the_atlas_is_whole() {
    let registry = load_over_atlas(&[], &AtlasSettings::default());
    assert_eq!(registry.diagnostics(), []);
    let of_kind = |kind| registry.entities().filter(|(_, entity)| entity.kind == kind).count();
    assert!(of_kind(EntityKind::Country) >= 249);
    assert!(of_kind(EntityKind::Place) >= 2_500);
    assert!(of_kind(EntityKind::Person) >= 300);
    assert!(of_kind(EntityKind::Organization) >= 520);
    assert!(registry.topics().len() >= 150);
    let mut ids = HashSet::new();
    for (_, entity) in registry.entities() {
        assert!(ids.insert(entity.id.as_str()), "{}", entity.id);
        let code = entity.country.as_deref();
        assert!(code.is_none_or(|code| registry.country(code).is_some()), "{}", entity.id);
        let has_date = entity.kind != EntityKind::Person || entity.as_of.is_some();
        assert!(has_date, "{}", entity.id);
    }
}
