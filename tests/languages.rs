//! The language of a site: its words, its dates, and what happens where words are missing.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use support::Site;

/// The built-in languages, with the word for articles and a date in each.
const LANGUAGES: [(&str, &str, &str); 6] = [
    ("de", "Artikel", "14. November 2024"),
    ("en", "Articles", "14 November 2024"),
    ("es", "Artículos", "14 de noviembre de 2024"),
    ("fr", "Articles", "14 novembre 2024"),
    ("ja", "記事", "2024年11月14日"),
    ("ko", "기사", "2024년 11월 14일"),
];

fn speaking(language: &str) -> Site {
    Site::sample().file(
        "site.yaml",
        &format!("title: Desk\nbase_url: https://desk.example/\nlanguage: {language}\n"),
    )
}

#[test]
fn each_language_has_its_words_and_dates() {
    for (language, articles, date) in LANGUAGES {
        let site = speaking(language);
        site.build(&[]);
        let home = site.page("");
        assert!(home.contains(&format!("<html lang=\"{language}\">")), "{home}");
        assert!(home.contains(&format!("<a href=\"/articles/\">{articles}</a>")), "{home}");
        let article = site.page("articles/2024/11/lima/");
        assert!(
            article.contains(&format!("<time datetime=\"2024-11-14\">{date}</time>")),
            "{article}"
        );
        let check = site.run("check", &["--now", "2025-01-01"]);
        assert!(
            !format!("{}{}", check.output, check.errors).contains("untranslated"),
            "{language}"
        );
    }
    let french = speaking("fr")
        .file("content/articles/first.md", "---\ntitle: First\ndate: 2024-08-01\n---\n\nText.\n");
    french.build(&[]);
    assert!(french.page("").contains("1er août 2024"));
    assert!(speaking("fr").file("site.yaml", "language: fr-CH\n").run("check", &[]).code == 0);
}

/// The keys of a built-in language, and the places to fill in of each.
fn keys(language: &str) -> BTreeSet<(String, BTreeSet<String>)> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("templates/languages/{language}.yaml"));
    let text = std::fs::read_to_string(path).expect("the language");
    let lines = text.lines().filter(|line| !line.starts_with('#') && line.contains(": "));
    lines
        .map(|line| {
            let (key, text) = line.split_once(": ").expect("a text");
            let forms = text.trim_start_matches("{one").split('{').skip(1);
            let places = forms.filter_map(|rest| rest.split_once('}'));
            let places = places.map(|(place, _)| place.to_owned());
            (key.to_owned(), places.filter(|place| !place.contains(' ')).collect())
        })
        .collect()
}

#[test]
fn all_languages_have_the_same_texts_with_the_same_places() {
    let english = keys("en");
    assert!(english.len() > 90);
    for (language, ..) in LANGUAGES {
        let mut own = keys(language);
        own.retain(|(key, _)| key != "first_of_month");
        let differing: Vec<_> = own.symmetric_difference(&english).collect();
        assert!(differing.is_empty(), "{language}: {differing:?}");
    }
}

/// What a reader sees or hears of a page.
fn words(page: &str) -> String {
    let mut words = String::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        for attribute in
            ["aria-label=\"", "title=\"", "data-one=\"", "data-other=\"", "data-copied=\""]
        {
            if let Some((_, value)) = tag.split_once(attribute) {
                words.push_str(value.split('"').next().unwrap_or_default());
                words.push('\n');
            }
        }
        rest = &rest[end..];
        for hidden in ["script", "pre", "code"] {
            if tag.starts_with(&format!("<{hidden}")) {
                rest = rest.split_once(&format!("</{hidden}>")).map_or("", |(_, rest)| rest);
            }
        }
    }
    words + rest
}

