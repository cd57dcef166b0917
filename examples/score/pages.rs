//! The pages of people that a site of the stories gets, each beside what people marked.

use std::collections::HashMap;
use std::sync::Arc;

use briefing::config::Config;
use briefing::registry::{EntityId, EntityKind, Registry};
use briefing::site::{Publication, link};
use jiff::civil::date;

use crate::gold::{Story, plain};

/// Prints how many pages are those of people under their right names, and which are not. A name is right if it is the fullest that a
/// story of the page has of somebody.
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
        let name = &site.entity(*page).name;
        let articles = site.articles_of_entity(*page).iter();
        let paths = articles.map(|article| site.article(*article).source.path());
        let named: Vec<&Story> = paths.filter_map(|path| by_path.get(path).copied()).collect();
        if !named.iter().any(|story| is_marked(name, story)) {
            wrong += 1;
            let ids: Vec<&str> = named.iter().map(|story| story.gold.id.as_str()).collect();
            println!("    page of nobody: {name} (story {})", ids.join(", "));
        }
    }
    let right = pages.len() - wrong;
    let share = right as f64 / pages.len().max(1) as f64;
    println!("{:<26} {share:.3}  {right} of {}", "pages of people", pages.len());
}

fn is_marked(name: &str, story: &Story) -> bool {
    let fullest = story.gold.people.iter().filter_map(|forms| forms.first());
    fullest.into_iter().any(|form| plain(form) == plain(name))
}
