//! How central an entity is to an article: headline, lede, frequency.

use std::collections::HashMap;

use super::front_matter::Wishes;
use super::{Discovered, EntityTag, Mention, Origin};
use crate::markdown::{BlockKind, Prose};
use crate::registry::{EntityId, Registry};

/// Shares of the three signs; together 1.
const HEADLINE: f32 = 0.4;
const LEDE: f32 = 0.3;
const FREQUENCY: f32 = 0.3;

/// What the author adds is at least as central as something in the lede.
const WISHED: f32 = 0.5;

/// The zone of an article in which a mention stands, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    Headline,
    Lede,
    Body,
}

/// The zone of a place in the prose. Summary and first paragraph are the lede.
pub(super) fn zone(prose: &Prose, position: u32) -> Zone {
    let Some(block) = prose.block_at(position) else { return Zone::Body };
    match block.kind {
        BlockKind::Title => Zone::Headline,
        BlockKind::Summary => Zone::Lede,
        _ if prose.lede() == Some(block) => Zone::Lede,
        _ => Zone::Body,
    }
}

/// Gathers the mentions of each entity and ranks the entities, the most central first. What was discovered gets its salience by
/// the same measure.
pub(super) fn rank(
    mentions: Vec<(EntityId, Mention)>,
    discovered: &mut [Discovered],
    prose: &Prose,
    wishes: &Wishes,
    registry: &Registry,
) -> Vec<EntityTag> {
    let mut tags: Vec<EntityTag> = Vec::new();
    let mut places: HashMap<EntityId, usize> = HashMap::new();
    let mut tag_of = |entity: EntityId, origin: Origin, tags: &mut Vec<EntityTag>| {
        *places.entry(entity).or_insert_with(|| {
            tags.push(EntityTag { entity, salience: 0.0, origin, mentions: Vec::new() });
            tags.len() - 1
        })
    };
    for entity in &wishes.entities {
        tag_of(*entity, Origin::FrontMatter, &mut tags);
    }
    for (entity, mention) in mentions {
        let from_atlas = registry.entity(entity).from_atlas;
        let origin = if from_atlas { Origin::Atlas } else { Origin::Registry };
        let place = tag_of(entity, origin, &mut tags);
        tags[place].mentions.push(mention);
    }
    let counts = tags.iter().map(|tag| tag.mentions.len());
    let most = counts.chain(discovered.iter().map(|name| name.mentions.len())).max().unwrap_or(0);
    for tag in &mut tags {
        let salience = salience(&tag.mentions, most, prose);
        let is_wished = tag.origin == Origin::FrontMatter;
        tag.salience = if is_wished { salience.max(WISHED) } else { salience };
    }
    for name in discovered {
        name.salience = salience(&name.mentions, most, prose);
    }
    tags.sort_by(|a, b| b.salience.total_cmp(&a.salience).then(a.entity.cmp(&b.entity)));
    tags
}

fn salience(mentions: &[Mention], most: usize, prose: &Prose) -> f32 {
    let stands_in =
        |zone_wanted| mentions.iter().any(|mention| zone(prose, mention.span.start) == zone_wanted);
    let mut salience = FREQUENCY * mentions.len() as f32 / most.max(1) as f32;
    if stands_in(Zone::Headline) {
        salience += HEADLINE;
    }
    if stands_in(Zone::Lede) {
        salience += LEDE;
    }
    salience.min(1.0)
}
