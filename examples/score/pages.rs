//! The pages of people that a site of the stories gets, each beside what people marked.

use std::collections::HashMap;
use std::sync::Arc;

use briefing::config::Config;
use briefing::registry::{EntityId, EntityKind, Registry};
use briefing::site::{ArticleId, Publication, Site, link};
use jiff::civil::date;

use crate::gold::{Story, plain};

/// Prints how many pages are those of people under their right names, and which are not. A discovered name is right if it is the fullest
/// that a story of the page has of somebody. An entry of the atlas has its name from there: it is right if a story means a person by
/// what was taken for the entry.
pub(crate) fn print(stories: &[Story], registry: &Arc<Registry>) {
    let tagged = stories.iter().map(|story| story.tagged.clone());
    let publication = Publication { drafts: false, future: true, today: date(2026, 1, 1) };
    let config = Arc::new(Config::default());
    let site = link(tagged, Vec::new(), registry.clone(), config, publication);
    let by_path: HashMap<&str, &Story> =
        stories.iter().map(|story| (story.tagged.article.source.path(), story)).collect();
    let pages: Vec<EntityId> = site.entities_with_pages(EntityKind::Person).collect();
    let mut wrong = 0;
    for page in &pages {
        let is_marked = |article: &ArticleId| {
            let story = by_path.get(site.article(*article).source.path());
            story.is_some_and(|story| is_marked(&site, *page, *article, story))
        };
        let articles = site.articles_of_entity(*page);
        if !articles.iter().any(is_marked) {
            wrong += 1;
            let paths: Vec<&str> =
                articles.iter().map(|article| site.article(*article).source.path()).collect();
            println!("    page of nobody: {} ({})", site.entity(*page).name, paths.join(", "));
        }
    }
    let right = pages.len() - wrong;
    let share = right as f64 / pages.len().max(1) as f64;
    println!("{:<26} {share:.3}  {right} of {}", "pages of people", pages.len());
}

fn is_marked(site: &Site, page: EntityId, article: ArticleId, story: &Story) -> bool {
    if site.is_discovered(page) {
        let name = plain(&site.entity(page).name);
        let fullest = story.gold.people.iter().filter_map(|forms| forms.first());
        return fullest.into_iter().any(|form| plain(form) == name);
    }
    let prose = &site.article(article).prose;
    let mentions = site.entity_tag(article, page).into_iter().flat_map(|tag| &tag.mentions);
    let written: Vec<String> = mentions.map(|mention| plain(prose.slice(mention.span))).collect();
    story.gold.people.iter().flatten().any(|form| written.contains(&plain(form)))
}
