//! Starting a site, and files in it: `init` and `new`.

mod support;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use support::{Site, dead_links, tree};
use tempfile::TempDir;

/// Runs `briefing ARGUMENTS` in a folder and gives exit code, output and errors.
fn briefing(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("briefing")
        .expect("the binary")
        .current_dir(folder)
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .expect("a run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

/// A new site in a folder of its own.
fn new_site() -> TempDir {
    let folder = folder();
    let (code, _, errors) = briefing(folder.path(), &["init", "."]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    folder
}

#[test]
fn a_new_site_builds_strictly() {
    let folder = folder();
    let (code, output, errors) = briefing(folder.path(), &["init", "my desk"]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let root = folder.path().join("my desk");
    let written = tree(&root);
    for path in written.keys() {
        let line = Path::new("my desk").join(path).display().to_string();
        assert!(
            output.lines().any(|printed| printed.replace('\\', "/") == line.replace('\\', "/")),
            "{line}"
        );
    }
    assert!(output.contains("cd \"my desk\"\n    briefing serve"), "{output}");
    for (path, bytes) in &written {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !["@TODAY@", "@YEAR@", "@MONTH@", "@VERSION@"].iter().any(|mark| text.contains(mark)),
            "{path}"
        );
    }
    let (code, _, errors) = briefing(&root, &["build", "--strict"]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let public = tree(&root.join("public"));
    assert_eq!(dead_links(&public, "/"), [""; 0]);
    for page in [
        "people/jane-example/",
        "organizations/example-institute/",
        "countries/chile/",
        "countries/kenya/",
        "places/nairobi/",
        "topics/diplomacy/",
        "topics/summits/",
        "about/",
    ] {
        assert!(public.contains_key(&format!("{page}index.html")), "{page}");
    }
    // Nothing is a second rendering's fault: the sample is also fine below a path, as on GitHub Pages.
    let (code, ..) = briefing(&root, &["build", "--base-url", "https://owner.github.io/repo"]);
    assert_eq!(code, Some(0));
    assert_eq!(dead_links(&tree(&root.join("public")), "/repo/"), [""; 0]);
}

#[test]
fn every_schema_comment_leads_to_a_schema() {
    let site = new_site();
    let mut comments = 0;
    for (path, bytes) in tree(site.path()) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let Some((before, rest)) = text.split_once("# yaml-language-server: $schema=") else {
            assert!(!(path.starts_with("content/") && path.ends_with(".yaml")), "{path}");
            continue;
        };
        assert!(matches!(before, "" | "---\n"), "{path}");
        let target = rest.lines().next().expect("a path");
        let parent = site.path().join(&path);
        let schema = parent.parent().expect("a folder").join(target);
        assert!(schema.is_file(), "{path}: {target}");
        comments += 1;
    }
    // site.yaml, two articles, a person, and the lists of organisations, countries, places and topics.
    assert_eq!(comments, 8);
}

#[test]
fn init_never_writes_over_a_file() {
    let folder = folder();
    fs::write(folder.path().join(".gitignore"), "/mine\n").expect("the file");
    fs::create_dir_all(folder.path().join("content/pages")).expect("the folder");
    fs::write(folder.path().join("content/pages/about.md"), "mine").expect("the file");
    let before = tree(folder.path());
    let (code, output, errors) = briefing(folder.path(), &["init", "."]);
    assert_eq!((code, output.as_str()), (Some(1), ""));
    assert_eq!(tree(folder.path()), before);
    assert!(errors.contains(".gitignore is there already"), "{errors}");
    assert!(errors.contains("about.md is there already"), "{errors}");
    assert!(errors.ends_with("2 errors\n"), "{errors}");
    fs::remove_file(folder.path().join(".gitignore")).expect("the file to remove");
    fs::remove_file(folder.path().join("content/pages/about.md")).expect("the file to remove");
    assert_eq!(briefing(folder.path(), &["init", "."]).0, Some(0));
}

/// What a workflow or a job may do.
fn permissions(of: &serde_yaml::Value) -> Vec<String> {
    let permissions = of["permissions"].as_mapping().expect("permissions").iter();
    let text = |value: &serde_yaml::Value| value.as_str().expect("a text").to_owned();
    permissions.map(|(key, value)| format!("{}: {}", text(key), text(value))).collect()
}

#[test]
fn the_workflow_may_do_what_pages_needs() {
    let site = new_site();
    let text = fs::read_to_string(site.path().join(".github/workflows/pages.yml")).expect("it");
    let workflow: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
    assert_eq!(permissions(&workflow), [""; 0]);
    let (build, deploy) = (&workflow["jobs"]["build"], &workflow["jobs"]["deploy"]);
    assert_eq!(permissions(build), ["contents: read", "pages: read"]);
    assert_eq!(permissions(deploy), ["pages: write", "id-token: write"]);
    // Actions by commit; the site is checked before it is built.
    let steps = |job: &serde_yaml::Value| job["steps"].as_sequence().cloned().unwrap_or_default();
    let steps: Vec<_> = [steps(build), steps(deploy)].concat();
    let uses: Vec<&str> = steps.iter().filter_map(|step| step["uses"].as_str()).collect();
    let names: Vec<&str> = uses.iter().filter_map(|uses| Some(uses.split_once('@')?.0)).collect();
    let expected =
        ["checkout", "configure-pages", "cache", "upload-pages-artifact", "deploy-pages"];
    assert_eq!(names, expected.map(|name| format!("actions/{name}")));
    for uses in uses {
        let commit = uses.split_once('@').expect("a commit").1;
        assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{uses}");
    }
    let runs: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    assert!(runs[runs.len() - 2].starts_with("briefing check --format github "), "{runs:?}");
    assert!(runs[runs.len() - 1].starts_with("briefing build "), "{runs:?}");
    assert_eq!(workflow["concurrency"]["group"], "pages");
    assert_eq!(workflow["env"]["BRIEFING_VERSION"], env!("CARGO_PKG_VERSION"));
    let ignored = fs::read_to_string(site.path().join(".gitignore")).expect("it");
    assert!(ignored.contains("/public/\n") && ignored.contains("/.public.*\n"));
}

#[test]
fn new_files_build_whatever_they_are_called() {
    let site = new_site();
    let titles = [
        "Talks: \"day two\" #3",
        "외교부 장관 회담",
        "It's {here}, [now] \\ *soon*",
        "- @TITLE@ & @TODAY@",
        "🙂",
    ];
    for title in titles {
        for kind in ["article", "person", "organization", "country", "place", "topic", "page"] {
            let title = format!("{title} {kind}");
            let (code, output, errors) = briefing(site.path(), &["new", kind, "--", &title]);
            assert_eq!(code, Some(0), "{title}: {errors}");
            assert!(site.path().join(output.trim_end()).is_file(), "{output}");
        }
    }
    let (code, _, errors) = briefing(site.path(), &["build", "--strict"]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let public = tree(&site.path().join("public"));
    let html = String::from_utf8_lossy(&public["talks-day-two-3-page/index.html"]).into_owned();
    assert!(
        html.contains("Talks: &quot;day two&quot; #3 page")
            || html.contains("Talks: \"day two\" #3 page")
    );
}

#[test]
fn commented_keys_are_true_ones() {
    let site = Site::sample();
    for kind in ["article", "person", "organization", "country", "place", "topic", "page"] {
        let run = site.run("new", &[kind, &format!("New {kind}")]);
        assert_eq!(run.code, 0, "{}", run.errors);
        let path = run.output.trim_end();
        let text = fs::read_to_string(path).expect("the file");
        // Without schemas in the site nothing leads to one.
        assert!(!text.contains("$schema"));
        let is_key = |line: &str| {
            line.contains(':') && !line.contains(". ") && !line.contains("that follows")
        };
        let keys = text.lines().map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_key(rest) || rest.starts_with("  - ") => rest,
            _ => line,
        });
        let text: Vec<&str> = keys.filter(|line| !line.starts_with("expires:")).collect();
        fs::write(path, text.join("\n") + "\n").expect("the file");
    }
    let run = site.run("build", &["--drafts"]);
    assert_eq!(run.code, 0, "{}", run.errors);
}

#[test]
fn new_takes_the_day_of_the_site() {
    let site = Site::sample();
    let run = site.run("new", &["article", "Today"]);
    let path = run.output.trim_end();
    let text = fs::read_to_string(path).expect("the file");
    let date = text.lines().find_map(|line| line.strip_prefix("date: ")).expect("a date");
    let folder = format!("content/articles/{}/{}/today.md", &date[..4], &date[5..7]);
    assert!(path.replace('\\', "/").ends_with(&folder), "{path} {date}");
    // Published at once: the day is not in the future.
    assert_eq!(site.run("build", &[]).code, 0);
    assert!(site.has_page(&format!("articles/{}/{}/today", &date[..4], &date[5..7])));
}

#[test]
fn new_refuses_what_is_taken() {
    let site = Site::sample();
    let before = tree(site.root());
    for (kind, title, id, place) in [
        ("person", "Antony Blinken", "id-exists", "actors.yaml:7:3"),
        // An actor has the id of the place.
        ("place", "South Korea", "id-exists", "actors.yaml"),
        ("organization", "Lima", "id-exists", "places.yaml:1:3"),
        ("topic", "Diplomacy", "id-exists", "topics.yaml:1:3"),
        ("page", "About", "duplicate-url", "content/pages/about.md"),
        ("page", "People", "duplicate-url", "/people/"),
    ] {
        let run = site.run("new", &[kind, title]);
        assert_eq!((run.code, run.output.as_str()), (1, ""), "{title}");
        assert!(run.errors.contains(id) && run.errors.contains(place), "{}", run.errors);
    }
    assert_eq!(tree(site.root()), before);
    assert_eq!(site.run("new", &["article", "Twice"]).code, 0);
    assert_eq!(site.run("new", &["article", "Twice"]).code, 1);
    // A file that makes no page, because it can't be read, is not written over either.
    let site = Site::sample().file("content/actors/grace-hopper.md", "---\nname: [\n---\n");
    let run = site.run("new", &["person", "Grace Hopper"]);
    assert!(run.code == 1 && run.errors.contains("file-exists"), "{}", run.errors);
}

#[test]
fn new_needs_a_site_and_a_title() {
    let folder = folder();
    let (code, _, errors) = briefing(folder.path(), &["new", "article", "Title"]);
    assert!(code == Some(1) && errors.contains("--root"), "{errors}");
    assert_eq!(briefing(folder.path(), &["new", "article", " "]).0, Some(2));
    assert_eq!(briefing(folder.path(), &["new", "novel", "Title"]).0, Some(2));
    assert!(tree(folder.path()).is_empty());
}
