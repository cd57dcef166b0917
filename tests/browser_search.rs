//! The search in a real browser, with real key presses, on a built site below a path.

mod support;

use serde_json::Value;
use support::Site;
use support::browser::{ARROW_DOWN, ARROW_UP, Browser, ENTER, ESCAPE, is_here};
use support::preview::Preview;

const BASE: &str = "base_url: https://desk.example/briefings/\n";

/// A site on which things can be found and confused.
fn site() -> Site {
    let article = |title: &str, date: &str, body: &str| {
        format!("---\ntitle: {title}\ndate: {date}\nsource: {{name: Wire}}\n---\n\n{body}\n")
    };
    Site::sample()
        .file("site.yaml", BASE)
        .file(
            "content/articles/ankara.md",
            &article("Erdoğan in Łódź", "2024-10-02", "The president of Türkiye went to the trade fair."),
        )
        .file(
            "content/articles/fair.md",
            &article("A fair of books", "2022-10-02", "Fair trade is on the shelves, and so is 반기문 외교부."),
        )
        .file(
            "content/articles/steel.md",
            &article(
                "Prices",
                "2021-10-02",
                "Antony Blinken was in the U.S. and spoke of an alliance.\n\nNobody spoke of steelworks.",
            ),
        )
}

/// The search page of a site, ready for keys; none on a machine without a browser.
fn opened(site: &Site) -> Option<(Preview, Browser)> {
    if !is_here() {
        eprintln!("left out, for there is no chromedriver");
        return None;
    }
    let preview = Preview::of(site);
    let browser = Browser::open(&format!("{}search/", preview.url));
    browser.wait_for("!document.getElementById('search-form').hidden");
    browser.press("/");
    browser.wait_for("document.activeElement.id === 'search-query'");
    Some((preview, browser))
}

/// Types what is searched instead of what was searched before.
fn ask(browser: &Browser, query: &str) {
    browser.press(ESCAPE);
    browser.wait_for("document.getElementById('search-query').value === ''");
    browser.press(query);
    browser.wait_for(&format!("document.getElementById('search-query').value === {query:?}"));
    let asked = "new URLSearchParams(location.search).get('q')";
    browser.wait_for(&format!("{asked} === {query:?}"));
}

/// Waits until the status begins so, and gives the headlines that are shown.
fn titles(browser: &Browser, status: &str) -> Vec<String> {
    browser.wait_for(&format!(
        "document.getElementById('search-status').textContent.startsWith({status:?})"
    ));
    // What is found comes after its number.
    if status.contains(|c: char| c.is_ascii_digit()) {
        browser.wait_for("document.querySelectorAll('#search-hits li').length > 0");
    }
    texts(browser, "#search-hits h2")
}

fn texts(browser: &Browser, selector: &str) -> Vec<String> {
    let script = format!("[...document.querySelectorAll({selector:?})].map(e => e.textContent)");
    let texts = browser.value(&script);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    texts.as_array().expect("texts").iter().map(text).collect()
}

#[test]
fn hits_are_marked_and_opened_by_keys() {
    let site = site();
    let Some((_preview, browser)) = opened(&site) else { return };
    ask(&browser, "alliance");
    assert_eq!(
        titles(&browser, "3 articles"),
        ["An earlier alliance", "Cho and Blinken meet in Lima", "Prices"]
    );
    assert_eq!(texts(&browser, "#search-hits h2 mark"), ["alliance"]);
    assert_eq!(texts(&browser, "#search-subjects li"), ["Alliances Topic · 3 articles"]);
    assert_eq!(
        browser.value("document.getElementById('search-status').getAttribute('role')"),
        "status"
    );
    // Where neither headline nor summary have the word, the article is quoted.
    browser.wait_for("document.querySelectorAll('#search-hits p mark').length === 3");
    assert_eq!(
        texts(&browser, "#search-hits p")[2],
        "Antony Blinken was in the U.S. and spoke of an alliance."
    );
    let focused = "document.activeElement.textContent";
    for (key, text) in [
        (ARROW_DOWN, "Alliances"),
        (ARROW_DOWN, "An earlier alliance"),
        (ARROW_DOWN, "Cho and Blinken meet in Lima"),
        (ARROW_DOWN, "Prices"),
        (ARROW_DOWN, "Prices"),
        (ARROW_UP, "Cho and Blinken meet in Lima"),
        (ARROW_UP, "An earlier alliance"),
        (ARROW_UP, "Alliances"),
    ] {
        browser.press(key);
        browser.wait_for(&format!("{focused} === {text:?}"));
    }
    browser.press(ARROW_UP);
    browser.wait_for("document.activeElement.id === 'search-query'");
    browser.press(&[ARROW_DOWN, ARROW_DOWN, ARROW_DOWN, ENTER].concat());
    browser.wait_for("location.pathname === '/briefings/articles/2024/11/lima/'");
    // The way back shows the same hits again, and the key leads to the search from any page.
    browser.value("history.back()");
    browser.wait_for("document.querySelectorAll('#search-hits li').length === 3");
    browser.value("history.forward()");
    browser.wait_for("location.pathname === '/briefings/articles/2024/11/lima/'");
    browser.press("/");
    browser.wait_for("location.pathname === '/briefings/search/'");
}

