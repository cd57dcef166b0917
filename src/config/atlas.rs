//! `atlas` in site.yaml: what a site takes from the built-in atlas.

use crate::diagnostics::{Source, Span};
use crate::yaml::Fields;

/// What a site takes from the built-in atlas. Everything by default.
#[derive(Clone, Debug, Default)]
pub struct AtlasSettings {
    /// The kinds that are left out: `place`.
    off: Vec<&'static str>,
    /// The entries that are left out.
    pub except: Vec<Exception>,
}

/// The id of an entry that is left out, and where it is written.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The id.
    pub id: String,
    /// The file.
    pub source: Source,
    /// The place in it.
    pub span: Span,
}

/// The switches and the kinds of entries that they are for.
const SWITCHES: [(&str, &str); 5] = [
    ("countries", "country"),
    ("places", "place"),
    ("people", "person"),
    ("organizations", "organization"),
    ("topics", "topic"),
];

impl AtlasSettings {
    /// Whether an entry of that kind and id is wanted.
    pub fn wants(&self, kind: &str, id: &str) -> bool {
        !self.off.contains(&kind) && !self.except.iter().any(|except| except.id == id)
    }

    /// Nothing of it.
    fn none() -> Self {
        Self { off: SWITCHES.map(|(_, kind)| kind).to_vec(), except: Vec::new() }
    }
}

/// `on`, `off`, or a mapping with a switch for each kind and with `except`.
pub(super) fn settings(fields: &mut Fields<'_>, source: &Source) -> AtlasSettings {
    let Some(item) = fields.get("atlas") else { return AtlasSettings::default() };
    if !item.is_mapping() {
        return match item.switch() {
            Some(false) => AtlasSettings::none(),
            _ => AtlasSettings::default(),
        };
    }
    let Some(mut fields) = item.fields() else { return AtlasSettings::default() };
    let mut settings = AtlasSettings::default();
    for (switch, kind) in SWITCHES {
        if fields.get(switch).and_then(|item| item.switch()) == Some(false) {
            settings.off.push(kind);
        }
    }
    let exceptions = fields.texts("except").into_iter();
    settings.except =
        exceptions.map(|(id, span)| Exception { id, source: source.clone(), span }).collect();
    fields.finish();
    settings
}
