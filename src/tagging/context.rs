//! The words around a match: whether a capital acts as a government, whether a name is part of a longer one.

use super::gazetteer::{Found, Matches, Target};
use super::rule::Rule;
use super::words::{
    ACTIONS, DIRECTIONS, LOCATIVES, NAMED_AFTER_PLACES, NO_GIVEN_NAMES, NO_LATER_NAMES, OFFICES,
    RELATIONS, STANCES, TITLES, has,
};
use crate::markdown::{Block, BlockKind, Prose};
use crate::text::{Case, Gap, Token};

/// An office stands at most so many words after the demonym or the possessive: `South Korean vice foreign minister`.
const REACH: usize = 3;

/// How a name stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// By itself.
    Alone,
    /// In a longer name that the registry does not know.
    InName,
    /// Where every word is capitalised, and neighbours say nothing.
    Unknown,
}

/// An article's words and the names in them.
pub(super) struct Context<'a> {
    tokens: &'a [Token],
    prose: &'a Prose,
    /// For each token whether it belongs to a name that the registry knows.
    known: Vec<bool>,
    /// For each block whether most of its words are capitalised, as in headlines.
    in_title_case: Vec<bool>,
}

impl<'a> Context<'a> {
    pub(super) fn new(tokens: &'a [Token], prose: &'a Prose, matches: &Matches) -> Self {
        let mut known = vec![false; tokens.len()];
        let is_name =
            |target: &Target| matches!(target, Target::Entity(c) if c.rule != Rule::Surname);
        for found in matches.names.iter().filter(|found| found.targets.iter().any(is_name)) {
            known[found.first..found.end].fill(true);
        }
        let in_title_case = prose.blocks().iter().map(|block| in_title_case(tokens, block));
        Self { tokens, prose, known, in_title_case: in_title_case.collect() }
    }

    /// The word at a place in small letters; empty beyond the ends and across the end of a clause.
    fn word(&self, index: Option<usize>) -> String {
        let token = index.and_then(|index| self.tokens.get(index));
        token.map(|token| token.of(self.prose.text()).to_lowercase()).unwrap_or_default()
    }

    /// The words after a match, as far as its clause goes.
    fn following(&self, index: usize) -> impl Iterator<Item = (usize, String)> {
        let rest = self.tokens[index.min(self.tokens.len())..].iter().zip(index..);
        rest.take_while(|(token, _)| matches!(token.gap, Gap::Joint | Gap::None))
            .map(|(_, index)| (index, self.word(Some(index))))
    }

    fn between(&self, left: usize, right: usize) -> &str {
        &self.prose.text()[self.tokens[left].end as usize..self.tokens[right].start as usize]
    }

    /// The index after the `'s` of a possessive.
    fn after_possessive(&self, found: &Found) -> Option<usize> {
        let apostrophe = |text: &str| matches!(text.chars().next(), Some('\'' | '’'));
        let next = self.tokens.get(found.end)?;
        let between = self.between(found.end - 1, found.end);
        if apostrophe(between) && between.chars().count() == 1 && next.of(self.prose.text()) == "s"
        {
            return Some(found.end + 1);
        }
        let ends_in_s = self.prose.text()[..found.span.end as usize].ends_with('s');
        (ends_in_s && apostrophe(between) && between.ends_with(' ')).then_some(found.end)
    }

    /// Whether a word of government, office or armed force comes soon.
    fn comes_office(&self, index: usize) -> bool {
        self.following(index).take(REACH).any(|(_, word)| has(&OFFICES, &word))
    }

    /// Whether a match owns what a government has: `Seoul's foreign ministry`.
    pub(super) fn owns_office(&self, found: &Found) -> bool {
        self.after_possessive(found).is_some_and(|index| self.comes_office(index))
    }

    /// Whether a verb of those who act for a country comes right after, save for adverbs, auxiliaries and the day of the week.
    /// Several actors, and auxiliaries, take the plain form: `Moscow and Minsk agree`, `Moscow will agree`.
    fn comes_action(&self, index: usize, mut takes_plain_form: bool) -> bool {
        const ADVERBS: [&str; 8] = ["again", "also", "had", "has", "have", "not", "now", "on"];
        const AUXILIARIES: [&str; 9] =
            ["can", "could", "did", "does", "may", "must", "should", "will", "would"];
        for (_, word) in self.following(index).take(REACH + 1) {
            let is_plain_form = || {
                let third = word.strip_suffix('y').map(|stem| format!("{stem}ies"));
                let endings = ["s", "es", "d", "ed"].map(|ending| format!("{word}{ending}"));
                endings.iter().chain(&third).any(|form| has(&ACTIONS, form))
            };
            if has(&ACTIONS, &word) || (takes_plain_form && is_plain_form()) {
                return true;
            }
            takes_plain_form |= has(&AUXILIARIES, &word);
            let goes_on = has(&ADVERBS, &word)
                || has(&AUXILIARIES, &word)
                || word.ends_with("ly")
                || has(&NO_LATER_NAMES, &word);
            if !goes_on {
                return false;
            }
        }
        false
    }

