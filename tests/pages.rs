//! A small site in, pages out.

mod support;

use support::{Site, dead_links};

/// The `main` part of a page, one tag a line, which keeps the golden files readable.
fn main_part(page: &str) -> String {
    let start = page.find("<main").expect("a main element");
    let end = page.find("</main>").expect("its end");
    page[start..end].lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn golden_pages() {
    let site = Site::sample();
    site.build(&[]);
    for (name, path) in [
        ("home", ""),
        ("article", "articles/2024/11/lima/"),
        ("person", "people/cho-tae-yul/"),
        ("country", "countries/south-korea/"),
        ("place", "places/lima/"),
        ("people", "people/"),
        ("topics", "topics/"),
        ("topic", "topics/alliances/"),
        ("archive", "archive/"),
        ("year", "archive/2024/"),
        ("month", "archive/2024/11/"),
        ("page", "about/"),
        ("not_found", "404.html"),
    ] {
        insta::assert_snapshot!(name, main_part(&site.page(path)));
    }
    insta::assert_snapshot!(
        "head",
        site.page("people/cho-tae-yul/").split("<body>").next().expect("a head")
    );
    insta::assert_snapshot!("redirect", site.page("old/lima/"));
}

#[test]
fn every_link_leads_somewhere() {
    let site = Site::sample();
    site.build(&[]);
    assert_eq!(dead_links(&site.public(), "/"), [""; 0]);
    site.build(&["--base-url", "https://owner.github.io/repo"]);
    assert_eq!(dead_links(&site.public(), "/repo/"), [""; 0]);
    assert!(
        site.page("").contains("<link rel=\"canonical\" href=\"https://owner.github.io/repo/\">")
    );
}

#[test]
fn lists_go_over_several_pages() {
    let mut site = Site::sample().file("site.yaml", "page_size: 2\n");
    for number in 1..=9 {
        let text = format!(
            "---\ntitle: Number {number}\ndate: 2024-10-0{number}\nsummary: In short.\n---\n\nAntony Blinken, again.\n"
        );
        site = site.file(&format!("content/articles/number-{number}.md"), &text);
    }
    site.build(&[]);
    let first = site.page("people/antony-blinken/");
    assert!(
        first.contains("Page 1 of 3")
            && first.contains("rel=\"next\" href=\"/people/antony-blinken/page/2/\"")
    );
    // Two stories on the first page, with sentences; then eight headlines on each.
    let marked = "<mark>Antony Blinken</mark>";
    assert_eq!((first.matches("<h3>").count(), first.contains("In short.")), (2, false));
    let second = site.page("people/antony-blinken/page/2/");
    assert_eq!(second.matches("<li><time>").count(), 8);
    assert!(second.contains(">Number 8</a>") && !second.contains(marked), "{second}");
    let last = site.page("people/antony-blinken/page/3/");
    assert!(last.contains("An earlier alliance") && !last.contains("rel=\"next\""));
    let month = site.page("archive/2024/10/page/2/");
    assert!(month.contains(">Number 1</a>") && !month.contains("In short."), "{month}");
    assert!(site.page("archive/2024/10/").contains("In short."));
    assert!(site.has_page("articles/page/3") && !site.has_page("articles/page/4"));
    assert_eq!(dead_links(&site.public(), "/"), [""; 0]);
}

#[test]
fn drafts_future_and_expired_articles_stay_out() {
    let article = |extra: &str| format!("---\ntitle: T\n{extra}\n---\n\nText.\n");
    let site = Site::new()
        .file("content/articles/draft.md", &article("date: 2024-01-01\ndraft: true"))
        .file("content/articles/future.md", &article("date: 2025-01-02"))
        .file("content/articles/today.md", &article("date: 2025-01-01T23:59"))
        .file("content/articles/expired.md", &article("date: 2024-01-01\nexpires: 2025-01-01"))
        .file("content/articles/alive.md", &article("date: 2024-01-01\nexpires: 2025-01-02"));
    let published = |arguments: &[&str]| -> Vec<&str> {
        site.build(arguments);
        let paths = [
            "2024/01/draft",
            "2025/01/future",
            "2025/01/today",
            "2024/01/expired",
            "2024/01/alive",
        ];
        paths.into_iter().filter(|path| site.has_page(&format!("articles/{path}"))).collect()
    };
    assert_eq!(published(&[]), ["2025/01/today", "2024/01/alive"]);
    assert_eq!(published(&["--drafts"]), ["2024/01/draft", "2025/01/today", "2024/01/alive"]);
    assert_eq!(published(&["--future"]), ["2025/01/future", "2025/01/today", "2024/01/alive"]);
    assert_eq!(published(&["--now", "2025-01-02"]), ["2025/01/future", "2025/01/today"]);
}

#[test]
fn a_file_name_gives_date_and_slug() {
    let site = Site::sample();
    site.build(&[]);
    assert!(site.has_page("articles/2024/12/dated-by-name"));
}

#[test]
fn the_time_zone_decides_the_day() {
    let article = "---\ntitle: Late\ndate: 2024-11-14T23:30:00Z\n---\n\nText.\n";
    let site = Site::new()
        .file("content/articles/late.md", article)
        .file("site.yaml", "time_zone: Asia/Seoul\n");
    site.build(&[]);
    assert!(site.page("articles/2024/11/late/").contains("15 November 2024"));
}

#[test]
fn a_template_and_an_asset_of_the_user_replace_ours() {
    let site = Site::sample()
        .file("templates/page.html", "<!doctype html>mine: {{ title }}")
        .file("static/style.css", "body { color: red }")
        .file("static/pictures/x.svg", "<svg/>");
    site.build(&[]);
    assert_eq!(site.page("about/"), "<!doctype html>mine: About");
    assert_eq!(site.public()["style.css"], b"body { color: red }");
    assert!(site.public().contains_key("pictures/x.svg"));
    // The fingerprint in the links follows the content.
    let link = |page: String| page.split("style.css?v=").nth(1).expect("a link")[..10].to_owned();
    let before = link(site.page(""));
    site.write("static/style.css", b"body { color: blue }");
    site.build(&[]);
    assert_ne!(link(site.page("")), before);
}

#[test]
fn hostile_html_is_disarmed() {
    let body = "<script>alert(1)</script>\n\nText <img src=x onerror=alert(1)> <b>bold</b> [x](javascript:alert(1)) \
                [y](JaVa&#x09;script:alert(1)) ![z](data:text/html,x) <https://ok.example>\n\n<iframe src=\"//x\"></iframe>\n";
    let site = Site::new().file(
        "content/articles/x.md",
        &format!("---\ntitle: \"<script>t</script>\"\ndate: 2024-01-01\nsummary: \"<i>s</i>\"\n---\n\n{body}"),
    );
    site.build(&[]);
    // Four scripts are ours: data, which tests/feeds.rs looks into, and three files, which tests/theme.rs does.
    let page = site
        .page("articles/2024/01/x/")
        .replacen("<script type=\"application/ld+json\">", "", 1)
        .replacen("<script src=\"/theme.js", "", 1)
        .replacen("<script src=\"/shortcut.js", "", 1)
        .replacen("<script src=\"/article.js", "", 1);
    for forbidden in ["<script", "onerror", "javascript:", "data:", "<iframe", "<i>s"] {
        assert!(!page.to_lowercase().contains(forbidden), "{forbidden} in {page}");
    }
    assert!(page.contains("<b>bold</b>") && page.contains("https://ok.example"));
}

#[test]
fn an_empty_site_builds() {
    let site = Site::new();
    let run = site.build(&[]);
    assert!(run.output.starts_with("0 articles, 0 actors and 0 topics"), "{}", run.output);
    assert_eq!(dead_links(&site.public(), "/"), [""; 0]);
}

#[test]
fn every_heading_has_an_anchor_of_its_own() {
    let site = Site::sample().file(
        "content/pages/about.md",
        "---\ntitle: About\n---\n\n# A\n\n# A\n\n# A 2\n\n# A\n\n# A 2\n\n# A 2 2\n",
    );
    site.build(&[]);
    let page = site.page("about/");
    let main = main_part(&page);
    let anchors: Vec<&str> =
        main.split("<h2 id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(anchors, ["a", "a-2", "a-2-2", "a-3", "a-2-3", "a-2-2-2"]);
}

#[test]
fn a_long_index_goes_over_several_pages_and_keeps_its_letters() {
    let mut people = Vec::new();
    let mut site = Site::new().file("site.yaml", "atlas: off\ndiscover: off\n");
    for number in 0..501 {
        // Aa to Zz, so that every letter is there, and some go over the end of a page.
        let letter = char::from(b'A' + (number * 26 / 501) as u8);
        let name = format!("Ann {letter}name{number:03}");
        people.push(format!("- {{name: {name}, kind: person}}\n"));
        let article = format!("---\ntitle: News\ndate: 2024-01-01\n---\n\n{name} spoke.\n");
        site = site.file(&format!("content/articles/{number}.md"), &article);
    }
    site = site.file("content/actors/people.yaml", &people.concat());
    site.build(&[]);
    let (first, second) = (site.page("people/"), site.page("people/page/2/"));
    assert_eq!(
        (first.matches("/people/ann-").count(), second.matches("/people/ann-").count()),
        (500, 1)
    );
    assert!(first.contains("<a href=\"#letter-A\">A</a>"), "{first}");
    assert!(second.contains("<a href=\"/people/#letter-A\">A</a>"), "{second}");
    assert!(second.contains(
        "<a href=\"/people/page/2/\" aria-current=\"page\">Ann Zname500 – Ann Zname500</a>"
    ));
    assert!(second.contains("<title>People, page 2"), "{second}");
    assert_eq!(dead_links(&site.public(), "/"), [""; 0]);
}
