//! What other programs read of a site: feeds, and what the heads of pages say.

mod support;

use std::collections::HashMap;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use support::preview::Preview;
use support::{Site, dead_links};

/// An element of a document that is well-formed.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: HashMap<String, String>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn parse(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let mut reader = Reader::from_str(text);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => open.push(Self::of(&start)),
                Event::Empty(start) => {
                    open.last_mut().expect("a parent").children.push(Self::of(&start));
                }
                Event::End(_) => {
                    let element = open.pop().expect("an element");
                    open.last_mut().expect("a parent").children.push(element);
                }
                Event::Text(text) => {
                    open.last_mut().expect("a parent").text += &text;
                }
                Event::GeneralRef(reference) => {
                    let text = match reference.resolve_char_ref().expect("a reference") {
                        Some(c) => c.to_string(),
                        None => match &*reference {
                            "amp" => "&",
                            "lt" => "<",
                            "gt" => ">",
                            "quot" => "\"",
                            "apos" => "'",
                            other => panic!("XML knows no &{other};"),
                        }
                        .to_owned(),
                    };
                    open.last_mut().expect("a parent").text += &text;
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "every element is closed");
        open.remove(0).children.remove(0)
    }

    fn of(start: &quick_xml::events::BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute");
            let value = quick_xml::escape::unescape(&attribute.value).expect("an escaped value");
            (attribute.key.as_ref().to_owned(), value.to_string())
        });
        Self {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the only child of that name.
    fn only(&self, name: &str) -> &str {
        let found: Vec<_> = self.children.iter().filter(|child| child.name == name).collect();
        assert_eq!(found.len(), 1, "one <{name}> in <{}>", self.name);
        &found[0].text
    }

    fn link(&self, rel: &str) -> Option<&str> {
        let mut links = self.all("link").filter(|link| link.attributes["rel"] == rel);
        let found = links.next().map(|link| link.attributes["href"].as_str());
        assert!(links.next().is_none(), "one link with rel={rel}");
        found
    }
}

/// The rules of RFC 4287 that a feed of ours could break.
fn assert_valid_atom(feed: &Element, own_url: &str) {
    assert_eq!(feed.name, "feed");
    assert_eq!(feed.attributes["xmlns"], "http://www.w3.org/2005/Atom");
    assert_eq!(feed.link("self"), Some(own_url));
    let mut ids = Vec::new();
    let entries: Vec<&Element> = feed.all("entry").collect();
    for element in entries.iter().copied().chain([feed]) {
        let id = element.only("id");
        assert!(id.starts_with("https://"), "an absolute id: {id}");
        ids.push(id);
        assert!(!element.only("title").is_empty());
        assert_moment(element.only("updated"));
        assert_eq!(element.link("alternate"), Some(id));
        for author in element.all("author") {
            assert!(!author.only("name").is_empty());
        }
    }
    assert_eq!(feed.all("author").count(), 1);
    for entry in &entries {
        assert_moment(entry.only("published"));
        assert!(entry.all("author").count() <= 1);
    }
    let newest = entries.iter().map(|entry| entry.only("updated")).max();
    assert_eq!(Some(feed.only("updated")), newest, "as new as the newest article");
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "no id twice");
}

/// RFC 3339 with whole minutes in the offset: `2024-11-14T00:00:00+09:00`.
fn assert_moment(text: &str) {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let shapes = ["0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00-00:00", "0000-00-00T00:00:00Z"];
    assert!(shapes.contains(&shape.as_str()), "no moment: {text}");
}

fn feed(site: &Site, path: &str) -> Element {
    Element::parse(site.page(path).as_bytes())
}

#[test]
fn feeds_of_the_site_of_actors_places_and_topics() {
    let site = Site::sample();
    site.build(&[]);
    let titles = |path: &str| -> Vec<String> {
        let feed = feed(&site, path);
        assert_valid_atom(&feed, &format!("https://desk.example/{path}"));
        feed.all("entry").map(|entry| entry.only("title").to_owned()).collect()
    };
    let [dated, lima, earlier] =
        ["Dated by its name", "Cho and Blinken meet in Lima", "An earlier alliance"];
    assert_eq!(titles("feed.xml"), [dated, lima, earlier]);
    assert_eq!(titles("people/antony-blinken/feed.xml"), [lima, earlier]);
    assert_eq!(titles("places/lima/feed.xml"), [dated, lima]);
    // With those of the topics below it.
    assert_eq!(titles("topics/diplomacy/feed.xml"), titles("topics/alliances/feed.xml"));
    insta::assert_snapshot!("person_feed", site.page("people/cho-tae-yul/feed.xml"));
}

