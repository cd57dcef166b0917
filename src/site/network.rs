//! Networks: which of a few actors the same articles name.

use std::ops::Range;

use super::{ArticleId, Briefing, Counted, Site};
use crate::registry::{EntityId, EntityKind};

/// Actors of the network of the whole site: what a drawing shows legibly. No network of many articles may have more than 64.
const LEADING: usize = 40;

/// Actors of the network of a briefing.
const OF_BRIEFING: usize = 18;

/// Two that meet once may do so by chance.
const FEWEST_TOGETHER: usize = 2;

/// A network of fewer has nothing to show that a list doesn't.
const FEWEST_ACTORS: usize = 4;

/// Relations that each has in a drawing, the strongest: all of 40 actors would hide one another.
const STRONGEST: usize = 3;

/// The same in a drawing where all are joined to the middle besides.
const STRONGEST_AROUND: usize = 1;

/// A few actors, and which of them articles name together.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Network {
    /// The actors, those in most articles first.
    pub members: Vec<Counted<EntityId>>,
    /// The relations that are drawn, the strongest first.
    pub relations: Vec<Relation>,
}

/// Two members of a network that articles name together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The number of one among the members.
    pub first: usize,
    /// The number of the other, which is higher.
    pub second: usize,
    /// How many articles name both.
    pub articles: usize,
}

impl Site {
    /// The network of the site's leading people, organisations and countries.
    pub fn network(&self) -> Network {
        let leading = self.entities_in_most_articles(LEADING, |id| self.is_actor(id));
        self.network_of(leading, 0..self.articles.len() as u32)
    }

    /// The network of those who lead the articles of a briefing.
    pub fn network_of_briefing(&self, briefing: Briefing) -> Network {
        let articles = self.articles_of_briefing(briefing);
        let leading = self.leading_entities(articles, OF_BRIEFING, |id| self.is_actor(id));
        self.network_of(leading, self.period_of(briefing).articles.clone())
    }

    fn network_of(&self, mut members: Vec<Counted<EntityId>>, articles: Range<u32>) -> Network {
        members.retain(|member| member.count >= FEWEST_TOGETHER);
        let together = self.together_in(articles, &members);
        let relations = relations(&together, &members);
        strongest(&members, relations)
    }

    /// The network of those who appear with an entity most, without itself. `companions` have the numbers of articles with it.
    /// Empty where there are too few.
    pub fn network_around(&self, entity: EntityId, companions: &[Counted<EntityId>]) -> Network {
        let known = companions.iter().filter(|companion| companion.count >= FEWEST_TOGETHER);
        let members: Vec<Counted<EntityId>> = known.copied().collect();
        if members.len() + 1 < FEWEST_ACTORS {
            return Network::default();
        }
        let articles = self.articles_of_entity(entity).iter().copied();
        let mut relations = relations(&self.together_among(articles, &members), &members);
        keep_strongest(&mut relations, members.len(), STRONGEST_AROUND);
        Network { members, relations }
    }

    /// Whether an entity acts: places don't.
    pub fn is_actor(&self, id: EntityId) -> bool {
        self.entity(id).kind != EntityKind::Place
    }

    /// For each two members in how many of the articles both are. The cost is that of the articles' tags.
    fn together_among(
        &self,
        articles: impl Iterator<Item = ArticleId>,
        members: &[Counted<EntityId>],
    ) -> Vec<usize> {
        let mut numbers: Vec<(EntityId, usize)> =
            members.iter().map(|member| member.item).zip(0..).collect();
        numbers.sort_unstable();
        let number = |entity: EntityId| {
            let found = numbers.binary_search_by_key(&entity, |(entity, _)| *entity);
            found.ok().map(|at| numbers[at].1)
        };
        let mut together = vec![0_usize; members.len() * members.len()];
        let mut here: Vec<usize> = Vec::new();
        for id in articles {
            here.clear();
            here.extend(
                self.entities_of.of_article(id).iter().filter_map(|entity| number(*entity)),
            );
            here.sort_unstable();
            here.dedup();
            for (index, first) in here.iter().enumerate() {
                for second in &here[index + 1..] {
                    together[first * members.len() + second] += 1;
                }
            }
        }
        together
    }

    /// The same for a run of articles, from the lists of the members: the tags of a whole large site lie all over memory.
    fn together_in(&self, articles: Range<u32>, members: &[Counted<EntityId>]) -> Vec<usize> {
        // A bit for each member that an article names.
        let mut named = vec![0_u64; articles.len()];
        for (number, member) in members.iter().enumerate() {
            let postings = self.articles_of_entity(member.item);
            let first = postings.partition_point(|id| id.0 < articles.start);
            for id in postings[first..].iter().take_while(|id| id.0 < articles.end) {
                named[(id.0 - articles.start) as usize] |= 1 << number;
            }
        }
        let mut together = vec![0; members.len() * members.len()];
        for mut here in named {
            while let Some(first) = take_lowest(&mut here) {
                let mut others = here;
                while let Some(second) = take_lowest(&mut others) {
                    together[first * members.len() + second] += 1;
                }
            }
        }
        together
    }
}

/// Takes the lowest bit out of a set of bits and gives its number.
fn take_lowest(bits: &mut u64) -> Option<usize> {
    let lowest = (*bits != 0).then(|| bits.trailing_zeros() as usize)?;
    *bits &= *bits - 1;
    Some(lowest)
}

/// The relations of members that at least two articles name together, the strongest first.
fn relations(together: &[usize], members: &[Counted<EntityId>]) -> Vec<Relation> {
    let relation = |(at, articles): (usize, &usize)| Relation {
        first: at / members.len(),
        second: at % members.len(),
        articles: *articles,
    };
    let told = together.iter().enumerate().filter(|(_, articles)| **articles >= FEWEST_TOGETHER);
    let mut relations: Vec<Relation> = told.map(relation).collect();
    // Of relations that are equal in number, that of the rarer two says more.
    relations.sort_by_key(|relation| {
        let rarity = members[relation.first].count + members[relation.second].count;
        (std::cmp::Reverse(relation.articles), rarity, relation.first, relation.second)
    });
    relations
}

/// The network with the strongest relations of each member, of those members that have one.
fn strongest(members: &[Counted<EntityId>], mut relations: Vec<Relation>) -> Network {
    keep_strongest(&mut relations, members.len(), STRONGEST);
    let has_one = |number: usize| relations.iter().any(|r| r.first == number || r.second == number);
    let kept: Vec<usize> = (0..members.len()).filter(|number| has_one(*number)).collect();
    if kept.len() < FEWEST_ACTORS {
        return Network::default();
    }
    let now = |number: usize| kept.partition_point(|kept| *kept < number);
    let relations = relations.into_iter().map(|relation| Relation {
        first: now(relation.first),
        second: now(relation.second),
        ..relation
    });
    Network {
        relations: relations.collect(),
        members: kept.iter().map(|at| members[*at]).collect(),
    }
}

/// Keeps the relations that are among the strongest of either of their members.
fn keep_strongest(relations: &mut Vec<Relation>, members: usize, each: usize) {
    let mut seen = vec![0_usize; members];
    relations.retain(|relation| {
        let is_strong = seen[relation.first] < each || seen[relation.second] < each;
        seen[relation.first] += 1;
        seen[relation.second] += 1;
        is_strong
    });
}