#[test]
fn no_word_of_a_page_is_english_in_another_language() {
    let site = Site::new()
        .file("site.yaml", "title: 책상\ndescription: 소식\nlanguage: ko\natlas: off\npage_size: 1\nbase_url: https://desk.example/\n")
        .file(
            "content/actors/actors.yaml",
            "- {name: 홍길동, id: hong, kind: person, country: KR, aliases: [길동], wikidata: Q1, summary: 사람,\n   positions: [{title: 장관, of: 대한민국, start: 2020, end: 2021-03}, {title: 대사, start: 2022-01-02}], as_of: 2024-01-01}\n\
             - {name: 대한민국, id: korea, kind: country, country: KR}\n- {name: 은행, id: bank, kind: organization, ended: 2023-05}\n",
        )
        .file("content/places/places.yaml", "- {name: 리마, id: lima, country: PE}\n")
        .file("content/topics/topics.yaml", "- {name: 외교, id: diplomacy, keywords: [회담]}\n- {name: 동맹, id: alliance, broader: diplomacy, keywords: [군사]}\n")
        .file("content/pages/about.md", "---\ntitle: 소개\n---\n\n소개.\n")
        .file(
            "content/articles/2024/one.md",
            "---\ntitle: 홍길동 리마 회담\ndate: 2024-11-14\nupdated: 2024-11-15\nsummary: 군사 회담.\naliases: [/old/]\nactors: [bank]\ntopics: [alliance]\nsource: {name: 통신사, url: 'https://wire.example/'}\n---\n\n홍길동, 대한민국, 은행, 리마. 군사 회담.\n\n| 가 | 나 |\n| - | - |\n| 1 | 2 |\n",
        )
        .file("content/articles/2023/two.md", "---\ntitle: 대한민국 회담\ndate: 2023-05-02\ntopics: [alliance]\n---\n\n홍길동, 대한민국. 군사 회담.\n");
    site.build(&[]);
    // Names of formats and programs are the same everywhere.
    let known = [
        "BibTeX",
        "JavaScript",
        "Wikidata",
        "JSON",
        "FollowTheMoney",
        "Aleph",
        "OpenRefine",
        "GEXF",
        "Gephi",
        "id",
        "Esc",
        "Q1",
        "count",
    ];
    for (path, bytes) in site.public().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        let text = words(&page);
        let unknown: BTreeSet<&str> = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.bytes().any(|byte| byte.is_ascii_alphabetic()))
            .filter(|word| !known.contains(word))
            // Addresses: the citation's, and the names of files of data.
            .filter(|word| {
                !["https", "desk", "example", "csv", "json", "gexf", "ftm"].contains(word)
            })
            .filter(|word| {
                !page.contains(&format!("/{word}/")) && !page.contains(&format!("/data/{word}"))
            })
            .collect();
        assert!(unknown.is_empty(), "{path}: {unknown:?}");
    }
}

#[test]
fn a_site_replaces_single_texts_and_adds_languages() {
    let site = speaking("de").file("templates/languages/de.yaml", "articles: Meldungen\nmine: Eigenes\n").file(
        "templates/page.html",
        "{{ texts.mine }} {{ text(key=\"article_count\", count=1) }} {{ text(key=\"also_about\", names=\"A & <B>\") }}",
    );
    site.build(&[]);
    assert!(site.page("").contains("<a href=\"/articles/\">Meldungen</a>"));
    assert_eq!(site.page("about/"), "Eigenes 1 Artikel Auch über: A &amp; &lt;B&gt;");

    let site = speaking("nl").file(
        "templates/languages/nl.yaml",
        "articles: Artikelen\nday: \"{day} {month} {year}\"\n",
    );
    let check = site.run("check", &["--now", "2025-01-01"]);
    let told = format!("{}{}", check.output, check.errors);
    assert!(told.contains("note[untranslated]: templates/languages/nl.yaml lacks texts"), "{told}");
    assert!(told.contains("`about`") && !told.contains("`articles`"), "{told}");
    site.build(&[]);
    assert!(site.page("").contains(">Artikelen</a>") && site.page("").contains(">People</a>"));
}

#[test]
fn faulty_languages_are_told_at_their_place() {
    let site = speaking("nl").file(
        "templates/languages/nl.yaml",
        "months: [januari]\narticles: 3\narticle_count: {one: a}\npeople: {other: b, few: c}\n",
    );
    let errors = site.run("build", &[]).errors;
    for told in
        ["bad-months", "nl.yaml:1:", "nl.yaml:2:", "nl.yaml:3:", "nl.yaml:4:", "unknown-key"]
    {
        assert!(errors.contains(told), "{told} in {errors}");
    }
    let site = speaking("nl").file("templates/page.html", "{{ text(key=\"nothing\") }}");
    let errors = site.run("build", &[]).errors;
    assert!(errors.contains("there is no text `nothing` in templates/languages/"), "{errors}");
}
