//! Links, anchors and files that are not there: those that authors wrote, at their place in the Markdown, and those that
//! templates make.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use super::address::Address;
use super::pages::{Fault, PageLink, Pages};
use super::texts::{Text, texts};
use crate::diagnostics::{Diagnostic, Source, Span, nearest};
use crate::markdown::{LinkKind, MarkdownLink};
use crate::render::{Renderer, Snapshot, link_target, relative_file};
use crate::site::Route;
use crate::theme::AssetContent;

/// Images with more bytes are told: on a phone such a page takes ten seconds (4 Mbit/s).
const LARGEST_IMAGE: u64 = 5_000_000;

/// The dead links of a site whose folder is `root`, and images that are too large.
pub(super) fn check(root: &Path, snapshot: &Snapshot, pages: &Pages) -> Vec<Diagnostic> {
    let checker = Checker { root, snapshot, pages };
    let mut problems = Vec::new();
    // What is told in the Markdown is not told of the page that it became once more.
    let mut told: HashSet<(Route, Address)> = HashSet::new();
    for text in texts(&snapshot.site).iter().filter(|text| text.is_shown) {
        for (link, span) in text.links() {
            let address = checker.address(text, &link);
            problems.extend(checker.too_large(&link, &address).map(|p| p.at(text.source, span)));
            if let Some(fault) = checker.fault(&link, &address) {
                problems
                    .push(checker.in_markdown(text, &link, &address, fault).at(text.source, span));
                told.insert((text.route, address));
            }
        }
    }
    let mut by_target: BTreeMap<&str, Vec<&PageLink>> = BTreeMap::new();
    for link in &pages.links {
        let is_told = told.contains(&(link.route, link.address.clone()));
        if !is_told && pages.fault(snapshot, &link.address).is_some() {
            by_target.entry(&link.target).or_default().push(link);
        }
    }
    problems.extend(by_target.values().filter_map(|links| checker.in_template(links)));
    problems
}

struct Checker<'a> {
    root: &'a Path,
    snapshot: &'a Snapshot,
    pages: &'a Pages,
}

