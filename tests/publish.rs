//! `briefing publish`, with real git and bare repositories on disk: what is pushed, and what stays as it was.
//!
//! Programs that stand in the place of git, ssh and hooks are shell scripts here.
#![cfg(unix)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use support::desk::{Desk, SITE, differences, git, publish, sample, script};
use support::{dead_links, tree};

#[test]
fn a_first_publish_is_the_site_that_a_build_makes() {
    let desk = Desk::new();
    let before = desk.mine();
    let output = desk.publish(&[]);
    assert!(output.contains("pages and ") && output.contains("added ("), "{output}");
    assert!(output.ends_with("pushed to gh-pages of origin\n"), "{output}");
    // Working tree, index, HEAD, refs and objects.
    assert_eq!(differences(&before, &desk.mine()), BTreeSet::new());
    let published = desk.published();
    assert_eq!(published[".nojekyll"], b"");
    assert!(published.contains_key("404.html") && !published.contains_key("CNAME"));
    assert_eq!(dead_links(&published, "/news/"), [""; 0]);
    // The same bytes as a build with the same address makes.
    desk.site.build(&[]);
    let mut built = desk.site.public();
    built.remove(".briefing");
    built.insert(".nojekyll".to_owned(), Vec::new());
    assert_eq!(differences(&built, &published), BTreeSet::new());
    let source = git(desk.root(), &["rev-parse", "HEAD"]);
    assert_eq!(desk.message(), format!("Publish the site\n\nSource-Commit: {source}"));
    assert_eq!(desk.commits(), 1);
}

#[test]
fn a_second_publish_changes_the_article_and_the_lists_that_name_it() {
    let desk = Desk::new();
    desk.publish(&[]);
    let before = desk.published();
    let path = desk.site.path("content/articles/2024-12-01-dated-by-name.md");
    let text = fs::read_to_string(&path).expect("the article");
    fs::write(&path, text.replace("Dated by its name", "Renamed")).expect("the article");
    desk.commit("A new headline");
    let output = desk.publish(&["--message", "New headline"]);
    let after = desk.published();
    let changed = differences(&before, &after);
    // The search index is of the whole site, in a folder that is named by its content.
    let (index, others): (Vec<_>, Vec<_>) =
        changed.iter().map(String::as_str).partition(|path| path.starts_with("search/"));
    assert!(index.contains(&"search/manifest.json"), "{index:?}");
    insta::assert_snapshot!("changed", others.join("\n"));
    for path in changed.iter().filter(|path| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(&after[path]);
        assert!(page.contains("Renamed"), "{path} does not name the article");
    }
    assert!(
        output.contains(&format!(
            "{} pages",
            changed.iter().filter(|path| path.ends_with(".html")).count()
        )),
        "{output}"
    );
    assert_eq!(desk.commits(), 1, "a single fresh commit");
    assert!(desk.message().starts_with("New headline\n\nSource-Commit: "), "{}", desk.message());
}

#[test]
fn what_is_removed_disappears() {
    let desk = Desk::new();
    desk.publish(&[]);
    let before = desk.published();
    desk.site.remove("content/pages/about.md");
    desk.site.remove("content/articles/2024-12-01-dated-by-name.md");
    desk.commit("Two pages less");
    let output = desk.publish(&[]);
    let after = desk.published();
    let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    for page in ["about", "archive/2024/12", "articles/2024/12/dated-by-name"] {
        assert!(gone.contains(&&format!("{page}/index.html")), "{page}: {gone:?}");
    }
    let pages = gone.iter().filter(|path| path.ends_with(".html")).count();
    assert!(output.contains(&format!("{pages} pages ")), "{output}");
    assert!(output.contains(" removed ("), "{output}");
    assert_eq!(dead_links(&after, "/news/"), [""; 0]);
}

#[test]
fn nothing_changed_and_nothing_is_pushed() {
    let desk = Desk::new();
    desk.publish(&[]);
    let before = desk.state();
    assert_eq!(desk.publish(&[]), "nothing changed, nothing pushed\n");
    assert_eq!(desk.publish(&["--dry-run"]), "nothing changed, nothing pushed\n");
    desk.is_still(&before);
}

