//! Paths of the built site that not every system can hold: names that Windows reserves, names that differ by case only, names
//! that are too long, and files that stand where a folder has to be.

use std::collections::{BTreeMap, BTreeSet};

use super::{Route, Site};
use crate::diagnostics::{Diagnostic, Source};
use crate::text::alike;

/// The most bytes that a name may have on ext4, APFS, NTFS and their like.
const LONGEST_NAME: usize = 255;

/// Names that Windows keeps for devices, with any extension.
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// What is wrong with the paths of a site and of the files in `static/`.
pub fn problems<'a>(site: &Site, assets: impl Iterator<Item = &'a str>) -> Vec<Diagnostic> {
    let assets: BTreeSet<&str> = assets.collect();
    let mut problems = names(site, &assets);
    let page_of = |path: &'a str| path.strip_suffix("index.html").unwrap_or(path);
    let pages: BTreeSet<&str> = assets.iter().map(|path| page_of(path)).collect();
    let unusual: Vec<_> = site.addresses.unusual().iter().map(|route| site.path(*route)).collect();
    let paths = unusual.iter().map(|path| &**path).chain(pages.iter().copied());
    let is_path = |path: &str| site.route(path).is_some() || pages.contains(path);
    for group in alike(paths, is_path) {
        let listed: Vec<String> = group.iter().map(|path| format!("/{path}")).collect();
        let message = format!("Windows and macOS take these for one: {}", listed.join(" and "));
        let problem = Diagnostic::warning("alike-urls", message)
            .hint("a build fails there: change one of them by more than case or accents");
        problems.push(placed(problem, site, group.last().map_or("", String::as_str)));
    }
    problems.extend(files_in_the_way(site, &assets));
    problems
}

/// Whether every system can have a path and takes it for no other, as it is with slugs: the others are looked at more closely.
pub(super) fn is_plain(path: &str) -> bool {
    let is_plain_byte = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.')
    };
    let is_plain_name = |name: &str| Trouble::of_whole(name).is_none();
    path.bytes().all(is_plain_byte) && path.split('/').all(is_plain_name)
}

/// Each name in the paths that some system can't have, told once.
fn names(site: &Site, assets: &BTreeSet<&str>) -> Vec<Diagnostic> {
    // What stands up to the name, with the least of the routes that go there.
    let mut found: BTreeMap<String, (Trouble, Option<Route>)> = BTreeMap::new();
    for route in site.addresses.unusual() {
        if let Some((prefix, trouble)) = first_trouble(&site.path(*route)) {
            let first = found.entry(prefix.to_owned()).or_insert((trouble, Some(*route)));
            first.1 = first.1.min(Some(*route));
        }
    }
    let mut problems: Vec<Diagnostic> = found
        .into_iter()
        .map(|(prefix, (trouble, route))| {
            let problem = trouble.told(&prefix);
            match route.and_then(|route| site.origin(route)) {
                Some((source, span)) => problem.at(source, span),
                None => problem,
            }
        })
        .collect();
    for path in assets {
        if let Some((prefix, trouble)) = first_trouble(path) {
            let source = Source::new(&format!("static/{path}"), "");
            problems.push(trouble.told(prefix).in_file(&source));
        }
    }
    problems
}

/// What a name has that some system can't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    Device,
    LastLetter,
    Letter(char),
    Control,
    Length(usize),
}

impl Trouble {
    fn of(name: &str) -> Option<Self> {
        Self::of_whole(name).or_else(|| Self::of_letters(name))
    }

    /// What doesn't need a look at each letter.
    fn of_whole(name: &str) -> Option<Self> {
        if name.len() > LONGEST_NAME {
            return Some(Self::Length(name.len()));
        }
        if is_device(name) {
            return Some(Self::Device);
        }
        name.ends_with(['.', ' ']).then_some(Self::LastLetter)
    }

