//! A route of a snapshot to a page: a pure function, the same for `build` and for `serve`.
//!
//! `view` makes the values that templates get; the other files gather what the page of one kind shows.
//! May import: diagnostics, text, markdown, config, content, registry, tagging, theme, site, search, layout.

mod article;
mod body;
mod briefing;
mod citation;
mod data;
mod entity;
mod evidence;
mod feed;
mod index;
mod linked_data;
mod network;
mod search;
mod sitemap;
mod topic;
mod view;
mod xml;

pub use body::{link_target, relative_file};

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use tera::{Context, Value};

use crate::diagnostics::Diagnostic;
use crate::registry::{EntityId, EntityKind, Subject, TopicId};
use crate::search::{Index, Limits};
use crate::site::{ArticleId, Route, SearchFile, Site};
use crate::theme::{Templates, Texts, Theme};
use view::Cards;

/// A site and the theme that shows it: everything that pages depend on.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What is shown.
    pub site: Arc<Site>,
    /// How.
    pub theme: Arc<Theme>,
    threads: usize,
    /// Made of the site when it is first asked for: a preview that nobody searches never needs it.
    index: Arc<OnceLock<Index>>,
}

impl Snapshot {
    /// A site in a theme. What no page can make alone is made on so many threads.
    pub fn new(site: Arc<Site>, theme: Arc<Theme>, threads: usize) -> Self {
        Self { site, theme, threads, index: Arc::default() }
    }

    /// The search index.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.site, Limits::default(), self.threads))
    }

    /// Every page and file that is made. A file of `static/` stands for the file of the same name that would be made.
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = self.site.routes();
        routes.extend(self.index().files().into_iter().map(Route::SearchFile));
        routes.retain(|route| !self.is_replaced(*route));
        routes
    }

    /// What is made at a path below the site.
    pub fn route(&self, path: &str) -> Option<Route> {
        let route = self.site.route(path).or_else(|| self.search_file(path));
        route.filter(|route| !self.is_replaced(*route))
    }

    /// The file of the search index at a path. Asks for the index only where the path may lead there.
    fn search_file(&self, path: &str) -> Option<Route> {
        let has_path = |file: &SearchFile| file.path() == path;
        let files = path.starts_with("search/").then(|| self.index().files())?;
        files.into_iter().find(has_path).map(Route::SearchFile)
    }

    fn is_replaced(&self, route: Route) -> bool {
        !route.is_page() && self.theme.assets.get(&self.site.path(route)).is_some()
    }
}

/// Renders pages of one snapshot. Each thread has one: templates and values are its own, for counting the references to
/// shared ones would cost two threads more than half of what the second brings.
pub struct Renderer<'a> {
    snapshot: &'a Snapshot,
    site: &'a Site,
    templates: Templates,
    texts: &'a Texts,
    base: Context,
    article_cards: Cards<ArticleId>,
    headlines: Cards<ArticleId>,
    entity_cards: Cards<EntityId>,
    topic_cards: Cards<TopicId>,
    dates: RefCell<HashMap<Date, (Value, Value)>>,
    /// The links around the mentions of each.
    opening_tags: RefCell<HashMap<Subject, Rc<str>>>,
    /// The entities of a kind with their keys, in the order of their index.
    sorted: RefCell<HashMap<EntityKind, Sorted>>,
    /// What files of `/data/` call the pages.
    keys: OnceCell<data::Keys>,
}

/// Entities with their keys, in the order of an index.
type Sorted = Rc<[(String, EntityId)]>;

impl<'a> Renderer<'a> {
    /// A renderer of a snapshot.
    pub fn new(snapshot: &'a Snapshot) -> Self {
        let mut base = Context::new();
        base.insert_value("site", view::site(&snapshot.site, &snapshot.theme.texts));
        base.insert_value("texts", view::texts(&snapshot.theme.texts));
        Self {
            snapshot,
            site: &snapshot.site,
            templates: snapshot.theme.templates.clone(),
            texts: &snapshot.theme.texts,
            base,
            article_cards: Cards::default(),
            headlines: Cards::default(),
            entity_cards: Cards::default(),
            topic_cards: Cards::default(),
            dates: RefCell::default(),
            opening_tags: RefCell::default(),
            sorted: RefCell::default(),
            keys: OnceCell::new(),
        }
    }

