//! What stops `briefing publish`, with a message, and leaves both sides as they were; and what only looks as if it would.
//!
//! Programs that stand in the place of git, ssh and hooks are shell scripts here.
#![cfg(unix)]

mod support;

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;

use briefing::diagnostics::{Diagnostic, Severity};
use briefing::project::{Options, Project};
use briefing::publish::{Limits, Prepared, Settings, prepare};
use support::Site;
use support::desk::{Desk, differences, git, publish, sample, script};
use support::tree;
use tempfile::TempDir;

/// Expects words in a message.
#[track_caller]
fn contains(errors: &str, words: &[&str]) {
    for words in words {
        assert!(errors.contains(words), "{words}: {errors}");
    }
}

#[test]
fn a_push_that_the_remote_rejects() {
    for hook in ["pre-receive", "update"] {
        let desk = Desk::new();
        desk.refuse(hook);
        contains(
            &desk.fails(&[]),
            &[
                "error[rejected]: origin refuses the push to gh-pages: ",
                "help: the remote says: no pages on Sundays",
            ],
        );
        assert!(!desk.has_branch() && !desk.site.path(".git/briefing-publish").exists());
        fs::remove_file(desk.remote.path().join("hooks").join(hook)).expect("the hook");
        desk.publish(&[]);
    }
}

#[test]
fn a_remote_that_wants_commits_added() {
    let desk = Desk::new();
    desk.publish(&[]);
    git(desk.remote.path(), &["config", "receive.denyNonFastForwards", "true"]);
    desk.site.remove("content/pages/about.md");
    desk.commit("A page less");
    contains(&desk.fails(&[]), &["error[rejected]", "use --keep-history"]);
    desk.publish(&["--keep-history"]);
}

#[test]
fn a_branch_that_holds_what_no_publish_made() {
    let desk = Desk::new();
    git(desk.root(), &["checkout", "--quiet", "--orphan", "gh-pages"]);
    git(desk.root(), &["commit", "--quiet", "--message", "By hand"]);
    git(desk.root(), &["push", "--quiet", "origin", "gh-pages"]);
    git(desk.root(), &["checkout", "--quiet", "main"]);
    contains(
        &desk.fails(&[]),
        &[
            "error[foreign-commit]: gh-pages of origin has a commit that no publish made: ",
            "\"By hand\" by Desk",
        ],
    );
    contains(&desk.fails(&["--dry-run"]), &["error[foreign-commit]"]);
    desk.publish(&["--yes"]);
    assert_eq!(desk.commits(), 1);
    // Somebody changes a page on GitHub.
    let folder = TempDir::new().expect("a temporary folder");
    let address = desk.remote.path().to_string_lossy().into_owned();
    git(folder.path(), &["clone", "--quiet", "--branch", "gh-pages", &address, "."]);
    fs::write(folder.path().join("index.html"), "mine").expect("the page");
    git(folder.path(), &["commit", "--quiet", "--all", "--message", "Only this once"]);
    git(folder.path(), &["push", "--quiet"]);
    contains(&desk.fails(&[]), &["error[foreign-commit]", "\"Only this once\""]);
}

#[test]
fn sources_that_others_have_gone_on_from() {
    let desk = Desk::new();
    let (_folder, theirs) = desk.colleague();
    fs::write(theirs.join("content/pages/theirs.md"), "---\ntitle: Theirs\n---\n\nText.\n")
        .expect("a page");
    git(&theirs, &["add", "--all"]);
    git(&theirs, &["commit", "--quiet", "--message", "Theirs"]);
    assert_eq!(publish(&theirs, &[], &[]).code, Some(0));
    desk.site.write("content/pages/mine.md", b"---\ntitle: Mine\n---\n\nText.\n");
    desk.commit("Mine");
    contains(
        &desk.fails(&[]),
        &["error[diverged]: gh-pages of origin was published from commit ", "pull first"],
    );
    git(&theirs, &["push", "--quiet", "origin", "main"]);
    git(desk.root(), &["pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main"]);
    desk.publish(&[]);
    assert!(desk.published().contains_key("theirs/index.html"));
}

/// Prepares a publish by the library.
fn prepared(desk: &Desk, limits: Limits) -> Result<Prepared, Vec<Diagnostic>> {
    git(desk.root(), &["config", "user.name", "Desk"]);
    git(desk.root(), &["config", "user.email", "desk@example.org"]);
    let loaded = Project::new(desk.root(), Options::default()).load();
    let settings = Settings {
        remote: "origin".to_owned(),
        branch: "gh-pages".to_owned(),
        message: None,
        dry_run: false,
        keep_history: false,
        yes: false,
        limits,
    };
    prepare(desk.root(), &loaded.snapshot, &settings)
}