#[test]
fn the_feed_of_briefings_has_a_day_with_its_headlines_as_an_entry() {
    let site = Site::sample().file(
        "content/articles/2024/odd.md",
        "---\ntitle: Fish & <chips>\ndate: 2024-11-14T09:30\nupdated: 2024-11-20\n---\n\nText.\n",
    );
    site.build(&[]);
    let feed = feed(&site, "briefings/feed.xml");
    assert_valid_atom(&feed, "https://desk.example/briefings/feed.xml");
    assert_eq!(feed.only("title"), "Briefings · Desk");
    let entries: Vec<&Element> = feed.all("entry").collect();
    let lima = entries.iter().find(|entry| entry.only("id").ends_with("/2024-11-14/"));
    let lima = lima.expect("the day");
    assert_eq!(lima.only("id"), "https://desk.example/briefings/2024-11-14/");
    assert_eq!(lima.only("title"), "Briefing of 14 November 2024");
    assert_eq!(lima.only("published"), "2024-11-14T09:30:00+00:00");
    assert_eq!(lima.only("updated"), "2024-11-20T00:00:00+00:00");
    assert_eq!(
        lima.only("content"),
        "<ul><li><a href=\"https://desk.example/articles/2024/11/odd/\">Fish &amp; &lt;chips&gt;</a></li>\
         <li><a href=\"https://desk.example/articles/2024/11/lima/\">Cho and Blinken meet in Lima</a></li></ul>"
    );
    assert_eq!(entries.len(), 3);
    for page in ["briefings/", "briefings/2024-11-14/", "briefings/2024-W46/"] {
        assert!(site.page(page).contains("href=\"/briefings/feed.xml\""), "{page}");
    }
}

#[test]
fn every_page_with_stories_names_its_feed() {
    let site = Site::sample();
    site.build(&[]);
    let link = |path: &str, media_type: &str| {
        let page = site.page(path);
        let mut links = page.lines().filter(|line| line.contains("rel=\"alternate\""));
        let link = links.find(|line| line.contains(media_type)).map(str::to_owned);
        link.map(|link| link.split("href=\"").nth(1).expect("a target").replace("\">", ""))
    };
    let atom = |path: &str| link(path, "application/atom+xml");
    assert_eq!(atom("").as_deref(), Some("/feed.xml"));
    assert_eq!(link("", "application/feed+json").as_deref(), Some("/feed.json"));
    for page in
        ["people/cho-tae-yul/", "countries/south-korea/", "places/lima/", "topics/diplomacy/"]
    {
        assert_eq!(atom(page), Some(format!("/{page}feed.xml")));
        assert_eq!(link(page, "application/feed+json"), None);
    }
    assert_eq!(atom("articles/2024/11/lima/"), None);
    site.build(&["--base-url", "https://owner.github.io/repo/"]);
    assert_eq!(dead_links(&site.public(), "/repo/"), [""; 0]);
    let run = site.run("check", &["--now", "2025-01-01"]);
    assert!(!run.output.contains("feed") && !run.errors.contains("feed"), "{}", run.errors);
}

#[test]
fn texts_are_escaped_and_what_xml_may_not_hold_is_left_out() {
    let site = Site::sample().file("site.yaml", "title: 'R&D <desk> \"x\"'\nbase_url: https://desk.example\n").file(
        "content/articles/odd.md",
        "---\ntitle: \"A <b>bold</b> & ]]> \\\"claim\\\" \\b \\uFFFE end\"\ndate: 2024-12-24\nsource: {name: 'A & B', url: 'https://x.example/?a=1&b=<2>'}\n---\n\nFish &amp; *chips* < 3.\n",
    );
    site.build(&[]);
    let feed = feed(&site, "feed.xml");
    assert_valid_atom(&feed, "https://desk.example/feed.xml");
    assert_eq!(feed.only("title"), "R&D <desk> \"x\"");
    let entry = feed.all("entry").next().expect("an entry");
    assert_eq!(entry.only("title"), "A <b>bold</b> & ]]> \"claim\"   end");
    assert_eq!(entry.only("summary"), "Fish & chips < 3.");
    assert_eq!(entry.link("via"), Some("https://x.example/?a=1&b=%3C2%3E"));
    assert!(!site.page("feed.xml").contains(['\u{8}', '\u{fffe}']));
}

