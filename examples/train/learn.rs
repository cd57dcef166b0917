//! Stochastic gradient ascent on the likelihood of the labels, with a step of its own for each weight (Duchi, Hazan and Singer
//! 2011, "Adaptive subgradient methods").

use std::collections::HashMap;

use briefing::tagging::names::{Factors, Label, Scores, Transitions, marginals};

const LABELS: usize = Label::COUNT;

/// Passes over all chains.
const EPOCHS: usize = 12;

/// The first step of a weight.
const RATE: f32 = 0.015;

/// Pulls weights to zero, in proportion to their size, whenever they are touched.
const PULL: f32 = 1e-3;

/// Features that were seen less often are not learned.
const SEEN: u32 = 2;

/// The words of a run: features and right labels.
pub(crate) struct Chain<'a> {
    pub(crate) features: &'a [Vec<u32>],
    pub(crate) labels: Vec<usize>,
}

/// A weight with the sum of its squared gradients.
#[derive(Clone, Copy, Default)]
struct Weight {
    value: f32,
    squares: f32,
}

impl Weight {
    fn step(&mut self, gradient: f32) {
        let gradient = gradient - PULL * self.value;
        self.squares += gradient * gradient;
        if self.squares > 0.0 {
            self.value += RATE * gradient / self.squares.sqrt();
        }
    }
}

/// The weights of the features, and the transitions, that make the labels of the chains most likely.
pub(crate) fn learn(chains: &[Chain<'_>]) -> (Vec<(u32, Scores)>, Transitions) {
    let index = index(chains);
    let numbered: Vec<Vec<Vec<usize>>> = chains
        .iter()
        .map(|chain| {
            let numbers = |features: &Vec<u32>| {
                features.iter().filter_map(|feature| index.get(feature).copied()).collect()
            };
            chain.features.iter().map(numbers).collect()
        })
        .collect();
    let mut weights = vec![[Weight::default(); LABELS]; index.len()];
    let mut start = [Weight::default(); LABELS];
    let mut next = [[Weight::default(); LABELS]; LABELS];
    let mut order: Vec<usize> = (0..chains.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut random);
        for &number in &order {
            let transitions = transitions(&start, &next);
            let labels = &chains[number].labels;
            let features = &numbered[number];
            let scores: Vec<Scores> = features.iter().map(|word| sum(word, &weights)).collect();
            let factors = Factors::from(&transitions);
            let expected = marginals(&scores, &factors);
            for (word, (features, label)) in features.iter().zip(labels).enumerate() {
                let mut gradient = expected.words[word].map(|probability| -probability);
                gradient[*label] += 1.0;
                for &feature in features {
                    for (weight, gradient) in weights[feature].iter_mut().zip(gradient) {
                        if gradient.abs() > 1e-4 {
                            weight.step(gradient);
                        }
                    }
                }
                if word == 0 {
                    start
                        .iter_mut()
                        .zip(gradient)
                        .for_each(|(weight, gradient)| weight.step(gradient));
                }
            }
            for (pair, expected) in expected.pairs(&factors).iter().enumerate() {
                for (a, row) in next.iter_mut().enumerate() {
                    for (b, weight) in row.iter_mut().enumerate() {
                        let right = labels[pair] == a && labels[pair + 1] == b;
                        weight.step(f32::from(u8::from(right)) - expected[a][b]);
                    }
                }
            }
        }
    }
    let mut learned: Vec<(u32, Scores)> = index
        .into_iter()
        .map(|(feature, number)| (feature, weights[number].map(|weight| weight.value)))
        .collect();
    learned.sort_unstable_by_key(|(feature, _)| *feature);
    (learned, transitions(&start, &next))
}

/// Numbers for the features that were seen often enough, in the order of their first use.
fn index(chains: &[Chain<'_>]) -> HashMap<u32, usize> {
    let mut seen: HashMap<u32, u32> = HashMap::new();
    let all = || chains.iter().flat_map(|chain| chain.features.iter().flatten());
    all().for_each(|feature| *seen.entry(*feature).or_default() += 1);
    let mut index = HashMap::new();
    for feature in all().filter(|feature| seen[feature] >= SEEN) {
        let next = index.len();
        index.entry(*feature).or_insert(next);
    }
    index
}

fn sum(features: &[usize], weights: &[[Weight; LABELS]]) -> Scores {
    let mut scores = [0.0; LABELS];
    for &feature in features {
        for (score, weight) in scores.iter_mut().zip(&weights[feature]) {
            *score += weight.value;
        }
    }
    scores
}

fn transitions(start: &[Weight; LABELS], next: &[[Weight; LABELS]; LABELS]) -> Transitions {
    let mut transitions = Transitions::default();
    let add = |scores: &mut Scores, weights: &[Weight; LABELS]| {
        scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight.value);
    };
    add(&mut transitions.start, start);
    for (scores, weights) in transitions.next.iter_mut().zip(next) {
        add(scores, weights);
    }
    transitions
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(last, (*random % (last as u64 + 1)) as usize);
    }
}
