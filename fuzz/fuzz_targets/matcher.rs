//! The matcher finds what the slow and plain way finds, for any names and any text of a few words that overlap in every way.

#![no_main]

#[path = "../../tests/support/naive.rs"]
mod naive;

use std::sync::Arc;

use briefing::content::ContentKind;
use briefing::diagnostics::Source;
use briefing::registry::{EntryFile, load};
use briefing::tagging::{Found, Gazetteer, Target};
use briefing::text::tokens;
use libfuzzer_sys::fuzz_target;

const WORDS: [&str; 8] = ["Ana", "Bo", "Cho", "Bank", "of", "China", "ana", "CHO"];

// Each byte is a word; 0xff ends a name, and 0xfe the last of them. The rest is the text.
fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|byte| *byte == 0xfe).unwrap_or(bytes.len());
    let words = |bytes: &[u8]| -> Vec<&'static str> {
        bytes.iter().map(|byte| WORDS[usize::from(*byte) % WORDS.len()]).collect()
    };
    let names = bytes[..end].split(|byte| *byte == 0xff).filter(|name| !name.is_empty());
    let names: Vec<Vec<&str>> = names.take(12).map(|name| words(&name[..name.len().min(5)])).collect();
    let text = words(&bytes[end..]);
    let entry = |(number, words): (usize, &Vec<&str>)| {
        format!("- {{id: e{number}, name: \"{}\", kind: organization}}\n", words.join(" "))
    };
    let entries: String = names.iter().enumerate().map(entry).collect();
    let source = Source::new("content/actors/a.yaml", &entries);
    let registry = load(&[EntryFile { kind: ContentKind::Actors, source }]);
    let gazetteer = Gazetteer::new(&Arc::new(registry));
    let written = text.join(" ");
    let id = |target: &Target| match target {
        Target::Entity(candidate) => {
            gazetteer.registry().entity(candidate.entity).id[1..].parse::<usize>().ok()
        }
        Target::Topic(..) => None,
    };
    let matches = gazetteer.scan(&written, &tokens(&written));
    let found = matches.names.iter().map(|found: &Found| {
        let mut meant: Vec<usize> = found.targets.iter().filter_map(id).collect();
        meant.sort_unstable();
        (found.first, found.end, meant)
    });
    assert_eq!(found.collect::<Vec<_>>(), naive::naive(&names, &text));
});
