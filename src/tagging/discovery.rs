//! People, organisations and places that no registry knows: the names that the recogniser found, gathered over an article.

use std::collections::HashSet;
use std::ops::Range;

use super::Mention;
use super::directory::Directory;
use super::names::{Classes, Lexicon, Name};
use super::occurrence::{Occurrence, occurrences};
use super::roles::{Role, role};
use super::rule::Rule;
use crate::diagnostics::Span;
use crate::markdown::Prose;
use crate::registry::{EntityId, EntityKind};
use crate::text::{Case, Token};

/// Somebody or something that an article names and no registry knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovered {
    /// The fullest form that the article has.
    pub name: String,
    /// A person, an organisation or a place.
    pub kind: EntityKind,
    /// The same for the forms of one name: without initials, in any order of the words.
    pub key: u64,
    /// The key of the first and the last word alone.
    pub short_key: u64,
    /// Whether the name tells who is meant in another article too: of a person, two words that are more than particles.
    pub is_full: bool,
    /// How central it is, 0 to 1.
    pub salience: f32,
    /// How sure the recogniser is of its best mention, 0 to 1.
    pub confidence: f32,
    /// The occurrences in reading order.
    pub mentions: Vec<Mention>,
    /// The first office that the article gives a person.
    pub role: Option<Role>,
    /// The country named with that office.
    pub country: Option<EntityId>,
}

/// The occurrences of one person or body.
struct Group {
    kind: EntityKind,
    /// The hashes of the words of each form.
    forms: HashSet<Vec<u64>>,
    occurrences: Vec<Occurrence>,
    /// What it is found by.
    keys: HashSet<u64>,
}

/// What an article is made of, for those who look for names in it.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) prose: &'a Prose,
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> Text<'a> {
    pub(super) fn written(self, tokens: &Range<usize>) -> &'a str {
        self.prose.slice(self.span(tokens))
    }

    pub(super) fn span(self, tokens: &Range<usize>) -> Span {
        let mut span =
            Span { start: self.tokens[tokens.start].start, end: self.tokens[tokens.end - 1].end };
        // The dot of `Jr.` belongs to the name.
        let last = self.tokens[tokens.end - 1].of(self.prose.text());
        let is_junior = tokens.len() > 1 && matches!(last, "Jr" | "Sr");
        if is_junior && self.prose.text()[span.end as usize..].starts_with('.') {
            span.end += 1;
        }
        span
    }

    fn hashes(self, tokens: &Range<usize>) -> Vec<u64> {
        self.tokens[tokens.clone()].iter().map(|token| token.hash).collect()
    }

    pub(super) fn classes(self, index: usize) -> Classes {
        self.lexicon.classes(self.tokens[index].hash)
    }
}

/// Gathers recognised names that stand in no mention of the registry. `known` are those mentions, `taken` the places of names that
/// mean somebody of the registry, though nobody can tell whom.
pub(super) fn discover(
    text: Text<'_>,
    names: &[Name],
    known: &[(EntityId, EntityKind, Mention)],
    taken: &[Span],
) -> Vec<Discovered> {
    let known_places = known.iter().map(|(.., mention)| mention.span);
    let taken = disjoint(known_places.chain(taken.iter().copied()).collect());
    let is_free = |name: &Occurrence| {
        let span = text.span(&name.tokens);
        let next = taken.partition_point(|taken| taken.end <= span.start);
        taken.get(next).is_none_or(|taken| span.end <= taken.start)
    };
    let occurrences = names.iter().flat_map(|name| occurrences(text, name)).filter(is_free);
    let (short, long): (Vec<Occurrence>, Vec<Occurrence>) =
        occurrences.partition(|name| is_short(text, name));
    let mut gathering = Gathering { text, groups: Vec::new(), directory: Directory::default() };
    // Where each of the longer names stands, and whose it is.
    let mut named = Vec::with_capacity(long.len());
    for occurrence in long {
        let place = occurrence.tokens.start;
        named.push((place, gathering.gather(occurrence, keys_of_long)));
    }
    gathering.directory.rewind();
    let mut named = named.into_iter().peekable();
    let known_people: HashSet<u64> = known
        .iter()
        .filter(|(_, kind, _)| *kind == EntityKind::Person)
        .flat_map(|(_, _, mention)| crate::text::tokens(text.prose.slice(mention.span)))
        .map(|token| token.hash)
        .collect();
    for occurrence in short {
        // `Antony` beside Antony Blinken of the registry is he, and nobody new.
        let is_known = occurrence.kind == EntityKind::Person
            && known_people.contains(&text.tokens[last_word(text, &occurrence)].hash);
        if !is_known {
            let before = |(place, _): &(usize, usize)| *place <= occurrence.tokens.start;
            while let Some((place, group)) = named.next_if(before) {
                gathering.directory.named(group, place);
            }
            gathering.gather(occurrence, keys_of_short);
        }
    }
    gathering.groups.into_iter().map(|group| discovered(text, group, known)).collect()
}

