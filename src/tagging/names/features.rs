//! What the recogniser looks at: the features of a word, each a hash of its kind and its values.

use super::document::{Document, Separator, Uses, Word};
use super::label::Label;
use super::lexicon::Classes;

/// What the first pass said of a word where it stands elsewhere in the article, and here.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Votes {
    /// The label here.
    pub(super) own: usize,
    /// How often each label was given to the same word elsewhere, weighed by its probability.
    pub(super) elsewhere: [f32; Label::COUNT],
}

/// Gathers the features of a word.
struct Gatherer<'a> {
    features: &'a mut Vec<u32>,
    /// Tells the passes apart.
    salt: u64,
}

impl Gatherer<'_> {
    fn add(&mut self, kind: u64, value: u64) {
        self.pair(kind, value, 0);
    }

    fn pair(&mut self, kind: u64, one: u64, other: u64) {
        // Two rounds of multiply and shift mix well enough: a collision costs a little accuracy, nothing more.
        let mut hash = (kind + self.salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ one;
        hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93) ^ other.rotate_left(17);
        hash = (hash ^ (hash >> 29)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        self.features.push((hash >> 32) as u32);
    }
}

/// A word in brief: what its classes, writing and registry entry say.
fn brief(word: &Word) -> u64 {
    let kind = word.known.kind.map_or(0, |kind| 1 + kind as u64);
    let known = kind * 4 + u64::from(word.known.begins) * 2 + u64::from(word.known.shared);
    u64::from(word.classes.bits()) | known << 16 | u64::from(word.shape) << 24
}

/// Puts the features of the word at `index` into `features`. With votes, those of the second pass.
pub(super) fn gather(
    document: &Document,
    run: &std::ops::Range<usize>,
    index: usize,
    votes: Option<&Votes>,
    features: &mut Vec<u32>,
) {
    let salt = if votes.is_some() { 1 << 32 } else { 0 };
    let mut gatherer = Gatherer { features, salt };
    let words = &document.words;
    let word = &words[index];
    let at = |offset: isize| index.checked_add_signed(offset).and_then(|index| words.get(index));
    // Beyond the end of a sentence there is nothing.
    let before = at(-1).filter(|_| word.before != Separator::Stop);
    let before_that = at(-2).filter(|_| before.is_some_and(|word| word.before != Separator::Stop));
    let after = at(1).filter(|next| next.before != Separator::Stop);
    let after_that = at(2).filter(|next| after.is_some() && next.before != Separator::Stop);
    let hash = |word: Option<&Word>| word.map_or(0, |word| word.hash);
    let said = |word: Option<&Word>| word.map_or(0, brief);

    gatherer.add(0, 0);
    gatherer.add(1, word.hash);
    gatherer.pair(2, hash(before), word.before as u64);
    gatherer.pair(3, hash(after), separated(after));
    gatherer.add(4, hash(before_that));
    gatherer.add(5, hash(after_that));
    gatherer.pair(6, hash(before), word.hash);
    gatherer.pair(7, word.hash, hash(after));
    gatherer.add(8, word.prefix);
    for (kind, suffix) in (9..).zip(word.suffixes) {
        gatherer.add(kind, suffix);
    }
    gatherer.add(12, u64::from(word.shape));
    gatherer.add(13, brief(word));
    gatherer.pair(14, brief(word), separated(after) << 8 | word.before as u64);
    gatherer.pair(15, said(before), word.before as u64);
    gatherer.pair(16, said(after), separated(after));
    gatherer.pair(17, u64::from(word.classes.bits()), said(before));
    gatherer.pair(18, u64::from(word.classes.bits()), said(after));
    gatherer.pair(19, u64::from(word.shape), hash(before));
    gatherer.pair(20, u64::from(word.shape), hash(after));
    gatherer.pair(21, said(before_that), said(before));
    gatherer.pair(22, said(after), said(after_that));
    gatherer.pair(23, word.before as u64, separated(after));
    gatherer.pair(
        24,
        u64::from(word.starts) << 1 | u64::from(word.headline),
        u64::from(word.classes.bits()),
    );
    gatherer.pair(
        25,
        u64::from(word.starts) << 1 | u64::from(word.headline),
        u64::from(word.shape),
    );
    // What the run stands between, and the place in it.
    let left = run
        .start
        .checked_sub(1)
        .map(|index| &words[index])
        .filter(|_| words[run.start].before != Separator::Stop);
    let right = words.get(run.end).filter(|word| word.before != Separator::Stop);
    let length = run.len().min(6) as u64;
    let place = (index - run.start).min(4) as u64;
    gatherer.pair(26, hash(left), place);
    gatherer.pair(27, hash(right), length - 1 - place.min(length - 1));
    gatherer.pair(28, length, place);
    gatherer.pair(29, hash(left), hash(right));
    gatherer.pair(
        30,
        u64::from(word.classes.bits()),
        u64::from(right.is_some_and(|word| word.classes.has(Classes::SPEECH))) << 8
            | length << 4
            | place,
    );
    gatherer.pair(31, u64::from(words[run.start].classes.bits()), place);
    gatherer.pair(
        32,
        u64::from(words[run.end - 1].classes.bits()),
        (run.end - index).min(5) as u64,
    );
    let possessive = right.is_some_and(|word| word.possessive);
    gatherer.pair(33, u64::from(possessive), length << 4 | place);
    let beyond = words.get(run.end + 1).filter(|_| possessive);
    gatherer.add(34, hash(beyond));
    // What stands two words before the run, and the apposition after it: `, 45,`, `, the minister`.
    let left_of_left =
        run.start.checked_sub(2).filter(|_| left.is_some()).map(|index| &words[index]);
    gatherer.pair(40, hash(left_of_left), place);
    gatherer.pair(41, said(left), u64::from(word.classes.bits()) << 8 | place);
    let right_of_right = right.and_then(|_| words.get(run.end + 1));
    gatherer.pair(42, said(right), separated(right) << 8 | place);
    gatherer.pair(43, said(right_of_right), separated(right) << 8 | separated(right_of_right));
    let office = office(document, run, index);
    gatherer.pair(44, office, u64::from(word.classes.bits()));
    gatherer.pair(45, office, said(before));
    gatherer.pair(46, office, said(after));
    whole(&mut gatherer, document, index, after);
    if let Some(votes) = votes {
        vote(&mut gatherer, votes, word);
    }
}

