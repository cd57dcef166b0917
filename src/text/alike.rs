//! Names that some file systems take for one.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

/// Groups of paths that are one where a file system makes no difference between cases (Windows, macOS) or between composed and
/// decomposed letters (macOS). `is_path` says of any text whether it is one of the paths.
pub fn alike<'a>(
    paths: impl Iterator<Item = &'a str>,
    is_path: impl Fn(&str) -> bool,
) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // Most paths are as plain as can be: only the others can be like them.
    for path in paths.filter(|path| !is_plain(path)) {
        groups.entry(plainest(path)).or_default().push(path.to_owned());
    }
    for (plain, group) in &mut groups {
        if is_path(plain) {
            group.push(plain.clone());
        }
        group.sort();
        group.dedup();
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// The form that such a file system has for all paths that it takes for one.
fn plainest(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn is_plain(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn case_and_composition_make_paths_alike() {
        let groups = |paths: &[&str]| alike(paths.iter().copied(), |path| paths.contains(&path));
        assert_eq!(groups(&["a.md", "A.md", "b.md", "C.md"]), [["A.md", "a.md"]]);
        assert_eq!(groups(&["caf\u{e9}", "cafe\u{301}", "cafe"]), [["cafe\u{301}", "caf\u{e9}"]]);
        assert_eq!(groups(&["AB", "Ab", "aB"]), [["AB", "Ab", "aB"]]);
        assert!(groups(&["a", "b", "É"]).is_empty());
    }
}