/// The places in order, those that touch or overlap made one.
fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup_by(|later, earlier| {
        let overlaps = later.start <= earlier.end;
        if overlaps {
            earlier.end = earlier.end.max(later.end);
        }
        overlaps
    });
    spans
}

/// Whether a name is told in short: a person by one word, an organisation by an acronym. `van Rossum` is one word.
fn is_short(text: Text<'_>, name: &Occurrence) -> bool {
    match name.kind {
        EntityKind::Person => name.tokens.len() == 1 || surname(text, name).is_some(),
        EntityKind::Organization => name.tokens.len() == 1,
        EntityKind::Country | EntityKind::Place => false,
    }
}

/// The only word of a name that is no particle, where there is one only.
fn surname(text: Text<'_>, name: &Occurrence) -> Option<usize> {
    let is_particle = |index: &usize| text.classes(*index).has(Classes::PARTICLE);
    let mut telling = name.tokens.clone().filter(|index| !is_particle(index));
    telling.next().filter(|_| telling.next().is_none())
}

/// The word of a short name by which a longer one is found.
fn last_word(text: Text<'_>, name: &Occurrence) -> usize {
    surname(text, name).unwrap_or(name.tokens.start)
}

/// What an occurrence, whose words are given by their hashes, may have in common with a group.
type Keys = fn(Text<'_>, &Occurrence, &[u64]) -> Vec<u64>;

/// The people and bodies gathered so far.
struct Gathering<'a> {
    text: Text<'a>,
    groups: Vec<Group>,
    directory: Directory,
}

impl Gathering<'_> {
    /// Puts an occurrence to the nearest group that has one of its keys, or to a new one; the group's number.
    fn gather(&mut self, occurrence: Occurrence, keys: Keys) -> usize {
        let words = self.text.hashes(&occurrence.tokens);
        let place = occurrence.tokens.start;
        let number = self.directory.nearest(&keys(self.text, &occurrence, &words));
        let number = number.unwrap_or_else(|| {
            self.groups.push(Group {
                kind: occurrence.kind,
                forms: HashSet::new(),
                occurrences: Vec::new(),
                keys: HashSet::new(),
            });
            self.directory.add(place)
        });
        let group = &mut self.groups[number];
        for key in keys_of_group(self.text, &occurrence, &words) {
            if group.keys.insert(key) {
                self.directory.file(key, number);
            }
        }
        group.forms.insert(words);
        group.occurrences.push(occurrence);
        self.directory.named(number, place);
        number
    }
}

/// What a name and a group may have in common, so that they belong together.
#[derive(Clone, Copy)]
enum Common {
    /// The very words.
    Form,
    /// All words of the name, among those of a longer form of a person.
    Within,
    /// All words of a form of a person, among those of the name.
    Whole,
    /// One word of the longer name of a person.
    Word,
    /// The first word of an organisation.
    FirstWord,
    /// The first letters of an organisation.
    Initials,
    /// The token after an organisation.
    After,
}

impl Common {
    fn key(self, kind: EntityKind, parts: impl IntoIterator<Item = u64>) -> u64 {
        folded((self as u64) << 8 | kind as u64, parts)
    }
}

/// Names of people with more words than this (titles and particles aside) are the same only where all words are.
const LONGEST_PERSON: usize = 6;

