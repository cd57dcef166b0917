//! What a second build does: it writes the files whose bytes change, and no other.
#![cfg(unix)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt as _;

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
