//! Articles that mean ill: nothing in them runs, and no more leaves the page than the pictures that it shows.

mod support;

use std::path::Path;
use std::process::Command;

use serde_json::json;
use support::Site;
use support::browser::{Browser, is_here};
use support::preview::Preview;

/// The vectors of a public list, which `.ci/run` installs; none where it is missing. `CI` says that it must be there.
fn vectors() -> Option<Vec<String>> {
    const LIST: &str = "import brs_kb, json; \
        print(json.dumps(sorted({entry['payload'] for entry in brs_kb.get_all_payloads().values()})))";
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/python/bin/python");
    let output = Command::new(python).args(["-I", "-c", LIST]).output().ok();
    let vectors =
        output.and_then(|output| serde_json::from_slice::<Vec<String>>(&output.stdout).ok());
    if vectors.is_none() || !is_here() {
        assert!(std::env::var_os("CI").is_none(), "brs-kb is missing: .ci/run installs it");
        eprintln!("left out, for there is no list of vectors (brs-kb) or no chromedriver");
        return None;
    }
    vectors
}

/// A text as YAML can hold it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            ' '..='~' => quoted.push(c),
            _ => quoted.extend(format!("\\U{:08x}", u32::from(c)).chars()),
        }
    }
    quoted + "\""
}

/// The vectors in parts of some kilobytes, for limits of front matter.
fn parts(vectors: &[String]) -> Vec<&[String]> {
    let mut parts = Vec::new();
    let mut rest = vectors;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = |vector: &&String| {
            bytes += vector.len() * 2 + 40;
            bytes < 12_000
        };
        let count = rest.iter().take_while(fits).count().max(1);
        parts.push(&rest[..count]);
        rest = &rest[count..];
    }
    parts
}

/// So many of the vectors that are together in all other fields stand in the body too: many elements that are never closed are an error.
const BODIES: usize = 4;

/// All ways in which a vector gets into the body of an article.
fn body(vector: &str) -> String {
    let line = vector.replace(['\n', '\r'], " ");
    format!(
        "{vector}\n\nAnna Lind {line} in Lima.\n\n[{line}]({line})\n\n[a](<{line}>)\n\n![{line}](<{line}> \"{line}\")\n\n<{line}>\n\n\
         [b]\n\n[b]: <{line}> '{line}'\n\n## {line}\n\n| {line} |\n| - |\n| {line} |\n\n`{line}`\n\n```{line}\n{line}\n```\n\n\
         - {vector}\n\n> {vector}\n\n<div title=\"{line}\" id=\"{line}\">x</div>\n\n<a href=\"{line}\">x</a> <img src=\"{line}\">\n\n[^x]: {line}\n"
    )
}

/// A site with every vector in every field, in texts of many, and each in the body of an article of its own. Its templates have no content
/// security policy, which would hide what gets through.
fn site(vectors: &[String]) -> Site {
    let base = std::fs::read_to_string("templates/base.html").expect("the template");
    let without = base.lines().filter(|line| !line.contains("Content-Security-Policy"));
    let mut site = Site::new().file("templates/base.html", &without.collect::<Vec<_>>().join("\n"));
    let parts = parts(vectors);
    // On every page: a few are enough, and all others stand in titles of articles.
    let first = quoted(&parts[0][..8].join(" "));
    site = site.file(
        "site.yaml",
        &format!("title: {first}\ndescription: {first}\nbase_url: https://desk.example/\natlas: off\npage_size: 200\n"),
    );
    let mut entries = Vec::new();
    let mut topics = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let all = quoted(&part.join(" "));
        let each: Vec<String> = part.iter().map(|vector| quoted(vector)).collect();
        let links: Vec<String> = part
            .iter()
            .map(|vector| {
                format!(
                    "{{name: {}, url: {}}}",
                    quoted(vector),
                    quoted(&format!("https://x.example/{vector}"))
                )
            })
            .collect();
        entries.push(format!(
            "- id: p{number}\n  name: {all}\n  kind: person\n  aliases: [{each}, \"Anna Lind\"]\n  summary: {all}\n  \
             image: {image}\n  links: [{links}]\n  positions:\n  - {{title: {all}, of: {all}}}\n",
            each = each.join(", "),
            links = links.join(", "),
            image = quoted(&part[0]),
        ));
        topics.push(format!(
            "- id: t{number}\n  name: {all}\n  summary: {all}\n  keywords: [{}]\n",
            each.join(", ")
        ));
        let article = format!(
            "---\ntitle: {all}\nsummary: {all}\ndate: 2024-11-14\nslug: joined-{number}\nactors: [p{number}]\ntopics: [t{number}]\n\
             source: {{name: {all}, url: {}}}\n---\n\n{}\n",
            quoted(&format!("https://x.example/{}", part.join(" "))),
            part.iter()
                .step_by(part.len().div_ceil(BODIES))
                .map(|vector| body(vector))
                .collect::<Vec<_>>()
                .join("\n\n"),
        );
        site.write(&format!("content/articles/joined-{number}.md"), article.as_bytes());
    }
    site.write("content/actors/actors.yaml", entries.concat().as_bytes());
    site.write("content/topics/topics.yaml", topics.concat().as_bytes());
    for (number, vector) in vectors.iter().enumerate() {
        let article = format!(
            "---\ntitle: {title}\ndate: 2023-01-02\nslug: single-{number}\n---\n\n{}",
            body(vector),
            title = quoted(&format!("x{vector}"))
        );
        site.write(&format!("content/articles/single/{number}.md"), article.as_bytes());
    }
    site
}

