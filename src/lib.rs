//! `briefing`: a static site generator for briefing pages.
//!
//! Articles are read, parsed, tagged with actors and topics, linked to a [`site::Site`], and rendered. One idea carries the
//! design: a `Site` is an immutable snapshot, and every page is a pure function of it.
//!
//! The modules stand in layers, from [`diagnostics`] up to [`cli`]; each imports only from those below it. The list, with
//! the reasons, is in ARCHITECTURE.md, and `tests/layers.rs` holds the code to it.

pub mod check;
pub mod cli;
pub mod config;
pub mod content;
pub mod diagnostics;
pub mod import;
pub mod layout;
pub mod markdown;
pub mod output;
pub mod project;
pub mod publish;
pub mod registry;
pub mod render;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod tagging;
pub mod text;
pub mod theme;
pub mod yaml;
