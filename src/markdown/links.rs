//! The links and images of a Markdown text, with their places.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::{Piece, events};
use super::tags::{HtmlTag, html_tags};

/// A link or an image of a Markdown text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownLink {
    /// Where it leads, as it is written.
    pub target: String,
    /// Where it stands in the text, brackets and all.
    pub range: Range<usize>,
    /// Whether it is a link or an image.
    pub kind: LinkKind,
    /// Whether it is written as Markdown; otherwise as raw HTML, whose targets stay as they are.
    pub is_markdown: bool,
}

/// What a target is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// A link that a reader follows.
    Link,
    /// An image that a page shows.
    Image {
        /// Whether there is a text for those who don't see it. HTML may say that it needs none: `alt=""`.
        has_alt: bool,
    },
}

/// The links and images of a Markdown text in reading order, those in raw HTML too.
///
/// ```
/// use briefing::markdown::{LinkKind, links};
/// let links = links("See [Lima](/places/lima/) and ![](map.png).");
/// assert_eq!(links[0].target, "/places/lima/");
/// assert_eq!(links[0].range, 4..25);
/// assert_eq!(links[1].kind, LinkKind::Image { has_alt: false });
/// ```
pub fn links(markdown: &str) -> Vec<MarkdownLink> {
    let mut links: Vec<MarkdownLink> = Vec::new();
    // The images that are open: their words are read as the alternative text of the innermost.
    let mut open_images: Vec<usize> = Vec::new();
    for (piece, range) in events(markdown) {
        let Piece::Other(event) = piece else { continue };
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.push(written(&dest_url, range, LinkKind::Link));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                open_images.push(links.len());
                links.push(written(&dest_url, range, LinkKind::Image { has_alt: false }));
            }
            Event::End(TagEnd::Image) => {
                open_images.pop();
            }
            Event::Text(text) | Event::Code(text) if !text.trim().is_empty() => {
                if let Some(image) = open_images.last() {
                    links[*image].kind = LinkKind::Image { has_alt: true };
                }
            }
            Event::InlineHtml(html) => {
                let tags = html_tags(&html);
                links.extend(tags.iter().filter_map(|tag| raw(tag, range.clone())));
            }
            // A block of HTML comes line by line, but a tag may go over several: it is read as a whole.
            Event::Start(Tag::HtmlBlock) => {
                let tags = html_tags(&markdown[range.clone()]);
                let place = |tag: &HtmlTag<'_>| range.start + tag.start..range.start + tag.end;
                links.extend(tags.iter().filter_map(|tag| raw(tag, place(tag))));
            }
            _ => {}
        }
    }
    links
}

fn written(target: &str, range: Range<usize>, kind: LinkKind) -> MarkdownLink {
    MarkdownLink { target: target.to_owned(), range, kind, is_markdown: true }
}

fn raw(tag: &HtmlTag<'_>, range: Range<usize>) -> Option<MarkdownLink> {
    let (target, kind) = if tag.is("img") {
        let has_alt = tag.attribute("alt").is_some();
        (tag.attribute("src")?, LinkKind::Image { has_alt })
    } else {
        (tag.attribute("href")?, LinkKind::Link)
    };
    Some(MarkdownLink { target: target.to_owned(), range, kind, is_markdown: false })
}
