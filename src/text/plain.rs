//! Texts without the characters that nobody sees and that change what others see.

use std::borrow::Cow;

/// Characters that turn the direction of what follows, beyond the text that they stand in, and control characters. Marks of direction
/// that work on their neighbours only (U+200E, U+200F) are none of them.
///
/// See Unicode Technical Report 36, 2.1.2, and CVE-2021-42574.
pub fn is_hidden(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// The text without hidden characters.
///
/// ```
/// use briefing::text::plain;
/// assert_eq!(plain("Talks \u{202e}owt yad\0"), "Talks owt yad");
/// ```
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) {
        Cow::Owned(text.chars().filter(|c| !is_hidden(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}