#[test]
fn hits_that_lie_far_apart_are_read_a_few_files_at_a_time() {
    let mut site = site();
    for number in 0..240 {
        let text = if number % 20 == 0 { "A copper deal." } else { "Nothing of the kind." };
        let article = format!(
            "---\ntitle: Story {number}\ndate: 2020-{:02}-{:02}\nsummary: {text}\n---\n",
            number / 28 + 1,
            number % 28 + 1
        );
        site = site.file(&format!("content/articles/{number:03}.md"), &article);
    }
    let Some((_preview, browser)) = opened(&site) else { return };
    browser.resize(700);
    let read = |kind: &str| {
        let names = "performance.getEntriesByType('resource').map((entry) => entry.name)";
        let count = format!("new Set({names}.filter((name) => name.includes('/{kind}'))).size");
        browser.value(&count).as_u64().expect("a number")
    };
    ask(&browser, "copper deal");
    browser.wait_for("document.getElementById('search-status').textContent === '12 articles'");
    browser.wait_for("document.querySelectorAll('#search-hits li').length >= 3");
    let first = (read("words-"), read("articles-"), read("subjects-"));
    assert!(first.0 <= 2 && (3..=6).contains(&first.1) && first.2 <= 1, "{first:?}");
    // Going down the list brings the rest of the first ten, and no more than them.
    for _ in 0..4 {
        browser.value("scrollTo(0, document.body.scrollHeight)");
        browser.wait_for("document.querySelectorAll('#search-hits li').length > 3");
    }
    browser.wait_for("document.querySelectorAll('#search-hits li').length === 10");
    browser.value("document.getElementById('search-more').click()");
    browser.wait_for("document.querySelectorAll('#search-hits li').length === 12");
    browser.wait_for("document.getElementById('search-more').hidden");
    let titles = texts(&browser, "#search-hits h2");
    let newest_first: Vec<String> = (0..12).rev().map(|n| format!("Story {}", n * 20)).collect();
    assert_eq!(titles, newest_first);
}

#[test]
fn the_key_that_leads_to_the_search_can_be_turned_off() {
    let site = site();
    let Some((preview, browser)) = opened(&site) else { return };
    let box_is = |checked: bool| {
        browser
            .wait_for(&format!("document.getElementById('search-shortcut').checked === {checked}"));
    };
    // In a field it is a letter.
    browser.press("a/b");
    browser.wait_for("document.getElementById('search-query').value === 'a/b'");
    box_is(true);
    browser.value("document.getElementById('search-shortcut').click()");
    let home = |pressed: &str| {
        browser.go(&preview.url);
        browser.wait_for("document.readyState === 'complete'");
        browser.value(
            "addEventListener('keydown', (event) => (window.was = [event.key, event.defaultPrevented]))",
        );
        browser.press(pressed);
    };
    home("/");
    browser.wait_for("window.was?.[0] === '/' && window.was[1] === false");
    browser.go(&format!("{}search/", preview.url));
    box_is(false);
    browser.value("document.getElementById('search-shortcut').click()");
    home("/");
    browser.wait_for("location.pathname === '/briefings/search/'");
    box_is(true);
}

#[test]
fn words_are_found_by_their_beginnings_and_however_they_are_spelt() {
    let site = site();
    let Some((_preview, browser)) = opened(&site) else { return };
    for (query, wanted) in [
        ("erdog", "Erdoğan in Łódź"),
        ("LODZ", "Erdoğan in Łódź"),
        ("Erdoğan łódź", "Erdoğan in Łódź"),
        ("turkiye", "Erdoğan in Łódź"),
        ("steelw", "Prices"),
        ("U.S. alliance", "Prices"),
        ("기문", "A fair of books"),
    ] {
        ask(&browser, query);
        assert_eq!(titles(&browser, "1 article"), [wanted], "{query}");
    }
    // Only the last word may be a beginning, and none that a space ends.
    for query in ["steelw nobody", "steelw ", "문기"] {
        ask(&browser, query);
        browser.wait_for(
            "document.getElementById('search-status').textContent.startsWith('No article')",
        );
    }
}

