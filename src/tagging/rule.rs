//! The rules by which mentions are recognised.

/// How a mention was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The main name.
    Name,
    /// Another form of the name.
    Alias,
    /// A short form in capitals.
    Acronym,
    /// A building and the like that stands for a government.
    Metonym,
    /// A capital that stands for its government, for it acts or owns in the sentence.
    Capital,
    /// A word for a country's people, where the country is named too or where they act for it.
    Demonym,
    /// A short form after the full name: `the North`.
    ShortName,
    /// The family name of someone whom the article names in full.
    Surname,
    /// A name that no registry has, recognised by how it is written and what stands around it.
    Recognised,
    /// A keyword of a topic.
    Keyword,
    /// Several words of a topic in one sentence, from the first of them to the last.
    Together,
}

impl Rule {
    /// The rule as it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Acronym => "acronym",
            Self::Metonym => "metonym",
            Self::Capital => "capital",
            Self::Demonym => "demonym",
            Self::ShortName => "short-name",
            Self::Surname => "surname",
            Self::Recognised => "recognised",
            Self::Keyword => "keyword",
            Self::Together => "together",
        }
    }
}
