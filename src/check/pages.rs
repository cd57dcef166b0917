//! All pages, rendered in memory, and what they say of links: where each leads, and what can be linked to.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::address::{Address, Content, content};
use crate::diagnostics::Diagnostic;
use crate::markdown::html_tags;
use crate::render::{Renderer, Snapshot};
use crate::site::Route;

/// What the pages of a site say.
pub(super) struct Pages {
    /// The ids on each page that could be rendered.
    ids: HashMap<Route, HashSet<String>>,
    /// The links that have to be looked at, in the order of the routes.
    pub(super) links: Vec<PageLink>,
    /// What is wrong with the templates.
    pub(super) problems: Vec<Diagnostic>,
}

/// A link of a page to an anchor, or to where nothing is.
pub(super) struct PageLink {
    pub(super) route: Route,
    /// The target as the page has it.
    pub(super) target: String,
    pub(super) address: Address,
    /// Whether the page loads it (an image, a style sheet); otherwise a reader follows it.
    pub(super) is_loaded: bool,
}

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It leads out of the site to another path of its host.
    Outside,
    /// There is neither a page nor a file.
    Nothing,
    /// There is a page, but not that place on it.
    NoAnchor(Route),
}

/// Renders all pages of a snapshot.
pub(super) fn render(snapshot: &Snapshot) -> Pages {
    let scan = |renderer: &mut Renderer<'_>, route: Route| {
        // Feeds, data and the search index lead to what pages lead to, and no template makes them.
        if !route.is_page() {
            return Ok((route, Scan::default()));
        }
        let bytes = renderer.render(route)?;
        Ok((route, Scan::of(snapshot, route, &String::from_utf8_lossy(&bytes))))
    };
    let routes = snapshot.routes();
    let results: Vec<Result<(Route, Scan), Diagnostic>> =
        routes.into_par_iter().map_init(|| Renderer::new(snapshot), scan).collect();
    let mut pages = Pages { ids: HashMap::new(), links: Vec::new(), problems: Vec::new() };
    for result in results {
        match result {
            Ok((route, scan)) => {
                pages.ids.insert(route, scan.ids);
                pages.links.extend(scan.links);
            }
            Err(problem) => pages.problems.push(problem),
        }
    }
    pages
}

impl Pages {
    /// What is wrong with a link to an address; nothing where all is well, or nobody can tell.
    pub(super) fn fault(&self, snapshot: &Snapshot, address: &Address) -> Option<Fault> {
        let (path, anchor) = match address {
            Address::Elsewhere => return None,
            Address::Outside(_) => return Some(Fault::Outside),
            Address::Inside { path, anchor } => (path, anchor),
        };
        match content(snapshot, path) {
            None => Some(Fault::Nothing),
            Some(Content::Page(route)) if self.lacks(route, anchor) => Some(Fault::NoAnchor(route)),
            Some(_) => None,
        }
    }

    /// The ids on a page.
    pub(super) fn ids(&self, route: Route) -> impl Iterator<Item = &str> {
        self.ids.get(&route).into_iter().flatten().map(String::as_str)
    }

    fn lacks(&self, route: Route, anchor: &str) -> bool {
        // `#top` is the head of every page, and `#:~:text=` marks words instead of a place. A redirect has no places.
        if anchor.is_empty() || anchor == "top" || anchor.starts_with(":~:") {
            return false;
        }
        // Nor does a file for other programs have any: a part of it is named in ways of its own.
        let has_places = route.is_page() && !route.is_redirect();
        has_places && self.ids.get(&route).is_some_and(|ids| !ids.contains(anchor))
    }
}

/// Links and ids of a page.
#[derive(Default)]
struct Scan {
    ids: HashSet<String>,
    links: Vec<PageLink>,
}

impl Scan {
    fn of(snapshot: &Snapshot, route: Route, html: &str) -> Self {
        let mut scan = Self { ids: HashSet::new(), links: Vec::new() };
        let page = snapshot.site.path(route);
        let base = snapshot.site.config().base_url.path();
        let mut seen: HashSet<String> = HashSet::new();
        for tag in html_tags(html) {
            scan.ids.extend(tag.attribute("id").map(str::to_owned));
            scan.ids.extend(tag.attribute("name").filter(|_| tag.is("a")).map(str::to_owned));
            let loads = tag.attribute("src");
            let Some(target) = loads.or_else(|| tag.attribute("href")) else { continue };
            let address = Address::of(target, &page, base);
            if needs_a_look(snapshot, &address) && seen.insert(target.to_owned()) {
                let is_loaded = loads.is_some() || tag.is("link");
                scan.links.push(PageLink { route, target: target.to_owned(), address, is_loaded });
            }
        }
        scan
    }
}

/// Most links are plain links to pages that are there; only the others are kept.
fn needs_a_look(snapshot: &Snapshot, address: &Address) -> bool {
    match address {
        Address::Elsewhere => false,
        Address::Outside(_) => true,
        Address::Inside { path, anchor } => !anchor.is_empty() || content(snapshot, path).is_none(),
    }
}
