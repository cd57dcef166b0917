//! The lexicon from open lists of names and a dictionary.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use briefing::tagging::names::Classes;
use briefing::text::hash_word;

/// So many of the most frequent surnames of a census are surely family names; beyond, the lists hold everything.
const SURNAMES: usize = 12_000;

/// The words of all lists with what each list says of them, by 32 bits of their hashes.
pub(crate) fn read(names: &Path, dictionary: &Path) -> Result<Vec<(u32, Classes)>, std::io::Error> {
    let mut words: BTreeMap<u32, Classes> = BTreeMap::new();
    let mut add = |word: &str, class: Classes| {
        let known = words.entry(hash_word(word) as u32).or_default();
        *known = known.with(class);
    };
    for name in fs::read_to_string(names.join("person-name-tokens.txt"))?.lines() {
        add(name, Classes::NAME);
    }
    for (file, class, most) in [
        ("us-census-1990-male-given.csv", Classes::GIVEN, usize::MAX),
        ("us-census-1990-female-given.csv", Classes::GIVEN, usize::MAX),
        ("us-census-1990-surnames.csv", Classes::FAMILY, SURNAMES),
    ] {
        for line in fs::read_to_string(names.join(file))?.lines().skip(1).take(most) {
            add(line.split(',').next().unwrap_or_default(), class);
        }
    }
    for word in fs::read_to_string(dictionary)?.lines().filter(|word| !word.contains('\'')) {
        let is_small = word.chars().all(char::is_lowercase);
        add(word, if is_small { Classes::COMMON } else { Classes::PROPER });
    }
    Ok(words.into_iter().collect())
}
