//! Small disks that fill up, and users who may do little.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// `nobody`, on every system that we know.
const NOBODY: u32 = 65534;

/// A mounted file system, which goes when it is dropped.
pub struct Mount {
    place: PathBuf,
}

impl Mount {
    /// A tmpfs with these options; none where this user may not mount.
    pub fn tmpfs(place: &Path, options: &str) -> Option<Self> {
        Self::new(place, &["-t", "tmpfs", "-o", options, "tmpfs"])
    }

    /// A folder shown at another place.
    pub fn bind(place: &Path, folder: &Path) -> Option<Self> {
        Self::new(place, &["--bind", &folder.to_string_lossy()])
    }

    fn new(place: &Path, arguments: &[&str]) -> Option<Self> {
        fs::create_dir_all(place).expect("a place to mount at");
        let status = Command::new("mount").args(arguments).arg(place).output();
        let mounted = status.is_ok_and(|output| output.status.success());
        mounted.then(|| Self { place: place.to_owned() })
    }

    pub fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let status = Command::new("mount").args(["-o", &options]).arg(&self.place).status();
        assert!(status.expect("mount").success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Lazily: a process that was killed may still be on its way out.
        let _ = Command::new("umount").arg("--lazy").arg(&self.place).status();
    }
}

/// Says that a test is left out. Where this user may mount at all, a test that isn't run in CI is a defect.
pub fn left_out(test: &str, why: &str) {
    let may_mount = is_root() && {
        let folder = TempDir::new().expect("a folder");
        Mount::tmpfs(&folder.path().join("probe"), "size=64k").is_some()
    };
    let in_ci = std::env::var_os("CI").is_some();
    assert!(!(in_ci && may_mount), "{test} must not be left out here: {why}");
    eprintln!("{test} is left out: {why}");
}

pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|data| data.uid() == 0)
}

/// The binary where every user can run it.
pub struct Nobody {
    folder: TempDir,
}

impl Nobody {
    /// None where this user can't become another.
    pub fn new() -> Option<Self> {
        if !is_root() {
            return None;
        }
        let folder = TempDir::new().expect("a folder");
        open_to_all(folder.path());
        let binary = assert_cmd::cargo::cargo_bin("briefing");
        fs::copy(binary, folder.path().join("briefing")).expect("a copy of the binary");
        Some(Self { folder })
    }

    /// Runs `briefing build --root SITE ARGUMENTS` as a user who owns nothing.
    pub fn build(&self, root: &Path, arguments: &[&str]) -> Output {
        Command::new(self.folder.path().join("briefing"))
            .args(["build", "--now", "2025-01-01", "--root"])
            .arg(root)
            .args(arguments)
            .env("NO_COLOR", "1")
            .current_dir("/")
            .uid(NOBODY)
            .gid(NOBODY)
            .output()
            .expect("a run")
    }
}

pub fn open_to_all(folder: &Path) {
    set_mode(folder, 0o755);
}

pub fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the mode");
}

pub fn give_to_nobody(path: &Path) {
    std::os::unix::fs::chown(path, Some(NOBODY), Some(NOBODY)).expect("another owner");
}