#[test]
fn phrases_have_their_words_side_by_side() {
    let site = site();
    let Some((_preview, browser)) = opened(&site) else { return };
    ask(&browser, "fair trade");
    assert_eq!(titles(&browser, "2 articles").len(), 2);
    ask(&browser, "\"fair trade\"");
    assert_eq!(titles(&browser, "1 article"), ["A fair of books"]);
    browser.wait_for("document.querySelector('#search-hits p mark')?.textContent === 'Fair trade'");
    ask(&browser, "\"trade fair\"");
    assert_eq!(titles(&browser, "1 article"), ["Erdoğan in Łódź"]);
    // Where a phrase is not closed yet, its last word may go on.
    ask(&browser, "\"trade fai");
    assert_eq!(titles(&browser, "2 articles").len(), 2);
    ask(&browser, "\"fair alliance\"");
    assert!(titles(&browser, "No article matches").is_empty());
}

#[test]
fn filters_are_typed_chosen_and_kept_in_the_address() {
    let site = site();
    let Some((preview, browser)) = opened(&site) else { return };
    ask(&browser, "person:blinken year:2023");
    assert_eq!(titles(&browser, "1 article · Antony Blinken · 2023"), ["An earlier alliance"]);
    ask(&browser, "alliance country:\"south korea\"");
    assert_eq!(titles(&browser, "1 article · South Korea").len(), 1);
    ask(&browser, "place:lima");
    assert_eq!(titles(&browser, "2 articles · Lima").len(), 2);
    ask(&browser, "person:nobody");
    assert!(titles(&browser, "No article matches").is_empty());
    browser.go(&format!(
        "{}search/?q=alliance&person=Antony+Blinken&topic=Alliances&year=2021",
        preview.url
    ));
    assert_eq!(titles(&browser, "1 article · Antony Blinken · Alliances"), ["Prices"]);
    assert_eq!(browser.value("document.getElementById('search-topic').value"), "Alliances");
    browser.value("document.getElementById('search-year').focus()");
    browser.press("2024");
    browser.wait_for("location.search.includes('year=2024')");
    browser.wait_for("document.querySelector('#search-hits h2')?.textContent.startsWith('Cho')");
    assert_eq!(titles(&browser, "1 article"), ["Cho and Blinken meet in Lima"]);
}

#[test]
fn what_is_not_found_is_said_and_nothing_asked_shows_nothing() {
    let site = site();
    let Some((_preview, browser)) = opened(&site) else { return };
    ask(&browser, "qwertz");
    assert!(titles(&browser, "No article matches").is_empty());
    ask(&browser, "alliance qwertz");
    assert_eq!(titles(&browser, "No article has all of these words. 3 have").len(), 3);
    browser.press(ESCAPE);
    browser.wait_for("document.getElementById('search-status').textContent === ''");
    browser.wait_for("!document.querySelector('#search-hits li, #search-subjects li')");
    browser.wait_for("document.activeElement.id === 'search-query' && location.search === ''");
}

#[test]
fn an_index_that_is_gone_is_told_and_read_anew() {
    let site = site();
    let Some((_preview, browser)) = opened(&site) else { return };
    // As after a new build: the files of the version that the page knows lead nowhere.
    browser.value(
        "void (window.real = fetch, window.fetch = (path, options) => \
         path.includes('/words-') && !window.mended ? Promise.resolve(new Response('', {status: 404})) : real(path, options))",
    );
    ask(&browser, "alliance");
    assert!(titles(&browser, "The search index can’t be read").is_empty());
    browser.value("void (window.mended = true)");
    ask(&browser, "alliance");
    assert_eq!(titles(&browser, "3 articles").len(), 3);
}

#[test]
fn without_javascript_the_page_leads_to_the_indexes() {
    let site = site();
    site.build(&[]);
    let page = site.page("search/");
    let noscript =
        page.split("<noscript>").nth(1).and_then(|rest| rest.split("</noscript>").next());
    let noscript = noscript.expect("a way without JavaScript");
    for path in
        ["articles/", "people/", "organizations/", "countries/", "places/", "topics/", "archive/"]
    {
        assert!(noscript.contains(&format!("href=\"/briefings/{path}\"")), "{path}");
    }
    // A content security policy may forbid scripts in the page.
    assert!(!page.contains("<script>") && !page.contains("onclick"));
    assert!(page.contains("<option>Alliances</option>") && page.contains("<option>2024</option>"));
    let empty = Site::new();
    empty.build(&[]);
    let page = empty.page("search/");
    assert!(page.contains("nothing to be found") && !page.contains("search.js"));
}
