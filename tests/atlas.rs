//! The built-in atlas: what a site without a registry recognises, how a site overrides it, and that the atlas itself is sound.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use briefing::config::{AtlasSettings, Config};
use briefing::content::{Article, ContentKind};
use briefing::diagnostics::{Source, Span};
use briefing::registry::{
    Declaration, Entity, EntityKind, EntryFile, Registry, Topic, load, load_over_atlas,
};
use briefing::tagging::{Tagged, Tagger};
use support::Site;

fn atlas() -> Tagger {
    let registry = load_over_atlas(&[], &AtlasSettings::default());
    assert_eq!(registry.diagnostics(), []);
    Tagger::new(&Arc::new(registry), None)
}

fn tagged(title: &str, body: &str, tagger: &Tagger) -> Tagged {
    let text = format!("---\ntitle: {title}\ndate: 2026-01-14\n---\n\n{body}\n");
    let article =
        Article::parse(Source::new("content/articles/story.md", &text), &Config::default());
    assert_eq!(article.diagnostics, []);
    tagger.tag(Arc::new(article), &Config::default())
}

/// What is recognised in reading order, as `id/rule surface`, and what is not, as `-surface: reason`.
fn told(tagged: &Tagged, registry: &Registry) -> Vec<String> {
    let article = &tagged.article;
    let surface = |span| article.source.slice(article.prose.source_span(span)).to_owned();
    let mut found: Vec<(u32, String)> = Vec::new();
    for tag in &tagged.entities {
        for mention in &tag.mentions {
            let id = &registry.entity(tag.entity).id;
            let line = format!("{id}/{} {}", mention.rule.name(), surface(mention.span));
            found.push((mention.span.start, line));
        }
    }
    for dropped in &tagged.dropped {
        let line = format!("-{}: {:?}", surface(dropped.span), dropped.reason);
        found.push((dropped.span.start, line));
    }
    found.sort();
    found.into_iter().map(|(_, line)| line).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    let tagger = atlas();
    let mut wrong = Vec::new();
    for (body, expected) in cases {
        let told = told(&tagged("A story", body, &tagger), tagger.registry());
        if told != *expected {
            wrong.push(format!("{body}\n  expected {expected:?}\n  found    {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn countries_places_and_leaders_are_known() {
    check(&[
        ("Japan and the U.S. agreed.", &["japan/name Japan", "united-states/acronym U.S."]),
        (
            "Burma, Ivory Coast, Türkiye.",
            &["myanmar/alias Burma", "cote-divoire/alias Ivory Coast", "turkey/alias Türkiye"],
        ),
        (
            "Kharkiv and Kiev, and the South China Sea",
            &["kharkiv/name Kharkiv", "kyiv/alias Kiev", "south-china-sea/name South China Sea"],
        ),
        (
            "Xi Jinping spoke; Xi left Xi'an.",
            &["xi-jinping/name Xi Jinping", "xi-jinping/surname Xi", "xian/name Xi'an"],
        ),
        (
            "Recep Tayyip Erdogan and Emmanuel Macron",
            &[
                "recep-tayyip-erdogan/name Recep Tayyip Erdogan",
                "emmanuel-macron/name Emmanuel Macron",
            ],
        ),
        (
            "The Kremlin and Downing Street",
            &["russia/metonym Kremlin", "united-kingdom/metonym Downing Street"],
        ),
    ]);
}

#[test]
fn a_capital_is_its_government_where_it_acts() {
    check(&[
        ("Seoul's foreign ministry said so.", &["south-korea/capital Seoul"]),
        ("Seoul’s deputy foreign minister", &["south-korea/capital Seoul"]),
        ("Moscow accused Kyiv of lying.", &["russia/capital Moscow", "kyiv/name Kyiv"]),
        ("Moscow on Friday also rejected it.", &["russia/capital Moscow"]),
        (
            "Moscow and Pyongyang signed it.",
            &["russia/capital Moscow", "north-korea/capital Pyongyang"],
        ),
        (
            "New sanctions on Moscow, talks with Pyongyang.",
            &["russia/capital Moscow", "north-korea/capital Pyongyang"],
        ),
        ("Moscow's invasion of Ukraine", &["russia/capital Moscow", "ukraine/name Ukraine"]),
        ("It snowed in Moscow.", &["moscow/name Moscow"]),
        ("Seoul's subway runs late.", &["seoul/name Seoul"]),
        ("A court in Paris ruled.", &["paris/name Paris"]),
        (
            "Washington warned Beijing.",
            &["united-states/capital Washington", "beijing/name Beijing"],
        ),
        ("Washington is nice.", &["-Washington: NeedsContext"]),
        ("He lives in Washington.", &["washington-d-c/alias Washington"]),
        ("WASHINGTON — It rained.", &["washington-d-c/alias WASHINGTON"]),
        ("Moscow will reject it.", &["russia/capital Moscow"]),
        ("Moscow will be cold.", &["moscow/name Moscow"]),
        (
            "Seoul and Washington disagree.",
            &["south-korea/capital Seoul", "united-states/capital Washington"],
        ),
        ("The Paris attacks", &["paris/name Paris"]),
        ("Whether Seoul will supply them is open.", &["south-korea/capital Seoul"]),
        ("| City | Year |\n|---|---|\n| Paris | 2023 |", &["paris/name Paris"]),
        ("In Washington, D.C., it rained.", &["washington-d-c/name Washington, D.C."]),
        (
            "Denzel Washington came. Washington said yes.",
            &["-Washington: PartOfAnotherName", "-Washington: PartOfAnotherName"],
        ),
    ]);
}

#[test]
fn a_demonym_is_weak() {
    check(&[
        ("A German carmaker grows.", &["-German: LoneDemonym"]),
        (
            "A German carmaker grows in Germany.",
            &["germany/demonym German", "germany/name Germany"],
        ),
        ("French officials and Kenyan troops", &["france/demonym French", "kenya/demonym Kenyan"]),
        ("The South Korean vice foreign minister", &["south-korea/demonym South Korean"]),
        ("the Israeli air force", &["israel/demonym Israeli"]),
        ("the Americans said no", &["united-states/demonym Americans"]),
        ("Americans eat pie.", &["-Americans: LoneDemonym"]),
        ("the French rejected it", &["france/demonym French"]),
        ("Korean food", &["-Korean: Ambiguous"]),
        (
            "Korean food in South Korea",
            &["south-korea/demonym Korean", "south-korea/name South Korea"],
        ),
        ("Congolese troops", &["-Congolese: Ambiguous"]),
        ("South American music", &["-South American: LoneDemonym"]),
        ("African American music", &["-African: LoneDemonym", "-American: LoneDemonym"]),
    ]);
}

#[test]
fn short_forms_follow_the_full_name() {
    check(&[
        (
            "North Korea fired. The North said nothing.",
            &["north-korea/name North Korea", "north-korea/short-name North"],
        ),
        ("The North is cold.", &["-North: NotNamedBefore"]),
        (
            "North Korea and the North Atlantic",
            &["north-korea/name North Korea", "atlantic-ocean/alias North Atlantic"],
        ),
        (
            "South Korea heads north, not South.",
            &["south-korea/name South Korea", "-South: NotNamedBefore"],
        ),
    ]);
}

#[test]
fn ambiguous_names_need_context() {
    check(&[
        ("Georgia won.", &["-Georgia: NeedsContext"]),
        (
            "Georgia voted, and Georgian officials left Tbilisi.",
            &["georgia/name Georgia", "georgia/demonym Georgian", "tbilisi/name Tbilisi"],
        ),
        (
            "In Atlanta, Georgia, the U.S. voted.",
            &["atlanta/name Atlanta", "georgia-us/name Georgia", "united-states/acronym U.S."],
        ),
        ("Jordan scored.", &["-Jordan: NeedsContext"]),
        ("Jordan's king met Egypt's president.", &["jordan/name Jordan", "egypt/name Egypt"]),
        ("Talks in Jordan", &["jordan/name Jordan"]),
        ("Jordan Peterson spoke in Jordan.", &["-Jordan: PartOfAnotherName", "jordan/name Jordan"]),
        ("Congo is large.", &["-Congo: NeedsContext"]),
        (
            "Congo's president left Kinshasa in the DRC.",
            &[
                "democratic-republic-of-the-congo/alias Congo",
                "kinshasa/name Kinshasa",
                "democratic-republic-of-the-congo/acronym DRC",
            ],
        ),
        ("Hyderabad is hot.", &["hyderabad/name Hyderabad"]),
        ("Kochi is hot.", &["kochi/name Kochi"]),
        ("Newcastle is cold.", &["newcastle-upon-tyne/alias Newcastle"]),
        ("Hyderabad in India is hot.", &["hyderabad/name Hyderabad", "india/name India"]),
        (
            "Hyderabad in Pakistan is hot.",
            &["hyderabad-pakistan/name Hyderabad", "pakistan/name Pakistan"],
        ),
        ("London, Canada and London", &["london-canada/name London, Canada", "london/name London"]),
    ]);
}

#[test]
fn words_and_other_names_are_no_places() {
    check(&[
        ("Nice work. Reading helps.", &["-Nice: NeedsContext", "-Reading: NeedsContext"]),
        ("A fire in Nice, a flood in Reading", &["nice/name Nice", "reading/name Reading"]),
        ("Nice, France", &["nice/name Nice", "france/name France"]),
        (
            "Paris Hilton and Lincoln Smith",
            &["-Paris: PartOfAnotherName", "-Lincoln: PartOfAnotherName"],
        ),
        ("Senator Lindsey Graham of South Carolina", &["south-carolina/name South Carolina"]),
        ("the University of Lagos", &["-Lagos: PartOfAnotherName"]),
        ("the Governor of Lagos and Eastern Kyiv", &["lagos/name Lagos", "kyiv/name Kyiv"]),
        ("London Mayor Sadiq Khan", &["london/name London"]),
        ("Lincoln said so in the U.S.", &["-Lincoln: NeedsContext", "united-states/acronym U.S."]),
        ("the chad and the turkey, the polish", &[]),
        ("CHAD reads it, MALI too", &[]),
    ]);
    let tagger = atlas();
    let capitals = tagged("PERU OPENS A PORT", "Nothing.", &tagger);
    assert_eq!(told(&capitals, tagger.registry()), ["peru/name PERU"]);
}

/// A site without a registry: pages for what its articles mention, and for nothing else.
fn empty() -> Site {
    Site::new().file(
        "content/articles/story.md",
        "---\ntitle: A visit to Japan\ndate: 2026-03-02\n---\n\nEmmanuel Macron landed in Tokyo. French officials spoke of the WHO.\n",
    )
}

#[test]
fn an_empty_registry_gets_pages_for_what_is_mentioned() {
    let site = empty();
    site.build(&["--now", "2026-04-01", "--strict"]);
    for page in
        ["countries/japan/", "countries/france/", "places/tokyo/", "people/emmanuel-macron/"]
    {
        assert!(site.has_page(page), "{page}");
    }
    assert!(!site.has_page("countries/germany/"));
    let countries = site.page("countries/");
    assert!(countries.contains("Japan") && !countries.contains("Germany"));
    let person = site.page("people/emmanuel-macron/");
    assert!(person.contains("since 14 May 2017, as of 22 January 2026"), "{person}");
    assert!(!person.contains("Current ") && !person.contains(" current "), "{person}");
    let people = site.page("people/");
    assert!(people.contains("President, France (as of 22 January 2026)"), "{people}");
}

#[test]
fn tags_tell_that_they_come_from_the_atlas() {
    let site = empty();
    let text = site.run("tag", &[]).output;
    assert!(
        text.contains("country Japan (japan), salience") && text.contains(", atlas\n"),
        "{text}"
    );
    let lines = site.run("tag", &["--format", "jsonl"]).output;
    assert!(lines.contains("\"origin\":\"atlas\""), "{lines}");
    let own = site.file("content/actors/a.yaml", "- {name: Japan, kind: country, country: JP}\n");
    let text = own.run("tag", &[]).output;
    assert!(
        text.lines().any(|line| line.contains("(japan)") && line.ends_with("registry")),
        "{text}"
    );
}

/// The ids of the actors and places that a site is tagged with.
fn ids(site: &Site) -> BTreeSet<String> {
    let run = site.run("tag", &["--format", "jsonl"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    let record: serde_json::Value = serde_json::from_str(&run.output).expect("a line of JSON");
    let of = |key: &str| record[key].as_array().cloned().unwrap_or_default();
    let tags = [of("actors"), of("places"), of("topics")].concat();
    tags.iter().map(|tag| tag["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn a_site_takes_what_it_wants() {
    let known = ["emmanuel-macron", "france", "japan", "tokyo", "world-health-organization"];
    let site = |settings: &str| empty().file("site.yaml", &format!("discover: off\n{settings}"));
    let all: BTreeSet<String> = known.map(str::to_owned).into();
    assert_eq!(ids(&site("atlas: on\n")), all);
    assert_eq!(ids(&site("atlas: off\n")), BTreeSet::new());
    assert_eq!(ids(&site("atlas: false\n")), BTreeSet::new());
    for (settings, missing) in [
        ("{countries: off}", &["france", "japan"][..]),
        ("{places: off}", &["tokyo"]),
        ("{people: off}", &["emmanuel-macron"]),
        ("{organizations: off}", &["world-health-organization"]),
        ("{topics: off}", &[]),
        ("{except: [japan, tokyo]}", &["japan", "tokyo"]),
        ("{people: off, except: japan}", &["emmanuel-macron", "japan"]),
    ] {
        let found = ids(&site(&format!("atlas: {settings}\n")));
        let gone: Vec<&str> = all.difference(&found).map(String::as_str).collect();
        assert_eq!(gone, missing, "{settings}");
    }
}

#[test]
fn unknown_kinds_and_ids_are_told() {
    let site =
        empty().file("site.yaml", "atlas:\n  contries: off\n  places: maybe\n  except: [japann]\n");
    let run = site.run("build", &[]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.errors);
}

#[test]
fn what_a_site_says_goes_over_the_atlas() {
    let cases: [(&str, &str); 4] = [
        ("the same id", "- {name: Nippon, id: japan, kind: country, summary: Ours.}\n"),
        (
            "the same item of Wikidata",
            "- {name: Nippon, kind: country, wikidata: Q17, summary: Ours.}\n",
        ),
        ("the same code", "- {name: Nippon, kind: country, country: JP, summary: Ours.}\n"),
        ("the same name", "- {name: Japan, id: nippon, kind: country, summary: Ours.}\n"),
    ];
    for (case, entry) in cases {
        let site = empty().file("content/actors/a.yaml", entry);
        site.build(&["--now", "2026-04-01", "--strict"]);
        let id = if case == "the same id" { "japan" } else { "nippon" };
        let page = site.page(&format!("countries/{id}/"));
        assert!(page.contains("Ours."), "{case}: {page}");
        assert!(page.contains("Wikidata Q17"), "{case}: {page}");
        assert!(!site.has_page("countries/japan/") || id == "japan", "{case}");
    }
    // Something else with the id of an entry of the atlas takes its place.
    let site = empty().file("content/actors/a.yaml", "- {name: Tokyo, kind: organization}\n");
    assert!(ids(&site).contains("tokyo"));
    assert_eq!(site.run("build", &["--strict", "--now", "2026-04-01"]).code, 0);
    assert!(site.has_page("organizations/tokyo/") && !site.has_page("places/tokyo/"));
}

#[test]
fn an_entry_of_the_atlas_can_be_written_over_by_new() {
    let site = empty();
    let root = site.root().to_str().expect("a path").to_owned();
    let run = assert_cmd::Command::cargo_bin("briefing")
        .expect("the binary")
        .args(["new", "country", "Japan", "--root", &root])
        .output()
        .expect("a run");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn topics_of_a_site_stand_under_those_of_the_atlas() {
    let site = empty().file(
        "content/topics/t.yaml",
        "- {name: Runoffs, broader: elections, keywords: [visit]}\n",
    );
    site.build(&["--now", "2026-04-01", "--strict"]);
    assert!(site.has_page("topics/runoffs/") && site.has_page("topics/elections/"));
}

/// The atlas as it is written, read by the reader of sites.
fn written() -> Registry {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/registry/atlas");
    let file = |name: &str, kind| {
        let text = std::fs::read_to_string(folder.join(name)).expect("a file of the atlas");
        EntryFile { kind, source: Source::new(name, &text) }
    };
    load(&[
        file("countries.yaml", ContentKind::Actors),
        file("organizations.yaml", ContentKind::Actors),
        file("people.yaml", ContentKind::Actors),
        file("places.yaml", ContentKind::Places),
        file("regions.yaml", ContentKind::Places),
        file("topics.yaml", ContentKind::Topics),
    ])
}

fn entity_text(entity: &Entity) -> String {
    let declaration = Declaration { source: Source::new("", ""), span: Span::default() };
    format!("{:#?}", Entity { declaration, from_atlas: false, ..entity.clone() })
}

fn topic_text(topic: &Topic) -> String {
    let declaration = Declaration { source: Source::new("", ""), span: Span::default() };
    format!("{:#?}", Topic { declaration, from_atlas: false, ..topic.clone() })
}

#[test]
fn the_compact_form_has_all_that_is_written() {
    let written = written();
    assert_eq!(written.diagnostics(), []);
    let compact = load_over_atlas(&[], &AtlasSettings::default());
    assert!(compact.entities().all(|(_, entity)| entity.from_atlas));
    let entities = |registry: &Registry| -> BTreeMap<String, String> {
        registry.entities().map(|(_, entity)| (entity.id.clone(), entity_text(entity))).collect()
    };
    let (left, right) = (entities(&written), entities(&compact));
    assert_eq!(left.len(), right.len());
    for (id, text) in left {
        assert_eq!(Some(&text), right.get(&id), "{id}");
    }
    let topics = |registry: &Registry| -> Vec<String> {
        registry.topics().map(|(_, topic)| topic_text(topic)).collect()
    };
    assert_eq!(topics(&written), topics(&compact));
}

#[test]
fn the_atlas_is_as_large_as_it_should_be() {
    let atlas = written();
    let count = |kind| atlas.entities().filter(|(_, entity)| entity.kind == kind).count();
    assert_eq!(count(EntityKind::Country), 250);
    assert!(count(EntityKind::Place) > 2_500);
    assert!(count(EntityKind::Person) > 300);
}

#[test]
fn every_entry_of_the_atlas_belongs_to_a_country_that_is_there() {
    let atlas = written();
    for (_, entity) in atlas.entities() {
        if let Some(code) = &entity.country {
            assert!(atlas.country(code).is_some(), "{}: {code}", entity.id);
        }
        if entity.kind == EntityKind::Country {
            assert!(entity.country.is_some() && entity.wikidata.is_some(), "{}", entity.id);
        }
        if entity.kind == EntityKind::Person {
            assert!(entity.as_of.is_some() && !entity.positions.is_empty(), "{}", entity.id);
        }
        for name in &entity.needs_context {
            let is_name = *name == entity.name || entity.aliases.contains(name);
            assert!(is_name, "{} has no name {name}", entity.id);
        }
    }
}

#[test]
fn no_item_of_wikidata_stands_for_two_entries() {
    let atlas = written();
    let mut items: BTreeMap<&str, &str> = BTreeMap::new();
    for (_, entity) in atlas.entities() {
        if let Some(other) =
            entity.wikidata.as_deref().and_then(|item| items.insert(item, &entity.id))
        {
            panic!("{} and {other} have one item", entity.id);
        }
    }
}

#[test]
fn a_capital_of_a_country_is_a_place_of_the_atlas() {
    let atlas = written();
    let names: BTreeSet<(String, &str)> = atlas
        .entities()
        .filter(|(_, entity)| entity.kind == EntityKind::Place)
        .flat_map(|(_, entity)| {
            let country = entity.country.as_deref().unwrap_or_default();
            let names = [&entity.name].into_iter().chain(&entity.aliases);
            names.map(move |name| (briefing::text::fold(name).into_owned(), country))
        })
        .collect();
    let missing: Vec<&str> = atlas
        .entities()
        .flat_map(|(_, entity)| entity.capitals.iter().map(move |capital| (entity, capital)))
        .filter(|(entity, capital)| {
            let code = entity.country.as_deref().unwrap_or_default();
            !names.contains(&(briefing::text::fold(capital).into_owned(), code))
        })
        .map(|(_, capital)| capital.as_str())
        .collect();
    assert_eq!(missing, [""; 0]);
}
