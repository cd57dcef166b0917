//! Briefings: the pages of days and weeks.

mod support;

use support::{Site, dead_links};

const REGISTRY: &str = "\
- {name: Antony Blinken, kind: person}
- {name: Cho Tae-yul, kind: person}
- {name: Bank of Lima, kind: organization}
- {name: Peru, kind: country}
";

const TOPICS: &str = "\
- {name: Alliances, keywords: [joint exercise]}
- {name: Fisheries, keywords: [fishing quota]}
";

/// A site that knows what is written above and nothing else, with articles of a day, a headline and a text each.
fn site(articles: &[(&str, &str, &str)]) -> Site {
    let mut site = Site::new()
        .file(
            "site.yaml",
            "title: Desk\nbase_url: https://desk.example/\natlas: off\ndiscover: off\n",
        )
        .file("content/actors/actors.yaml", REGISTRY)
        .file("content/topics/topics.yaml", TOPICS);
    for (number, (day, title, text)) in articles.iter().enumerate() {
        let article = format!("---\ntitle: {title}\ndate: {day}\n---\n\n{text}\n");
        site = site.file(&format!("content/articles/{number}.md"), &article);
    }
    site
}

/// Three days, of which two are in one week.
fn three_days() -> Site {
    let site = site(&[
        ("2024-11-07", "Blinken in Peru", "Antony Blinken came to Peru."),
        ("2024-11-12", "Quota talks", "A fishing quota for all, said the Bank of Lima."),
        ("2024-11-14", "Nothing in it", "Words."),
        ("2024-11-14", "Quota set", "The fishing quota is set."),
        ("2024-11-14", "Ships meet", "A joint exercise. Cho Tae-yul and Antony Blinken came."),
        ("2024-11-14", "Ships part", "The joint exercise ended."),
    ]);
    site.build(&[]);
    site
}

/// What stands between two marks, the first that there is.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("{start} in {text}")).1;
    rest.split_once(end).unwrap_or_else(|| panic!("{end} in {rest}")).0
}

/// The links of a part of a page: where they lead and what they say.
fn links(part: &str) -> Vec<(&str, &str)> {
    let link = |rest| (between(rest, "href=\"", "\""), between(rest, ">", "</a>"));
    part.split("<a ").skip(1).map(link).collect()
}

fn said(part: &str) -> Vec<&str> {
    links(part).into_iter().map(|(_, text)| text).collect()
}

/// The names under a heading of the rail; none where there is no such heading.
fn rail<'a>(page: &'a str, heading: &str) -> Vec<&'a str> {
    let section = page.split_once(&format!("<h2>{heading}</h2>"));
    section.map_or_else(Vec::new, |(_, rest)| said(rest.split("</section>").next().unwrap_or("")))
}

#[test]
fn a_day_groups_its_stories_by_their_leading_topics() {
    let site = three_days();
    let day = site.page("briefings/2024-11-14/");
    assert!(day.contains("<h1>14 November 2024</h1>") && day.contains("4 articles"), "{day}");
    assert!(day.contains("<title>Briefing of 14 November 2024 · Desk</title>"), "{day}");
    let groups: Vec<Vec<&str>> = day
        .split("<section class=\"day\">")
        .skip(1)
        .map(|group| said(between(group, "", "</section>")))
        .collect();
    assert_eq!(
        groups,
        [
            vec!["Alliances", "Ships meet", "Ships part"],
            vec!["Fisheries", "Quota set"],
            vec!["Nothing in it"]
        ]
    );
    assert!(day.contains("<h2>Other stories</h2>"), "{day}");
    assert_eq!(rail(&day, "People"), ["Cho Tae-yul", "Antony Blinken"]);
}

#[test]
fn who_is_named_for_the_first_time_is_told_but_in_the_oldest_briefing() {
    let site = three_days();
    let new = |path: &str| -> Vec<String> {
        rail(&site.page(path), "First named here").into_iter().map(str::to_owned).collect()
    };
    assert_eq!(new("briefings/2024-11-07/"), [""; 0]);
    assert_eq!(new("briefings/2024-W45/"), [""; 0]);
    assert_eq!(new("briefings/2024-11-12/"), ["Bank of Lima"]);
    assert_eq!(new("briefings/2024-11-14/"), ["Cho Tae-yul"]);
    let mut week = new("briefings/2024-W46/");
    week.sort();
    assert_eq!(week, ["Bank of Lima", "Cho Tae-yul"]);
}