#[test]
fn a_branch_that_moves_while_a_publish_runs() {
    let desk = Desk::new();
    // It appears.
    let first = prepared(&desk, Limits::GITHUB).expect("a commit");
    git(desk.remote.path(), &["branch", "gh-pages", "main"]);
    let problem = first.push().expect_err("a refusal");
    assert_eq!(
        (problem.id, problem.message.as_str()),
        ("diverged", "gh-pages of origin was changed while this publish ran")
    );
    git(desk.remote.path(), &["branch", "-D", "gh-pages"]);
    desk.publish(&[]);
    // It moves.
    desk.site.remove("content/pages/about.md");
    desk.commit("A page less");
    let second = prepared(&desk, Limits::GITHUB).expect("a commit");
    git(desk.remote.path(), &["branch", "--force", "gh-pages", "main"]);
    let tip = desk.tip();
    assert_eq!(second.push().expect_err("a refusal").id, "diverged");
    assert_eq!(desk.tip(), tip);
}

#[test]
fn limits_of_github() {
    let desk = Desk::new();
    desk.site.write("static/media/films/long.bin", "x".repeat(400_000).as_bytes());
    desk.commit("A film");
    let before = desk.state();
    let tell = |limits: Limits| -> Vec<(Severity, String, String)> {
        let problems = match prepared(&desk, limits) {
            Ok(prepared) => prepared.problems.clone(),
            Err(problems) => problems,
        };
        let all = problems.into_iter();
        all.map(|problem| (problem.severity, problem.message, problem.hints.join("; "))).collect()
    };
    let limits = Limits { file: 500_000, site: 1_000_000, warning: 900_000 };
    assert_eq!(tell(limits), []);
    let told = tell(Limits { file: 399_999, ..limits });
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, Severity::Error);
    assert_eq!(
        told[0].1,
        "media/films/long.bin has 400.0 kB; GitHub takes files of at most 400.0 kB"
    );
    let told = tell(Limits { warning: 400_000, ..limits });
    assert_eq!((told.len(), told[0].0), (1, Severity::Warning));
    assert!(told[0].1.ends_with(" of the 1.0 MB that GitHub Pages shows"), "{}", told[0].1);
    let told = tell(Limits { site: 400_000, ..limits });
    assert_eq!((told.len(), told[0].0), (1, Severity::Error));
    assert!(told[0].1.ends_with("; GitHub Pages shows sites of at most 400.0 kB"), "{}", told[0].1);
    assert!(
        told[0].2.starts_with("the largest folders: media/films/ (400.0 kB), "),
        "{}",
        told[0].2
    );
    assert_eq!(differences(&before[1], &desk.state()[1]), [].into());
    assert_eq!(
        Limits::GITHUB,
        Limits { file: 100 * 1024 * 1024, site: 1_000_000_000, warning: 800_000_000 }
    );
}

#[test]
fn remotes_that_are_not_there() {
    let desk = Desk::new();
    contains(
        &desk.fails(&["--remote", "upstream"]),
        &[
            "error[no-remote]: there is no remote called `upstream`",
            "name one with --remote: origin",
        ],
    );
    let folder = desk.remote.path().join("gone").to_string_lossy().into_owned();
    git(desk.root(), &["remote", "set-url", "origin", &folder]);
    contains(&desk.fails(&[]), &["error[remote-gone]: origin can't be reached", "git says: "]);
    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
    git(desk.root(), &["remote", "set-url", "origin", &format!("http://{nobody}/site.git")]);
    contains(&desk.fails(&[]), &["error[remote-gone]: origin can't be reached"]);
    git(desk.root(), &["remote", "remove", "origin"]);
    contains(
        &desk.fails(&[]),
        &["error[no-remote]", "git remote add origin git@github.com:OWNER/"],
    );
}

#[test]
fn a_remote_that_goes_away_before_the_push() {
    let desk = Desk::new();
    let prepared = prepared(&desk, Limits::GITHUB).expect("a commit");
    let elsewhere = desk.remote.path().with_extension("elsewhere");
    fs::rename(desk.remote.path(), &elsewhere).expect("the remote");
    let problem = prepared.push().expect_err("a refusal");
    fs::rename(&elsewhere, desk.remote.path()).expect("the remote");
    assert_eq!((problem.id, problem.message.as_str()), ("remote-gone", "origin can't be reached"));
    desk.publish(&[]);
}

