//! Tagging as a table: a sentence in, who and what is recognised out.

use std::sync::Arc;

use briefing::config::Config;
use briefing::content::{Article, ContentKind};
use briefing::diagnostics::Source;
use briefing::registry::{EntryFile, load};
use briefing::tagging::{Tagged, Tagger};

const ACTORS: &str = "
- {name: Cho Tae-yul, kind: person, country: KR, aliases: [조태열]}
- {name: Antony Blinken, kind: person, country: US, aliases: [블링컨]}
- {name: Barack Obama, kind: person, country: US}
- {name: Recep Tayyip Erdoğan, kind: person, country: TR, aliases: [Erdoğan]}
- {name: Ursula von der Leyen, kind: person, country: DE}
- {name: Kim Jong Un, kind: person, country: KP}
- {name: Kim Yong-hyun, kind: person, country: KR}
- {name: Bank of China, kind: organization, country: CN}
- {name: Asia-Pacific Economic Cooperation, kind: organization, acronym: APEC}
- {name: International Criminal Court, kind: organization, acronym: ICC, country: NL}
- {name: International Chamber of Commerce, kind: organization, acronym: ICC, country: FR}
- {name: AT&T, kind: organization, country: US}
- {name: xAI, kind: organization, country: US}
- {name: World Health Organization, kind: organization, acronym: WHO}
- {name: China, kind: country, country: CN, aliases: [Chinese, 中国]}
- {name: South Korea, kind: country, country: KR, aliases: [South Korean, Seoul]}
- {name: North Korea, kind: country, country: KP, aliases: [North Korean, DPRK, Pyongyang]}
- {name: United States, kind: country, country: US, aliases: [US, American]}
- {name: France, kind: country, country: FR, aliases: [French]}
- {name: Jordan, kind: country, country: JO, aliases: [Jordanian]}
- {name: Michael Jordan, kind: person, country: US}
- {name: 'Washington, D.C.', kind: place, country: US}
- {name: Côte d'Ivoire, kind: country, country: CI, aliases: [Ivory Coast]}
";

const TOPICS: &str = "
- {name: Plastic pollution, keywords: [plastic pollution, plastics treaty]}
- {name: Sanctions, keywords: [sanction]}
- {name: Arms, keywords: [missile test]}
";

fn tagger() -> Tagger {
    let file = |kind, path, text| EntryFile { kind, source: Source::new(path, text) };
    let registry = load(&[
        file(ContentKind::Actors, "content/actors/actors.yaml", ACTORS),
        file(ContentKind::Topics, "content/topics/topics.yaml", TOPICS),
    ]);
    assert_eq!(registry.diagnostics(), []);
    Tagger::new(&Arc::new(registry), None)
}

fn tagged(front_matter: &str, body: &str, tagger: &Tagger) -> Tagged {
    let text = format!("---\ntitle: A story\ndate: 2024-11-14\n{front_matter}---\n\n{body}\n");
    let article =
        Article::parse(Source::new("content/articles/story.md", &text), &Config::default());
    assert_eq!(article.diagnostics, []);
    tagger.tag(Arc::new(article), &Config::default())
}

/// What is recognised, in reading order: `id/rule "surface"`.
fn mentions(tagged: &Tagged, tagger: &Tagger) -> Vec<String> {
    let registry = tagger.registry();
    let mut found: Vec<(u32, String)> = Vec::new();
    for tag in &tagged.entities {
        for mention in &tag.mentions {
            let surface =
                tagged.article.source.slice(tagged.article.prose.source_span(mention.span));
            let line =
                format!("{}/{} {surface}", registry.entity(tag.entity).id, mention.rule.name());
            found.push((mention.span.start, line));
        }
    }
    found.sort();
    found.into_iter().map(|(_, line)| line).collect()
}

/// Each sentence in one article of its own.
fn check(cases: &[(&str, &[&str])]) {
    let tagger = tagger();
    for (body, expected) in cases {
        let tagged = tagged("", body, &tagger);
        assert_eq!(mentions(&tagged, &tagger), *expected, "{body}");
    }
}

#[test]
fn names_match_whole_words_the_longest_first() {
    check(&[
        ("The Bank of China lends.", &["bank-of-china/name Bank of China"]),
        ("The bank of China lends.", &["china/name China"]),
        ("Chinatown and machines", &[]),
        ("Peruchina, China2 and xChina", &[]),
        ("Shares of AT&amp;T and AT&T", &["at-t/name AT&amp;T", "at-t/name AT&T"]),
        ("He left Washington, D.C., in a hurry", &["washington-d-c/name Washington, D.C."]),
        ("He left Washington D.C.", &["washington-d-c/name Washington D.C."]),
        (
            "In Cote d’Ivoire and Côte d'Ivoire",
            &["cote-divoire/name Cote d’Ivoire", "cote-divoire/name Côte d'Ivoire"],
        ),
    ]);
}

#[test]
fn case_counts_except_in_headlines() {
    check(&[
        ("china shops and FRANCE, China", &["france/name FRANCE", "china/name China"]),
        ("ANTONY BLINKEN ARRIVES", &["antony-blinken/name ANTONY BLINKEN"]),
        ("xAI, XAI, not Xai or xai", &["xai/name xAI", "xai/name XAI"]),
        ("APEC, not Apec or apec", &["asia-pacific-economic-cooperation/acronym APEC"]),
        (
            "Who told us? The WHO told the US.",
            &["world-health-organization/acronym WHO", "united-states/acronym US"],
        ),
    ]);
}

#[test]
fn spelling_of_marks_makes_no_difference() {
    check(&[
        (
            "Erdogan and ERDOĞAN and Erdog\u{306}an",
            &[
                "recep-tayyip-erdogan/alias Erdogan",
                "recep-tayyip-erdogan/alias ERDOĞAN",
                "recep-tayyip-erdogan/alias Erdog\u{306}an",
            ],
        ),
        (
            "China's, France’s and the United States' views",
            &["china/name China", "france/name France", "united-states/name United States"],
        ),
        (
            "South Koreans and a South Korea-U.S. pact",
            &[
                "south-korea/alias South Koreans",
                "south-korea/name South Korea",
                "united-states/acronym U.S.",
            ],
        ),
        (
            "by Antony\nBlinken and **Antony** Blinken and An&#116;ony Blinken",
            &[
                "antony-blinken/name Antony\nBlinken",
                "antony-blinken/name Antony** Blinken",
                "antony-blinken/name An&#116;ony Blinken",
            ],
        ),
        (
            "Cho Tae‑yul, “Cho Tae-yul” and Cho Tae yul",
            &[
                "cho-tae-yul/name Cho Tae‑yul",
                "cho-tae-yul/name Cho Tae-yul",
                "cho-tae-yul/name Cho Tae yul",
            ],
        ),
    ]);
}

#[test]
fn scripts_without_spaces_match_inside_words() {
    check(&[
        (
            "블링컨 국무장관은 조태열과 만났다",
            &["antony-blinken/alias 블링컨", "cho-tae-yul/alias 조태열"],
        ),
        ("访问中国的外长", &["china/alias 中国"]),
    ]);
}

#[test]
fn only_what_a_reader_sees_counts() {
    check(&[
        (
            "`China` and [here](https://china.example/China) <!-- France --> <i title=\"France\">x</i>",
            &[],
        ),
        ("```\nChina\n```\n\nFrance\n\n![China](x.png)", &["france/name France"]),
        ("[China](https://x.example)", &["china/name China"]),
    ]);
}

#[test]
fn a_surname_counts_after_the_full_name() {
    check(&[
        ("Blinken left.", &[]),
        (
            "Antony Blinken came. Blinken left.",
            &["antony-blinken/name Antony Blinken", "antony-blinken/surname Blinken"],
        ),
        (
            "Cho waited for Cho Tae-yul.",
            &["cho-tae-yul/surname Cho", "cho-tae-yul/name Cho Tae-yul"],
        ),
        (
            "Ursula von der Leyen: von der Leyen, Leyen",
            &[
                "ursula-von-der-leyen/name Ursula von der Leyen",
                "ursula-von-der-leyen/surname von der Leyen",
                "ursula-von-der-leyen/surname Leyen",
            ],
        ),
        // A given name that is not his, and a family name with another given name.
        ("Barack Obama spoke, Michelle Obama sang.", &["barack-obama/name Barack Obama"]),
        (
            "Kim Jong Un came with Kim Yo-jong, and President Kim smiled.",
            &["kim-jong-un/name Kim Jong Un", "kim-jong-un/surname Kim"],
        ),
    ]);
}

#[test]
fn the_nearest_full_name_decides_between_surnames() {
    check(&[(
        "Kim Jong Un spoke. Kim left. Kim Yong-hyun answered, and Kim stayed.",
        &[
            "kim-jong-un/name Kim Jong Un",
            "kim-jong-un/surname Kim",
            "kim-yong-hyun/name Kim Yong-hyun",
            "kim-yong-hyun/surname Kim",
        ],
    )]);
}

#[test]
fn the_article_decides_between_those_who_share_an_alias() {
    check(&[
        ("The ICC ruled.", &[]),
        (
            "The ICC, the International Criminal Court, ruled.",
            &[
                "international-criminal-court/acronym ICC",
                "international-criminal-court/name International Criminal Court",
            ],
        ),
        (
            "In France the ICC met.",
            &["france/name France", "international-chamber-of-commerce/acronym ICC"],
        ),
        ("Jordan signed.", &["jordan/name Jordan"]),
        (
            "Michael Jordan came. Jordan scored.",
            &["michael-jordan/name Michael Jordan", "michael-jordan/surname Jordan"],
        ),
    ]);
    let tagger = tagger();
    let undecided = tagged("", "The ICC ruled.", &tagger);
    assert_eq!(undecided.dropped.len(), 1);
    assert_eq!(undecided.dropped[0].candidates.len(), 2);
}

#[test]
fn the_front_matter_has_the_last_word() {
    let tagger = tagger();
    let ids = |tagged: &Tagged| -> Vec<String> {
        let registry = tagger.registry();
        let entities = tagged.entities.iter().map(|tag| registry.entity(tag.entity).id.clone());
        entities
            .chain(tagged.topics.iter().map(|tag| registry.topic(tag.topic).id.clone()))
            .collect()
    };
    let added =
        tagged("actors: [antony-blinken]\ntopics: [arms]\n", "Blinken spoke of France.", &tagger);
    assert_eq!(ids(&added), ["antony-blinken", "france", "arms"]);
    let removed =
        tagged("exclude: [france, sanctions]\n", "France imposes sanctions. Sanctions!", &tagger);
    assert_eq!(ids(&removed), [""; 0]);
    // One of two is excluded: the other is meant.
    let decided = tagged("exclude: [international-criminal-court]\n", "The ICC met.", &tagger);
    assert_eq!(ids(&decided), ["international-chamber-of-commerce"]);
}

#[test]
fn topics_need_enough_evidence() {
    let tagger = tagger();
    let filler = "word ".repeat(3000);
    for (body, expected) in [
        ("A treaty on plastic pollution.".to_owned(), true),
        ("PLASTIC POLLUTION".to_owned(), true),
        (format!("{filler}\n\nplastic pollution {filler}"), false),
        (format!("plastic pollution {filler}\n\na plastics treaty, plastics treaties"), true),
    ] {
        let tagged = tagged("", &body, &tagger);
        let found = tagged
            .topics
            .iter()
            .any(|tag| tagger.registry().topic(tag.topic).id == "plastic-pollution");
        assert_eq!(found, expected, "{}", &body[..30.min(body.len())]);
    }
}

#[test]
fn headline_and_lede_make_an_actor_salient() {
    let tagger = tagger();
    let text = "---\ntitle: France and others\ndate: 2024-11-14\n---\n\nIn France it rained.\n\nIn China too.\n";
    let article =
        Article::parse(Source::new("content/articles/story.md", text), &Config::default());
    let tagged = tagger.tag(Arc::new(article), &Config::default());
    let salience: Vec<f32> = tagged.entities.iter().map(|tag| tag.salience).collect();
    assert_eq!(tagger.registry().entity(tagged.entities[0].entity).id, "france");
    assert!(salience[0] > 0.9 && salience[1] < 0.2, "{salience:?}");
}
