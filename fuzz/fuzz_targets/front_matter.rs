//! Any text as an article, a page and site.yaml: problems are told, with places in the text.

#![no_main]

use briefing::config::Config;
use briefing::content::{Article, PlainPage};
use briefing::diagnostics::{Diagnostic, Source, Span, Style, print};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("content/articles/a.md", text);
    let article = Article::parse(source.clone(), &Config::default());
    for block in article.prose.blocks() {
        let _ = article.prose.slice(block.span);
        assert_within(text, article.prose.source_span(block.span));
    }
    told(text, &article.diagnostics);
    told(text, &PlainPage::parse(source.clone()).diagnostics);
    told(text, &Config::parse(&source).1);
});

fn told(text: &str, problems: &[Diagnostic]) {
    for span in problems.iter().filter_map(|problem| problem.place.as_ref()?.span) {
        assert_within(text, span);
    }
    // Printing looks up lines, and takes a while where there are very many.
    let _ = print(&problems[..problems.len().min(8)], Style::Plain);
}

fn assert_within(text: &str, span: Span) {
    assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?} in {}", text.len());
}
