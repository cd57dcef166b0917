//! Which topics an article is about, by the keywords in it.
//!
//! Each different keyword adds its weight, which depends on the best place it stands in and on what it is: a word alone says less than a
//! phrase or several words of one sentence. Repeating a keyword adds little; the sum is put in relation to the length and mapped to 0..1.
//!
//! So a threshold of 0.3, the default, means for an article of ordinary length: one phrase anywhere (0.33), or a single word in the
//! headline (0.50) or the lede (0.39), or one that comes back in the body (0.30). A word that stands once in the body (0.24) is not enough.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::front_matter::Wishes;
use super::gazetteer::{Cue, Found, Matches, Target};
use super::rule::Rule;
use super::salience::{Zone, zone};
use super::{Dropped, Mention, Origin, Reason, TopicTag};
use crate::diagnostics::Span;
use crate::markdown::Prose;
use crate::registry::{Keyword, Registry, Subject, Topic, TopicId};
use crate::text::sentence_ends;

/// What another occurrence of the same keyword adds, on a logarithmic scale.
const REPETITION: f64 = 0.15;

/// What a word alone weighs, in parts of the weight of a phrase.
const SINGLE_WORD: f64 = 0.7;

/// What a keyword of the atlas weighs, in parts of one of the site's own. The atlas has topics for everybody, and a phrase of theirs that
/// stands once in a body is wrong more often than not: of the tuning stories' topics 45% were right with 1.0, 62% with 0.85, and of those
/// that editors marked 79% and 72% were found.
const ATLAS_KEYWORD: f64 = 0.85;

/// An article of so many words is of ordinary length; in longer ones a keyword says less.
const ORDINARY_LENGTH: f64 = 800.0;

fn weight(zone: Zone) -> f64 {
    match zone {
        Zone::Headline => 1.0,
        Zone::Lede => 0.7,
        Zone::Body => 0.4,
    }
}

/// A word or phrase of one topic's keywords in the article.
#[derive(Clone, Copy, Debug)]
struct Hit {
    first: usize,
    end: usize,
    span: Span,
    cue: Cue,
}

/// What an article holds of one topic: for each occurrence the number of the keyword and the zone; the mentions; what was taken back.
#[derive(Debug, Default)]
struct Occurrences {
    zones: Vec<(u32, Zone)>,
    mentions: Vec<Mention>,
    taken_back: Vec<Span>,
}

impl Occurrences {
    fn add(&mut self, number: u32, span: Span, rule: Rule, prose: &Prose) {
        self.zones.push((number, zone(prose, span.start)));
        self.mentions.push(Mention { span, rule });
    }

    fn score(&mut self, words: usize, topic: &Topic) -> f64 {
        self.zones.sort_unstable();
        // The occurrences of one keyword, that in the best place first.
        let keyword = |zones: &[(u32, Zone)]| {
            let (number, best) = zones[0];
            let is_single = topic.keywords[number as usize].is_single_word();
            let share = if is_single { SINGLE_WORD } else { 1.0 };
            share * weight(best) + REPETITION * (zones.len() as f64).ln()
        };
        let keywords = self.zones.chunk_by(|a, b| a.0 == b.0).map(keyword);
        let origin = if topic.from_atlas { ATLAS_KEYWORD } else { 1.0 };
        let length = (words as f64 / ORDINARY_LENGTH).max(1.0).sqrt();
        1.0 - (-origin * keywords.sum::<f64>() / length).exp()
    }
}

/// Topics with their scores, before the threshold, and the keywords that did not count.
#[derive(Debug)]
pub(super) struct Scored {
    pub(super) topics: Vec<TopicTag>,
    pub(super) taken_back: Vec<Dropped>,
}

/// The score of each topic that has a keyword in the article.
pub(super) fn score(
    matches: &Matches,
    words: usize,
    prose: &Prose,
    registry: &Registry,
    wishes: &Wishes,
) -> Scored {
    let mut scored = Scored { topics: Vec::new(), taken_back: Vec::new() };
    let sentences = Sentences { text: prose.text(), ends: OnceCell::new() };
    for hits in hits_by_topic(&matches.keywords, wishes).chunk_by(|a, b| a.0 == b.0) {
        let topic = hits[0].0;
        let entry = registry.topic(topic);
        let mut occurrences = occurrences(hits, &entry.keywords, &sentences, prose);
        scored.taken_back.extend(occurrences.taken_back.iter().map(|span| Dropped {
            span: *span,
            reason: Reason::TakenBack,
            candidates: vec![Subject::Topic(topic)],
        }));
        scored.topics.push(TopicTag {
            topic,
            score: occurrences.score(words, entry) as f32,
            origin: if entry.from_atlas { Origin::Atlas } else { Origin::Registry },
            mentions: occurrences.mentions,
        });
    }
    scored
}

