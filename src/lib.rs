//! briefing
pub mod diagnostics;
pub mod markdown;
pub mod text;
pub mod yaml;