/// What stands before a word; beyond the end of a sentence a number of its own.
fn separated(word: Option<&Word>) -> u64 {
    word.map_or(99, |word| word.before as u64)
}

/// The features of the article as a whole.
fn whole(gatherer: &mut Gatherer<'_>, document: &Document, index: usize, after: Option<&Word>) {
    let word = &document.words[index];
    let uses = document.uses(index);
    for sign in 0..Uses::COUNT {
        if uses.has(1 << sign) {
            gatherer.add(35, sign);
            gatherer.pair(36, sign, u64::from(word.classes.bits()));
        }
    }
    gatherer.add(37, u64::from(uses.0));
    gatherer.pair(
        38,
        u64::from(uses.has(Uses::SMALL)),
        u64::from(word.starts) << 1 | u64::from(word.headline),
    );
    let next_uses = after.map_or(0, |_| document.uses(index + 1).0);
    gatherer.pair(39, u64::from(next_uses), separated(after));
}

/// An office has fewer words. A text may be one run from end to end, and looking over all of it at each word would take the square of its time.
const OFFICE_WORDS: usize = 24;

/// Whether an office stands before a word in its run, or right before the run: none, a title, `Minister of`, which the rest of the
/// office follows.
fn office(document: &Document, run: &std::ops::Range<usize>, index: usize) -> u64 {
    let start = run.start.saturating_sub(3).max(index.saturating_sub(OFFICE_WORDS));
    let mut office = 0;
    for word in &document.words[start..index] {
        if word.before == Separator::Stop || word.before == Separator::Comma {
            office = 0;
        }
        if word.classes.has(Classes::TITLE) {
            office = 1;
        } else if office == 1
            && word.classes.has(Classes::CONNECTOR)
            && !word.classes.has(Classes::PARTICLE)
        {
            office = 2;
        }
    }
    office
}

fn vote(gatherer: &mut Gatherer<'_>, votes: &Votes, word: &Word) {
    gatherer.add(50, votes.own as u64);
    gatherer.pair(51, votes.own as u64, u64::from(word.classes.bits()));
    let total: f32 = votes.elsewhere.iter().sum();
    if total <= 0.0 {
        gatherer.add(52, votes.own as u64);
        return;
    }
    let best = (0..Label::COUNT).fold(0, |best, label| {
        if votes.elsewhere[label] > votes.elsewhere[best] { label } else { best }
    });
    let share = (votes.elsewhere[best] / total * 4.0).round() as u64;
    gatherer.pair(53, best as u64, share);
    gatherer.pair(54, best as u64, votes.own as u64);
    gatherer.pair(55, best as u64, u64::from(total >= 2.0) << 1 | u64::from(word.headline));
    for label in (0..Label::COUNT).filter(|label| votes.elsewhere[*label] > 0.3) {
        gatherer.pair(56, label as u64, votes.own as u64);
        gatherer.add(57, label as u64);
    }
}