    fn of_letters(name: &str) -> Option<Self> {
        if name.chars().any(char::is_control) {
            return Some(Self::Control);
        }
        name.chars().find(|letter| r#"<>:"|?*\"#.contains(*letter)).map(Self::Letter)
    }

    fn told(self, path: &str) -> Diagnostic {
        let name = path.rsplit('/').next().unwrap_or_default();
        let rename = "give it another name, if the site is ever to be built or checked out there";
        let reserved = |message: String| Diagnostic::warning("reserved-name", message).hint(rename);
        match self {
            Self::Device => reserved(format!("/{path}: Windows can't have the name `{name}`")),
            Self::LastLetter => {
                reserved(format!("/{path}: Windows drops the last letter of `{name}`"))
            }
            Self::Letter(letter) => {
                reserved(format!("/{path}: Windows can't have `{letter}` in a name"))
            }
            Self::Control => {
                let message = format!("/{}: a name has a control character", path.escape_debug());
                Diagnostic::error("bad-file-name", message).hint("rename it")
            }
            Self::Length(length) => {
                let start: String = path.chars().take(60).collect();
                let message = format!("/{start}…: a name of {length} bytes");
                Diagnostic::error("long-name", message)
                    .hint(format!("file systems take at most {LONGEST_NAME}: shorten it"))
            }
        }
    }
}

/// The path up to its first name with a trouble.
fn first_trouble(path: &str) -> Option<(&str, Trouble)> {
    let mut end = 0;
    for name in path.split('/') {
        end += name.len();
        if let Some(trouble) = Trouble::of(name) {
            return Some((&path[..end], trouble));
        }
        end += 1;
    }
    None
}

fn is_device(name: &str) -> bool {
    // Asked of each name in each path of the site, after each edit: most are too long.
    let may_end_stem = |byte: &u8| matches!(byte, b'.' | b' ');
    if name.len() > 4 && !name.as_bytes()[3..5].iter().any(may_end_stem) {
        return false;
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ');
    match stem.len() {
        3 => DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device)),
        4 => {
            stem.as_bytes()[3].is_ascii_digit()
                && stem.get(..3).is_some_and(|start| {
                    NUMBERED_DEVICES.iter().any(|device| start.eq_ignore_ascii_case(device))
                })
        }
        _ => false,
    }
}

/// Files that stand where another page or file needs a folder. Only old URLs and files of `static/` can.
fn files_in_the_way(site: &Site, assets: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let is_file = |path: &str| assets.contains(path) || site.route(path).is_some();
    let old = site.addresses.iter().filter(|(_, route)| matches!(route, Route::Redirect(_)));
    let named = old.map(|(path, _)| path.trim_end_matches('/')).chain(assets.iter().copied());
    let mut found: BTreeSet<(&str, &str)> = BTreeSet::new();
    for path in named {
        // An old URL without `.html` is a folder itself.
        let itself = site.route(&format!("{path}/")).is_some().then_some(path);
        found.extend(
            itself.into_iter().chain(folders(path)).filter(|f| is_file(f)).map(|f| (f, path)),
        );
    }
    // Folders of other pages have no dots in their names.
    if assets.iter().any(|path| !path.contains('.')) {
        let all: BTreeSet<&str> =
            site.addresses.iter().flat_map(|(path, _)| folders(path)).collect();
        found.extend(assets.iter().filter(|path| all.contains(*path)).map(|path| (*path, *path)));
    }
    let told = found.into_iter().map(|(file, path)| {
        let message = format!("/{file} would be a file and a folder");
        let problem = Diagnostic::error("file-and-folder", message).hint("rename one of them");
        placed(problem, site, path)
    });
    told.collect()
}

/// The folders around a path: `a` and `a/b` for `a/b/c`.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// With the place where the page of that path, or the file of `static/`, comes from.
fn placed(problem: Diagnostic, site: &Site, path: &str) -> Diagnostic {
    let route = site.route(path).or_else(|| site.route(&format!("{path}/")));
    match route.map(|route| site.origin(route)) {
        Some(Some((source, span))) => problem.at(source, span),
        Some(None) => problem,
        None => problem.in_file(&Source::new(&format!("static/{path}"), "")),
    }
}
