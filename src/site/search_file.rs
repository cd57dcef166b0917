//! The files of the search index, which `search` makes.

/// A file of the search index. All but the manifest have the version of the index in their paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SearchFile {
    /// What a search reads first.
    Manifest,
    /// A shard of the table of words.
    Words {
        /// The version of the index.
        version: u32,
        /// Its place among the shards.
        number: u32,
    },
    /// Cards of hits.
    Cards {
        /// The version of the index.
        version: u32,
        /// Of what.
        kind: CardKind,
        /// Its place among the files.
        number: u32,
    },
}

/// What cards of the search show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CardKind {
    /// Articles.
    Articles,
    /// Actors, places and topics.
    Subjects,
}

impl SearchFile {
    /// The path below the site: `search/manifest.json`, `search/1a2b3c4d/words-0.bin`.
    pub fn path(self) -> String {
        match self {
            Self::Manifest => "search/manifest.json".to_owned(),
            Self::Words { version, number } => format!("search/{version:08x}/words-{number}.bin"),
            Self::Cards { version, kind, number } => {
                let name = match kind {
                    CardKind::Articles => "articles",
                    CardKind::Subjects => "subjects",
                };
                format!("search/{version:08x}/{name}-{number}.json")
            }
        }
    }

    /// What a server says of the bytes.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Words { .. } => "application/octet-stream",
            Self::Manifest | Self::Cards { .. } => "application/json",
        }
    }
}