/// Before any script of a page: whoever opens a dialog is noted.
const WATCH: &str = "
    window.opened = [];
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
      window[name] = (...words) => { window.opened.push(name + ' ' + words); };";

/// What in a document could run or load something, as lines.
const SUSPECTS: &str = "
    const suspects = (document, page) => {
      const found = [];
      const tell = (node) => found.push(page + ': ' + node.outerHTML.slice(0, 300));
      // What pages of the theme have themselves.
      const own = '#search-hit, #search-subject, meta[content^=\"0; url=/briefings/\"]';
      for (const node of document.querySelectorAll(`*:not(${own})`)) {
        const name = node.localName;
        if (['iframe', 'object', 'embed', 'base', 'style', 'frame', 'portal', 'applet', 'template', 'math'].includes(name)) tell(node);
        if (name === 'script' && node.type !== 'application/ld+json' && !/^\\/([a-z]+[.]js[?]v=[0-9a-f]+|[.]briefing\\/live[.]js)$/.test(node.getAttribute('src') ?? '')) tell(node);
        if (name === 'form' && !node.matches('[role=search], .search, form[action^=\"/\"]')) tell(node);
        if (name === 'meta' && node.httpEquiv && !/^content-security-policy$/i.test(node.httpEquiv)) tell(node);
        for (const { name: key, value } of node.attributes) {
          if (/^on/i.test(key) || ['style', 'srcdoc', 'formaction', 'ping', 'xlink:href', 'background'].includes(key)) tell(node);
          if (['href', 'src', 'action', 'cite', 'data', 'poster'].includes(key)) {
            const clean = value.replace(/^[\\u0000-\\u0020]+|[\\t\\n\\r]/g, '');
            if (/^[a-z][a-z0-9+.-]*:/i.test(clean) && !/^(https?|mailto|tel):/i.test(clean)) tell(node);
          }
        }
      }
      return found;
    };";

#[test]
fn no_vector_of_a_public_list_runs_or_loads_anything() {
    let Some(mut vectors) = vectors() else { return };
    // One is so long that it is over the limit of a tag, and no article may hold it.
    vectors.retain(|vector| vector.len() < 4000);
    assert!(vectors.len() > 4000, "{}", vectors.len());
    let site = site(&vectors);
    let run = site.build(&["--quiet"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    let preview = Preview::of(&site);
    let browser = Browser::open(&preview.url);
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH }));
    browser.devtools("Network.enable", &json!({}));

    // Each vector by itself, read by the browser's own parser, and every other page too.
    let folder = site.path("public");
    let pages: Vec<String> = walkdir::WalkDir::new(&folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| {
            Some(entry.ok()?.path().strip_prefix(&folder).ok()?.to_str()?.to_owned())
        })
        .filter(|path| path.ends_with(".html"))
        .collect();
    assert!(pages.len() > vectors.len());
    for some in pages.chunks(400) {
        let script = format!(
            "{SUSPECTS}\nconst pages = {};\n(async () => {{\n const found = [];\n for (const page of pages) {{\n \
             const html = await (await fetch('/' + page)).text();\n \
             found.push(...suspects(new DOMParser().parseFromString(html, 'text/html'), page));\n }}\n done(found);\n}})();",
            json!(some)
        );
        let found = browser.answer(&script);
        assert_eq!(found, json!([]), "{:.3000}", found.to_string());
    }

    // The pages with many vectors in every field, and those that list them, shown for real.
    let shown = pages.iter().filter(|path| {
        !path.contains("/single-")
            && !path.starts_with("briefings/latest/")
            && (!path.starts_with("articles/page") || path.contains("page/2/"))
    });
    let shown: Vec<&String> = shown.collect();
    assert!(shown.len() > 80, "{}", shown.len());
    for path in shown {
        let url = format!("{}{}", preview.url, path.trim_end_matches("index.html"));
        browser.go(&url);
        let script = format!(
            "{SUSPECTS}\nsetTimeout(() => done({{ opened: window.opened, at: location.href, suspects: suspects(document, location.href), \
             left: performance.getEntriesByType('resource').filter((entry) => entry.initiatorType !== 'img' && \
             new URL(entry.name).origin !== location.origin).map((entry) => entry.name) }}), 50);"
        );
        let answer = browser.answer(&script);
        let wanted = json!({ "opened": [], "at": url, "suspects": [], "left": [] });
        assert_eq!(answer, wanted, "{path}");
    }

    // What the search puts into its page by script.
    for asked in ["alert", "script", "onerror", "javascript"] {
        browser.go(&format!("{}search/?q={asked}", preview.url));
        browser.wait_for("!!document.querySelector('main li, main article')");
        let script = format!("{SUSPECTS}\ndone([...suspects(document, ''), ...window.opened]);");
        assert_eq!(browser.answer(&script), json!([]), "{asked}");
    }
}

