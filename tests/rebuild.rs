//! What a second build does: it writes the files whose bytes change, and no other.
#![cfg(unix)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::time::Duration;

use support::{Site, tree};

/// The files of the built site by path, with what tells whether a file is still the same: its inode and when it was written.
fn files(site: &Site) -> BTreeMap<String, (u64, i64, i64)> {
    let public = site.path("public");
    let identity = |path: &String| {
        let data = fs::metadata(public.join(path)).expect("a file");
        (data.ino(), data.mtime(), data.mtime_nsec())
    };
    tree(&public).into_keys().map(|path| (path.clone(), identity(&path))).collect()
}

#[test]
fn a_build_with_nothing_changed_keeps_every_file() {
    let site = Site::sample();
    site.build(&[]);
    let before = files(&site);
    site.build(&[]);
    assert!(before.len() > 40);
    assert_eq!(before, files(&site));
}

#[test]
fn a_changed_article_rewrites_only_what_it_changes() {
    let site = Site::sample();
    site.build(&[]);
    let (bytes, before) = (site.public(), files(&site));
    // A word in the middle of a text: no headline, no tag, no summary.
    let path = "content/articles/2023/earlier.md";
    let text = fs::read_to_string(site.path(path)).expect("the article");
    site.write(path, text.replace("praised the", "lauded the").as_bytes());
    site.build(&[]);
    let (new_bytes, after) = (site.public(), files(&site));
    let changed: BTreeSet<&String> = new_bytes
        .iter()
        .filter(|(path, new)| bytes.get(*path) != Some(new))
        .map(|(path, _)| path)
        .collect();
    let rewritten: BTreeSet<&String> = after
        .iter()
        .filter(|(path, file)| before.get(*path) != Some(file))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(rewritten, changed);
    assert!(changed.contains(&"articles/2023/05/earlier/index.html".to_owned()), "{changed:?}");
    assert!(!changed.contains(&"articles/2024/11/lima/index.html".to_owned()), "{changed:?}");
    assert!(changed.len() < after.len() / 2, "{changed:?}");
}

#[test]
fn a_build_after_deleting_the_output_gives_the_same_bytes() {
    let site = Site::sample();
    site.build(&[]);
    let before = site.public();
    fs::remove_dir_all(site.path("public")).expect("the output is removed");
    site.build(&["--jobs", "1"]);
    assert_eq!(before, site.public());
}

/// A site that was built, and the words of its first article in the built page.
fn built() -> (Site, BTreeMap<String, Vec<u8>>) {
    let site = Site::sample();
    site.build(&[]);
    let public = site.public();
    (site, public)
}

#[test]
fn what_somebody_changed_in_the_built_site_is_mended() {
    let (site, before) = built();
    let page = site.path("public/articles/2024/11/lima/index.html");
    let marker = fs::metadata(site.path("public/.briefing")).expect("the marker");
    let later = marker.modified().expect("a date") + Duration::from_secs(1);
    // At the same length, a file more, a file less, another mode.
    let mut bytes = fs::read(&page).expect("the page");
    bytes.reverse();
    fs::write(&page, &bytes).expect("the page is written");
    File::options()
        .append(true)
        .open(&page)
        .and_then(|file| file.set_modified(later))
        .expect("a date");
    site.build(&[]);
    assert_eq!(before, site.public());
    site.write("public/articles/stray.html", b"stray");
    site.build(&[]);
    assert_eq!(before, site.public());
    fs::remove_file(&page).expect("the page is removed");
    site.build(&[]);
    assert_eq!(before, site.public());
    fs::set_permissions(&page, Permissions::from_mode(0o600)).expect("a mode");
    site.build(&[]);
    assert_eq!(fs::metadata(&page).expect("the page").mode() & 0o777, 0o644);
}

#[test]
fn whatever_a_page_is_made_of_is_noticed() {
    let (site, mut before) = built();
    let mut changes = |what: &str, arguments: &[&str]| {
        let build = || assert_eq!(site.run("build", arguments).code, 0, "{what}");
        build();
        let now = site.public();
        assert_ne!(before, now, "{what}");
        // The same as a build that knows of nothing before.
        fs::remove_dir_all(site.path("public")).expect("the output is removed");
        build();
        assert_eq!(now, site.public(), "{what}");
        before = now;
    };
    site.write("site.yaml", b"title: Another desk\n");
    changes("site.yaml", &[]);
    site.write("content/pages/method.md", b"---\ntitle: Method\n---\nHow we work.\n");
    changes("a page", &[]);
    site.write("templates/languages/en.yaml", b"articles: Dispatches\n");
    changes("a word", &[]);
    site.write(
        "templates/404.html",
        b"{% extends \"base.html\" %}{% block content %}None{% endblock %}",
    );
    changes("a template", &[]);
    site.write("static/note.txt", b"one");
    changes("a new file", &[]);
    site.write("static/note.txt", b"two");
    changes("a file of the same length", &[]);
    site.write("content/actors/more.yaml", b"- {name: Lima Desk, kind: organization}\n");
    site.write(
        "content/articles/2024/11/more.md",
        b"---\ntitle: More\ndate: 2024-11-20\n---\nThe Lima Desk met.\n",
    );
    changes("an article and an entry", &[]);
    changes("an address", &["--base-url", "https://desk.example/news/"]);
    changes("a day", &["--base-url", "https://desk.example/news/", "--now", "2024-11-19"]);
}

#[test]
fn a_build_with_nothing_changed_tells_its_warnings_again() {
    let site = Site::sample();
    site.write("content/articles/2024/odd.txt", b"Words.\n");
    let first = site.build(&[]).errors;
    assert!(first.contains("content/articles/2024/odd.txt"), "{first}");
    assert_eq!(first, site.build(&[]).errors);
}
