//! Which topics an article is about, by the keywords in it.
//!
//! Each different keyword adds its weight, which depends on the best place it stands in; repeating it adds little; the sum is
//! put in relation to the length and mapped to 0..1.

use std::collections::BTreeMap;

use super::front_matter::Wishes;
use super::gazetteer::{Matches, Target};
use super::rule::Rule;
use super::salience::{Zone, zone};
use super::{Mention, Origin, TopicTag};
use crate::markdown::Prose;
use crate::registry::{Subject, TopicId};

/// What another occurrence of the same keyword adds, on a logarithmic scale.
const REPETITION: f64 = 0.15;

/// An article of so many words is of ordinary length; in longer ones a keyword says less.
const ORDINARY_LENGTH: f64 = 800.0;

fn weight(zone: Zone) -> f64 {
    match zone {
        Zone::Headline => 1.0,
        Zone::Lede => 0.7,
        Zone::Body => 0.4,
    }
}

/// The occurrences of one topic: for each keyword its number, the zone of each occurrence, and the mentions.
#[derive(Default)]
struct Occurrences {
    zones: BTreeMap<u32, Vec<Zone>>,
    mentions: Vec<Mention>,
}

impl Occurrences {
    fn score(&self, words: usize) -> f64 {
        let keyword = |zones: &Vec<Zone>| {
            let best = zones.iter().min().map_or(0.0, |zone| weight(*zone));
            best + REPETITION * (zones.len() as f64).ln()
        };
        let length = (words as f64 / ORDINARY_LENGTH).max(1.0).sqrt();
        1.0 - (-self.zones.values().map(keyword).sum::<f64>() / length).exp()
    }
}

/// The topics whose score reaches the threshold, and those that the author adds; the highest score first.
pub(super) fn score(
    matches: &Matches,
    words: usize,
    prose: &Prose,
    wishes: &Wishes,
    threshold: f64,
) -> Vec<TopicTag> {
    let mut topics: BTreeMap<TopicId, Occurrences> = BTreeMap::new();
    for found in &matches.keywords {
        let mention = Mention {
            span: found.span,
            source: prose.source_span(found.span),
            rule: Rule::Keyword,
        };
        let zone = zone(prose, found.span.start);
        for target in &found.targets {
            let Target::Topic(topic, keyword) = *target else { continue };
            if wishes.excludes(Subject::Topic(topic)) {
                continue;
            }
            let occurrences = topics.entry(topic).or_default();
            occurrences.zones.entry(keyword).or_default().push(zone);
            if occurrences.mentions.last() != Some(&mention) {
                occurrences.mentions.push(mention);
            }
        }
    }
    for topic in &wishes.topics {
        topics.entry(*topic).or_default();
    }
    let mut tags: Vec<TopicTag> = topics
        .into_iter()
        .filter_map(|(topic, occurrences)| {
            let is_wish = wishes.topics.contains(&topic);
            let score = if is_wish { 1.0 } else { occurrences.score(words) };
            let origin = if is_wish { Origin::FrontMatter } else { Origin::Registry };
            (score >= threshold).then_some(TopicTag {
                topic,
                score: score as f32,
                origin,
                mentions: occurrences.mentions,
            })
        })
        .collect();
    tags.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.topic.cmp(&b.topic)));
    tags
}
