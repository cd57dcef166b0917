//! What GitHub Pages takes.

use std::collections::BTreeMap;

use super::import::Sizes;
use crate::diagnostics::Diagnostic;

/// How many folders or files a message names.
const NAMED: usize = 5;

/// Sizes in bytes that a publish looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// A larger file stops a publish.
    pub file: u64,
    /// A larger site stops a publish.
    pub site: u64,
    /// From this size of the site on there is a warning.
    pub warning: u64,
}

impl Limits {
    /// Files of more than 100 MiB are refused by GitHub, and sites of more than 1 GB are not shown.
    /// Sources: <https://docs.github.com/repositories/working-with-files/managing-large-files/about-large-files-on-github>,
    /// <https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits>.
    pub const GITHUB: Self =
        Self { file: 100 * 1024 * 1024, site: 1_000_000_000, warning: 800_000_000 };
}

/// What is too large: errors, or a warning where it nearly is.
pub(super) fn check(sizes: &Sizes, limits: Limits) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = sizes
        .iter()
        .filter(|(_, bytes)| **bytes > limits.file)
        .map(|(path, bytes)| {
            let message = format!(
                "{path} has {}; GitHub takes files of at most {}",
                size(*bytes),
                size(limits.file)
            );
            Diagnostic::error("large-file", message)
                .hint("make it smaller, or keep it elsewhere and link to it")
        })
        .collect();
    let site: u64 = sizes.values().sum();
    let most = size(limits.site);
    if site > limits.site {
        let message =
            format!("the site has {}; GitHub Pages shows sites of at most {most}", size(site));
        problems.push(Diagnostic::error("large-site", message).hint(largest(sizes)));
    } else if site >= limits.warning {
        let message = format!("the site has {} of the {most} that GitHub Pages shows", size(site));
        problems.push(Diagnostic::warning("large-site", message).hint(largest(sizes)));
    }
    problems
}

/// The largest folders of a site, as a hint. A folder is told down to its second level: of `articles/2024/11/` the year.
fn largest(sizes: &Sizes) -> String {
    let mut folders: BTreeMap<String, u64> = BTreeMap::new();
    for (path, bytes) in sizes {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let parts: Vec<&str> = folder.split('/').take(2).collect();
        *folders.entry(format!("{}/", parts.join("/"))).or_default() += bytes;
    }
    let mut folders: Vec<(String, u64)> = folders.into_iter().collect();
    folders.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let named = folders.iter().take(NAMED);
    let named: Vec<String> =
        named.map(|(folder, bytes)| format!("{folder} ({})", size(*bytes))).collect();
    format!("the largest folders: {}", named.join(", "))
}

/// `812 bytes`, `8.1 kB`, `1.2 GB`.
pub fn size(bytes: u64) -> String {
    let mut number = bytes as f64;
    let mut unit = "bytes";
    for larger in ["kB", "MB", "GB"] {
        // 999,950 would be shown as 1000.0 kB.
        if number < 999.95 {
            break;
        }
        number /= 1000.0;
        unit = larger;
    }
    if unit == "bytes" { format!("{bytes} bytes") } else { format!("{number:.1} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_in_words() {
        let words = [0, 999, 1000, 8_120, 999_960, 800_000_000, 1_000_000_000].map(size);
        assert_eq!(
            words,
            ["0 bytes", "999 bytes", "1.0 kB", "8.1 kB", "1.0 MB", "800.0 MB", "1.0 GB"]
        );
    }
}
