//! Routes and URLs: every page that a site has, every file for other programs, and where it is.

use std::borrow::Cow;

use super::{ArticleId, Briefing, DataFile, Feed, SearchFile, Site};
use crate::registry::{EntityId, EntityKind, TopicId};

/// The media type of a page.
const HTML: &str = "text/html; charset=utf-8";

/// A page of a site, or a file for other programs. Lists go over several; their pages count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Route {
    /// The front page.
    Home,
    /// All articles, newest first.
    Articles(u32),
    /// An article.
    Article(ArticleId),
    /// All entities of a kind, A to Z.
    Entities(EntityKind, u32),
    /// An entity and a page of its stories.
    Entity(EntityId, u32),
    /// All topics, as a tree.
    Topics,
    /// A topic and a page of its stories.
    Topic(TopicId, u32),
    /// All years and months.
    Archive,
    /// The months of a year.
    Year(i16),
    /// The articles of a month, by its number in the list of months.
    Month(usize, u32),
    /// Who appears with whom: the network of the leading actors.
    Relations,
    /// All weeks and days with briefings, newest first.
    Briefings(u32),
    /// A briefing of a day or a week.
    Briefing(Briefing),
    /// The lasting address of the newest day's briefing.
    LatestBriefing,
    /// A plain page, by its number.
    Page(usize),
    /// An old URL, by its number.
    Redirect(usize),
    /// What is shown where nothing is.
    NotFound,
    /// An Atom feed.
    Feed(Feed),
    /// The site's feed as a JSON Feed.
    JsonFeed,
    /// A file of the sitemap, by its number.
    Sitemap(u32),
    /// What programs that visit the site should know.
    Robots,
    /// The page that describes the data of the site.
    Data,
    /// A file of that data.
    DataFile(DataFile),
    /// Where the site is searched.
    Search,
    /// A file of the search index. Which there are, the snapshot knows.
    SearchFile(SearchFile),
}

impl Route {
    /// Whether people read it: a page of HTML, and no file for other programs.
    pub fn is_page(self) -> bool {
        self.media_type() == HTML
    }

    /// What a server says of the bytes.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Feed(_) => "application/atom+xml; charset=utf-8",
            Self::JsonFeed => "application/feed+json; charset=utf-8",
            Self::DataFile(file) => file.media_type(),
            Self::SearchFile(file) => file.media_type(),
            Self::Sitemap(_) => "application/xml",
            Self::Robots => "text/plain; charset=utf-8",
            _ => HTML,
        }
    }

    /// Whether search engines should know it: a page of its own, and none that says that there is none, or that it has moved, or
    /// that shows nothing before it is asked.
    pub fn is_listed(self) -> bool {
        self.is_page() && !self.is_redirect() && !matches!(self, Self::NotFound | Self::Search)
    }

    /// Whether it only leads to another page.
    pub fn is_redirect(self) -> bool {
        matches!(self, Self::Redirect(_) | Self::LatestBriefing)
    }
}

