//! The user's folder over time: reads it and yields snapshots. The only module that knows that time passes.
//!
//! [`Project::load`] reads everything, [`Project::apply`] only what changed. Both end in the same `link`, so that a snapshot after any
//! edits is the one that a fresh start would give.
//! May import: diagnostics, config, content, registry, tagging, theme, site, render.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::config::{self, BaseUrl, Config, Discover};
use crate::content::{
    Article, ContentFile, ContentKind, PlainPage, ignored, is_behind_link, is_there, kind_of,
    path_below, read, walk,
};
use crate::diagnostics::{self, Diagnostic, Source};
use crate::registry::{self, EntryFile, Registry};
use crate::render::Snapshot;
use crate::site::{Publication, Route, Site, link, paths};
use crate::tagging::names::Model;
use crate::tagging::{Tagged, Tagger};
use crate::text::alike;
use crate::theme::Theme;

/// What the user asks for besides what the folder says.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Publish drafts.
    pub drafts: bool,
    /// Publish articles with a future date.
    pub future: bool,
    /// The day that counts as today; by default the day of the clock in the site's zone.
    pub today: Option<Date>,
    /// Instead of the `base_url` of site.yaml.
    pub base_url: Option<BaseUrl>,
    /// Where site.yaml says nothing of the site's address.
    pub default_base_url: Option<BaseUrl>,
}

/// A site's folder and what is known of it.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    options: Options,
    config: Arc<Config>,
    tagger: Tagger,
    /// The model of names, once it is needed.
    names: Option<Arc<Model>>,
    registry: Arc<Registry>,
    /// What articles depend on besides their text: a fingerprint of site.yaml and registry.
    context: u64,
    /// Articles by path, each with a fingerprint of its text.
    articles: BTreeMap<Arc<str>, (u64, Arc<Tagged>)>,
    pages: BTreeMap<String, Arc<PlainPage>>,
    theme: Arc<Theme>,
    /// Problems of site.yaml, of the walk and of files that can't be read; those of readable files stand in what was made of them.
    problems: Vec<Diagnostic>,
}

/// A snapshot, and every problem in the folder that it was made from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The site as far as it could be made.
    pub snapshot: Snapshot,
    /// Problems of settings, content, registry, templates and files, in the order in which they are told.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Whether the snapshot must not be published.
    pub fn has_errors(&self) -> bool {
        diagnostics::count(&self.diagnostics).0 > 0
    }
}

