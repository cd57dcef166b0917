//! Stories with what people marked in them, and how they are tagged.

use std::collections::BTreeSet;
use std::error::Error;
use std::sync::Arc;

use briefing::config::Config;
use briefing::content::Article;
use briefing::diagnostics::Source;
use briefing::registry::{EntityKind, Registry};
use briefing::tagging::{Mention, Tagged, Tagger};
use briefing::text::fold;
use serde::Deserialize;

/// A story as it was marked.
#[derive(Deserialize)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) people: Vec<Vec<String>>,
    pub(crate) organizations: Vec<Vec<String>>,
    pub(crate) places: Vec<Vec<String>>,
    #[serde(default)]
    pub(crate) topics: Vec<String>,
}

/// A marked story beside what the program says of it.
pub(crate) struct Story {
    pub(crate) gold: Gold,
    pub(crate) tagged: Arc<Tagged>,
}

/// Reads and tags the stories of a file.
pub(crate) fn stories(path: &str, tagger: &Tagger) -> Result<Vec<Story>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let story = |line: &str| -> Result<Story, Box<dyn Error>> {
        let gold: Gold = serde_json::from_str(line)?;
        let tagged = Arc::new(tag(&gold, tagger)?);
        Ok(Story { gold, tagged })
    };
    text.lines().map(story).collect()
}

/// Tags a story: its first line is the headline, each further line a paragraph.
fn tag(gold: &Gold, tagger: &Tagger) -> Result<Tagged, serde_json::Error> {
    let (title, body) = gold.text.split_once('\n').unwrap_or((&gold.text, ""));
    let title = serde_json::to_string(title)?;
    let body = body.replace('\n', "\n\n");
    let text = format!("---\ntitle: {title}\ndate: 2026-01-01\n---\n\n{body}\n");
    let config = Config::default();
    let path = format!("content/articles/{}.md", gold.id);
    let article = Article::parse(Source::new(&path, &text), &config);
    Ok(tagger.tag(Arc::new(article), &config))
}

/// Each tagged actor or place: its kind, and its name and the forms in which it is mentioned.
pub(crate) fn tags(tagged: &Tagged, registry: &Registry) -> Vec<(EntityKind, BTreeSet<String>)> {
    let prose = &tagged.article.prose;
    let forms = |mentions: &[Mention], name: &str| -> BTreeSet<String> {
        let written = mentions.iter().map(|mention| plain(prose.slice(mention.span)));
        written.chain([plain(name)]).collect()
    };
    let registered = tagged.entities.iter().map(|tag| {
        let entity = registry.entity(tag.entity);
        (entity.kind, forms(&tag.mentions, &entity.name))
    });
    let discovered =
        tagged.discovered.iter().map(|name| (name.kind, forms(&name.mentions, &name.name)));
    registered.chain(discovered).collect()
}

/// A form as forms are compared: without case, accents, apostrophes and article.
pub(crate) fn plain(form: &str) -> String {
    let form = fold(form.trim()).replace(['’', '\''], "");
    form.strip_prefix("the ").unwrap_or(&form).to_owned()
}
