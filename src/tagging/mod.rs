//! Which actors, places and topics an article is about, each with its evidence.
//!
//! [`tag`] sees one article and the [`Gazetteer`], nothing else, so that articles are tagged in parallel and an edit tags one
//! article again. May import: diagnostics, text, markdown, config, content, registry.

mod context;
mod evidence;
mod forms;
mod front_matter;
mod gazetteer;
mod resolve;
mod rule;
mod salience;
mod topics;
mod words;

pub use gazetteer::{Candidate, Found, Gazetteer, Matches, Target};
pub use resolve::{Dropped, Reason};
pub use rule::Rule;

use std::sync::Arc;

use crate::config::Config;
use crate::content::Article;
use crate::diagnostics::{Diagnostic, Span};
use crate::registry::{EntityId, TopicId};
use crate::text::tokens;

/// Where a tag comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The author put it into the front matter.
    FrontMatter,
    /// An entry of the site's registry was recognised.
    Registry,
    /// An entry of the built-in atlas was recognised.
    Atlas,
}

impl Origin {
    /// The origin as it is printed: `front-matter`.
    pub fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Registry => "registry",
            Self::Atlas => "atlas",
        }
    }
}

/// One occurrence of a name or a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it is in the prose.
    pub span: Span,
    /// Where it is in the file.
    pub source: Span,
    /// The rule that found it.
    pub rule: Rule,
}

/// An actor or a place of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityTag {
    /// Which.
    pub entity: EntityId,
    /// How central it is, 0 to 1.
    pub salience: f32,
    /// Where the tag comes from.
    pub origin: Origin,
    /// Its mentions in reading order; none where only the front matter names it.
    pub mentions: Vec<Mention>,
}

/// A topic of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicTag {
    /// Which.
    pub topic: TopicId,
    /// How much the article is about it, 0 to 1.
    pub score: f32,
    /// Where the tag comes from.
    pub origin: Origin,
    /// Its keywords in reading order; none where only the front matter names it.
    pub mentions: Vec<Mention>,
}

/// An article with its tags.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// The article.
    pub article: Arc<Article>,
    /// Actors and places, the most central first.
    pub entities: Vec<EntityTag>,
    /// Topics, the highest score first.
    pub topics: Vec<TopicTag>,
    /// Names that were seen and not counted, and why.
    pub dropped: Vec<Dropped>,
    /// Unknown ids in the front matter.
    pub diagnostics: Vec<Diagnostic>,
}

/// Tags an article.
pub fn tag(article: Arc<Article>, gazetteer: &Gazetteer, config: &Config) -> Tagged {
    let registry = gazetteer.registry();
    let (wishes, diagnostics) = front_matter::wishes(&article, registry);
    let prose = &article.prose;
    let tokens = tokens(prose.text());
    let found = gazetteer.scan(prose.text(), &tokens);
    let (mentions, dropped) = resolve::resolve(&found, &tokens, prose, gazetteer, &wishes);
    let entities = salience::rank(mentions, prose, &wishes, registry);
    let mut topics = topics::score(&found, tokens.len(), prose, &wishes, config.topic_threshold);
    for tag in topics.iter_mut().filter(|tag| tag.origin == Origin::Registry) {
        if registry.topic(tag.topic).from_atlas {
            tag.origin = Origin::Atlas;
        }
    }
    Tagged { article, entities, topics, dropped, diagnostics }
}