impl Checker<'_> {
    /// Where a link of a text leads once it is rendered.
    fn address(&self, text: &Text<'_>, link: &MarkdownLink) -> Address {
        let site = &self.snapshot.site;
        let rewritten = link_target(site, text.source, &link.target).filter(|_| link.is_markdown);
        let target = rewritten.as_deref().unwrap_or(&link.target);
        Address::of(target, &site.path(text.route), site.config().base_url.path())
    }

    /// What to tell of an image of the site that keeps readers waiting; still without its place.
    fn too_large(&self, link: &MarkdownLink, address: &Address) -> Option<Diagnostic> {
        let (LinkKind::Image { .. }, Address::Inside { path, .. }) = (link.kind, address) else {
            return None;
        };
        let bytes = match self.snapshot.theme.assets.get(path)?.content() {
            AssetContent::Bytes(bytes) => bytes.len() as u64,
            AssetContent::File(location) => std::fs::symlink_metadata(location).ok()?.len(),
        };
        let message = || {
            let [bytes, limit] = [bytes, LARGEST_IMAGE].map(|bytes| bytes as f64 / 1e6);
            format!("the image has {bytes:.1} MB, over {limit:.1} MB")
        };
        (bytes > LARGEST_IMAGE).then(|| {
            Diagnostic::warning("large-image", message())
                .hint("make it smaller: a picture 1,600 pixels wide takes some 300 KB as JPEG")
        })
    }

    fn fault(&self, link: &MarkdownLink, address: &Address) -> Option<Fault> {
        if link.target.trim().is_empty() {
            return Some(Fault::Nothing);
        }
        self.pages.fault(self.snapshot, address)
    }

    /// The problem of a link that an author wrote, still without its place.
    fn in_markdown(
        &self,
        text: &Text<'_>,
        link: &MarkdownLink,
        address: &Address,
        fault: Fault,
    ) -> Diagnostic {
        if link.target.trim().is_empty() {
            return Diagnostic::error("dead-link", "the link leads nowhere")
                .hint("write where it leads between the parentheses");
        }
        if let Some(file) = content_file(text.source, link)
            && fault == Fault::Nothing
        {
            return self.no_content_file(&file);
        }
        let problem = self.problem(&link.target, address, fault, link.kind != LinkKind::Link);
        match fault {
            Fault::Outside if !link.is_markdown => {
                problem.hint("write it as Markdown: a path in it is seen from the site's own path")
            }
            Fault::Nothing if problem.hints.is_empty() => {
                problem.hint("link to an article by its file, such as `../2024/lima.md`")
            }
            _ => problem,
        }
    }

    fn problem(
        &self,
        target: &str,
        address: &Address,
        fault: Fault,
        is_loaded: bool,
    ) -> Diagnostic {
        let (path, anchor) = match address {
            Address::Inside { path, anchor } => (path.as_str(), anchor.as_str()),
            _ => (target, ""),
        };
        match fault {
            Fault::Outside => {
                let base = self.snapshot.site.config().base_url.path();
                let message = format!("`{target}` leads out of the site, which is at {base}");
                Diagnostic::error("dead-link", message)
            }
            Fault::NoAnchor(route) => self.no_anchor(path, anchor, route),
            Fault::Nothing if is_loaded || is_file(path) => self.no_file(path),
            Fault::Nothing => self.no_page(path),
        }
    }

    fn no_anchor(&self, path: &str, anchor: &str, route: Route) -> Diagnostic {
        let mut ids: Vec<&str> = self.pages.ids(route).collect();
        ids.sort_unstable();
        let message = format!("there is no place `#{anchor}` on /{path}");
        let problem = Diagnostic::error("dead-anchor", message);
        match nearest(anchor, ids) {
            Some(near) => problem.hint(format!("did you mean `#{near}`?")),
            None => {
                problem.hint("a heading's place is its text in lower-case letters with hyphens")
            }
        }
    }

    fn no_file(&self, path: &str) -> Diagnostic {
        let problem = Diagnostic::error("missing-asset", format!("there is no file `/{path}`"));
        let files = self.snapshot.theme.assets.iter().map(|(path, _)| path);
        match nearest(path, files) {
            Some(near) => problem.hint(format!("did you mean `/{near}`?")),
            None => problem
                .hint("pictures and downloads stand in static/: `/map.png` is static/map.png"),
        }
    }

    fn no_page(&self, path: &str) -> Diagnostic {
        let site = &self.snapshot.site;
        let problem = Diagnostic::error("dead-link", format!("there is no page at /{path}"));
        let paths: Vec<_> = site.routes().into_iter().map(|route| site.path(route)).collect();
        match nearest(path, paths.iter().map(|path| &**path)) {
            Some(near) => problem.hint(format!("did you mean `/{near}`?")),
            None => problem,
        }
    }

    /// A link to a file of the content folder that is no page of the site.
    fn no_content_file(&self, file: &str) -> Diagnostic {
        if self.root.join(file).is_file() {
            return Diagnostic::error("dead-link", format!("{file} has no page in this site"))
                .hint("a draft, an article of the future and one that expired have none")
                .hint("link to an actor, a place or a topic by its URL, such as `/people/antony-blinken/`");
        }
        let site = &self.snapshot.site;
        let articles = site.article_ids().map(|id| site.article(id).source.path());
        let pages = site.pages().iter().map(|page| page.source.path());
        let problem = Diagnostic::error("dead-link", format!("there is no file {file}"));
        match nearest(file, articles.chain(pages)) {
            Some(near) => problem.hint(format!("did you mean `/{near}`?")),
            None => problem.hint("the path is seen from the folder of this file"),
        }
    }

    /// The problem of links with one target that no author wrote.
    fn in_template(&self, links: &[&PageLink]) -> Option<Diagnostic> {
        let first = links.first()?;
        let fault = self.pages.fault(self.snapshot, &first.address)?;
        let problem = self.problem(&first.target, &first.address, fault, first.is_loaded);
        let problem = match (fault, first.target.starts_with('/')) {
            (Fault::Outside, true) => {
                problem.hint(format!("write it with `url(path=\"{}\")`", first.target))
            }
            _ => problem,
        };
        let page = self.snapshot.site.file(first.route);
        let problem = problem.hint(match links.len() {
            1 => format!("the link is on {page}"),
            several => format!("the link is on {several} pages, such as {page}"),
        });
        Some(match (self.literal(first), self.template(first.route)) {
            (Some((source, span)), _) => problem.at(source, span),
            (None, Some(source)) => problem.in_file(source),
            (None, None) => problem,
        })
    }

    /// Where the target of a link stands in a template, of the site's own templates first.
    fn literal(&self, link: &PageLink) -> Option<(&Source, Span)> {
        let base = self.snapshot.site.config().base_url.path();
        let inner = link.target.strip_prefix(base).unwrap_or(&link.target);
        let forms = [link.target.clone(), format!("/{inner}"), inner.to_owned()];
        let mut sources: Vec<&Source> =
            self.snapshot.theme.templates.sources().map(|(_, source)| source).collect();
        sources.sort_by_key(|source| source.path().starts_with('('));
        sources.into_iter().find_map(|source| Some((source, quoted(source, &forms)?)))
    }

    fn template(&self, route: Route) -> Option<&Source> {
        let name = Renderer::new(self.snapshot).template(route)?;
        let mut sources = self.snapshot.theme.templates.sources();
        sources.find(|(other, _)| *other == name).map(|(_, source)| source)
    }
}

/// The file of the content folder that a link names.
fn content_file(source: &Source, link: &MarkdownLink) -> Option<String> {
    let path = link.target.split(['#', '?']).next().unwrap_or_default();
    (link.is_markdown && path.ends_with(".md")).then(|| relative_file(source, path))
}

/// Whether a path names a file and no page.
fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.contains('.') && !name.ends_with(".html") && !name.ends_with(".htm")
}

/// The first place where one of the forms stands in quotes.
fn quoted(source: &Source, forms: &[String]) -> Option<Span> {
    let with_quotes = |form: &String| [format!("\"{form}\""), format!("'{form}'")];
    forms.iter().flat_map(with_quotes).find_map(|quoted| {
        let start = source.text().find(&quoted)?;
        Some(Span::new(start + 1, start + quoted.len() - 1))
    })
}
