//! The organisations and topics of the atlas are sound as files: read without a problem, as many as promised, no name in the way of
//! another.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use briefing::content::ContentKind;
use briefing::diagnostics::Source;
use briefing::registry::{Entity, EntryFile, Registry, load};
use briefing::text::{Case, hash_word, tokens};

fn registry() -> Registry {
    let file = |kind, name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/registry/atlas").join(name);
        let text = fs::read_to_string(path).expect("a file of the atlas");
        EntryFile { kind, source: Source::new(name, &text) }
    };
    load(&[
        file(ContentKind::Actors, "organizations.yaml"),
        file(ContentKind::Topics, "topics.yaml"),
    ])
}

fn forms(entity: &Entity) -> impl Iterator<Item = &String> {
    entity.aliases.iter().chain(&entity.acronym).chain([&entity.name])
}

/// A form as the matcher sees it: folded words, and whether each wants capitals.
fn matched(form: &str) -> Vec<(u64, bool)> {
    tokens(form)
        .iter()
        .map(|token| (hash_word(token.of(form)), token.case == Case::Upper))
        .collect()
}

#[test]
fn the_files_are_read_without_a_problem() {
    assert_eq!(registry().diagnostics(), []);
}

#[test]
fn there_are_as_many_as_promised() {
    let registry = registry();
    let organizations: Vec<&Entity> = registry.entities().map(|(_, entity)| entity).collect();
    let international = organizations.iter().filter(|entity| entity.country.is_none()).count();
    assert!(international >= 220, "{international} international");
    let countries: BTreeSet<_> = organizations.iter().filter_map(|e| e.country.as_ref()).collect();
    assert!(countries.len() >= 100, "{} countries", countries.len());
    assert!(organizations.len() >= 1500, "{} organisations", organizations.len());
    let ended = organizations.iter().filter(|entity| entity.ended.is_some()).count();
    assert!(ended >= 20, "{ended} ended");
    assert!(organizations.iter().all(|entity| !entity.summary.is_empty()));
    assert!(registry.topics().len() >= 160, "{} topics", registry.topics().len());
    let placed = registry.topics().filter(|(_, topic)| topic.iptc.is_some()).count();
    assert!(placed * 10 >= registry.topics().len() * 9, "{placed} in the tree of the IPTC");
    for (_, topic) in registry.topics() {
        assert!(!topic.keywords.is_empty() && !topic.summary.is_empty(), "{}", topic.id);
    }
}

#[test]
fn short_names_match_with_their_case() {
    for (_, entity) in registry().entities() {
        for form in forms(entity) {
            assert!(form.chars().count() >= 2, "{}: {form}", entity.id);
            let letters = form.chars().filter(|c| c.is_alphabetic());
            let has_case =
                !form.chars().any(char::is_lowercase) || form.chars().any(char::is_uppercase);
            assert!(letters.count() > 4 || has_case, "{}: {form}", entity.id);
        }
    }
}

/// A form that several share is decided by the country that an article names: they need different ones.
#[test]
fn who_shares_a_form_has_a_country_of_its_own() {
    let registry = registry();
    let mut owners: BTreeMap<Vec<(u64, bool)>, BTreeMap<&str, &Entity>> = BTreeMap::new();
    for (_, entity) in registry.entities() {
        for form in forms(entity) {
            owners.entry(matched(form)).or_default().insert(&entity.id, entity);
        }
    }
    for sharing in owners.values().filter(|sharing| sharing.len() > 1) {
        let countries: BTreeSet<_> = sharing.values().map(|entity| &entity.country).collect();
        assert_eq!(countries.len(), sharing.len(), "{:?}", sharing.keys());
    }
}

/// A company that is called like a thing is not found by the bare word.
#[test]
fn ordinary_words_are_guarded() {
    let registry = registry();
    let is_form =
        |word: &str| registry.entities().any(|(_, entity)| forms(entity).any(|form| form == word));
    for word in [
        "Apple",
        "Target",
        "Visa",
        "Gap",
        "Shell",
        "Meta",
        "Amazon",
        "Orange",
        "Oracle",
        "Nature",
        "Time",
        "Post",
        "Vale",
        "Grab",
        "Snap",
        "Arm",
        "Caterpillar",
        "Dawn",
        "Emirates",
        "Leonardo",
    ] {
        assert!(!is_form(word), "{word}");
    }
}
