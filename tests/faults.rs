//! The old site stays whole, whatever happens to a build.

mod support;

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use assert_cmd::cargo::CommandCargoExt as _;
use support::Site;

/// A site of so many articles that a build takes a while.
fn large_site(articles: usize) -> Site {
    let site = Site::sample();
    for number in 0..articles {
        let day = number % 28 + 1;
        let text = format!(
            "---\ntitle: Number {number}\ndate: 2024-03-{day:02}\n---\n\nAntony Blinken, the alliance and Lima.\n"
        );
        site.write(&format!("content/articles/{number}.md"), text.as_bytes());
    }
    site
}

fn litter(site: &Site) -> Vec<String> {
    let entries = fs::read_dir(site.root()).expect("the root");
    let names =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".public")).collect()
}

#[test]
fn a_build_that_is_killed_leaves_a_whole_site() {
    let site = large_site(300);
    site.build(&[]);
    let first = site.public();
    let start = Instant::now();
    site.write("site.yaml", b"title: Changed\nbase_url: https://desk.example/\n");
    let second = {
        let other = site.path("elsewhere");
        site.build(&["--output", &other.to_string_lossy()]);
        support::tree(&other)
    };
    let length = start.elapsed();
    let mut seen = [false, false];
    for step in 0..60_u32 {
        let mut child = Command::cargo_bin("briefing")
            .expect("the binary")
            .args(["build", "--now", "2025-01-01", "--root"])
            .arg(site.root())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        sleep(length * (step % 30) / 25);
        child.kill().expect("a kill");
        child.wait().expect("an end");
        let now = site.public();
        assert!(
            now == first || now == second,
            "after {step} steps the site is neither the old nor the new one"
        );
        seen[usize::from(now == second)] = true;
        if now == second {
            // Back to the old site, for the next round to change it again.
            site.write("site.yaml", b"title: Desk\nbase_url: https://desk.example/\n");
            site.build(&[]);
            assert_eq!(litter(&site), [""; 0]);
            site.write("site.yaml", b"title: Changed\nbase_url: https://desk.example/\n");
        }
    }
    assert!(seen[0], "every build was over before it was killed");
    site.build(&[]);
    assert_eq!(site.public(), second);
    assert_eq!(litter(&site), [""; 0]);
}

#[test]
fn a_folder_that_no_build_made_is_never_replaced() {
    let site =
        Site::sample().file("precious/letter.txt", "keep me").file("public/own.txt", "keep me too");
    for (output, why) in [
        (site.path("precious"), "it holds files that no build made"),
        (site.path("public"), "it holds files that no build made"),
        (site.root().to_owned(), "it is the site's own folder"),
        (site.root().parent().expect("a parent").to_owned(), "or one around it"),
        (site.path("content/public"), "it lies in the site's `content` folder"),
        (site.path("precious/letter.txt"), "it is a file"),
    ] {
        let run = site.run("build", &["--output", &output.to_string_lossy()]);
        assert_eq!(run.code, 1, "{}", output.display());
        assert!(run.errors.contains("bad-output") && run.errors.contains(why), "{}", run.errors);
    }
    assert_eq!(
        fs::read_to_string(site.path("precious/letter.txt")).expect("the letter"),
        "keep me"
    );
    assert_eq!(fs::read_to_string(site.path("public/own.txt")).expect("the file"), "keep me too");
}

#[test]
fn what_changed_is_written_and_nothing_else() {
    let site = Site::sample();
    let run = site.build(&[]);
    assert!(run.output.contains(" and 0 unchanged"), "{}", run.output);
    assert!(site.build(&[]).output.contains(", 0 written and "));
    site.write("content/pages/about.md", b"---\ntitle: About\n---\n\nWe were.\n");
    assert!(site.build(&[]).output.contains(", 1 written and "));
    site.remove("content/articles/2024/lima.md");
    site.build(&[]);
    assert!(!site.has_page("articles/2024/11/lima") && !site.has_page("old/lima"));
}
