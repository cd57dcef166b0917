//! Files of any kind and name in a site: none is lost silently, none leads out, none holds a build up.
#![cfg(unix)]

mod support;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use support::Site;
use support::disk::{Nobody, left_out, open_to_all, set_mode};
use support::preview::Preview;

/// Builds, expects it to fail, and gives what it said. A build that waits for a FIFO would never come back: it is ended.
fn failed(site: &Site) -> String {
    let mut child = Command::new(cargo_bin("briefing"))
        .args(["build", "--now", "2025-01-01", "--root"])
        .arg(site.root())
        .env("NO_COLOR", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a build");
    let start = Instant::now();
    while child.try_wait().expect("a state").is_none() {
        if start.elapsed() > Duration::from_secs(120) {
            child.kill().expect("a kill");
            panic!("the build does not end");
        }
        sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().expect("an end");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    errors
}

/// Whether a problem of that name is told with that place.
fn assert_told(errors: &str, id: &str, place: &str) {
    let is_there = errors
        .split("\n\n")
        .any(|block| block.contains(&format!("[{id}]")) && block.contains(place));
    assert!(is_there, "no [{id}] at {place} in:\n{errors}");
}

/// Where files of a site stand.
const PLACES: [&str; 7] = [
    "content/articles/x.md",
    "content/actors/x.yaml",
    "content/topics/x.md",
    "content/pages/x.md",
    "templates/x.html",
    "templates/languages/en.yaml",
    "static/x.png",
];

fn prepare(site: &Site, place: &str) {
    fs::create_dir_all(site.path(place).parent().expect("a folder")).expect("the folder");
}

#[test]
fn links_are_told_and_never_followed() {
    let outside = tempfile::TempDir::new().expect("a folder");
    fs::write(
        outside.path().join("secret.md"),
        "---\ntitle: Secret\ndate: 2024-01-01\n---\n\nKEY\n",
    )
    .expect("a secret");
    let site = Site::sample();
    for place in PLACES {
        prepare(&site, place);
        symlink(outside.path().join("secret.md"), site.path(place)).expect("a link");
    }
    symlink("x.md", site.path("content/articles/y.md")).expect("a link");
    symlink("loop.md", site.path("content/articles/loop.md")).expect("a loop");
    symlink("..", site.path("content/articles/around")).expect("a loop");
    symlink(outside.path(), site.path("content/pages/outside")).expect("a link");
    symlink(outside.path(), site.path("static/outside")).expect("a link");
    let errors = failed(&site);
    let others = [
        "content/articles/y.md",
        "content/articles/loop.md",
        "content/articles/around",
        "content/pages/outside",
        "static/outside",
    ];
    for place in PLACES.iter().chain(&others) {
        assert_told(&errors, "symbolic-link", place);
    }
    assert!(!errors.contains("KEY") && !site.path("public").exists());
}

#[test]
fn a_folder_of_the_site_may_be_a_link_within_the_site_only() {
    let outside = tempfile::TempDir::new().expect("a folder");
    fs::write(outside.path().join("key.txt"), "KEY").expect("a secret");
    let site = Site::sample().file("assets/logo.txt", "ours");
    symlink("assets", site.path("static")).expect("a link");
    site.build(&[]);
    assert_eq!(site.page("logo.txt"), "ours");
    for folder in ["static", "templates", "content/actors"] {
        let place = site.path(folder);
        let _ = fs::remove_file(&place);
        let _ = fs::remove_dir_all(&place);
        symlink(outside.path(), &place).expect("a link");
        assert_told(&failed(&site), "symbolic-link", folder);
        fs::remove_file(&place).expect("the link");
    }
    fs::write(outside.path().join("settings"), "title: KEY\n").expect("a secret");
    site.remove("site.yaml");
    symlink(outside.path().join("settings"), site.path("site.yaml")).expect("a link");
    assert_told(&failed(&site), "symbolic-link", "site.yaml");
    assert!(site.public().values().all(|bytes| !bytes.windows(3).any(|part| part == b"KEY")));
}

#[test]
fn fifos_sockets_and_devices_are_told_and_never_read() {
    let site = Site::sample();
    for place in PLACES {
        prepare(&site, place);
        let status = Command::new("mkfifo").arg(site.path(place)).status();
        assert!(status.expect("mkfifo").success());
    }
    let _socket = UnixListener::bind(site.path("content/articles/socket.md")).expect("a socket");
    let _other = UnixListener::bind(site.path("static/socket")).expect("a socket");
    let device = site.path("static/zero.bin");
    let has_device = Command::new("mknod").arg(&device).args(["c", "1", "5"]).status();
    let has_device = has_device.is_ok_and(|status| status.success());
    let errors = failed(&site);
    for place in PLACES.iter().chain(&["content/articles/socket.md", "static/socket"]) {
        assert_told(&errors, "special-file", place);
    }
    if has_device {
        assert_told(&errors, "special-file", "static/zero.bin");
    } else {
        left_out("a device", "this user can't make one");
    }
    site.remove("site.yaml");
    let status = Command::new("mkfifo").arg(site.path("site.yaml")).status();
    assert!(status.expect("mkfifo").success());
    assert_told(&failed(&site), "special-file", "site.yaml");
}

#[test]
fn the_preview_tells_links_and_fifos_as_a_build_does() {
    let site = Site::sample();
    let outside = tempfile::TempDir::new().expect("a folder");
    fs::write(outside.path().join("secret.md"), "---\ntitle: KEY\ndate: 2024-01-01\n---\n\nKEY\n")
        .expect("a secret");
    let preview = Preview::of(&site);
    assert_eq!(preview.get("/").status, 200);
    symlink(outside.path(), site.path("content/articles/outside")).expect("a link");
    symlink(outside.path().join("secret.md"), site.path("content/articles/one.md")).expect("one");
    let status = Command::new("mkfifo").arg(site.path("content/articles/fifo.md")).status();
    assert!(status.expect("mkfifo").success());
    // What changes behind the link is no business of the site.
    fs::write(outside.path().join("second.md"), "---\ntitle: KEY\ndate: 2024-01-01\n---\n\nKEY\n")
        .expect("another");
    assert!(!preview.page("/articles/").contains("KEY"));
    assert_eq!(preview.get("/articles/2024/01/secret/").status, 404);
    for place in ["outside", "one.md", "fifo.md"] {
        fs::remove_file(site.path(&format!("content/articles/{place}"))).expect("the entry");
    }
    site.write("content/pages/more.md", b"---\ntitle: More\n---\n\nMore.\n");
    assert_eq!(preview.get("/more/").status, 200);
}

#[test]
fn what_can_not_be_read_is_told_with_its_place() {
    let Some(nobody) = Nobody::new() else {
        return left_out("what_can_not_be_read_is_told", "this user can't become another");
    };
    let site = Site::sample();
    open_to_all(site.root());
    for place in PLACES {
        prepare(&site, place);
        fs::write(site.path(place), "x").expect("a file");
        set_mode(&site.path(place), 0o000);
    }
    for folder in ["content/articles/closed", "templates/closed", "static/closed"] {
        fs::create_dir_all(site.path(folder)).expect("a folder");
        set_mode(&site.path(folder), 0o000);
    }
    let run = nobody.build(site.root(), &["--output", "/tmp/never-built"]);
    let errors = String::from_utf8_lossy(&run.stderr);
    // Files of static/ are opened when they are copied: an error before tells the others first.
    let places = PLACES.iter().filter(|place| **place != "static/x.png");
    for place in places.chain(&["content/articles/closed", "templates/closed", "static/closed"]) {
        assert_told(&errors, "unreadable", place);
    }
    assert!(errors.contains("Permission denied") && errors.contains("let your user read it"));
    for place in ["content", "templates", "static"] {
        fs::remove_dir_all(site.path(place)).expect("the folder");
    }
    site.write("content/articles/2024-01-01-a.md", b"---\ntitle: A\n---\n\nA.\n");
    site.write("static/x.png", b"x");
    set_mode(&site.path("static/x.png"), 0o000);
    let output = tempfile::TempDir::new().expect("a folder");
    set_mode(output.path(), 0o777);
    let place = output.path().join("site");
    let run = nobody.build(site.root(), &["--output", &place.to_string_lossy()]);
    assert_told(&String::from_utf8_lossy(&run.stderr), "unreadable", "static/x.png");
    assert_eq!(fs::read_dir(output.path()).expect("the folder").count(), 0);
}

#[test]
fn names_that_are_not_utf_8_are_told() {
    let site = Site::sample();
    for folder in ["content/articles", "content/pages", "templates", "static"] {
        fs::create_dir_all(site.path(folder)).expect("a folder");
        let name = OsStr::from_bytes(b"caf\xe9.md");
        fs::write(site.path(folder).join(name), "x").expect("a file");
    }
    fs::create_dir(site.path("static").join(OsStr::from_bytes(b"\xff"))).expect("a folder");
    let inner = site.path("static").join(OsStr::from_bytes(b"\xff")).join("x.png");
    fs::write(inner, "x").expect("a file");
    let errors = failed(&site);
    for folder in ["content/articles/caf", "content/pages/caf", "templates/caf", "static/caf"] {
        assert_told(&errors, "bad-file-name", folder);
    }
    assert_told(&errors, "bad-file-name", "static/\u{fffd}/x.png");
    fs::remove_dir_all(site.path("static")).expect("the folder");
    let errors = failed(&site.file("static/two\nlines.txt", "x"));
    assert!(errors.contains("bad-file-name") && errors.contains("control character"), "{errors}");
}

fn article(title: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2024-01-01\n{more}---\n\nText.\n")
}

#[test]
fn names_that_are_one_elsewhere_are_told() {
    let site = Site::sample()
        .file("content/articles/sub/a.md", &article("Two", ""))
        .file(
            "content/articles/sub/A.md",
            &article("Three", "").replace("2024-01-01", "2024-02-01"),
        )
        .file("content/actors/more.yaml", "- {name: Ann Lee, kind: person}\n")
        .file("content/actors/More.yaml", "- {name: Ben Lee, kind: person}\n")
        .file("static/Logo.png", "1")
        .file("static/logo.png", "2")
        .file("content/articles/c.md", &article("C", "aliases: [/Old/Lima/]\n"))
        .file("static/caf\u{e9}.txt", "1")
        .file("static/cafe\u{301}.txt", "2");
    let run = site.run("check", &[]);
    assert_told(&run.errors, "alike-files", "content/articles/sub/a.md");
    assert_told(&run.errors, "alike-files", "content/actors/more.yaml");
    assert_told(&run.errors, "alike-urls", "/Logo.png and /logo.png");
    assert_told(&run.errors, "alike-urls", "/Old/Lima/ and /old/lima/");
    assert_told(&run.errors, "alike-urls", "/cafe\u{301}.txt and /caf\u{e9}.txt");
    assert_eq!(run.errors.matches("[alike-").count(), 5, "{}", run.errors);
    // Here they are different, and the build holds them all.
    site.build(&[]);
    assert_eq!((site.page("Logo.png"), site.page("logo.png")), ("1".into(), "2".into()));
    assert!(site.has_page("Old/Lima") && site.has_page("old/lima"));
}

#[test]
fn names_that_windows_can_not_have_are_told() {
    let site = Site::sample()
        .file("content/pages/con.md", "---\ntitle: Con\n---\n\nText.\n")
        .file(
            "content/articles/x.md",
            &article("X", "aliases: [/aux.html, /old/lpt1/x/, /dot./]\n"),
        )
        .file("content/actors/more.yaml", "- {name: Nul, kind: organization}\n")
        .file("content/articles/y.md", &article("Nul in Lima", ""))
        .file("static/NUL.txt", "x")
        .file("static/a:b.txt", "x")
        .file("static/console.txt", "x");
    let run = site.run("check", &[]);
    for (path, place) in [
        ("/con:", "content/pages/con.md"),
        ("/aux.html:", "content/articles/x.md"),
        ("/old/lpt1:", "content/articles/x.md"),
        ("/dot.:", "content/articles/x.md"),
        ("/organizations/nul:", "content/actors/more.yaml"),
        ("/NUL.txt:", "static/NUL.txt"),
        ("/a:b.txt:", "static/a:b.txt"),
    ] {
        assert_told(&run.errors, "reserved-name", path);
        assert_told(&run.errors, "reserved-name", place);
    }
    assert_eq!(run.errors.matches("[reserved-name]").count(), 7, "{}", run.errors);
    site.build(&[]);
}

#[test]
fn long_names_are_shortened_or_told() {
    // 80 letters of a name become 400 in an address.
    let name = "\u{4e2d}".repeat(80);
    let site = Site::sample()
        .file(&format!("content/articles/2024-01-01-{name}.md"), &article("Long", ""))
        .file(&format!("content/pages/{name}.md"), "---\ntitle: Long\n---\n\nText.\n");
    site.build(&[]);
    let longest = site
        .public()
        .into_keys()
        .flat_map(|path| path.split('/').map(str::len).collect::<Vec<_>>());
    let longest = longest.max().expect("names");
    assert!((150..=255).contains(&longest), "{longest}");
    let alias = "a".repeat(300);
    site.write(
        "content/articles/x.md",
        article("X", &format!("aliases: [/{alias}/]\n")).as_bytes(),
    );
    assert_told(&failed(&site), "long-name", "content/articles/x.md:4");
    // A path with many names, each of which is allowed.
    let alias = format!("{}/", "a".repeat(200)).repeat(25);
    site.write("content/articles/x.md", article("X", &format!("aliases: [/{alias}]\n")).as_bytes());
    let errors = failed(&site);
    assert!(errors.contains("[write]") && errors.contains("shorten it"), "{errors}");
}

#[test]
fn a_file_in_the_way_of_a_folder_is_told() {
    let site = Site::sample().file("static/articles", "x").file(
        "content/articles/x.md",
        &article("X", "aliases: [/feed.xml/old/, /a.html, /a.html/b/]\n"),
    );
    let errors = failed(&site);
    assert_told(&errors, "file-and-folder", "/articles would be");
    assert_told(&errors, "file-and-folder", "/feed.xml would be");
    assert_told(&errors, "file-and-folder", "/a.html would be");
}

#[test]
fn addresses_never_climb_out_of_the_output() {
    let site = Site::sample()
        .file(
            "content/articles/x.md",
            &article("X", "aliases: [/../up/, /a/../../up/, '/a\\..\\up', /./x, /a//b/, '/%2e%2e/up', //host/x]\n"),
        )
        .file("content/actors/more.yaml", "- {name: A, id: ../../up, kind: person}\n- {name: ../../../up, kind: person}\n")
        .file("content/pages/..up.md", "---\ntitle: Up\n---\n\nText.\n");
    let errors = failed(&site);
    assert_eq!(errors.matches("[bad-alias]").count(), 6, "{errors}");
    assert!(errors.contains("bad-id"), "{errors}");
    let site = Site::sample()
        .file("content/articles/..-..-up.md", &article("../../../up", ""))
        .file("content/pages/... up.md", "---\ntitle: Up\n---\n\nText.\n")
        .file("static/..up/x.txt", "x");
    site.build(&["--output", &site.path("inner/public").to_string_lossy()]);
    let beside: Vec<_> = fs::read_dir(site.path("inner")).expect("the folder").collect();
    assert_eq!(beside.len(), 1);
    assert!(site.path("inner/public/..up/x.txt").is_file());
}

/// The files of a site without what tells the bytes of its sources: the version of its search index, and the marker.
fn without_version(files: &support::Tree) -> support::Tree {
    let manifest = String::from_utf8_lossy(&files["search/manifest.json"]).into_owned();
    let after = manifest.split("\"version\":\"").nth(1).expect("a version");
    let version = after.split('"').next().expect("its end").to_owned();
    let plain = |(path, bytes): (&String, &Vec<u8>)| {
        let text = std::str::from_utf8(bytes).map(|text| text.replace(&version, "VERSION"));
        (path.replace(&version, "VERSION"), text.map_or_else(|_| bytes.clone(), String::into_bytes))
    };
    files.iter().filter(|(path, _)| *path != ".briefing").map(plain).collect()
}

#[test]
fn line_ends_and_marks_of_other_systems_make_no_difference() {
    let build = |change: &dyn Fn(&str) -> String| {
        let site = Site::sample();
        for (path, bytes) in support::tree(site.root()) {
            site.write(&path, change(&String::from_utf8_lossy(&bytes)).as_bytes());
        }
        site.build(&["--strict"]);
        without_version(&site.public())
    };
    let plain = build(&str::to_owned);
    let marked = build(&|text| format!("\u{feff}{text}"));
    let windows = build(&|text| text.replace('\n', "\r\n"));
    let both = build(&|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    for (what, other) in [("BOM", marked), ("CRLF", windows), ("both", both)] {
        let differ = plain.iter().find(|(path, bytes)| other.get(*path) != Some(*bytes));
        assert!(differ.is_none(), "{what}: {:?}", differ.map(|(path, _)| path));
        assert_eq!(plain.len(), other.len(), "{what}");
    }
}

/// The most memory that a process has used so far, in bytes; none once it has ended.
fn peak_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? << 10)
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_file_is_copied_piece_by_piece() {
    const LENGTH: u64 = 512 << 20;
    let site = Site::sample();
    fs::create_dir(site.path("static")).expect("a folder");
    let film = File::create(site.path("static/film.mp4")).expect("a file");
    film.set_len(LENGTH).expect("a length");
    let mut child = Command::new(cargo_bin("briefing"))
        .args(["build", "--now", "2025-01-01", "--quiet", "--root"])
        .arg(site.root())
        .spawn()
        .expect("a build");
    let mut peak = 0;
    while child.try_wait().expect("a state").is_none() {
        peak = peak_memory(child.id()).unwrap_or(peak).max(peak);
        sleep(Duration::from_millis(1));
    }
    assert!(child.wait().expect("an end").success());
    assert_eq!(fs::metadata(site.path("public/film.mp4")).expect("the copy").len(), LENGTH);
    assert!(peak > 0 && peak < LENGTH * 3 / 4, "{peak} bytes of memory");
}

#[test]
fn files_that_come_go_and_change_while_they_are_read_do_no_harm() {
    let site = Site::sample();
    for number in 0..40 {
        let text = article(&format!("Number {number}"), "");
        site.write(&format!("content/articles/n{number}.md"), text.as_bytes());
    }
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                round += 1;
                for number in 0..40 {
                    let place = site.path(&format!("content/articles/n{number}.md"));
                    let _ = fs::remove_file(&place);
                    let _ = fs::write(
                        &place,
                        article(&format!("Round {round}"), "").repeat(round % 5 + 1),
                    );
                }
            }
        });
        for _ in 0..10 {
            let run = site.run("build", &["--now", "2025-01-01"]);
            assert!(run.code <= 1 && !run.errors.contains("panicked"), "{}", run.errors);
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    for number in 0..40 {
        let text = article(&format!("Number {number}"), "");
        site.write(&format!("content/articles/n{number}.md"), text.as_bytes());
    }
    site.build(&[]);
    assert!(site.page("articles/").contains("Number 39"));
}
