//! The preview over HTTP: never stale, never different from the build, open to nobody else.

mod support;

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use support::Site;
use support::preview::{Preview, request};

/// Every page that a build writes is the page that the preview shows, and pages that no build writes are not shown.
fn assert_like_a_build(site: &Site, preview: &Preview) {
    site.build(&[]);
    for (path, bytes) in site.public() {
        if path == ".briefing" || path == "404.html" {
            continue;
        }
        let url = format!("/{}", path.trim_end_matches("index.html"));
        if path.ends_with(".html") {
            assert_eq!(preview.page(&url), String::from_utf8_lossy(&bytes), "{url}");
        } else {
            assert_eq!(preview.get(&url).body, bytes, "{url}");
        }
    }
}

fn article(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2024-11-14\n---\n\n{body}\n")
}

#[test]
fn any_change_shows_on_the_next_request() {
    let site = Site::sample();
    let preview = Preview::of(&site);
    assert_like_a_build(&site, &preview);

    site.write("content/articles/new.md", article("Brand new", "Antony Blinken again.").as_bytes());
    for page in ["/", "/people/antony-blinken/", "/archive/2024/11/"] {
        assert!(preview.page(page).contains("Brand new"), "{page}");
    }
    fs::rename(site.path("content/articles/new.md"), site.path("content/articles/renamed.md"))
        .expect("a rename");
    assert_eq!(preview.get("/articles/2024/11/renamed/").status, 200);
    assert_eq!(preview.get("/articles/2024/11/new/").status, 404);

    // As editors save: a temporary file that takes the place of the old one.
    site.write(
        "content/articles/.renamed.md.tmp",
        article("Saved twice", "Cho Tae-yul.").as_bytes(),
    );
    fs::rename(
        site.path("content/articles/.renamed.md.tmp"),
        site.path("content/articles/renamed.md"),
    )
    .expect("a rename");
    assert!(preview.page("/").contains("Saved twice"));
    assert!(!preview.page("/people/antony-blinken/").contains("Brand new"));

    fs::rename(site.path("content/articles/2024"), site.path("content/articles/moved"))
        .expect("a move");
    assert!(preview.page("/").contains("Cho and Blinken meet in Lima"));
    site.remove("content/articles/moved/lima.md");
    assert_eq!(preview.get("/articles/2024/11/lima/").status, 404);
    assert_eq!(preview.get("/old/lima/").status, 404);

    site.write("content/actors/more.yaml", b"- {name: Peruvian Navy, kind: organization}\n");
    site.write("content/articles/navy.md", article("Navy", "The Peruvian Navy.").as_bytes());
    assert_eq!(preview.get("/organizations/peruvian-navy/").status, 200);
    site.write("site.yaml", b"title: Renamed desk\n");
    assert!(preview.page("/").contains("Renamed desk"));
    site.write("templates/page.html", b"mine: {{ title }}");
    assert_eq!(preview.page("/about/"), "mine: About");
    site.write("static/note.txt", b"hello");
    assert_eq!(preview.get("/note.txt").text(), "hello");
    assert_like_a_build(&site, &preview);
}

#[test]
fn an_error_leaves_the_last_good_site() {
    let site = Site::sample();
    let preview = Preview::of(&site);
    let before = preview.page("/");
    site.write("content/articles/broken.md", b"---\ntitle: Broken\n---\n");
    assert_eq!(preview.page("/"), before);
    site.write("templates/home.html", b"{{ nothing }}");
    assert_eq!(preview.page("/"), before);
    site.remove("templates/home.html");
    site.write("content/articles/broken.md", article("Mended", "").as_bytes());
    assert!(preview.page("/").contains("Mended"));
    assert_like_a_build(&site, &preview);
}

/// Runs git in the folder of a site, whatever the settings of this machine.
fn git(site: &Site, arguments: &[&str]) {
    let status = Command::new("git")
        .args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "gc.auto=0"])
        .args(arguments)
        .current_dir(site.path(""))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("git is installed").success(), "git {arguments:?}");
}

