//! What each article shows by itself.

use crate::content::Article;
use crate::diagnostics::{Diagnostic, Span};
use crate::markdown::BlockKind;
use crate::site::Site;

/// A card shows a summary as a whole; a list of longer ones can't be skimmed any more.
const LONGEST_SUMMARY: usize = 300;

/// Articles without a tag, which no list but the archive leads to, and summaries too long for a card.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for id in site.article_ids() {
        let tagged = site.tagged(id);
        problems.extend(long_summary(&tagged.article));
        if site.entity_tags(id).is_empty() && tagged.topics.is_empty() {
            problems.push(no_tags(&tagged.article));
        }
    }
    problems
}

fn long_summary(article: &Article) -> Option<Diagnostic> {
    let length = article.summary.chars().count();
    let message = format!("the summary has {length} characters, too many for a card");
    (length > LONGEST_SUMMARY).then(|| {
        Diagnostic::warning("long-summary", message)
            .at(&article.source, summary_span(article))
            .hint(format!("one or two sentences of {LONGEST_SUMMARY} characters at most"))
    })
}

fn summary_span(article: &Article) -> Span {
    let mut blocks = article.prose.blocks().iter();
    let summary = blocks.find(|block| block.kind == BlockKind::Summary);
    summary.map_or(article.heading, |block| article.prose.source_span(block.span))
}

fn no_tags(article: &Article) -> Diagnostic {
    let message = "nobody and nothing of the registry is recognised in the article";
    Diagnostic::warning("no-tags", message).at(&article.source, article.heading).hint(
        "add whom and what it is about to the registry, or name them with `actors` and `topics`",
    )
}
