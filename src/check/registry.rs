//! Entries of the registry that nothing is made of.

use crate::diagnostics::Diagnostic;
use crate::registry::Declaration;
use crate::site::Site;

/// Actors and places of the site that no article mentions, and topics that no article is on. They have no pages. What only the atlas
/// knows is nobody's mistake.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let registry = site.registry();
    let entities =
        registry.entities().filter(|(id, entity)| !entity.from_atlas && !site.entity_has_page(*id));
    let entities = entities.map(|(_, entity)| {
        let message = format!("no article mentions {}", entity.name);
        at(&entity.declaration, Diagnostic::warning("unmentioned-entry", message)).hint(
            "add the forms in which articles write the name as `aliases`, or take the entry away",
        )
    });
    let topics =
        registry.topics().filter(|(id, topic)| !topic.from_atlas && !site.topic_has_page(*id));
    let topics = topics.map(|(_, topic)| {
        let message = format!("no article is on the topic {}", topic.name);
        at(&topic.declaration, Diagnostic::warning("unused-topic", message))
            .hint("add the words that speak for it as `keywords`, or take the topic away")
    });
    entities.chain(topics).collect()
}

fn at(declaration: &Declaration, problem: Diagnostic) -> Diagnostic {
    problem.at(&declaration.source, declaration.span)
}
