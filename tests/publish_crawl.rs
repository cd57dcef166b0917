//! A site cloned from the published branch and served below its path by a plain server has no dead link: crawled with
//! `linkchecker`. Where it or Python is missing, the test says what it left out, unless `CI` is set.
#![cfg(unix)]

mod support;

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use support::desk::{Desk, git};
use tempfile::TempDir;

/// Python's own server of files, which knows nothing of the program. Ends when it is dropped.
struct PlainServer {
    child: Child,
    address: String,
}

impl PlainServer {
    fn of(folder: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
        let child = Command::new("python3")
            .args(["-m", "http.server", "--bind", "127.0.0.1", "--directory"])
            .arg(folder)
            .arg(free.port().to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("python3");
        let server = Self { child, address: free.to_string() };
        let start = Instant::now();
        while TcpStream::connect(&server.address).is_err() {
            assert!(start.elapsed() < Duration::from_secs(30), "the server does not answer");
            sleep(Duration::from_millis(50));
        }
        server
    }
}

impl Drop for PlainServer {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The crawler, where the machine has one. `CI` says that it must.
fn crawler() -> Option<PathBuf> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/python/bin");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let found = std::iter::once(ours)
        .chain(std::env::split_paths(&paths))
        .map(|folder| folder.join("linkchecker"))
        .find(|file| file.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "linkchecker is missing");
        eprintln!("left out: crawling a published site, for linkchecker is missing");
    }
    found
}

/// Follows every link from a page on this host; what it says, and whether all lead somewhere.
fn crawl(crawler: &Path, url: &str) -> (bool, String) {
    // It spares foreign servers: ten requests a second, unless it is told more.
    let settings = TempDir::new().expect("a temporary folder");
    let file = settings.path().join("settings");
    fs::write(&file, "[checking]\nmaxrequestspersecond=1000\n").expect("the settings");
    let output = Command::new(crawler)
        .args(["--no-status", "--no-robots", "--recursion-level=-1", "--config"])
        .arg(&file)
        .arg(url)
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .output()
        .expect("a crawl");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_clone_of_the_branch_has_no_dead_link() {
    let Some(crawler) = crawler() else { return };
    let desk = Desk::new();
    desk.publish(&[]);
    let folder = TempDir::new().expect("a temporary folder");
    let address = desk.remote.path().to_string_lossy().into_owned();
    git(folder.path(), &["clone", "--quiet", "--branch", "gh-pages", &address, "news"]);
    let server = PlainServer::of(folder.path());
    let url = format!("http://{}/news/", server.address);
    let (is_whole, said) = crawl(&crawler, &url);
    assert!(is_whole, "{said}");
    let checked = said.lines().find_map(|line| line.strip_prefix("That's it. "));
    let links = checked.and_then(|line| line.split(' ').next()?.parse::<usize>().ok());
    assert!(links.is_some_and(|links| links > 80), "{said}");
    // The crawler finds what is dead.
    fs::remove_file(folder.path().join("news/countries/south-korea/index.html")).expect("a page");
    fs::remove_dir_all(folder.path().join("news/countries/south-korea")).expect("its folder");
    let (is_whole, said) = crawl(&crawler, &url);
    assert!(!is_whole && said.contains("/news/countries/south-korea/"), "{said}");
}
