//! The one place where everything meets: tagged articles, registry and settings become a site.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::briefing;
use super::timeline::months;
use super::{ArticleId, Redirect, Route, Site, identity};
use crate::config::Config;
use crate::content::{Article, PlainPage};
use crate::diagnostics::{self, Diagnostic, Source, Span};
use crate::registry::Registry;
use crate::tagging::Tagged;

/// Which articles are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Drafts too.
    pub drafts: bool,
    /// Articles with a future date too.
    pub future: bool,
    /// The day that counts as today.
    pub today: Date,
}

impl Publication {
    /// Whether an article is published: from its day on, and until the day on which it expires.
    pub fn includes(&self, article: &Article) -> bool {
        let in_time = self.future || article.day() <= self.today;
        let alive = article.expires.is_none_or(|expires| self.today < expires.date());
        (self.drafts || !article.draft) && in_time && alive
    }
}

/// Links tagged articles to a site. Their order doesn't matter.
pub fn link(
    tagged: impl IntoIterator<Item = Arc<Tagged>>,
    mut pages: Vec<Arc<PlainPage>>,
    registry: Arc<Registry>,
    config: Arc<Config>,
    publication: Publication,
) -> Site {
    let mut problems = registry.diagnostics().to_vec();
    // With the date beside it: sorting by dates that lie scattered in memory takes twice as long.
    let mut dated = Vec::new();
    for tagged in tagged {
        problems.extend(tagged.article.diagnostics.iter().chain(&tagged.diagnostics).cloned());
        if publication.includes(&tagged.article) {
            dated.push((tagged.article.date, tagged));
        }
    }
    // Newest first; of the same moment in the order of their files.
    dated.sort_by(|(a_date, a), (b_date, b)| {
        b_date.cmp(a_date).then_with(|| a.article.source.path().cmp(b.article.source.path()))
    });
    let articles: Vec<Arc<Tagged>> = dated.into_iter().map(|(_, tagged)| tagged).collect();
    pages.sort_by(|a, b| a.source.path().cmp(b.source.path()));
    problems.extend(pages.iter().flat_map(|page| page.diagnostics.iter().cloned()));
    let days: Vec<_> = articles.iter().map(|tagged| tagged.article.day()).collect();
    let found = identity::find(&articles, &registry, config.discover);
    let entities = registry.entities().len() + found.entities.len();
    let by_entity = postings(articles.len(), entities, |id, add| {
        let tags = found.tags.get(&id).unwrap_or(&articles[id.index()].entities);
        for tag in tags {
            add(tag.entity.index());
        }
    });
    let by_topic = postings(articles.len(), registry.topics().len(), |id, add| {
        for tag in &articles[id.index()].topics {
            add(tag.topic.index());
            registry.broader(tag.topic).for_each(|broader| add(broader.index()));
        }
    });
    let briefing_days = briefing::days(&days);
    let mut site = Site {
        by_entity,
        by_topic,
        redirects: redirects(&articles),
        months: months(days.iter()),
        weeks: briefing::weeks(&briefing_days),
        days: briefing_days,
        routes: HashMap::new(),
        files: files(&articles, &pages),
        diagnostics: Vec::new(),
        config,
        registry,
        discovered: found.entities,
        tags: found.tags,
        articles,
        pages,
    };
    site.index_routes(&mut problems);
    diagnostics::sort(&mut problems);
    site.diagnostics = problems;
    site
}

/// For each of `size` tags the articles that have it. An article may name a tag twice and is counted once.
fn postings(
    articles: usize,
    size: usize,
    tags: impl Fn(ArticleId, &mut dyn FnMut(usize)),
) -> Vec<Vec<ArticleId>> {
    let mut postings: Vec<Vec<ArticleId>> = vec![Vec::new(); size];
    for id in (0..articles as u32).map(ArticleId) {
        tags(id, &mut |tag| {
            if postings[tag].last() != Some(&id) {
                postings[tag].push(id);
            }
        });
    }
    postings
}

fn files(articles: &[Arc<Tagged>], pages: &[Arc<PlainPage>]) -> HashMap<Arc<str>, Route> {
    let articles = articles.iter().zip((0..).map(ArticleId));
    let articles =
        articles.map(|(tagged, id)| (tagged.article.source.shared_path(), Route::Article(id)));
    let pages = pages.iter().enumerate();
    articles
        .chain(pages.map(|(index, page)| (page.source.shared_path(), Route::Page(index))))
        .collect()
}

fn redirects(articles: &[Arc<Tagged>]) -> Vec<Redirect> {
    let mut redirects: Vec<Redirect> = articles
        .iter()
        .zip((0..).map(ArticleId))
        .flat_map(|(tagged, to)| {
            let aliases = tagged.article.aliases.iter();
            aliases.map(move |alias| Redirect { from: alias.id.trim_matches('/').to_owned(), to })
        })
        .collect();
    redirects.sort_by(|a, b| a.from.cmp(&b.from).then(a.to.cmp(&b.to)));
    redirects
}

impl Site {
    /// Fills the table from paths to routes. Two routes with one path are an error, told with both files.
    fn index_routes(&mut self, problems: &mut Vec<Diagnostic>) {
        let routes = self.routes();
        self.routes.reserve(routes.len());
        for route in routes {
            let path = self.path(route);
            if let Some(first) = self.routes.get(&path).copied() {
                problems.push(self.collision(&path, first, route));
                continue;
            }
            self.routes.insert(path, route);
        }
    }

    fn collision(&self, path: &str, first: Route, second: Route) -> Diagnostic {
        let problem = Diagnostic::error("duplicate-url", format!("two pages want the URL /{path}"));
        let problem = match self.origin(second) {
            Some((source, span)) => problem.at(source, span),
            None => problem,
        };
        let problem = match self.origin(first) {
            Some((source, span)) => problem.related(source, Some(span), "this is the other"),
            None => problem,
        };
        problem.hint(match second {
            Route::Redirect(_) => "take the alias away",
            Route::Page(_) => "rename the file",
            _ => "give one of them another `slug`, or rename its file",
        })
    }

    /// The file that a page is made from, and where in it the page's URL is decided.
    pub(super) fn origin(&self, route: Route) -> Option<(&Source, Span)> {
        match route {
            Route::Article(id) => Some((&self.article(id).source, self.article(id).heading)),
            Route::Page(index) => Some((&self.pages[index].source, Span::default())),
            Route::Entity(id, _) => {
                let declaration = &self.entity(id).declaration;
                Some((&declaration.source, declaration.span))
            }
            Route::Topic(id, _) => {
                let declaration = &self.registry.topic(id).declaration;
                Some((&declaration.source, declaration.span))
            }
            Route::Redirect(index) => {
                let redirect = &self.redirects[index];
                let article = self.article(redirect.to);
                let alias = article
                    .aliases
                    .iter()
                    .find(|alias| alias.id.trim_matches('/') == redirect.from)?;
                Some((&article.source, alias.span))
            }
            _ => None,
        }
    }
}
