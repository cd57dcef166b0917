//! Texts that ask too much are refused with their place, and no text breaks a build.

mod support;

#[path = "support/strain.rs"]
mod strain;

use support::Site;

/// Builds a site with one article and gives what was said.
fn errors(article: &str) -> String {
    let run = Site::sample().file("content/articles/over.md", article).run("build", &[]);
    assert_ne!(run.code, 0, "{article:.200}");
    run.errors
}

fn article(front: &str, body: &str) -> String {
    format!("---\ntitle: Over\ndate: 2024-01-02\n{front}---\n\n{body}\n")
}

#[test]
fn every_limit_is_told_with_its_place() {
    let cells = format!("|{}\n|{}\n{}", "a|".repeat(600), "-|".repeat(600), "|b\n".repeat(100));
    let aliases =
        format!("lang: &a {}\nsummary: *a\nsource: *a\nslug: *a\ndir: *a\n", "x".repeat(300));
    let nested = format!("summary: {}a\n", "\n  - ".to_owned() + &"- ".repeat(40));
    for (article, message, place) in [
        (article("", &"> ".repeat(101)), "nested deeper than 100", "over.md:6:201"),
        (
            article("", &format!("a {}", "<b>".repeat(300))),
            "HTML nested deeper than 200",
            "over.md:6:603",
        ),
        (article("", &cells), "more than 50000 cells", "over.md:"),
        (
            article("", &format!("a <b x='{}'>", "&".repeat(9_000))),
            "a tag or an address",
            "over.md:6:3",
        ),
        (
            article("", &format!("<b>\n\n{}", "&".repeat(99_000))),
            "too many special letters",
            "over.md:8:1",
        ),
        (article(&aliases, ""), "aliases repeat more than four times", "over.md:"),
        (article(&nested, ""), "YAML nested deeper than 32", "over.md:5:"),
        (
            article(&format!("summary: {}\n", "[".repeat(33)), ""),
            "YAML nested deeper than 32",
            "over.md:4:42",
        ),
        (
            article(&format!("summary: {}\n", "x".repeat(66_000)), ""),
            "64 KiB of YAML",
            "over.md:2:1",
        ),
    ] {
        let errors = errors(&article);
        assert!(errors.contains(message) && errors.contains(place), "{message}:\n{errors:.600}");
    }
}

#[test]
fn pages_and_profiles_have_the_same_limits() {
    let deep = "> ".repeat(101);
    let site = Site::sample()
        .file("content/pages/deep.md", &format!("---\ntitle: Deep\n---\n{deep}"))
        .file("content/actors/deep.md", &format!("---\nname: Deep\nkind: person\n---\n{deep}"));
    let run = site.run("build", &[]);
    assert!(run.errors.contains("pages/deep.md:4:201"), "{}", run.errors);
    assert!(run.errors.contains("actors/deep.md:5:201"), "{}", run.errors);
}

#[test]
fn an_article_has_at_most_two_hundred_and_fifty_actors_and_places() {
    let names: Vec<String> = (0..300)
        .map(|number| {
            let letter = |number: u32| char::from(b'a' + (number % 26) as u8);
            let (a, b) = (letter(number), letter(number / 26));
            format!("Foreign Minister Dor{a}{b}el Van{b}{a}or spoke to reporters. ")
        })
        .collect();
    let site = Site::sample().file("content/articles/many.md", &article("", &names.concat()));
    let run = site.run("build", &[]);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert!(run.errors.contains("the 250 most central stay"), "{:.600}", run.errors);
    assert!(run.errors.contains("many.md:2:8"), "{:.600}", run.errors);
}

#[test]
fn of_thousands_of_problems_in_a_file_a_hundred_are_printed() {
    let keys: Vec<String> = (0..2_000).map(|number| format!("k{number}: a\n")).collect();
    let keys = keys.concat();
    let errors = errors(&article(&keys, ""));
    assert_eq!(errors.matches("unknown key").count(), 100);
    assert!(errors.contains("1900 problems more in content/articles/over.md"), "{errors}");
    assert!(errors.trim_end().ends_with("2000 errors"));
}

#[test]
fn whatever_an_article_holds_it_is_built_or_refused_with_a_place() {
    let site = Site::sample();
    for (number, (_, make)) in [strain::ORDINARY].iter().chain(strain::KINDS).enumerate() {
        site.write(&format!("content/articles/strain-{number}.md"), make(4_000).as_bytes());
    }
    let run = site.run("build", &[]);
    assert!(matches!(run.code, 0 | 1) && !run.errors.contains("panicked"), "{}", run.errors);
    let titles = run.errors.lines().filter(|line| line.starts_with("error["));
    let places = run.errors.lines().filter(|line| line.trim_start().starts_with("-->"));
    assert!(places.count() >= titles.count());
}

#[test]
fn a_large_image_is_told_where_it_is_shown() {
    let site = Site::sample()
        .file("content/articles/over.md", &article("", "A ![map](/map.png) and ![m](/small.png)."));
    site.write("static/map.png", &vec![0; 5_000_001]);
    site.write("static/small.png", &vec![0; 5_000_000]);
    let run = site.run("check", &[]);
    let told = format!("{}{}", run.output, run.errors);
    assert!(told.contains("over.md:6:3") && told.matches("large-image").count() == 1, "{told}");
}

#[test]
fn numbers_beyond_all_bounds_are_out_of_range() {
    let settings = "title: Desk\npage_size: 99999999999999999999\n";
    let run = Site::sample().file("site.yaml", settings).run("build", &[]);
    let told = "`page_size` has to lie between 1 and 10000\n --> site.yaml:2:12";
    assert!(run.errors.contains(told), "{}", run.errors);
}
