//! Files that are copied as they are: style sheets, pictures, downloads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};
use xxhash_rust::xxh3::xxh3_64;

use super::each_embedded;
use crate::content::{Unread, each_file, file};
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

/// The content of a file of `static/`.
#[derive(Clone, Copy, Debug)]
pub enum AssetContent<'a> {
    /// In memory.
    Bytes(&'a [u8]),
    /// On disk: it may be large.
    File(&'a Path),
}

impl Asset {
    fn new(content: Content) -> Self {
        Self { content, fingerprint: OnceLock::new() }
    }

    /// The bytes of the file, or where they are.
    pub fn content(&self) -> AssetContent<'_> {
        match &self.content {
            Content::Embedded(bytes) => AssetContent::Bytes(bytes),
            Content::Squeezed(script) => AssetContent::Bytes(script.as_bytes()),
            Content::File(location) => AssetContent::File(location),
        }
    }

    /// The bytes of the file, where they are at most `limit`.
    pub fn read(&self, limit: u64) -> Result<Vec<u8>, Unread> {
        match self.content() {
            AssetContent::Bytes(bytes) => Ok(bytes.to_vec()),
            AssetContent::File(location) => file::bytes(location, limit),
        }
    }

    /// A short name for the content, which changes when the content does: links carry it, so that browsers never show an old
    /// style sheet. Computed when first asked for, since most files are never linked from a template.
    pub fn fingerprint(&self) -> &str {
        self.fingerprint.get_or_init(|| {
            let hash = match self.content() {
                AssetContent::Bytes(bytes) => Some(xxh3_64(bytes)),
                AssetContent::File(location) => file::hash(location),
            };
            hash.map(|hash| format!("{:010x}", hash >> 24)).unwrap_or_default()
        })
    }
}

/// The files by their path below the site, such as `style.css`.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    files: Arc<BTreeMap<String, Asset>>,
}

impl Assets {
    pub(super) fn load(root: &Path, problems: &mut Vec<Diagnostic>) -> Self {
        let mut files = BTreeMap::new();
        each_embedded(&BUILT_IN, &mut |path, file| {
            let content = match file.contents_utf8().filter(|_| path.ends_with(".js")) {
                Some(script) => Content::Squeezed(squeezed(script)),
                None => Content::Embedded(file.contents()),
            };
            files.insert(path, Asset::new(content));
        });
        add_folder(root, &mut files, problems);
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
    built_in.is_some_and(|bytes| {
        file::bytes(location, bytes.len() as u64).is_ok_and(|copy| copy == bytes)
    })
}

fn add_folder(root: &Path, files: &mut BTreeMap<String, Asset>, problems: &mut Vec<Diagnostic>) {
    each_file(
        root,
        "static",
        |_| true,
        problems,
        |path, entry| {
            let name = path.strip_prefix("static/").unwrap_or(&path).to_owned();
            if let Some(unread) = Unread::of(entry.file_type()) {
                return Some(unread.told(&path));
            }
            if !is_built_in(&name, entry.path()) {
                files.insert(name, Asset::new(Content::File(entry.into_path())));
            }
            None
        },
    );
}
