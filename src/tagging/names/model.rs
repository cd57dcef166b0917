//! What was learned: a weight for each feature and label, transitions, and the lexicon, in one blob.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::chain::{Factors, Scores, Transitions};
use super::label::Label;
use super::lexicon::{Classes, Lexicon};

const LABELS: usize = Label::COUNT;

/// Tables whose keys are hashes already.
pub type Hashed = BuildHasherDefault<HashedKey>;

/// Takes a hash or a number as it is, spread over both ends of the table's 64 bits.
#[derive(Default)]
pub struct HashedKey(u64);

impl Hasher for HashedKey {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxhash_rust::xxh3::xxh3_64(bytes);
    }

    fn write_u32(&mut self, key: u32) {
        self.write_u64(key.into());
    }

    fn write_usize(&mut self, key: usize) {
        self.write_u64(key as u64);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Which look at the article: the second knows what the first said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// The first look.
    First,
    /// The second.
    Second,
}

/// A feature's weights, in steps of [`Model::step`].
type Row = [i8; LABELS];

/// The learned model.
#[derive(Clone, Debug)]
pub struct Model {
    rows: HashMap<u32, Row, Hashed>,
    /// One step of a weight.
    step: f32,
    /// Of the first pass and of the second.
    transitions: [Transitions; 2],
    factors: [Factors; 2],
    lexicon: Lexicon,
    /// The stored part of the lexicon, sorted by hash.
    words: Vec<(u32, u8)>,
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
        let rows = weights.iter().map(|(feature, row)| (*feature, rounded(row)));
        let rows = rows.filter(|(_, row)| row.iter().any(|weight| *weight != 0)).collect();
        let mut words: Vec<(u32, u8)> =
            words.into_iter().map(|(hash, classes)| (hash, classes.stored())).collect();
        words.sort_unstable();
        Self::of(rows, step, transitions, words)
    }

    fn of(
        rows: HashMap<u32, Row, Hashed>,
        step: f32,
        transitions: [Transitions; 2],
        words: Vec<(u32, u8)>,
    ) -> Self {
        let factors = transitions.each_ref().map(Factors::from);
        let lexicon = lexicon(&words);
        Self { rows, step, transitions, factors, lexicon, words }
    }

    /// The number of features that have weights.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
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
        let mut sums = [0_i32; LABELS];
        for row in features.iter().filter_map(|feature| self.rows.get(feature)) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(*weight);
            }
        }
        sums.map(|sum| sum as f32 * self.step)
    }

    /// The model as a blob: all numbers little-endian, features and words sorted.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.step.to_le_bytes());
        for transitions in &self.transitions {
            let scores = transitions.start.iter().chain(transitions.next.as_flattened());
            scores.for_each(|score| bytes.extend(score.to_le_bytes()));
        }
        let mut rows: Vec<(&u32, &Row)> = self.rows.iter().collect();
        rows.sort_unstable();
        bytes.extend((rows.len() as u32).to_le_bytes());
        for (feature, row) in rows {
            bytes.extend(feature.to_le_bytes());
            bytes.extend(row.map(i8::cast_unsigned));
        }
        bytes.extend((self.words.len() as u32).to_le_bytes());
        for (hash, classes) in &self.words {
            bytes.extend(hash.to_le_bytes());
            bytes.push(*classes);
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
        let count = reader.number()? as usize;
        let mut rows = HashMap::with_capacity_and_hasher(count, Hashed::default());
        for _ in 0..count {
            let feature = reader.number()?;
            rows.insert(feature, reader.take::<LABELS>()?.map(u8::cast_signed));
        }
        let words = (0..reader.number()?)
            .map(|_| Some((reader.number()?, reader.take::<1>()?[0])))
            .collect::<Option<Vec<(u32, u8)>>>()?;
        Some(Self::of(rows, step, transitions, words))
    }
}

fn lexicon(words: &[(u32, u8)]) -> Lexicon {
    Lexicon::new(words.iter().map(|(hash, classes)| (*hash, Classes::from_stored(*classes))))
}

/// Reads numbers off the front of a blob.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
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
