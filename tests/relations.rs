//! Networks: who appears with whom on the whole site, around one actor, and in a week.

mod support;

use support::{Site, dead_links};

const REGISTRY: &str = "\
- {name: Antony Blinken, kind: person}
- {name: Cho Tae-yul, kind: person}
- {name: Asia-Pacific Economic Cooperation, kind: organization, acronym: APEC}
- {name: Bank of Lima, kind: organization}
- {name: Peru, kind: country}
- {name: Chile, kind: country}
";

/// A site that knows these and nothing else, with an article a day for each text.
fn site(texts: &[&str]) -> Site {
    let mut site = Site::new()
        .file("site.yaml", "title: Desk\natlas: off\ndiscover: off\n")
        .file("content/actors/actors.yaml", REGISTRY)
        .file("content/places/places.yaml", "- name: Callao\n");
    for (number, text) in texts.iter().enumerate() {
        let article = format!(
            "---\ntitle: Story {number}\ndate: 2024-11-{:02}\n---\n\n{text}\n",
            number + 11
        );
        site = site.file(&format!("content/articles/{number}.md"), &article);
    }
    site.build(&[]);
    site
}

fn talks() -> Site {
    site(&[
        "Antony Blinken met Cho Tae-yul of APEC in Peru, in Callao.",
        "Antony Blinken met Cho Tae-yul of APEC in Peru, in Callao.",
        "Cho Tae-yul of APEC came to Callao.",
        "Antony Blinken came to Chile.",
    ])
}

/// The rows of the table below a drawing: the cells without their tags.
fn rows(page: &str) -> Vec<Vec<String>> {
    let table = page.split_once("<table class=\"relations\">").expect("a table").1;
    let body = table.split("<tbody>").nth(1).expect("a body").split("</tbody>").next().expect("it");
    let text = |cell: &str| {
        let mut text = String::new();
        let mut is_tag = false;
        for letter in format!("<{cell}").chars() {
            match letter {
                '<' => is_tag = true,
                '>' => is_tag = false,
                letter if !is_tag => text.push(letter),
                _ => {}
            }
        }
        text.trim().replace("&nbsp;", " ")
    };
    let cells =
        |row: &str| row.split("<t").skip(1).map(text).filter(|cell| !cell.is_empty()).collect();
    body.split("<tr>").skip(1).map(cells).collect()
}

#[test]
fn the_network_of_the_site_joins_who_appears_together_more_than_once() {
    let page = talks().page("relations/");
    assert_eq!(
        rows(&page),
        [
            ["Antony Blinken", "3", "Peru 2, Asia-Pacific Economic Cooperation 2, Cho Tae-yul 2"],
            ["Asia-Pacific Economic Cooperation", "3", "Cho Tae-yul 3, Peru 2, Antony Blinken 2"],
            ["Cho Tae-yul", "3", "Asia-Pacific Economic Cooperation 3, Peru 2, Antony Blinken 2"],
            ["Peru", "2", "Antony Blinken 2, Asia-Pacific Economic Cooperation 2, Cho Tae-yul 2"],
        ]
    );
    // Every name is a link, told with its full name; a place is no actor.
    for (path, told) in [
        ("people/antony-blinken/", "Antony Blinken, 3 articles"),
        (
            "organizations/asia-pacific-economic-cooperation/",
            "Asia-Pacific Economic Cooperation, 3 articles",
        ),
    ] {
        assert!(page.contains(&format!("href=\"/{path}\"><title>{told}</title>")), "{page}");
    }
    assert!(page.contains(">APEC</tspan>") && !page.contains("Callao"), "{page}");
    assert!(page.contains("The 4 people, organisations and countries in most articles"), "{page}");
}

#[test]
fn a_page_has_the_network_around_it() {
    let site = talks();
    for path in ["people/antony-blinken/", "countries/peru/", "places/callao/"] {
        let page = site.page(path);
        assert_eq!(page.matches("<svg class=\"network\"").count(), 1, "{page}");
        assert!(page.contains("<circle class=\"centre\""), "{page}");
    }
    let callao = site.page("places/callao/");
    // All are joined to Callao; of the relations among them each keeps its strongest.
    assert_eq!(
        rows(&callao),
        [
            ["Asia-Pacific Economic Cooperation", "3", "Cho Tae-yul 3"],
            ["Cho Tae-yul", "3", "Asia-Pacific Economic Cooperation 3"],
            ["Peru", "2", "Antony Blinken 2"],
            ["Antony Blinken", "2", "Peru 2"],
        ]
    );
    // With Chile there is one other, in one article.
    assert!(!site.page("countries/chile/").contains("<svg class=\"network\""));
}

#[test]
fn a_week_has_its_network_and_a_day_has_none() {
    let site = talks();
    let week = site.page("briefings/2024-W46/");
    assert!(week.contains("Week 46, 2024: the leading people"), "{week}");
    assert_eq!(rows(&week).len(), 4, "{week}");
    assert!(!site.page("briefings/2024-11-11/").contains("<svg class=\"network\""));
    assert_eq!(dead_links(&site.public(), "/"), [""; 0]);
}

#[test]
fn who_appears_together_once_or_with_one_other_makes_no_network() {
    let site = site(&["Antony Blinken, Cho Tae-yul and APEC in Peru.", "Antony Blinken."]);
    let page = site.page("relations/");
    assert!(
        page.contains("No two actors appear together") && !page.contains("<svg class=\"network\"")
    );
    assert!(!site.page("people/antony-blinken/").contains("<svg class=\"network\""));
    assert!(!site.page("briefings/2024-W46/").contains("<svg class=\"network\""));
}

#[test]
fn all_lines_of_a_drawing_lead_from_sign_to_sign() {
    let site = Site::bundled_and_more();
    site.build(&[]);
    let page = site.page("relations/");
    let drawing = page.split_once("<svg class=\"network\"").expect("a drawing").1;
    let drawing = drawing.split_once("</svg>").expect("its end").0;
    let value = |tag: &str, name: &str| -> f64 {
        let rest = tag.split_once(&format!(" {name}=\"")).expect(name).1;
        rest.split('"').next().expect(name).parse().expect("a number")
    };
    let mut signs: Vec<(f64, f64)> = Vec::new();
    for tag in drawing.split("<circle").skip(1) {
        signs.push((value(tag, "cx"), value(tag, "cy")));
    }
    for tag in drawing.split("<rect").skip(1) {
        let half = value(tag, "width") / 2.0;
        signs.push((value(tag, "x") + half, value(tag, "y") + half));
    }
    assert!(signs.len() > 30, "{} signs", signs.len());
    for path in drawing.split(" d=\"").skip(1) {
        let path = path.split('"').next().expect("a path");
        for line in path.split('M').skip(1) {
            let ends: Vec<f64> =
                line.split(' ').map(|number| number.parse().expect("a number")).collect();
            for end in [(ends[0], ends[1]), (ends[2], ends[3])] {
                assert!(signs.contains(&end), "{end:?}");
            }
        }
    }
}