/// The topics whose score reaches the threshold, and those that the author adds; the highest score first.
pub(super) fn choose(scored: Vec<TopicTag>, wishes: &Wishes, threshold: f64) -> Vec<TopicTag> {
    let mut tags = scored;
    for topic in &wishes.topics {
        let wished = TopicTag {
            topic: *topic,
            score: 1.0,
            origin: Origin::FrontMatter,
            mentions: Vec::new(),
        };
        match tags.iter_mut().find(|tag| tag.topic == *topic) {
            Some(tag) => *tag = TopicTag { mentions: std::mem::take(&mut tag.mentions), ..wished },
            None => tags.push(wished),
        }
    }
    tags.retain(|tag| tag.origin == Origin::FrontMatter || f64::from(tag.score) >= threshold);
    tags.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.topic.cmp(&b.topic)));
    tags
}

/// The hits of one topic after the other, each in reading order.
fn hits_by_topic(keywords: &[Found], wishes: &Wishes) -> Vec<(TopicId, Hit)> {
    let mut hits = Vec::with_capacity(keywords.len());
    for found in keywords {
        for target in &found.targets {
            let Target::Topic(topic, cue) = *target else { continue };
            if !wishes.excludes(Subject::Topic(topic)) {
                let hit = Hit { first: found.first, end: found.end, span: found.span, cue };
                hits.push((topic, hit));
            }
        }
    }
    hits.sort_by_key(|(topic, _)| *topic);
    hits
}

fn occurrences(
    hits: &[(TopicId, Hit)],
    keywords: &[Keyword],
    sentences: &Sentences,
    prose: &Prose,
) -> Occurrences {
    let mut occurrences = Occurrences::default();
    let hits = hits.iter().map(|(_, hit)| *hit);
    let denials: Vec<Hit> = hits.clone().filter(|hit| hit.cue == Cue::Not).collect();
    let mut parts: BTreeMap<(u32, usize), Vec<(u32, Span)>> = BTreeMap::new();
    for hit in longest(hits) {
        let Cue::Keyword { number, part } = hit.cue else { continue };
        let keyword = &keywords[number as usize];
        let is_alone = keyword.phrases.len() == 1;
        if denials.iter().any(|denial| denial.first < hit.end && hit.first < denial.end) {
            // A word that needs others beside it would not have counted by itself.
            if is_alone && occurrences.taken_back.last() != Some(&hit.span) {
                occurrences.taken_back.push(hit.span);
            }
        } else if is_alone {
            occurrences.add(number, hit.span, Rule::Keyword, prose);
        } else {
            let sentence = sentences.number(hit.span.start);
            parts.entry((number, sentence)).or_default().push((part, hit.span));
        }
    }
    for ((number, _), parts) in parts {
        if let Some(span) = together(&parts, keywords[number as usize].phrases.len()) {
            occurrences.add(number, span, Rule::Together, prose);
        }
    }
    occurrences.mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    occurrences.mentions.dedup_by_key(|mention| mention.span);
    occurrences
}

/// The hits that stand in no longer one of the same topic, the first of two that overlap: in "presidential election" there is no
/// "election" beside.
fn longest(hits: impl Iterator<Item = Hit>) -> Vec<Hit> {
    let mut keywords: Vec<Hit> = hits.filter(|hit| hit.cue != Cue::Not).collect();
    keywords.sort_by_key(|hit| (hit.first, std::cmp::Reverse(hit.end)));
    let mut kept: Vec<Hit> = Vec::with_capacity(keywords.len());
    for hit in keywords {
        // Two keywords of one form both count.
        if kept.last().is_none_or(|last| hit.first >= last.end || hit.span == last.span) {
            kept.push(hit);
        }
    }
    kept
}

/// The shortest stretch that holds each of `count` parts.
fn together(parts: &[(u32, Span)], count: usize) -> Option<Span> {
    let mut last: Vec<Option<u32>> = vec![None; count];
    let mut shortest: Option<Span> = None;
    for (part, span) in parts {
        last[*part as usize] = Some(span.start);
        let starts: Option<Vec<u32>> = last.iter().copied().collect();
        let Some(start) = starts.and_then(|starts| starts.into_iter().min()) else { continue };
        let stretch = Span { start, end: span.end };
        if shortest.is_none_or(|shortest| stretch.len() < shortest.len()) {
            shortest = Some(stretch);
        }
    }
    shortest
}

/// Where the sentences of the prose end; looked for once a keyword asks.
struct Sentences<'a> {
    text: &'a str,
    ends: OnceCell<Vec<usize>>,
}

impl Sentences<'_> {
    fn number(&self, position: u32) -> usize {
        let ends = self.ends.get_or_init(|| sentence_ends(self.text));
        ends.partition_point(|end| *end <= position as usize)
    }
}
