//! The labels of neighbouring words, decided together: a linear chain, in which the score of a label depends on the word
//! and on the label before it (Lafferty, McCallum and Pereira 2001, "Conditional random fields").

use super::label::Label;

const LABELS: usize = Label::COUNT;

/// The score of each label, for a word.
pub type Scores = [f32; LABELS];

/// How well labels follow each other.
#[derive(Clone, Debug)]
pub struct Transitions {
    /// Scores of labels at the start of a chain.
    pub start: Scores,
    /// For each label the scores of those after it.
    pub next: [Scores; LABELS],
}

impl Default for Transitions {
    /// All that may follow are equal; what may not is out of the question.
    fn default() -> Self {
        let allowed = |previous, label: usize| {
            if Label::of(label).follows(previous) { 0.0 } else { f32::NEG_INFINITY }
        };
        Self {
            start: std::array::from_fn(|label| allowed(Label::Outside, label)),
            next: std::array::from_fn(|previous| {
                std::array::from_fn(|label| allowed(Label::of(previous), label))
            }),
        }
    }
}

/// What transitions multiply probabilities by: the exponentials of their scores.
#[derive(Clone, Debug)]
pub struct Factors {
    start: Scores,
    next: [Scores; LABELS],
    /// For each label those of the labels before it: the same numbers, so that both ways go along rows.
    previous: [Scores; LABELS],
}

impl From<&Transitions> for Factors {
    fn from(transitions: &Transitions) -> Self {
        let next = transitions.next.map(|scores| scores.map(exponential));
        Self {
            start: transitions.start.map(exponential),
            next,
            previous: std::array::from_fn(|label| next.map(|row| row[label])),
        }
    }
}

/// The best labels of a chain of words.
pub fn best(words: &[Scores], transitions: &Transitions) -> Vec<Label> {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(words.len());
    let mut reached = transitions.start;
    for (index, word) in words.iter().enumerate() {
        let mut came_from = [0; LABELS];
        let mut now = [f32::NEG_INFINITY; LABELS];
        for label in 0..LABELS {
            let (from, score) = if index == 0 {
                (0, reached[label])
            } else {
                best_before(&reached, transitions, label)
            };
            now[label] = score + word[label];
            came_from[label] = from as u8;
        }
        reached = now;
        back.push(came_from);
    }
    let mut label = (0..LABELS).max_by(|a, b| reached[*a].total_cmp(&reached[*b])).unwrap_or(0);
    let mut labels = vec![Label::Outside; words.len()];
    for index in (0..words.len()).rev() {
        labels[index] = Label::of(label);
        label = usize::from(back[index][label]);
    }
    labels
}

fn best_before(reached: &Scores, transitions: &Transitions, label: usize) -> (usize, f32) {
    let scores =
        (0..LABELS).map(|before| (before, reached[before] + transitions.next[before][label]));
    // The first of equals, so that ties never depend on anything else.
    scores.fold((0, f32::NEG_INFINITY), |best, next| if next.1 > best.1 { next } else { best })
}

/// The probabilities of the labels of a chain.
#[derive(Clone, Debug)]
pub struct Marginals {
    /// For each word the probability of each label.
    pub words: Vec<Scores>,
    factors: Vec<Scores>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
}

/// The probabilities of all labels of a chain, by sums forward and backward.
///
/// Scores are exponents; each word's sums are scaled to one, so that no product leaves the range of numbers (Rabiner 1989, "A tutorial
/// on hidden Markov models", section V.A). That takes one exponential a word and label instead of one a pair of labels.
pub fn marginals(words: &[Scores], transitions: &Factors) -> Marginals {
    let factors: Vec<Scores> = words.iter().map(factors).collect();
    if let [word] = factors.as_slice() {
        let words = vec![scaled(product(&transitions.start, word))];
        return Marginals { words, factors, forward: Vec::new(), backward: Vec::new() };
    }
    let mut forward: Vec<Scores> = Vec::with_capacity(words.len());
    for word in &factors {
        let before = match forward.last() {
            None => transitions.start,
            Some(before) => weighed(&transitions.next, before),
        };
        forward.push(scaled(product(&before, word)));
    }
    let mut backward = vec![[1.0_f32; LABELS]; words.len()];
    for index in (0..words.len().saturating_sub(1)).rev() {
        let after = product(&factors[index + 1], &backward[index + 1]);
        backward[index] = scaled(weighed(&transitions.previous, &after));
    }
    let words = forward.iter().zip(&backward).map(|(f, b)| scaled(product(f, b))).collect();
    Marginals { words, factors, forward, backward }
}

