//! `briefing check`: what a build lets pass, told at its place.

mod support;

use assert_cmd::Command;
use support::{Run, Site};

/// A site without a problem.
fn clean() -> Site {
    Site::new()
        .file("site.yaml", "title: Desk\nbase_url: https://desk.example/news/\n")
        .file(
            "content/actors/actors.yaml",
            "- name: Antony Blinken\n  kind: person\n- name: South Korea\n  kind: country\n",
        )
        .file("content/topics/topics.yaml", "- name: Alliances\n  keywords: [alliance]\n")
        .file("static/map.png", "a picture")
        .file(
            "content/articles/lima.md",
            "---\ntitle: The alliance holds\ndate: 2024-11-14\naliases: [/old/lima/]\n---\n\n\
             Antony Blinken on [South Korea](/countries/south-korea/).\n\n## Next steps\n\n\
             ![A map of Lima](/map.png) and [above](#next-steps), [About](../pages/about.md#who).\n",
        )
        .file(
            "content/pages/about.md",
            "---\ntitle: About\n---\n\n## Who\n\n[The story](../articles/lima.md#next-steps), \
             [its old URL](/old/lima/#any), [mail](mailto:desk@desk.example), <a href=\"../people\">people</a>.\n",
        )
}

fn check(site: &Site, arguments: &[&str]) -> Run {
    site.run("check", &[&["--now", "2025-01-01"], arguments].concat())
}

/// The messages of a check, which has to end with that code.
fn messages(site: &Site, code: i32) -> String {
    let run = check(site, &[]);
    assert_eq!(run.code, code, "{}{}", run.output, run.errors);
    assert_eq!(run.output, "");
    run.errors
}

#[test]
fn a_clean_site_has_no_problems() {
    for arguments in [&["--strict"][..], &["--strict", "--base-url", "/"]] {
        let site = clean();
        let run = check(&site, arguments);
        assert_eq!((run.code, run.errors.as_str()), (0, ""));
        assert_eq!(run.output, "no problems\n");
    }
    for format in ["json", "github"] {
        assert_eq!(check(&clean(), &["--format", format]).output, "");
    }
}

#[test]
fn nothing_is_written() {
    let site = clean();
    let before = support::tree(site.root());
    check(&site, &[]);
    assert_eq!(support::tree(site.root()), before);
}

#[test]
fn dead_links_in_markdown() {
    let draft = "---\ntitle: D\ndate: 2024-11-14\ndraft: true\n---\n";
    let site = clean().file("content/articles/draft.md", draft).file(
        "content/articles/dead.md",
        "---\ntitle: Dead ends of the alliance\ndate: 2024-11-15\n---\n\n\
         [Nobody](/people/antony-blinkn/), [file](lime.md), [draft](draft.md) and [actors](../actors/actors.md).\n\n\
         ![Map](/mapp.png) [paper](/papers/2024.pdf) [nowhere]()\n\n\
         [early](lima.md#next-step) [here](#there) [up](../../../../../x/)\n\n\
         > <a\n> href=\"/topics/\">raw</a> and [by\n> reference][1], `[no](link)`\n\n[1]: </caf%C3%A9/?q#x>\n",
    );
    insta::assert_snapshot!("dead_links", messages(&site, 1));
}

#[test]
fn dead_links_in_templates_are_told_once() {
    let site = clean()
        .file(
            "templates/page.html",
            "{% extends \"base.html\" %}{% block content %}\n<img src=\"{{ url(path=\"/logo.png\") }}\">\n\
             <a href='/news/nowhere/'>x</a> <a href=\"/topics/\">y</a> <a href=\"#{{ title }}\">z</a>{{ body }}{% endblock %}\n",
        )
        .file("content/pages/imprint.md", "---\ntitle: Imprint\n---\n\n[Dead](/nowhere/)\n");
    insta::assert_snapshot!("dead_links_in_templates", messages(&site, 1));
}

