//! What checkers say of every kind of page: axe (accessibility), Nu (HTML), and RELAX NG of the feeds. `.ci/run` installs them.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use briefing::project::{Options, Project};
use briefing::render::Renderer;
use serde_json::Value;
use support::Site;
use support::browser::{Browser, is_here};
use support::preview::Preview;

/// A file of the tools that `.ci/run` installs; where they are missing, the test says that it is left out. `CI` says that they
/// must be there.
fn tool(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/node_modules").join(path);
    if file.is_file() {
        return Some(file);
    }
    assert!(std::env::var_os("CI").is_none(), "{path} is missing: .ci/run installs it");
    eprintln!("left out, for there is no {path}");
    None
}

/// Pages with everything that their template may show: a person and a week with networks.
const CHOSEN: [&str; 2] = ["people/antony-blinken/", "briefings/2024-W46/"];

/// A page for each template and part of the site, the two articles, and those chosen.
fn pages(site: &Site) -> Vec<String> {
    let options = Options { today: Some(jiff::civil::date(2025, 1, 1)), ..Options::default() };
    let loaded = Project::new(site.root(), options).load();
    let renderer = Renderer::new(&loaded.snapshot);
    let mut kinds = BTreeSet::new();
    let mut pages = Vec::new();
    for route in loaded.snapshot.routes() {
        let Some(template) = renderer.template(route) else { continue };
        let path = loaded.snapshot.site.path(route);
        let part = path.split('/').next().unwrap_or_default().to_owned();
        let is_redirect = template == "redirect.html";
        let is_ours = path.ends_with("/everything/") || path.ends_with("/arabic/");
        let is_chosen = is_ours || CHOSEN.contains(&&*path);
        if !is_redirect && (kinds.insert((template, part)) || is_chosen) {
            pages.push(path.into_owned());
        }
    }
    assert!(pages.len() > 20, "{pages:?}");
    pages
}

/// Runs axe, with the rule that is new in WCAG 2.2, with all that is folded away opened, and a card shown. Tells each finding in a line.
const AXE: &str = "
    document.querySelectorAll('details').forEach((details) => (details.open = true));
    document.querySelector('.mention')?.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    setTimeout(async () => {
      const { violations } = await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
      done(violations.map((found) => found.id + ': ' + found.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; ')));
    }, document.querySelector('.mention') ? 400 : 0);
";

#[test]
fn axe_finds_nothing_on_any_kind_of_page() {
    let (Some(axe), true) = (tool("axe-core/axe.min.js"), is_here()) else { return };
    let axe = std::fs::read_to_string(axe).expect("axe");
    let site = Site::bundled_and_more();
    let preview = Preview::of(&site);
    let browser = Browser::open(&preview.url);
    let mut found = Vec::new();
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        let hits = "search/?q=korea+trade&topic=Diplomacy".to_owned();
        for page in pages(&site).into_iter().chain([hits]) {
            browser.go(&format!("{}{page}", preview.url));
            // The policy lets our own files in.
            browser.wait_for(
                "document.readyState === 'complete' && document.styleSheets.length === 1",
            );
            browser.wait_for("document.documentElement.classList.contains('scripted')");
            if page.contains('?') {
                browser.wait_for("!!document.querySelector('#search-hits p mark')");
            }
            let findings = browser.answer(&format!("{axe}\n{AXE}"));
            let findings = findings.as_array().unwrap_or_else(|| panic!("{page}: {findings}"));
            found.extend(findings.iter().map(|finding| format!("{page} ({scheme}): {finding}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_page_has_to_be_moved_sideways_on_a_telephone() {
    if !is_here() {
        return;
    }
    let site = Site::bundled_and_more();
    let preview = Preview::of(&site);
    let browser = Browser::open(&preview.url);
    // The width of WCAG 2.2, success criterion 1.4.10.
    browser.resize(320);
    for page in pages(&site) {
        browser.go(&format!("{}{page}", preview.url));
        browser.wait_for("document.readyState === 'complete' && document.styleSheets.length === 1");
        let width = browser.value("document.documentElement.scrollWidth");
        assert!(width.as_u64().is_some_and(|width| width <= 320), "{page}: {width} pixels");
    }
}

#[test]
fn nu_finds_nothing_on_any_page() {
    let Some(checker) = tool("vnu-jar/build/dist/vnu.jar") else { return };
    let site = Site::bundled_and_more();
    site.build(&[]);
    let output = Command::new("java")
        .arg("-jar")
        .arg(checker)
        // Of files, Nu takes no host for their own; and it takes JSON-LD for a script that would run.
        .args(["--filterpattern", ".*Content Security Policy.*"])
        .args(["--format", "json", "--stdout", "--skip-non-html"])
        .arg(site.path("public"))
        .output()
        .expect("java");
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let messages = report["messages"].as_array().expect("messages");
    let told: Vec<String> = messages
        .iter()
        .map(|m| format!("{}: {} {}", m["url"], m["message"], m["extract"]))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn atom_feeds_are_as_the_schema_says() {
    // Nu brings a checker of RELAX NG along.
    let Some(checker) = tool("vnu-jar/build/dist/vnu.jar") else { return };
    let site = Site::bundled_and_more();
    site.build(&[]);
    let public = site.public();
    let feeds: Vec<&String> = public.keys().filter(|path| path.ends_with("feed.xml")).collect();
    assert!(feeds.len() > 100, "{} feeds", feeds.len());
    let output = Command::new("java")
        .arg("-cp")
        .arg(checker)
        .arg("nu.validator.vendor.thaiopensource.relaxng.util.Driver")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/atom.rng"))
        .args(feeds)
        .current_dir(site.path("public"))
        .output()
        .expect("java");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
}
