//! The files of `/data/`: what they hold, and that they fit together.

mod support;

use std::collections::BTreeSet;
use std::io::Read as _;

use serde_json::{Value, json};
use support::preview::Preview;
use support::{Site, dead_links};

fn records(site: &Site, file: &str) -> Vec<Value> {
    let text = site.page(&format!("data/{file}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn record(records: &[Value], id: &str) -> Value {
    let found = records.iter().find(|record| record["id"] == id);
    found.unwrap_or_else(|| panic!("no {id}")).clone()
}

/// The rows of a table by the names of its columns.
fn rows(site: &Site, file: &str) -> Vec<Vec<(String, String)>> {
    let text = site.page(&format!("data/{file}"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns = reader.headers().expect("columns").clone();
    let cells = |row: csv::StringRecord| {
        columns.iter().zip(row.iter()).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    };
    reader.records().map(|row| cells(row.expect("a row"))).collect()
}

fn has_row(rows: &[Vec<(String, String)>], wanted: &[(&str, &str)]) -> bool {
    rows.iter().any(|row| {
        wanted.iter().all(|(key, value)| row.iter().any(|(k, v)| k == key && v == value))
    })
}

#[test]
fn articles_actors_and_topics_as_json() {
    let site = Site::sample();
    site.build(&[]);
    let articles = records(&site, "articles.json");
    let ids: Vec<&str> = articles.iter().filter_map(|article| article["id"].as_str()).collect();
    let [dated, lima, earlier] =
        ["articles/2024/12/dated-by-name", "articles/2024/11/lima", "articles/2023/05/earlier"];
    assert_eq!(ids, [dated, lima, earlier]);
    let article = record(&articles, lima);
    assert_eq!(article["url"], "https://desk.example/articles/2024/11/lima/");
    assert_eq!(article["title"], "Cho and Blinken meet in Lima");
    assert_eq!(article["source"], json!({"name": "Wire", "url": "https://wire.example/1"}));
    let cho = record(article["entities"].as_array().expect("entities"), "people/cho-tae-yul");
    assert_eq!((&cho["mentions"], &cho["origin"]), (&json!(3), &json!("registry")));
    assert!(cho["salience"].as_f64().is_some_and(|salience| salience >= 0.9));
    let actors = records(&site, "actors.json");
    let cho = record(&actors, "people/cho-tae-yul");
    assert_eq!((&cho["kind"], &cho["wikidata"]), (&json!("person"), &json!("Q1")));
    assert_eq!((&cho["articles"], &cho["discovered"]), (&json!(1), &json!(false)));
    assert_eq!(
        cho["positions"],
        json!([{"title": "Foreign Minister", "of": "South Korea", "start": "2024-01-10", "end": null}])
    );
    let apec = record(&actors, "organizations/asia-pacific-economic-cooperation");
    assert!(apec["aliases"].as_array().expect("aliases").contains(&json!("APEC")));
    let topics = records(&site, "topics.json");
    let alliances = record(&topics, "topics/alliances");
    assert_eq!(
        (&alliances["broader"], &alliances["articles"]),
        (&json!("topics/diplomacy"), &json!(2))
    );
}

#[test]
fn mentions_and_relations_as_tables() {
    let site = Site::sample();
    site.build(&[]);
    let mentions = rows(&site, "mentions.csv");
    let lima = "articles/2024/11/lima";
    assert!(has_row(
        &mentions,
        &[
            ("article", lima),
            ("date", "2024-11-14"),
            ("id", "people/cho-tae-yul"),
            ("name", "Cho Tae-yul"),
            ("text", "Cho Tae-yul"),
            ("rule", "name"),
            ("count", "1"),
        ]
    ));
    assert!(has_row(
        &mentions,
        &[("id", "topics/alliances"), ("text", "alliance"), ("rule", "keyword")]
    ));
    let relations = rows(&site, "relations.csv");
    let of_two = |a: &str, b: &str| -> Vec<_> {
        let is_pair = |row: &&Vec<(String, String)>| {
            let ids = BTreeSet::from([row[0].1.as_str(), row[2].1.as_str()]);
            ids == BTreeSet::from([a, b])
        };
        let cells = |row: &Vec<(String, String)>| {
            row[4..].iter().map(|(_, cell)| cell.clone()).collect::<Vec<_>>()
        };
        relations.iter().filter(is_pair).map(cells).collect()
    };
    let once = of_two("people/cho-tae-yul", "people/antony-blinken");
    assert_eq!(once, [["1", "2024-11-14", "2024-11-14"]]);
    assert_eq!(of_two("people/cho-tae-yul", "people/cho-tae-yul"), [[""; 0]; 0]);
    let with_korea = of_two("countries/south-korea", "people/antony-blinken");
    assert_eq!(with_korea, [["1", "2023-05-02", "2023-05-02"]]);
}

#[test]
fn no_cell_is_a_formula_and_texts_are_quoted() {
    let site = Site::new()
        .file("site.yaml", "discover: off\n")
        .file(
            "content/actors/odd.yaml",
            "- {name: '=cmd', kind: organization, aliases: ['Cmd Corp']}\n- {name: '@risk', kind: organization, aliases: ['Risk Corp']}\n\
             - {name: 'Smith, \"Big\" & Sons', kind: organization, aliases: ['Smith Corp']}\n",
        )
        .file("content/articles/odd.md", "---\ntitle: T\ndate: 2024-01-01\n---\n\nCmd Corp, Risk Corp and Smith Corp.\n");
    site.build(&[]);
    let relations = rows(&site, "relations.csv");
    let names: BTreeSet<&str> =
        relations.iter().flat_map(|row| [row[1].1.as_str(), row[3].1.as_str()]).collect();
    assert_eq!(names, BTreeSet::from(["'=cmd", "'@risk", "Smith, \"Big\" & Sons"]));
    for row in rows(&site, "mentions.csv").iter().chain(&relations) {
        assert!(row.iter().all(|(_, cell)| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
    // Only a spreadsheet takes them for formulas.
    assert!(records(&site, "actors.json").iter().any(|actor| actor["name"] == "=cmd"));
}

#[test]
fn all_files_have_the_same_ids() {
    let site = Site::sample();
    site.build(&[]);
    let ids = |file: &str| -> BTreeSet<String> {
        let ids = records(&site, file).into_iter();
        ids.map(|record| record["id"].as_str().expect("an id").to_owned()).collect()
    };
    let known: BTreeSet<String> =
        ["articles.json", "actors.json", "topics.json"].into_iter().flat_map(ids).collect();
    assert!(known.iter().all(|id| site.has_page(id)), "{known:?}");
    for row in rows(&site, "mentions.csv") {
        assert!(known.contains(&row[0].1) && known.contains(&row[2].1), "{row:?}");
    }
    for row in rows(&site, "relations.csv") {
        assert!(known.contains(&row[0].1) && known.contains(&row[2].1), "{row:?}");
    }
    let dotted: BTreeSet<String> = known.iter().map(|id| id.replace('/', ".")).collect();
    for line in site.page("data/entities.ftm.json").lines() {
        let entity: Value = serde_json::from_str(line).expect("JSON");
        let properties = entity["properties"].as_object().expect("properties");
        assert!(properties.values().all(|values| values.as_array().is_some_and(|v| !v.is_empty())));
        if entity["schema"] == "Documentation" {
            for end in ["entity", "document"] {
                assert!(dotted.contains(properties[end][0].as_str().expect("an id")), "{line}");
            }
        } else {
            assert!(dotted.contains(entity["id"].as_str().expect("an id")), "{line}");
        }
    }
}

#[test]
fn golden_files() {
    let site = Site::new()
        .file("site.yaml", "base_url: https://desk.example/\ndiscover: off\natlas: false\n")
        .file(
            "content/actors/a.yaml",
            "- {name: Ada Lark, kind: person, country: FR, wikidata: Q2, positions: [{title: Mayor, of: Lyon, start: 2020}]}\n\
             - {name: Lark & Sons, kind: organization, country: FR}\n- {name: France, kind: country, country: FR}\n",
        )
        .file("content/places/p.yaml", "- {name: Lyon, country: FR}\n")
        .file(
            "content/articles/a.md",
            "---\ntitle: Ada Lark of Lyon\ndate: 2024-01-01\nsummary: A mayor.\n---\n\nAda Lark left Lark & Sons in France.\n",
        );
    site.build(&[]);
    insta::assert_snapshot!("follow_the_money", site.page("data/entities.ftm.json"));
    insta::assert_snapshot!("graph", site.page("data/graph.gexf"));
}

#[test]
fn the_page_describes_every_file_and_all_fields_are_there() {
    let site = Site::sample();
    site.build(&[]);
    let page = site.page("data/");
    let files = site.public();
    let made: Vec<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix("data/"))
        .filter(|name| *name != "index.html")
        .collect();
    assert_eq!(made.len(), 8);
    for name in made {
        let part = page.split(&format!("href=\"/data/{name}\"")).nth(1).expect("its description");
        let part = part.split("<h2").next().expect("its end");
        let fields = part.split("<code>").skip(1);
        let told: BTreeSet<&str> =
            fields.map(|field| field.split("</code>").next().expect("an end")).collect();
        let text = site.page(&format!("data/{name}"));
        let first: Value = match name {
            name if name.ends_with(".csv") => {
                let header = text.lines().next().expect("columns");
                assert_eq!(header.split(',').collect::<BTreeSet<_>>(), told, "{name}");
                continue;
            }
            "graph.gexf" => {
                let is_there = |field: &&str| {
                    text.contains(&format!("title=\"{field}\""))
                        || text.contains(&format!(" {field}=\""))
                };
                assert!(told.iter().all(is_there), "{told:?}");
                continue;
            }
            "entities.ftm.json" => serde_json::from_str(text.lines().next().expect("a line")),
            _ => serde_json::from_str::<Vec<Value>>(&text).map(|records| records[0].clone()),
        }
        .expect("JSON");
        let fields = first.as_object().expect("an object").keys();
        assert_eq!(fields.map(String::as_str).collect::<BTreeSet<_>>(), told, "{name}");
    }
    assert!(site.page("").contains("href=\"/data/\""));
    assert_eq!(dead_links(&files, "/"), [""; 0]);
    let run = site.run("check", &["--now", "2025-01-01"]);
    assert!(!run.output.contains("/data") && !run.errors.contains("/data"), "{}", run.errors);
}

#[test]
fn the_preview_serves_data_with_its_media_types() {
    let site = Site::sample();
    site.build(&[]);
    let preview = Preview::of(&site);
    for (name, media_type) in [
        ("articles.json", "application/json"),
        ("mentions.csv", "text/csv; charset=utf-8"),
        ("entities.ftm.json", "application/json+ftm"),
        ("graph.gexf", "application/gexf+xml"),
    ] {
        let answer = preview.get(&format!("/data/{name}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(media_type)));
        assert_eq!(answer.text(), site.page(&format!("data/{name}")));
    }
    assert!(preview.get("/data/").text().contains("<h1>Data</h1>"));
}

#[test]
fn an_empty_site_has_empty_data() {
    let site = Site::new();
    site.build(&[]);
    for file in ["articles.json", "actors.json", "topics.json"] {
        assert!(records(&site, file).is_empty());
    }
    assert!(rows(&site, "mentions.csv").is_empty() && rows(&site, "relations.csv").is_empty());
    assert_eq!(site.page("data/entities.ftm.json"), "");
}

#[test]
fn the_data_of_a_large_site_stands_in_parts() {
    let mut site = Site::new()
        .file("site.yaml", "atlas: off\ndiscover: off\n")
        .file("content/actors/cho.yaml", "- {name: Cho Tae-yul, kind: person}\n");
    let article = |number: usize| {
        format!(
            "---\ntitle: Number {number}\ndate: 20{:02}-01-01\n---\n\nCho Tae-yul spoke.\n",
            number % 25
        )
    };
    for number in 0..2_001 {
        site = site.file(&format!("content/articles/{number}.md"), &article(number));
    }
    site.build(&[]);
    let part = |name: &str| {
        let mut text = String::new();
        let files = site.public();
        flate2::read::GzDecoder::new(&files[&format!("data/{name}")][..])
            .read_to_string(&mut text)
            .expect("gzip");
        text
    };
    let articles = |name: &str| -> Vec<Value> { serde_json::from_str(&part(name)).expect("JSON") };
    let (oldest, newest) = (articles("articles-1.json.gz"), articles("articles-2.json.gz"));
    assert_eq!((oldest.len(), newest.len()), (2_000, 1));
    assert_eq!(newest[0]["date"], "2024-01-01T00:00:00+00:00");
    assert_eq!(part("mentions-1.csv.gz").lines().count(), 2_001);
    assert_eq!(part("entities-2.ftm.json.gz").lines().count(), 2);
    assert_eq!(part("relations-1.csv.gz").lines().count(), 1);
    assert!(part("graph-1.gexf.gz").contains("label=\"Cho Tae-yul\""));
    // Who is named stands before the articles that name them.
    assert_eq!(site.page("data/entities.ftm.json").lines().count(), 1);
    assert!(!site.public().contains_key("data/mentions.csv"));
    let index = records(&site, "index.json");
    let first = index.iter().find(|file| file["name"] == "mentions-1.csv.gz").expect("the part");
    assert_eq!((&first["first_day"], &first["part"]), (&json!("2000-01-01"), &json!(1)));
    let files = site.public();
    let relations = index.iter().find(|file| file["name"] == "relations-1.csv.gz").expect("one");
    let days = (&relations["first_day"], &relations["last_day"]);
    assert_eq!(days, (&json!("2000-01-01"), &json!("2024-01-01")), "of all articles");
    let name = |file: &Value| format!("data/{}", file["name"].as_str().expect("a name"));
    assert!(index.iter().all(|file| files.contains_key(&name(file))));
    assert!(site.page("data/").contains("href=\"/data/mentions-1.csv.gz\""));
    assert!(site.page("data/").contains("<a href=\"/data/relations-1.csv.gz\">"));
    assert_eq!(dead_links(&site.public(), "/"), [""; 0]);
    // An article of a later day changes nothing in the older part.
    site.write(
        "content/articles/new.md",
        b"---\ntitle: New\ndate: 2024-12-01\n---\n\nCho Tae-yul.\n",
    );
    site.build(&[]);
    let part = "data/mentions-1.csv.gz";
    assert_eq!(files[part], site.public()[part]);
}
