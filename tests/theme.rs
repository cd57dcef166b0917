//! What the built-in theme promises: small files, nothing that runs in a page, nothing from another host.

mod support;

use std::path::Path;

use support::Site;

/// The values of an attribute of the tags that begin so.
fn attributes<'a>(page: &'a str, tag: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(tag).skip(1).filter_map(move |rest| {
        let rest = rest.split('>').next()?;
        rest.split_once(&format!(" {name}=\""))?.1.split('"').next()
    })
}

#[test]
fn style_sheets_and_scripts_stay_small() {
    let site = Site::new();
    site.build(&[]);
    let files = site.public();
    let size = |extension: &str| -> usize {
        let of_kind = files.iter().filter(|(path, _)| path.ends_with(extension));
        of_kind.map(|(_, bytes)| bytes.len()).sum()
    };
    let (styles, scripts) = (size(".css"), size(".js"));
    assert!((1..=20 * 1024).contains(&styles), "{styles} bytes of CSS");
    assert!((1..=15 * 1024).contains(&scripts), "{scripts} bytes of JavaScript");
}

#[test]
fn scripts_are_sent_without_comments_and_mean_the_same() {
    let site = Site::new();
    site.build(&[]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
    let files =
        std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path());
    for file in files.filter(|file| file.extension().is_some_and(|extension| extension == "js")) {
        let source = std::fs::read_to_string(&file).expect("a script");
        // A text over several lines would lose its indentation.
        assert!(
            source.lines().all(|line| line.matches('`').count() % 2 == 0),
            "{}",
            file.display()
        );
        let name = file.file_name().expect("a name").to_string_lossy();
        let sent = site.page(&name);
        let code = source
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("//"));
        assert!(sent.lines().eq(code), "{name}");
    }
}

#[test]
fn no_page_holds_what_its_policy_forbids() {
    let site = Site::sample().file(
        "content/articles/2024/table.md",
        "---\ntitle: A table\ndate: 2024-11-20\n---\n\n| a | b | c |\n| :- | :-: | -: |\n| 1 | 2 | 3 |\n\n<p style=\"color:red\" onclick=\"x()\">Raw</p>\n",
    );
    site.build(&[]);
    for (path, bytes) in site.public().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        let policy = attributes(&page, "<meta http-equiv=\"Content-Security-Policy\"", "content");
        let policy: Vec<&str> = policy.collect();
        assert_eq!(policy.len(), 1, "{path}");
        assert!(policy[0].starts_with("default-src 'self';") && !policy[0].contains("unsafe"));
        assert!(!page.contains("<style") && !page.contains(" style="), "{path}: {page}");
        assert!(!page.contains(" onclick=") && !page.contains("javascript:"), "{path}: {page}");
        for script in page.split("<script").skip(1) {
            let is_ours = script.starts_with(" src=\"/")
                || script.starts_with(" type=\"application/ld+json\"");
            assert!(is_ours, "{path}: <script{script}");
        }
        for tag in ["<script", "<img", "<link rel=\"stylesheet\"", "<link rel=\"icon\""] {
            for address in attributes(&page, tag, "src").chain(attributes(&page, tag, "href")) {
                assert!(
                    address.starts_with('/') && !address.starts_with("//"),
                    "{path}: {address}"
                );
            }
        }
    }
}

#[test]
fn a_task_is_a_sign_and_not_a_control() {
    let site = Site::new().file(
        "content/articles/tasks.md",
        "---\ntitle: Tasks\ndate: 2024-11-20\n---\n\n- [x] done\n- [ ] open\n\n<input type=\"checkbox\">\n",
    );
    site.build(&[]);
    let page = site.page("articles/2024/11/tasks/");
    assert!(page.contains("<li>☑ done</li>") && page.contains("<li>☐ open</li>"), "{page}");
    assert!(!page.contains("<input"), "{page}");
}

#[test]
fn columns_of_tables_are_aligned_by_classes() {
    let table = "| a | b | c | d |\n| :- | :-: | -: | - |\n| 1 | 2 | 3 | 4 |\n";
    // Raw HTML sends the body through the sanitiser, which has to keep the classes.
    for raw in ["", "\n<b>raw</b>\n"] {
        let site = Site::new().file(
            "content/articles/table.md",
            &format!("---\ntitle: A table\ndate: 2024-11-20\n---\n\n{table}{raw}"),
        );
        site.build(&[]);
        let page = site.page("articles/2024/11/table/");
        let rows = "<tr><th class=\"left\">a</th><th class=\"center\">b</th><th class=\"right\">c</th><th>d</th></tr>";
        assert!(page.contains(rows), "{page}");
        assert!(page.contains("<td class=\"right\">3</td><td>4</td>"), "{page}");
    }
}

/// What an article page weighs besides its body.
fn weight(page: &str) -> usize {
    let start = page.find("<div class=\"prose\"").expect("a body");
    let end = start + page[start..].find("</div>\n<details").expect("what comes after the body");
    page.len() - (end - start)
}

#[test]
fn an_article_page_is_light() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let run = assert_cmd::Command::cargo_bin("briefing")
        .expect("the binary")
        .args(["build", "--root", env!("CARGO_MANIFEST_DIR")])
        // Addresses are whole where the host is known.
        .args(["--base-url", "https://desk.github.io/briefings/", "--output"])
        .arg(folder.path().join("site"))
        .output()
        .expect("a run");
    assert!(run.status.success());
    let mut weights = Vec::new();
    for (path, bytes) in support::tree(&folder.path().join("site/articles")) {
        if path.split('/').count() == 4 {
            weights.push((weight(&String::from_utf8_lossy(&bytes)), path));
        }
    }
    weights.sort();
    let (heaviest, path) = weights.last().expect("an article");
    assert!(weights.len() > 40 && *heaviest <= 12 * 1024, "{heaviest} bytes: {path}");
}