#[test]
fn no_git_no_repository_no_commit_no_name() {
    let desk = Desk::new();
    let empty = TempDir::new().expect("a temporary folder");
    let path = empty.path().to_string_lossy().into_owned();
    let run = publish(desk.root(), &[], &[("PATH", &path)]);
    assert_eq!(run.code, Some(1));
    contains(&run.errors, &["error[no-git]: can't run git: ", "https://git-scm.com"]);

    let run = publish(desk.root(), &[], &[("GIT_COMMITTER_NAME", "")]);
    contains(
        &run.errors,
        &["error[no-identity]: git doesn't know who you are", "git config --global user.name"],
    );

    let alone = sample("base_url: https://desk.example/\n");
    // Where a folder around has a repository, git would find that.
    let ceiling = alone.root().parent().expect("a folder").to_string_lossy().into_owned();
    let run = publish(alone.root(), &[], &[("GIT_CEILING_DIRECTORIES", &ceiling)]);
    assert_eq!(run.code, Some(1));
    contains(&run.errors, &["error[no-repository]", "git init"]);

    git(alone.root(), &["init", "--quiet"]);
    let run = publish(alone.root(), &[], &[]);
    assert_eq!(run.code, Some(1));
    contains(&run.errors, &["error[no-commit]: the repository has no commit yet"]);
    assert!(!run.errors.contains("git says"), "{}", run.errors);
}

#[test]
fn the_branch_of_the_sources_is_never_replaced() {
    let desk = Desk::new();
    let told = "error[source-branch]: main holds the sources of the site";
    contains(&desk.fails(&["--branch", "main", "--yes"]), &[told]);
    // Nor from another branch.
    git(desk.root(), &["checkout", "--quiet", "-b", "draft"]);
    contains(&desk.fails(&["--branch", "main", "--yes"]), &[told]);
    contains(
        &desk.fails(&["--branch", "two words"]),
        &["error[bad-branch]: `two words` is no name"],
    );
}

#[test]
fn errors_of_check_stop_it() {
    let desk = Desk::new();
    desk.site.write("content/pages/about.md", b"---\ntitle: About\n---\n\n[Gone](nowhere.md)\n");
    desk.commit("A dead link");
    let errors = desk.fails(&[]);
    let check = desk.site.run("check", &[]);
    assert_eq!(errors, check.errors);
    contains(&errors, &["error[", "content/pages/about.md:5:"]);
}

#[test]
fn an_address_that_nobody_tells() {
    let desk = Desk::unpushed(sample("title: Desk\n"));
    contains(
        &desk.fails(&[]),
        &["error[no-address]: origin is not on github.com", "base_url: https://"],
    );
    desk.site.write("site.yaml", b"title: Desk\nbase_url: /\n");
    desk.commit("At the root of whatever host");
    desk.publish(&[]);
}

#[test]
fn domains_that_are_none() {
    for (settings, words) in [
        ("cname: https://news.example.org/\n", "`https://news.example.org/` is no domain"),
        ("cname: news\n", "`news` is no domain"),
        (
            "cname: a.example\nbase_url: https://b.example/\n",
            "`a.example` is not the host of base_url",
        ),
    ] {
        let run = Site::sample().file("site.yaml", settings).run("build", &[]);
        contains(&run.errors, &["error[bad-cname]", words, "--> site.yaml:1:8"]);
    }
    let desk = Desk::new();
    desk.site.write("static/CNAME", b"news.example.org\n");
    desk.commit("A domain of static");
    let run = desk.run(&[]);
    assert_eq!(run.code, Some(0));
    contains(&run.errors, &["warning[unknown-domain]: static/CNAME names a domain"]);
}

#[test]
fn another_publish_is_running() {
    let desk = Desk::new();
    desk.publish(&[]);
    let lock = File::open(desk.site.path(".git/briefing-publish/lock")).expect("the lock");
    lock.lock().expect("a lock");
    contains(&desk.fails(&[]), &["error[busy]: another publish of this site is running"]);
    drop(lock);
    desk.publish(&[]);
}

#[test]
fn uncommitted_content_is_published_with_a_warning() {
    let desk = Desk::new();
    desk.site.write("content/pages/about.md", b"---\ntitle: About\n---\n\nChanged.\n");
    desk.site.write("content/pages/new.md", b"---\ntitle: New\n---\n\nNew.\n");
    desk.site.write("notes.txt", b"no part of the site");
    let before = desk.mine();
    let run = desk.run(&[]);
    assert_eq!(run.code, Some(0));
    contains(
        &run.errors,
        &[
            "warning[uncommitted]: content/pages/about.md and another file published without being committed",
        ],
    );
    assert!(
        desk.message().ends_with(", with changes that are not committed"),
        "{}",
        desk.message()
    );
    assert_eq!(differences(&before, &desk.mine()), [].into());
    // Once all is committed, the next publish follows from the last.
    desk.commit("All of it");
    assert_eq!(desk.publish(&[]), "nothing changed, nothing pushed\n");
}

