//! The preview in a real browser: an open page follows the files by itself.

mod support;

use support::Site;
use support::browser::{Browser, is_here};
use support::preview::Preview;

fn shows(text: &str) -> String {
    format!("document.body.innerText.includes({text:?})")
}

/// Says what is left out on a machine without a browser.
fn left_out(test: &str) -> bool {
    let left_out = !is_here();
    if left_out {
        eprintln!("left out, for there is no chromedriver: {test}");
    }
    left_out
}

fn article(title: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2024-12-24\n---\n\nAntony Blinken travels.\n")
}

#[test]
fn open_pages_follow_an_edit() {
    if left_out("open_pages_follow_an_edit") {
        return;
    }
    let site = Site::sample().file("content/articles/edited.md", &article("Before"));
    let preview = Preview::of(&site);
    for page in ["", "people/antony-blinken/", "articles/2024/12/edited/"] {
        site.write("content/articles/edited.md", article("Before").as_bytes());
        let browser = Browser::open(&format!("{}{page}", preview.url));
        browser.wait_for(&shows("Before"));
        site.write("content/articles/edited.md", article("After").as_bytes());
        browser.wait_for(&shows("After"));
    }
}

/// A feed is no page that a script could reload: a reader asks for it again.
#[test]
fn feeds_follow_an_edit() {
    if left_out("feeds_follow_an_edit") {
        return;
    }
    let site = Site::sample().file("content/articles/edited.md", &article("Before"));
    let preview = Preview::of(&site);
    let browser = Browser::open(&preview.url);
    for feed in ["feed.xml", "people/antony-blinken/feed.xml"] {
        let has = |title: &str| {
            format!(
                "fetch('/{feed}').then(a => a.text()).then(t => t.includes('<title>{title}</title>'))"
            )
        };
        site.write("content/articles/edited.md", article("Before").as_bytes());
        browser.wait_for(&has("Before"));
        site.write("content/articles/edited.md", article("After").as_bytes());
        assert_eq!(browser.value(&has("After")), true);
        assert_eq!(browser.value(&has("Before")), false);
    }
}

#[test]
fn problems_are_shown_over_the_page_until_they_are_mended() {
    if left_out("problems_are_shown_over_the_page_until_they_are_mended") {
        return;
    }
    let site = Site::sample();
    let preview = Preview::of(&site);
    let browser = Browser::open(&preview.url);
    let overlay = "document.getElementById('briefing-problems')";
    site.write("templates/home.html", b"{% if %}");
    browser.wait_for(&format!(
        "!!{overlay} && {overlay}.innerText.includes('templates/home.html:1:7')"
    ));
    browser.wait_for(&shows("Cho and Blinken meet in Lima"));
    // A page that is opened now hears of the problem too.
    browser.go(&format!("{}about/", preview.url));
    browser.wait_for(&format!("!!{overlay}"));
    site.remove("templates/home.html");
    browser.wait_for(&format!("!{overlay}"));
}

#[test]
fn a_renamed_article_is_gone_from_its_old_address() {
    if left_out("a_renamed_article_is_gone_from_its_old_address") {
        return;
    }
    let site = Site::sample();
    let preview = Preview::of(&site);
    let browser = Browser::open(&format!("{}articles/2024/11/lima/", preview.url));
    browser.wait_for(&shows("Cho and Blinken meet in Lima"));
    std::fs::rename(
        site.path("content/articles/2024/lima.md"),
        site.path("content/articles/2024/cusco.md"),
    )
    .expect("a rename");
    browser.wait_for(&shows("Page not found"));
    browser.go(&format!("{}articles/2024/11/cusco/", preview.url));
    browser.wait_for(&shows("Cho and Blinken meet in Lima"));
}

#[test]
fn a_style_sheet_is_swapped_and_the_scroll_position_kept() {
    if left_out("a_style_sheet_is_swapped_and_the_scroll_position_kept") {
        return;
    }
    let site =
        Site::sample().file("static/style.css", "body { height: 5000px; color: rgb(1, 2, 3) }");
    let preview = Preview::of(&site);
    let browser = Browser::open(&preview.url);
    browser.wait_for("getComputedStyle(document.body).color === 'rgb(1, 2, 3)'");
    browser.value("(window.sameDocument = true, scrollTo(0, 700), null)");
    site.write("static/style.css", b"body { height: 5000px; color: rgb(4, 5, 6) }");
    browser.wait_for("getComputedStyle(document.body).color === 'rgb(4, 5, 6)'");
    browser.wait_for("window.sameDocument === true && scrollY === 700");
    site.write("site.yaml", b"title: Another name\n");
    browser
        .wait_for("window.sameDocument === undefined && document.title.includes('Another name')");
    browser.wait_for("scrollY === 700");
}

#[test]
fn a_mention_shows_a_card_on_focus_and_escape_hides_it() {
    if left_out("a_mention_shows_a_card_on_focus_and_escape_hides_it") {
        return;
    }
    let site = Site::sample();
    let preview = Preview::of(&site);
    let browser = Browser::open(&format!("{}articles/2024/11/lima/", preview.url));
    let mention = "document.querySelector('.mention[href*=\"cho-tae-yul\"]')";
    let card = "document.querySelector('.card:popover-open')";
    browser.wait_for("document.readyState === 'complete'");
    // Keys, for only they make focus visible.
    let reached = format!("document.activeElement === {mention}");
    for _ in 0..40 {
        if browser.value(&reached) == true {
            break;
        }
        browser.press("\u{E004}");
    }
    browser.wait_for(&format!(
        "{card}?.innerText === 'Cho Tae-yul\\nForeign Minister, South Korea\\n1 article'"
    ));
    browser.wait_for(&format!("{mention}.getAttribute('aria-describedby') === {card}.id"));
    browser.press("\u{E00C}");
    browser.wait_for(&format!("!{card} && !{mention}.hasAttribute('aria-describedby')"));
}

#[test]
fn the_switch_of_the_dark_mode_is_remembered() {
    if left_out("the_switch_of_the_dark_mode_is_remembered") {
        return;
    }
    let site = Site::sample();
    let preview = Preview::of(&site);
    let browser = Browser::open(&preview.url);
    let scheme = "getComputedStyle(document.documentElement).colorScheme";
    browser.wait_for(&format!("document.readyState === 'complete' && {scheme} === 'light dark'"));
    browser.value("document.querySelector('.switch').click()");
    browser.wait_for(&format!(
        "{scheme} === 'dark' && document.querySelector('.switch').ariaPressed === 'true'"
    ));
    browser.go(&format!("{}about/", preview.url));
    browser.wait_for(&format!("location.pathname === '/about/' && {scheme} === 'dark'"));
    browser.value("document.querySelector('.switch').click()");
    browser.wait_for(&format!("{scheme} === 'light dark'"));
}