#[test]
fn days_and_weeks_lead_to_each_other() {
    let site = three_days();
    let neighbours = |path: &str| {
        let page = site.page(path);
        let found = links(between(&page, "<nav class=\"neighbours\"", "</nav>"));
        found.into_iter().map(|(url, _)| url.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(neighbours("briefings/2024-11-07/"), ["/briefings/2024-11-12/"]);
    assert_eq!(
        neighbours("briefings/2024-11-12/"),
        ["/briefings/2024-11-07/", "/briefings/2024-11-14/"]
    );
    assert_eq!(neighbours("briefings/2024-11-14/"), ["/briefings/2024-11-12/"]);
    assert_eq!(neighbours("briefings/2024-W46/"), ["/briefings/2024-W45/"]);
    assert_eq!(neighbours("briefings/2024-W45/"), ["/briefings/2024-W46/"]);
    let day = site.page("briefings/2024-11-12/");
    assert!(day.contains("<a href=\"/briefings/2024-W46/\">Week 46, 2024</a>"), "{day}");
    let week = site.page("briefings/2024-W46/");
    assert!(week.contains("11 November 2024 – 17 November 2024"), "{week}");
    assert_eq!(rail(&week, "Day by day"), ["12 November 2024", "14 November 2024"]);
    assert_eq!(dead_links(&site.public(), "/"), [""; 0]);
}

#[test]
fn weeks_are_those_of_iso_8601_at_the_turn_of_a_year() {
    let site = site(&[
        ("2020-12-31", "Thursday", "Text."),
        ("2021-01-03", "Sunday", "Text."),
        ("2024-12-29", "Another Sunday", "Text."),
        ("2024-12-30", "Monday", "Text."),
        ("2025-01-01", "New Year", "Text."),
    ]);
    site.build(&["--now", "2026-01-01"]);
    let index = site.page("briefings/");
    let weeks: Vec<Vec<&str>> = index
        .split("<section class=\"year\">")
        .skip(1)
        .map(|week| {
            links(between(week, "", "</section>")).into_iter().map(|(url, _)| url).collect()
        })
        .collect();
    assert_eq!(
        weeks,
        [
            vec!["/briefings/2025-W01/", "/briefings/2025-01-01/", "/briefings/2024-12-30/"],
            vec!["/briefings/2024-W52/", "/briefings/2024-12-29/"],
            vec!["/briefings/2020-W53/", "/briefings/2021-01-03/", "/briefings/2020-12-31/"],
        ]
    );
    let first = site.page("briefings/2025-W01/");
    assert!(first.contains("30 December 2024 – 5 January 2025"), "{first}");
}

#[test]
fn the_latest_briefing_has_a_lasting_address() {
    let site = three_days();
    let latest = site.page("briefings/latest/");
    assert!(latest.contains("content=\"0; url=/briefings/2024-11-14/\""), "{latest}");
    let canonical = "<link rel=\"canonical\" href=\"https://desk.example/briefings/2024-11-14/\">";
    assert!(latest.contains(canonical) && latest.contains("Briefing of 14 November 2024"));
    let sitemap = site.page("sitemap.xml");
    assert!(sitemap.contains("/briefings/2024-W46/") && !sitemap.contains("/latest/"), "{sitemap}");
}

#[test]
fn a_busy_day_tells_the_first_stories_in_full() {
    let mut site = site(&[]);
    for number in 0..103 {
        let article = format!(
            "---\ntitle: Story {number}\ndate: 2024-11-14\nsummary: It happened.\n---\n\nText.\n"
        );
        site = site.file(&format!("content/articles/{number}.md"), &article);
    }
    site.build(&[]);
    let day = site.page("briefings/2024-11-14/");
    assert_eq!(day.matches("<h3><a ").count(), 103);
    assert_eq!(day.matches("<p>It happened.</p>").count(), 25);
}

#[test]
fn a_site_without_articles_has_an_empty_index() {
    let site = Site::new();
    site.build(&[]);
    assert!(site.page("briefings/").contains("There are no articles yet."));
    assert!(!site.has_page("briefings/latest/") && !site.page("").contains("/briefings/"));
}

#[test]
fn a_file_that_wants_the_address_of_a_briefing_is_told() {
    let run = three_days()
        .file(
            "content/articles/alias.md",
            "---\ntitle: A\ndate: 2024-11-01\naliases: [/briefings/latest/]\n---\n",
        )
        .run("build", &[]);
    assert!(
        run.errors.contains("duplicate-url") && run.errors.contains("alias.md"),
        "{}",
        run.errors
    );
}
