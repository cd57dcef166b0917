//! The layers of the source: a room imports only from rooms above it in this list. ARCHITECTURE.md shows the same list.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use syn::visit::Visit;

/// Rooms on one line don't import each other.
const LAYERS: [&[&str]; 14] = [
    &["diagnostics", "text"],
    &["yaml", "markdown"],
    &["config"],
    &["content"],
    &["registry"],
    &["tagging", "theme", "import"],
    &["site"],
    &["search", "layout"],
    &["render"],
    &["project"],
    &["output", "check"],
    &["serve", "publish"],
    &["cli"],
    &["main", "lib"],
];

/// Crates that only some rooms may name.
const OWNERS: [(&str, &[&str]); 16] = [
    ("serde_yaml", &["yaml"]),
    ("pulldown_cmark", &["markdown"]),
    ("ammonia", &["markdown"]),
    ("tera", &["theme", "render"]),
    ("quick_xml", &["render"]),
    ("csv", &["render", "import"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("schemars", &["cli"]),
    ("axum", &["serve"]),
    ("notify", &["serve"]),
    ("rayon", &["site", "project", "output", "check", "cli"]),
    ("ureq", &["check"]),
    ("etcetera", &["check"]),
    ("annotate_snippets", &["diagnostics"]),
];

/// Where files may be changed: `output` replaces the built site, `cli/create.rs` writes files for `init` and `new` that
/// aren't there yet, `serve` makes marks in a temporary folder of its own, `check` keeps answers of other hosts in a cache,
/// `publish` keeps what it published in a repository of its own.
const WRITERS: [&str; 5] =
    ["output/", "cli/create.rs", "serve/barrier.rs", "check/", "publish/store.rs"];

const WRITING: [&str; 11] = [
    "write",
    "create_dir",
    "create_dir_all",
    "remove_dir_all",
    "remove_file",
    "rename",
    "hard_link",
    "copy",
    "create",
    "create_new",
    "options",
];

#[derive(Default)]
struct Paths(BTreeSet<Vec<String>>);

impl<'a> Visit<'a> for Paths {
    fn visit_use_tree(&mut self, tree: &'a syn::UseTree) {
        self.add_tree(tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.0.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        // Unit tests may use what they like.
        if module.ident != "tests" {
            syn::visit::visit_item_mod(self, module);
        }
    }
}

impl Paths {
    fn add_tree(&mut self, tree: &syn::UseTree, prefix: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.add_tree(&path.tree, prefix);
                prefix.pop();
            }
            syn::UseTree::Name(name) => {
                self.0.insert([prefix.as_slice(), &[name.ident.to_string()]].concat());
            }
            syn::UseTree::Rename(name) => {
                self.0.insert([prefix.as_slice(), &[name.ident.to_string()]].concat());
            }
            syn::UseTree::Glob(_) => {
                self.0.insert(prefix.clone());
            }
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.add_tree(tree, prefix));
            }
        }
    }
}

/// Every source file with its room and the paths that it names.
fn files() -> Vec<(String, String, Paths)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.expect("an entry"));
    entries
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        // The build script is a program of its own, beside the data that it reads.
        .filter(|entry| !entry.path().ends_with("registry/atlas/build.rs"))
        .map(|entry| {
            let inner = entry
                .path()
                .strip_prefix(&root)
                .expect("below src")
                .to_string_lossy()
                .replace('\\', "/");
            let room =
                inner.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(entry.path()).expect("a file");
            let mut paths = Paths::default();
            paths.visit_file(&syn::parse_file(&text).expect("Rust"));
            (inner, room, paths)
        })
        .collect()
}

fn layer(room: &str) -> usize {
    LAYERS
        .iter()
        .position(|rooms| rooms.contains(&room))
        .unwrap_or_else(|| panic!("`{room}` is in no layer"))
}

#[test]
fn rooms_import_only_from_above() {
    let mut wrong = Vec::new();
    for (file, room, paths) in files() {
        for path in paths.0.iter().filter(|path| path.first().is_some_and(|first| first == "crate"))
        {
            let Some(other) = path.get(1) else { continue };
            if *other != room && layer(other) >= layer(&room) {
                wrong.push(format!("{file} names {}", path.join("::")));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (file, room, paths) in files() {
        for (library, owners) in OWNERS {
            let named =
                paths.0.iter().any(|path| path.first().is_some_and(|first| first == library));
            if named && !owners.contains(&room.as_str()) {
                wrong.push(format!("{file} names {library}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn only_writers_change_files() {
    let mut wrong = Vec::new();
    for (file, _, paths) in files() {
        let writes = |path: &&Vec<String>| {
            path.len() >= 2
                && matches!(path[path.len() - 2].as_str(), "fs" | "File")
                && WRITING.contains(&path[path.len() - 1].as_str())
        };
        if !WRITERS.iter().any(|writer| file.starts_with(writer))
            && let Some(path) = paths.0.iter().find(writes)
        {
            wrong.push(format!("{file} names {}", path.join("::")));
        }
    }
    assert_eq!(wrong, [""; 0]);
}
