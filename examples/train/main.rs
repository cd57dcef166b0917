//! Trains the recogniser of names:
//! `cargo run --release --example train -- STORIES NAMES DICTIONARY MODEL`
//!
//! - STORIES: a folder of labelled stories (`*.txt`, marks as in `stories/README.md`) and of JSON lines with spans
//!   (`*.jsonl`), at any depth.
//! - NAMES: a folder with `person-name-tokens.txt` and the `us-census-1990-*.csv` lists.
//! - DICTIONARY: a list of English words, one a line, names with a capital (SCOWL's, as Debian's `wamerican` packs it).
//! - MODEL: the file to write.
//!
//! The same input gives the same bytes.

mod corpus;
mod learn;
mod lexicon;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use briefing::config::AtlasSettings;
use briefing::registry::load_over_atlas;
use briefing::tagging::names::{
    Document, Label, Labelled, Lexicon, Model, Pass, Run, Scores, Transitions, label, runs,
};
use briefing::tagging::{Gazetteer, known};
use briefing::text::{Token, tokens};
use corpus::Story;

/// Features whose weights are all nearer to zero are left out: a third of the model, for one name in three hundred of the tuning half.
const LEAST: f32 = 0.08;

/// Folds by which the first pass labels stories that it was not trained on.
const FOLDS: usize = 4;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stories, names, dictionary, model] = arguments.as_slice() else {
        return Err("expected: STORIES NAMES DICTIONARY MODEL".into());
    };
    let words = lexicon::read(Path::new(names), Path::new(dictionary))?;
    let stories = corpus::read(Path::new(stories))?;
    println!("{} stories, {} words in the lexicon", stories.len(), words.len());
    let lexicon = Lexicon::new(words.clone());
    let registry = Arc::new(load_over_atlas(&[], &AtlasSettings::default()));
    let atlas = Gazetteer::new(&registry);
    let examples: Vec<Example> = stories
        .iter()
        .enumerate()
        .map(|(number, story)| Example::new(story, &lexicon, &atlas, number % FOLDS))
        .collect();
    let first_runs: Vec<Vec<Run>> =
        examples.iter().map(|example| runs(&example.document, None)).collect();
    let first = train(&examples, &first_runs, |_| true);
    let mut labelled: HashMap<usize, Vec<Labelled>> = HashMap::new();
    for fold in 0..FOLDS {
        let others = train(&examples, &first_runs, |example| example.fold != fold);
        let model = Model::new(others.0, [others.1.clone(), others.1], Vec::new());
        let held_out = (0..examples.len()).filter(|number| examples[*number].fold == fold);
        for number in held_out {
            let pass = first_runs[number].iter().map(|run| label(run, &model, Pass::First));
            labelled.insert(number, pass.collect());
        }
    }
    let second_runs: Vec<Vec<Run>> = examples
        .iter()
        .enumerate()
        .map(|(number, example)| runs(&example.document, Some(&labelled[&number])))
        .collect();
    let second = train(&examples, &second_runs, |_| true);
    let says_something = |(_, weights): &(u32, Scores)| weights.iter().any(|w| w.abs() > LEAST);
    let weights = first.0.into_iter().chain(second.0).filter(says_something);
    let trained = Model::new(weights, [first.1, second.1], words);
    let bytes = trained.to_bytes();
    println!("{} features, {} bytes", trained.len(), bytes.len());
    std::fs::write(model, bytes)?;
    Ok(())
}

/// A story as the recogniser sees it, with the right label of each token.
struct Example {
    document: Document,
    labels: Vec<Label>,
    fold: usize,
}

impl Example {
    fn new(story: &Story, lexicon: &Lexicon, atlas: &Gazetteer, fold: usize) -> Self {
        let tokens = tokens(&story.text);
        let labels = labels(story, &tokens);
        let found = atlas.scan(&story.text, &tokens);
        let known = known(tokens.len(), &found, atlas.registry());
        let document = Document::new(&story.text, &tokens, &story.headlines, &known, lexicon);
        Self { document, labels, fold }
    }
}

fn labels(story: &Story, tokens: &[Token]) -> Vec<Label> {
    let mut labels = vec![Label::Outside; tokens.len()];
    for name in &story.names {
        let mut begun = false;
        for (token, label) in tokens.iter().zip(&mut labels) {
            if token.start as usize >= name.span.start && token.end as usize <= name.span.end {
                *label = if begun { Label::Inside(name.kind) } else { Label::Begin(name.kind) };
                begun = true;
            }
        }
    }
    labels
}

fn train(
    examples: &[Example],
    runs: &[Vec<Run>],
    chosen: impl Fn(&Example) -> bool,
) -> (Vec<(u32, Scores)>, Transitions) {
    let mut chains = Vec::new();
    for (example, runs) in examples.iter().zip(runs).filter(|(example, _)| chosen(example)) {
        for run in runs {
            chains.push(learn::Chain {
                features: &run.features,
                labels: example.labels[run.tokens.clone()]
                    .iter()
                    .map(|label| label.index())
                    .collect(),
            });
        }
    }
    learn::learn(&chains)
}
