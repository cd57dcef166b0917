//! Which names in different articles are one person, body or place: what nobody registered becomes an entity with a page, or a
//! suggestion.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::ArticleId;
use crate::config::Discover;
use crate::registry::{Declaration, Entity, EntityId, EntityKind, Position, Registry};
use crate::tagging::{Discovered, EntityTag, Origin, Tagged};
use crate::text::slug;

/// How sure the recogniser has to be of a name that gets a page or is suggested.
const SURE: f32 = 0.8;

/// Of how many articles a name has to be that no title vouches for.
const ARTICLES: usize = 2;

/// One person, body or place that no registry has, with all that the articles say.
#[derive(Clone, Debug)]
pub struct Identity {
    /// A person, an organisation or a place.
    pub kind: EntityKind,
    /// The form that most articles have.
    pub name: String,
    /// The other forms, sorted.
    pub aliases: Vec<String>,
    /// The country that the articles name with an office.
    pub country: Option<EntityId>,
    /// Where it is named: the article, and the place among what was discovered there. Newest first.
    pub named: Vec<(ArticleId, usize)>,
    /// Whether it gets a page; else it is suggested only.
    pub has_page: bool,
}

/// What was discovered and gets pages, and the tags of the articles concerned.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) entities: Vec<Entity>,
    /// All tags of the articles in which an entity was discovered.
    pub(super) tags: HashMap<ArticleId, Vec<EntityTag>>,
}

/// Everything that was discovered with some certainty in several articles or with a title, in the order of names.
pub(super) fn identities(articles: &[Arc<Tagged>]) -> Vec<Identity> {
    let mut groups: BTreeMap<(EntityKind, u64), Vec<(ArticleId, usize)>> = BTreeMap::new();
    let sure = |name: &&(usize, &Discovered)| name.1.confidence >= SURE && name.1.is_full;
    for (tagged, id) in articles.iter().zip((0..).map(ArticleId)) {
        for (index, name) in tagged.discovered.iter().enumerate().filter(|name| sure(&name)) {
            groups.entry((name.kind, name.key)).or_default().push((id, index));
        }
    }
    join_longer_forms(&mut groups, articles);
    let mut identities: Vec<Identity> = groups
        .into_iter()
        .flat_map(|((kind, _), named)| {
            by_country(articles, named).into_iter().map(move |named| (kind, named))
        })
        .map(|(kind, named)| identity(articles, kind, named))
        .collect();
    identities.sort_by(|a, b| {
        (&a.name, a.kind, a.country, &a.named).cmp(&(&b.name, b.kind, b.country, &b.named))
    });
    identities
}

fn discovered(articles: &[Arc<Tagged>], (article, index): (ArticleId, usize)) -> &Discovered {
    &articles[article.index()].discovered[index]
}

/// `Antony John Blinken` joins `Antony Blinken`, where that is somebody.
fn join_longer_forms(
    groups: &mut BTreeMap<(EntityKind, u64), Vec<(ArticleId, usize)>>,
    articles: &[Arc<Tagged>],
) {
    let keys: Vec<(EntityKind, u64)> = groups.keys().copied().collect();
    for key in keys {
        let Some(first) = groups[&key].first() else { continue };
        let short = (key.0, discovered(articles, *first).short_key);
        if short != key && groups.contains_key(&short) {
            let longer = groups.remove(&key).unwrap_or_default();
            let joined = groups.entry(short).or_default();
            joined.extend(longer);
            joined.sort_unstable();
        }
    }
}

/// People with one name stay apart where their offices are of different countries; who has none is with most of them.
fn by_country(
    articles: &[Arc<Tagged>],
    named: Vec<(ArticleId, usize)>,
) -> Vec<Vec<(ArticleId, usize)>> {
    let mut countries: BTreeMap<EntityId, Vec<(ArticleId, usize)>> = BTreeMap::new();
    let mut others = Vec::new();
    for place in named {
        match discovered(articles, place).country {
            Some(country) => countries.entry(country).or_default().push(place),
            None => others.push(place),
        }
    }
    let mut parts: Vec<Vec<(ArticleId, usize)>> = countries.into_values().collect();
    match parts.iter_mut().max_by_key(|part| part.len()) {
        Some(largest) => {
            largest.extend(others);
            largest.sort_unstable();
        }
        None => parts.push(others),
    }
    parts
}

