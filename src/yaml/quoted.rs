//! Texts as scalars of YAML.

use std::fmt::Write as _;

/// A scalar of YAML in double quotes.
///
/// ```
/// use briefing::yaml::quoted;
/// assert_eq!(quoted(r#"Talks: "day two" \ #3"#), r#""Talks: \"day two\" \\ #3""#);
/// assert_eq!(quoted("회담\u{7}\u{feff}"), r#""회담\u0007\ufeff""#);
/// ```
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            // What YAML doesn't take as it is: control characters, the byte-order mark, and what is no character.
            _ if letter.is_control() || matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                // Writing to a string can't fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
