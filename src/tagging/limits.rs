//! How many actors and places one article may have: each may get a page, and a short text can list thousands.

use super::{Discovered, EntityTag, Origin};
use crate::content::Article;
use crate::diagnostics::Diagnostic;

/// As many as there are countries and territories. A page for each of 500 took a build ten times as long as an ordinary article of 100 KB.
const MOST: usize = 250;

/// Leaves those that are most central, and says so where others fall away. What the author asked for stays.
pub(super) fn keep_most_central(
    article: &Article,
    entities: &mut Vec<EntityTag>,
    discovered: &mut Vec<Discovered>,
) -> Option<Diagnostic> {
    let count = entities.len() + discovered.len();
    if count <= MOST {
        return None;
    }
    let mut saliences: Vec<f32> = entities.iter().map(|tag| tag.salience).collect();
    saliences.extend(discovered.iter().map(|name| name.salience));
    saliences.sort_by(|a, b| b.total_cmp(a));
    let least = saliences[MOST - 1];
    // Of those that are as central as the last, the first in the article; names of the registry before others.
    let mut left = MOST - saliences.iter().filter(|salience| **salience > least).count();
    let mut stays = |salience: f32| {
        let takes_place = salience.total_cmp(&least).is_eq() && left > 0;
        left -= usize::from(takes_place);
        salience > least || takes_place
    };
    entities.retain(|tag| tag.origin == Origin::FrontMatter || stays(tag.salience));
    discovered.retain(|name| stays(name.salience));
    let message = format!("{count} actors and places in one article: the {MOST} most central stay");
    Some(
        Diagnostic::warning("too-many-names", message)
            .at(&article.source, article.heading)
            .hint("split the article, so that each part tells of fewer"),
    )
}
