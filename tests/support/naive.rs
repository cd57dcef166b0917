//! The matcher in the slow and plain way, which the real one has to agree with.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

/// Whether a word of a text may be read as a word of a name: see the rule of case in the gazetteer.
fn accepts(name: &str, written: &str) -> bool {
    let capitalised = |word: &str| word.starts_with(char::is_uppercase);
    name.eq_ignore_ascii_case(written)
        && if is_upper(name) {
            is_upper(written)
        } else {
            !capitalised(name) || capitalised(written)
        }
}

/// Whether a short name is met as an acronym would be: in capitals among words that are not.
fn is_acronym(name: &[&str], text: &[&str], first: usize) -> bool {
    let is_short = name.len() == 1 && name[0].len() <= 4 && !is_upper(name[0]);
    let neighbours: Vec<&str> = [first.checked_sub(1), Some(first + 1)]
        .into_iter()
        .filter_map(|index| text.get(index?).copied())
        .collect();
    let in_capitals = !neighbours.is_empty() && neighbours.into_iter().all(is_upper);
    let wants_case = name[0].starts_with(char::is_uppercase);
    is_short && wants_case && is_upper(text[first]) && !in_capitals
}

fn is_upper(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// The longest name at each word, going on after it: the slow and plain way.
pub fn naive(names: &[Vec<&str>], text: &[&str]) -> Vec<(usize, usize, Vec<usize>)> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < text.len() {
        let fits = |name: &&Vec<&str>| {
            text.len() >= first + name.len()
                && name.iter().zip(&text[first..]).all(|(n, w)| accepts(n, w))
                && !is_acronym(name, text, first)
        };
        let Some(longest) = names.iter().filter(fits).map(Vec::len).max() else {
            first += 1;
            continue;
        };
        let meant = names
            .iter()
            .enumerate()
            .filter(|(_, name)| name.len() == longest && fits(name))
            .map(|(i, _)| i);
        found.push((first, first + longest, meant.collect()));
        first += longest;
    }
    found
}
