//! `briefing import actors`: tables, Wikidata, FollowTheMoney and Popolo become registry files.

mod support;

use support::{Run, Site};

fn import(site: &Site, name: &str, text: &str, options: &[&str]) -> Run {
    site.write(name, text.as_bytes());
    let path = site.path(name);
    let file = path.to_str().expect("a path");
    site.run("import", &[&["actors", file], options].concat())
}

/// The file that an import wrote; the site has to build with it.
fn written(site: &Site, path: &str) -> String {
    let build = site.run("build", &[]);
    assert_eq!(build.code, 0, "{}", build.errors);
    assert!(!build.errors.contains(path), "{}", build.errors);
    std::fs::read_to_string(site.path(path)).expect("a registry file")
}

#[test]
fn a_table_with_a_row_for_each_office() {
    let site = Site::new();
    let table = "\u{feff}Name;ID;Aliases;Country;Wikidata;Position;Of;Start;End\n\
        Meri Väli;meri;M. Väli|Meri Vali;Estonia;Q900001;Minister of Justice;Estonia;2019-04;2021-01-26\n\
        Meri Väli;meri;;EE;;Speaker;Riigikogu;2023;\n\
        \"Okafor, Ada\";;;Nowhereland;;;;yesterday;\n\
        ;;;;;;;;\n";
    let run = import(&site, "ministers.csv", table, &[]);
    assert_eq!(run.code, 0, "{}", run.errors);
    insta::assert_snapshot!("import_table", written(&site, "content/actors/ministers.yaml"));
    insta::assert_snapshot!(
        "import_table_problems",
        run.errors.replace(site.root().to_str().expect("a path"), "SITE")
    );
    assert!(
        run.output.ends_with("2 entries written, 0 merged, 0 registered already\n"),
        "{}",
        run.output
    );
}

