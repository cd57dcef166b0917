//! A link as it stands in a page to the place that it leads to.

use crate::render::Snapshot;
use crate::site::Route;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Address {
    /// To another host, or to no page at all: mail, telephone.
    Elsewhere,
    /// To this path of the host, which is no path of the site.
    Outside(String),
    /// To a path of the site.
    Inside {
        /// The path below the site.
        path: String,
        /// The id on that page; empty for the page as a whole.
        anchor: String,
    },
}

impl Address {
    /// The address of a link on a page: `base` is the path of the site, `page` that of the page below it.
    pub(super) fn of(target: &str, page: &str, base: &str) -> Self {
        let target = target.trim();
        if target.starts_with("//") || has_scheme(target) {
            return Self::Elsewhere;
        }
        let (address, anchor) = target.split_once('#').unwrap_or((target, ""));
        let path = decoded(address.split('?').next().unwrap_or_default());
        let folder = page.rfind('/').map_or("", |slash| &page[..=slash]);
        let absolute = match path.as_str() {
            "" => format!("{base}{page}"),
            path if path.starts_with('/') => path.to_owned(),
            path => format!("{base}{folder}{path}"),
        };
        let absolute = without_dots(&absolute);
        let inside =
            if format!("{absolute}/") == base { Some("") } else { absolute.strip_prefix(base) };
        match inside {
            Some(path) => Self::Inside { path: path.to_owned(), anchor: decoded(anchor) },
            None => Self::Outside(absolute),
        }
    }
}

/// What stands at a path of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Page(Route),
    File,
}

/// What a visitor gets at a path below the site. A folder is found without its last slash too, as servers do it.
pub(super) fn content(snapshot: &Snapshot, path: &str) -> Option<Content> {
    let is_folder = |rest: &&str| rest.is_empty() || rest.ends_with('/');
    let folder = path.strip_suffix("index.html").filter(is_folder);
    let page =
        snapshot.route(folder.unwrap_or(path)).or_else(|| snapshot.route(&format!("{path}/")));
    let file = || snapshot.theme.assets.get(path).map(|_| Content::File);
    page.map(Content::Page).or_else(file)
}

/// Whether a target begins with a scheme such as `https:` or `mailto:`.
fn has_scheme(target: &str) -> bool {
    let head = target.split(['/', '?', '#']).next().unwrap_or_default();
    head.contains(':') && head.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The text with `%20` and the like resolved; as it is where that gives no text.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// An absolute path without `.` and `..`, as a browser resolves it: nothing leads above the root.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.trim_start_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    // A path that ends in dots is a folder.
    let is_folder = path.ends_with("/.") || path.ends_with("/..");
    let end = if is_folder && !parts.is_empty() { "/" } else { "" };
    format!("/{}{end}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(target: &str) -> Option<(String, String)> {
        match Address::of(target, "people/x/", "/repo/") {
            Address::Inside { path, anchor } => Some((path, anchor)),
            _ => None,
        }
    }

    #[test]
    fn addresses_are_resolved_as_browsers_do() {
        for (target, path, anchor) in [
            ("/repo/topics/", "topics/", ""),
            ("/repo", "", ""),
            ("/repo/?q=1#a", "", "a"),
            ("", "people/x/", ""),
            ("#next%20one", "people/x/", "next one"),
            ("../y/", "people/y/", ""),
            ("..", "people/", ""),
            ("./caf%C3%A9.png", "people/x/café.png", ""),
            ("../../../../repo/a%zz", "a%zz", ""),
        ] {
            assert_eq!(inside(target), Some((path.to_owned(), anchor.to_owned())), "{target}");
        }
        for target in ["/other/", "../../../", "https://x.example/", "//x.example/", "mailto:a@b"] {
            assert_eq!(inside(target), None, "{target}");
        }
    }
}
