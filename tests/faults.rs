//! The old site stays whole, whatever happens to a build.
#![cfg(unix)]

mod support;

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use assert_cmd::cargo::{CommandCargoExt as _, cargo_bin};
use support::Site;
use support::disk::{Mount, Nobody, give_to_nobody, left_out, open_to_all, set_mode};

const INSTANTS: u32 = 200;

/// A site that takes little more than a start of the program: without the atlas and the recogniser of names.
fn quick_site(title: &str) -> Site {
    let site = Site::sample();
    site.write("site.yaml", settings(title).as_bytes());
    site
}

fn settings(title: &str) -> String {
    format!("title: {title}\nbase_url: https://desk.example/\natlas: off\ndiscover: off\n")
}

/// What a build left beside the site.
fn litter(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the root");
    let names =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".public") || name.starts_with(".site")).collect()
}

/// Random numbers from 0 to 1, the same for the same seed (splitmix64, Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn spawn_build(site: &Site) -> std::process::Child {
    Command::cargo_bin("briefing")
        .expect("the binary")
        .args(["build", "--now", "2025-01-01", "--root"])
        .arg(site.root())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child")
}

/// Two versions of a site take turns; each build is killed at a random instant of its time. `BRIEFING_SEED` repeats a run.
#[test]
fn a_build_that_is_killed_at_200_random_instants_leaves_a_whole_site() {
    #[allow(clippy::disallowed_methods, reason = "a seed for the test alone")]
    let clock = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a time");
    let given = std::env::var_os("BRIEFING_SEED").and_then(|seed| seed.to_str()?.parse().ok());
    let seed: u64 = given.unwrap_or(u64::from(clock.subsec_nanos()));
    let mut random = Random(seed);
    let site = quick_site("Old");
    let titles = ["Old", "New"];
    let mut length = Duration::ZERO;
    let versions = titles.map(|title| {
        site.write("site.yaml", settings(title).as_bytes());
        let start = Instant::now();
        site.build(&[]);
        length = length.max(start.elapsed());
        site.public()
    });
    let mut is_new = 1;
    let (mut kept, mut replaced, mut cleared) = (0, 0, 0);
    for instant in 0..INSTANTS {
        let at = format!("seed {seed}, instant {instant}");
        site.write("site.yaml", settings(titles[1 - is_new]).as_bytes());
        let mut child = spawn_build(&site);
        sleep(length.mul_f64(random.next()));
        child.kill().expect("a kill");
        child.wait().expect("an end");
        let now = site.public();
        if now == versions[is_new] {
            kept += 1;
        } else {
            assert!(now == versions[1 - is_new], "{at}: neither the old nor the new site");
            is_new = 1 - is_new;
            replaced += 1;
        }
        if !litter(site.root()).is_empty() {
            let text = fs::read_to_string(site.path("site.yaml")).expect("the settings");
            site.build(&[]);
            is_new = usize::from(text == settings(titles[1]));
            assert!(site.public() == versions[is_new], "{at}: the next build");
            assert_eq!(litter(site.root()), [""; 0], "{at}");
            cleared += 1;
        }
    }
    println!("seed {seed}: {kept} old, {replaced} new, {cleared} with something to clear away");
    assert!(kept > 0 && replaced + cleared > 0, "seed {seed}: {kept}, {replaced}, {cleared}");
    site.build(&[]);
    assert_eq!(litter(site.root()), [""; 0], "seed {seed}");
}

/// Builds into a folder and expects the refusal.
fn refused(site: &Site, output: &Path, why: &str) {
    let run = site.run("build", &["--output", &output.to_string_lossy()]);
    assert_eq!(run.code, 1, "{}", output.display());
    assert!(
        run.errors.contains("bad-output") && run.errors.contains(why),
        "{}: {}",
        output.display(),
        run.errors
    );
}

#[test]
fn a_folder_that_no_build_made_is_never_replaced() {
    let site = Site::sample().file("precious/letter.txt", "keep me").file("public/own.txt", "too");
    let before = support::tree(site.root());
    let root = site.root();
    symlink(site.path("precious"), site.path("to-precious")).expect("a link");
    symlink(site.path("content"), site.path("to-content")).expect("a link");
    symlink(site.path("nowhere"), site.path("to-nowhere")).expect("a link");
    symlink(site.path("circle"), site.path("circle")).expect("a link");
    let in_content = "it lies in the site's `content` folder";
    for (output, why) in [
        (site.path("precious"), "it holds files that no build made"),
        (site.path("to-precious"), "it holds files that no build made"),
        (site.path("public"), "it holds files that no build made"),
        (root.to_owned(), "it is the site's own folder"),
        (root.parent().expect("a parent").to_owned(), "or one around it"),
        ("/".into(), "it is the root of the file system"),
        ("/..".into(), "it is the root of the file system"),
        (site.path("content"), in_content),
        (site.path("content/public"), in_content),
        (site.path("new/../content"), in_content),
        (site.path("new/newer/../../content/x"), in_content),
        (site.path("to-content/x"), in_content),
        (site.path("templates/x"), "it lies in the site's `templates` folder"),
        (site.path("static"), "it lies in the site's `static` folder"),
        (site.path("content/.."), "it is the site's own folder"),
        (site.path("to-nowhere"), "a symbolic link that leads to no folder"),
        (site.path("circle"), "a symbolic link that leads to no folder"),
        (site.path("precious/letter.txt"), "it is a file"),
    ] {
        if output.starts_with(site.path("templates")) || output.ends_with("static") {
            fs::create_dir_all(site.path("templates")).expect("a folder");
            fs::create_dir_all(site.path("static")).expect("a folder");
        }
        refused(&site, &output, why);
    }
    assert_eq!(support::tree(root), before);
}

