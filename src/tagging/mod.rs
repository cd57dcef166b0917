//! Which actors, places and topics an article is about, each with its evidence.
//!
//! A [`Tagger`] sees one article, nothing else, so that articles are tagged in parallel and an edit tags one article again. It asks the
//! [`Gazetteer`] for the names that the registry knows, and the recogniser in [`names`] for those that it doesn't. May import: diagnostics, text, markdown, config, content, registry.

mod context;
mod directory;
mod discovery;
mod evidence;
mod forms;
mod front_matter;
mod gazetteer;
mod language;
mod limits;
mod ministries;
pub mod names;
mod occurrence;
mod opinion;
mod resolve;
mod roles;
mod rule;
mod salience;
mod topics;
mod words;

pub use discovery::Discovered;
pub use gazetteer::{Candidate, Cue, Found, Gazetteer, Matches, Target};
pub use resolve::{Dropped, Reason};
pub use roles::Role;
pub use rule::Rule;

use std::sync::Arc;

use crate::config::Config;
use crate::content::Article;
use crate::diagnostics::{Diagnostic, Span};
use crate::markdown::{BlockKind, Prose};
use crate::registry::{EntityId, EntityKind, Registry, Subject, TopicId};
use crate::text::{Token, tokens};
use names::{Document, Known, Model, Name};

/// Where a tag comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The author put it into the front matter.
    FrontMatter,
    /// An entry of the site's registry was recognised.
    Registry,
    /// An entry of the built-in atlas was recognised.
    Atlas,
    /// The program recognised a name that no registry has.
    Discovered,
}

impl Origin {
    /// The origin as it is printed: `front-matter`.
    pub fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Registry => "registry",
            Self::Atlas => "atlas",
            Self::Discovered => "discovered",
        }
    }
}

/// One occurrence of a name or a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it is in the prose, which knows where that is in the file: [`Prose::source_span`].
    pub span: Span,
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
    /// Actors and places of the registry, the most central first.
    pub entities: Vec<EntityTag>,
    /// Actors and places that no registry has, in reading order.
    pub discovered: Vec<Discovered>,
    /// Topics, the highest score first.
    pub topics: Vec<TopicTag>,
    /// Names that were seen and not counted, and why.
    pub dropped: Vec<Dropped>,
    /// Whether names that no registry has could not be looked for, because the article is not in English.
    pub not_english: bool,
    /// Unknown ids in the front matter.
    pub diagnostics: Vec<Diagnostic>,
}

/// Tags articles: with a gazetteer, and with a model of names where the site discovers any.
#[derive(Debug)]
pub struct Tagger {
    gazetteer: Gazetteer,
    names: Option<Arc<Model>>,
}

impl Tagger {
    /// A tagger for the names of a registry, and with a model for others too.
    pub fn new(registry: &Arc<Registry>, names: Option<Arc<Model>>) -> Self {
        Self { gazetteer: Gazetteer::new(registry), names }
    }

    /// The registry whose names are known.
    pub fn registry(&self) -> &Registry {
        self.gazetteer.registry()
    }

    /// Tags an article.
    pub fn tag(&self, article: Arc<Article>, config: &Config) -> Tagged {
        let registry = self.gazetteer.registry();
        let (wishes, mut diagnostics) = front_matter::wishes(&article, registry);
        let prose = &article.prose;
        let tokens = tokens(prose.text());
        let found = self.gazetteer.scan(prose.text(), &tokens);
        let language = self.language(&article, &tokens);
        let names = self.names(&article, &tokens, &found, language);
        let opinions = opinion::opinions(&found, &names, registry);
        let (mentions, mut dropped) =
            resolve::resolve(&found, &tokens, prose, &self.gazetteer, &wishes, &opinions);
        let mut discovered = self.discover(prose, &tokens, &names, &mentions, &dropped);
        let scored = topics::score(&found, tokens.len(), prose, registry, &wishes);
        dropped.extend(scored.taken_back);
        let mut topics = topics::choose(scored.topics, &wishes, config.topic_threshold);
        let mut entities = salience::rank(mentions, &mut discovered, prose, &wishes, registry);
        diagnostics.extend(wishes.exclude_discovered(&mut discovered));
        diagnostics.extend(limits::keep_most_central(&article, &mut entities, &mut discovered));
        let not_english = language == Language::Other;
        // Lists that grew by themselves have up to twice the room that they need, and a large site has millions of them.
        for tag in &mut entities {
            tag.mentions.shrink_to_fit();
        }
        for tag in &mut topics {
            tag.mentions.shrink_to_fit();
        }
        entities.shrink_to_fit();
        topics.shrink_to_fit();
        dropped.shrink_to_fit();
        Tagged { article, entities, discovered, topics, dropped, not_english, diagnostics }
    }