#[test]
fn a_branch_switch_of_a_thousand_files() {
    let site = Site::sample().file(".gitignore", "/public/\n");
    git(&site, &["init", "--initial-branch", "few"]);
    git(&site, &["add", "--all"]);
    git(&site, &["commit", "--message", "Few articles"]);
    git(&site, &["switch", "--create", "many"]);
    for number in 0..1000 {
        let text = article(&format!("Number {number}"), "Antony Blinken in Lima.");
        site.write(&format!("content/articles/branch/{}/{number}.md", number % 7), text.as_bytes());
    }
    site.remove("content/articles/2024/lima.md");
    git(&site, &["add", "--all"]);
    git(&site, &["commit", "--message", "Many articles"]);
    git(&site, &["switch", "few"]);

    let preview = Preview::of(&site);
    assert!(preview.page("/people/antony-blinken/").contains("lima"));
    git(&site, &["switch", "many"]);
    assert!(preview.page("/people/antony-blinken/").contains("1001 articles"));
    assert_like_a_build(&site, &preview);
    git(&site, &["switch", "few"]);
    assert_like_a_build(&site, &preview);
}

#[test]
fn under_the_base_path_as_in_production() {
    let site = Site::sample().file("site.yaml", "base_url: https://owner.github.io/repo/\n");
    let preview = Preview::of(&site);
    assert!(preview.url.ends_with("/repo/"), "{}", preview.url);
    for (path, target) in [("/", "/repo/"), ("/repo", "/repo/"), ("/repo/people", "/repo/people/")]
    {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("location")), (307, Some(target)), "{path}");
    }
    assert_eq!(preview.get("/people/").status, 404);
    let page = preview.get("/repo/people/");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(preview.get("/repo/nowhere/").text().contains("Page not found"));
}

#[test]
fn heads_and_ranges() {
    let site = Site::sample().file("static/film.mp4", "0123456789");
    let preview = Preview::of(&site);
    let head = preview.request("HEAD", "/", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert!(
        head.header("content-length")
            .and_then(|length| length.parse::<usize>().ok())
            .expect("a length")
            > 1000
    );
    let part = preview.request("GET", "/film.mp4", "Range: bytes=2-5\r\n");
    assert_eq!((part.status, part.text().as_str()), (206, "2345"));
    assert_eq!(part.header("content-range"), Some("bytes 2-5/10"));
    assert_eq!(part.header("content-type"), Some("video/mp4"));
    assert_eq!(preview.request("GET", "/film.mp4", "Range: bytes=10-\r\n").status, 416);
    assert_eq!(preview.request("POST", "/", "Content-Length: 0\r\n").status, 405);
}

#[test]
fn nobody_else_gets_in() {
    let site = Site::sample().file("secret.txt", "secret");
    let preview = Preview::of(&site);
    assert_eq!(preview.request("GET", "/", "Host: evil.example\r\n").status, 403);
    assert_eq!(preview.request("GET", "/", "Host: localhost:9\r\n").status, 200);
    #[cfg(unix)]
    {
        fs::create_dir_all(site.path("static")).expect("the folder");
        std::os::unix::fs::symlink(site.path("secret.txt"), site.path("static/link.txt"))
            .expect("a link");
    }
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/static/../../secret.txt",
        "/link.txt",
        "/site.yaml",
        "//etc/passwd",
    ] {
        let answer = request(
            &preview.address,
            &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        );
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("secret"), "{path}");
    }
}

#[test]
fn slow_and_broken_clients_hurt_nobody() {
    let site = Site::sample();
    let preview = Preview::of(&site);
    let mut slow: Vec<TcpStream> =
        (0..50).map(|_| TcpStream::connect(&preview.address).expect("a connection")).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHo").expect("half a request");
    }
    TcpStream::connect(&preview.address)
        .expect("a connection")
        .write_all(b"\x00\xff nonsense\r\n\r\n")
        .expect("nonsense");
    assert_eq!(preview.get("/").status, 200);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_preview_is_what_a_build_writes(
        edits in prop::collection::vec((0..4_u8, 0..3_u8, prop::sample::select(vec!["Antony Blinken", "Seoul", "the alliance"])), 1..8)
    ) {
        let site = Site::sample();
        let preview = Preview::of(&site);
        for (kind, file, words) in edits {
            let path = format!("content/articles/f{file}.md");
            match kind {
                0 | 1 => site.write(&path, article(words, words).as_bytes()),
                2 if site.path(&path).exists() => site.remove(&path),
                2 => {}
                _ => site.write("site.yaml", format!("title: {words}\npage_size: 2\n").as_bytes()),
            }
        }
        assert_like_a_build(&site, &preview);
    }
}
