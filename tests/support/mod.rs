//! Small sites for tests: files in, the real binary run over them, pages and messages out.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

pub mod browser;
pub mod desk;
#[cfg(unix)]
pub mod disk;
pub mod git_http;
pub mod naive;
pub mod preview;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A site in a folder of its own.
pub struct Site {
    folder: TempDir,
}

/// What a run of the binary gave.
pub struct Run {
    pub code: i32,
    pub output: String,
    pub errors: String,
}

impl Site {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("content/articles")).expect("the content folder");
        Self { folder }
    }

    /// A site with a small registry and three articles that share actors and topics.
    pub fn sample() -> Self {
        Self::new()
            .file("site.yaml", "title: Desk\nbase_url: https://desk.example/\n")
            .file(
                "content/actors/actors.yaml",
                "- name: Cho Tae-yul\n  kind: person\n  country: KR\n  wikidata: Q1\n  positions:\n  \
                 - {title: Foreign Minister, of: South Korea, start: 2024-01-10}\n\
                 - name: Antony Blinken\n  kind: person\n  country: US\n  summary: A diplomat.\n\
                 - name: Asia-Pacific Economic Cooperation\n  kind: organization\n  acronym: APEC\n\
                 - name: South Korea\n  kind: country\n  country: KR\n  aliases: [South Korean, Seoul]\n\
                 - name: United States\n  kind: country\n  country: US\n  aliases: [US, American]\n",
            )
            .file("content/places/places.yaml", "- name: Lima\n  country: PE\n")
            .file(
                "content/topics/topics.yaml",
                "- name: Diplomacy\n- name: Alliances\n  broader: diplomacy\n  keywords: [alliance, joint exercise]\n",
            )
            .file(
                "content/articles/2024/lima.md",
                "---\ntitle: Cho and Blinken meet in Lima\ndate: 2024-11-14\nsummary: Two ministers, one alliance.\n\
                 source: {name: Wire, url: https://wire.example/1}\naliases: [/old/lima/]\n---\n\n\
                 Foreign Minister Cho Tae-yul met *Antony* Blinken on the sidelines of APEC. The alliance, Cho said, holds.\n\n\
                 ## Next\n\n- A joint exercise\n- [More](../2023/earlier.md)\n",
            )
            .file(
                "content/articles/2023/earlier.md",
                "---\ntitle: An earlier alliance\ndate: 2023-05-02\n---\n\nAntony Blinken praised the alliance with South Korea.\n",
            )
            .file(
                "content/articles/2024-12-01-dated-by-name.md",
                "---\ntitle: Dated by its name\n---\n\nNothing but South Koreans in Lima.\n",
            )
            .file("content/pages/about.md", "---\ntitle: About\n---\n\nWe *are*.\n")
    }

    /// The bundled site with two more articles: everything that Markdown has, and a text from right to left.
    pub fn bundled_and_more() -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut site = Self::new();
        for (path, bytes) in tree(&repository.join("content")) {
            site.write(&format!("content/{path}"), &bytes);
        }
        let settings = std::fs::read_to_string(repository.join("site.yaml")).expect("the settings");
        site =
            site.file("site.yaml", &format!("{settings}\nbase_url: https://desk.example/news/\n"));
        let everything = "---\ntitle: \"All of <Markdown>: a \\\"page\\\" of it\"\ndate: 2024-12-02\nupdated: 2024-12-05\n\
            summary: Tables, notes & lists.\naliases: [/old/]\nsource: {name: Wire, url: \"https://wire.example/a?b=1&c=2#d e\"}\n---\n\n\
            ## Content\n\nAntony Blinken[^1] met *Joe **Biden*** in Lima.[^2] A line  \nbroken, ~~struck~~, `code <b>`,\n\
            <https://auto.example/?a=1&b=2>, ![A picture](/favicon.svg \"Title\"), H<sub>2</sub>O.\n\n\
            | left | centre | right | none |\n| :- | :-: | -: | - |\n| Joe Biden | 2 | 1,000 | `x` |\n\n\
            - [x] done\n- [ ] open\n\n3. three\n4. four\n\n> A quote.\n>\n> > Nested.\n\n***\n\n```rust\nfn main() {}\n```\n\n\
            ### Content\n\n#### Deep\n\n# First\n\n<figure><img src=\"/favicon.svg\" alt=\"x\"><figcaption>Caption</figcaption></figure>\n\n\
            <details><summary>More</summary>Hidden</details>\n\n[^1]: A [note](https://wire.example/).\n[^2]: Another.\n";
        let arabic = "---\ntitle: وزيرا الخارجية يبحثان في ليما إرسال القوات\ndate: 2024-12-03\nlang: ar\n\
            summary: التقى الوزيران مرة أخرى في بيرو.\n---\n\nالتقى الوزيران Antony Blinken و Joe Biden في ليما يوم الخميس.\n\n\
            ## عنوان\n\n- النقطة الأولى\n\n> اقتباس\n";
        site.file("content/articles/everything.md", everything)
            .file("content/articles/arabic.md", arabic)
    }

    pub fn file(self, path: &str, text: &str) -> Self {
        self.write(path, text.as_bytes());
        self
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(path, bytes).expect("the file");
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("the file to remove");
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs `briefing COMMAND --root SITE ARGUMENTS`.
    pub fn run(&self, command: &str, arguments: &[&str]) -> Run {
        let output = Command::cargo_bin("briefing")
            .expect("the binary")
            .arg(command)
            .arg("--root")
            .arg(self.root())
            .args(arguments)
            .env("NO_COLOR", "1")
            .output()
            .expect("a run");
        Run {
            code: output.status.code().expect("an exit code"),
            output: String::from_utf8(output.stdout).expect("UTF-8"),
            errors: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Builds and expects success.
    pub fn build(&self, arguments: &[&str]) -> Run {
        let arguments = [&["--now", "2025-01-01"], arguments].concat();
        let run = self.run("build", &arguments);
        assert_eq!(run.code, 0, "{}", run.errors);
        run
    }

    /// A built page.
    pub fn page(&self, path: &str) -> String {
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        fs::read_to_string(self.path("public").join(&file))
            .unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub fn has_page(&self, path: &str) -> bool {
        self.path("public").join(path).join("index.html").is_file()
    }

    /// All built files with their bytes.
    pub fn public(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("public"))
    }
}

/// Files by their paths, with their bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// All files below a folder with their bytes.
pub fn tree(folder: &Path) -> Tree {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below the folder");
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            (parts.join("/"), fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// The internal links of a built site that lead nowhere, as `page -> target`.
pub fn dead_links(files: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<String> {
    let mut dead = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for target in
            ["href=\"", "src=\""].iter().flat_map(|attribute| html.split(attribute).skip(1))
        {
            let target = target.split('"').next().unwrap_or_default().replace("&amp;", "&");
            let (address, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let address = address.split('?').next().unwrap_or_default();
            let anchored =
                |html: &str| anchor.is_empty() || html.contains(&format!("id=\"{anchor}\""));
            let alive = if address.contains("://") {
                true
            } else if address.is_empty() {
                anchored(&html)
            } else if let Some(inner) = address.strip_prefix(base) {
                let file = if inner.is_empty() || inner.ends_with('/') {
                    format!("{inner}index.html")
                } else {
                    inner.to_owned()
                };
                files.get(&file).is_some_and(|bytes| anchored(&String::from_utf8_lossy(bytes)))
            } else {
                false
            };
            if !alive {
                dead.push(format!("{path} -> {target}"));
            }
        }
    }
    dead
}
