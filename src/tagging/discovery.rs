//! People, organisations and places that no registry knows: the names that the recogniser found, gathered over an article.

use std::ops::Range;

use super::Mention;
use super::names::{Classes, Lexicon, Name, NameKind};
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

impl Discovered {
    /// Whether the name tells who is meant in another article too: of a person, more than one word.
    pub fn is_full(&self) -> bool {
        self.kind != EntityKind::Person || self.name.contains([' ', '-'])
    }
}

/// A name of the article before those of one person or body are gathered.
struct Occurrence {
    tokens: Range<usize>,
    kind: EntityKind,
    confidence: f32,
}

/// The occurrences of one person or body.
struct Group {
    kind: EntityKind,
    /// The hashes of the words of each form.
    forms: Vec<Vec<u64>>,
    occurrences: Vec<Occurrence>,
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
        Span { start: self.tokens[tokens.start].start, end: self.tokens[tokens.end - 1].end }
    }

    fn hashes(self, tokens: &Range<usize>) -> Vec<u64> {
        self.tokens[tokens.clone()].iter().map(|token| token.hash).collect()
    }

    fn classes(self, index: usize) -> Classes {
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
    let taken: Vec<Span> =
        known.iter().map(|(.., mention)| mention.span).chain(taken.iter().copied()).collect();
    let is_free = |name: &Occurrence| {
        let span = text.span(&name.tokens);
        taken.iter().all(|taken| taken.end <= span.start || span.end <= taken.start)
    };
    let occurrences = names
        .iter()
        .flat_map(|name| parts(text, name))
        .filter_map(|name| occurrence(text, &name))
        .filter(is_free);
    let mut groups: Vec<Group> = Vec::new();
    let (short, long): (Vec<Occurrence>, Vec<Occurrence>) = occurrences.partition(is_short);
    for occurrence in long {
        gather(text, &mut groups, occurrence, is_same);
    }
    let known_people: Vec<u64> = known
        .iter()
        .filter(|(_, kind, _)| *kind == EntityKind::Person)
        .flat_map(|(_, _, mention)| crate::text::tokens(text.prose.slice(mention.span)))
        .map(|token| token.hash)
        .collect();
    for occurrence in short {
        // `Antony` beside Antony Blinken of the registry is he, and nobody new.
        let is_known = occurrence.kind == EntityKind::Person
            && known_people.contains(&text.tokens[occurrence.tokens.start].hash);
        if !is_known {
            gather(text, &mut groups, occurrence, is_short_for);
        }
    }
    groups.into_iter().map(|group| discovered(text, group, known)).collect()
}

/// The names in a recognised name: `Cho and Blinken` are two people.
fn parts(text: Text<'_>, name: &Name) -> Vec<Name> {
    if name.kind != NameKind::Person {
        return vec![name.clone()];
    }
    let is_and = |index: &usize| text.tokens[*index].of(text.prose.text()) == "and";
    let ends: Vec<usize> = name.tokens.clone().filter(is_and).chain([name.tokens.end]).collect();
    let mut start = name.tokens.start;
    let mut parts = Vec::new();
    for end in ends {
        if start < end {
            parts.push(Name { tokens: start..end, ..name.clone() });
        }
        start = end + 1;
    }
    parts
}

/// A recognised name without a title before it and an article.
fn occurrence(text: Text<'_>, name: &Name) -> Option<Occurrence> {
    let kind = match name.kind {
        NameKind::Person => EntityKind::Person,
        NameKind::Organization => EntityKind::Organization,
        NameKind::Place => EntityKind::Place,
        NameKind::Other => return None,
    };
    let mut tokens = name.tokens.clone();
    let is_title = |index: usize| {
        let classes = text.classes(index);
        classes.has(Classes::TITLE) && !classes.has(Classes::GIVEN)
    };
    while kind == EntityKind::Person && tokens.len() > 1 && is_title(tokens.start) {
        tokens.start += 1;
    }
    while tokens.len() > 1
        && text.tokens[tokens.start].of(text.prose.text()).eq_ignore_ascii_case("the")
    {
        tokens.start += 1;
    }
    let has_letters = text.written(&tokens).chars().filter(|c| c.is_alphabetic()).count() > 1;
    has_letters.then_some(Occurrence { tokens, kind, confidence: name.confidence })
}