#[test]
fn entries_articles_and_images() {
    let summary = "Rain and rain. ".repeat(21);
    let site = clean()
        .file("content/actors/more.yaml", "- name: Nobody Special\n  kind: person\n")
        .file("content/places/atlantis.md", "---\nname: Atlantis\n---\n\nSee [it](/nowhere/).\n")
        .file("content/topics/more.yaml", "- name: Above\n- name: Below\n  broader: above\n")
        .file(
            "content/articles/x.md",
            &format!(
                "---\ntitle: Weather\ndate: 2024-11-15\nsummary: {}\n---\n\nRain.\n\n\
                 ![](/map.png) <img src=\"/news/map.png\"> <img alt=\"\" src=\"/news/map.png\"> ![`x`](/map.png)\n",
                summary.trim()
            ),
        );
    insta::assert_snapshot!("entries_articles_and_images", messages(&site, 0));
    assert_eq!(check(&site, &["--strict"]).code, 1);
}

#[test]
fn ambiguous_names_are_told_once() {
    let mut site = clean().file(
        "content/actors/courts.yaml",
        "- {id: icc-one, name: First Court, kind: organization, acronym: ICC}\n\
         - {id: icc-two, name: Second Chamber, kind: organization, acronym: ICC}\n",
    );
    for number in 1..=6 {
        let article = format!(
            "---\ntitle: Story {number}\ndate: 2024-11-1{number}\n---\n\nAntony Blinken and the ICC. The ICC.\n"
        );
        site = site.file(&format!("content/articles/story-{number}.md"), &article);
    }
    let site = site.file(
        "content/articles/named.md",
        "---\ntitle: Courts\ndate: 2024-11-10\n---\n\nThe First Court. The Second Chamber.\n",
    );
    insta::assert_snapshot!("ambiguous_names", messages(&site, 0));
}

#[test]
fn what_a_build_tells() {
    let aliased = |alias: &str| {
        format!("---\ntitle: South Korea\ndate: 2024-11-20\naliases: [{alias}]\n---\n")
    };
    for (path, text) in [
        ("content/articles/lima.md", "---\ntitle: [A]\n---\n\n[x](/nowhere/)\n"),
        ("templates/page.html", "<p>{{ titel }}</p>\n"),
        ("templates/page.html", "{% if %}"),
        ("static/people/index.html", "x"),
        ("content/articles/b.md", &aliased("/people/index.html")),
        ("content/articles/b.md", &aliased("/old/lima")),
    ] {
        let site = clean().file(path, text);
        let build = site.run("build", &["--now", "2025-01-01"]);
        assert_eq!(build.code, 1, "{path}: {text}");
        assert_eq!(messages(&site, 1), build.errors, "{path}: {text}");
    }
}

#[test]
fn formats_for_programs() {
    let site = clean()
        .file("content/actors/more.yaml", "- name: Nobody, 100%\n  kind: person\n")
        .file(
            "content/articles/ünï,x.md",
            "---\ntitle: South Korea\ndate: 2024-11-15\n---\n\nÄ [dead](/nowhere/) und ![](/map.png)\n",
        );
    let json = check(&site, &["--format", "json"]);
    assert_eq!((json.code, json.errors.as_str()), (1, ""));
    for line in json.output.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(record.as_object().expect("an object").len(), 9);
    }
    insta::assert_snapshot!("json", json.output);
    let github = |folder: &std::path::Path, root: &str| {
        let output = Command::cargo_bin("briefing")
            .expect("the binary")
            .current_dir(folder)
            .args(["check", "--now", "2025-01-01", "--format", "github", "--root", root])
            .output()
            .expect("a run");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    insta::assert_snapshot!("github", github(site.root(), "."));
    let name = site.root().file_name().expect("a name").to_string_lossy().into_owned();
    let from_above = github(site.root().parent().expect("a parent"), &name);
    assert!(from_above.contains(&format!("::error file={name}/content/articles/")), "{from_above}");
}

#[test]
fn the_bundled_site_passes() {
    let run = Command::cargo_bin("briefing")
        .expect("the binary")
        .args(["check", "--strict", "--root", env!("CARGO_MANIFEST_DIR")])
        .output()
        .expect("a run");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(run.stdout, b"no problems\n");
}
