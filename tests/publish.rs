//! `briefing publish`, with real git and bare repositories on disk.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt as _;
use support::{Site, dead_links, tree};
use tempfile::TempDir;

/// Settings of whoever runs the tests must not change what git does.
fn isolated(command: &mut Command) -> &mut Command {
    for name in ["GIT_ASKPASS", "SSH_ASKPASS", "GIT_DIR", "GIT_CONFIG_COUNT"] {
        command.env_remove(name);
    }
    command
        .env("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" })
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Desk")
        .env("GIT_AUTHOR_EMAIL", "desk@example.org")
        .env("GIT_COMMITTER_NAME", "Desk")
        .env("GIT_COMMITTER_EMAIL", "desk@example.org")
        .env("NO_COLOR", "1")
}

/// Runs git in a folder and gives what it prints.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let output =
        isolated(Command::new("git").current_dir(folder).args(arguments)).output().expect("git");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8").trim_end().to_owned()
}

/// What a run printed, and its exit code.
struct Run {
    code: Option<i32>,
    output: String,
    errors: String,
}

/// A site in a repository, and the bare repository that it is pushed to.
struct Desk {
    site: Site,
    remote: TempDir,
}

const SITE: &str = "title: Desk\nbase_url: https://desk.example/news/\n";

/// The sample site with these settings, and nothing that `check` warns of.
fn sample(settings: &str) -> Site {
    Site::sample().file("site.yaml", settings).file(
        "content/articles/2023/later.md",
        "---\ntitle: The United States and South Korea\ndate: 2023-06-02\n---\n\nAn alliance.\n",
    )
}

impl Desk {
    /// The sample site, committed and pushed.
    fn new() -> Self {
        let desk = Self::unpushed(sample(SITE));
        git(desk.root(), &["push", "--quiet", "origin", "main"]);
        desk
    }