#[test]
fn an_article_page_does_not_grow_with_the_site() {
    let weight_among = |articles: usize| {
        let mut site = Site::sample();
        for number in 0..articles {
            site = site.file(
                &format!("content/articles/2024/{number:03}.md"),
                &format!(
                    "---\ntitle: Cho and Blinken meet again {number:03}\ndate: 2024-11-{:02}\n---\n\n\
                     Cho Tae-yul met Antony Blinken about the alliance of South Korea and the United States.\n",
                    number % 28 + 1
                ),
            );
        }
        site.build(&[]);
        weight(&site.page("articles/2024/11/lima/"))
    };
    let (few, many) = (weight_among(100), weight_among(300));
    // Counts have a digit more.
    assert!(few <= 12 * 1024 && many.abs_diff(few) <= 40, "{few} and {many} bytes");
}

#[test]
fn an_article_tells_how_to_cite_it() {
    let site = Site::sample().file(
        "content/articles/2024/odd.md",
        "---\ntitle: Profits up 50% at A&B_C {sic}\ndate: 2024-11-20\n---\n\nText.\n",
    );
    site.build(&[]);
    let lima = site.page("articles/2024/11/lima/");
    let text = "Wire: Cho and Blinken meet in Lima. Desk, 14 November 2024. https://desk.example/articles/2024/11/lima/";
    assert!(lima.contains(text), "{lima}");
    let entry = "@misc{lima-2024-11-14,\n  author = {{Wire}},\n  title = {{Cho and Blinken meet in Lima}},\n  \
                 howpublished = {Desk},\n  year = {2024},\n  month = {11},\n  day = {14},\n  \
                 url = {https://desk.example/articles/2024/11/lima/},\n}";
    assert!(lima.contains(entry), "{lima}");
    let odd = site.page("articles/2024/11/odd/");
    assert!(odd.contains("title = {{Profits up 50\\% at A\\&amp;B\\_C \\{sic\\}}},"), "{odd}");
}

#[test]
fn a_card_has_the_role_on_the_articles_date() {
    let site = Site::sample();
    site.build(&[]);
    let row = |page: String, name: &str| {
        let rows =
            page.split("<li data-count=").skip(1).find(|row| row.contains(&format!(">{name}</a>")));
        rows.expect("a row of the rail").split("</li>").next().unwrap_or_default().to_owned()
    };
    let cho = row(site.page("articles/2024/11/lima/"), "Cho Tae-yul");
    assert!(cho.contains("<small>Foreign Minister, South Korea</small>"), "{cho}");
    let blinken = row(site.page("articles/2024/11/lima/"), "Antony Blinken");
    assert!(blinken.starts_with("\"2\" data-line=\"A diplomat.\""), "{blinken}");
}

#[test]
fn a_text_that_runs_from_right_to_left_says_so() {
    let article = |keys: &str| {
        format!(
            "---\ntitle: نص\ndate: 2024-11-20\nsummary: ملخص\n{keys}\n---\n\nنص عن Antony Blinken.\n"
        )
    };
    let site = Site::sample()
        .file("content/articles/arabic.md", &article("lang: ar-EG"))
        .file("content/articles/latin.md", &article("lang: ar-Latn"))
        .file("content/articles/said.md", &article("dir: rtl"));
    site.build(&[]);
    let arabic = site.page("articles/2024/11/arabic/");
    for opened in ["<h1", "<p class=\"standfirst\"", "<div class=\"prose\""] {
        assert!(arabic.contains(&format!("{opened} lang=\"ar-EG\" dir=\"rtl\">")), "{arabic}");
    }
    assert!(arabic.contains("<html lang=\"en\">") && arabic.contains("\"inLanguage\":\"ar-EG\""));
    assert!(site.page("articles/2024/11/latin/").contains("<h1 lang=\"ar-Latn\" dir=\"ltr\">"));
    assert!(site.page("articles/2024/11/said/").contains("<h1 dir=\"rtl\">"));
    assert!(site.page("").contains("<h3 lang=\"ar-EG\" dir=\"rtl\">"));
    let faulty = Site::sample()
        .file("site.yaml", "language: english language\n")
        .file("content/articles/arabic.md", &article("lang: \"ar eg\"\ndir: up"));
    let errors = faulty.run("build", &[]).errors;
    for told in ["bad-language", "`ar eg`", "bad-direction", "`english language`"] {
        assert!(errors.contains(told), "{told} in {errors}");
    }
    let site = Site::sample().file("site.yaml", "language: he\n");
    site.build(&[]);
    assert!(site.page("").contains("<html lang=\"he\" dir=\"rtl\">"));
}

#[test]
fn a_copy_of_a_built_in_script_is_sent_as_the_built_in_one() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/search.js");
    let source = std::fs::read(source).expect("a script");
    let site = Site::new();
    site.build(&[]);
    let built_in = site.page("search.js");
    site.write("static/search.js", &source);
    site.build(&[]);
    assert_eq!(site.page("search.js"), built_in);
    site.write("static/search.js", b"// Ours\n  run();\n");
    site.build(&[]);
    assert_eq!(site.page("search.js"), "// Ours\n  run();\n");
}