impl Project {
    /// A project in the folder `root`. Reads nothing yet.
    pub fn new(root: &Path, options: Options) -> Self {
        let config = Arc::new(Config::default());
        let registry = Arc::new(Registry::default());
        Self {
            root: root.to_owned(),
            options,
            tagger: Tagger::new(&registry, None),
            names: None,
            theme: Arc::default(),
            registry,
            config,
            context: 0,
            articles: BTreeMap::new(),
            pages: BTreeMap::new(),
            problems: Vec::new(),
        }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The day that counts as today in the zone of a site with these settings.
    pub fn today(&self, config: &Config) -> Date {
        self.options.today.unwrap_or_else(|| config.time_zone.to_datetime(Timestamp::now()).date())
    }

    /// Reads the folder as it is now. Articles whose text is as before are not parsed again.
    pub fn load(&mut self) -> Loaded {
        let (files, entries) = self.read_context();
        let (root, config) = (&self.root, &self.config);
        // What takes long and does not depend on each other: the theme, the registry's matcher, and the articles up to their tags.
        let (theme, (context, drafts)) = rayon::join(
            || Theme::load(root, config),
            || rayon::join(|| self.make_context(entries), || self.parse_articles(&files)),
        );
        self.theme = Arc::new(theme);
        self.take_context(context);
        self.tag_articles(drafts);
        self.pages.clear();
        for file in files.iter().filter(|file| file.kind == ContentKind::Page) {
            self.load_page(&file.path, &file.location);
        }
        self.link()
    }

    /// Reads only the files at these places, which were made, changed or removed since the last reading. What can't be told
    /// from single files (site.yaml, registry, folders that come and go) makes it read everything.
    pub fn apply(&mut self, changed: &BTreeSet<PathBuf>) -> Loaded {
        let mut theme_changed = false;
        for location in changed {
            match self.area(location) {
                Area::Article(path) => self.load_article(&path, location),
                Area::Page(path) => self.load_page(&path, location),
                Area::Ignored(path) => self.note_ignored(&path, location),
                Area::Theme => theme_changed = true,
                Area::Elsewhere => {}
                Area::Everything => return self.load(),
            }
        }
        if theme_changed {
            self.theme = Arc::new(Theme::load(&self.root, &self.config));
        }
        self.link()
    }

    /// Parses and tags articles of any place, for a look at single files. Each is given with its name for messages.
    pub fn tag_files(
        &mut self,
        files: &[(String, PathBuf)],
    ) -> (Arc<Registry>, Vec<Arc<Tagged>>, Vec<Diagnostic>) {
        let (_, entries) = self.read_context();
        self.take_context(self.make_context(entries));
        let mut problems = std::mem::take(&mut self.problems);
        problems.extend(self.registry.diagnostics().iter().cloned());
        let results: Vec<Result<(u64, Arc<Tagged>), Diagnostic>> =
            files.par_iter().map(|(name, location)| self.read_article(name, location)).collect();
        let mut tagged = Vec::new();
        for result in results {
            match result {
                Ok((_, article)) => {
                    problems.extend(
                        article.article.diagnostics.iter().chain(&article.diagnostics).cloned(),
                    );
                    tagged.push(article);
                }
                Err(problem) => problems.push(problem),
            }
        }
        diagnostics::sort(&mut problems);
        (Arc::clone(&self.registry), tagged, problems)
    }

    /// Reads settings and finds the files. Where what articles depend on changed, forgets all articles and gives the registry's files.
    fn read_context(&mut self) -> (Vec<ContentFile>, Option<Vec<EntryFile>>) {
        let (config, config_fingerprint, mut problems) = self.read_config();
        let (files, walk_problems) = walk(&self.root);
        problems.extend(walk_problems);
        let (entries, registry_fingerprint) = read_entries(&files, &mut problems);
        self.problems = problems;
        self.config = config;
        let context = config_fingerprint ^ registry_fingerprint.rotate_left(1);
        if self.context == context && self.context != 0 {
            return (files, None);
        }
        self.context = context;
        self.articles.clear();
        (files, Some(entries))
    }

    /// The registry of these files, and what recognises its names and others.
    fn make_context(&self, entries: Option<Vec<EntryFile>>) -> Option<Context> {
        let entries = entries?;
        let discovers = self.config.discover != Discover::Off;
        let names = || {
            let known = self.names.clone();
            discovers.then(|| known.unwrap_or_else(|| Arc::new(Model::builtin())))
        };
        let registry = || Arc::new(registry::load_over_atlas(&entries, &self.config.atlas));
        let (names, registry) = rayon::join(names, registry);
        let tagger = Tagger::new(&registry, names.clone());
        Some(Context { registry, names, tagger })
    }

    fn take_context(&mut self, context: Option<Context>) {
        let Some(Context { registry, names, tagger }) = context else { return };
        self.registry = registry;
        self.names = names.or_else(|| self.names.take());
        self.tagger = tagger;
    }

    fn read_config(&self) -> (Arc<Config>, u64, Vec<Diagnostic>) {
        let location = self.root.join(config::FILE);
        let source = if is_there(&location) {
            read(config::FILE, &location)
        } else {
            Ok(Source::new(config::FILE, ""))
        };
        let (mut config, fingerprint, problems) = match source {
            Ok(source) => {
                let (config, problems) = Config::parse(&source);
                (config, xxh3_64(source.text().as_bytes()), problems)
            }
            Err(problem) => (Config::default(), 0, vec![problem]),
        };
        let default = self.options.default_base_url.as_ref().filter(|_| !config.has_address);
        if let Some(base_url) = self.options.base_url.as_ref().or(default) {
            config.base_url = base_url.clone();
        }
        (Arc::new(config), fingerprint, problems)
    }

    fn parse_articles(&self, files: &[ContentFile]) -> Vec<Result<Draft, Diagnostic>> {
        let articles = files.par_iter().with_max_len(AT_ONCE);
        let articles = articles.filter(|file| file.kind == ContentKind::Article);
        articles
            .map(|file| {
                let known = self.articles.get(file.path.as_str());
                self.parse_article(known, &file.path, &file.location)
            })
            .collect()
    }

    fn tag_articles(&mut self, drafts: Vec<Result<Draft, Diagnostic>>) {
        let tag = |draft: Result<Draft, Diagnostic>| draft.map(|draft| self.tag(draft));
        let results: Vec<_> = drafts.into_par_iter().with_max_len(AT_ONCE).map(tag).collect();
        let read = results
            .into_iter()
            .filter_map(|result| result.map_err(|problem| self.problems.push(problem)).ok());
        self.articles = read.map(|article| (path_of(&article), article)).collect();
    }

    fn read_article(&self, path: &str, location: &Path) -> Result<(u64, Arc<Tagged>), Diagnostic> {
        self.parse_article(None, path, location).map(|draft| self.tag(draft))
    }

    /// Reads an article, and parses it unless its text is the known one.
    fn parse_article(
        &self,
        known: Option<&(u64, Arc<Tagged>)>,
        path: &str,
        location: &Path,
    ) -> Result<Draft, Diagnostic> {
        let source = read(path, location)?;
        let fingerprint = xxh3_64(source.text().as_bytes());
        if let Some((_, tagged)) = known.filter(|(known, _)| *known == fingerprint) {
            return Ok(Draft::Known(fingerprint, Arc::clone(tagged)));
        }
        Ok(Draft::Parsed(fingerprint, Arc::new(Article::parse(source, &self.config))))
    }

    fn tag(&self, draft: Draft) -> (u64, Arc<Tagged>) {
        match draft {
            Draft::Known(fingerprint, tagged) => (fingerprint, tagged),
            Draft::Parsed(fingerprint, article) => {
                (fingerprint, Arc::new(self.tagger.tag(article, &self.config)))
            }
        }
    }

    fn load_article(&mut self, path: &str, location: &Path) {
        self.forget(path);
        if !is_there(location) {
            return;
        }
        match self.read_article(path, location) {
            Ok(article) => {
                self.articles.insert(path_of(&article), article);
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    fn load_page(&mut self, path: &str, location: &Path) {
        self.forget(path);
        if !is_there(location) {
            return;
        }
        match read(path, location) {
            Ok(source) => {
                self.pages.insert(path.to_owned(), Arc::new(PlainPage::parse(source)));
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Forgets what was made of a file, and that it could not be read.
    fn forget(&mut self, path: &str) {
        self.articles.remove(path);
        self.pages.remove(path);
        let is_of_file = |problem: &Diagnostic| {
            problem.place.as_ref().is_some_and(|place| place.source.path() == path)
        };
        self.problems.retain(|problem| !is_of_file(problem));
    }

    /// Editors leave files beside an article for a moment, or for good: told, but no reason to read anything again.
    fn note_ignored(&mut self, path: &str, location: &Path) {
        self.forget(path);
        self.problems.extend(ignored(path, location));
    }

    /// Whether known files stand below a path, which may be gone by now.
    fn is_known_folder(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let articles = self.articles.keys().map(|path| &**path);
        let pages = self.pages.keys().map(String::as_str);
        articles.chain(pages).any(|file| file.starts_with(&folder))
    }

    /// What a change at a place concerns.
    fn area(&self, location: &Path) -> Area {
        let Some(path) = path_below(&self.root, location) else { return Area::Elsewhere };
        let folder = path.split('/').next().unwrap_or_default();
        match folder {
            "templates" | "static" => Area::Theme,
            "content" if is_behind_link(&self.root, location) => Area::Elsewhere,
            "content" if location.is_dir() || self.is_known_folder(&path) => Area::Everything,
            "content" => match kind_of(&path) {
                Some(ContentKind::Article) => Area::Article(path),
                Some(ContentKind::Page) => Area::Page(path),
                Some(_) => Area::Everything,
                None => Area::Ignored(path),
            },
            _ if path == config::FILE => Area::Everything,
            _ => Area::Elsewhere,
        }
    }

    fn link(&self) -> Loaded {
        let tagged = self.articles.values().map(|(_, tagged)| Arc::clone(tagged));
        let pages = self.pages.values().cloned().collect();
        let site = link(
            tagged,
            pages,
            Arc::clone(&self.registry),
            Arc::clone(&self.config),
            self.publication(),
        );
        let mut problems = self.problems.clone();
        problems.extend(site.diagnostics().iter().chain(&self.theme.diagnostics).cloned());
        problems.extend(collisions(&site, &self.theme));
        problems.extend(paths::problems(&site, self.theme.assets.iter().map(|(path, _)| path)));
        problems.extend(self.alike_files());
        diagnostics::sort(&mut problems);
        let snapshot =
            Snapshot::new(Arc::new(site), Arc::clone(&self.theme), rayon::current_num_threads());
        Loaded { snapshot, diagnostics: problems }
    }

    /// Files of which Windows and macOS can only keep one. Those of `static/` are told by their addresses.
    fn alike_files(&self) -> Vec<Diagnostic> {
        let entities = self.registry.entities().map(|(_, entity)| entity.declaration.source.path());
        let topics = self.registry.topics().map(|(_, topic)| topic.declaration.source.path());
        let entries: BTreeSet<&str> =
            entities.chain(topics).filter(|path| path.starts_with("content/")).collect();
        let articles = self.articles.keys().map(|path| &**path);
        let files = articles.chain(self.pages.keys().map(String::as_str));
        let is_file = |path: &str| {
            self.articles.contains_key(path)
                || self.pages.contains_key(path)
                || entries.contains(path)
        };
        let groups = alike(files.chain(entries.iter().copied()), is_file);
        let told = groups.into_iter().filter_map(|group| {
            let (last, others) = group.split_last()?;
            let message =
                format!("Windows and macOS take this file and {} for one", others.join(", "));
            let problem =
                Diagnostic::warning("alike-files", message).in_file(&Source::new(last, ""));
            Some(problem.hint("who fetches the site there loses one of them: rename it"))
        });
        told.collect()
    }

    /// A fingerprint of all that the pages of a snapshot of this project are made of, but for the program and the files that are copied.
    pub fn fingerprint(&self, snapshot: &Snapshot) -> u64 {
        let mut hash = Xxh3::with_seed(self.context);
        hash.update(self.config.base_url.link("").as_bytes());
        hash.update(self.config.base_url.absolute("").unwrap_or_default().as_bytes());
        let site = &snapshot.site;
        for source in site.article_ids().map(|id| &site.article(id).source) {
            let text = self.articles.get(source.path()).map_or(0, |(fingerprint, _)| *fingerprint);
            hash.update(source.path().as_bytes());
            hash.update(&text.to_le_bytes());
        }
        for source in site.pages().iter().map(|page| &page.source) {
            hash.update(source.path().as_bytes());
            hash.update(source.text().as_bytes());
        }
        hash.update(&snapshot.theme.fingerprint().to_le_bytes());
        hash.digest()
    }

    fn publication(&self) -> Publication {
        let today = self.today(&self.config);
        Publication { drafts: self.options.drafts, future: self.options.future, today }
    }
}

/// The moment, for what is kept for a while beside the site. No page may depend on it.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// What articles depend on besides their text and the settings.
struct Context {
    registry: Arc<Registry>,
    names: Option<Arc<Model>>,
    tagger: Tagger,
}

/// Articles that a thread takes at most in one go, so that no thread has thousands left when the others are done.
const AT_ONCE: usize = 64;

/// An article on its way, with the fingerprint of its text.
enum Draft {
    /// As it was at the last reading.
    Known(u64, Arc<Tagged>),
    /// Still without tags.
    Parsed(u64, Arc<Article>),
}

/// What a change concerns.
enum Area {
    /// The article of that path.
    Article(String),
    /// The plain page of that path.
    Page(String),
    /// A file of that path, which is no content.
    Ignored(String),
    /// Templates or assets.
    Theme,
    /// Settings, registry, or a folder of content.
    Everything,
    /// Nothing that the site is made from.
    Elsewhere,
}

fn path_of((_, tagged): &(u64, Arc<Tagged>)) -> Arc<str> {
    tagged.article.source.shared_path()
}

fn read_entries(files: &[ContentFile], problems: &mut Vec<Diagnostic>) -> (Vec<EntryFile>, u64) {
    let mut entries = Vec::new();
    let mut fingerprint = 0_u64;
    let is_entry =
        |kind| matches!(kind, ContentKind::Actors | ContentKind::Places | ContentKind::Topics);
    for file in files.iter().filter(|file| is_entry(file.kind)) {
        match read(&file.path, &file.location) {
            Ok(source) => {
                let text = xxh3_64(source.text().as_bytes());
                fingerprint = fingerprint.rotate_left(5) ^ text ^ xxh3_64(file.path.as_bytes());
                entries.push(EntryFile { kind: file.kind, source });
            }
            Err(problem) => problems.push(problem),
        }
    }
    (entries, fingerprint)
}

/// Files of `static/` that want the URL of a page. One that has the name of a file for other programs replaces it.
fn collisions(site: &Site, theme: &Theme) -> Vec<Diagnostic> {
    let page_path = |path: &str| path.strip_suffix("index.html").unwrap_or(path).to_owned();
    let is_page = |path: &str| site.route(&page_path(path)).is_some_and(Route::is_page);
    let assets = theme.assets.iter().filter(|(path, _)| is_page(path));
    assets
        .map(|(path, _)| {
            Diagnostic::error("duplicate-url", format!("static/{path} wants the URL of a page"))
                .in_file(&Source::new(&format!("static/{path}"), ""))
                .hint("rename the file")
        })
        .collect()
}