#[test]
fn raw_html_is_sanitised_unless_the_user_vouches_for_it() {
    let body = "<u onclick=\"x()\">vouched</u> <video src=\"/a.mp4\"></video>\n";
    let article = |more: &str| format!("---\ntitle: A\ndate: 2024-11-14\n{more}---\n\n{body}");
    for (trust, more, lets_through) in [
        ("", "", false),
        ("", "trust: full\n", true),
        ("trust: articles\n", "trust: none\n", false),
        ("trust: full\n", "", true),
        ("trust: full\n", "trust: none\n", false),
        ("trust: none\n", "", false),
    ] {
        let site =
            Site::new().file("site.yaml", trust).file("content/articles/a.md", &article(more));
        site.build(&[]);
        let page = site.page("articles/2024/11/a/");
        assert!(page.contains("vouched</u>"), "{page}");
        assert_eq!(page.contains("<video"), lets_through, "{trust}{more}");
        assert_eq!(page.contains("onclick"), lets_through, "{trust}{more}");
        assert!(page.contains("Content-Security-Policy"));
    }
    let site = Site::new()
        .file("site.yaml", "trust: none\n")
        .file("content/articles/a.md", &article("trust: full\n"));
    let run = site.run("build", &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.errors.contains("trust-refused") && run.errors.contains("a.md:4:8"),
        "{}",
        run.errors
    );
}

#[test]
fn hidden_characters_are_left_out_and_told() {
    let article = "---\ntitle: \"Talks \u{202e}owt yad\\u2066\"\ndate: 2024-11-14\n---\n\nText.\n";
    let site = Site::new().file("content/articles/a.md", article);
    let run = site.build(&[]);
    assert!(
        run.errors.contains("hidden-character") && run.errors.contains("U+202E"),
        "{}",
        run.errors
    );
    for (path, bytes) in site.public() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(['\u{202e}', '\u{2066}']), "{path}");
    }
    assert!(site.page("articles/2024/11/a/").contains("Talks owt yad"));
}

#[test]
fn no_article_stands_in_for_a_part_of_the_page() {
    let body =
        "<div id=\"_content\" class=\"rail tagged mention\">x</div>\n\n<h2 id=\"_tags\">y</h2>\n";
    let site = Site::new()
        .file("content/articles/a.md", &format!("---\ntitle: A\ndate: 2024-11-14\n---\n\n{body}"));
    site.build(&[]);
    let page = site.page("articles/2024/11/a/");
    assert_eq!(page.matches("id=\"_content\"").count(), 1);
    assert!(page.contains("<div class=\"mention\">x</div>"), "{page}");
}

#[test]
fn a_link_of_raw_html_stays_whole() {
    let body = "<a href=\"/x/\">says Ana Lind today</a> and Ana Lind <b>too</b>.\n";
    let site = Site::new()
        .file("content/actors/a.yaml", "- {name: Ana Lind, kind: person}\n")
        .file("content/articles/a.md", &format!("---\ntitle: A\ndate: 2024-11-14\n---\n\n{body}"));
    site.build(&[]);
    let page = site.page("articles/2024/11/a/");
    assert!(page.contains("<a href=\"/x/\">says Ana Lind today</a>"), "{page}");
    assert!(page.contains("href=\"/people/ana-lind/\">Ana Lind</a> <b>"), "{page}");
}