#[test]
fn a_detached_head() {
    let desk = Desk::new();
    git(desk.root(), &["checkout", "--quiet", "--detach"]);
    let before = desk.mine();
    let run = desk.run(&[]);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    let commit = git(desk.root(), &["rev-parse", "--short=8", "HEAD"]);
    contains(
        &run.errors,
        &[&format!("note[detached]: HEAD is detached: the site is made from commit {commit}")],
    );
    assert_eq!(differences(&before, &desk.mine()), [].into());
}

/// Publishes from a clone of the sources, and expects that it is as before.
fn publish_from(root: &Path, desk: &Desk) {
    let mine = || {
        let mut files = tree(root);
        files.retain(|path, _| !path.starts_with(".git/briefing-publish/"));
        files
    };
    let before = mine();
    let run = publish(root, &[], &[]);
    assert_eq!((run.code, run.errors.as_str()), (Some(0), ""));
    assert_eq!(differences(&before, &mine()), [].into());
    let source = git(root, &["rev-parse", "HEAD"]);
    assert!(desk.message().ends_with(&source), "{}", desk.message());
}

#[test]
fn a_shallow_clone() {
    let desk = Desk::new();
    desk.publish(&[]);
    desk.site.write("content/pages/new.md", b"---\ntitle: New\n---\n\nNew.\n");
    desk.commit("A page");
    git(desk.root(), &["push", "--quiet", "origin", "main"]);
    let folder = TempDir::new().expect("a temporary folder");
    let address = format!("file://{}", desk.remote.path().display());
    git(folder.path(), &["clone", "--quiet", "--depth", "1", &address, "."]);
    assert!(folder.path().join(".git/shallow").is_file());
    publish_from(folder.path(), &desk);
    assert!(desk.published().contains_key("new/index.html"));
}

#[test]
fn a_worktree_and_a_folder_in_a_repository() {
    let desk = Desk::new();
    let folder = TempDir::new().expect("a temporary folder");
    let root = folder.path().join("second");
    git(desk.root(), &["worktree", "add", "--quiet", "-b", "second", &root.to_string_lossy()]);
    let before = desk.mine();
    publish_from(&root, &desk);
    assert_eq!(differences(&before, &desk.mine()), [].into());

    let site = Site::new().file("README.md", "Not only a site.\n");
    let below = site.path("docs/site");
    fs::create_dir_all(&below).expect("the folder");
    for (path, bytes) in
        tree(desk.root()).into_iter().filter(|(path, _)| !path.starts_with(".git/"))
    {
        site.write(&format!("docs/site/{path}"), &bytes);
    }
    let outer = Desk::unpushed(site);
    // A remote beside the repository is named from the top of the working tree, wherever git runs.
    let remote = outer.root().join("remote");
    fs::create_dir(&remote).expect("the folder");
    git(&remote, &["init", "--quiet", "--bare"]);
    git(outer.root(), &["remote", "set-url", "origin", "remote"]);
    let run = publish(&below, &[], &[]);
    assert_eq!((run.code, run.errors.as_str()), (Some(0), ""));
    assert!(git(&remote, &["ls-tree", "--name-only", "gh-pages"]).contains("index.html"));
}

#[test]
fn settings_of_the_repository_reach_the_remote() {
    let desk = Desk::new();
    // What stands for ssh leaves a trace, and says no.
    let ssh = desk.remote.path().join("ssh");
    script(
        &ssh,
        "#!/bin/sh\necho \"$@\" > \"$(dirname \"$0\")/asked\"\necho 'git@host.example: Permission denied (publickey).' >&2\nexit 255\n",
    );
    git(desk.root(), &["config", "core.sshCommand", &ssh.to_string_lossy()]);
    git(desk.root(), &["remote", "set-url", "origin", "git@host.example:desk/news.git"]);
    let run = desk.run(&[]);
    assert_eq!(run.code, Some(1));
    contains(
        &run.errors,
        &[
            "error[no-credentials]: origin wants to know who you are",
            "add your key to your account",
        ],
    );
    let asked = fs::read_to_string(desk.remote.path().join("asked")).expect("the trace");
    assert!(asked.contains("host.example"), "{asked}");
}
