//! Builds beside other builds, beside a preview and beside a publish; and the same site whatever runs around a build.
#![cfg(unix)]

mod support;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use support::Site;
use support::desk::Desk;
use support::preview::Preview;

fn spawn(root: &Path, arguments: &[&str]) -> Child {
    Command::new(cargo_bin("briefing"))
        .args(["build", "--now", "2025-01-01", "--root"])
        .arg(root)
        .args(arguments)
        .env("NO_COLOR", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a build")
}

/// The exit code of a process, and what it told.
fn end(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().expect("an end");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn hidden_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".public")).collect()
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(status.expect("kill").success());
}

/// A build that has begun to write and is held there.
fn held_build(site: &Site) -> Child {
    for _ in 0..50 {
        let child = spawn(site.root(), &[]);
        let tree = site.path(".public.staging");
        loop {
            if tree.join("articles").exists() {
                signal(&child, "-STOP");
                break;
            }
            if hidden_names(site.root()).is_empty() && !is_running(&child) {
                break;
            }
        }
        if tree.join("articles").exists() {
            return child;
        }
        // It was too fast: it had ended before it could be stopped.
        signal(&child, "-CONT");
        end(child);
    }
    panic!("no build could be held");
}

fn is_running(child: &Child) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    !stat.is_empty() && !stat.contains(") Z ")
}

fn many_articles() -> Site {
    let site = Site::sample();
    for number in 0..300 {
        let text = format!("---\ntitle: Number {number}\ndate: 2024-03-04\n---\n\nAn alliance.\n");
        site.write(&format!("content/articles/{number}.md"), text.as_bytes());
    }
    site
}

#[test]
#[cfg(target_os = "linux")]
fn a_second_build_is_told_of_the_first_and_a_killed_one_holds_nobody_up() {
    let site = many_articles();
    let first = held_build(&site);
    let run = site.run("build", &["--now", "2025-01-01"]);
    assert_eq!(run.code, 1, "{}", run.errors);
    let folder = site.path("public");
    for word in ["[busy]", &folder.to_string_lossy(), "is running", "wait until it is done"] {
        assert!(run.errors.contains(word), "{}", run.errors);
    }
    // Another folder beside it is free.
    site.build(&["--output", &site.path("other").to_string_lossy()]);
    signal(&first, "-CONT");
    let (code, errors) = end(first);
    assert_eq!(code, Some(0), "{errors}");
    assert_eq!(site.public(), support::tree(&site.path("other")));
    assert_eq!(hidden_names(site.root()), [""; 0]);
    fs::remove_dir_all(&folder).expect("the site");
    let mut killed = held_build(&site);
    killed.kill().expect("a kill");
    killed.wait().expect("an end");
    assert_eq!(hidden_names(site.root()), [".public.staging"]);
    site.build(&[]);
    assert_eq!(site.public(), support::tree(&site.path("other")));
    assert_eq!(hidden_names(site.root()), [""; 0]);
}

#[test]
fn of_many_builds_at_once_each_is_right_or_told() {
    let site = Site::sample();
    site.build(&[]);
    let expected = site.public();
    let mut built = 0;
    for _ in 0..10 {
        let children: Vec<Child> = (0..4).map(|_| spawn(site.root(), &[])).collect();
        for (code, errors) in children.into_iter().map(end) {
            built += usize::from(code == Some(0));
            let is_told = code == Some(1) && errors.contains("[busy]");
            assert!(code == Some(0) || is_told, "{errors}");
        }
        assert!(site.public() == expected);
        assert_eq!(hidden_names(site.root()), [""; 0]);
    }
    assert!(built >= 10, "{built}");
}

#[test]
fn a_build_beside_a_preview_and_both_are_right() {
    let site = Site::sample();
    let preview = Preview::of(&site);
    for round in 0..5 {
        let page = format!("---\ntitle: About {round}\n---\n\nWe are.\n");
        site.write("content/pages/about.md", page.as_bytes());
        let child = spawn(site.root(), &[]);
        let shown = preview.page("/about/");
        assert!(shown.contains(&format!("About {round}")));
        assert_eq!(end(child), (Some(0), String::new()));
        assert_eq!(site.page("about/"), preview.page("/about/"));
    }
    // Two previews take two ports.
    let other = Preview::of(&site);
    assert_eq!(other.page("/about/"), preview.page("/about/"));
}

#[test]
fn a_publish_beside_builds_and_both_are_right() {
    let desk = Desk::new();
    let children: Vec<Child> = (0..3).map(|_| spawn(desk.root(), &[])).collect();
    desk.publish(&[]);
    for (code, errors) in children.into_iter().map(end) {
        assert!(code == Some(0) || errors.contains("[busy]"), "{errors}");
    }
    let mut built = desk.site.public();
    let mut published = desk.published();
    built.remove(".briefing");
    published.remove(".nojekyll");
    assert!(built == published);
}

