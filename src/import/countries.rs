//! The codes of countries by whatever a file calls them.

use std::collections::HashMap;

use crate::registry::{EntityKind, Registry};
use crate::text::fold;

use super::wikidata_item;

pub(super) struct Countries<'a> {
    /// Folded names, aliases, codes and items of Wikidata.
    codes: HashMap<String, &'a str>,
}

impl<'a> Countries<'a> {
    pub(super) fn new(registry: &'a Registry) -> Self {
        let mut codes = HashMap::new();
        let countries =
            registry.entities().map(|(_, e)| e).filter(|e| e.kind == EntityKind::Country);
        for country in countries {
            let Some(code) = country.country.as_deref() else { continue };
            let names = country.aliases.iter().chain([&country.name]).chain(&country.wikidata);
            for name in names.map(String::as_str).chain([code]) {
                codes.entry(fold(name).into_owned()).or_insert(code);
            }
        }
        Self { codes }
    }

    /// The code of ISO 3166. Two letters that no country here has are one all the same.
    pub(super) fn code(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let item = wikidata_item(text);
        let known = self.codes.get(fold(item.as_deref().unwrap_or(text)).as_ref());
        let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        let unknown = || is_code.then(|| text.to_uppercase());
        known.map(|code| (*code).to_owned()).or_else(unknown)
    }
}
