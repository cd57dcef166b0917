//! The matcher: every form of every entity and topic, in one trie over words.
//!
//! A trie over whole words is right at word boundaries by construction; searching for letters and checking the boundaries
//! afterwards would lose the shorter of two matches. Nodes are found by one hash table from (node, word) to node: it builds
//! 100,000 forms in some 20 ms, where an automaton over letters takes 350 to 1,000 ms.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::forms::{Form, entity_forms, topic_forms};
use super::rule::Rule;
use crate::diagnostics::Span;
use crate::registry::{EntityId, Registry, TopicId};
use crate::text::{Case, Gap, Hashed, Token, composed, fold, tokens};

/// Someone or something that a match may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub entity: EntityId,
    /// The rule that the match goes by.
    pub rule: Rule,
    /// Whether the form is a word or another name as well, and counts only where something speaks for it.
    pub needs_context: bool,
}

/// Whom a pattern stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An entity.
    Entity(Candidate),
    /// A topic, by something that speaks for it or against it.
    Topic(TopicId, Cue),
}

/// What a match says about a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// A word or phrase of a keyword.
    Keyword {
        /// Which keyword of the topic.
        number: u32,
        /// Which word or phrase of the keyword.
        part: u32,
    },
    /// A phrase that takes back the keywords in it.
    Not,
}

/// A form that is looked for.
#[derive(Debug)]
struct Pattern {
    target: Target,
    words: Box<[Word]>,
}

/// Names of up to so many letters look like acronyms in capitals: `CHAD`, `MALI`.
const LONGEST_ACRONYM: usize = 4;

impl Pattern {
    /// Whether a short name in small letters is met in capitals.
    fn may_be_acronym(&self, words: &[Token]) -> bool {
        matches!((&*self.words, words), ([word], [token])
            if word.case == Case::Capitalised && token.case == Case::Upper && word.folded.len() <= LONGEST_ACRONYM)
    }
}

/// Whether the words around a place are in capitals too, as in headlines of some newspapers.
fn stands_in_capitals(tokens: &[Token], place: &Range<usize>) -> bool {
    let before = place.start.checked_sub(1).and_then(|index| tokens.get(index));
    let mut neighbours = before.into_iter().chain(tokens.get(place.end)).peekable();
    neighbours.peek().is_some() && neighbours.all(|token| token.case == Case::Upper)
}

/// A word of a pattern, folded, with the case that it asks for.
#[derive(Debug)]
struct Word {
    folded: Box<str>,
    case: Case,
    /// The letters of a short word with capitals inside (`BoE`, `xAI`), which other cases would make another word.
    mixed: Option<Box<str>>,
}

/// Words up to that many letters match with their case.
const SHORT: usize = 4;

impl Word {
    fn new(written: &str, case: Case) -> Self {
        let is_mixed = case != Case::Upper
            && written.chars().count() <= SHORT
            && written.chars().skip(1).any(char::is_uppercase);
        Self { folded: folded_word(written).into(), case, mixed: is_mixed.then(|| written.into()) }
    }

    /// Whether a word of the text is this one. A word in capitals (`APEC`) wants capitals, one with a capital takes capitals
    /// too (headlines), one in small letters takes any case.
    fn accepts(&self, token: Token, text: &str) -> bool {
        let case_fits = match self.case {
            Case::Upper => token.case == Case::Upper,
            Case::Capitalised => matches!(token.case, Case::Capitalised | Case::Upper),
            Case::Lower | Case::None => true,
        };
        let written = token.of(text);
        let is_mixed = || token.case == Case::Upper || self.mixed.as_deref() == Some(written);
        if !case_fits || (self.mixed.is_some() && !is_mixed()) {
            return false;
        }
        written.eq_ignore_ascii_case(&self.folded) || folded_word(written) == *self.folded
    }
}

fn folded_word(word: &str) -> String {
    if word == "&" { "and".to_owned() } else { fold(word).replace(['.', '\'', '’'], "") }
}

type PatternId = u32;
type NodeId = u32;
const ROOT: NodeId = 0;

/// The longest match at a token, if any: the index after its last token, and the patterns.
type Longest = Option<(usize, Vec<PatternId>)>;

/// The patterns that end at a node.
#[derive(Debug, Default)]
struct Node {
    names: Vec<PatternId>,
    keywords: Vec<PatternId>,
}

/// The hash of the pseudo-word that stands for a comma inside a name (`Washington, D.C.`).
const BREAK: u64 = 0x9e37_79b9_7f4a_7c15;

/// The matcher compiled from a registry.
#[derive(Debug)]
pub struct Gazetteer {
    registry: Arc<Registry>,
    patterns: Vec<Pattern>,
    nodes: Vec<Node>,
    steps: HashMap<u64, NodeId, Hashed>,
}

/// A match: one place in the text, and all patterns that it may stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Index of the first token.
    pub first: usize,
    /// Index after the last token.
    pub end: usize,
    /// Where it is in the text.
    pub span: Span,
    /// Whom it may stand for; more than one where a form is shared.
    pub targets: Vec<Target>,
}

/// The matches of a text: names (of actors and places) in order and without overlap, and keywords.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// Names, longest first at each place.
    pub names: Vec<Found>,
    /// Keywords in order, all of them: one topic's phrase may hold a word of another.
    pub keywords: Vec<Found>,
}