    /// Whether a capital speaks, acts, owns or is dealt with as a government: `Moscow said`, `Moscow and Pyongyang signed`,
    /// `Moscow's invasion`, `talks with Moscow`.
    pub(super) fn is_government(&self, found: &Found) -> bool {
        let owned = self.after_possessive(found).is_some_and(|index| {
            let policy = self.following(index).take(REACH).any(|(_, word)| has(&STANCES, &word));
            policy || self.comes_office(index)
        });
        owned || self.acts(found) || self.is_dealt_with(found)
    }

    fn acts(&self, found: &Found) -> bool {
        if self.after_locative(found) {
            return false;
        }
        let is_known = |index: usize| self.known.get(index) == Some(&true);
        let follows_partner = self.word(found.first.checked_sub(1)) == "and"
            && found.first.checked_sub(2).is_some_and(is_known);
        let partner = found.end + 1;
        let comes_partner = self.word(Some(found.end)) == "and" && is_known(partner);
        let after_partner = || (partner..self.known.len()).find(|index| !is_known(*index));
        self.comes_action(found.end, follows_partner)
            || (comes_partner
                && after_partner().is_some_and(|index| self.comes_action(index, true)))
    }

    /// `talks with Seoul`, `sanctions on Moscow`, `relations between Moscow and Pyongyang`.
    fn is_dealt_with(&self, found: &Found) -> bool {
        const PREPOSITIONS: [&str; 7] =
            ["against", "between", "for", "on", "toward", "towards", "with"];
        let mut before = found.first.checked_sub(1);
        if self.word(before) == "and" {
            before = found.first.checked_sub(3);
        }
        let Some(preposition) = before.filter(|_| has(&PREPOSITIONS, &self.word(before))) else {
            return false;
        };
        let nouns = preposition.saturating_sub(REACH)..preposition;
        nouns.into_iter().any(|index| has(&RELATIONS, &self.word(Some(index))))
    }

    /// Whether the people of a country act for it: `South Korean foreign minister`, `the Americans said`.
    pub(super) fn is_people_acting(&self, found: &Found) -> bool {
        let text = &self.prose.text()[found.span.range()];
        let is_plural = text.ends_with('s') || text.ends_with("men");
        let has_article = self.word(found.first.checked_sub(1)) == "the";
        self.comes_office(found.end)
            || ((is_plural || has_article) && self.comes_action(found.end, is_plural))
    }

    /// Whether the word right before is one of place, or the name the place in front of a report: `in Reading`, `PARIS — …`.
    pub(super) fn after_locative(&self, found: &Found) -> bool {
        has(&LOCATIVES, &self.word(found.first.checked_sub(1))) || self.is_dateline(found)
    }

    /// Whether a paragraph begins with the name, in capitals that do not go on.
    fn is_dateline(&self, found: &Found) -> bool {
        let starts = |start: u32| {
            let block = self.prose.block_at(start);
            block.is_some_and(|b| b.kind == BlockKind::Paragraph && b.span.start == start)
        };
        let is_upper = |index: usize| self.tokens.get(index).is_some_and(|t| t.case == Case::Upper);
        starts(found.span.start) && is_upper(found.first) && !is_upper(found.end)
    }

    /// Whether a match has the preposition or the neighbour of a place: `to Lincoln`, `Nice, France`, `Atlanta, Georgia`.
    pub(super) fn stands_like_place(&self, found: &Found) -> bool {
        const PREPOSITIONS: [&str; 6] = ["at", "from", "through", "to", "toward", "via"];
        let before = found.first.checked_sub(1);
        let is_known = |index: Option<usize>| index.and_then(|i| self.known.get(i)) == Some(&true);
        let after_place =
            is_known(before) && before.is_some_and(|index| self.between(index, index + 1) == ", ");
        let before_country =
            is_known(Some(found.end)) && self.between(found.end - 1, found.end) == ", ";
        after_place
            || before_country
            || self.after_locative(found)
            || has(&PREPOSITIONS, &self.word(before))
    }

    /// Whether `the` stands before it and no further capital after it: `the North`, but not `the North Atlantic`.
    pub(super) fn is_short_name(&self, found: &Found) -> bool {
        let after = self.tokens.get(found.end);
        let goes_on =
            after.is_some_and(|after| after.gap == Gap::Joint && after.case != Case::Lower);
        self.word(found.first.checked_sub(1)) == "the"
            && (!goes_on || self.after_possessive(found).is_some())
    }

