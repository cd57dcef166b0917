//! Templates and assets: the built-in theme, and over it, file by file, the user's own.
//!
//! The built-in theme is the repository's own `templates/` and `static/`, embedded in the binary.
//! May import: diagnostics, yaml, config, content.

mod assets;
mod templates;
mod texts;

pub use assets::{Asset, AssetContent, Assets};
pub use templates::Templates;
pub use texts::Texts;

use std::path::Path;

use include_dir::{Dir, File};
use xxhash_rust::xxh3::Xxh3;

use crate::config::Config;
use crate::diagnostics::Diagnostic;

/// All that turns a site into pages besides the site itself. The default has no template and no file.
#[derive(Debug, Default)]
pub struct Theme {
    /// The templates, compiled.
    pub templates: Templates,
    /// The words of pages in the site's language.
    pub texts: Texts,
    /// The files that are copied as they are.
    pub assets: Assets,
    /// What is wrong with the user's templates and files.
    pub diagnostics: Vec<Diagnostic>,
}

impl Theme {
    /// The theme of the site in the folder `root`.
    pub fn load(root: &Path, config: &Config) -> Self {
        let mut diagnostics = Vec::new();
        let assets = Assets::load(root, &mut diagnostics);
        let folder = root.join("templates");
        let texts = Texts::load(
            &folder.join(texts::FOLDER),
            &config.language,
            templates::built_in,
            &mut diagnostics,
        );
        let templates = Templates::load(root, &assets, &texts, config, &mut diagnostics);
        Self { templates, texts, assets, diagnostics }
    }

    /// A fingerprint of templates and texts, and of the names of the files.
    pub fn fingerprint(&self) -> u64 {
        let mut hash = Xxh3::with_seed(self.texts.fingerprint());
        for (name, source) in self.templates.sources() {
            hash.update(name.as_bytes());
            hash.update(source.text().as_bytes());
        }
        self.assets.iter().for_each(|(path, _)| hash.update(path.as_bytes()));
        hash.digest()
    }
}

/// Hands each file of an embedded folder to `add`, with its path below the folder.
fn each_embedded(
    folder: &'static Dir<'static>,
    add: &mut impl FnMut(String, &'static File<'static>),
) {
    for file in folder.files() {
        let parts: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        add(parts.join("/"), file);
    }
    folder.dirs().for_each(|inner| each_embedded(inner, add));
}
