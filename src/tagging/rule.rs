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
            Self::Surname => "surname",
            Self::Recognised => "recognised",
            Self::Keyword => "keyword",
            Self::Together => "together",
        }
    }
}
