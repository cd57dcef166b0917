//! Any text as a name, an address of the site, a slug and an alias: no path leaves the site, and each leads back to its page.

#![no_main]

use std::sync::Arc;

use briefing::config::{BaseUrl, Config};
use briefing::content::Article;
use briefing::diagnostics::Source;
use briefing::registry::load;
use briefing::render::relative_file;
use briefing::site::{Publication, link};
use briefing::tagging::Tagger;
use briefing::text::{is_slug, slug};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let made = slug(text);
    assert!(is_slug(&made), "{made}");
    assert_eq!(slug(&made), made);
    if let Some(base) = BaseUrl::parse(text) {
        assert!(base.path().starts_with('/') && base.path().ends_with('/'), "{text}");
        assert!(!base.path().split('/').any(|part| part == ".."), "{text}");
    }
    let source = Source::new("content/articles/2024/a.md", "");
    assert!(!relative_file(&source, text).split('/').any(|part| part == ".."));
    let quoted = text.replace('\'', "''");
    let file = format!("---\ntitle: '{quoted}'\ndate: 2024-11-14\nslug: '{quoted}'\naliases: ['{quoted}']\n---\n");
    let config = Arc::new(Config::default());
    let article = Article::parse(Source::new("content/articles/a.md", &file), &config);
    let registry = Arc::new(load(&[]));
    let tagged = Tagger::new(&registry, None).tag(Arc::new(article), &config);
    let publication = Publication { drafts: true, future: true, today: jiff::civil::date(2025, 1, 1) };
    let site = link([Arc::new(tagged)], Vec::new(), registry, config, publication);
    for route in site.routes() {
        let path = site.path(route);
        let is_plain = |part: &str| !part.starts_with('.') && !part.contains(['\\', '\0']);
        assert!(!path.starts_with('/') && path.split('/').all(is_plain), "{path}");
        if site.diagnostics().iter().all(|problem| problem.id != "duplicate-url") {
            assert_eq!(site.route(&path), Some(route), "{path}");
        }
    }
});
