//! Names that no registry knows, recognised by how they are written and by what stands around them.
//!
//! A linear chain over the capitalised words of an article, in two passes: the second sees what the first said of the same
//! words elsewhere in the article. Trained by `cargo run --release --example train`; what it looks at is in `features.rs`.

mod chain;
mod document;
mod features;
mod label;
mod lexicon;
mod model;
mod words;

pub use chain::{Marginals, Scores, Transitions, best, marginals};
pub use document::{Document, Known};
pub use label::{Label, NameKind};
pub use lexicon::{Classes, Lexicon};
pub use model::{Hashed, Model};

use std::collections::HashMap;
use std::ops::Range;

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

/// The runs of a document with the features of the first pass, or, with what that said, those of the second.
pub fn runs(document: &Document, first_pass: Option<&[Labelled]>) -> Vec<Run> {
    let votes = first_pass.map(|labelled| Ballot::new(document, labelled));
    let mut buffer = Vec::new();
    let run = |tokens: &Range<usize>| {
        let features = tokens.clone().map(|index| {
            let votes = votes.as_ref().map(|ballot| ballot.votes(document, index));
            features::gather(document, tokens, index, votes.as_ref(), &mut buffer);
            buffer.clone()
        });
        Run { tokens: tokens.clone(), features: features.collect() }
    };
    document.runs().iter().map(run).collect()
}

/// What a model says of a run.
pub fn label(run: &Run, model: &Model, transitions: &Transitions) -> Labelled {
    let scores: Vec<Scores> = run.features.iter().map(|features| model.scores(features)).collect();
    Labelled {
        tokens: run.tokens.clone(),
        labels: best(&scores, transitions),
        probabilities: marginals(&scores, transitions).words,
    }
}

/// What the first pass said of each word of the article.
struct Ballot {
    totals: HashMap<u64, Scores>,
    own: HashMap<usize, (usize, Scores)>,
}

impl Ballot {
    fn new(document: &Document, labelled: &[Labelled]) -> Self {
        let mut ballot = Self { totals: HashMap::new(), own: HashMap::new() };
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

/// The names of a document.
pub fn recognise(document: &Document, model: &Model) -> Vec<Name> {
    let pass = |first: Option<&[Labelled]>| -> Vec<Labelled> {
        let runs = runs(document, first);
        let transitions = &model.transitions()[usize::from(first.is_some())];
        runs.iter().map(|run| label(run, model, transitions)).collect()
    };
    let first = pass(None);
    names(&pass(Some(&first)))
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