impl Site {
    /// The path of a page below the site, such as `people/antony-blinken/`; empty for the front page.
    ///
    /// A path that ends in a slash is a folder with an `index.html`; any other is a file.
    pub fn path(&self, route: Route) -> Cow<'_, str> {
        let path = match route {
            Route::Home => String::new(),
            Route::Articles(page) => paged(&["articles"], page),
            Route::Article(id) => return Cow::Borrowed(self.article(id).path()),
            Route::Entities(kind, page) => paged(&[kind.folder()], page),
            Route::Entity(id, page) => {
                let entity = self.entity(id);
                paged(&[entity.kind.folder(), &entity.id], page)
            }
            Route::Topics => "topics/".to_owned(),
            Route::Topic(id, page) => paged(&["topics", &self.registry().topic(id).id], page),
            Route::Archive => "archive/".to_owned(),
            Route::Year(year) => format!("archive/{year:04}/"),
            Route::Month(index, page) => {
                let month = &self.months()[index];
                let (year, month) = (format!("{:04}", month.year), format!("{:02}", month.month));
                paged(&["archive", &year, &month], page)
            }
            Route::Relations => "relations/".to_owned(),
            Route::Briefings(page) => paged(&["briefings"], page),
            Route::Briefing(briefing) => briefing.path(self),
            Route::LatestBriefing => "briefings/latest/".to_owned(),
            Route::Page(index) => format!("{}/", self.pages()[index].path),
            Route::Redirect(index) => redirect_path(&self.redirects()[index].from),
            Route::NotFound => "404.html".to_owned(),
            Route::Feed(feed) => format!("{}feed.xml", self.path(feed.page())),
            Route::JsonFeed => "feed.json".to_owned(),
            Route::Sitemap(0) => "sitemap.xml".to_owned(),
            Route::Sitemap(number) => format!("sitemap-{number}.xml"),
            Route::Robots => "robots.txt".to_owned(),
            Route::Data => "data/".to_owned(),
            Route::DataFile(file) => format!("data/{}", file.name()),
            Route::Search => "search/".to_owned(),
            Route::SearchFile(file) => file.path(),
        };
        Cow::Owned(path)
    }

    /// The file of a page below the built site, such as `people/antony-blinken/index.html`.
    pub fn file(&self, route: Route) -> String {
        let path = self.path(route);
        if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.into_owned()
        }
    }

    /// The link to a page, with the base path.
    pub fn url(&self, route: Route) -> String {
        self.config().base_url.link(&self.path(route))
    }

    /// The whole address of a page, where the site's origin is known.
    pub fn absolute_url(&self, route: Route) -> Option<String> {
        self.config().base_url.absolute(&self.path(route))
    }

    /// The page at a path below the site.
    pub fn route(&self, path: &str) -> Option<Route> {
        self.addresses.get(path)
    }

    /// Every page and file of the site, in a fixed order, but for the files of the search index.
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = vec![
            Route::Home,
            Route::NotFound,
            Route::Topics,
            Route::Archive,
            Route::Relations,
            Route::Data,
            Route::Search,
        ];
        let pages_of = |rows: usize| 1..=self.page_count(rows);
        routes.extend(pages_of(self.article_count()).map(Route::Articles));
        routes.extend(self.article_ids().map(Route::Article));
        for kind in EntityKind::ALL {
            let rows = self.entities_with_pages(kind).count();
            routes.extend((1..=Self::index_pages(rows)).map(|page| Route::Entities(kind, page)));
        }
        for entity in EntityKind::ALL.into_iter().flat_map(|kind| self.entities_with_pages(kind)) {
            let rows = self.articles_of_entity(entity).len();
            routes.extend(pages_of(rows).map(|page| Route::Entity(entity, page)));
        }
        for topic in self.topics_with_pages() {
            let rows = self.articles_of_topic(topic).len();
            routes.extend(pages_of(rows).map(|page| Route::Topic(topic, page)));
        }
        routes.extend(self.years().map(|(year, _)| Route::Year(year)));
        for (index, month) in self.months().iter().enumerate() {
            routes.extend(pages_of(month.articles.len()).map(|page| Route::Month(index, page)));
        }
        routes.extend(pages_of(self.weeks().len()).map(Route::Briefings));
        routes.extend(self.briefings().map(Route::Briefing));
        routes.extend(self.days().first().map(|_| Route::LatestBriefing));
        routes.extend((0..self.pages().len()).map(Route::Page));
        routes.extend((0..self.redirects().len()).map(Route::Redirect));
        routes.extend(self.data_files().into_iter().map(Route::DataFile));
        let feeds = self.feeds();
        routes.extend(feeds.iter().map(|feed| Route::Feed(*feed)));
        routes.extend(feeds.first().map(|_| Route::JsonFeed));
        // A sitemap has whole addresses only.
        if self.config().base_url.has_origin() {
            let listed = routes.iter().filter(|route| route.is_listed()).count();
            routes.extend(Self::sitemaps(listed).map(Route::Sitemap));
            routes.push(Route::Robots);
        }
        routes
    }
}

/// The path of a page of the list in these folders. Most of what a page says of others are such paths: put together without formatting,
/// which takes three times as long.
fn paged(folders: &[&str], page: u32) -> String {
    let mut path = String::with_capacity(64);
    for folder in folders {
        path += folder;
        path.push('/');
    }
    if page > 1 {
        path += "page/";
        path += &page.to_string();
        path.push('/');
    }
    path
}

/// An old URL that names a file keeps it; any other becomes a folder. `index.html` is the folder that it stands in.
fn redirect_path(from: &str) -> String {
    if let Some(folder) = from.strip_suffix("index.html")
        && (folder.is_empty() || folder.ends_with('/'))
    {
        return folder.to_owned();
    }
    let is_file = from
        .rsplit('/')
        .next()
        .is_some_and(|name| name.ends_with(".html") || name.ends_with(".htm"));
    if is_file { from.to_owned() } else { format!("{from}/") }
}
