//! Names that no registry knows, recognised by how they are written and by what stands around them.
//!
//! A linear chain over the capitalised words of an article, in two passes: the second sees what the first said of the same
//! words elsewhere in the article. Trained by `cargo run --release --example train`; what it looks at is in `features.rs`.

mod candidates;
mod chain;
mod document;
mod features;
mod label;
mod lexicon;
mod model;
mod table;
mod titles;
mod words;

pub use chain::{Factors, Marginals, Scores, Transitions, best, marginals};
pub use document::{Document, Known};
pub use label::{Label, NameKind};
pub use lexicon::{Classes, Lexicon};
pub use model::{Model, Pass};

use std::collections::HashMap;
use std::ops::Range;

use crate::text::Hashed;
use document::Settled;
use features::Votes;

/// A recognised name.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Its words, as a range of tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// How sure the recogniser is, 0 to 1: the least of its words' probabilities.
    pub confidence: f32,
}

/// The features of a run's words, and where the run is.
#[derive(Clone, Debug)]
pub struct Run {
    /// The words, as a range of tokens.
    pub tokens: Range<usize>,
    /// For each word its features.
    pub features: Vec<Vec<u32>>,
}

/// What one pass says of a run: a label and the probabilities of all labels, for each word.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The words, as a range of tokens.
    pub tokens: Range<usize>,
    /// The best labels.
    pub labels: Vec<Label>,
    /// The probabilities of each word's labels.
    pub probabilities: Vec<Scores>,
}

impl Labelled {
    /// A run that needs no looking at.
    fn settled(tokens: &Range<usize>, settled: Settled) -> Self {
        let (first, further) = match settled {
            Settled::Word => (Label::Outside, Label::Outside),
            Settled::Name(kind) => (Label::Begin(kind.into()), Label::Inside(kind.into())),
        };
        let labels: Vec<Label> =
            std::iter::once(first).chain(std::iter::repeat(further)).take(tokens.len()).collect();
        let certain = |label: &Label| {
            let mut probabilities = Scores::default();
            probabilities[label.index()] = 1.0;
            probabilities
        };
        let probabilities = labels.iter().map(certain).collect();
        Self { tokens: tokens.clone(), labels, probabilities }
    }

    fn is_sure(&self) -> bool {
        let mut words = self.labels.iter().zip(&self.probabilities);
        words.all(|(label, probabilities)| probabilities[label.index()] >= SURE)
    }
}

/// The runs of a document with the features of the first pass, or, with what that said, those of the second.
pub fn runs(document: &Document, first_pass: Option<&[Labelled]>) -> Vec<Run> {
    let ballot = first_pass.map(|labelled| Ballot::new(document, labelled));
    document.runs().iter().map(|tokens| run(document, tokens, ballot.as_ref())).collect()
}

fn run(document: &Document, tokens: &Range<usize>, ballot: Option<&Ballot>) -> Run {
    let features = tokens.clone().map(|index| {
        let votes = ballot.map(|ballot| ballot.votes(document, index));
        let mut features = Vec::new();
        features::gather(document, tokens, index, votes.as_ref(), &mut features);
        features
    });
    Run { tokens: tokens.clone(), features: features.collect() }
}

/// What a model says of a run.
pub fn label(run: &Run, model: &Model, pass: Pass) -> Labelled {
    let scores: Vec<Scores> = run.features.iter().map(|features| model.scores(features)).collect();
    labelled(&run.tokens, &scores, model, pass)
}

fn labelled(tokens: &Range<usize>, scores: &[Scores], model: &Model, pass: Pass) -> Labelled {
    let probabilities = marginals(scores, model.factors(pass)).words;
    let labels = certain(&probabilities).unwrap_or_else(|| best(scores, model.transitions(pass)));
    Labelled { tokens: tokens.clone(), labels, probabilities }
}

/// The likeliest label of each word, where they are the best labels of the whole chain too: where all of them hold at once with a
/// probability above one half, as they do if what speaks against each sums to less.
fn certain(probabilities: &[Scores]) -> Option<Vec<Label>> {
    let mut doubt = 0.0;
    let likeliest = |word: &Scores| {
        let first = (0, word[0]);
        let best = word
            .iter()
            .copied()
            .enumerate()
            .fold(first, |best, next| if next.1 > best.1 { next } else { best });
        doubt += 1.0 - best.1;
        Label::of(best.0)
    };
    let labels = probabilities.iter().map(likeliest).collect();
    // A little less than one half, for what rounding does.
    (doubt < 0.49).then_some(labels)
}

