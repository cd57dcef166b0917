//! Topics by their keywords: words that count together, phrases that take back, and what each weighs.

mod support;

use std::sync::Arc;

use briefing::config::Config;
use briefing::content::{Article, ContentKind};
use briefing::diagnostics::Source;
use briefing::registry::{EntryFile, Subject, load};
use briefing::tagging::{Reason, Tagged, Tagger};
use support::Site;

const TOPICS: &str = "
- {name: Plastic, keywords: [plastic, {all: [plastic, treaty]}, {all: [litter, beach clean-up, volunteer]}], not: [plastic surgery, plastic surgeon]}
- {name: Treaties, keywords: [treaty]}
- {name: Elections, keywords: [election, presidential election]}
- {name: Votes, keywords: [election]}
";

fn tagger() -> Tagger {
    let source = Source::new("content/topics/topics.yaml", TOPICS);
    let registry = load(&[EntryFile { kind: ContentKind::Topics, source }]);
    assert_eq!(registry.diagnostics(), []);
    Tagger::new(&Arc::new(registry), None)
}

/// A story with nothing in headline and lede, so that all of `body` counts as body.
fn tagged(body: &str, tagger: &Tagger) -> Tagged {
    let text = format!("---\ntitle: A story\ndate: 2024-11-14\n---\n\nIt begins.\n\n{body}\n");
    let article =
        Article::parse(Source::new("content/articles/story.md", &text), &Config::default());
    assert_eq!(article.diagnostics, []);
    tagger.tag(Arc::new(article), &Config::default())
}

/// The evidence for a topic, in reading order: `rule surface`; none where the article is not on it.
fn evidence(topic: &str, body: &str) -> Vec<String> {
    let tagger = tagger();
    let tagged = tagged(body, &tagger);
    let tags = tagged.topics.iter().filter(|tag| tagger.registry().topic(tag.topic).id == topic);
    tags.flat_map(|tag| &tag.mentions)
        .map(|mention| {
            let surface =
                tagged.article.source.slice(tagged.article.prose.source_span(mention.span));
            format!("{} {surface}", mention.rule.name())
        })
        .collect()
}

fn score(topic: &str, body: &str) -> f32 {
    let tagger = tagger();
    let tagged = tagged(body, &tagger);
    let tag = tagged.topics.iter().find(|tag| tagger.registry().topic(tag.topic).id == topic);
    tag.map_or(0.0, |tag| tag.score)
}

#[test]
fn words_count_together_in_one_sentence() {
    for (body, expected) in [
        (
            "Envoys met. A treaty on plastic is near.",
            &["together treaty on plastic", "keyword plastic"][..],
        ),
        ("Plastics and treaties", &["keyword Plastics", "together Plastics and treaties"]),
        ("They spoke of plastic. The treaty waits.", &[]),
        ("They spoke of plastic.\n\nThe treaty waits.", &[]),
        (
            "The volunteers at the beach clean-up took the litter away.",
            &["together volunteers at the beach clean-up took the litter"],
        ),
        ("The volunteers took the litter away.", &[]),
        // The shortest stretch of several.
        (
            "Plastic, said the envoys, needs a treaty, and the treaty on plastic is near.",
            &["keyword Plastic", "together treaty on plastic", "keyword plastic"],
        ),
    ] {
        assert_eq!(evidence("plastic", body), expected, "{body}");
    }
}

#[test]
fn a_phrase_takes_back_the_keywords_in_it() {
    assert_eq!(evidence("plastic", "Plastic surgery, more plastic surgery"), [""; 0]);
    assert_eq!(
        evidence("plastic", "A plastic surgeon spoke of plastic, and of a treaty"),
        ["keyword plastic", "together plastic, and of a treaty",]
    );
    assert_eq!(evidence("plastic", "A treaty on plastic surgery"), [""; 0]);
    let tagger = tagger();
    let tagged = tagged("Plastic surgery at its best", &tagger);
    let dropped: Vec<_> = tagged
        .dropped
        .iter()
        .map(|dropped| {
            (
                tagged.article.source.slice(tagged.article.prose.source_span(dropped.span)),
                dropped.reason,
            )
        })
        .collect();
    assert_eq!(dropped, [("Plastic", Reason::TakenBack)]);
    let Subject::Topic(topic) = tagged.dropped[0].candidates[0] else { panic!("no topic") };
    assert_eq!(tagger.registry().topic(topic).id, "plastic");
}

#[test]
fn a_word_once_in_the_body_is_not_enough() {
    assert_eq!(evidence("treaties", "They want a treaty."), [""; 0]);
    assert_eq!(
        evidence("treaties", "They want a treaty. The treaty came."),
        ["keyword treaty", "keyword treaty",]
    );
    assert_eq!(
        evidence("elections", "The presidential election"),
        ["keyword presidential election"]
    );
    let words_of_every_day = "word ".repeat(3000);
    let body = format!("{words_of_every_day} A treaty. {words_of_every_day} A treaty.");
    assert_eq!(evidence("treaties", &body), [""; 0]);
    assert!(score("elections", "presidential election") > score("votes", "elections, elections"));
}

/// In the phrase of one topic stands the word of another.
#[test]
fn topics_do_not_take_words_from_each_other() {
    let body = "The presidential election. One more presidential election.";
    assert_eq!(evidence("votes", body), ["keyword election", "keyword election"]);
    assert_eq!(evidence("elections", body).len(), 2);
}

#[test]
fn bad_keywords_are_told_all_at_once() {
    let topics =
        "- {name: X, keywords: [{all: [one]}, {any: [a, b]}, [c], {all: [d, e], not: f}]}\n";
    let run = Site::sample().file("content/topics/x.yaml", topics).run("build", &[]);
    assert_eq!(run.code, 1);
    for told in [
        "`all` needs two words or phrases at least",
        "`all` is missing",
        "unknown key `any`",
        "expected text, found a list",
        "unknown key `not`",
    ] {
        assert!(run.errors.contains(told), "{told}: {}", run.errors);
    }
}

#[test]
fn tag_shows_words_together_and_what_was_taken_back() {
    let run = Site::sample()
        .file("content/topics/x.yaml", TOPICS)
        .file(
            "content/articles/x.md",
            "---\ntitle: T\ndate: 2024-11-14\n---\n\nA treaty on plastic is near, says a plastic surgeon.\n",
        )
        .run("tag", &[]);
    for told in [
        "[treaty on plastic] is near, says a plastic surgeon.  together",
        "[plastic] surgeon.  a keyword, but in a phrase that `not` takes back (plastic)",
    ] {
        assert!(run.output.contains(told), "{told}: {}", run.output);
    }
}