/// Whether a name is told in short: a person by one word, an organisation by an acronym.
fn is_short(name: &Occurrence) -> bool {
    matches!(name.kind, EntityKind::Person | EntityKind::Organization) && name.tokens.len() == 1
}

/// Puts an occurrence to the last group that it belongs to, or to a new one.
fn gather(
    text: Text<'_>,
    groups: &mut Vec<Group>,
    occurrence: Occurrence,
    belongs: fn(Text<'_>, &Group, &Occurrence, &[u64]) -> bool,
) {
    let words = text.hashes(&occurrence.tokens);
    let fits = |group: &&mut Group| {
        group.kind == occurrence.kind
            && (group.forms.contains(&words) || belongs(text, group, &occurrence, &words))
    };
    let nearest = groups.iter_mut().filter(fits).max_by_key(|group| {
        // The one named last before this place; of those that come only later, the first.
        let before = group
            .occurrences
            .iter()
            .map(|other| other.tokens.start)
            .filter(|start| *start <= occurrence.tokens.start)
            .max();
        (before, std::cmp::Reverse(group.occurrences[0].tokens.start))
    });
    match nearest {
        Some(group) => {
            if !group.forms.contains(&words) {
                group.forms.push(words);
            }
            group.occurrences.push(occurrence);
        }
        None => groups.push(Group {
            kind: occurrence.kind,
            forms: vec![words],
            occurrences: vec![occurrence],
        }),
    }
}

/// Whether two names of several words are one person's: `Antony Blinken` and `Antony J. Blinken`, `Kishida Fumio` and `Fumio
/// Kishida`. Of other kinds only the same words are the same.
fn is_same(text: Text<'_>, group: &Group, _occurrence: &Occurrence, words: &[u64]) -> bool {
    if group.kind != EntityKind::Person {
        return false;
    }
    let telling = |form: &[u64]| -> Vec<u64> {
        let is_particle = |hash: &u64| text.lexicon.classes(*hash).has(Classes::PARTICLE);
        form.iter().copied().filter(|hash| !is_particle(hash)).collect()
    };
    let here = telling(words);
    group.forms.iter().map(|form| telling(form)).any(|form| {
        let (fewer, more) = if form.len() <= here.len() { (&form, &here) } else { (&here, &form) };
        fewer.len() > 1 && fewer.iter().all(|word| more.contains(word))
    })
}

/// Whether one word stands for a longer name of the article: a surname or a given name; the initials of an organisation, or its
/// first word.
fn is_short_for(text: Text<'_>, group: &Group, occurrence: &Occurrence, words: &[u64]) -> bool {
    let [word] = words else { return false };
    if group.kind == EntityKind::Person {
        return group.forms.iter().any(|form| form.len() > 1 && form.contains(word));
    }
    let written = text.written(&occurrence.tokens);
    let is_acronym = text.tokens[occurrence.tokens.start].case == Case::Upper;
    group.occurrences.iter().filter(|other| other.tokens.len() > 1).any(|other| {
        let in_brackets = occurrence.tokens.start == other.tokens.end
            && text.prose.text()[..text.span(&occurrence.tokens).start as usize].ends_with('(');
        in_brackets
            || (is_acronym && has_initials(text, &other.tokens, written))
            || (!is_acronym && text.tokens[other.tokens.start].hash == *word)
    })
}

/// Whether an acronym is made of the first letters of a name, small words counted or not.
fn has_initials(text: Text<'_>, tokens: &Range<usize>, acronym: &str) -> bool {
    let initials = |small_too: bool| -> String {
        let words = text.tokens[tokens.clone()]
            .iter()
            .filter(|token| small_too || token.case != Case::Lower);
        words
            .filter_map(|token| token.of(text.prose.text()).chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    };
    let plain: String = acronym.chars().filter(|c| *c != '.').collect();
    plain == initials(false) || plain == initials(true)
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
        Mention { span, source: text.prose.source_span(span), rule }
    };
    let (key, short_key) = keys(&name, group.kind);
    Discovered {
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
    let countries = known.iter().filter(|(_, kind, _)| *kind == EntityKind::Country);
    countries.filter(|(_, _, mention)| stands_by(mention)).map(|(id, _, _)| *id).next()
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
    let hash = |words: &[u64]| {
        words.iter().fold(kind as u64, |hash, word| {
            (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
        })
    };
    (hash(&words), hash(&ends))
}
