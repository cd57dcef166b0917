//! Any text as the body of an article: mentions lie on letters, links open and close, and sanitised HTML stays as it is.

#![no_main]

use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use briefing::config::Config;
use briefing::content::{Article, ContentKind};
use briefing::diagnostics::Source;
use briefing::markdown::{HtmlOptions, MentionLink, html_tags, links, sanitise, to_html};
use briefing::registry::{EntryFile, load};
use briefing::tagging::Tagger;
use libfuzzer_sys::fuzz_target;

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let actors = "- {name: Ana, kind: person}\n- {name: Bo, kind: organization}\n- {name: Bank of China, kind: organization}\n\
        - {name: China, kind: country, aliases: [Ö, 北京]}\n";
    let file = EntryFile {
        kind: ContentKind::Actors,
        source: Source::new("content/actors/a.yaml", actors),
    };
    Tagger::new(&Arc::new(load(&[file])), None)
});

fuzz_target!(|body: &str| {
    let text = format!("---\ntitle: Ana\ndate: 2024-11-14\n---\n{body}");
    let config = Config::default();
    let article = Arc::new(Article::parse(Source::new("content/articles/a.md", &text), &config));
    let tagged = TAGGER.tag(Arc::clone(&article), &config);
    let mut mentions = Vec::new();
    for (subject, tag) in tagged.entities.iter().enumerate() {
        for mention in &tag.mentions {
            assert!(!article.prose.slice(mention.span).is_empty());
            assert!(!text[article.prose.source_span(mention.span).range()].is_empty());
            if mention.span.start >= article.prose.body_start() {
                mentions.push(MentionLink { span: mention.span, subject });
            }
        }
    }
    mentions.sort_by_key(|mention| mention.span.start);
    let opening_tags: Vec<Rc<str>> = (0..tagged.entities.len())
        .map(|number| format!("<a class=\"mention person\" href=\"/{number}/\">").into())
        .collect();
    let html = to_html(
        article.markdown(),
        &HtmlOptions {
            mentions: &mentions,
            opening_tags: &opening_tags,
            body_start: article.prose.body_start(),
            table_label: "Table",
            is_trusted: false,
            rewrite_link: &|_| None,
        },
    );
    assert_balanced(&html);
    let _ = links(body);
    // The body as HTML by itself, too.
    for dirty in [&html, body] {
        let Some(clean) = sanitise(dirty) else { continue };
        assert_harmless(&clean);
        assert_eq!(sanitise(&clean).as_deref(), Some(clean.as_str()));
    }
});

/// Every link that opens is closed, before the next one opens.
fn assert_balanced(html: &str) {
    let mut is_open = false;
    let mut end = 0;
    let closes = |between: &str, is_open: &mut bool| {
        for _ in between.matches("</a>") {
            assert!(*is_open, "a link is closed that is not open: {html}");
            *is_open = false;
        }
    };
    for tag in html_tags(html) {
        closes(&html[end..tag.start], &mut is_open);
        if tag.is("a") {
            assert!(!is_open, "a link in a link: {html}");
            is_open = true;
        }
        end = tag.end;
    }
    closes(&html[end..], &mut is_open);
    assert!(!is_open, "a link is left open: {html}");
}

/// No element or attribute runs anything, and no address has a scheme that does.
fn assert_harmless(html: &str) {
    for tag in html_tags(html) {
        for element in ["script", "style", "iframe", "object", "embed", "svg", "math", "form", "base", "meta", "link"] {
            assert!(!tag.is(element), "{html}");
        }
        for (name, value) in &tag.attributes {
            assert!(!name.to_ascii_lowercase().starts_with("on") && *name != "style", "{html}");
            if matches!(*name, "href" | "src" | "cite" | "longdesc" | "srcset" | "action" | "formaction" | "data" | "poster" | "background") {
                assert!(scheme(value).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str())), "{html}");
            }
        }
    }
}

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme that a browser sees in the value of an attribute, as it stands in the HTML (<https://url.spec.whatwg.org/#url-parsing>).
fn scheme(value: &str) -> Option<String> {
    let value = value.replace("&amp;", "&");
    let address: String = value.trim_start_matches(|c| c <= ' ').chars().filter(|c| !"\t\n\r".contains(*c)).collect();
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}