#[test]
fn history_is_kept_where_it_is_wanted() {
    let desk = Desk::new();
    desk.publish(&["--keep-history"]);
    let first = desk.tip();
    desk.site.write("content/pages/about.md", b"---\ntitle: About\n---\n\nWe were.\n");
    desk.commit("A page");
    desk.publish(&["--keep-history"]);
    assert_eq!(desk.commits(), 2);
    assert_eq!(git(desk.remote.path(), &["rev-parse", "gh-pages^"]), first);
    // From a clone that has seen nothing of this, and a third commit.
    let (_folder, root) = desk.colleague();
    git(&root, &["pull", "--quiet"]);
    fs::write(root.join("content/pages/imprint.md"), "---\ntitle: Imprint\n---\n\nUs.\n")
        .expect("a page");
    git(desk.root(), &["push", "--quiet", "origin", "main"]);
    git(&root, &["pull", "--quiet"]);
    let run = publish(&root, &["--keep-history"], &[]);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    assert_eq!(desk.commits(), 3);
    git(desk.remote.path(), &["fsck", "--strict"]);
}

#[test]
fn a_dry_run_tells_and_leaves_nothing() {
    let desk = Desk::new();
    let everything = || [tree(desk.root()), tree(desk.remote.path())];
    let is_still = |before: &[BTreeMap<String, Vec<u8>>; 2]| {
        let after = everything();
        let changed = [0, 1].map(|side| differences(&before[side], &after[side]));
        assert_eq!(changed, [BTreeSet::new(), BTreeSet::new()], "mine, and the remote's");
    };
    let before = everything();
    let output = desk.publish(&["--dry-run"]);
    is_still(&before);
    assert!(output.contains("added    index.html ("), "{output}");
    assert!(output.ends_with("; nothing pushed\n"), "{output}");
    desk.publish(&[]);
    desk.site.remove("content/pages/about.md");
    desk.site.write("content/pages/imprint.md", b"---\ntitle: Imprint\n---\n\nUs.\n");
    desk.commit("Another page");
    let before = everything();
    let output = desk.publish(&["--dry-run"]);
    is_still(&before);
    for line in
        ["added    imprint/index.html (", "removed  about/index.html (", "changed  index.html ("]
    {
        assert!(output.contains(line), "{line}: {output}");
    }
    let last = output.lines().last().expect("a line");
    assert!(last.starts_with("1 page added (") && last.contains("1 page removed ("), "{last}");
}

#[test]
fn a_domain_is_written_and_kept() {
    let desk = Desk::unpushed(sample("title: Desk\ncname: news.example.org\n"));
    desk.publish(&[]);
    let published = desk.published();
    assert_eq!(published["CNAME"], b"news.example.org\n");
    let home = String::from_utf8_lossy(&published["index.html"]).into_owned();
    assert!(home.contains("https://news.example.org/"), "{home}");
    assert_eq!(dead_links(&published, "/"), [""; 0]);
    // Somebody takes it out of site.yaml: the domain would be lost.
    desk.site.write("site.yaml", SITE.as_bytes());
    desk.commit("No domain");
    let errors = desk.fails(&[]);
    assert!(errors.contains("error[lost-domain]: gh-pages of origin has a CNAME"), "{errors}");
    desk.publish(&["--yes"]);
    assert!(!desk.published().contains_key("CNAME"));
}

#[test]
fn the_address_follows_from_the_remote() {
    // What stands at github.com is on this disk: a program in the place of git changes the address.
    for (remote, base, home) in [
        ("git@github.com:Desk/news.git", "/news/", "https://desk.github.io/news/"),
        ("https://github.com/desk/Desk.github.io", "/", "https://desk.github.io/"),
    ] {
        let desk = Desk::unpushed(sample("title: Desk\n"));
        git(desk.root(), &["remote", "set-url", "origin", remote]);
        let folder = desk.remote.path().to_string_lossy().into_owned();
        let path = desk.path_with_git(&format!(
            "for argument do\n  shift\n  [ \"$argument\" = '{remote}' ] && argument='{folder}'\n  \
             set -- \"$@\" \"$argument\"\ndone\n"
        ));
        let run = publish(desk.root(), &[], &[("PATH", &path)]);
        assert_eq!((run.code, run.errors.as_str()), (Some(0), ""));
        assert!(run.output.contains("Settings, Pages"), "{}", run.output);
        assert!(run.output.ends_with(&format!("it is at {home}\n")), "{}", run.output);
        assert_eq!(dead_links(&desk.published(), base), [""; 0]);
    }
}

