//! The commands as a user types them.

mod support;

use std::collections::HashMap;

use assert_cmd::Command;
use support::Site;

fn briefing(arguments: &[&str]) -> std::process::Output {
    Command::cargo_bin("briefing").expect("the binary").args(arguments).output().expect("a run")
}

#[test]
fn exit_codes() {
    assert_eq!(briefing(&["build", "--nonsense"]).status.code(), Some(2));
    assert_eq!(briefing(&["build", "--base-url", "nonsense"]).status.code(), Some(2));
    assert_eq!(briefing(&["build", "--now", "yesterday"]).status.code(), Some(2));
    assert_eq!(briefing(&["--help"]).status.code(), Some(0));
    let nowhere = briefing(&["build", "--root", "/nowhere"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("--root"));
}

#[test]
fn the_last_line_sums_up() {
    let site = Site::sample();
    let run = site.build(&[]);
    let line = run.output.trim_end();
    assert!(
        line.starts_with("3 articles, 4 actors and 2 topics: ") && line.ends_with(" s"),
        "{line}"
    );
    assert_eq!(line.lines().count(), 1);
    assert_eq!(site.build(&["--quiet"]).output, "");
    assert_eq!(site.build(&["--verbose"]).output.lines().count(), 3);
}

#[test]
fn tag_quotes_each_mention_with_its_rule() {
    let site = Site::sample().file(
        "content/actors/more.yaml",
        "- {id: icc-one, name: First Court, kind: organization, acronym: ICC}\n- {id: icc-two, name: Second Chamber, kind: organization, acronym: ICC}\n",
    );
    site.write("content/articles/2023/earlier.md", b"---\ntitle: T\ndate: 2023-05-02\n---\n\nThe ICC and Antony Blinken. Michelle Blinken too.\n");
    let run = site.run("tag", &[]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!("tag_text", run.output);
}

#[test]
fn tag_prints_one_object_an_article() {
    let site = Site::sample();
    let run = site.run("tag", &["--format", "jsonl"]);
    assert_eq!(run.code, 0);
    let records: Vec<serde_json::Value> =
        run.output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(records.len(), 3);
    for record in &records {
        let text = std::fs::read_to_string(site.path(record["path"].as_str().expect("a path")))
            .expect("the file");
        for list in ["actors", "places", "topics"] {
            for tag in record[list].as_array().expect("a list") {
                for mention in tag["mentions"].as_array().expect("a list") {
                    let place = |key: &str| {
                        usize::try_from(mention[key].as_u64().expect("a number"))
                            .expect("an offset")
                    };
                    assert_eq!(text.get(place("start")..place("end")), mention["text"].as_str());
                }
            }
        }
    }
    let lima =
        records.iter().find(|r| r["path"] == "content/articles/2024/lima.md").expect("the article");
    let kinds: HashMap<&str, &str> = lima["actors"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|actor| {
            (actor["id"].as_str().expect("an id"), actor["kind"].as_str().expect("a kind"))
        })
        .collect();
    assert_eq!(kinds["cho-tae-yul"], "person");
    assert_eq!(kinds["asia-pacific-economic-cooperation"], "organization");
    assert_eq!(lima["places"][0]["id"], "lima");
    assert_eq!(lima["topics"][0]["origin"], "registry");
    insta::assert_snapshot!("tag_jsonl", run.output);
}

#[test]
fn tag_takes_files_and_folders() {
    let site = Site::sample();
    let file = site.path("content/articles/2024/lima.md");
    let folder = site.path("content/articles/2023");
    let run =
        site.run("tag", &[&file.to_string_lossy(), &folder.to_string_lossy(), "--format", "jsonl"]);
    assert_eq!(run.output.lines().count(), 2);
    assert_eq!(site.run("tag", &["/nowhere.md"]).code, 1);
}

#[test]
fn warnings_fail_a_strict_build_only() {
    let site = Site::sample().file("content/article/typo.md", "---\ntitle: Wrong folder\n---\n");
    let run = site.build(&[]);
    assert!(
        run.errors.contains("warning[ignored-file]") && run.errors.ends_with("1 warning\n"),
        "{}",
        run.errors
    );
    assert_eq!(site.run("build", &["--strict"]).code, 1);
    assert_eq!(Site::sample().run("build", &["--strict"]).code, 0);
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = briefing(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        let script = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(script.contains("briefing") && script.contains("base-url"), "{shell}");
    }
    assert_eq!(briefing(&["completions", "abacus"]).status.code(), Some(2));
}

#[test]
fn one_manual_page_for_all_commands() {
    let output = briefing(&["man"]);
    assert_eq!(output.status.code(), Some(0));
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(page.contains(".TH briefing 1"));
    for command in ["BUILD", "INIT", "NEW", "TAG", "SCHEMA", "COMPLETIONS", "MAN"] {
        assert!(page.contains(&format!(".SH \"BRIEFING {command}\"\n")), "{command}");
    }
    for option in ["strict", "format", "root"] {
        assert!(page.contains(&format!("\\-\\-{option}")), "{option}");
    }
    assert_eq!(page.matches(".SH SYNOPSIS").count(), 1);
}
