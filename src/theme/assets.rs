//! Files that are copied as they are: style sheets, pictures, downloads.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_64;

use super::each_embedded;
use crate::content::path_below;
use crate::diagnostics::Diagnostic;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// A file of `static/`.
#[derive(Debug)]
pub struct Asset {
    content: Content,
    fingerprint: OnceLock<String>,
}

#[derive(Debug)]
enum Content {
    Embedded(&'static [u8]),
    /// A built-in script without what only its authors read.
    Squeezed(String),
    File(PathBuf),
}

impl Asset {
    fn new(content: Content) -> Self {
        Self { content, fingerprint: OnceLock::new() }
    }

    /// The bytes of the file.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        match &self.content {
            Content::Embedded(bytes) => Ok(bytes.to_vec()),
            Content::Squeezed(script) => Ok(script.clone().into_bytes()),
            Content::File(location) => std::fs::read(location),
        }
    }

    /// A short name for the content, which changes when the content does: links carry it, so that browsers never show an old
    /// style sheet. Computed when first asked for, since most files are never linked from a template.
    pub fn fingerprint(&self) -> &str {
        self.fingerprint.get_or_init(|| match self.read() {
            Ok(bytes) => format!("{:010x}", xxh3_64(&bytes) >> 24),
            Err(_) => String::new(),
        })
    }
}

/// The files by their path below the site, such as `style.css`.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    files: Arc<BTreeMap<String, Asset>>,
}

impl Assets {
    pub(super) fn load(folder: &Path, problems: &mut Vec<Diagnostic>) -> Self {
        let mut files = BTreeMap::new();
        each_embedded(&BUILT_IN, &mut |path, file| {
            let content = match file.contents_utf8().filter(|_| path.ends_with(".js")) {
                Some(script) => Content::Squeezed(squeezed(script)),
                None => Content::Embedded(file.contents()),
            };
            files.insert(path, Asset::new(content));
        });
        if folder.is_dir() {
            add_folder(folder, &mut files, problems);
        }
        Self { files: Arc::new(files) }
    }

    /// The file at a path below the site.
    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.files.get(path)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.files.iter().map(|(path, asset)| (path.as_str(), asset))
    }
}

/// A script without indentation and without lines that are comments. The built-in ones have no text that goes over lines
/// (`tests/theme.rs`).
fn squeezed(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let kept: Vec<&str> =
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect();
    kept.join("\n")
}

/// Whether a file is a copy of the built-in one, which stands for it then.
fn is_built_in(path: &str, location: &Path) -> bool {
    let built_in = BUILT_IN.get_file(path).map(include_dir::File::contents);
    built_in.is_some_and(|bytes| std::fs::read(location).is_ok_and(|copy| copy == bytes))
}

fn add_folder(folder: &Path, files: &mut BTreeMap<String, Asset>, problems: &mut Vec<Diagnostic>) {
    for entry in WalkDir::new(folder) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match path_below(folder, entry.path()) {
                Some(path) if is_built_in(&path, entry.path()) => {}
                Some(path) => {
                    files.insert(path, Asset::new(Content::File(entry.path().to_owned())));
                }
                None => problems.push(Diagnostic::error(
                    "bad-file-name",
                    format!("the name of `{}` is not UTF-8", entry.path().display()),
                )),
            },
            Ok(_) => {}
            Err(error) => problems.push(Diagnostic::error("unreadable", error.to_string())),
        }
    }
}
