//! The user's folder over time: reads it and yields snapshots. The only module that knows that time passes.
//!
//! Keeps what it parsed and tagged by path and content, so that another [`Project::load`] parses only what changed.
//! May import: diagnostics, config, content, registry, tagging, theme, site, render.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::config::{self, BaseUrl, Config};
use crate::content::{Article, ContentFile, ContentKind, PlainPage, read, walk};
use crate::diagnostics::{self, Diagnostic, Severity, Source};
use crate::registry::{self, EntryFile};
use crate::render::Snapshot;
use crate::site::{Publication, Site, link};
use crate::tagging::{Gazetteer, Tagged, tag};
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
}

/// A site's folder and what is known of it.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    options: Options,
    /// What articles depend on besides their text: a fingerprint of site.yaml and registry.
    context: u64,
    /// Articles by path, each with a fingerprint of its text.
    tagged: HashMap<String, (u64, Arc<Tagged>)>,
}

/// A snapshot, and every problem in the folder that it was made from.
#[derive(Debug)]
pub struct Loaded {
    /// The site as far as it could be made.
    pub snapshot: Snapshot,
    /// Problems of settings, content, registry, templates and files, in the order in which they are told.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Whether the snapshot must not be published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl Project {
    /// A project in the folder `root`. Reads nothing yet.
    pub fn new(root: &Path, options: Options) -> Self {
        Self { root: root.to_owned(), options, context: 0, tagged: HashMap::new() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads the folder as it is now.
    pub fn load(&mut self) -> Loaded {
        let (config, config_fingerprint, mut problems) = self.config();
        let (files, walk_problems) = walk(&self.root);
        problems.extend(walk_problems);
        let (entries, registry_fingerprint) = read_entries(&files, &mut problems);
        let registry = Arc::new(registry::load(&entries));
        self.forget_unless(config_fingerprint ^ registry_fingerprint.rotate_left(1));
        let gazetteer = Gazetteer::new(&registry);
        let tagged = self.tag_articles(&files, &gazetteer, &config, &mut problems);
        let pages = read_pages(&files, &mut problems);
        let theme = Theme::load(&self.root, &config);
        let publication = self.publication(&config);
        let site = link(tagged, pages, registry, config, publication);
        problems.extend(site.diagnostics().iter().chain(&theme.diagnostics).cloned());
        problems.extend(collisions(&site, &theme));
        diagnostics::sort(&mut problems);
        Loaded {
            snapshot: Snapshot { site: Arc::new(site), theme: Arc::new(theme) },
            diagnostics: problems,
        }
    }

    /// Parses and tags articles of any place, for a look at single files. `name` makes their names for messages.
    pub fn tag_files(
        &mut self,
        files: &[(String, PathBuf)],
    ) -> (Gazetteer, Vec<Arc<Tagged>>, Vec<Diagnostic>) {
        let (config, _, mut problems) = self.config();
        let (content, walk_problems) = walk(&self.root);
        problems.extend(walk_problems);
        let (entries, _) = read_entries(&content, &mut problems);
        let registry = Arc::new(registry::load(&entries));
        problems.extend(registry.diagnostics().iter().cloned());
        let gazetteer = Gazetteer::new(&registry);
        let results: Vec<Result<Arc<Tagged>, Diagnostic>> = files
            .par_iter()
            .map(|(name, location)| Ok(tag_source(read(name, location)?, &gazetteer, &config)))
            .collect();
        let mut tagged = Vec::new();
        for result in results {
            match result {
                Ok(article) => {
                    problems.extend(
                        article.article.diagnostics.iter().chain(&article.diagnostics).cloned(),
                    );
                    tagged.push(article);
                }
                Err(problem) => problems.push(problem),
            }
        }
        diagnostics::sort(&mut problems);
        (gazetteer, tagged, problems)
    }

    fn config(&self) -> (Arc<Config>, u64, Vec<Diagnostic>) {
        let location = self.root.join(config::FILE);
        let source = if location.exists() {
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
        if let Some(base_url) = &self.options.base_url {
            config.base_url = base_url.clone();
        }
        (Arc::new(config), fingerprint, problems)
    }

    fn publication(&self, config: &Config) -> Publication {
        let today = self
            .options
            .today
            .unwrap_or_else(|| config.time_zone.to_datetime(Timestamp::now()).date());
        Publication { drafts: self.options.drafts, future: self.options.future, today }
    }

    /// Forgets all articles when what they depend on changed.
    fn forget_unless(&mut self, context: u64) {
        if self.context != context {
            self.context = context;
            self.tagged.clear();
        }
    }

    fn tag_articles(
        &mut self,
        files: &[ContentFile],
        gazetteer: &Gazetteer,
        config: &Config,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Tagged>> {
        let articles: Vec<&ContentFile> =
            files.iter().filter(|file| file.kind == ContentKind::Article).collect();
        let known = &self.tagged;
        let results: Vec<Result<(u64, Arc<Tagged>), Diagnostic>> = articles
            .par_iter()
            .map(|file| {
                let source = read(&file.path, &file.location)?;
                let fingerprint = xxh3_64(source.text().as_bytes());
                match known.get(&file.path) {
                    Some((same, tagged)) if *same == fingerprint => {
                        Ok((fingerprint, Arc::clone(tagged)))
                    }
                    _ => Ok((fingerprint, tag_source(source, gazetteer, config))),
                }
            })
            .collect();
        let mut tagged = Vec::with_capacity(results.len());
        let mut kept = HashMap::with_capacity(results.len());
        for (file, result) in articles.iter().zip(results) {
            match result {
                Ok((fingerprint, article)) => {
                    tagged.push(Arc::clone(&article));
                    kept.insert(file.path.clone(), (fingerprint, article));
                }
                Err(problem) => problems.push(problem),
            }
        }
        self.tagged = kept;
        tagged
    }
}

/// The moment, for what is kept for a while beside the site. No page may depend on it.
pub fn now() -> Timestamp {
    Timestamp::now()
}

fn tag_source(source: Source, gazetteer: &Gazetteer, config: &Config) -> Arc<Tagged> {
    let article = Arc::new(Article::parse(source, config));
    Arc::new(tag(article, gazetteer, config))
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

fn read_pages(files: &[ContentFile], problems: &mut Vec<Diagnostic>) -> Vec<Arc<PlainPage>> {
    let mut pages = Vec::new();
    for file in files.iter().filter(|file| file.kind == ContentKind::Page) {
        match read(&file.path, &file.location) {
            Ok(source) => pages.push(Arc::new(PlainPage::parse(source))),
            Err(problem) => problems.push(problem),
        }
    }
    pages
}

/// Files of `static/` that want the URL of a page.
fn collisions(site: &Site, theme: &Theme) -> Vec<Diagnostic> {
    let page_path = |path: &str| path.strip_suffix("index.html").unwrap_or(path).to_owned();
    let assets = theme.assets.iter().filter(|(path, _)| site.route(&page_path(path)).is_some());
    assets
        .map(|(path, _)| {
            Diagnostic::error("duplicate-url", format!("static/{path} wants the URL of a page"))
                .in_file(&Source::new(&format!("static/{path}"), ""))
                .hint("rename the file")
        })
        .collect()
}
