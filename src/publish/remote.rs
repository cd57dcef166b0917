//! From a remote to the address of its site on GitHub Pages.

use crate::config::BaseUrl;

/// Names of GitHub's hosts in remotes. The last one serves ssh where port 22 is closed.
/// Source: <https://docs.github.com/authentication/troubleshooting-ssh/using-ssh-over-the-https-port>.
const HOSTS: [&str; 3] = ["github.com", "www.github.com", "ssh.github.com"];

/// `https://OWNER.github.io/REPO/`, or `https://OWNER.github.io/` for a user site; none for remotes elsewhere.
///
/// Reads `https://github.com/o/r.git`, `ssh://git@github.com/o/r` and `git@github.com:o/r.git`.
/// Source: <https://docs.github.com/pages>, "Types of GitHub Pages sites".
pub(super) fn base_url(remote: &str) -> Option<BaseUrl> {
    let (place, path) = match remote.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?,
        None => remote.split_once(':')?,
    };
    let host = place.rsplit('@').next()?.split(':').next()?;
    if !HOSTS.contains(&host.to_ascii_lowercase().as_str()) {
        return None;
    }
    let (owner, repository) = path.trim_matches('/').split_once('/')?;
    let repository = repository.strip_suffix(".git").unwrap_or(repository);
    if owner.is_empty() || repository.is_empty() || repository.contains('/') {
        return None;
    }
    let host = format!("{}.github.io", owner.to_ascii_lowercase());
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
            "ssh://git@ssh.github.com:443/Desk/news.git",
            "https://desk:token@github.com/Desk/news",
            "git://GitHub.com/Desk/news.git",
            "git@github.com:Desk/news.git",
            "github.com:/Desk/news",
        ] {
            let address = base_url(remote).and_then(|base| base.absolute("/"));
            assert_eq!(address.as_deref(), Some("https://desk.github.io/news/"), "{remote}");
        }
        let user = base_url("git@github.com:desk/desk.github.io.git").unwrap();
        assert_eq!(user.absolute("/").unwrap(), "https://desk.github.io/");
        for elsewhere in [
            "/srv/git/news.git",
            "../news.git",
            "https://example.org/desk/news",
            "git@github.com.example.org:desk/news.git",
            "https://github.com/desk",
            "https://github.com/desk/.git",
            "C:\\news",
        ] {
            assert!(base_url(elsewhere).is_none(), "{elsewhere}");
        }
    }
}
