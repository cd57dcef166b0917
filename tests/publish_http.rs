//! `briefing publish` over git's smart HTTP protocol, on this host.
//!
//! Programs that stand in the place of git, ssh and hooks are shell scripts here.
#![cfg(unix)]

mod support;

use support::desk::{Desk, git};
use support::git_http::GitServer;

/// `desk:secret`
const PASSWORD: &str = "ZGVzazpzZWNyZXQ=";

/// A desk whose remote is asked over HTTP.
fn over_http(password: Option<&str>, user: &str) -> (Desk, GitServer) {
    let desk = Desk::new();
    git(desk.remote.path(), &["config", "http.receivepack", "true"]);
    let folder = desk.remote.path();
    let server = GitServer::of(folder.parent().expect("a folder"), password);
    let name = folder.file_name().expect("a name").to_string_lossy();
    let address = format!("http://{user}{}/{name}", server.address);
    git(desk.root(), &["remote", "set-url", "origin", &address]);
    // A proxy would be another host.
    git(desk.root(), &["config", "http.proxy", ""]);
    (desk, server)
}

#[test]
fn a_site_is_published_over_http() {
    let (desk, server) = over_http(None, "");
    // More than the megabyte up to which git sends a push in one piece.
    let noise = (0..400_000_u64)
        .flat_map(|number| number.wrapping_mul(number).wrapping_mul(2_654_435_761).to_le_bytes());
    desk.site.write("static/noise.bin", &noise.collect::<Vec<u8>>());
    desk.commit("Noise");
    let before = desk.mine();
    desk.publish(&[]);
    assert_eq!(support::desk::differences(&before, &desk.mine()), [].into());
    assert!(desk.published().contains_key("noise.bin"));
    assert!(server.requests().iter().any(|line| line.ends_with("/git-receive-pack 200")));
    let asked = server.requests().len();
    assert_eq!(desk.publish(&[]), "nothing changed, nothing pushed\n");
    let later = server.requests().split_off(asked);
    assert!(!later.iter().any(|line| line.contains("receive-pack")), "{later:?}");
    desk.site.remove("content/pages/about.md");
    desk.commit("A page less");
    desk.publish(&[]);
    assert!(!desk.published().contains_key("about/index.html"));
    // A clone that knows nothing of it fetches the branch, and goes on from there.
    desk.site.write("content/pages/about.md", b"---\ntitle: About\n---\n\nAgain.\n");
    desk.commit("A page more");
    std::fs::remove_dir_all(desk.site.path(".git/briefing-publish")).expect("the store");
    desk.publish(&["--keep-history"]);
    assert_eq!(desk.commits(), 2);
}

#[test]
fn missing_credentials_are_told_at_once() {
    let (desk, server) = over_http(Some(PASSWORD), "");
    let errors = desk.fails(&[]);
    for words in ["error[no-credentials]: origin wants to know who you are", "gh auth login"] {
        assert!(errors.contains(words), "{words}: {errors}");
    }
    assert!(server.requests().iter().all(|line| line.ends_with(" 401")));
    let (desk, _server) = over_http(Some(PASSWORD), "desk:wrong@");
    let errors = desk.fails(&[]);
    assert!(errors.contains("error[no-credentials]"), "{errors}");
    assert!(!errors.contains("wrong"), "no password in messages: {errors}");
}

#[test]
fn credentials_of_the_repository_are_used() {
    let (desk, _server) = over_http(Some(PASSWORD), "");
    // As the workflows of GitHub keep them.
    let header = format!("Authorization: Basic {PASSWORD}");
    git(desk.root(), &["config", "http.extraHeader", &header]);
    desk.publish(&[]);
    // As credential helpers give them.
    let (desk, _server) = over_http(Some(PASSWORD), "");
    git(
        desk.root(),
        &["config", "credential.helper", "!f() { echo username=desk; echo password=secret; }; f"],
    );
    desk.publish(&[]);
    assert!(desk.has_branch());
}

#[test]
fn a_hook_refuses_over_http() {
    let (desk, _server) = over_http(None, "");
    desk.refuse("pre-receive");
    let errors = desk.fails(&[]);
    for words in ["error[rejected]", "the remote says: no pages on Sundays"] {
        assert!(errors.contains(words), "{words}: {errors}");
    }
}
