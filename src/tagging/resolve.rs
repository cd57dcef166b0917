//! From matches to mentions: who is meant where a form is shared, and when a surname counts.

use std::collections::HashMap;

use super::Mention;
use super::front_matter::Wishes;
use super::gazetteer::{Found, Gazetteer, Matches, Target};
use super::rule::Rule;
use crate::diagnostics::Span;
use crate::markdown::{BlockKind, Prose};
use crate::registry::{EntityId, EntityKind, Registry, Subject};
use crate::text::{Case, Gap, Token};

/// Why a name was not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A surname of someone whom the article does not name in full.
    NotNamedInFull,
    /// The surname stands in a longer name: `Michelle Obama`.
    PartOfAnotherName,
    /// Several may be meant, and nothing in the article decides.
    Ambiguous,
    /// A keyword in a phrase that the topic does not mean.
    TakenBack,
    /// The front matter excludes it.
    Excluded,
}

impl Reason {
    /// The reason as it is printed.
    pub fn text(self) -> &'static str {
        match self {
            Self::NotNamedInFull => "a surname, but the article names nobody in full who has it",
            Self::PartOfAnotherName => "part of a longer name",
            Self::Ambiguous => "may be several, and nothing in the article decides",
            Self::TakenBack => "a keyword, but in a phrase that `not` takes back",
            Self::Excluded => "excluded by the front matter",
        }
    }
}

/// A name that was seen and not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Where it is in the prose.
    pub span: Span,
    /// Where it is in the file.
    pub source: Span,
    /// Why.
    pub reason: Reason,
    /// Whom it might have meant.
    pub candidates: Vec<Subject>,
}

/// Someone whom a match may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Candidate {
    entity: EntityId,
    rule: Rule,
}

/// Titles and offices that stand before a surname, and words at the start of a sentence: no given names.
const NO_GIVEN_NAMES: [&str; 84] = [
    "admiral",
    "after",
    "ally",
    "although",
    "ambassador",
    "and",
    "as",
    "at",
    "attorney",
    "before",
    "both",
    "brother",
    "but",
    "candidate",
    "chair",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "coordinator",
    "dame",
    "defence",
    "defense",
    "deputy",
    "director",
    "doctor",
    "dr",
    "envoy",
    "finance",
    "first",
    "for",
    "foreign",
    "former",
    "from",
    "gen",
    "general",
    "gov",
    "governor",
    "if",
    "in",
    "interior",
    "judge",
    "justice",
    "king",
    "lady",
    "later",
    "leader",
    "lord",
    "mayor",
    "minister",
    "mr",
    "mrs",
    "ms",
    "negotiator",
    "nominee",
    "of",
    "on",
    "pope",
    "premier",
    "president",
    "prime",
    "prince",
    "princess",
    "professor",
    "queen",
    "representative",
    "rep",
    "secretary",
    "sen",
    "senator",
    "sheikh",
    "sir",
    "speaker",
    "spokesperson",
    "that",
    "the",
    "then",
    "when",
    "while",
];

/// Capitalised words after a surname that are no part of a name.
const NO_LATER_NAMES: [&str; 20] = [
    "april",
    "august",
    "december",
    "february",
    "friday",
    "i",
    "january",
    "july",
    "june",
    "march",
    "may",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

/// Decides who is meant at each match; those that are vetoed mean nobody. The mentions of each entity come in reading order.
pub(super) fn resolve(
    matches: &Matches,
    tokens: &[Token],
    prose: &Prose,
    gazetteer: &Gazetteer,
    wishes: &Wishes,
    vetoed: &[bool],
) -> (Vec<(EntityId, Mention)>, Vec<Dropped>) {
    let mut evidence = Evidence::of_wishes(wishes);
    let mut open = Vec::new();
    let mut decided = Vec::new();
    let mut dropped = Vec::new();
    for (found, vetoed) in matches.names.iter().zip(vetoed) {
        let candidates = candidates(found, wishes);
        if *vetoed {
            dropped.push(drop_match(found, Reason::PartOfAnotherName, &candidates, prose));
            continue;
        }
        match candidates.as_slice() {
            [] => dropped.push(drop_match(found, Reason::Excluded, &all_candidates(found), prose)),
            [only] if only.rule != Rule::Surname => {
                evidence.add(only.entity, found.first);
                decided.push((found, *only));
            }
            _ => open.push((found, candidates)),
        }
    }
    evidence.note_countries(gazetteer.registry());
    for (found, candidates) in open {
        match decide(found, &candidates, &evidence, gazetteer.registry()) {
            Ok(chosen)
                if chosen.rule == Rule::Surname
                    && is_part_of_another_name(found, tokens, prose) =>
            {
                dropped.push(drop_match(found, Reason::PartOfAnotherName, &candidates, prose));
            }
            Ok(chosen) => decided.push((found, chosen)),
            Err(reason) => dropped.push(drop_match(found, reason, &candidates, prose)),
        }
    }
    decided.sort_by_key(|(found, _)| found.first);
    dropped.sort_by_key(|drop| drop.span);
    let mention = |(found, chosen): (&Found, Candidate)| {
        let mention =
            Mention { span: found.span, source: prose.source_span(found.span), rule: chosen.rule };
        (chosen.entity, mention)
    };
    (decided.into_iter().map(mention).collect(), dropped)
}

fn all_candidates(found: &Found) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for target in &found.targets {
        let Target::Entity(entity, rule) = *target else { continue };
        // Of two forms of one entity the first, more direct rule counts.
        match candidates.iter_mut().find(|candidate| candidate.entity == entity) {
            Some(candidate) => candidate.rule = candidate.rule.min(rule),
            None => candidates.push(Candidate { entity, rule }),
        }
    }
    candidates
}

