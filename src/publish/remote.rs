//! From a remote to the address of its site on GitHub Pages.

use crate::config::BaseUrl;

/// `https://OWNER.github.io/REPO/`, or `https://OWNER.github.io/` for a user site; none for remotes elsewhere.
///
/// Reads `https://github.com/o/r.git`, `ssh://git@github.com/o/r` and `git@github.com:o/r.git`.
/// Source: <https://docs.github.com/pages>, "Types of GitHub Pages sites".
pub(super) fn base_url(remote: &str) -> Option<BaseUrl> {
    let after_scheme = remote.split_once("://").map_or(remote, |(_, rest)| rest);
    let host_start = after_scheme.find('@').map_or(0, |at| at + 1);
    let rest = after_scheme[host_start..].strip_prefix("github.com")?;
    let rest = rest.strip_prefix(":22/").or_else(|| rest.strip_prefix([':', '/']))?;
    let (owner, repository) = rest.trim_matches('/').split_once('/')?;
    let repository = repository.trim_end_matches(".git");
    let host = format!("{}.github.io", owner.to_lowercase());
    if repository.eq_ignore_ascii_case(&host) {
        return BaseUrl::parse(&format!("https://{host}/"));
    }
    BaseUrl::parse(&format!("https://{host}/{repository}/"))
}

#[cfg(test)]
mod tests {
    use super::base_url;

    #[test]
    fn remotes_of_every_form_are_understood() {
        for remote in [
            "https://github.com/Desk/news.git",
            "https://github.com/Desk/news/",
            "ssh://git@github.com/Desk/news.git",
            "ssh://git@github.com:22/Desk/news.git",
            "git@github.com:Desk/news.git",
        ] {
            let address = base_url(remote).and_then(|base| base.absolute("/"));
            assert_eq!(address.as_deref(), Some("https://desk.github.io/news/"), "{remote}");
        }
        let user = base_url("git@github.com:desk/desk.github.io.git").unwrap();
        assert_eq!(user.absolute("/").unwrap(), "https://desk.github.io/");
        assert!(base_url("/srv/git/news.git").is_none());
    }
}
