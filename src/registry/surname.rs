//! The part of a person's name under which later sentences name them.

use super::{Entity, EntityKind};

/// Words that belong to the family name after them.
const PARTICLES: [&str; 19] = [
    "al", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "ibn",
    "la", "ten", "van", "von", "zu",
];

/// Endings that are no part of a family name.
const SUFFIXES: [&str; 6] = ["Jr", "Jr.", "Sr", "Sr.", "II", "III"];

/// Countries whose names are written family name first in English news.
const FAMILY_NAME_FIRST: [&str; 8] = ["CN", "HK", "KH", "KP", "KR", "MO", "TW", "VN"];

impl Entity {
    /// The forms under which a person is named after the first, full naming: the family name, bare first, then with its
    /// particles (`Leyen`, `von der Leyen`). None for one-word names and for what is no person.
    pub fn surnames(&self) -> Vec<String> {
        if self.kind != EntityKind::Person {
            return Vec::new();
        }
        if let Some(family_name) = &self.family_name {
            return vec![family_name.clone()];
        }
        let mut words: Vec<&str> = self.name.split_whitespace().collect();
        words.retain(|word| !SUFFIXES.contains(word));
        if words.len() < 2 {
            return Vec::new();
        }
        if self.is_family_name_first(&words) {
            return vec![words[0].to_owned()];
        }
        with_particles(&words)
    }

    /// `Cho Tae-yul`, `Xi Jinping`. A hyphen before a small letter is the mark of a Korean or Taiwanese given name.
    fn is_family_name_first(&self, words: &[&str]) -> bool {
        let hyphenated = |word: &str| {
            word.split_once('-').is_some_and(|(_, second)| second.starts_with(char::is_lowercase))
        };
        let country = self.country.as_deref().unwrap_or_default();
        (words.len() == 2 && hyphenated(words[1])) || FAMILY_NAME_FIRST.contains(&country)
    }
}

/// The last word, and the forms of it with the particles before it or without the particle glued to it.
fn with_particles(words: &[&str]) -> Vec<String> {
    let last = words[words.len() - 1];
    let particles =
        words[1..words.len() - 1].iter().rev().take_while(|word| PARTICLES.contains(word)).count();
    let mut forms = vec![last.to_owned()];
    if particles > 0 {
        forms.push(words[words.len() - 1 - particles..].join(" "));
    }
    if let Some((particle, bare)) = last.split_once('-')
        && PARTICLES.contains(&particle.to_lowercase().as_str())
    {
        forms.insert(0, bare.to_owned());
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Source, Span};
    use crate::registry::Declaration;

    fn person(name: &str, country: &str) -> Entity {
        let declaration = Declaration { source: Source::new("", ""), span: Span::default() };
        let country = Some(country.to_owned());
        let named = Entity::new(String::new(), EntityKind::Person, name.to_owned(), declaration);
        Entity { country, ..named }
    }

    #[test]
    fn surnames_of_many_cultures() {
        for (name, country, surnames) in [
            ("Antony Blinken", "US", &["Blinken"][..]),
            ("Cho Tae-yul", "", &["Cho"]),
            ("Xi Jinping", "CN", &["Xi"]),
            ("Ursula von der Leyen", "DE", &["Leyen", "von der Leyen"]),
            ("Bashar al-Assad", "SY", &["Assad", "al-Assad"]),
            ("Robert F. Kennedy Jr.", "US", &["Kennedy"]),
            ("Lula", "BR", &[]),
        ] {
            assert_eq!(person(name, country).surnames(), surnames, "{name}");
        }
    }
}