fn candidates(found: &Found, wishes: &Wishes) -> Vec<Candidate> {
    let mut candidates = all_candidates(found);
    candidates.retain(|candidate| !wishes.excludes(Subject::Entity(candidate.entity)));
    candidates
}

fn drop_match(found: &Found, reason: Reason, candidates: &[Candidate], prose: &Prose) -> Dropped {
    Dropped {
        span: found.span,
        source: prose.source_span(found.span),
        reason,
        candidates: candidates.iter().map(|candidate| Subject::Entity(candidate.entity)).collect(),
    }
}

/// Who is named in the article beyond doubt, and where.
#[derive(Debug, Default)]
struct Evidence {
    /// Token positions in reading order.
    named: HashMap<EntityId, Vec<usize>>,
    /// Codes of the countries that are named.
    countries: Vec<String>,
}

impl Evidence {
    fn of_wishes(wishes: &Wishes) -> Self {
        Self {
            named: wishes.entities.iter().map(|entity| (*entity, vec![0])).collect(),
            countries: Vec::new(),
        }
    }

    fn add(&mut self, entity: EntityId, position: usize) {
        self.named.entry(entity).or_default().push(position);
    }

    fn note_countries(&mut self, registry: &Registry) {
        let countries = self
            .named
            .keys()
            .map(|id| registry.entity(*id))
            .filter(|e| e.kind == EntityKind::Country);
        self.countries = countries.filter_map(|country| country.country.clone()).collect();
    }

    fn names(&self, entity: EntityId) -> bool {
        self.named.contains_key(&entity)
    }

    /// The last place before `position` where the entity is named.
    fn last_before(&self, entity: EntityId, position: usize) -> Option<usize> {
        let places = self.named.get(&entity)?;
        places[..places.partition_point(|place| *place <= position)].last().copied()
    }

    fn names_country_of(&self, entity: EntityId, registry: &Registry) -> bool {
        let country = registry.entity(entity).country.as_ref();
        country.is_some_and(|code| self.countries.contains(code))
    }
}

/// Who is meant: whoever the article names elsewhere beyond doubt; of several the one named last before; else the one whose
/// country the article names.
fn decide(
    found: &Found,
    candidates: &[Candidate],
    evidence: &Evidence,
    registry: &Registry,
) -> Result<Candidate, Reason> {
    let named: Vec<Candidate> =
        candidates.iter().copied().filter(|c| evidence.names(c.entity)).collect();
    match named.as_slice() {
        [only] => return Ok(*only),
        [] => {}
        several => {
            let last = several
                .iter()
                .map(|c| (evidence.last_before(c.entity, found.first), *c))
                .max_by_key(|(p, _)| *p);
            return match last {
                Some((Some(_), nearest)) => Ok(nearest),
                _ => Err(Reason::Ambiguous),
            };
        }
    }
    let unconditional: Vec<Candidate> =
        candidates.iter().copied().filter(|c| c.rule != Rule::Surname).collect();
    match unconditional.as_slice() {
        [] => return Err(Reason::NotNamedInFull),
        [only] => return Ok(*only),
        _ => {}
    }
    let mut at_home =
        unconditional.into_iter().filter(|c| evidence.names_country_of(c.entity, registry));
    match (at_home.next(), at_home.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(Reason::Ambiguous),
    }
}

/// Whether a surname stands in a longer name that the registry does not know: a given name before it (`Michelle Obama`) or
/// after it (`Kim Yo-jong`). In headlines that capitalise every word the neighbours say nothing.
fn is_part_of_another_name(found: &Found, tokens: &[Token], prose: &Prose) -> bool {
    if in_title_case(found, tokens, prose) {
        return false;
    }
    let text = prose.text();
    let spaced = |left: Token, right: Token| &text[left.end as usize..right.start as usize] == " ";
    let capitalised = |token: Token, exceptions: &[&str]| {
        token.case == Case::Capitalised
            && !exceptions.contains(&token.of(text).to_lowercase().as_str())
    };
    let before = found.first.checked_sub(1).map(|index| tokens[index]);
    let after = tokens.get(found.end).copied();
    before.is_some_and(|before| {
        spaced(before, tokens[found.first]) && capitalised(before, &NO_GIVEN_NAMES)
    }) || after.is_some_and(|after| {
        spaced(tokens[found.end - 1], after)
            && after.gap == Gap::Joint
            && capitalised(after, &NO_LATER_NAMES)
    })
}

fn in_title_case(found: &Found, tokens: &[Token], prose: &Prose) -> bool {
    let Some(block) = prose.block_at(found.span.start) else { return false };
    if !matches!(block.kind, BlockKind::Title | BlockKind::Heading | BlockKind::Cell) {
        return false;
    }
    let start = tokens.partition_point(|token| token.start < block.span.start);
    let inside = tokens[start..].iter().take_while(|token| token.start < block.span.end);
    // Short words stay small in title case.
    let long: Vec<&Token> = inside.filter(|token| token.end - token.start > 3).collect();
    let small = long.iter().filter(|token| token.case == Case::Lower).count();
    small * 4 < long.len()
}