impl Marginals {
    /// For each pair of neighbours the probability of each pair of labels.
    pub fn pairs(&self, transitions: &Factors) -> Vec<[Scores; LABELS]> {
        let pair = |index: usize| {
            let after = product(&self.factors[index + 1], &self.backward[index + 1]);
            let mut pairs = transitions.next.map(|row| product(&row, &after));
            for (row, forward) in pairs.iter_mut().zip(self.forward[index]) {
                for cell in row {
                    *cell *= forward;
                }
            }
            let total: f32 = pairs.as_flattened().iter().sum();
            pairs.as_flattened_mut().iter_mut().for_each(|cell| *cell /= total);
            pairs
        };
        (0..self.words.len().saturating_sub(1)).map(pair).collect()
    }
}

/// What the scores of a word multiply by, the best by one.
fn factors(word: &Scores) -> Scores {
    let most = word.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    word.map(|score| exponential(score - most))
}

/// The sum of the rows, each times its weight.
fn weighed(rows: &[Scores; LABELS], weights: &Scores) -> Scores {
    let mut sum = Scores::default();
    for (row, weight) in rows.iter().zip(weights) {
        for (sum, cell) in sum.iter_mut().zip(row) {
            *sum += weight * cell;
        }
    }
    sum
}

/// One and a half times the number from which on there are no fractions.
const WHOLE: f32 = 12_582_912.0;

/// The first terms of the exponential series, the last one first.
const SERIES: [f32; 7] = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];

/// The exponential function to six digits, the same on every machine, which that of the system's library is not. A power of two and, for
/// what is left, the first terms of the series; without branches, so that all labels of a word are done at once.
fn exponential(x: f32) -> f32 {
    // The range in which neither the result nor a step on the way leaves the normal numbers; beyond its lower end is as good as nothing.
    let clamped = x.clamp(-87.0, 87.0);
    // Adding a number so large leaves no room for a fraction: that rounds, in two steps that every processor has.
    let whole = (clamped * std::f32::consts::LOG2_E + WHOLE) - WHOLE;
    // The logarithm of two in two parts, so that the difference stays exact (Cody and Waite 1980).
    let rest = (clamped - whole * 0.693_359_4) + whole * 2.121_944_4e-4;
    let series = SERIES.iter().fold(0.0, |sum, term| sum * rest + term);
    let power = f32::from_bits(((whole as i32 + 127) << 23).cast_unsigned());
    if x < -87.0 { 0.0 } else { series * power }
}

fn product(one: &Scores, other: &Scores) -> Scores {
    std::array::from_fn(|label| one[label] * other[label])
}

/// The same shares with a sum of one.
fn scaled(shares: Scores) -> Scores {
    let total: f32 = shares.iter().sum();
    if total > 0.0 { shares.map(|share| share / total) } else { shares }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::names::NameKind::{Organization, Person};

    #[test]
    fn a_name_goes_on_only_where_it_was_begun() {
        let mut words = [[0.0; LABELS]; 2];
        words[0][Label::Begin(Person).index()] = 1.0;
        words[1][Label::Inside(Organization).index()] = 2.0;
        words[1][Label::Inside(Person).index()] = 1.5;
        let labels = best(&words, &Transitions::default());
        assert_eq!(labels, [Label::Begin(Person), Label::Inside(Person)]);
    }

    #[test]
    fn the_exponential_is_that_of_the_library_to_six_digits() {
        for step in -8_600..8_600 {
            let x = step as f32 / 100.0;
            let ratio = f64::from(exponential(x)) / f64::from(x).exp();
            assert!((ratio - 1.0).abs() < 1e-6, "{x}: {ratio}");
        }
        assert!(exponential(f32::NEG_INFINITY).abs() < f32::MIN_POSITIVE);
        assert!((exponential(0.0) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn probabilities_of_a_word_sum_to_one() {
        let mut words = [[0.3; LABELS]; 4];
        words[2][3] = 2.5;
        let marginals = marginals(&words, &Factors::from(&Transitions::default()));
        for word in &marginals.words {
            assert!((word.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{word:?}");
        }
        let inside = Label::Inside(Person).index();
        assert!(marginals.words[0][inside].abs() < f32::EPSILON);
    }
}