fn identity(
    articles: &[Arc<Tagged>],
    kind: EntityKind,
    named: Vec<(ArticleId, usize)>,
) -> Identity {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    for place in &named {
        *forms.entry(&discovered(articles, *place).name).or_default() += 1;
    }
    // The most frequent; of equals the longest, then the first of the alphabet.
    let best =
        forms.iter().max_by_key(|(form, count)| (**count, form.len(), std::cmp::Reverse(**form)));
    let name = best.map(|(form, _)| (*form).to_owned()).unwrap_or_default();
    let aliases = forms.into_keys().filter(|form| *form != name).map(str::to_owned).collect();
    let names: Vec<&Discovered> = named.iter().map(|place| discovered(articles, *place)).collect();
    let vouched = names.iter().any(|name| name.role.is_some());
    let count = named.iter().map(|(article, _)| article).collect::<HashSet<_>>().len();
    Identity {
        kind,
        name,
        aliases,
        country: names.iter().find_map(|name| name.country),
        has_page: count >= ARTICLES || (kind == EntityKind::Person && vouched),
        named,
    }
}

/// Entities for what was discovered and gets pages, numbered after those of the registry.
pub(super) fn find(articles: &[Arc<Tagged>], registry: &Registry, discover: Discover) -> Found {
    let mut found = Found::default();
    if discover != Discover::Pages {
        return found;
    }
    let mut ids: HashSet<String> = HashSet::new();
    for identity in identities(articles).into_iter().filter(|identity| identity.has_page) {
        let number = EntityId((registry.entities().len() + found.entities.len()) as u32);
        let Some(entity) = entity(articles, registry, &identity, &mut ids) else { continue };
        found.entities.push(entity);
        for (article, index) in identity.named {
            let tagged = &articles[article.index()];
            let name = &tagged.discovered[index];
            let tags = found.tags.entry(article).or_insert_with(|| tagged.entities.clone());
            tags.push(EntityTag {
                entity: number,
                salience: name.salience,
                origin: Origin::Discovered,
                mentions: name.mentions.clone(),
            });
        }
    }
    for tags in found.tags.values_mut() {
        tags.sort_by(|a, b| b.salience.total_cmp(&a.salience).then(a.entity.cmp(&b.entity)));
    }
    found
}

/// The entity of an identity; none where its name makes no id.
fn entity(
    articles: &[Arc<Tagged>],
    registry: &Registry,
    identity: &Identity,
    ids: &mut HashSet<String>,
) -> Option<Entity> {
    let (article, index) = *identity.named.first()?;
    let tagged = &articles[article.index()];
    let mention = tagged.discovered[index].mentions.first()?;
    let stem = slug(&identity.name);
    let mut candidates =
        std::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}-{number}")));
    let is_free = |id: &String| registry.entity_by_id(id).is_none() && !ids.contains(id);
    let id = candidates.find(is_free).filter(|_| !stem.is_empty())?;
    ids.insert(id.clone());
    let country = identity.country.map(|country| registry.entity(country));
    let place = tagged.article.prose.source_span(mention.span);
    let declaration = Declaration { source: tagged.article.source.clone(), span: place };
    Some(Entity {
        aliases: identity.aliases.clone(),
        country: country.and_then(|country| country.country.clone()),
        positions: positions(articles, identity, country),
        ..Entity::new(id, identity.kind, identity.name.clone(), declaration)
    })
}

/// The offices that the articles give, each once, the newest first. When they began and ended nobody knows.
fn positions(
    articles: &[Arc<Tagged>],
    identity: &Identity,
    country: Option<&Entity>,
) -> Vec<Position> {
    let mut positions: Vec<Position> = Vec::new();
    for place in &identity.named {
        let Some(role) = &discovered(articles, *place).role else { continue };
        if positions.iter().all(|position| !position.title.eq_ignore_ascii_case(&role.title)) {
            let of = country.map(|country| country.name.clone()).unwrap_or_default();
            positions.push(Position { title: role.title.clone(), of, start: None, end: None });
        }
    }
    positions
}
