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

fn size(extension: &str) -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
    let files = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file"));
    let of_kind = files.filter(|file| file.path().extension().is_some_and(|e| e == extension));
    of_kind.map(|file| file.metadata().expect("its size").len()).sum()
}

#[test]
fn style_sheets_and_scripts_stay_small() {
    let (styles, scripts) = (size("css"), size("js"));
    assert!((1..=20 * 1024).contains(&styles), "{styles} bytes of CSS");
    assert!((1..=15 * 1024).contains(&scripts), "{scripts} bytes of JavaScript");
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