/// A preview with its own folder for temporary files, once it answers.
fn preview(site: &Site, temporary: &Path) -> Child {
    let mut child = Command::new(cargo_bin("briefing"))
        .args(["serve", "--port", "0", "--root"])
        .arg(site.root())
        .env("TMPDIR", temporary)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a preview");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("the URL");
    child
}

fn names(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn what_a_killed_preview_leaves_goes_with_the_next_one() {
    let site = Site::sample();
    let temporary = tempfile::TempDir::new().expect("a folder");
    let mut killed = preview(&site, temporary.path());
    let mut alive = preview(&site, temporary.path());
    let left = names(temporary.path());
    assert_eq!(left.len(), 2, "{left:?}");
    killed.kill().expect("a kill");
    killed.wait().expect("an end");
    // One that was killed before it had a lock, and what isn't ours.
    fs::create_dir(temporary.path().join("briefing-preview-1-0")).expect("a folder");
    fs::create_dir(temporary.path().join("briefing-notes")).expect("a folder");
    let mut next = preview(&site, temporary.path());
    assert_eq!(names(temporary.path()).len(), 3);
    for child in [&mut alive, &mut next] {
        signal(child, "-INT");
        assert!(child.wait().expect("an end").success());
    }
    assert_eq!(names(temporary.path()), [temporary.path().join("briefing-notes")]);
}

/// Every file and folder of a built site with its mode, and the bytes of files.
fn with_modes(folder: &Path) -> Vec<(PathBuf, u32, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    entries
        .map(|entry| {
            let entry = entry.expect("an entry");
            let mode = entry.metadata().expect("its data").permissions().mode() & 0o7777;
            let bytes = if entry.file_type().is_file() {
                fs::read(entry.path()).expect("a file")
            } else {
                Vec::new()
            };
            let inner = entry.path().strip_prefix(folder).expect("below the folder");
            (inner.to_owned(), mode, bytes)
        })
        .collect()
}

#[test]
fn the_same_site_has_the_same_bytes_and_modes_wherever_it_is_built() {
    let build = |site: &Site, root: &Path, umask: &str, zone: &str, language: &str, jobs: &str| {
        let output = root.join("public");
        let run = Command::new("sh")
            .args(["-c", "umask $0; exec \"$@\"", umask])
            .arg(cargo_bin("briefing"))
            .args(["build", "--now", "2025-01-01", "--jobs", jobs, "--root"])
            .arg(root)
            .current_dir(if jobs == "1" { Path::new("/") } else { site.root() })
            .envs([("TZ", zone), ("LC_ALL", language), ("LANG", language), ("HOME", "/nowhere")])
            .output()
            .expect("a run");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        with_modes(&output)
    };
    let site = Site::bundled_and_more().file("static/run.sh", "#!/bin/sh\n");
    fs::set_permissions(site.path("static/run.sh"), fs::Permissions::from_mode(0o700))
        .expect("a mode");
    let usual = build(&site, site.root(), "022", "UTC", "C", "1");
    for (path, mode, _) in &usual {
        let expected = if site.path("public").join(path).is_dir() { 0o755 } else { 0o644 };
        assert_eq!(*mode, expected, "{}", path.display());
    }
    // The same sources at a longer path.
    let other = Site::new();
    let root = other.path("a folder with a name/that is longer/than the other");
    for (path, bytes) in support::tree(site.root()) {
        if !path.starts_with("public/") {
            other.write(
                &format!("a folder with a name/that is longer/than the other/{path}"),
                &bytes,
            );
        }
    }
    for (umask, zone, language, jobs) in [
        ("077", "Asia/Seoul", "de_DE.UTF-8", "7"),
        ("000", "America/St_Johns", "tr_TR.UTF-8", "2"),
        ("027", "Pacific/Apia", "ja_JP.eucJP", "16"),
    ] {
        for _ in 0..2 {
            // The second time over the first, with all files as before.
            let built = build(&site, &root, umask, zone, language, jobs);
            let differ = usual.iter().zip(&built).find(|(usual, built)| usual != built);
            assert_eq!(differ.map(|(usual, _)| (&usual.0, usual.1)), None, "umask {umask}");
            assert_eq!(usual.len(), built.len());
        }
        fs::remove_dir_all(root.join("public")).expect("the site");
    }
    // Whatever modes the old files have.
    build(&site, &root, "022", "UTC", "C", "2");
    let page = root.join("public/index.html");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o600)).expect("a mode");
    assert!(build(&site, &root, "022", "UTC", "C", "2") == usual);
}