/// By what a name of several words finds its group. `Antony Blinken` and `Antony J. Blinken`, `Kishida Fumio` and `Fumio Kishida` are
/// one person's names. Of other kinds only the same words are the same.
fn keys_of_long(text: Text<'_>, name: &Occurrence, words: &[u64]) -> Vec<u64> {
    let mut keys = vec![Common::Form.key(name.kind, words.iter().copied())];
    if name.kind == EntityKind::Person {
        let telling = telling(text, words);
        let subsets = subsets(&telling).map(|words| Common::Whole.key(name.kind, words));
        keys.extend(subsets);
        if telling.len() > 1 {
            keys.push(Common::Within.key(name.kind, telling));
        }
    }
    keys
}

/// By what one word finds the longer name of the article that it stands for: a surname or a given name; the initials of an
/// organisation, or its first word; what stands in brackets after it.
fn keys_of_short(text: Text<'_>, name: &Occurrence, words: &[u64]) -> Vec<u64> {
    let one = |common: Common| common.key(name.kind, words.iter().copied());
    let mut keys = vec![one(Common::Form)];
    if name.kind == EntityKind::Person {
        let word = text.tokens[last_word(text, name)].hash;
        keys.push(Common::Word.key(name.kind, [word]));
        return keys;
    }
    if text.prose.text()[..text.span(&name.tokens).start as usize].ends_with('(') {
        keys.push(Common::After.key(name.kind, [name.tokens.start as u64]));
    }
    if text.tokens[name.tokens.start].case == Case::Upper {
        let letters = text.written(&name.tokens).chars().filter(|c| *c != '.');
        keys.push(Common::Initials.key(name.kind, letters.map(u64::from)));
    } else {
        keys.push(one(Common::FirstWord));
    }
    keys
}

/// By what a group is found that has a name.
fn keys_of_group(text: Text<'_>, name: &Occurrence, words: &[u64]) -> Vec<u64> {
    let mut keys = vec![Common::Form.key(name.kind, words.iter().copied())];
    if words.len() < 2 {
        return keys;
    }
    match name.kind {
        EntityKind::Person => {
            keys.extend(words.iter().map(|word| Common::Word.key(name.kind, [*word])));
            let telling = telling(text, words);
            keys.extend(subsets(&telling).map(|words| Common::Within.key(name.kind, words)));
            if telling.len() > 1 {
                keys.push(Common::Whole.key(name.kind, telling));
            }
        }
        EntityKind::Organization => {
            keys.push(Common::FirstWord.key(name.kind, [words[0]]));
            keys.push(Common::After.key(name.kind, [name.tokens.end as u64]));
            for small_too in [false, true] {
                let letters = initials(text, &name.tokens, small_too);
                keys.push(Common::Initials.key(name.kind, letters.map(u64::from)));
            }
        }
        EntityKind::Country | EntityKind::Place => {}
    }
    keys
}

/// The words of a person's name that tell who it is, without particles, in an order of their own.
fn telling(text: Text<'_>, words: &[u64]) -> Vec<u64> {
    let is_particle = |hash: &u64| text.lexicon.classes(*hash).has(Classes::PARTICLE);
    let mut telling: Vec<u64> = words.iter().copied().filter(|hash| !is_particle(hash)).collect();
    telling.sort_unstable();
    telling.dedup();
    telling
}

/// Every choice of two or more of the words, in their order; of a very long name only all of them.
fn subsets(words: &[u64]) -> impl Iterator<Item = impl Iterator<Item = u64>> {
    let all = if words.len() < 2 { 0 } else { u64::MAX >> (64 - words.len().min(64)) };
    let first = if words.len() > LONGEST_PERSON { all } else { 1 };
    (first..=all).filter(|choice| choice.count_ones() > 1).map(move |choice| {
        let chosen = move |(index, _): &(usize, &u64)| index >= &64 || choice >> index & 1 == 1;
        words.iter().enumerate().filter(chosen).map(|(_, word)| *word)
    })
}

