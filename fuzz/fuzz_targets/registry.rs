//! Any text as a file of actors, of places and of topics, alone and as Markdown: a registry comes of it, and a matcher of that.

#![no_main]

use std::sync::Arc;

use briefing::content::ContentKind;
use briefing::diagnostics::{Source, Style, print};
use briefing::registry::{EntryFile, load};
use briefing::tagging::Gazetteer;
use briefing::text::{is_slug, tokens};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = |kind, path: &str| EntryFile { kind, source: Source::new(path, text) };
    let registry = load(&[
        file(ContentKind::Actors, "content/actors/a.yaml"),
        file(ContentKind::Places, "content/places/a.md"),
        file(ContentKind::Topics, "content/topics/a.yaml"),
    ]);
    for (_, entity) in registry.entities() {
        assert!(is_slug(&entity.id), "{}", entity.id);
    }
    let problems = registry.diagnostics();
    let _ = print(&problems[..problems.len().min(8)], Style::Plain);
    let gazetteer = Gazetteer::new(&Arc::new(registry));
    for found in gazetteer.scan(text, &tokens(text)).names {
        let _ = &text[found.span.range()];
    }
});
