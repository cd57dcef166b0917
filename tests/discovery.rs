//! Names that nobody registered: stories in, pages and suggestions out.

mod support;

use support::Site;

fn article(title: &str, date: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\n{body}\n")
}

const GRAIN: &str = "Agriculture Minister Odalys Ferreira-Brandt said on Monday that the harvest had failed in the north of the \
    country. \"We will import maize,\" Ferreira-Brandt told reporters in the capital. The Kestrel Grain Company welcomed the plan.";
const PORT: &str = "The port reopened on Friday after a strike of two weeks. Odalys Ferreira-Brandt, the agriculture minister, thanked \
    the workers. Shares of the Kestrel Grain Company rose by a tenth, the exchange said.";

/// A site with an empty registry and two stories.
fn stories() -> Site {
    Site::new()
        .file("content/articles/grain.md", &article("Harvest fails", "2024-03-02", GRAIN))
        .file("content/articles/port.md", &article("Port reopens", "2024-03-06", PORT))
}

#[test]
fn people_and_organisations_get_pages_without_a_registry() {
    let site = stories();
    site.build(&[]);
    let page = site.page("people/odalys-ferreira-brandt/");
    assert!(page.contains("Recognised in the articles by the program"), "{page}");
    assert!(page.contains("Agriculture Minister"), "{page}");
    for story in ["Harvest fails", "Port reopens"] {
        assert!(page.contains(story), "{story}");
        assert!(site.page("organizations/kestrel-grain-company/").contains(story), "{story}");
    }
    assert!(site.page("people/").contains("Odalys Ferreira-Brandt"));
    let article = site.page("articles/2024/03/grain/");
    assert!(
        article.contains("href=\"/people/odalys-ferreira-brandt/\">Odalys Ferreira-Brandt</a>")
    );
}

#[test]
fn two_people_are_two() {
    let body = "Foreign Minister Odalys Ferreira met Trade Minister Tomas Brandt on Monday in the capital. Ferreira and Brandt agreed to \
        meet again, and Ferreira said that it was time.";
    let site = Site::new()
        .file("content/articles/a.md", &article("Ferreira and Brandt meet", "2024-03-02", body));
    site.build(&[]);
    let people: Vec<String> =
        site.public().into_keys().filter(|path| path.starts_with("people/")).collect();
    assert_eq!(
        people,
        [
            "people/index.html",
            "people/odalys-ferreira/index.html",
            "people/tomas-brandt/index.html"
        ]
    );
}

/// The names of the people who have pages, from a story in one paragraph.
fn people(body: &str) -> Vec<String> {
    let site = Site::new()
        .file("content/articles/story.md", &article("A day in court", "2024-03-02", body));
    site.build(&[]);
    let public = site.public().into_keys();
    let pages = public.filter_map(|path| {
        Some(path.strip_prefix("people/")?.strip_suffix("/index.html")?.to_owned())
    });
    pages.collect()
}

#[test]
fn titles_and_letters_are_no_part_of_a_name() {
    let body = "Justice Hafsat Lawal Jibia KC on Monday heard the lawyers of the defence. The court called Datuk Seri Harun \
        Kinting and Limpopo Premier Phophi Rambau, and Cllr Sibongile Mpofu told reporters that she would wait. The case goes on.";
    assert_eq!(
        people(body),
        ["hafsat-lawal-jibia", "harun-kinting", "phophi-rambau", "sibongile-mpofu"]
    );
}

#[test]
fn a_nickname_is_inside_a_name() {
    let body = "Governor Josphat \"Kamwana\" Gichuhi said on Monday that the road would be built. \"It will be built,\" Kamwana told \
        reporters, and Gichuhi went home. The people of the county said that they had heard it before.";
    assert_eq!(people(body), ["josphat-kamwana-gichuhi"]);
}

#[test]
fn a_surname_with_its_particle_is_no_full_name() {
    let body = "Minister Van Rossum said on Monday that the harvest had failed in the north of the country. Van Rossum told reporters that \
        the country would import maize, and that it was not the first time.";
    assert_eq!(people(body), Vec::<String>::new());
}

#[test]
fn the_registry_wins() {
    let site = stories().file(
        "content/actors/people.yaml",
        "- {name: Odalys Ferreira-Brandt, kind: person, id: the-minister, summary: Grows maize.}\n",
    );
    site.build(&[]);
    assert!(site.page("people/the-minister/").contains("Grows maize."));
    assert!(!site.public().contains_key("people/odalys-ferreira-brandt/index.html"));
}