/// The first letters of a name, small words counted or not.
fn initials(text: Text<'_>, tokens: &Range<usize>, small_too: bool) -> impl Iterator<Item = char> {
    let tokens = text.tokens[tokens.clone()].iter();
    tokens
        .filter(move |token| small_too || token.case != Case::Lower)
        .filter_map(move |token| token.of(text.prose.text()).chars().next())
        .flat_map(char::to_uppercase)
}

fn discovered(
    text: Text<'_>,
    mut group: Group,
    known: &[(EntityId, EntityKind, Mention)],
) -> Discovered {
    group.occurrences.sort_by_key(|occurrence| occurrence.tokens.start);
    let fullest = group
        .occurrences
        .iter()
        .enumerate()
        // Headlines in capitals are no way to write a name.
        .max_by_key(|(index, occurrence)| {
            let shouted = text.tokens[occurrence.tokens.clone()]
                .iter()
                .filter(|token| token.case == Case::Upper && token.end - token.start > 3)
                .count();
            (std::cmp::Reverse(shouted), occurrence.tokens.len(), std::cmp::Reverse(*index))
        });
    let name = fullest.map(|(_, occurrence)| text.written(&occurrence.tokens)).unwrap_or_default();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_person = group.kind == EntityKind::Person;
    let role = group.occurrences.iter().filter(|_| is_person).find_map(|occurrence| {
        role(text.prose.text(), text.tokens, &occurrence.tokens, text.lexicon)
    });
    let country = role.as_ref().and_then(|role| country_of(text, role, known));
    let mention = |occurrence: &Occurrence| {
        let span = text.span(&occurrence.tokens);
        let rule = if is_person && occurrence.tokens.len() == 1 && group.forms.len() > 1 {
            Rule::Surname
        } else {
            Rule::Recognised
        };
        Mention { span, rule }
    };
    let (key, short_key) = keys(&name, group.kind);
    let is_full = fullest.is_some_and(|(_, occurrence)| !is_short(text, occurrence));
    Discovered {
        is_full: !is_person || is_full,
        name,
        kind: group.kind,
        key,
        short_key,
        salience: 0.0,
        confidence: group
            .occurrences
            .iter()
            .map(|occurrence| occurrence.confidence)
            .fold(0.0, f32::max),
        mentions: group.occurrences.iter().map(mention).collect(),
        role,
        country,
    }
}

/// The country named right before an office or within it: `South Korea's Foreign Minister`, `the Kenyan president`.
fn country_of(
    text: Text<'_>,
    role: &Role,
    known: &[(EntityId, EntityKind, Mention)],
) -> Option<EntityId> {
    let stands_by = |mention: &Mention| {
        let between = text.prose.text().get(mention.span.end as usize..role.span.start as usize);
        let before =
            between.is_some_and(|between| matches!(between, " " | "'s " | "’s " | "' " | "’ "));
        before || (role.span.start <= mention.span.start && mention.span.end <= role.span.end)
    };
    // Mentions stand in reading order and don't overlap: only those from right before the office up to its end are asked.
    let near = known.partition_point(|(_, _, mention)| mention.span.end + 5 < role.span.start);
    let near = known[near..].iter().take_while(|(.., mention)| mention.span.start < role.span.end);
    let mut countries = near.filter(|(_, kind, _)| *kind == EntityKind::Country);
    countries.find(|(_, _, mention)| stands_by(mention)).map(|(id, _, _)| *id)
}

/// The keys of a name. Of people the order of the words, initials and accents say nothing about who it is.
pub(super) fn keys(name: &str, kind: EntityKind) -> (u64, u64) {
    let tokens = crate::text::tokens(name);
    let mut words: Vec<u64> =
        tokens.iter().filter(|token| token.end - token.start > 1).map(|token| token.hash).collect();
    let mut ends: Vec<u64> = words.first().into_iter().chain(words.last()).copied().collect();
    if kind == EntityKind::Person {
        words.sort_unstable();
        ends.sort_unstable();
    } else {
        ends.clone_from(&words);
    }
    (folded(kind as u64, words), folded(kind as u64, ends))
}

/// Numbers as one.
fn folded(start: u64, parts: impl IntoIterator<Item = u64>) -> u64 {
    parts
        .into_iter()
        .fold(start, |hash, part| (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29))
}
