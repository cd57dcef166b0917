//! What a user reads when something is wrong: printed in full, caret and all.

mod support;

use support::Site;

/// The messages of a failing build; the old site has to be as it was.
fn messages(site: &Site) -> String {
    let run = site.run("build", &["--now", "2025-01-01"]);
    assert_eq!(run.code, 1, "{}{}", run.output, run.errors);
    assert!(run.output.is_empty());
    run.errors
}

/// The messages for one file of a site.
fn messages_for(path: &str, text: &str) -> String {
    messages(&Site::sample().file(path, text))
}

#[test]
fn front_matter() {
    for (name, front_matter) in [
        ("yaml_syntax", "title: Talks: day two\ndate: 2024-11-14\n"),
        ("wrong_types", "title: 2024\ndate: [2024]\ndraft: maybe\nactors: {a: b}\n"),
        ("unknown_keys", "titel: A\ntitle: B\ndate: 2024-11-14\nsumary: x\nweather: fine\n"),
        ("missing_keys", "summary: neither title nor date\n"),
        ("duplicate_key", "title: A\ndate: 2024-11-14\ntitle: B\n"),
        (
            "bad_values",
            "title: ' '\ndate: 14.11.2024\nexpires: soon\nslug: A b\nsource: {name: W, url: 'ftp://x'}\naliases: [../up]\n",
        ),
        (
            "unknown_ids",
            "title: A\ndate: 2024-11-14\nactors: [antony-blinkn]\ntopics: [alliance]\nexclude: [nowhere]\n",
        ),
        (
            "nested_too_deep",
            &format!("title: A\ndate: 2024-11-14\nweather: {}{}\n", "[".repeat(40), "]".repeat(40)),
        ),
        ("too_large", &format!("title: A\ndate: 2024-11-14\nsummary: {}\n", "x".repeat(70_000))),
    ] {
        let text = format!("---\n{front_matter}---\n\nText.\n");
        insta::assert_snapshot!(name, messages_for("content/articles/x.md", &text));
    }
    insta::assert_snapshot!(
        "no_front_matter",
        messages_for("content/articles/x.md", "Just text.\n")
    );
    insta::assert_snapshot!(
        "unclosed_front_matter",
        messages_for("content/articles/x.md", "---\ntitle: A\n\nText.\n")
    );
}

#[test]
fn registry() {
    for (name, text) in [
        (
            "entry_problems",
            "- name: A\n- kind: person\n- {name: B, kind: persn}\n- {name: C, kind: person, country: Korea, wikidata: 7, positions: [{start: 2024-13}]}\n",
        ),
        ("two_actors_with_one_id", "- {name: Antony Blinken, kind: person}\n"),
        (
            "period_upside_down",
            "- {name: D, kind: person, positions: [{title: T, start: 2024, end: 2023}]}\n",
        ),
    ] {
        insta::assert_snapshot!(name, messages_for("content/actors/more.yaml", text));
    }
    let topics = "- {name: One, broader: two}\n- {name: Two, broader: three}\n- {name: Three, broader: one}\n- {name: Four, broader: thre}\n";
    insta::assert_snapshot!("topic_cycle", messages_for("content/topics/more.yaml", topics));
}

#[test]
fn files_and_urls() {
    let article = "---\ntitle: A\ndate: 2024-11-20\nslug: lima\n---\n\nText.\n";
    insta::assert_snapshot!(
        "two_files_with_one_url",
        messages_for("content/articles/again.md", article)
    );
    let alias = "---\ntitle: A\ndate: 2024-11-20\naliases: [/people/]\n---\n\nText.\n";
    insta::assert_snapshot!("alias_over_a_page", messages_for("content/articles/alias.md", alias));
    insta::assert_snapshot!("asset_over_a_page", messages_for("static/people/index.html", "x"));
    let site = Site::sample();
    site.write("content/articles/latin.md", b"---\ntitle: Caf\xe9\ndate: 2024-11-20\n---\n");
    insta::assert_snapshot!("invalid_utf8", messages(&site));
}

#[test]
fn settings() {
    let text = "titel: X\nbase_url: example.org/x\ntime_zone: Seoul\npage_size: 0\n";
    insta::assert_snapshot!("site_yaml", messages_for("site.yaml", text));
}

#[test]
fn templates() {
    let site = Site::sample()
        .file("templates/page.html", "{% if %}")
        .file("templates/home.html", "{{ site.title ");
    insta::assert_snapshot!("template_syntax", messages(&site));
    insta::assert_snapshot!(
        "template_undefined",
        messages_for("templates/page.html", "<p>{{ titel }}</p>\n")
    );
    insta::assert_snapshot!(
        "template_missing_parent",
        messages_for("templates/page.html", "{% extends \"bas.html\" %}\n")
    );
    insta::assert_snapshot!(
        "template_missing_asset",
        messages_for("templates/page.html", "{{ asset(path=\"no.css\") }}\n")
    );
}

#[test]
fn all_problems_in_one_run() {
    let site = Site::sample()
        .file("content/articles/a.md", "---\ntitle: A\n---\n")
        .file("content/articles/b.md", "---\ndate: 2024-01-01\n---\n")
        .file("content/topics/c.yaml", "- {name: C, broader: nothing}\n")
        .file("site.yaml", "colour: red\n");
    let messages = messages(&site);
    assert!(messages.ends_with("4 errors\n"), "{messages}");
}

#[test]
fn a_failed_build_leaves_the_old_site() {
    let site = Site::sample();
    site.build(&[]);
    let before = site.public();
    let site = site.file("templates/page.html", "{{ nothing }}");
    assert_eq!(site.run("build", &[]).code, 1);
    assert_eq!(site.public(), before);
    let names: Vec<_> = std::fs::read_dir(site.root())
        .expect("the root")
        .map(|e| e.expect("an entry").file_name())
        .collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with(".public")), "{names:?}");
}

#[test]
fn a_missing_name_leaves_the_other_keys_known() {
    let topic = "- {nmae: X, keywords: [x], iptc: 'medtop:1', summary: S}\n";
    let errors = messages_for("content/topics/x.yaml", topic);
    assert!(errors.contains("did you mean `name`?") && errors.ends_with("2 errors\n"), "{errors}");
    let link = "- {name: X, kind: person, links: [{nmae: X}]}\n";
    let errors = messages_for("content/actors/x.yaml", link);
    assert!(errors.contains("did you mean `name`?") && errors.ends_with("2 errors\n"), "{errors}");
}