#[test]
fn results_of_a_query_at_wikidata() {
    let site = Site::new();
    let json = r#"{"head": {"vars": ["person", "personLabel", "positionLabel", "start"]}, "results": {"bindings": [
        {"person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q900002"},
         "personLabel": {"type": "literal", "value": "Tarek Haddar"}, "personAltLabel": {"type": "literal", "value": "T. Haddar, Tareq Haddar"},
         "country": {"type": "uri", "value": "http://www.wikidata.org/entity/Q810"},
         "positionLabel": {"type": "literal", "value": "minister of water"}, "start": {"type": "literal", "value": "2022-10-27T00:00:00Z"}},
        {"person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q900003"},
         "personLabel": {"type": "literal", "value": "Q900003"}}]}}"#;
    let run = import(&site, "query.json", json, &[]);
    assert_eq!(run.code, 0, "{}", run.errors);
    insta::assert_snapshot!("import_wikidata", written(&site, "content/actors/query.yaml"));
    assert!(run.errors.contains("no name"), "{}", run.errors);
    let table = "item,itemLabel,itemAltLabel\nhttp://www.wikidata.org/entity/Q900004,Port Harlan,\"Harlan, Porto Harlan\"\n";
    let run = import(&site, "places.csv", table, &["--kind", "place", "--country", "Portugal"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    insta::assert_snapshot!("import_places", written(&site, "content/places/places.yaml"));
}

#[test]
fn entities_of_follow_the_money() {
    let site = Site::new();
    let lines = [
        r#"{"id": "people.ada-okafor", "schema": "Person", "properties": {"name": ["Ada Okafor", "Adaeze Okafor"], "nationality": ["ng"], "wikidataId": ["Q900005"], "position": ["Senator"]}}"#,
        r#"{"id": "NK-1", "schema": "PublicBody", "properties": {"name": ["Ports Authority"], "country": ["ng"], "website": ["https://ports.example/"]}}"#,
        r#"{"id": "post", "schema": "Position", "properties": {"name": ["Minister of Ports"]}}"#,
        r#"{"id": "o", "schema": "Occupancy", "properties": {"holder": ["people.ada-okafor"], "post": ["post"], "startDate": ["2020-02-01"], "endDate": ["2022"]}}"#,
        r#"{"id": "m", "schema": "Directorship", "properties": {"director": ["people.ada-okafor"], "organization": ["NK-1"], "role": ["Chair"]}}"#,
        r#"{"id": "a", "schema": "Address", "properties": {"full": ["Lagos"]}}"#,
    ];
    let run = import(&site, "entities.ftm.json", &lines.join("\n"), &["--name", "ports"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    insta::assert_snapshot!("import_follow_the_money", written(&site, "content/actors/ports.yaml"));
}

#[test]
fn what_a_site_tells_of_itself_can_be_read_by_another() {
    let sample = Site::sample();
    sample.build(&[]);
    let data = std::fs::read_to_string(sample.path("public/data/entities.ftm.json")).expect("data");
    let site = Site::new();
    let run = import(&site, "other.json", &data, &[]);
    assert_eq!(run.code, 0, "{}", run.errors);
    let entries = written(&site, "content/actors/other.yaml");
    assert!(entries.contains("- name: \"Antony Blinken\"\n  kind: person"), "{entries}");
}

#[test]
fn popolo_as_every_politician_writes_it() {
    let site = Site::new();
    let json = r#"{"persons": [
        {"id": "p1", "name": "Ilves Roosa", "family_name": "Ilves", "other_names": [{"name": "Roosa Ilves", "lang": "en"}],
         "identifiers": [{"scheme": "viaf", "identifier": "1"}, {"scheme": "wikidata", "identifier": "Q900006"}],
         "links": [{"note": "Profile", "url": "https://people.example/ilves"}]}],
        "organizations": [{"id": "legislature", "name": "Riigikogu", "classification": "legislature"}],
        "events": [{"id": "term/14", "name": "14th", "start_date": "2019-04-04", "end_date": "2023-04-09"}],
        "memberships": [{"person_id": "p1", "organization_id": "legislature", "role": "member", "legislative_period_id": "term/14"},
                        {"person_id": "p1", "organization_id": "legislature", "role": "speaker", "start_date": "2021-03-18"}]}"#;
    let run = import(&site, "estonia.json", json, &["--country", "ee"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    insta::assert_snapshot!("import_popolo", written(&site, "content/actors/estonia.yaml"));
}

#[test]
fn duplicates_are_merged_and_told_and_what_is_registered_stays() {
    let site = Site::sample();
    let table = "name,wikidata,country,summary\n\
        Antony Blinken,,US,Another text.\n\
        Rana Qureshi,Q900007,PK,\n\
        R. Qureshi,Q900007,,Judge.\n\
        Rana Qureshi,,,\n\
        Antony Blinken,Q900010,GB,A namesake.\n\
        Emmanuel Macron,Q900011,BE,A namesake too.\n\
        John Smith,Q900008,US,\n\
        John Smith,Q900009,GB,\n";
    let run = import(&site, "more.csv", table, &[]);
    assert_eq!(run.code, 0, "{}", run.errors);
    insta::assert_snapshot!("import_report", run.output);
    insta::assert_snapshot!("import_merged", written(&site, "content/actors/more.yaml"));
    let before = std::fs::read(site.path("content/actors/more.yaml")).expect("a file");
    let again = import(&site, "more.csv", "name\nNew Name\n", &[]);
    assert_eq!(again.code, 1);
    assert!(again.errors.contains("is there already"), "{}", again.errors);
    assert_eq!(std::fs::read(site.path("content/actors/more.yaml")).expect("a file"), before);
}

#[test]
fn what_is_no_such_file_is_told() {
    let site = Site::new();
    for (name, text, told) in [
        ("a.csv", "first,second\n1,2\n", "expected a column `name`; there are: first, second"),
        ("b.json", "not json", "this is no JSON"),
        ("c.json", "{\"things\": []}", "neither rows nor `persons`"),
        (
            "d.json",
            "{\"id\": \"x\", \"schema\": \"Person\", \"properties\": {\"name\": [\"X Y\"]}}\n{",
            "this line is no JSON",
        ),
    ] {
        let run = import(&site, name, text, &[]);
        assert_eq!(run.code, 1, "{name}");
        assert!(run.errors.contains(told), "{name}: {}", run.errors);
    }
    let missing = site.run("import", &["actors", "/nowhere.csv"]);
    assert!(
        missing.code == 1 && missing.errors.contains("can't read /nowhere.csv"),
        "{}",
        missing.errors
    );
    let country = import(&site, "e.csv", "name\nX Y\n", &["--country", "Atlantis"]);
    assert!(
        country.code == 1 && country.errors.contains("no country is known as `Atlantis`"),
        "{}",
        country.errors
    );
    assert!(!site.path("content/actors").exists());
}