#[test]
fn a_feed_has_the_newest_thirty_and_is_as_old_as_they_are() {
    let mut site = Site::new().file(
        "site.yaml",
        "base_url: https://desk.example/\ntime_zone: Asia/Seoul\ndiscover: off\n",
    );
    for number in 1..=31 {
        let updated = if number == 4 { "updated: 2024-11-20T08:30\n" } else { "" };
        let text = format!(
            "---\ntitle: Number {number}\ndate: 2024-10-{number:02}\n{updated}---\n\nText.\n"
        );
        site = site.file(&format!("content/articles/number-{number}.md"), &text);
    }
    site.build(&[]);
    let feed = feed(&site, "feed.xml");
    assert_valid_atom(&feed, "https://desk.example/feed.xml");
    let entries: Vec<&Element> = feed.all("entry").collect();
    assert_eq!(entries.len(), 30);
    assert_eq!(entries[0].only("title"), "Number 31");
    assert_eq!(entries[0].only("updated"), "2024-10-31T00:00:00+09:00");
    assert_eq!(feed.only("updated"), "2024-11-20T08:30:00+09:00");
    let bytes = site.public();
    site.build(&["--now", "2026-03-03"]);
    assert!(bytes == site.public(), "no clock in any file");
}

#[test]
fn the_json_feed_says_the_same() {
    let site = Site::sample();
    site.build(&[]);
    let feed: Value = serde_json::from_str(&site.page("feed.json")).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["title"], "Desk");
    assert_eq!(feed["feed_url"], "https://desk.example/feed.json");
    assert_eq!(feed["home_page_url"], "https://desk.example/");
    let items = feed["items"].as_array().expect("items");
    assert_eq!(items.len(), 3);
    let lima = &items[1];
    assert_eq!(lima["id"], "https://desk.example/articles/2024/11/lima/");
    assert_eq!(lima["url"], lima["id"]);
    assert_eq!(lima["summary"], "Two ministers, one alliance.");
    assert_eq!(lima["external_url"], "https://wire.example/1");
    assert_eq!(lima["tags"][0], "Alliances");
    assert_eq!(lima["date_published"], "2024-11-14T00:00:00+00:00");
    let text = lima["content_text"].as_str().expect("a text");
    assert!(text.starts_with("Foreign Minister Cho Tae-yul met Antony Blinken"), "{text}");
}

#[test]
fn without_an_origin_or_an_article_there_are_no_feeds() {
    let has_feed = |site: &Site| {
        let files = site.public();
        let linked = site.page("").contains("rel=\"alternate\"");
        assert_eq!(linked, files.keys().any(|path| path.contains("feed.")));
        linked
    };
    let site = Site::sample().file("site.yaml", "base_url: /repo/\n");
    site.build(&[]);
    assert!(!has_feed(&site));
    site.build(&["--base-url", "https://desk.example"]);
    assert!(has_feed(&site));
    let site = Site::new().file("site.yaml", "base_url: https://desk.example/\n");
    site.build(&[]);
    assert!(!has_feed(&site));
}

#[test]
fn a_file_of_the_sites_own_replaces_a_feed() {
    let site = Site::sample().file("static/feed.xml", "<own/>");
    site.build(&[]);
    assert_eq!(site.page("feed.xml"), "<own/>");
    assert_eq!(Preview::of(&site).get("/feed.xml").text(), "<own/>");
}

