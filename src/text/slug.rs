//! Names as they stand in a URL.

/// In bytes: a name in a path has at most 255, and an extension may follow.
const LONGEST: usize = 200;

/// The name in lower-case ASCII letters and digits, hyphens between the words.
///
/// A name that has no transliteration (only emoji, say) still gets a slug of its own: its hash.
///
/// ```
/// use briefing::text::slug;
/// assert_eq!(slug("Côte d’Ivoire"), "cote-divoire");
/// assert_eq!(slug("Cho Tae-yul"), "cho-tae-yul");
/// ```
pub fn slug(name: &str) -> String {
    let without_apostrophes: String =
        name.chars().filter(|c| !matches!(c, '\'' | '’' | '‘' | 'ʼ')).collect();
    let slug = slug::slugify(without_apostrophes);
    if slug.is_empty() {
        return format!("{:016x}", xxhash_rust::xxh3::xxh3_64(name.as_bytes()));
    }
    if slug.len() > LONGEST {
        // Letters of other scripts become several: a name of 85 characters could be longer than any file system takes.
        let hash = xxhash_rust::xxh3::xxh3_64(name.as_bytes());
        return format!("{}-{hash:016x}", slug[..LONGEST - 17].trim_end_matches('-'));
    }
    slug
}

/// Whether the text can stand in a URL as it is: lower-case ASCII letters, digits and hyphens.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
