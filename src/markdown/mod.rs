//! Markdown: one normalised stream of events; from it the prose that a reader sees, and the HTML with linked mentions.
//!
//! The only user of pulldown-cmark. Prose and HTML walk the same events and count the same letters, so that a mention found
//! in the prose is linked at its very place in the HTML. May import: diagnostics, text.

mod events;
mod html;
mod limits;
mod links;
mod prose;
mod sanitise;
mod tags;

pub use html::{HtmlOptions, MentionLink, to_html};
pub use limits::{Excess, Limit, excess};
pub use links::{LinkKind, MarkdownLink, links};
pub use prose::{Block, BlockKind, Prose, ProseBuilder};
pub use sanitise::sanitise;
pub use tags::{HtmlTag, html_tags};