/// Labels the runs of one document, in memory that is used again for each.
struct Reader<'a> {
    document: &'a Document,
    model: &'a Model,
    features: Vec<u32>,
    scores: Vec<Scores>,
}

impl Reader<'_> {
    fn label(&mut self, tokens: &Range<usize>, ballot: Option<&Ballot>) -> Labelled {
        self.scores.clear();
        for index in tokens.clone() {
            let votes = ballot.map(|ballot| ballot.votes(self.document, index));
            self.features.clear();
            features::gather(self.document, tokens, index, votes.as_ref(), &mut self.features);
            self.scores.push(self.model.scores(&self.features));
        }
        let pass = if ballot.is_some() { Pass::Second } else { Pass::First };
        labelled(tokens, &self.scores, self.model, pass)
    }
}

/// What the first pass said of each word of the article.
struct Ballot {
    totals: HashMap<u64, Scores, Hashed>,
    own: HashMap<usize, (usize, Scores), Hashed>,
}

impl Ballot {
    fn new(document: &Document, labelled: &[Labelled]) -> Self {
        let most = labelled.iter().map(|run| run.tokens.len()).sum();
        let mut ballot = Self {
            totals: HashMap::with_capacity_and_hasher(most, Hashed::default()),
            own: HashMap::with_capacity_and_hasher(most, Hashed::default()),
        };
        for run in labelled {
            for (index, (label, probabilities)) in
                run.tokens.clone().zip(run.labels.iter().zip(&run.probabilities))
            {
                let total = ballot.totals.entry(document.words[index].hash).or_default();
                for (total, probability) in total.iter_mut().zip(probabilities) {
                    *total += probability;
                }
                ballot.own.insert(index, (label.index(), *probabilities));
            }
        }
        ballot
    }

    fn votes(&self, document: &Document, index: usize) -> Votes {
        let Some((own, probabilities)) = self.own.get(&index) else { return Votes::default() };
        let mut elsewhere =
            self.totals.get(&document.words[index].hash).copied().unwrap_or_default();
        for (total, probability) in elsewhere.iter_mut().zip(probabilities) {
            // What remains after taking a number off a sum that holds it may be a little below nothing.
            *total = (*total - probability).max(0.0);
            if *total < 0.01 {
                *total = 0.0;
            }
        }
        Votes { own: *own, elsewhere }
    }
}

/// A run whose every word the first pass is as sure of keeps its labels: of such runs a second look would change one in some
/// hundreds, and it costs as much as the first.
const SURE: f32 = 0.9;

/// The names of a document.
pub fn recognise(document: &Document, model: &Model) -> Vec<Name> {
    let mut reader = Reader { document, model, features: Vec::new(), scores: Vec::new() };
    let look = |tokens: &Range<usize>| match document.settled(tokens) {
        Some(settled) => Labelled::settled(tokens, settled),
        None => reader.label(tokens, None),
    };
    let mut labelled: Vec<Labelled> = document.runs().iter().map(look).collect();
    let ballot = Ballot::new(document, &labelled);
    for doubtful in labelled.iter_mut().filter(|run| !run.is_sure()) {
        *doubtful = reader.label(&doubtful.tokens, Some(&ballot));
    }
    names(&labelled)
}

/// The names that labels spell.
pub fn names(labelled: &[Labelled]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for run in labelled {
        for (index, (label, probabilities)) in
            run.tokens.clone().zip(run.labels.iter().zip(&run.probabilities))
        {
            let probability = probabilities[label.index()];
            match (*label, names.last_mut()) {
                (Label::Outside, _) => {}
                (Label::Inside(_), Some(name)) if name.tokens.end == index => {
                    name.tokens.end = index + 1;
                    name.confidence = name.confidence.min(probability);
                }
                (Label::Begin(kind) | Label::Inside(kind), _) => {
                    names.push(Name { tokens: index..index + 1, kind, confidence: probability });
                }
            }
        }
    }
    names
}