    fn unpushed(site: Site) -> Self {
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

    fn root(&self) -> &Path {
        self.site.root()
    }

    fn commit(&self, message: &str) {
        git(self.root(), &["add", "--all"]);
        git(self.root(), &["commit", "--quiet", "--message", message]);
    }

    /// Runs `briefing publish` with arguments.
    fn run(&self, arguments: &[&str]) -> Run {
        publish(self.root(), arguments, &[])
    }

    /// Publishes, and expects that all goes well.
    fn publish(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!((run.code, run.errors.as_str()), (Some(0), ""), "{}", run.output);
        run.output
    }

    /// Publishes, expects an error, and that both sides are as they were.
    fn fails(&self, arguments: &[&str]) -> String {
        let before = self.state();
        let run = self.run(arguments);
        assert_eq!((run.code, run.output.as_str()), (Some(1), ""), "{}", run.errors);
        assert_eq!(self.state(), before);
        run.errors
    }

    /// Every file of both repositories that a failure has to leave as it was.
    fn state(&self) -> [BTreeMap<String, Vec<u8>>; 2] {
        [self.mine(), tree(self.remote.path())]
    }

    /// The user's folder with `.git`, without the store of earlier publishes.
    fn mine(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(self.root());
        files.retain(|path, _| !path.starts_with(".git/briefing-publish/"));
        files
    }

    fn has_branch(&self) -> bool {
        !git(self.remote.path(), &["branch", "--list", "gh-pages"]).is_empty()
    }

    fn tip(&self) -> String {
        git(self.remote.path(), &["rev-parse", "gh-pages"])
    }

    fn message(&self) -> String {
        git(self.remote.path(), &["log", "-1", "--format=%B", "gh-pages"])
    }

    fn commits(&self) -> usize {
        git(self.remote.path(), &["rev-list", "--count", "gh-pages"]).parse().expect("a number")
    }

    /// The published files.
    fn published(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = TempDir::new().expect("a temporary folder");
        let address = self.remote.path().to_string_lossy().into_owned();
        git(folder.path(), &["clone", "--quiet", "--branch", "gh-pages", &address, "site"]);
        let mut files = tree(&folder.path().join("site"));
        files.retain(|path, _| !path.starts_with(".git/"));
        files
    }

    /// A second clone of the sources, such as a colleague's.
    fn colleague(&self) -> (TempDir, PathBuf) {
        let folder = TempDir::new().expect("a temporary folder");
        let address = self.remote.path().to_string_lossy().into_owned();
        git(folder.path(), &["clone", "--quiet", &address, "theirs"]);
        let root = folder.path().join("theirs");
        (folder, root)
    }
}

fn publish(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let mut command = Command::cargo_bin("briefing").expect("the binary");
    command.arg("publish").arg("--root").arg(root).args(arguments);
    isolated(&mut command).envs(environment.iter().copied());
    let output = command.output().expect("a run");
    Run {
        code: output.status.code(),
        output: String::from_utf8(output.stdout).expect("UTF-8"),
        errors: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Writes a script that can be run.
fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
    fs::write(path, text).expect("the script");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("its mode");
    }
}

/// The paths that differ.
fn differences(
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
) -> BTreeSet<String> {
    let paths = before.keys().chain(after.keys());
    paths.filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

#[test]
fn a_first_publish_is_the_site_that_a_build_makes() {
    let desk = Desk::new();
    let before = desk.mine();
    let output = desk.publish(&[]);
    assert!(output.contains("pages and ") && output.contains("added ("), "{output}");
    assert!(output.ends_with("pushed to gh-pages of origin\n"), "{output}");
    assert_eq!(desk.mine(), before, "working tree, index, HEAD, refs and objects");
    let published = desk.published();
    assert_eq!(published[".nojekyll"], b"");
    assert!(published.contains_key("404.html") && !published.contains_key("CNAME"));
    assert_eq!(dead_links(&published, "/news/"), [""; 0]);
    // The same bytes as a build with the same address makes.
    desk.site.build(&[]);
    let mut built = desk.site.public();
    built.remove(".briefing");
    built.insert(".nojekyll".to_owned(), Vec::new());
    assert_eq!(differences(&built, &published), BTreeSet::new());
    let source = git(desk.root(), &["rev-parse", "HEAD"]);
    assert_eq!(desk.message(), format!("Publish the site\n\nSource-Commit: {source}"));
    assert_eq!(desk.commits(), 1);
}

#[test]
fn a_second_publish_changes_the_article_and_the_lists_that_name_it() {
    let desk = Desk::new();
    desk.publish(&[]);
    let before = desk.published();
    let path = desk.site.path("content/articles/2024-12-01-dated-by-name.md");
    let text = fs::read_to_string(&path).expect("the article");
    fs::write(&path, text.replace("Dated by its name", "Renamed")).expect("the article");
    desk.commit("A new headline");
    let output = desk.publish(&["--message", "New headline"]);
    let after = desk.published();
    let changed = differences(&before, &after);
    insta::assert_snapshot!("changed", changed.iter().cloned().collect::<Vec<_>>().join("\n"));
    for path in changed.iter().filter(|path| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(&after[path]);
        assert!(page.contains("Renamed"), "{path} does not name the article");
    }
    assert!(
        output.contains(&format!(
            "{} pages",
            changed.iter().filter(|path| path.ends_with(".html")).count()
        )),
        "{output}"
    );
    assert_eq!(desk.commits(), 1, "a single fresh commit");
    assert!(desk.message().starts_with("New headline\n\nSource-Commit: "), "{}", desk.message());
}

#[test]
fn what_is_removed_disappears() {
    let desk = Desk::new();
    desk.publish(&[]);
    let before = desk.published();
    desk.site.remove("content/pages/about.md");
    desk.site.remove("content/articles/2024-12-01-dated-by-name.md");
    desk.commit("Two pages less");
    let output = desk.publish(&[]);
    let after = desk.published();
    let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    for page in ["about", "archive/2024/12", "articles/2024/12/dated-by-name"] {
        assert!(gone.contains(&&format!("{page}/index.html")), "{page}: {gone:?}");
    }
    let pages = gone.iter().filter(|path| path.ends_with(".html")).count();
    assert!(output.contains(&format!("{pages} pages ")), "{output}");
    assert!(output.contains(" removed ("), "{output}");
    assert_eq!(dead_links(&after, "/news/"), [""; 0]);
}

#[test]
fn nothing_changed_and_nothing_is_pushed() {
    let desk = Desk::new();
    desk.publish(&[]);
    let before = desk.state();
    assert_eq!(desk.publish(&[]), "nothing changed, nothing pushed\n");
    assert_eq!(desk.publish(&["--dry-run"]), "nothing changed, nothing pushed\n");
    assert_eq!(desk.state(), before);
}

#[test]
fn history_is_kept_where_it_is_wanted() {
    let desk = Desk::new();
    desk.publish(&["--keep-history"]);
    let first = desk.tip();
    desk.site.write("content/pages/about.md", b"---\ntitle: About\n---\n\nWe were.\n");
    desk.commit("A page");
    desk.publish(&["--keep-history"]);
    assert_eq!(desk.commits(), 2);
    assert_eq!(git(desk.remote.path(), &["rev-parse", "gh-pages^"]), first);
    // From a clone that has seen nothing of this, and a third commit.
    let (_folder, root) = desk.colleague();
    git(&root, &["pull", "--quiet"]);
    fs::write(root.join("content/pages/imprint.md"), "---\ntitle: Imprint\n---\n\nUs.\n")
        .expect("a page");
    git(desk.root(), &["push", "--quiet", "origin", "main"]);
    git(&root, &["pull", "--quiet"]);
    let run = publish(&root, &["--keep-history"], &[]);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    assert_eq!(desk.commits(), 3);
    git(desk.remote.path(), &["fsck", "--strict"]);
}

#[test]
fn a_dry_run_tells_and_leaves_nothing() {
    let desk = Desk::new();
    let everything = || [tree(desk.root()), tree(desk.remote.path())];
    let before = everything();
    let output = desk.publish(&["--dry-run"]);
    assert_eq!(everything(), before);
    assert!(output.contains("added    index.html ("), "{output}");
    assert!(output.ends_with("; nothing pushed\n"), "{output}");
    desk.publish(&[]);
    desk.site.remove("content/pages/about.md");
    desk.site.write("content/pages/imprint.md", b"---\ntitle: Imprint\n---\n\nUs.\n");
    desk.commit("Another page");
    let before = everything();
    let output = desk.publish(&["--dry-run"]);
    let after = everything();
    assert_eq!(differences(&before[0], &after[0]), BTreeSet::new());
    assert_eq!(differences(&before[1], &after[1]), BTreeSet::new());
    for line in
        ["added    imprint/index.html (", "removed  about/index.html (", "changed  index.html ("]
    {
        assert!(output.contains(line), "{line}: {output}");
    }
    let last = output.lines().last().expect("a line");
    assert!(last.starts_with("1 page added (") && last.contains("1 page removed ("), "{last}");
}

#[test]
fn a_domain_is_written_and_kept() {
    let desk = Desk::unpushed(sample("title: Desk\ncname: news.example.org\n"));
    desk.publish(&[]);
    let published = desk.published();
    assert_eq!(published["CNAME"], b"news.example.org\n");
    let home = String::from_utf8_lossy(&published["index.html"]).into_owned();
    assert!(home.contains("https://news.example.org/"), "{home}");
    assert_eq!(dead_links(&published, "/"), [""; 0]);
    // Somebody takes it out of site.yaml: the domain would be lost.
    desk.site.write("site.yaml", SITE.as_bytes());
    desk.commit("No domain");
    let errors = desk.fails(&[]);
    assert!(errors.contains("error[lost-domain]: gh-pages of origin has a CNAME"), "{errors}");
    desk.publish(&["--yes"]);
    assert!(!desk.published().contains_key("CNAME"));
}

#[test]
fn the_address_follows_from_the_remote() {
    // What stands at github.com is on this disk: git is told so by its own settings.
    for (remote, base, home) in [
        ("git@github.com:Desk/news.git", "/news/", "https://desk.github.io/news/"),
        ("https://github.com/desk/Desk.github.io", "/", "https://desk.github.io/"),
    ] {
        let desk = Desk::unpushed(sample("title: Desk\n"));
        git(desk.root(), &["remote", "set-url", "origin", remote]);
        let folder = desk.remote.path().to_string_lossy().into_owned();
        // Below `protocol`, or the address that the program reads would be the folder.
        let wrapper = desk.remote.path().join("wrapper");
        let real = which("git");
        script(
            &wrapper.join("git"),
            &format!(
                "#!/bin/sh\nfor argument do\n  shift\n  [ \"$argument\" = '{remote}' ] && argument='{folder}'\n  \
                 set -- \"$@\" \"$argument\"\ndone\nexec '{}' \"$@\"\n",
                real.display()
            ),
        );
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(wrapper).chain(std::env::split_paths(&path));
        let path = std::env::join_paths(paths).expect("a path").into_string().expect("UTF-8");
        let run = publish(desk.root(), &[], &[("PATH", &path)]);
        assert_eq!((run.code, run.errors.as_str()), (Some(0), ""));
        assert!(run.output.contains("Settings, Pages"), "{}", run.output);
        assert!(run.output.ends_with(&format!("it is at {home}\n")), "{}", run.output);
        assert_eq!(dead_links(&desk.published(), base), [""; 0]);
    }
}

/// Where a program is.
fn which(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .expect("the program")
}

#[test]
fn no_hook_of_the_user_runs() {
    let desk = Desk::new();
    for hook in [
        "pre-push",
        "pre-commit",
        "commit-msg",
        "post-commit",
        "reference-transaction",
        "post-checkout",
    ] {
        script(&desk.site.path(&format!(".git/hooks/{hook}")), "#!/bin/sh\ntouch ran\nexit 1\n");
    }
    let hooks = desk.site.path(".git/hooks").to_string_lossy().into_owned();
    // Whoever has hooks for all repositories has them there.
    let settings = [
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "core.hooksPath"),
        ("GIT_CONFIG_VALUE_0", hooks.as_str()),
    ];
    let before = desk.mine();
    let run = publish(desk.root(), &[], &settings);
    assert_eq!((run.code, run.errors.as_str()), (Some(0), ""));
    assert_eq!(desk.mine(), before);
    assert!(desk.has_branch());
}
