//! Scores the tagging of stories against what people marked in them:
//! `cargo run --release --example score -- GOLD.jsonl…`
//!
//! Each line is a story: `{"text": …, "people": [[form, …], …], "organizations": …, "places": …, "topics": [id, …]}`. A person, an
//! organisation or a place is the list of its forms in the story, the fullest first. Countries are among the places. The stories are tagged
//! with an empty registry over the built-in atlas.
//!
//! Counted per story: a tag is right where the story has that person (organisation, place) and no other tag was counted for it. People
//! are scored twice: by any form, so that a surname alone is enough, and by the fullest form.

use std::collections::BTreeSet;
use std::sync::Arc;

use briefing::config::{AtlasSettings, Config};
use briefing::content::Article;
use briefing::diagnostics::Source;
use briefing::registry::{EntityKind, Registry, load_over_atlas};
use briefing::tagging::names::Model;
use briefing::tagging::{Mention, Tagged, Tagger};
use briefing::text::fold;
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    text: String,
    people: Vec<Vec<String>>,
    organizations: Vec<Vec<String>>,
    places: Vec<Vec<String>>,
    #[serde(default)]
    topics: Vec<String>,
}

/// How many tags were right, given and wanted.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    given: usize,
    wanted: usize,
}

impl Count {
    /// Compares what was given with what is wanted. Each marked name counts for one tag.
    fn add(
        &mut self,
        given: &[&BTreeSet<String>],
        wanted: &[Vec<String>],
        fits: impl Fn(&BTreeSet<String>, &[String]) -> bool,
    ) {
        let mut missed: Vec<&Vec<String>> = wanted.iter().collect();
        for forms in given {
            if let Some(index) = missed.iter().position(|wanted| fits(forms, wanted)) {
                missed.remove(index);
            }
        }
        self.right += wanted.len() - missed.len();
        self.given += given.len();
        self.wanted += wanted.len();
    }

    fn print(self, what: &str) {
        let precision = self.right as f64 / self.given.max(1) as f64;
        let recall = self.right as f64 / self.wanted.max(1) as f64;
        let f1 = 2.0 * self.right as f64 / (self.given + self.wanted).max(1) as f64;
        println!("{what:<26} {precision:.3}  {recall:.3}  {f1:.3}  {:>5} marked", self.wanted);
    }
}

/// The counts of all stories.
#[derive(Default)]
struct Counts {
    people: Count,
    people_in_full: Count,
    organizations: Count,
    places: Count,
    topics: Count,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let registry = Arc::new(load_over_atlas(&[], &AtlasSettings::default()));
    let tagger = Tagger::new(&registry, Some(Arc::new(Model::builtin())));
    for path in std::env::args().skip(1) {
        let mut counts = Counts::default();
        for line in std::fs::read_to_string(&path)?.lines() {
            let gold: Gold = serde_json::from_str(line)?;
            score(&gold, &tag(&gold, &tagger)?, &registry, &mut counts);
        }
        println!("{path}\n{:<26} precision recall F1", "");
        counts.people.print("people, any form");
        counts.people_in_full.print("people, the fullest form");
        counts.organizations.print("organisations");
        counts.places.print("places and countries");
        counts.topics.print("topics");
    }
    Ok(())
}

/// Tags a story: its first line is the headline, each further line a paragraph.
fn tag(gold: &Gold, tagger: &Tagger) -> Result<Tagged, serde_json::Error> {
    let (title, body) = gold.text.split_once('\n').unwrap_or((&gold.text, ""));
    let title = serde_json::to_string(title)?;
    let body = body.replace('\n', "\n\n");
    let text = format!("---\ntitle: {title}\ndate: 2026-01-01\n---\n\n{body}\n");
    let config = Config::default();
    let article = Article::parse(Source::new("content/articles/story.md", &text), &config);
    Ok(tagger.tag(Arc::new(article), &config))
}

fn score(gold: &Gold, tagged: &Tagged, registry: &Registry, counts: &mut Counts) {
    let tags = tags(tagged, registry);
    let of_kinds = |kinds: &[EntityKind]| -> Vec<&BTreeSet<String>> {
        tags.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, forms)| forms).collect()
    };
    let any = |forms: &BTreeSet<String>, wanted: &[String]| {
        wanted.iter().any(|form| forms.contains(&plain(form)))
    };
    let fullest = |forms: &BTreeSet<String>, wanted: &[String]| {
        wanted.first().is_some_and(|form| forms.contains(&plain(form)))
    };
    let people = of_kinds(&[EntityKind::Person]);
    counts.people.add(&people, &gold.people, any);
    counts.people_in_full.add(&people, &gold.people, fullest);
    counts.organizations.add(&of_kinds(&[EntityKind::Organization]), &gold.organizations, any);
    counts.places.add(&of_kinds(&[EntityKind::Country, EntityKind::Place]), &gold.places, any);
    let topics: Vec<BTreeSet<String>> =
        tagged.topics.iter().map(|tag| [registry.topic(tag.topic).id.clone()].into()).collect();
    let wanted: Vec<Vec<String>> = gold.topics.iter().map(|topic| vec![topic.clone()]).collect();
    counts.topics.add(&topics.iter().collect::<Vec<_>>(), &wanted, any);
}

/// Each tagged actor or place: its kind, and its name and the forms in which it is mentioned.
fn tags(tagged: &Tagged, registry: &Registry) -> Vec<(EntityKind, BTreeSet<String>)> {
    let prose = &tagged.article.prose;
    let forms = |mentions: &[Mention], name: &str| -> BTreeSet<String> {
        let written = mentions.iter().map(|mention| plain(prose.slice(mention.span)));
        written.chain([plain(name)]).collect()
    };
    let registered = tagged.entities.iter().map(|tag| {
        let entity = registry.entity(tag.entity);
        (entity.kind, forms(&tag.mentions, &entity.name))
    });
    let discovered =
        tagged.discovered.iter().map(|name| (name.kind, forms(&name.mentions, &name.name)));
    registered.chain(discovered).collect()
}

fn plain(form: &str) -> String {
    let form = fold(form.trim()).replace(['’', '\''], "");
    form.strip_prefix("the ").unwrap_or(&form).to_owned()
}