#[test]
fn a_relative_path_is_taken_from_where_the_command_runs() {
    let site = Site::sample();
    let build = |output: &str| {
        let run = Command::new(cargo_bin("briefing"))
            .args(["build", "--root", "..", "--output", output])
            .current_dir(site.path("content"))
            .output();
        run.expect("a run")
    };
    for (output, why) in
        [(".", "`content` folder"), ("..", "own folder"), ("articles", "`content`")]
    {
        let run = build(output);
        let errors = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(!run.status.success() && errors.contains(why), "{output}: {errors}");
    }
    assert!(build("../public").status.success());
    assert!(site.has_page("people/antony-blinken"));
}

#[test]
fn a_folder_that_holds_what_the_site_links_to_is_never_replaced() {
    let site = Site::sample();
    fs::create_dir(site.path("kept")).expect("a folder");
    fs::rename(site.path("content"), site.path("kept/stories")).expect("a move");
    symlink(site.path("kept/stories"), site.path("content")).expect("a link");
    refused(&site, &site.path("kept"), "the site's `content` folder lies in it");
    refused(&site, &site.path("kept/stories/x"), "it lies in the site's `content` folder");
    site.build(&[]);
    assert!(site.has_page("people/antony-blinken"));
}

#[test]
fn what_somebody_put_into_the_built_site_is_not_thrown_away() {
    let site = Site::sample();
    site.build(&[]);
    site.write("public/.DS_Store", b"from a file manager");
    site.build(&[]);
    site.write("public/.git/HEAD", b"ref: refs/heads/gh-pages\n");
    let run = site.run("build", &[]);
    assert_eq!(run.code, 1);
    assert!(run.errors.contains("it holds `.git`, which no build made"), "{}", run.errors);
    assert!(site.path("public/.git/HEAD").is_file());
    fs::remove_dir_all(site.path("public/.git")).expect("the folder");
    site.build(&[]);
    fs::create_dir(site.path(".public.staging")).expect("a folder");
    site.write(".public.staging/own.txt", b"mine");
    let run = site.run("build", &[]);
    assert!(run.code == 1 && run.errors.contains("is in the way"), "{}", run.errors);
    assert!(site.path(".public.staging/own.txt").is_file());
}

#[test]
fn what_changed_is_written_and_nothing_else() {
    let site = Site::sample();
    let run = site.build(&[]);
    assert!(run.output.contains(" and 0 unchanged"), "{}", run.output);
    assert!(site.build(&[]).output.contains(", 0 written and "));
    site.write("content/pages/about.md", b"---\ntitle: About\n---\n\nWe were.\n");
    assert!(site.build(&[]).output.contains(", 1 written and "));
    site.remove("content/articles/2024/lima.md");
    site.build(&[]);
    assert!(!site.has_page("articles/2024/11/lima") && !site.has_page("old/lima"));
}

/// Expects one error with these words, and the site in `folder` as it was, with nothing beside it.
fn fails(run: &Output, words: &[&str], folder: &Path, before: &support::Tree) {
    let errors = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{errors}");
    for word in words {
        assert!(errors.contains(word), "no `{word}` in: {errors}");
    }
    assert!(errors.ends_with("\n1 error\n"), "{errors}");
    assert!(support::tree(folder) == *before, "the old site changed");
    assert_eq!(litter(folder.parent().expect("a parent")), [""; 0]);
}

fn build(site: &Site, output: &Path) -> Output {
    let mut command = Command::new(cargo_bin("briefing"));
    command.args(["build", "--now", "2025-01-01", "--root"]).arg(site.root());
    command.arg("--output").arg(output).env("NO_COLOR", "1").output().expect("a run")
}

#[test]
fn on_a_full_disk_the_old_site_stays() {
    let site = quick_site("Desk");
    let disk = site.path("disk");
    let Some(_mount) = Mount::tmpfs(&disk, "size=3m") else {
        return left_out("on_a_full_disk_the_old_site_stays", "no tmpfs can be mounted");
    };
    let output = disk.join("site");
    assert!(build(&site, &output).status.success());
    let before = support::tree(&output);
    site.write("static/film.mp4", &vec![1; 4 << 20]);
    let place = output.join("film.mp4").to_string_lossy().into_owned();
    let run = build(&site, &output);
    fails(&run, &["No space left", &place, "make some"], &output, &before);
    // All pages change, and none of a hundred finds room: told once.
    site.remove("static/film.mp4");
    fs::write(disk.join("ballast"), vec![1; 2 << 20]).expect("room");
    while fs::write(disk.join(format!("ballast-{}", litter_free_name(&disk))), vec![1; 16 << 10])
        .is_ok()
    {}
    site.write("site.yaml", settings("Changed").as_bytes());
    fails(&build(&site, &output), &["No space left", "as it was"], &output, &before);
}