impl Gazetteer {
    /// Compiles the names, aliases and keywords of a registry.
    pub fn new(registry: &Arc<Registry>) -> Self {
        let mut gazetteer = Self {
            registry: Arc::clone(registry),
            patterns: Vec::new(),
            nodes: vec![Node::default()],
            steps: HashMap::default(),
        };
        for (id, entity) in registry.entities() {
            for Form { text, rule, needs_context } in entity_forms(entity) {
                let candidate = Candidate { entity: id, rule, needs_context };
                gazetteer.insert(&text, Target::Entity(candidate));
            }
        }
        for (id, topic) in registry.topics() {
            for (form, cue) in topic_forms(topic) {
                gazetteer.insert(&form, Target::Topic(id, cue));
            }
        }
        gazetteer
    }

    /// The registry that it was compiled from.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    fn insert(&mut self, form: &str, target: Target) {
        let form = composed(form);
        let words = tokens(&form);
        if words.is_empty() {
            return;
        }
        let pattern = self.patterns.len() as PatternId;
        let compiled = words.iter().map(|word| Word::new(word.of(&form), word.case));
        self.patterns.push(Pattern { target, words: compiled.collect() });
        let has_break = words[1..].iter().any(|word| matches!(word.gap, Gap::Break | Gap::Stop));
        self.add_path(&words, pattern, target, false);
        if has_break {
            self.add_path(&words, pattern, target, true);
        }
    }

    fn add_path(&mut self, words: &[Token], pattern: PatternId, target: Target, with_breaks: bool) {
        let mut node = ROOT;
        for (index, word) in words.iter().enumerate() {
            if with_breaks && index > 0 && matches!(word.gap, Gap::Break | Gap::Stop) {
                node = self.child(node, BREAK);
            }
            node = self.child(node, word.hash);
        }
        let node = &mut self.nodes[node as usize];
        let ends = match target {
            Target::Entity(_) => &mut node.names,
            Target::Topic(..) => &mut node.keywords,
        };
        ends.push(pattern);
    }

    fn child(&mut self, node: NodeId, hash: u64) -> NodeId {
        let next = self.nodes.len() as NodeId;
        let child = *self.steps.entry(step(node, hash)).or_insert(next);
        if child == next {
            self.nodes.push(Node::default());
        }
        child
    }

    /// All matches in a text: of names at each word the longest, going on after it, of keywords all.
    pub fn scan(&self, text: &str, tokens: &[Token]) -> Matches {
        let mut matches = Matches::default();
        let mut next_name = 0;
        for first in 0..tokens.len() {
            let name = self.matches_at(text, tokens, first, &mut matches.keywords);
            if let Some((end, patterns)) = name
                && first >= next_name
            {
                next_name = end;
                matches.names.push(self.found(tokens, first, end, patterns));
            }
        }
        matches
    }

    /// The longest name that begins at a token; the keywords that begin there are added to `keywords`.
    fn matches_at(
        &self,
        text: &str,
        tokens: &[Token],
        first: usize,
        keywords: &mut Vec<Found>,
    ) -> Longest {
        let mut name = None;
        let mut node = ROOT;
        for (index, token) in tokens.iter().enumerate().skip(first) {
            if index > first {
                match token.gap {
                    Gap::Stop => break,
                    Gap::Break => match self.steps.get(&step(node, BREAK)) {
                        Some(next) => node = *next,
                        None => break,
                    },
                    Gap::Joint | Gap::None => {}
                }
            }
            let Some(next) = self.steps.get(&step(node, token.hash)) else { break };
            node = *next;
            let ends = &self.nodes[node as usize];
            let place = first..index + 1;
            if !ends.names.is_empty()
                && let Some(patterns) = self.accepted(&ends.names, tokens, place.clone(), text)
            {
                name = Some((index + 1, patterns));
            }
            if !ends.keywords.is_empty()
                && let Some(patterns) = self.accepted(&ends.keywords, tokens, place, text)
            {
                keywords.push(self.found(tokens, first, index + 1, patterns));
            }
        }
        name
    }

    /// The patterns whose words are those of the text to the letter and fit its case.
    fn accepted(
        &self,
        patterns: &[PatternId],
        tokens: &[Token],
        place: Range<usize>,
        text: &str,
    ) -> Option<Vec<PatternId>> {
        let words = &tokens[place.clone()];
        let fits = |pattern: &&PatternId| {
            let pattern = &self.patterns[**pattern as usize];
            pattern.words.len() == words.len()
                && pattern.words.iter().zip(words).all(|(word, token)| word.accepts(*token, text))
                && (!pattern.may_be_acronym(words) || stands_in_capitals(tokens, &place))
        };
        let accepted: Vec<PatternId> = patterns.iter().filter(fits).copied().collect();
        (!accepted.is_empty()).then_some(accepted)
    }

    fn found(&self, tokens: &[Token], first: usize, end: usize, patterns: Vec<PatternId>) -> Found {
        let span = Span { start: tokens[first].start, end: tokens[end - 1].end };
        let targets =
            patterns.into_iter().map(|pattern| self.patterns[pattern as usize].target).collect();
        Found { first, end, span, targets }
    }
}

/// The key of a step: both halves are well mixed, so one exclusive or of them is enough.
fn step(node: NodeId, hash: u64) -> u64 {
    hash ^ u64::from(node).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(31)
}