    /// The bytes of a page. Fails only where a template does.
    pub fn render(&self, route: Route) -> Result<Vec<u8>, Diagnostic> {
        let on_page = |problem: Diagnostic| {
            problem.hint(format!("while rendering {}", self.site.file(route)))
        };
        match self.made(route) {
            Made::Page(page) => self.finish(route, page).map_err(on_page),
            Made::File(bytes) => Ok(bytes),
        }
    }

    /// The template that makes a page; none makes a file for other programs.
    pub fn template(&self, route: Route) -> Option<&'static str> {
        match self.made(route) {
            Made::Page(page) => Some(page.template),
            Made::File(_) => None,
        }
    }

    fn made(&self, route: Route) -> Made {
        let page = match route {
            Route::Home => self.home(),
            Route::Articles(page) => self.articles(page),
            Route::Article(id) => self.article(id),
            Route::Entities(kind, page) => self.entities(kind, page),
            Route::Entity(id, page) => self.entity(id, page),
            Route::Topics => self.topics(),
            Route::Topic(id, page) => self.topic(id, page),
            Route::Archive => self.archive(),
            Route::Year(year) => self.year(year),
            Route::Month(index, page) => self.month(index, page),
            Route::Relations => self.relations(),
            Route::Briefings(page) => self.briefings(page),
            Route::Briefing(briefing) => self.briefing(briefing),
            Route::Page(index) => self.plain_page(index),
            Route::Redirect(_) | Route::LatestBriefing => self.redirect(route),
            Route::NotFound => PageView::new("404.html", self.texts.get("not_found"), ""),
            Route::Feed(feed) => return Made::File(self.atom(feed)),
            Route::JsonFeed => return Made::File(self.json_feed()),
            Route::Sitemap(number) => return Made::File(self.sitemap(number)),
            Route::Robots => return Made::File(self.robots()),
            Route::Data => self.data_page(),
            Route::DataFile(file) => return Made::File(self.data_file(file)),
            Route::Search => self.search(),
            Route::SearchFile(file) => return Made::File(self.search_file(file)),
        };
        Made::Page(page)
    }

    /// The template of a page and the values that it gets, besides `site` and `texts`, which every template gets; none for a
    /// file for other programs.
    pub fn values(&self, route: Route) -> Option<(&'static str, Vec<(&'static str, Value)>)> {
        match self.made(route) {
            Made::Page(page) => {
                let template = page.template;
                Some((template, self.with_head(route, page)))
            }
            Made::File(_) => None,
        }
    }

    fn finish(&self, route: Route, page: PageView) -> Result<Vec<u8>, Diagnostic> {
        let template = page.template;
        let mut context = self.base.clone();
        for (key, value) in self.with_head(route, page) {
            context.insert_value(key, value);
        }
        let mut output = Vec::with_capacity(16 * 1024);
        self.templates.render(template, &context, &mut output)?;
        Ok(output)
    }

    /// The values of a page, and as `page` what stands in its head.
    fn with_head(&self, route: Route, page: PageView) -> Vec<(&'static str, Value)> {
        let canonical = match route {
            Route::NotFound => None,
            _ => self.site.absolute_url(self.site.leads_to(route).unwrap_or(route)),
        };
        let head = view::Head {
            canonical: canonical.unwrap_or_default(),
            alternates: self.alternates(route),
            linked_data: self.linked_data(route),
        };
        let head = view::page(&page, head);
        let mut values = page.values;
        values.push(("page", head));
        values
    }

    /// What every template gets as `site`.
    pub fn site_value(&self) -> Value {
        view::site(self.site, self.texts)
    }
}

/// What a route becomes.
enum Made {
    /// A page, still to be put into its template.
    Page(PageView),
    /// The bytes of a file for other programs.
    File(Vec<u8>),
}

/// What a page shows: its template, what stands in its head, and the values of its own.
struct PageView {
    template: &'static str,
    title: String,
    description: String,
    /// The whole address of a picture; may be empty.
    image: String,
    /// The part of the site that the navigation marks.
    section: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl PageView {
    fn new(template: &'static str, title: impl Into<String>, section: &'static str) -> Self {
        Self {
            template,
            title: title.into(),
            description: String::new(),
            image: String::new(),
            section,
            values: Vec::new(),
        }
    }

    fn describe(mut self, description: &str) -> Self {
        description.clone_into(&mut self.description);
        self
    }

    fn picture(mut self, image: String) -> Self {
        self.image = image;
        self
    }

    fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((key, value.into()));
        self
    }
}
