//! `briefing check --external`, against a server on this host. No request goes to any other host.
#![cfg(feature = "external-links")]

mod support;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use assert_cmd::Command;
use support::Site;

/// What a server was asked.
#[derive(Default)]
struct Log {
    /// How often each request came: `HEAD /alive`.
    requests: HashMap<String, usize>,
    now: usize,
    /// Requests at one time, at most.
    most: usize,
}

struct Server {
    address: String,
    log: Arc<Mutex<Log>>,
}

impl Server {
    /// A server that runs until the test ends. The path says what it answers.
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let log = Arc::<Mutex<Log>>::default();
        let shared = Arc::clone(&log);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let log = Arc::clone(&shared);
                thread::spawn(move || answer(stream, &log));
            }
        });
        Self { address, log }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn asked(&self, request: &str) -> usize {
        self.log.lock().expect("the log").requests.get(request).copied().unwrap_or_default()
    }

    fn asked_in_all(&self) -> usize {
        self.log.lock().expect("the log").requests.values().sum()
    }
}

fn answer(mut stream: TcpStream, log: &Mutex<Log>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let Some(Ok(first)) = lines.next() else { return };
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let request = first.trim_end_matches(" HTTP/1.1").to_owned();
    let times = {
        let mut log = log.lock().expect("the log");
        log.now += 1;
        log.most = log.most.max(log.now);
        let times = log.requests.entry(request.clone()).or_default();
        *times += 1;
        *times
    };
    thread::sleep(Duration::from_millis(30));
    let status = status(&request, times);
    log.lock().expect("the log").now -= 1;
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\nLocation: /alive\r\n\r\n"
    );
    let _ = stream.write_all(head.as_bytes());
}

fn status(request: &str, times: usize) -> u16 {
    let (method, path) = request.split_once(' ').expect("a method");
    match path {
        "/gone" => 410,
        "/missing" => 404,
        "/no-head" if method == "HEAD" => 405,
        "/head-lies" if method == "HEAD" => 404,
        "/private" => 401,
        "/forbidden" => 403,
        "/moved" => 301,
        "/busy-once" if times == 1 => 503,
        "/broken" => 500,
        "/busy" => 429,
        _ => 200,
    }
}

/// Checks the remote links; the cache is in the site's folder.
fn check(site: &Site) -> Vec<String> {
    let output = Command::cargo_bin("briefing")
        .expect("the binary")
        .args(["check", "--external", "--now", "2025-01-01", "--format", "json", "--root"])
        .arg(site.root())
        .env("XDG_CACHE_HOME", site.path("cache"))
        // A proxy would be another host.
        .env("NO_PROXY", "*")
        .env_remove("HTTP_PROXY")
        .env_remove("http_proxy")
        .env_remove("ALL_PROXY")
        .env_remove("all_proxy")
        .output()
        .expect("a run");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let records = text.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    let line = |record: serde_json::Value| {
        let text = |key: &str| record[key].as_str().expect("a text").to_owned();
        let (line, column) = (&record["line"], &record["column"]);
        format!("{}:{line}:{column} {}: {}", text("path"), text("id"), text("message"))
    };
    records.map(line).collect()
}

/// A site with these links in one article.
fn site_with(links: &[String]) -> Site {
    let links: Vec<String> = links.iter().map(|link| format!("[x]({link})\n")).collect();
    let head = "---\ntitle: South Korea\ndate: 2024-11-14\n---\n\n";
    let article = format!("{head}{}", links.concat());
    Site::new()
        .file("content/actors/a.yaml", "- name: South Korea\n  kind: country\n")
        .file("content/articles/a.md", &article)
}

/// The address of a port where nobody listens.
fn refusing() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

#[test]
fn dead_links_are_told_at_their_places() {
    let server = Server::start();
    let nobody = refusing();
    let alive = ["/alive", "/no-head", "/head-lies", "/private", "/forbidden", "/moved"];
    let unclear = ["/busy-once", "/broken", "/busy"];
    let mut links: Vec<String> =
        alive.iter().chain(&unclear).map(|path| server.url(path)).collect();
    links.extend([server.url("/gone#part"), format!("http://{nobody}/")]);
    let (missing, gone) = (server.url("/missing"), server.url("/gone"));
    let site = site_with(&links)
        .file(
            "content/actors/b.yaml",
            &format!("- name: Antony Blinken\n  kind: person\n  links:\n  - {{name: Home, url: '{missing}'}}\n"),
        )
        .file(
            "content/articles/b.md",
            &format!(
                "---\ntitle: Antony Blinken\ndate: 2024-11-14\nsource: {{name: Wire, url: '{missing}'}}\n---\n\n<{gone}>\n"
            ),
        );
    let told = |place: &str, url: &str, why: &str| {
        format!("content/{place} dead-remote-link: {url} is dead: {why}")
    };
    assert_eq!(
        check(&site),
        [
            told("actors/b.yaml:4:24", &missing, "status 404"),
            told("articles/a.md:15:1", &gone, "status 410"),
            told(
                "articles/a.md:16:1",
                &format!("http://{nobody}/"),
                "the host refuses the connection"
            ),
            told("articles/b.md:4:28", &missing, "status 404"),
            told("articles/b.md:7:1", &gone, "status 410"),
        ]
    );
    let asked = |request: &str| server.asked(request);
    assert_eq!((asked("HEAD /alive"), asked("GET /alive")), (2, 0), "once, and once for /moved");
    assert_eq!((asked("HEAD /no-head"), asked("GET /no-head")), (1, 1));
    assert_eq!((asked("HEAD /gone"), asked("GET /gone")), (1, 1));
    assert_eq!((asked("HEAD /busy-once"), asked("HEAD /broken"), asked("HEAD /busy")), (2, 2, 2));
}

#[test]
fn answers_are_kept_for_a_day() {
    let server = Server::start();
    let site = site_with(&[server.url("/alive"), server.url("/gone"), server.url("/busy")]);
    let first = check(&site);
    assert_eq!(first.len(), 1);
    let asked = server.asked_in_all();
    assert_eq!(check(&site), first);
    assert_eq!(server.asked_in_all(), asked + 2, "only the busy host, and that twice");
    // Answers of the day before yesterday, and a file that is none.
    let cache = "cache/briefing/links.json";
    let text = std::fs::read_to_string(site.path(cache)).expect("the cache");
    let kept: HashMap<String, serde_json::Value> = serde_json::from_str(&text).expect("JSON");
    let asked_at = kept[&server.url("/gone")]["asked"].as_i64().expect("a number");
    let old = text.replace(&asked_at.to_string(), &(asked_at - 48 * 3600).to_string());
    for stale in [old.as_str(), "{"] {
        site.write(cache, stale.as_bytes());
        let before = server.asked("HEAD /alive");
        assert_eq!(check(&site), first);
        assert_eq!(server.asked("HEAD /alive"), before + 1);
    }
}

#[test]
fn a_host_is_asked_two_links_at_a_time() {
    let server = Server::start();
    let links: Vec<String> = (0..12).map(|index| server.url(&format!("/{index}"))).collect();
    assert_eq!(check(&site_with(&links)), [""; 0]);
    assert_eq!(server.asked_in_all(), 12);
    assert_eq!(server.log.lock().expect("the log").most, 2);
}
