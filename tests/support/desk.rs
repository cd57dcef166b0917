//! A site in a git repository, and the bare repository that it is published to.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt as _;
use tempfile::TempDir;

use super::{Site, tree};

/// Settings of whoever runs the tests must not change what git does.
pub fn isolated(command: &mut Command) -> &mut Command {
    for name in ["GIT_ASKPASS", "SSH_ASKPASS", "GIT_DIR", "GIT_CONFIG_COUNT"] {
        command.env_remove(name);
    }
    command
        // Messages of the program don't depend on the language.
        .env("LANG", "de_DE.UTF-8")
        .env("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" })
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Desk")
        .env("GIT_AUTHOR_EMAIL", "desk@example.org")
        .env("GIT_COMMITTER_NAME", "Desk")
        .env("GIT_COMMITTER_EMAIL", "desk@example.org")
        .env("NO_COLOR", "1")
}

/// Runs git in a folder and gives what it prints.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output =
        isolated(Command::new("git").current_dir(folder).args(arguments)).output().expect("git");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8").trim_end().to_owned()
}

/// What a run printed, and its exit code.
pub struct Run {
    pub code: Option<i32>,
    pub output: String,
    pub errors: String,
}

/// A site in a repository, and the bare repository that it is pushed to.
pub struct Desk {
    pub site: Site,
    pub remote: TempDir,
}

pub const SITE: &str = "title: Desk\nbase_url: https://desk.example/news/\n";

/// The sample site with these settings, and nothing that `check` warns of.
pub fn sample(settings: &str) -> Site {
    Site::sample().file("site.yaml", settings).file(
        "content/articles/2023/later.md",
        "---\ntitle: The United States and South Korea\ndate: 2023-06-02\n---\n\nAn alliance.\n",
    )
}

impl Desk {
    /// The sample site, committed and pushed.
    pub fn new() -> Self {
        let desk = Self::unpushed(sample(SITE));
        git(desk.root(), &["push", "--quiet", "origin", "main"]);
        desk
    }

    pub fn unpushed(site: Site) -> Self {
        let site = site.file(".gitignore", "/public\n");
        let remote = TempDir::new().expect("a temporary folder");
        git(remote.path(), &["init", "--quiet", "--bare", "--initial-branch=main"]);
        git(site.root(), &["init", "--quiet", "--initial-branch=main"]);
        let address = remote.path().to_string_lossy().into_owned();
        git(site.root(), &["remote", "add", "origin", &address]);
        let desk = Self { site, remote };
        desk.commit("Sources");
        desk
    }

    pub fn root(&self) -> &Path {
        self.site.root()
    }

    pub fn commit(&self, message: &str) {
        git(self.root(), &["add", "--all"]);
        git(self.root(), &["commit", "--quiet", "--message", message]);
    }

    /// Runs `briefing publish` with arguments.
    pub fn run(&self, arguments: &[&str]) -> Run {
        publish(self.root(), arguments, &[])
    }

    /// `briefing publish`, still to be run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        command(self.root(), arguments)
    }

    /// A `PATH` on which a shell script stands before git, and runs it in the end.
    pub fn path_with_git(&self, lines: &str) -> String {
        let folder = self.remote.path().join("wrapper");
        let real = which("git");
        script(
            &folder.join("git"),
            &format!("#!/bin/sh\n{lines}exec '{}' \"$@\"\n", real.display()),
        );
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(folder).chain(std::env::split_paths(&path));
        std::env::join_paths(paths).expect("a path").into_string().expect("UTF-8")
    }

    /// Publishes, and expects that all goes well.
    pub fn publish(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!((run.code, run.errors.as_str()), (Some(0), ""), "{}", run.output);
        run.output
    }

    /// Publishes, expects an error, and that both sides are as they were.
    pub fn fails(&self, arguments: &[&str]) -> String {
        let before = self.state();
        let run = self.run(arguments);
        assert_eq!((run.code, run.output.as_str()), (Some(1), ""), "{}", run.errors);
        self.is_still(&before);
        run.errors
    }

    /// Every file of both sides that a failure has to leave as it was.
    pub fn state(&self) -> [BTreeMap<String, Vec<u8>>; 2] {
        let mut theirs = tree(self.remote.path());
        // A remote may keep for a while what it refused; nothing leads to it.
        theirs.retain(|path, _| !path.starts_with("objects/"));
        [self.mine(), theirs]
    }

    /// Expects that both sides are as they were.
    pub fn is_still(&self, before: &[BTreeMap<String, Vec<u8>>; 2]) {
        let after = self.state();
        let changed = [0, 1].map(|side| differences(&before[side], &after[side]));
        assert_eq!(changed, [BTreeSet::new(), BTreeSet::new()], "mine, and the remote's");
    }

    /// The user's folder with `.git`, without the store of earlier publishes.
    pub fn mine(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(self.root());
        files.retain(|path, _| !path.starts_with(".git/briefing-publish/"));
        files
    }

    pub fn has_branch(&self) -> bool {
        !git(self.remote.path(), &["branch", "--list", "gh-pages"]).is_empty()
    }

    pub fn tip(&self) -> String {
        git(self.remote.path(), &["rev-parse", "gh-pages"])
    }

    pub fn message(&self) -> String {
        git(self.remote.path(), &["log", "-1", "--format=%B", "gh-pages"])
    }

    pub fn commits(&self) -> usize {
        git(self.remote.path(), &["rev-list", "--count", "gh-pages"]).parse().expect("a number")
    }

    /// The published files.
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = TempDir::new().expect("a temporary folder");
        let address = self.remote.path().to_string_lossy().into_owned();
        git(folder.path(), &["clone", "--quiet", "--branch", "gh-pages", &address, "site"]);
        let mut files = tree(&folder.path().join("site"));
        files.retain(|path, _| !path.starts_with(".git/"));
        files
    }

    /// A second clone of the sources, such as a colleague's.
    pub fn colleague(&self) -> (TempDir, PathBuf) {
        let folder = TempDir::new().expect("a temporary folder");
        let address = self.remote.path().to_string_lossy().into_owned();
        git(folder.path(), &["clone", "--quiet", &address, "theirs"]);
        let root = folder.path().join("theirs");
        (folder, root)
    }

    /// Puts a hook into the remote that refuses whatever comes.
    pub fn refuse(&self, hook: &str) {
        let path = self.remote.path().join("hooks").join(hook);
        script(&path, "#!/bin/sh\necho 'no pages on Sundays' >&2\nexit 1\n");
    }
}

/// Runs `briefing publish` in a folder, with variables of the environment.
pub fn publish(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let output =
        command(root, arguments).envs(environment.iter().copied()).output().expect("a run");
    Run {
        code: output.status.code(),
        output: String::from_utf8(output.stdout).expect("UTF-8"),
        errors: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("briefing").expect("the binary");
    command.arg("publish").arg("--root").arg(root).args(arguments);
    isolated(&mut command);
    command
}

/// Writes a script that can be run.
pub fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
    fs::write(path, text).expect("the script");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("its mode");
    }
}

/// The paths that differ.
pub fn differences(
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
) -> BTreeSet<String> {
    let paths = before.keys().chain(after.keys());
    paths.filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

/// Where a program is.
pub fn which(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .expect("the program")
}