    /// How the name of a place or a doubtful name stands. Whoever recognises the names of unknown people and organisations has to
    /// say here that one of them covers the match.
    pub(super) fn standing(&self, found: &Found) -> Standing {
        if self.is_owned(found) {
            return Standing::InName;
        }
        if self.fills_block(found) {
            return Standing::Alone;
        }
        if self.in_title_case(found) {
            return Standing::Unknown;
        }
        let before = found.first.checked_sub(1).filter(|index| !self.known[*index]);
        let after = Some(found.end).filter(|index| self.known.get(*index) == Some(&false));
        let has_name_before = before.is_some_and(|index| self.is_name_before(index));
        let has_name_after = after.is_some_and(|index| {
            self.is_capitalised(index)
                && self.between(index - 1, index) == " "
                && self.tokens[index].gap == Gap::Joint
                && !self.is_free_word(index, &NO_LATER_NAMES)
        });
        if has_name_before || has_name_after { Standing::InName } else { Standing::Alone }
    }

    /// Whether a name is all that stands in a cell or a line.
    fn fills_block(&self, found: &Found) -> bool {
        self.prose.block_at(found.span.start).is_some_and(|block| block.span == found.span)
    }

    fn is_name_before(&self, index: usize) -> bool {
        if !self.is_capitalised(index)
            || self.between(index, index + 1) != " "
            || self.is_free_word(index, &NO_GIVEN_NAMES)
        {
            return false;
        }
        // The first word of a sentence is capitalised whatever it is; these endings are not those of given names.
        let starts_sentence = index == 0 || self.tokens[index].gap == Gap::Stop;
        let word = self.word(Some(index));
        let is_plain = ["ing", "ly", "ed", "ers", "ists"].iter().any(|end| word.ends_with(end));
        !(has(&NO_LATER_NAMES, &word) || (starts_sentence && is_plain))
    }

    fn is_capitalised(&self, index: usize) -> bool {
        self.tokens[index].case == Case::Capitalised
    }

    fn is_free_word(&self, index: usize, exceptions: &[&str]) -> bool {
        let word = self.word(Some(index));
        has(exceptions, &word) || has(&TITLES, &word) || has(&DIRECTIONS, &word)
    }

    /// `University of Lagos`, `Treaty of Rome`: what is named after a place.
    fn is_owned(&self, found: &Found) -> bool {
        let Some(index) = found.first.checked_sub(2) else { return false };
        self.word(Some(index + 1)) == "of"
            && self.tokens[index + 1].gap == Gap::Joint
            && self.tokens[found.first].gap == Gap::Joint
            && self.is_capitalised(index)
            && has(&NAMED_AFTER_PLACES, &self.word(Some(index)))
    }

    /// Whether a surname stands in a longer name that the registry does not know: a given name before it (`Michelle Obama`) or
    /// after it (`Kim Yo-jong`). In headlines that capitalise every word the neighbours say nothing.
    pub(super) fn is_part_of_another_name(&self, found: &Found) -> bool {
        if self.in_title_case(found) {
            return false;
        }
        let is_name = |index: usize, exceptions: &[&str]| {
            self.is_capitalised(index) && !has(exceptions, &self.word(Some(index)))
        };
        let before = found.first.checked_sub(1);
        let after = Some(found.end).filter(|index| *index < self.tokens.len());
        before.is_some_and(|index| {
            self.between(index, index + 1) == " " && is_name(index, &NO_GIVEN_NAMES)
        }) || after.is_some_and(|index| {
            self.between(index - 1, index) == " "
                && self.tokens[index].gap == Gap::Joint
                && is_name(index, &NO_LATER_NAMES)
        })
    }

    fn in_title_case(&self, found: &Found) -> bool {
        let block = self.prose.block_index_at(found.span.start);
        block.is_some_and(|index| self.in_title_case[index])
    }
}

/// Whether the words of a headline, a heading or a cell are capitalised, save for short ones, which stay small.
fn in_title_case(tokens: &[Token], block: &Block) -> bool {
    if !matches!(block.kind, BlockKind::Title | BlockKind::Heading | BlockKind::Cell) {
        return false;
    }
    let start = tokens.partition_point(|token| token.start < block.span.start);
    let inside = tokens[start..].iter().take_while(|token| token.start < block.span.end);
    let long: Vec<&Token> = inside.filter(|token| token.end - token.start > 3).collect();
    let small = long.iter().filter(|token| token.case == Case::Lower).count();
    small * 4 < long.len()
}
