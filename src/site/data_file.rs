//! The files of `/data/`: the whole site as data for other programs.

use super::{ArticleId, Site};

/// Articles in one part of a file that would grow with each article: some 6 MB of text and half a megabyte on the disk, whatever the size
/// of the site.
const ARTICLES_OF_PART: usize = 2_000;

/// A file of `/data/`. What grows with the articles has a number: 0 is the whole file of a small site, and 1 and on are the parts
/// of a large one, the oldest articles first, so that a new article changes the last part only. Relations can't be parted by articles: they
/// are one part of a large site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataFile {
    /// The articles with their tags.
    Articles(u32),
    /// Actors and places.
    Actors,
    /// The topics.
    Topics,
    /// Each occurrence of a name or a keyword.
    Mentions(u32),
    /// Which actors and places appear in the same articles.
    Relations(u32),
    /// Actors, places and articles in the model of FollowTheMoney; the articles of a large site stand in the parts.
    FollowTheMoney(u32),
    /// Actors and places as a graph.
    Graph(u32),
    /// Which files there are.
    Index,
}

impl DataFile {
    /// All kinds of files, in the order in which the page tells them.
    pub const ALL: [Self; 8] = [
        Self::Articles(0),
        Self::Actors,
        Self::Topics,
        Self::Mentions(0),
        Self::Relations(0),
        Self::FollowTheMoney(0),
        Self::Graph(0),
        Self::Index,
    ];

    /// The name of the file: `mentions.csv`, or `mentions-1.csv.gz` of a part.
    pub fn name(self) -> String {
        let (stem, extension) = match self {
            Self::Articles(_) => ("articles", "json"),
            Self::Actors => ("actors", "json"),
            Self::Topics => ("topics", "json"),
            Self::Mentions(_) => ("mentions", "csv"),
            Self::Relations(_) => ("relations", "csv"),
            Self::FollowTheMoney(_) => ("entities", "ftm.json"),
            Self::Graph(_) => ("graph", "gexf"),
            Self::Index => ("index", "json"),
        };
        match self.part() {
            0 => format!("{stem}.{extension}"),
            part => format!("{stem}-{part}.{extension}.gz"),
        }
    }

    /// What a server says of the bytes.
    pub fn media_type(self) -> &'static str {
        match self {
            _ if self.part() > 0 => "application/gzip",
            Self::Articles(_) | Self::Actors | Self::Topics | Self::Index => "application/json",
            Self::Mentions(_) | Self::Relations(_) => "text/csv; charset=utf-8",
            Self::FollowTheMoney(_) => "application/json+ftm",
            Self::Graph(_) => "application/gexf+xml",
        }
    }

    /// The number of the part; 0 of a file that is whole.
    pub fn part(self) -> u32 {
        match self {
            Self::Articles(part)
            | Self::Mentions(part)
            | Self::Relations(part)
            | Self::FollowTheMoney(part)
            | Self::Graph(part) => part,
            Self::Actors | Self::Topics | Self::Index => 0,
        }
    }
}

impl Site {
    /// Every file of `/data/`.
    pub fn data_files(&self) -> Vec<DataFile> {
        DataFile::ALL.into_iter().flat_map(|file| self.files_of(file)).collect()
    }

    /// A file of a kind: itself, or its parts.
    pub fn files_of(&self, file: DataFile) -> Vec<DataFile> {
        let parts = || 1..=self.data_parts();
        match file {
            _ if self.data_parts() == 0 => vec![file],
            DataFile::Articles(_) => parts().map(DataFile::Articles).collect(),
            DataFile::Mentions(_) => parts().map(DataFile::Mentions).collect(),
            DataFile::Relations(_) => vec![DataFile::Relations(1)],
            DataFile::Graph(_) => vec![DataFile::Graph(1)],
            // Actors and places go before the articles that name them.
            DataFile::FollowTheMoney(_) => {
                (0..=self.data_parts()).map(DataFile::FollowTheMoney).collect()
            }
            _ => vec![file],
        }
    }

    /// The articles that a file tells of, newest first.
    pub fn articles_of_file(
        &self,
        file: DataFile,
    ) -> impl Iterator<Item = ArticleId> + Clone + use<> {
        let all = self.article_count();
        let part = match file {
            DataFile::Relations(_) | DataFile::Graph(_) => 0,
            _ => file.part() as usize,
        };
        let (newest, oldest) = match part.checked_sub(1) {
            None => (0, all),
            Some(before) => {
                let oldest = all.saturating_sub(before * ARTICLES_OF_PART);
                (oldest.saturating_sub(ARTICLES_OF_PART), oldest)
            }
        };
        (newest as u32..oldest as u32).map(ArticleId)
    }

    /// How many parts the articles take; 0 where they are not split.
    fn data_parts(&self) -> u32 {
        match self.article_count() {
            articles if articles <= ARTICLES_OF_PART => 0,
            articles => articles.div_ceil(ARTICLES_OF_PART) as u32,
        }
    }

    /// Whether the articles stand in parts.
    pub fn has_data_parts(&self) -> bool {
        self.data_parts() > 0
    }
}
