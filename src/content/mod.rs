//! The user's texts: finding and reading files, front matter, articles and plain pages.
//!
//! Everything here sees one file. May import: diagnostics, text, yaml, markdown, config.

mod article;
pub mod file;
mod front_matter;
mod page;
mod read;
mod walk;

pub use article::{Article, Publisher, Reference, not_a_web_address};
pub use file::Unread;
pub use front_matter::{FrontMatter, split, too_much};
pub use page::PlainPage;
pub use read::read;
pub use walk::{
    ContentFile, ContentKind, each_file, ignored, is_behind_link, is_there, kind_of, path_below,
    walk,
};