    /// Gathers recognised names that nothing in the registry stands for.
    fn discover(
        &self,
        prose: &Prose,
        tokens: &[Token],
        names: &[Name],
        mentions: &[(EntityId, Mention)],
        dropped: &[Dropped],
    ) -> Vec<Discovered> {
        let Some(model) = &self.names else { return Vec::new() };
        let registry = self.gazetteer.registry();
        let kind = |id: EntityId| registry.entity(id).kind;
        let known: Vec<_> =
            mentions.iter().map(|(id, mention)| (*id, kind(*id), *mention)).collect();
        // A name that may be several of the registry, or that the author excluded, is nobody new.
        let is_known =
            |dropped: &&Dropped| matches!(dropped.reason, Reason::Ambiguous | Reason::Excluded);
        let text = discovery::Text { prose, tokens, lexicon: model.lexicon() };
        let country_name = |id: EntityId| registry.entity(id).name.clone();
        let countries: Vec<(EntityId, Span)> = known
            .iter()
            .map(|(id, _, mention)| (*id, mention.span))
            .chain(dropped.iter().filter_map(lone_entity))
            .filter(|(id, _)| kind(*id) == EntityKind::Country)
            .collect();
        let mut discovered = ministries::ministries(text, &countries, country_name);
        let of_ministries = discovered.iter().flat_map(|ministry| &ministry.mentions);
        let taken: Vec<Span> = dropped
            .iter()
            .filter(is_known)
            .map(|dropped| dropped.span)
            .chain(of_ministries.map(|mention| mention.span))
            .collect();
        discovered.extend(discovery::discover(text, names, &known, &taken));
        discovered
    }

    /// What the recogniser, which knows English only, has to know of the language of an article.
    fn language(&self, article: &Article, tokens: &[Token]) -> Language {
        let Some(model) = &self.names else { return Language::Unknown };
        match said_language(article) {
            Some("en") => Language::English,
            Some(_) => Language::Other,
            None if language::is_english(tokens, model.lexicon()) => Language::English,
            None if language::is_text(tokens) => Language::Other,
            None => Language::Unknown,
        }
    }

    /// The names that the recogniser finds; none where it is off or the article is not English.
    fn names(
        &self,
        article: &Article,
        tokens: &[Token],
        found: &Matches,
        language: Language,
    ) -> Vec<Name> {
        let Some(model) = self.names.as_ref().filter(|_| language == Language::English) else {
            return Vec::new();
        };
        let prose = &article.prose;
        let titles = prose.blocks().iter().filter(|block| block.kind == BlockKind::Title);
        let headlines: Vec<Span> = titles.map(|block| block.span).collect();
        let known = known(tokens.len(), found, self.gazetteer.registry());
        let document = Document::new(prose.text(), tokens, &headlines, &known, model.lexicon());
        names::recognise(&document, model)
    }
}

/// What the recogniser has to know of an article's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    English,
    Other,
    /// Too little text to tell, or nobody asked.
    Unknown,
}

/// The language that an article says it is in, without its region.
fn said_language(article: &Article) -> Option<&str> {
    article.language.split('-').next().filter(|language| !language.is_empty())
}

/// The one whom a name that was not counted could have meant.
fn lone_entity(dropped: &Dropped) -> Option<(EntityId, Span)> {
    match dropped.candidates.as_slice() {
        [Subject::Entity(id)] => Some((*id, dropped.span)),
        _ => None,
    }
}

/// Whether a form means its entity and nothing else.
fn is_settled(target: &Target) -> bool {
    match target {
        Target::Entity(candidate) => {
            let is_name = matches!(candidate.rule, Rule::Name | Rule::Alias | Rule::Acronym);
            is_name && !candidate.needs_context
        }
        Target::Topic(..) => true,
    }
}

/// What the registry says of each token, for the recogniser.
pub fn known(tokens: usize, found: &Matches, registry: &Registry) -> Vec<Known> {
    let mut known = vec![Known::default(); tokens];
    for name in &found.names {
        let entities: Vec<EntityId> = name
            .targets
            .iter()
            .filter_map(|target| match target {
                Target::Entity(candidate) => Some(candidate.entity),
                Target::Topic(..) => None,
            })
            .collect();
        let Some(first) = entities.first() else { continue };
        let kind = Some(registry.entity(*first).kind);
        let shared = entities.iter().any(|id| id != first);
        let settled = !shared && name.targets.iter().all(is_settled);
        for (index, token) in known[name.first..name.end].iter_mut().enumerate() {
            *token = Known { kind, begins: index == 0, shared, settled };
        }
    }
    known
}
