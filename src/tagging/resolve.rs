//! From matches to mentions: who is meant where a form is shared, when a surname counts, and what a weak form needs.
//!
//! Three passes over the matches: names beyond doubt; weak forms that their own sentence decides (an acting capital, a people with an
//! office); and all others, by what the first two have shown.

use std::collections::HashSet;

use super::Mention;
use super::context::{Context, Standing};
use super::evidence::Evidence;
use super::front_matter::Wishes;
use super::gazetteer::{Candidate, Found, Gazetteer, Matches, Target};
use super::opinion::Opinion;
use super::rule::Rule;
use crate::diagnostics::Span;
use crate::markdown::Prose;
use crate::registry::{Entity, EntityId, EntityKind, Registry, Subject};
use crate::text::Token;

/// Why a name was not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A surname of someone whom the article does not name in full.
    NotNamedInFull,
    /// The name stands in a longer one: `Michelle Obama`, `Paris Hilton`.
    PartOfAnotherName,
    /// Several may be meant, and nothing in the article decides.
    Ambiguous,
    /// A keyword in a phrase that the topic does not mean.
    TakenBack,
    /// A people in an article that names its country in no other way.
    LoneDemonym,
    /// A capital, of which the site knows only the government.
    CityNotGovernment,
    /// A word or another name as well, and nothing in the article speaks for it.
    NeedsContext,
    /// A short form of something that the article has not named.
    NotNamedBefore,
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
            Self::LoneDemonym => {
                "a people, but the article does not name the country nor anyone who acts for it"
            }
            Self::CityNotGovernment => "the city, not the government",
            Self::NeedsContext => {
                "also a word or another name, and nothing in the article speaks for it"
            }
            Self::NotNamedBefore => "a short form of what the article has not named",
            Self::Excluded => "excluded by the front matter",
        }
    }
}

/// A name that was seen and not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Where it is in the prose.
    pub span: Span,
    /// Why.
    pub reason: Reason,
    /// Whom it might have meant.
    pub candidates: Vec<Subject>,
}

/// Decides who is meant at each match; `opinions` are the recogniser's. The mentions of each entity come in reading order.
pub(super) fn resolve(
    matches: &Matches,
    tokens: &[Token],
    prose: &Prose,
    gazetteer: &Gazetteer,
    wishes: &Wishes,
    opinions: &[Opinion],
) -> (Vec<(EntityId, Mention)>, Vec<Dropped>) {
    let places =
        matches.names.iter().zip(opinions).filter(|(_, opinion)| **opinion == Opinion::Place);
    let mut decisions = Decisions {
        context: Context::new(tokens, prose, matches),
        evidence: Evidence::of_wishes(wishes),
        registry: gazetteer.registry(),
        places: places.map(|(found, _)| found.first).collect(),
        decided: Vec::new(),
        dropped: Vec::new(),
    };
    let mut open = Vec::new();
    for (found, opinion) in matches.names.iter().zip(opinions) {
        let candidates = candidates(found, wishes, gazetteer.registry());
        if *opinion == Opinion::OtherName {
            decisions.dropped.push((found, Reason::PartOfAnotherName, candidates));
        } else if candidates.is_empty() {
            decisions.dropped.push((found, Reason::Excluded, all_candidates(found)));
        } else if !decisions.decide_beyond_doubt(found, &candidates) {
            open.push((found, candidates));
        }
    }
    open.retain(|(found, candidates)| !decisions.decide_by_sentence(found, candidates));
    decisions.evidence.note_countries(gazetteer.registry());
    for (found, candidates) in open {
        decisions.decide_by_article(found, candidates);
    }
    decisions.finish()
}

fn all_candidates(found: &Found) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for target in &found.targets {
        let Target::Entity(new) = *target else { continue };
        let directness = |candidate: &Candidate| (candidate.needs_context, candidate.rule);
        // Of two forms of one entity the first, more direct rule counts.
        match candidates.iter_mut().find(|candidate| candidate.entity == new.entity) {
            Some(known) if directness(&new) < directness(known) => *known = new,
            Some(_) => {}
            None => candidates.push(new),
        }
    }
    candidates
}

/// Whom a match may stand for: what the site has a name for, it means, and not what the atlas calls so too.
fn candidates(found: &Found, wishes: &Wishes, registry: &Registry) -> Vec<Candidate> {
    let mut candidates = all_candidates(found);
    candidates.retain(|candidate| !wishes.excludes(Subject::Entity(candidate.entity)));
    let from_atlas = |candidate: &Candidate| registry.entity(candidate.entity).from_atlas;
    if candidates.iter().any(|candidate| !from_atlas(candidate) && is_plain(*candidate)) {
        candidates.retain(|candidate| !from_atlas(candidate));
    }
    candidates
}

/// Whether the form stands for the entity wherever it is met.
fn is_plain(candidate: Candidate) -> bool {
    let strong = [Rule::Name, Rule::Alias, Rule::Acronym, Rule::Metonym];
    !candidate.needs_context && strong.contains(&candidate.rule)
}

