//! What changed on a site: charts by year or month, topics and actors against the days before, and what rises.

mod support;

use support::Site;

const REGISTRY: &str = "\
- {name: Antony Blinken, kind: person}
- {name: Cho Tae-yul, kind: person}
- {name: Bank of Lima, kind: organization}
";

const TOPICS: &str = "\
- {name: Alliances, keywords: [joint exercise]}
- {name: Fisheries, keywords: [fishing quota]}
";

/// A site that knows these and nothing else, with an article for each day and text.
fn site(articles: &[(&str, &str)]) -> Site {
    let mut site = Site::new()
        .file("site.yaml", "title: Desk\natlas: off\ndiscover: off\n")
        .file("content/actors/actors.yaml", REGISTRY)
        .file("content/topics/topics.yaml", TOPICS);
    for (number, (day, text)) in articles.iter().enumerate() {
        let article = format!("---\ntitle: Story {number}\ndate: {day}\n---\n\n{text}\n");
        site = site.file(&format!("content/articles/{number}.md"), &article);
    }
    site.build(&[]);
    site
}

/// The rows of a list or chart under a heading: their texts, without tags.
fn rows(page: &str, heading: &str, row: &str) -> Vec<String> {
    let section = page.split_once(&format!(">{heading}</h2>"));
    let section = section.map_or("", |(_, rest)| rest.split("</section>").next().unwrap_or(""));
    let text = |row: &str| {
        let pieces = row.split('<').filter_map(|piece| piece.split_once('>'));
        let words: Vec<&str> = pieces.map(|(_, text)| text.trim()).collect();
        words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let end = row.replace('<', "</");
    let rows = section.split(row).skip(1);
    rows.map(|rest| text(&format!("<>{}", rest.split(&end).next().unwrap_or("")))).collect()
}

const EXERCISE: &str = "Antony Blinken on a joint exercise.";
const QUOTA: &str = "Antony Blinken on a fishing quota.";

#[test]
fn articles_of_several_years_are_counted_by_year() {
    let site = site(&[
        ("2022-05-01", EXERCISE),
        ("2024-11-01", EXERCISE),
        ("2024-11-02", EXERCISE),
        ("2024-12-01", QUOTA),
    ]);
    for path in ["people/antony-blinken/", "topics/alliances/"] {
        let page = site.page(path);
        let first = &rows(&page, "Articles by year", "<tr>")[1];
        assert!(first.starts_with("2022 ") && first.ends_with("% 1"), "{first}");
    }
    let page = site.page("people/antony-blinken/");
    let bars = rows(&page, "Articles by year", "<tr>");
    assert_eq!(bars[1..], ["2022 33% 1", "2023 0% 0", "2024 100% 3"]);
    assert!(bars[0].contains("Share of the strongest year"), "{bars:?}");
}

#[test]
fn articles_within_a_year_or_so_are_counted_by_month() {
    let near = site(&[("2023-11-30", EXERCISE), ("2024-01-01", EXERCISE), ("2024-01-31", QUOTA)]);
    assert_eq!(
        rows(&near.page("people/antony-blinken/"), "Articles by month", "<tr>")[1..],
        ["November 2023 50% 1", "December 2023 0% 0", "January 2024 100% 2"]
    );
    // A single month makes no chart.
    assert!(!near.page("topics/fisheries/").contains("class=\"chart\""));
    let bars = |first: &str| {
        let page = site(&[(first, EXERCISE), ("2024-12-01", EXERCISE)]).page("topics/alliances/");
        (
            rows(&page, "Articles by month", "<tr>").len(),
            rows(&page, "Articles by year", "<tr>").len(),
        )
    };
    assert_eq!((bars("2023-10-01"), bars("2023-09-30")), ((16, 0), (0, 3)));
}

/// Articles over 90 days twice: in the first half two of exercises, in the second one of them and two of quotas.
fn halves() -> Site {
    site(&[
        ("2024-06-04", EXERCISE),
        ("2024-09-01", EXERCISE),
        ("2024-09-02", EXERCISE),
        ("2024-10-01", QUOTA),
        ("2024-11-30", "Cho Tae-yul and Antony Blinken on a fishing quota."),
    ])
}

#[test]
fn topics_of_an_actor_and_actors_of_a_topic_are_told_with_their_change() {
    let site = halves();
    let blinken = site.page("people/antony-blinken/");
    assert_eq!(rows(&blinken, "Topics", "<li>"), ["Alliances \u{2212}1 3", "Fisheries +2 2"]);
    let told = "in 2 September 2024 – 30 November 2024, against the 90 days before";
    assert!(blinken.contains(told), "{blinken}");
    let quota = site.page("topics/fisheries/");
    assert_eq!(
        rows(&quota, "Who appears most", "<li>"),
        ["Antony Blinken +2 2", "Cho Tae-yul +1 1"]
    );
}

#[test]
fn a_young_site_compares_the_halves_of_its_age() {
    let page = |oldest: &str| {
        site(&[(oldest, EXERCISE), ("2024-11-20", EXERCISE), ("2024-11-30", EXERCISE)])
            .page("people/antony-blinken/")
    };
    // 15 days: 7 and 7.
    let told = "in 24 November 2024 – 30 November 2024, against the 7 days before";
    assert!(!page("2024-11-16").contains("days before"), "nothing changed");
    let changed =
        site(&[("2024-11-16", EXERCISE), ("2024-11-29", EXERCISE), ("2024-11-30", EXERCISE)])
            .page("people/antony-blinken/");
    assert!(changed.contains(told), "{changed}");
    assert_eq!(rows(&changed, "Topics", "<li>"), ["Alliances +2 3"]);
    let too_young =
        site(&[("2024-11-18", EXERCISE), ("2024-11-29", EXERCISE), ("2024-11-30", EXERCISE)]);
    assert_eq!(rows(&too_young.page("people/antony-blinken/"), "Topics", "<li>"), ["Alliances 3"]);
}

/// Two months of an article a day on exercises by Blinken, and some more.
fn two_months(more: &[(&str, &str)]) -> Site {
    let mut articles: Vec<(String, &str)> = Vec::new();
    for day in 1..=30 {
        articles.push((format!("2024-10-{day:02}"), EXERCISE));
        articles.push((format!("2024-11-{day:02}"), EXERCISE));
    }
    articles.extend(more.iter().map(|(day, text)| ((*day).to_owned(), *text)));
    let articles: Vec<(&str, &str)> =
        articles.iter().map(|(day, text)| (day.as_str(), *text)).collect();
    site(&articles)
}

#[test]
fn the_front_page_tells_who_and_what_rises() {
    let quota = "Cho Tae-yul on a fishing quota.";
    let page = two_months(&[
        ("2024-10-10", quota),
        ("2024-11-10", quota),
        ("2024-11-11", quota),
        ("2024-11-12", quota),
        // Twice is no news.
        ("2024-11-13", "The Bank of Lima spoke."),
        ("2024-11-14", "The Bank of Lima spoke."),
    ])
    .page("");
    assert_eq!(rows(&page, "Rising", "<li>"), ["Fisheries 1 → 3", "Cho Tae-yul 1 → 3"]);
    assert!(page.contains("in the 28 days before → 3 November 2024 – 30 November 2024."), "{page}");
}

#[test]
fn where_everything_doubles_nothing_rises() {
    let twice: Vec<String> = (3..=30).map(|day| format!("2024-11-{day:02}")).collect();
    let twice: Vec<(&str, &str)> = twice.iter().map(|day| (day.as_str(), EXERCISE)).collect();
    assert_eq!(rows(&two_months(&twice).page(""), "Rising", "<li>"), [""; 0]);
}

#[test]
fn who_keeps_the_same_few_does_not_rise_where_the_rest_falls_silent() {
    let (blinken, cho) = ("Antony Blinken on a joint exercise.", "Cho Tae-yul on a fishing quota.");
    let more: Vec<String> = (1..=20).map(|day| format!("2024-10-{day:02}")).collect();
    let mut articles: Vec<(&str, &str)> = more.iter().map(|day| (day.as_str(), blinken)).collect();
    articles.extend([("2024-10-18", cho), ("2024-10-19", cho), ("2024-10-20", cho)]);
    articles.extend([("2024-11-07", cho), ("2024-11-08", cho), ("2024-11-09", cho)]);
    assert_eq!(rows(&site(&articles).page(""), "Rising", "<li>"), [""; 0]);
    articles.push(("2024-11-09", cho));
    let rising = rows(&site(&articles).page(""), "Rising", "<li>");
    assert_eq!(rising, ["Fisheries 3 → 4", "Cho Tae-yul 3 → 4"]);
}

#[test]
fn the_front_page_leads_to_the_newest_briefing() {
    let page = halves().page("");
    let briefing = "<a href=\"/briefings/2024-11-30/\">Briefing of 30 November 2024</a>";
    assert!(page.contains(briefing) && page.contains("1 article · Fisheries"), "{page}");
    let empty = Site::new();
    empty.build(&[]);
    assert!(!empty.page("").contains("Briefing of"));
}
