//! What raw HTML and links in an article may do.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::limits::{DEEPEST_HTML, html_depths};
use super::tags::link_edges;

/// Schemes that a link may have. Everything else (`javascript:`, `data:`, `file:`) is refused.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Classes that our own HTML carries; those of the author fall away, but for the language of a code block.
const CLASSES: [&str; 13] = [
    "mention",
    "person",
    "organization",
    "country",
    "place",
    "topic",
    "table-scroll",
    "left",
    "center",
    "right",
    "footnote-definition",
    "footnote-definition-label",
    "footnote-reference",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .link_rel(None)
        .url_schemes(SCHEMES.into())
        .url_relative(UrlRelative::PassThrough)
        .add_generic_attributes(["class", "lang", "dir"])
        .add_tag_attributes("h2", ["id"])
        .add_tag_attributes("h3", ["id"])
        .add_tag_attributes("h4", ["id"])
        .add_tag_attributes("h5", ["id"])
        .add_tag_attributes("h6", ["id"])
        .add_tag_attributes("div", ["id", "tabindex", "role", "aria-label"])
        .attribute_filter(|_, attribute, value| match attribute {
            "class" => allowed_classes(value),
            // Ids of the pages themselves begin so: no article may stand in for one.
            "id" if value.starts_with('_') => None,
            // One rule for the addresses of raw HTML and of Markdown: stricter than ammonia's, which lets `java\u{12}script:` pass as
            // a relative one.
            "href" | "src" | "cite" if !is_safe_url(value) => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

/// So many times HTML is sanitised until it stays as it is.
const ROUNDS: usize = 4;

/// The HTML without anything that runs, loads or deceives. Reading it once more would give the same: what changes its meaning when it is
/// read again, as badly nested tables and links can, is no safe HTML, and there is none; nor is there where a link stands in a link.
///
/// ```
/// use briefing::markdown::sanitise;
/// assert_eq!(sanitise("<p onclick=a()>x<script>b()</script>").as_deref(), Some("<p>x</p>"));
/// assert_eq!(sanitise("<a href='java\u{12}script:a()'>x</a>").as_deref(), Some("<a>x</a>"));
/// assert_eq!(sanitise("<a href='/x'><table><td><a href='/y'>z</a></table></a>"), None);
/// ```
pub fn sanitise(html: &str) -> Option<String> {
    if html_depths(html, 0).any(|(_, depth)| depth > DEEPEST_HTML) {
        return None;
    }
    let mut clean = SANITISER.clean(html).to_string();
    for _ in 0..ROUNDS {
        let again = SANITISER.clean(&clean).to_string();
        if again == clean {
            return (!has_link_in_link(&clean)).then_some(clean);
        }
        clean = again;
    }
    None
}

/// Whether a link stands in a link, as one in a cell of a table may: nobody could tell where it leads.
fn has_link_in_link(clean: &str) -> bool {
    let mut is_open = false;
    link_edges(clean).into_iter().any(|opens| {
        let was_open = std::mem::replace(&mut is_open, opens);
        opens && was_open
    })
}

fn allowed_classes(value: &str) -> Option<Cow<'_, str>> {
    let allowed = |class: &&str| CLASSES.contains(class) || class.starts_with("language-");
    let kept: Vec<&str> = value.split_ascii_whitespace().filter(allowed).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}

/// Whether a link may go there: a relative target or one of the allowed schemes.
pub(super) fn is_safe_url(url: &str) -> bool {
    // Browsers skip tabs and line ends inside a scheme; whoever writes other control characters into one means no good.
    let cleaned: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let head = cleaned.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        None => true,
        Some((scheme, _)) => SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()),
    }
}
