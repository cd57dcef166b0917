//! Answers of other sites, kept for a day in the user's folder for caches.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use etcetera::{BaseStrategy, choose_base_strategy};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Answer;

/// So many seconds an answer counts: who works at a site all day asks each host once.
const FRESH: std::ops::Range<i64> = 0..24 * 60 * 60;

/// Answers by address. Only those that somebody gave are kept for the next run.
pub(super) struct Cache {
    /// None on a system without such a folder.
    file: Option<PathBuf>,
    /// In seconds of Unix.
    now: i64,
    links: BTreeMap<String, Kept>,
}

/// One answer in the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    /// When it was given, in seconds of Unix.
    asked: i64,
    /// Why the link is dead, if it is.
    dead: Option<String>,
}

impl Cache {
    /// The fresh answers of the file. A file that can't be read holds none.
    pub(super) fn load(now: Timestamp) -> Self {
        let folder = choose_base_strategy().ok().map(|base| base.cache_dir());
        let file = folder.map(|folder| folder.join("briefing").join("links.json"));
        let text = file.as_ref().and_then(|file| fs::read(file).ok()).unwrap_or_default();
        let mut links: BTreeMap<String, Kept> = serde_json::from_slice(&text).unwrap_or_default();
        // An answer of the future comes from a clock that was wrong.
        let now = now.as_second();
        links.retain(|_, kept| FRESH.contains(&now.saturating_sub(kept.asked)));
        Self { file, now, links }
    }

    /// The answer for an address, if it is known.
    pub(super) fn get(&self, url: &str) -> Option<Answer> {
        let kept = self.links.get(url)?;
        Some(kept.dead.clone().map_or(Answer::Alive, Answer::Dead))
    }

    /// Takes in an answer. Where nobody could tell, the next run asks again.
    pub(super) fn put(&mut self, url: &str, answer: &Answer) {
        let dead = match answer {
            Answer::Alive => None,
            Answer::Dead(why) => Some(why.clone()),
            Answer::Unknown => return,
        };
        self.links.insert(url.to_owned(), Kept { asked: self.now, dead });
    }

    /// Writes the file. Where that fails, the next run takes longer, which is no problem of the site.
    pub(super) fn save(&self) {
        if let (Some(file), Ok(text)) = (&self.file, serde_json::to_vec_pretty(&self.links)) {
            let _ = replace(file, &text);
        }
    }
}

/// Another check at the same time reads the old file or the new one, never a half.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = file.with_extension(format!("{}.new", std::process::id()));
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&beside, bytes)?;
    fs::rename(&beside, file)
}