fn litter_free_name(folder: &Path) -> usize {
    fs::read_dir(folder).expect("a folder").count()
}

#[test]
fn above_a_limit_on_the_size_of_files_the_old_site_stays() {
    let site = quick_site("Desk");
    let output = site.path("public");
    assert!(build(&site, &output).status.success());
    let before = support::tree(&output);
    site.write("static/film.mp4", &vec![1; 4 << 20]);
    let run = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 2048; exec \"$@\"", "sh"])
        .arg(cargo_bin("briefing"))
        .args(["build", "--now", "2025-01-01", "--root"])
        .arg(site.root())
        .env("NO_COLOR", "1")
        .output()
        .expect("a run");
    fails(&run, &["film.mp4: File too large", "ulimit -f"], &output, &before);
}

#[test]
fn on_a_file_system_that_can_only_be_read_the_old_site_stays() {
    let site = quick_site("Desk");
    let disk = site.path("disk");
    let Some(mount) = Mount::tmpfs(&disk, "size=8m") else {
        return left_out("on_a_file_system_that_can_only_be_read", "no tmpfs can be mounted");
    };
    let output = disk.join("site");
    assert!(build(&site, &output).status.success());
    let before = support::tree(&output);
    mount.remount("ro");
    let words = ["Read-only file system", &output.to_string_lossy(), "--output"];
    fails(&build(&site, &output), &words, &output, &before);
}

#[test]
fn a_folder_on_which_a_file_system_is_mounted_is_refused() {
    let site = quick_site("Desk");
    let output = site.path("public");
    site.build(&[]);
    let built = site.public();
    let words = ["another file system is mounted on it", "--output", "public/site"];
    let Some(mount) = Mount::tmpfs(&output, "size=8m") else {
        return left_out("a_folder_on_which_a_file_system_is_mounted", "no tmpfs can be mounted");
    };
    fails(&build(&site, &output), &words, &output, &support::Tree::new());
    assert!(build(&site, &output.join("site")).status.success(), "a folder inside it");
    drop(mount);
    let other = site.path("other");
    assert!(build(&site, &other).status.success());
    // A bind mount is of the same file system, and can't be exchanged either.
    let _mount = Mount::bind(&output, &other).expect("a bind mount");
    site.write("site.yaml", settings("Changed").as_bytes());
    fails(&build(&site, &output), &words, &output, &built);
}

#[test]
fn where_the_user_may_not_write_the_old_site_stays() {
    let site = quick_site("Desk");
    open_to_all(site.root());
    site.build(&[]);
    let (output, before) = (site.path("public"), site.public());
    let Some(nobody) = Nobody::new() else {
        return left_out("where_the_user_may_not_write", "this user can't become another");
    };
    let words = ["Permission denied", &output.to_string_lossy(), "let your user write"];
    fails(&nobody.build(site.root(), &[]), &words, &output, &before);
    // A folder that can't be looked into is not taken for an empty one.
    let hidden = site.path("hidden");
    fs::create_dir(&hidden).expect("a folder");
    give_to_nobody(site.root());
    fs::write(hidden.join("letter.txt"), "mine").expect("a letter");
    set_mode(&hidden, 0o700);
    let run = nobody.build(site.root(), &["--output", &hidden.to_string_lossy()]);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(!run.status.success() && errors.contains("can't look into"), "{errors}");
    assert!(hidden.join("letter.txt").is_file());
    // The parent is the user's now, but what stands in the old site is not: it can be replaced, and not be removed.
    site.write("site.yaml", settings("Changed").as_bytes());
    let run = nobody.build(site.root(), &[]);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(!run.status.success() && errors.contains("public"), "{errors}");
    // Whether a folder of somebody else's can be renamed, the file system decides; the message says which site stands.
    let is_new = errors.contains("the new site is in place");
    assert_eq!(site.public() != before, is_new, "{errors}");
    assert_eq!(site.page("").contains("Changed"), is_new, "{errors}");
}

#[test]
fn who_has_a_file_of_the_old_site_open_reads_it_to_its_end() {
    let site = quick_site("Desk");
    site.build(&[]);
    let before = site.page("");
    let mut open = fs::File::open(site.path("public/index.html")).expect("the page");
    let mut inside = Command::new("sleep")
        .arg("60")
        .current_dir(site.path("public/people"))
        .spawn()
        .expect("a process in the old site");
    site.write("site.yaml", settings("Changed").as_bytes());
    site.build(&[]);
    let mut text = String::new();
    open.read_to_string(&mut text).expect("the old page");
    inside.kill().expect("a kill");
    inside.wait().expect("an end");
    assert_eq!(text, before);
    assert_ne!(site.page(""), before);
    assert_eq!(litter(site.root()), [""; 0]);
}