#[test]
fn an_article_can_exclude_a_name_and_a_site_all() {
    let excluded = PORT.replace("The port", "The old port");
    let site = stories().file(
        "content/articles/port.md",
        &format!("---\ntitle: Port\ndate: 2024-03-06\nexclude: [odalys-ferreira-brandt, kestrel-grain-company]\n---\n\n{excluded}\n"),
    );
    site.build(&[]);
    assert!(!site.page("people/odalys-ferreira-brandt/").contains("Port"));
    assert!(!site.public().contains_key("organizations/kestrel-grain-company/index.html"));
    for setting in ["suggest", "off"] {
        let site = stories().file("site.yaml", &format!("discover: {setting}\n"));
        site.build(&[]);
        assert!(
            !site.public().contains_key("people/odalys-ferreira-brandt/index.html"),
            "{setting}"
        );
    }
}

#[test]
fn other_languages_are_left_alone() {
    let text = "Die Ministerin Odalys Brandt sagte am Montag, die Ernte sei im Norden des Landes ausgefallen. Man werde Mais \
        einführen, sagte Brandt vor Reportern in der Hauptstadt, und die Häfen sollten bald wieder öffnen.";
    let site = Site::new().file("content/articles/ernte.md", &article("Ernte", "2024-03-02", text));
    site.build(&[]);
    assert!(
        !site
            .public()
            .keys()
            .any(|path| path.starts_with("people/") && path != "people/index.html")
    );
}

#[test]
fn suggestions_become_registry_entries() {
    let site = stories();
    let run = site.run("actors", &["suggest"]);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    insta::assert_snapshot!("suggest", run.output);
    let run = site.run("actors", &["suggest", "--write"]);
    assert_eq!((run.code, run.output.as_str()), (0, "content/actors/suggested.yaml\n"));
    let written =
        std::fs::read_to_string(site.path("content/actors/suggested.yaml")).expect("the file");
    insta::assert_snapshot!("suggested", written);
    site.build(&["--strict"]);
    assert!(!site.page("people/odalys-ferreira-brandt/").contains("Recognised in the articles"));
    // A second run finds nobody new, and would never write over the file.
    assert_eq!(site.run("actors", &["suggest"]).output, "");
}

#[test]
fn check_tells_whom_nobody_registered() {
    let run = stories().run("check", &["--strict"]);
    assert_eq!((run.code, run.output.as_str()), (0, "no problems\n"), "{}", run.errors);
    let note = "nobody registered these people, with their articles: Odalys Ferreira-Brandt (2)";
    assert!(run.errors.contains(note), "{}", run.errors);
    let notice = stories().run("check", &["--format", "github"]).output;
    assert!(notice.starts_with("::notice title=unregistered-people::"), "{notice}");
}

#[test]
fn ministries_are_those_of_the_country_before_them() {
    let stories = [
        "South Korea's foreign ministry said on Monday that talks had begun. The Foreign Ministry gave no details.",
        "Seoul's Ministry of Foreign Affairs confirmed it. The Kenyan Ministry of Health and the Kenyan defence ministry did not answer.",
        "Philippine officials waited. The Philippines' trade ministry and the foreign ministry said nothing.",
        "Kenya's Ministry of Health spoke. So did the ministry of health.",
    ];
    let mut site = Site::new();
    for (number, body) in stories.iter().enumerate() {
        site = site
            .file(&format!("content/articles/{number}.md"), &article("Talks", "2024-03-02", body));
    }
    let run = site.run("tag", &[]);
    let ministries: Vec<&str> =
        run.output.lines().filter(|line| line.contains("Ministry of")).collect();
    insta::assert_snapshot!("ministries", ministries.join("\n"));
    site.build(&[]);
    let page = site.page("organizations/ministry-of-foreign-affairs-of-south-korea/");
    assert!(page.contains("Ministry of Foreign Affairs of South Korea"), "{page}");
    assert!(site.page("organizations/").contains("Ministry of Health of Kenya"));
}

#[test]
fn in_other_languages_nobody_is_discovered_and_that_is_told() {
    let german = "Die Ministerin Odalys Ferreira-Brandt sagte am Montag, die Ernte sei im Norden des Landes ausgefallen, und Japan werde \
        dem Land helfen.";
    let site = Site::new()
        .file("content/articles/a.md", &article("Die Ernte", "2024-03-02", german))
        .file(
            "content/articles/b.md",
            &format!("---\ntitle: Harvest\nlang: de\ndate: 2024-03-03\n---\n\n{GRAIN}\n"),
        );
    let tags = site.run("tag", &[]).output;
    assert_eq!(tags.matches("not in English").count(), 2, "{tags}");
    assert!(tags.contains("country Japan") && !tags.contains("discovered"), "{tags}");
    let check = site.run("check", &[]);
    assert!(
        check.errors.contains("2 articles are not in English"),
        "{}{}",
        check.output,
        check.errors
    );
}