/// Whether the words around a match have a say: places of the atlas share their names with people and companies.
fn is_guarded(candidate: Candidate, entity: &Entity) -> bool {
    candidate.needs_context || (entity.from_atlas && entity.kind == EntityKind::Place)
}

struct Decisions<'a> {
    context: Context<'a>,
    evidence: Evidence,
    registry: &'a Registry,
    /// The first words of matches that are places in the recogniser's opinion: nothing speaks against them.
    places: HashSet<usize>,
    decided: Vec<(&'a Found, Candidate)>,
    dropped: Vec<(&'a Found, Reason, Vec<Candidate>)>,
}

impl<'a> Decisions<'a> {
    fn accept(&mut self, found: &'a Found, candidate: Candidate) {
        self.evidence.add(candidate.entity, found.first);
        self.decided.push((found, candidate));
    }

    fn is_guarded(&self, found: &Found, candidate: Candidate) -> bool {
        !self.places.contains(&found.first)
            && is_guarded(candidate, self.registry.entity(candidate.entity))
    }

    /// Decides a match that stands for one entity only, by a form that is no other word. Notes what others are evidence for.
    fn decide_beyond_doubt(&mut self, found: &'a Found, candidates: &[Candidate]) -> bool {
        for candidate in candidates {
            if candidate.rule == Rule::Demonym {
                self.evidence.add_people(candidate.entity);
            }
            let may_be_place =
                self.is_guarded(found, *candidate) || candidate.rule == Rule::Capital;
            if may_be_place && self.context.standing(found) == Standing::InName {
                self.evidence.add_other_name(candidate.entity);
            }
        }
        match *candidates {
            [only]
                if is_plain(only)
                    && (!self.is_guarded(found, only)
                        || self.context.standing(found) == Standing::Alone) =>
            {
                self.accept(found, only);
                true
            }
            _ => false,
        }
    }

    /// Decides a match that its own sentence decides.
    fn decide_by_sentence(&mut self, found: &'a Found, candidates: &[Candidate]) -> bool {
        let of_rule = |rule| {
            let mut of_rule = candidates.iter().copied().filter(move |c| c.rule == rule);
            of_rule.next().filter(|_| of_rule.next().is_none())
        };
        let government = of_rule(Rule::Capital)
            .filter(|_| candidates.iter().all(|c| !self.is_named_person(*c)))
            .filter(|c| !self.evidence.is_in_other_names(c.entity) || self.evidence.names(c.entity))
            .filter(|_| self.context.is_government(found));
        let mut cities = candidates.iter().copied().filter(|c| c.rule != Rule::Capital);
        let city = cities
            .next()
            .filter(|city| cities.next().is_none() && candidates.len() > 1 && is_plain(*city))
            .filter(|_| self.context.standing(found) == Standing::Alone);
        let people = of_rule(Rule::Demonym)
            .filter(|_| candidates.len() == 1 && self.context.is_people_acting(found));
        let owner = Some(candidates[0]).filter(|candidate| {
            let is_country = self.registry.entity(candidate.entity).kind == EntityKind::Country;
            candidate.needs_context
                && is_country
                && candidates.len() == 1
                && self.context.owns_office(found)
        });
        let chosen = government.or(city).or(people).or(owner);
        if let Some(chosen) = chosen {
            self.accept(found, chosen);
        }
        chosen.is_some()
    }

    fn is_named_person(&self, candidate: Candidate) -> bool {
        candidate.rule == Rule::Surname && self.evidence.names(candidate.entity)
    }

    /// Decides a match by what the article says elsewhere, or drops it.
    fn decide_by_article(&mut self, found: &'a Found, candidates: Vec<Candidate>) {
        match self.choose(found, &candidates) {
            Ok(chosen)
                if chosen.rule == Rule::Surname && self.context.is_part_of_another_name(found) =>
            {
                self.dropped.push((found, Reason::PartOfAnotherName, candidates));
            }
            Ok(chosen) => self.decided.push((found, chosen)),
            Err(reason) => self.dropped.push((found, reason, candidates)),
        }
    }

    /// Who is meant: whoever the article names elsewhere beyond doubt; of several the one named last before; else the one whose
    /// country the article names.
    fn choose(&self, found: &Found, candidates: &[Candidate]) -> Result<Candidate, Reason> {
        let mut reason = Reason::Ambiguous;
        let mut possible = Vec::new();
        for candidate in candidates {
            match self.objection(found, *candidate, candidates) {
                None => possible.push(*candidate),
                // What speaks against the city says more than that it is not its government.
                Some(Reason::CityNotGovernment) if reason != Reason::Ambiguous => {}
                Some(objection) => reason = objection,
            }
        }
        let named: Vec<Candidate> =
            possible.iter().copied().filter(|c| self.evidence.names(c.entity)).collect();
        match named.as_slice() {
            [only] => return Ok(*only),
            [] => {}
            several => return self.named_last(found, several),
        }
        possible.retain(|candidate| candidate.rule != Rule::Surname);
        match possible.as_slice() {
            [] if candidates.iter().all(|c| c.rule == Rule::Surname) => {
                return Err(Reason::NotNamedInFull);
            }
            [] => return Err(reason),
            [only] => return Ok(*only),
            _ => {}
        }
        self.best_at_home(&possible).ok_or(Reason::Ambiguous)
    }

    fn named_last(&self, found: &Found, several: &[Candidate]) -> Result<Candidate, Reason> {
        let position = |candidate: &Candidate| {
            (self.evidence.last_before(candidate.entity, found.first), *candidate)
        };
        match several.iter().map(position).max_by_key(|(position, _)| *position) {
            Some((Some(_), nearest)) => Ok(nearest),
            _ => Err(Reason::Ambiguous),
        }
    }

    /// The one candidate for which most speaks. Where as much speaks for a form that needs no context, for a country or for an
    /// organisation against what stands for a country, those are meant.
    fn best_at_home(&self, possible: &[Candidate]) -> Option<Candidate> {
        let rank = |candidate: &Candidate| {
            let entity = self.registry.entity(candidate.entity);
            // The atlas helps where the site's own entries leave it open, and does not change how those are decided.
            let weight = self.evidence.weight(*candidate, self.registry);
            let weight = if entity.from_atlas || weight > 1 { weight } else { 0 };
            let is_own_name = candidate.rule != Rule::Metonym;
            let preference = u8::from(entity.from_atlas)
                * (u8::from(!candidate.needs_context) * 4
                    + u8::from(is_own_name) * 2
                    + u8::from(entity.kind == EntityKind::Country));
            (weight, preference)
        };
        let best = possible.iter().map(rank).max()?;
        let mut of_best = possible.iter().filter(|candidate| rank(candidate) == best);
        let (first, second) = (of_best.next()?, of_best.next());
        (second.is_none() && best > (0, 0)).then_some(*first)
    }

    /// What speaks against a candidate, whatever the others are.
    fn objection(&self, found: &Found, candidate: Candidate, all: &[Candidate]) -> Option<Reason> {
        let named = self.evidence.names(candidate.entity);
        match candidate.rule {
            // An acting capital has been decided by its sentence.
            Rule::Capital if all.iter().filter(|c| c.rule == Rule::Capital).count() == 1 => {
                return Some(Reason::CityNotGovernment);
            }
            Rule::Capital => {
                return (!self.context.is_government(found)).then_some(Reason::CityNotGovernment);
            }
            Rule::Demonym if !named && all.len() == 1 => return Some(Reason::LoneDemonym),
            Rule::Demonym if !named => return Some(Reason::Ambiguous),
            Rule::ShortName => {
                let is_before = self.evidence.last_before(candidate.entity, found.first).is_some();
                let fits = is_before && self.context.is_short_name(found);
                return (!fits).then_some(Reason::NotNamedBefore);
            }
            _ => {}
        }
        if !self.is_guarded(found, candidate) {
            return None;
        }
        let standing = self.context.standing(found);
        if standing == Standing::InName {
            return Some(Reason::PartOfAnotherName);
        }
        let is_place = |c: &Candidate| self.registry.entity(c.entity).kind == EntityKind::Place;
        let has_namesake = all.iter().any(|c| c.entity != candidate.entity && is_place(c));
        let is_doubtful_place = candidate.needs_context && is_place(&candidate) && !has_namesake;
        let is_evident = match self.evidence.weight(candidate, self.registry) {
            0 => false,
            // Where much happens in one country, its name says little for a city that is called like a person.
            1 | 2 if is_doubtful_place => self.context.stands_like_place(found),
            _ => true,
        };
        let is_only = all.iter().filter(|c| c.rule != Rule::Capital).count() == 1;
        let is_place_name = is_only && self.context.after_locative(found);
        if is_evident || (is_place_name && standing == Standing::Alone) {
            return None;
        }
        if self.evidence.is_in_other_names(candidate.entity) {
            return Some(Reason::PartOfAnotherName);
        }
        (candidate.needs_context || standing == Standing::Unknown).then_some(Reason::NeedsContext)
    }

    fn finish(mut self) -> (Vec<(EntityId, Mention)>, Vec<Dropped>) {
        self.decided.sort_by_key(|(found, _)| found.first);
        self.dropped.sort_by_key(|(found, ..)| found.span);
        let mention = |(found, chosen): (&Found, Candidate)| {
            (chosen.entity, Mention { span: found.span, rule: chosen.rule })
        };
        let dropped = |(found, reason, candidates): (&Found, Reason, Vec<Candidate>)| Dropped {
            span: found.span,
            reason,
            candidates: candidates
                .iter()
                .map(|candidate| Subject::Entity(candidate.entity))
                .collect(),
        };
        (
            self.decided.into_iter().map(mention).collect(),
            self.dropped.into_iter().map(dropped).collect(),
        )
    }
}
