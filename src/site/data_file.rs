//! The files of `/data/`: the whole site as data for other programs.

/// A file of `/data/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataFile {
    /// The articles with their tags.
    Articles,
    /// Actors and places.
    Actors,
    /// The topics.
    Topics,
    /// Each occurrence of a name or a keyword.
    Mentions,
    /// Which actors and places appear in the same articles.
    Relations,
    /// Actors, places and articles in the model of FollowTheMoney.
    FollowTheMoney,
    /// Actors and places as a graph.
    Graph,
}

impl DataFile {
    /// All files, in the order in which the page tells them.
    pub const ALL: [Self; 7] = [
        Self::Articles,
        Self::Actors,
        Self::Topics,
        Self::Mentions,
        Self::Relations,
        Self::FollowTheMoney,
        Self::Graph,
    ];

    /// The name of the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles.json",
            Self::Actors => "actors.json",
            Self::Topics => "topics.json",
            Self::Mentions => "mentions.csv",
            Self::Relations => "relations.csv",
            Self::FollowTheMoney => "entities.ftm.json",
            Self::Graph => "graph.gexf",
        }
    }

    /// What a server says of the bytes.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Articles | Self::Actors | Self::Topics => "application/json",
            Self::Mentions | Self::Relations => "text/csv; charset=utf-8",
            Self::FollowTheMoney => "application/json+ftm",
            Self::Graph => "application/gexf+xml",
        }
    }
}
