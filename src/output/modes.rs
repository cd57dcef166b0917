//! Who may read a built site: everybody, whatever the user's umask is. Files get 644, folders 755.
//!
//! A site is made to be read, and the same site has the same modes on every machine.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// How files and folders of a tree get their modes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Modes {
    /// Whether the system gives what is made there other modes, and each has to be set.
    must_be_set: bool,
}

#[cfg(unix)]
mod unix {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt as _;

    use super::{File, Metadata, Modes, Path, io};

    const FILE: u32 = 0o644;
    const FOLDER: u32 = 0o755;
    /// Without bits such as that by which a folder hands its group on.
    const WHO_MAY_WHAT: u32 = 0o777;

    impl Modes {
        /// What is needed in an empty tree, which gets the mode of a folder itself. A folder that is made there tells.
        pub(in super::super) fn of_tree(tree: &Path) -> io::Result<Self> {
            let probe = tree.join("mode");
            fs::create_dir(&probe)?;
            let made = fs::symlink_metadata(&probe)?.permissions().mode();
            fs::remove_dir(&probe)?;
            let modes = Self { must_be_set: made & WHO_MAY_WHAT != FOLDER };
            let is_right =
                fs::symlink_metadata(tree)?.permissions().mode() & WHO_MAY_WHAT == FOLDER;
            if !is_right {
                fs::set_permissions(tree, Permissions::from_mode(FOLDER))?;
            }
            Ok(modes)
        }

        pub(in super::super) fn set_file(self, file: &File) -> io::Result<()> {
            if self.must_be_set {
                file.set_permissions(Permissions::from_mode(FILE))?;
            }
            Ok(())
        }

        /// Whether a file of the old site may be used again.
        pub(in super::super) fn are_right(data: &Metadata) -> bool {
            data.permissions().mode() & WHO_MAY_WHAT == FILE
        }

        pub(super) fn set_folder(self, folder: &Path) -> io::Result<()> {
            if self.must_be_set {
                fs::set_permissions(folder, Permissions::from_mode(FOLDER))?;
            }
            Ok(())
        }
    }
}

#[cfg(not(unix))]
impl Modes {
    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn of_tree(_: &Path) -> io::Result<Self> {
        Ok(Self { must_be_set: false })
    }

    #[allow(clippy::unnecessary_wraps, clippy::unused_self)]
    pub(super) fn set_file(self, _: &File) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn are_right(_: &Metadata) -> bool {
        true
    }

    #[allow(clippy::unnecessary_wraps, clippy::unused_self)]
    fn set_folder(self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

impl Modes {
    /// Makes a folder below the tree, with those around it.
    pub(super) fn create_folders(self, tree: &Path, folder: &Path) -> io::Result<()> {
        if !self.must_be_set {
            return std::fs::create_dir_all(folder);
        }
        let mut missing: Vec<&Path> =
            folder.ancestors().take_while(|outer| *outer != tree && !outer.is_dir()).collect();
        while let Some(outer) = missing.pop() {
            match std::fs::create_dir(outer) {
                // Another thread was faster.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                result => result?,
            }
            self.set_folder(outer)?;
        }
        Ok(())
    }
}
