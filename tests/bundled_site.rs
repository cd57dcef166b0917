//! The repository is itself a site: it builds without a warning, every link in it leads somewhere, and it shows what it should.

mod support;

use std::path::Path;

use assert_cmd::Command;
use briefing::project::{Options, Project};
use briefing::registry::EntityKind;
use support::{dead_links, tree};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn it_builds_strictly_without_dead_links() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let output = folder.path().join("site");
    let run = Command::cargo_bin("briefing")
        .expect("the binary")
        .args(["build", "--strict", "--root"])
        .arg(repository())
        .arg("--output")
        .arg(&output)
        .output()
        .expect("a run");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(dead_links(&tree(&output), "/"), [""; 0]);
}

#[test]
fn it_is_large_enough_to_show_what_the_program_does() {
    let loaded = Project::new(repository(), Options::default()).load();
    let site = &loaded.snapshot.site;
    assert!(site.article_count() >= 25);
    let count = |kind| site.entities_with_pages(kind).count();
    assert!(count(EntityKind::Person) >= 30);
    assert!(count(EntityKind::Organization) >= 25);
    assert!(count(EntityKind::Country) >= 15);
    assert!(site.topics_with_pages().count() >= 12);
    for id in site.article_ids() {
        let article = site.article(id);
        let words = article.markdown().split_whitespace().count();
        assert!((120..=420).contains(&words), "{} has {words} words", article.source.path());
        assert!(
            article.publisher.url.starts_with("http"),
            "{} has no source link",
            article.source.path()
        );
        assert!(!site.tagged(id).topics.is_empty(), "{} has no topic", article.source.path());
    }
}