#[test]
fn the_preview_serves_feeds_as_feeds() {
    let site = Site::sample();
    site.build(&[]);
    let preview = Preview::of(&site);
    for (path, media_type) in [
        ("feed.xml", "application/atom+xml; charset=utf-8"),
        ("topics/alliances/feed.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
    ] {
        let answer = preview.get(&format!("/{path}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(media_type)));
        assert_eq!(answer.text(), site.page(path));
    }
}

/// The value of a tag in the head of a page.
fn meta(page: &str, name: &str) -> Option<String> {
    let head = page.split("<body>").next().expect("a head");
    let mut tags = head.split("<meta ").filter(|tag| tag.contains(&format!("=\"{name}\"")));
    let value = tags.next().map(|tag| tag.split("content=\"").nth(1).expect("a value"));
    assert!(tags.next().is_none(), "one {name}");
    value.map(|value| value.split('"').next().expect("an end").to_owned())
}

#[test]
fn the_sitemap_has_every_page_and_when_its_articles_changed() {
    let site = Site::sample().file(
        "content/articles/2023/earlier.md",
        "---\ntitle: An earlier alliance\ndate: 2023-05-02\nupdated: 2024-12-30\n---\n\nAntony Blinken praised the alliance.\n",
    );
    site.build(&[]);
    let sitemap = feed(&site, "sitemap.xml");
    assert_eq!(sitemap.name, "urlset");
    assert_eq!(sitemap.attributes["xmlns"], "http://www.sitemaps.org/schemas/sitemap/0.9");
    let changed: HashMap<&str, Option<&str>> = sitemap
        .all("url")
        .map(|url| {
            let day = url.all("lastmod").next().map(|day| day.text.as_str());
            (url.only("loc"), day)
        })
        .collect();
    assert_eq!(changed.len(), sitemap.all("url").count(), "no page twice");
    let page = |path: &str| changed.get(format!("https://desk.example/{path}").as_str()).copied();
    assert_eq!(page(""), Some(Some("2024-12-30")));
    assert_eq!(page("articles/2023/05/earlier/"), Some(Some("2024-12-30")));
    assert_eq!(page("articles/2024/11/lima/"), Some(Some("2024-11-14")));
    assert_eq!(page("people/cho-tae-yul/"), Some(Some("2024-11-14")));
    assert_eq!(page("people/antony-blinken/"), Some(Some("2024-12-30")));
    assert_eq!(page("archive/2024/11/"), Some(Some("2024-11-14")));
    assert_eq!(page("about/"), Some(None));
    assert_eq!((page("404.html"), page("old/lima/"), page("search/")), (None, None, None));
    let files = site.public();
    let pages = files.keys().filter_map(|file| file.strip_suffix("index.html"));
    let listed = pages.filter(|path| !["old/lima/", "search/", "briefings/latest/"].contains(path));
    assert_eq!(listed.filter(|path| page(path).is_none()).collect::<Vec<_>>(), [""; 0]);
    let robots = site.page("robots.txt");
    assert_eq!(robots, "User-agent: *\nAllow: /\n\nSitemap: https://desk.example/sitemap.xml\n");
    let preview = Preview::of(&site);
    assert_eq!(preview.get("/sitemap.xml").header("content-type"), Some("application/xml"));
    assert_eq!(preview.get("/robots.txt").text(), robots);
}

#[test]
fn a_robots_txt_of_the_sites_own_stays_and_without_an_origin_there_is_none() {
    let site = Site::sample();
    site.build(&["--base-url", "/repo/"]);
    let files = site.public();
    assert!(!files.contains_key("robots.txt") && !files.contains_key("sitemap.xml"));
    let site = site.file("static/robots.txt", "User-agent: *\nDisallow: /\n");
    site.build(&[]);
    assert_eq!(site.page("robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(site.public().contains_key("sitemap.xml"));
}

#[test]
fn heads_say_what_a_preview_of_the_link_shows() {
    let site = Site::sample().file(
        "content/actors/bank.yaml",
        "- name: Bank of Lima\n  kind: organization\n  image: /bank.png\n  summary: 'A \"bank\".'\n",
    );
    site.write("static/bank.png", b"png");
    site.write(
        "content/articles/bank.md",
        b"---\ntitle: A bank\ndate: 2024-11-01\nupdated: 2024-11-03\nsummary: <Short> & sweet.\n---\n\nThe Bank of Lima.\n",
    );
    site.build(&["--base-url", "https://owner.github.io/repo/"]);
    let article = site.page("articles/2024/11/bank/");
    let url = "https://owner.github.io/repo/articles/2024/11/bank/";
    for (name, value) in [
        ("og:type", "article"),
        ("og:title", "A bank"),
        ("og:url", url),
        ("og:description", "&lt;Short&gt; &amp; sweet."),
        ("article:published_time", "2024-11-01"),
        ("article:modified_time", "2024-11-03"),
        ("twitter:card", "summary"),
    ] {
        assert_eq!(meta(&article, name).as_deref(), Some(value), "{name}");
    }
    assert!(article.contains(&format!("<link rel=\"canonical\" href=\"{url}\">")));
    let bank = site.page("organizations/bank-of-lima/");
    let image = meta(&bank, "og:image");
    assert_eq!(image.as_deref(), Some("https://owner.github.io/repo/bank.png"));
    assert_eq!(meta(&bank, "og:type").as_deref(), Some("website"));
    assert_eq!(meta(&site.page("people/cho-tae-yul/"), "og:type").as_deref(), Some("profile"));
    assert_eq!(meta(&site.page("404.html"), "og:url"), None);
}

/// The JSON-LD of a page: its nodes by type.
fn linked_data(page: &str) -> HashMap<String, Value> {
    let mut scripts = page.split("<script type=\"application/ld+json\">").skip(1);
    let Some(script) = scripts.next() else { return HashMap::new() };
    assert!(scripts.next().is_none(), "one script");
    let script = script.split("</script>").next().expect("its end");
    let data: Value = serde_json::from_str(script).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    let nodes = data["@graph"].as_array().expect("nodes").iter();
    nodes.map(|node| (node["@type"].as_str().expect("a type").to_owned(), node.clone())).collect()
}

fn names(nodes: &Value) -> Vec<&str> {
    nodes.as_array().into_iter().flatten().filter_map(|node| node["name"].as_str()).collect()
}

#[test]
fn json_ld_says_what_an_article_is_about_and_what_it_mentions() {
    let site = Site::sample();
    site.build(&[]);
    let page = linked_data(&site.page("articles/2024/11/lima/"));
    let article = &page["NewsArticle"];
    assert_eq!(article["headline"], "Cho and Blinken meet in Lima");
    assert_eq!(article["datePublished"], "2024-11-14T00:00:00+00:00");
    assert_eq!(article["author"]["name"], "Wire");
    assert_eq!(article["publisher"]["name"], "Desk");
    assert_eq!(article.get("dateModified"), None);
    let about = names(&article["about"]);
    assert!(about.contains(&"Cho Tae-yul") && about.contains(&"Alliances"), "{about:?}");
    let cho = article["about"].as_array().expect("nodes").iter();
    let cho = cho.clone().find(|node| node["name"] == "Cho Tae-yul").expect("Cho");
    assert_eq!(cho["@type"], "Person");
    assert_eq!(cho["sameAs"], "https://www.wikidata.org/wiki/Q1");
    let mentions = names(&article["mentions"]);
    assert!(mentions.contains(&"Asia-Pacific Economic Cooperation"), "{mentions:?}");
    assert!(mentions.iter().all(|name| !about.contains(name)), "{about:?} {mentions:?}");
    // Who is only mentioned has an item too.
    let body = "---\ntitle: A quiet day\ndate: 2024-11-20\n---\n\nNothing happened.\n\nThe Harbour Board met. Cho Tae-yul was there.\n";
    let site = Site::sample().file("content/articles/quiet.md", body);
    site.build(&[]);
    let quiet = linked_data(&site.page("articles/2024/11/quiet/"));
    let mentions = quiet["NewsArticle"]["mentions"].as_array().expect("nodes");
    let cho = mentions.iter().find(|node| node["name"] == "Cho Tae-yul").expect("Cho");
    assert_eq!(cho["sameAs"], "https://www.wikidata.org/wiki/Q1");
    let steps = &page["BreadcrumbList"]["itemListElement"];
    assert_eq!(names(steps), ["Articles", "Cho and Blinken meet in Lima"]);
    assert_eq!(steps[0]["item"], "https://desk.example/articles/");
    assert_eq!((&steps[0]["position"], &steps[1]["position"]), (&1.into(), &2.into()));
}

#[test]
fn json_ld_of_profiles_topics_and_the_site() {
    let site = Site::sample();
    site.build(&[]);
    let cho = linked_data(&site.page("people/cho-tae-yul/"));
    let person = &cho["ProfilePage"]["mainEntity"];
    assert_eq!((&person["@type"], &person["name"]), (&"Person".into(), &"Cho Tae-yul".into()));
    assert_eq!(person["jobTitle"], "Foreign Minister, South Korea");
    assert_eq!(person["sameAs"], serde_json::json!(["https://www.wikidata.org/wiki/Q1"]));
    assert_eq!(names(&cho["BreadcrumbList"]["itemListElement"]), ["People", "Cho Tae-yul"]);
    let apec = linked_data(&site.page("organizations/asia-pacific-economic-cooperation/"));
    assert_eq!(apec["ProfilePage"]["mainEntity"]["@type"], "Organization");
    let lima = linked_data(&site.page("places/lima/"));
    assert_eq!(lima["CollectionPage"]["about"]["@type"], "Place");
    let topic = linked_data(&site.page("topics/alliances/"));
    let steps = names(&topic["BreadcrumbList"]["itemListElement"]);
    assert_eq!(steps, ["Topics", "Diplomacy", "Alliances"]);
    let day = linked_data(&site.page("briefings/2024-11-14/"));
    let steps = &day["BreadcrumbList"]["itemListElement"];
    assert_eq!(names(steps), ["Briefings", "Week 46, 2024", "14 November 2024"]);
    let home = linked_data(&site.page(""));
    assert_eq!(home["WebSite"]["url"], "https://desk.example/");
    let action = &home["WebSite"]["potentialAction"]["target"]["urlTemplate"];
    assert_eq!(action, "https://desk.example/search/?q={search_term_string}");
    assert!(linked_data(&site.page("404.html")).is_empty());
}

#[test]
fn no_text_breaks_out_of_json_ld() {
    let evil = "</script><script>alert(1)</script><!-- ";
    let site = Site::sample()
        .file("site.yaml", &format!("title: '{evil}'\nbase_url: https://desk.example\n"))
        .file(
            "content/actors/evil.yaml",
            &format!("- name: Evil Bank\n  kind: organization\n  summary: '{evil}'\n"),
        )
        .file(
            "content/articles/evil.md",
            &format!("---\ntitle: 'The Evil Bank {evil}'\ndate: 2024-11-01\nsource: '{evil}'\n---\n\nText.\n"),
        );
    site.build(&[]);
    for path in ["", "articles/2024/11/evil/", "organizations/evil-bank/"] {
        let page = site.page(path);
        assert!(!page.contains("<script>alert") && !page.contains("<!--"), "{path}");
        assert!(!linked_data(&page).is_empty());
    }
    let article = linked_data(&site.page("articles/2024/11/evil/"));
    assert_eq!(article["NewsArticle"]["headline"], format!("The Evil Bank {}", evil.trim()));
}

#[test]
fn heads_leave_an_article_light() {
    // Twelve actors and places, and a long headline: more than most articles have.
    let names = [
        "Ada Lark",
        "Ben Moor",
        "Cy Nash",
        "Di Oaks",
        "Ed Park",
        "Flo Quill",
        "Gus Rand",
        "Hal Stone",
    ];
    let mut actors = String::new();
    for (number, name) in names.iter().enumerate() {
        let item = 1_000_000 + number;
        writeln!(actors, "- {{name: {name}, kind: person, wikidata: Q{item}}}").expect("a line");
    }
    let site = Site::sample().file("content/actors/people.yaml", &actors).file(
        "content/articles/heavy.md",
        &format!(
            "---\ntitle: Ministers of twelve countries meet in Lima to talk about the alliance and its future\ndate: 2024-11-01\n\
             source: {{name: Wire, url: https://wire.example/2024/11/01/ministers}}\n---\n\n{} of South Korea and the United States.\n",
            names.join(", ")
        ),
    );
    site.build(&[]);
    let page = site.page("articles/2024/11/heavy/");
    let start = page.find("<script type=\"application/ld+json\">").expect("JSON-LD");
    let length = page[start..].find("</script>").expect("its end");
    assert!(length < 1350, "{length} bytes: {}", &page[start..start + length]);
}

#[test]
fn the_foot_of_a_page_leads_to_its_feed() {
    let site = Site::sample();
    site.build(&[]);
    for (page, feed) in [
        ("", "/feed.xml"),
        ("people/antony-blinken/", "/people/antony-blinken/feed.xml"),
        ("topics/alliances/", "/topics/alliances/feed.xml"),
        ("briefings/", "/briefings/feed.xml"),
    ] {
        let html = site.page(page);
        assert!(html.contains(&format!("<li><a href=\"{feed}\">Feed</a></li>")), "{html}");
    }
    assert!(!site.page("articles/2024/11/lima/").contains(">Feed</a>"));
}
