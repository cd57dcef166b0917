//! Any text as a name, an address of the site, a slug and an alias: no path leaves the site, and each leads back to its page.

#![no_main]

use std::sync::{Arc, LazyLock};

use briefing::config::{BaseUrl, Config};
use briefing::content::Article;
use briefing::diagnostics::Source;
use briefing::registry::{Registry, load};
use briefing::render::relative_file;
use briefing::site::{Publication, link};
use briefing::tagging::Tagger;
use briefing::text::{is_slug, slug};
use libfuzzer_sys::fuzz_target;

static CONFIG: LazyLock<Arc<Config>> = LazyLock::new(|| Arc::new(Config::default()));
static REGISTRY: LazyLock<Arc<Registry>> = LazyLock::new(|| Arc::new(load(&[])));
static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new(&REGISTRY, None));

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
    let article = Article::parse(Source::new("content/articles/a.md", &file), &CONFIG);
    let tagged = TAGGER.tag(Arc::new(article), &CONFIG);
    let publication = Publication { drafts: true, future: true, today: jiff::civil::date(2025, 1, 1) };
    let site = link([Arc::new(tagged)], Vec::new(), Arc::clone(&REGISTRY), Arc::clone(&CONFIG), publication);
    for route in site.routes() {
        let path = site.path(route);
        let is_plain = |part: &str| !part.starts_with('.') && !part.contains(['\\', '\0']);
        assert!(!path.starts_with('/') && path.split('/').all(is_plain), "{path}");
        if site.diagnostics().iter().all(|problem| problem.id != "duplicate-url") {
            assert_eq!(site.route(&path), Some(route), "{path}");
        }
    }
});
