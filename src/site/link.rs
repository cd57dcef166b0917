//! The one place where everything meets: tagged articles, registry and settings become a site.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use jiff::civil::Date;

use super::briefing;
use super::rows::Rows;
use super::timeline::months;
use super::{ArticleId, Redirect, Route, Site, identity, paths};
use crate::config::Config;
use crate::content::{Article, PlainPage};
use crate::diagnostics::{self, Diagnostic, Source, Span};
use crate::registry::{EntityId, Registry, TopicId};
use crate::tagging::{EntityTag, Tagged};

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

/// Links tagged articles and plain pages, both in the order of their files, to a site.
///
/// An edit waits for this, so tables that don't need each other are made side by side, each by one thread from end to end: numbers and
/// order are those of the files and never of threads.
pub fn link(
    tagged: impl IntoIterator<Item = Arc<Tagged>>,
    pages: Vec<Arc<PlainPage>>,
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
            dated.push((tagged.article.date, dated.len(), tagged));
        }
    }
    // Newest first; of the same moment in the order of their files, which they have.
    dated.sort_by_key(|(date, ..)| Reverse(*date));
    let days: Vec<Date> = dated.iter().map(|(date, ..)| date.date()).collect();
    let mut by_file = vec![ArticleId(0); dated.len()];
    for ((_, file, _), id) in dated.iter().zip((0..).map(ArticleId)) {
        by_file[*file] = id;
    }
    let articles: Vec<Arc<Tagged>> = dated.into_iter().map(|(.., tagged)| tagged).collect();
    problems.extend(pages.iter().flat_map(|page| page.diagnostics.iter().cloned()));
    let tags = || {
        let found = identity::find(&articles, &registry, config.discover);
        let entities = registry.entities().len() + found.entities.len();
        let entities_of = entities_of(&articles, &found.tags);
        let topics_of = topics_of(&articles);
        let by_entity = postings_of_entities(&entities_of, entities);
        let by_topic = postings_of_topics(&topics_of, &registry);
        (found, entities_of, topics_of, by_entity, by_topic)
    };
    let paths = || (Addresses::of_articles(&articles), redirects(&articles));
    let (tables, (addresses, redirects)) = rayon::join(tags, paths);
    let (found, entities_of, topics_of, by_entity, by_topic) = tables;
    let briefing_days = briefing::days(&days);
    let mut site = Site {
        entities_of,
        topics_of,
        by_entity,
        by_topic,
        redirects,
        months: months(days.iter()),
        weeks: briefing::weeks(&briefing_days),
        days: briefing_days,
        addresses,
        by_file,
        diagnostics: Vec::new(),
        config,
        registry,
        discovered: found.entities,
        tags: found.tags,
        articles,
        pages,
    };
    problems.extend(site.index_routes());
    diagnostics::sort(&mut problems);
    site.diagnostics = problems;
    site
}

/// The entities of each article, of those with discovered ones from all of their tags.
fn entities_of(
    articles: &[Arc<Tagged>],
    of_discovered: &HashMap<ArticleId, Vec<EntityTag>>,
) -> Rows<EntityId> {
    Rows::of(articles.iter().zip((0..).map(ArticleId)).map(|(tagged, id)| {
        let tags = of_discovered.get(&id).unwrap_or(&tagged.entities);
        tags.iter().map(|tag| tag.entity)
    }))
}

fn topics_of(articles: &[Arc<Tagged>]) -> Rows<TopicId> {
    Rows::of(articles.iter().map(|tagged| tagged.topics.iter().map(|tag| tag.topic)))
}

/// For each of so many entities the articles that have its tag.
fn postings_of_entities(entities_of: &Rows<EntityId>, entities: usize) -> Vec<Vec<ArticleId>> {
    let mut postings = vec![Vec::new(); entities];
    for (id, entities) in entities_of.iter() {
        for entity in entities {
            add(&mut postings[entity.index()], id);
        }
    }
    postings
}

/// For each topic the articles that have its tag or that of a narrower one.
fn postings_of_topics(topics_of: &Rows<TopicId>, registry: &Registry) -> Vec<Vec<ArticleId>> {
    let mut postings = vec![Vec::new(); registry.topics().len()];
    for (id, topics) in topics_of.iter() {
        for topic in topics {
            add(&mut postings[topic.index()], id);
            for broader in registry.broader(*topic) {
                add(&mut postings[broader.index()], id);
            }
        }
    }
    postings
}

/// An article may name a tag twice and is counted once.
fn add(articles: &mut Vec<ArticleId>, id: ArticleId) {
    if articles.last() != Some(&id) {
        articles.push(id);
    }
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

/// The table from paths to routes.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    routes: HashMap<Arc<str>, Route>,
    /// Those whose paths are not as plain as nearly all are.
    unusual: Vec<Route>,
    /// Routes that want the path of another, with that one.
    refused: Vec<(Route, Route)>,
}

impl Addresses {
    /// Those of the articles, from which all others follow.
    fn of_articles(articles: &[Arc<Tagged>]) -> Self {
        let mut addresses = Self::default();
        addresses.routes.reserve(articles.len());
        for (tagged, id) in articles.iter().zip((0..).map(ArticleId)) {
            addresses.add(Arc::clone(tagged.article.path()), Route::Article(id));
        }
        addresses
    }

    fn add(&mut self, path: Arc<str>, route: Route) {
        match self.routes.entry(path) {
            Entry::Occupied(taken) => self.refused.push((*taken.get(), route)),
            Entry::Vacant(free) => {
                if !paths::is_plain(free.key()) {
                    self.unusual.push(route);
                }
                free.insert(route);
            }
        }
    }

    /// The route at a path.
    pub(super) fn get(&self, path: &str) -> Option<Route> {
        self.routes.get(path).copied()
    }

    /// All paths with their routes, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Route)> {
        self.routes.iter().map(|(path, route)| (&**path, *route))
    }

    /// The routes whose paths are to be looked at more closely.
    pub(super) fn unusual(&self) -> &[Route] {
        &self.unusual
    }
}

impl Site {
    /// Fills the table from paths to routes, which has those of the articles. Two routes with one path are an error, told with both
    /// files.
    fn index_routes(&mut self) -> Vec<Diagnostic> {
        let mut addresses = std::mem::take(&mut self.addresses);
        let others = self.routes().into_iter().filter(|route| !matches!(route, Route::Article(_)));
        others.for_each(|route| addresses.add(self.path(route).into(), route));
        self.addresses = addresses;
        let refused = self.addresses.refused.iter();
        refused.map(|(first, second)| self.collision(*first, *second)).collect()
    }

    fn collision(&self, first: Route, second: Route) -> Diagnostic {
        let message = format!("two pages want the URL /{}", self.path(first));
        let problem = Diagnostic::error("duplicate-url", message);
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