#[test]
fn no_hook_of_the_user_runs() {
    let desk = Desk::new();
    for hook in [
        "pre-push",
        "pre-commit",
        "commit-msg",
        "post-commit",
        "reference-transaction",
        "post-checkout",
    ] {
        script(&desk.site.path(&format!(".git/hooks/{hook}")), "#!/bin/sh\ntouch ran\nexit 1\n");
    }
    let hooks = desk.site.path(".git/hooks").to_string_lossy().into_owned();
    // Whoever has hooks for all repositories has them there.
    let settings = [
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "core.hooksPath"),
        ("GIT_CONFIG_VALUE_0", hooks.as_str()),
    ];
    let before = desk.mine();
    let run = publish(desk.root(), &[], &settings);
    assert_eq!((run.code, run.errors.as_str()), (Some(0), ""));
    assert_eq!(differences(&before, &desk.mine()), BTreeSet::new());
    assert!(desk.has_branch());
}

/// Starts a publish, kills it when it is time, and waits for it.
fn killed(desk: &Desk, path: &str, is_time: impl Fn() -> bool) {
    let mut command = desk.command(&[]);
    let child = command.env("PATH", path).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.expect("a publish");
    let start = Instant::now();
    while !is_time() && child.try_wait().expect("a status").is_none() {
        assert!(start.elapsed() < Duration::from_secs(60), "it never was time");
        sleep(Duration::from_millis(2));
    }
    child.kill().expect("an end");
    child.wait().expect("a status");
}

#[test]
fn a_killed_publish_can_be_repeated() {
    for command in ["fast-import", "push", "gc"] {
        let desk = Desk::new();
        desk.publish(&[]);
        desk.site.write("content/pages/new.md", b"---\ntitle: New\n---\n\nNew.\n");
        desk.commit("A page");
        let before = desk.mine();
        let published = desk.published();
        // Git takes its locks, and there it ends.
        let path = desk.path_with_git(&format!(
            "for argument do case \"$argument\" in\n--git-dir=*) store=\"${{argument#--git-dir=}}\" ;;\n\
             {command}) touch \"$store/refs/heads/new.lock\" \"$store/packed-refs.lock\" \"$store/config.lock\"\n  \
             touch '{}'; exec sleep 2 ;;\nesac; done\n",
            desk.site.path(".git/briefing-publish/reached").display()
        ));
        let reached = desk.site.path(".git/briefing-publish/reached");
        killed(&desk, &path, || reached.exists());
        assert!(reached.exists(), "{command}");
        assert_eq!(differences(&before, &desk.mine()), BTreeSet::new(), "{command}");
        if command != "gc" {
            assert_eq!(differences(&published, &desk.published()), BTreeSet::new(), "{command}");
        }
        desk.publish(&[]);
        assert!(desk.published().contains_key("new/index.html"), "{command}");
    }
}

#[test]
fn a_publish_that_is_killed_at_any_time_leaves_the_old_site_or_the_new() {
    let desk = Desk::new();
    let path = desk.path_with_git("");
    for delay in [0, 10, 30, 60, 100, 150, 250, 400] {
        let before = desk.mine();
        let start = Instant::now();
        killed(&desk, &path, || start.elapsed() > Duration::from_millis(delay));
        assert_eq!(differences(&before, &desk.mine()), BTreeSet::new(), "after {delay} ms");
    }
    // The push of a killed publish may still be on its way; then this one comes second and says so.
    if desk.run(&[]).code != Some(0) {
        desk.publish(&[]);
    }
    git(desk.remote.path(), &["fsck", "--strict"]);
    assert_eq!(dead_links(&desk.published(), "/news/"), [""; 0]);
}
