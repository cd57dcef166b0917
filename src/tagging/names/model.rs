//! What was learned: a weight for each feature and label, transitions, and the lexicon, in one blob.

use super::chain::{Factors, Scores, Transitions};
use super::label::Label;
use super::lexicon::{Classes, Lexicon};
use super::table::Table;

const LABELS: usize = Label::COUNT;

/// Which look at the article: the second knows what the first said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// The first look.
    First,
    /// The second.
    Second,
}

/// A feature's weights, in steps of [`Model::step`]. Nothing follows those of the labels: twelve bytes and a key are sixteen, which
/// processors fetch and add in a few steps.
type Row = [i8; 12];

/// The learned model.
#[derive(Clone, Debug)]
pub struct Model {
    /// The weights by feature.
    rows: Table<Row>,
    /// One step of a weight.
    step: f32,
    /// Of the first pass and of the second.
    transitions: [Transitions; 2],
    factors: [Factors; 2],
    lexicon: Lexicon,
}

/// How a blob begins; the number is that of its layout.
const MAGIC: &[u8; 8] = b"names\0\0\x01";

/// The model of this program; the `train` example writes it.
const BUILTIN: &[u8] = include_bytes!("model.bin");

impl Model {
    /// The model of this program.
    pub fn builtin() -> Self {
        // A blob of another layout would be a mistake in the repository, which a test finds; nothing is recognised then.
        Self::from_bytes(BUILTIN).unwrap_or_else(|| Self::new([], Default::default(), []))
    }

    /// A model of weights by feature. They are rounded to 127 steps either way.
    pub fn new(
        weights: impl IntoIterator<Item = (u32, Scores)>,
        transitions: [Transitions; 2],
        words: impl IntoIterator<Item = (u32, Classes)>,
    ) -> Self {
        let weights: Vec<(u32, Scores)> = weights.into_iter().collect();
        let most =
            weights.iter().flat_map(|(_, row)| row).fold(0.0_f32, |most, w| most.max(w.abs()));
        let step = (most / 127.0).max(f32::MIN_POSITIVE);
        let rounded = |row: &Scores| row.map(|weight| (weight / step).round() as i8);
        let rows = weights.iter().map(|(feature, row)| (*feature, padded(&rounded(row))));
        let mut rows: Vec<(u32, Row)> =
            rows.filter(|(_, row)| row.iter().any(|weight| *weight != 0)).collect();
        rows.sort_unstable();
        let mut words: Vec<(u32, Classes)> = words.into_iter().collect();
        words.sort_unstable_by_key(|(hash, classes)| (*hash, classes.stored()));
        Self::of(Table::new(rows), step, transitions, Lexicon::new(words))
    }

    fn of(rows: Table<Row>, step: f32, transitions: [Transitions; 2], lexicon: Lexicon) -> Self {
        let factors = transitions.each_ref().map(Factors::from);
        Self { rows, step, transitions, factors, lexicon }
    }

    /// The number of features that have weights.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How well labels follow each other.
    pub fn transitions(&self, pass: Pass) -> &Transitions {
        &self.transitions[pass as usize]
    }

    /// The same as factors.
    pub fn factors(&self, pass: Pass) -> &Factors {
        &self.factors[pass as usize]
    }

    /// What is known of words.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The scores of a word's labels: the sums over its features.
    pub fn scores(&self, features: &[u32]) -> Scores {
        // A word has some 60 features of at most 127 steps each.
        let mut sums = [0_i16; size_of::<Row>()];
        self.rows.get_all(features, |row| {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i16::from(*weight);
            }
        });
        std::array::from_fn(|label| f32::from(sums[label]) * self.step)
    }

    /// The model as a blob: all numbers little-endian, features and words sorted.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.step.to_le_bytes());
        for transitions in &self.transitions {
            let scores = transitions.start.iter().chain(transitions.next.as_flattened());
            scores.for_each(|score| bytes.extend(score.to_le_bytes()));
        }
        bytes.extend((self.len() as u32).to_le_bytes());
        for (feature, row) in self.rows.entries() {
            bytes.extend(feature.to_le_bytes());
            bytes.extend(row[..LABELS].iter().map(|weight| weight.cast_unsigned()));
        }
        bytes.extend((self.lexicon.stored().count() as u32).to_le_bytes());
        for (hash, classes) in self.lexicon.stored() {
            bytes.extend(hash.to_le_bytes());
            bytes.push(classes);
        }
        bytes
    }

    /// The model of a blob; none where it is no blob of this layout.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes.strip_prefix(MAGIC)?);
        let step = reader.float()?;
        let mut transitions = [Transitions::default(), Transitions::default()];
        for pass in &mut transitions {
            for score in pass.start.iter_mut().chain(pass.next.as_flattened_mut()) {
                *score = reader.float()?;
            }
        }
        let rows = reader.list::<{ 4 + LABELS }>()?.iter().map(|entry| {
            let (feature, row) = keyed(entry);
            let weights: [i8; LABELS] = std::array::from_fn(|label| row[label].cast_signed());
            (feature, padded(&weights))
        });
        let rows = Table::new(rows.collect());
        let words = reader.list::<5>()?.iter().map(|entry| {
            let (hash, classes) = keyed(entry);
            (hash, Classes::from_stored(classes[0]))
        });
        Some(Self::of(rows, step, transitions, Lexicon::new(words)))
    }
}

fn padded(weights: &[i8; LABELS]) -> Row {
    let mut row = Row::default();
    row[..LABELS].copy_from_slice(weights);
    row
}

/// A number, and the bytes that go with it.
fn keyed(entry: &[u8]) -> (u32, &[u8]) {
    let (number, rest) = entry.split_at(4);
    (u32::from_le_bytes([number[0], number[1], number[2], number[3]]), rest)
}

/// Reads numbers off the front of a blob.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// A list: how many there are, then as many pieces of one size.
    fn list<const SIZE: usize>(&mut self) -> Option<&'a [[u8; SIZE]]> {
        let count = self.number()? as usize;
        let (pieces, rest) = self.0.split_at_checked(count.checked_mul(SIZE)?)?;
        self.0 = rest;
        Some(pieces.as_chunks().0)
    }

    fn take<const SIZE: usize>(&mut self) -> Option<[u8; SIZE]> {
        let (first, rest) = self.0.split_first_chunk::<SIZE>()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn float(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_written_as_it_was_read() {
        assert!(Model::builtin().to_bytes() == BUILTIN, "other bytes");
        assert!(Model::from_bytes(&BUILTIN[..BUILTIN.len() / 2]).is_none());
    }
}
