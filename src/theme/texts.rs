//! The words of the built-in pages, and how dates are written, in the site's language.
//!
//! One YAML file a language, in `templates/languages/`. Later files replace single texts of earlier ones: English, the language
//! (`pt`), its region (`pt-BR`), each built-in first and then the user's.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::content::{is_there, read};
use crate::diagnostics::{Diagnostic, Source, Span};
use crate::yaml::{Document, Item, Limits};

/// The folder of the languages, below `templates/`.
pub(super) const FOLDER: &str = "languages";

const LIMITS: Limits = Limits { bytes: 256 * 1024, depth: 8 };

/// The words of pages in one language.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    by_key: BTreeMap<String, Text>,
    months: Vec<String>,
    /// Where the language's own texts stand or would stand.
    file: String,
    /// Keys that only English has.
    missing: Vec<String>,
    /// Of the files that the texts stand in.
    fingerprint: u64,
}

#[derive(Clone, Debug)]
struct Text {
    /// For the number one, where that has a form of its own.
    one: Option<String>,
    other: String,
}

impl Texts {
    /// The texts of a language. `built_in` gives the text of a built-in file, `folder` is that of the user's.
    pub(super) fn load(
        folder: &Path,
        language: &str,
        built_in: impl Fn(&str) -> Option<&'static str>,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let family = language.split('-').next().unwrap_or(language);
        let mut texts = Self::default();
        let mut own = Self::default();
        let mut files = vec![("en", true)];
        if family != "en" {
            files.push((family, false));
        }
        if language != family {
            files.push((language, false));
        }
        for (name, is_fallback) in files {
            let target = if is_fallback { &mut texts } else { &mut own };
            let path = format!("{FOLDER}/{name}.yaml");
            if let Some(text) = built_in(&path) {
                target.read(&Source::new(&format!("(built-in) templates/{path}"), text), problems);
            }
            let file = format!("templates/{path}");
            let location = folder.join(format!("{name}.yaml"));
            if is_there(&location) {
                match read(&file, &location) {
                    Ok(source) => target.read(&source, problems),
                    Err(problem) => problems.push(problem),
                }
            }
            target.file = file;
        }
        if family != "en" {
            let is_missing = |key: &&String| !own.by_key.contains_key(*key);
            texts.missing = texts.by_key.keys().filter(is_missing).cloned().collect();
            if own.months.is_empty() {
                texts.missing.push("months".to_owned());
            }
        }
        texts.by_key.extend(own.by_key);
        if !own.months.is_empty() {
            texts.months = own.months;
        }
        texts.file = own.file;
        texts.fingerprint ^= own.fingerprint.rotate_left(1);
        texts
    }

    fn read(&mut self, source: &Source, problems: &mut Vec<Diagnostic>) {
        self.fingerprint = xxh3_64_with_seed(source.text().as_bytes(), self.fingerprint);
        let document = match Document::parse(source, Span::new(0, source.text().len()), LIMITS) {
            Ok(document) => document,
            Err(errors) => return problems.extend(errors),
        };
        for (key, item) in document.fields().all() {
            if key == "months" {
                self.read_months(&item);
            } else if let Some(text) = text(&item) {
                self.by_key.insert(key.to_owned(), text);
            }
        }
        problems.extend(document.into_problems());
    }

    fn read_months(&mut self, item: &Item<'_>) {
        let months: Vec<String> =
            item.items().iter().filter_map(|month| Some(month.text()?.to_owned())).collect();
        if months.len() == 12 {
            self.months = months;
        } else {
            item.report(Diagnostic::error("bad-months", "a year has twelve months"));
        }
    }

    /// A text without anything to fill in. The empty text where there is none of that name.
    pub fn get(&self, key: &str) -> &str {
        self.by_key.get(key).map_or("", |text| &text.other)
    }

    /// Whether there is a text of that name.
    pub fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// All texts by their names, as they stand in the file; of two forms the general one.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_key.iter().map(|(key, text)| (key.as_str(), text.other.as_str()))
    }

    /// A text with its places filled in: `{name}` by the value of that name.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// A text with a number, in the form that it asks for.
    pub fn count(&self, key: &str, count: usize) -> String {
        self.fill_counted(key, count, &[("count", &count.to_string())])
    }

    /// A text with a number and other places, in the form that the number asks for.
    pub fn fill_counted(&self, key: &str, count: usize, values: &[(&str, &str)]) -> String {
        let one = self.by_key.get(key).and_then(|text| text.one.as_deref());
        fill(one.filter(|_| count == 1).unwrap_or(self.get(key)), values)
    }

    /// A day: `14 November 2024`.
    pub fn date(&self, date: Date) -> String {
        let first = self.by_key.get("first_of_month").filter(|_| date.day() == 1);
        let day = first.map_or_else(|| date.day().to_string(), |first| first.other.clone());
        let (month, year) = (self.month_name(date.month()), date.year().to_string());
        self.fill("day", &[("day", &day), ("month", month), ("year", &year)])
    }

    /// A month of a year: `November 2024`.
    pub fn month(&self, year: i16, month: i8) -> String {
        self.fill("month", &[("month", self.month_name(month)), ("year", &year.to_string())])
    }

    /// The name of a month, 1 to 12.
    pub fn month_name(&self, month: i8) -> &str {
        let index = usize::try_from(month - 1).unwrap_or_default();
        self.months.get(index).map_or("", String::as_str)
    }

    /// A fingerprint of the files that the texts stand in.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The file of the language, and the texts that are missing in it, so that pages show the English ones.
    pub fn missing(&self) -> (&str, &[String]) {
        (&self.file, &self.missing)
    }
}

/// One text, or its forms for one and for other numbers.
fn text(item: &Item<'_>) -> Option<Text> {
    if !item.is_mapping() {
        return Some(Text { one: None, other: item.text()?.to_owned() });
    }
    let mut forms = item.fields()?;
    let one = forms.text("one");
    let other = forms.required_text("other", "the form for all other numbers");
    forms.finish();
    Some(Text { one, other: other? })
}

/// Fills in the places of a pattern in one go, so that no value is taken for a pattern.
fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        let end = rest[start..].find('}').map_or(rest.len(), |end| start + end + 1);
        let place = &rest[start..end];
        let name = place.trim_start_matches('{').trim_end_matches('}');
        let value = values.iter().find(|(key, _)| *key == name);
        filled.push_str(value.map_or(place, |(_, value)| value));
        rest = &rest[end..];
    }
    filled + rest
}
