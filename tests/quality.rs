//! What two checkers say of every kind of page: axe (accessibility) and Nu (HTML). `.ci/run` installs them.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use briefing::project::{Options, Project};
use briefing::render::Renderer;
use serde_json::Value;
use support::browser::{Browser, is_here};
use support::preview::Preview;
use support::{Site, tree};

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

/// The bundled site with two more articles: everything that Markdown has, and a text from right to left.
fn site() -> Site {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut site = Site::new();
    for (path, bytes) in tree(&repository.join("content")) {
        site.write(&format!("content/{path}"), &bytes);
    }
    let settings = std::fs::read_to_string(repository.join("site.yaml")).expect("the settings");
    site = site.file("site.yaml", &format!("{settings}\nbase_url: https://desk.example/news/\n"));
    let everything = "---\ntitle: \"All of <Markdown>: a \\\"page\\\" of it\"\ndate: 2024-12-02\nupdated: 2024-12-05\n\
        summary: Tables, notes & lists.\naliases: [/old/]\nsource: {name: Wire, url: \"https://wire.example/a?b=1&c=2#d e\"}\n---\n\n\
        ## Content\n\nAntony Blinken[^1] met *Joe **Biden*** in Lima.[^2] A line  \nbroken, ~~struck~~, `code <b>`,\n\
        <https://auto.example/?a=1&b=2>, ![A picture](/favicon.svg \"Title\"), H<sub>2</sub>O.\n\n\
        | left | centre | right | none |\n| :- | :-: | -: | - |\n| Joe Biden | 2 | 1,000 | `x` |\n\n\
        - [x] done\n- [ ] open\n\n3. three\n4. four\n\n> A quote.\n>\n> > Nested.\n\n***\n\n```rust\nfn main() {}\n```\n\n\
        ### Content\n\n#### Deep\n\n# First\n\n<figure><img src=\"/favicon.svg\" alt=\"x\"><figcaption>Caption</figcaption></figure>\n\n\
        <details><summary>More</summary>Hidden</details>\n\n[^1]: A [note](https://wire.example/).\n[^2]: Another.\n";
    let arabic = "---\ntitle: وزيرا الخارجية يبحثان في ليما إرسال القوات\ndate: 2024-12-03\nlang: ar\n\
        summary: التقى الوزيران مرة أخرى في بيرو.\n---\n\nالتقى الوزيران Antony Blinken و Joe Biden في ليما يوم الخميس.\n\n\
        ## عنوان\n\n- النقطة الأولى\n\n> اقتباس\n";
    site.file("content/articles/everything.md", everything)
        .file("content/articles/arabic.md", arabic)
}

/// A page for each template and part of the site, and the two articles.
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
        if !is_redirect && (kinds.insert((template, part)) || is_ours) {
            pages.push(path);
        }
    }
    assert!(pages.len() > 20, "{pages:?}");
    pages
}

/// Runs axe with all that is folded away opened, and a card shown. Tells each finding in a line.
const AXE: &str = "
    document.querySelectorAll('details').forEach((details) => (details.open = true));
    document.querySelector('.mention')?.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    setTimeout(async () => {
      const { violations } = await axe.run(document, { resultTypes: ['violations'] });
      done(violations.map((found) => found.id + ': ' + found.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; ')));
    }, document.querySelector('.mention') ? 400 : 0);
";

#[test]
fn axe_finds_nothing_on_any_kind_of_page() {
    let (Some(axe), true) = (tool("axe-core/axe.min.js"), is_here()) else { return };
    let axe = std::fs::read_to_string(axe).expect("axe");
    let site = site();
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
fn nu_finds_nothing_on_any_page() {
    let Some(checker) = tool("vnu-jar/build/dist/vnu.jar") else { return };
    let site = site();
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
