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
    /// For each pair of neighbours the probability of each pair of labels.
    pub pairs: Vec<[Scores; LABELS]>,
    /// The logarithm of the sum over all labellings.
    pub log_sum: f32,
}

/// The probabilities of all labels of a chain, by sums forward and backward.
pub fn marginals(words: &[Scores], transitions: &Transitions) -> Marginals {
    let count = words.len();
    let mut forward = vec![[f32::NEG_INFINITY; LABELS]; count];
    let mut backward = vec![[0.0_f32; LABELS]; count];
    for index in 0..count {
        for label in 0..LABELS {
            let before = if index == 0 {
                transitions.start[label]
            } else {
                log_sum((0..LABELS).map(|b| forward[index - 1][b] + transitions.next[b][label]))
            };
            forward[index][label] = before + words[index][label];
        }
    }
    for index in (0..count.saturating_sub(1)).rev() {
        for label in 0..LABELS {
            backward[index][label] = log_sum((0..LABELS).map(|after| {
                transitions.next[label][after]
                    + words[index + 1][after]
                    + backward[index + 1][after]
            }));
        }
    }
    let total = forward.last().map_or(0.0, |last| log_sum(last.iter().copied()));
    let word = |index: usize| {
        std::array::from_fn(|label| (forward[index][label] + backward[index][label] - total).exp())
    };
    let pair = |index: usize| {
        std::array::from_fn(|a| {
            std::array::from_fn(|b| {
                let here = forward[index][a] + transitions.next[a][b];
                (here + words[index + 1][b] + backward[index + 1][b] - total).exp()
            })
        })
    };
    Marginals {
        words: (0..count).map(word).collect(),
        pairs: (0..count.saturating_sub(1)).map(pair).collect(),
        log_sum: total,
    }
}

/// The logarithm of a sum, of the logarithms of its terms.
fn log_sum(terms: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = terms.clone().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + terms.map(|term| (term - most).exp()).sum::<f32>().ln()
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
    fn probabilities_of_a_word_sum_to_one() {
        let mut words = [[0.3; LABELS]; 4];
        words[2][3] = 2.5;
        let marginals = marginals(&words, &Transitions::default());
        for word in &marginals.words {
            assert!((word.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{word:?}");
        }
        let inside = Label::Inside(Person).index();
        assert!(marginals.words[0][inside].abs() < f32::EPSILON);
    }
}
