//! One form for the spellings of a word: lower case, no accents.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The word in lower case and without accents: `Erdoğan` becomes `erdogan`. Scripts other than Latin, Greek and Cyrillic
/// keep their marks, for there they make other letters (か and が).
///
/// ```
/// use briefing::text::fold;
/// assert_eq!(fold("Erdoğan"), "erdogan");
/// assert_eq!(fold("Łódź"), "lodz");
/// assert_eq!(fold("조태열"), "조태열");
/// ```
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    Cow::Owned(folded)
}

/// The text in composed form (NFC), in which `é` is one letter however it was typed.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// Appends the folded word to `folded`.
pub fn fold_into(word: &str, folded: &mut String) {
    if word.is_ascii() {
        let start = folded.len();
        folded.push_str(word);
        folded[start..].make_ascii_lowercase();
        return;
    }
    let bare = word.nfkd().filter(|&c| !is_accent(c)).nfc();
    for letter in bare.flat_map(char::to_lowercase).filter(|&c| !is_accent(c)) {
        match plain_letters(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(letter),
        }
    }
}

/// Combining accents of the European scripts (U+0300 to U+036F).
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c) && is_combining_mark(c)
}

/// Letters with a stroke, ligatures and the Turkish dotless i, which Unicode does not decompose; the sigma at the end of a word.
fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ə' => "a",
        'ς' => "σ",
        _ => return None,
    })
}

/// Whether the script of a letter is written without spaces between words, or glues particles to names as Korean does:
/// there a name is found anywhere in a run of letters.
pub fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF     // Thai, Lao
        | 0x1000..=0x109F   // Myanmar
        | 0x1100..=0x11FF   // Hangul Jamo
        | 0x1780..=0x17FF   // Khmer
        | 0x3040..=0x30FF   // Hiragana, Katakana
        | 0x3130..=0x318F   // Hangul compatibility Jamo
        | 0x31F0..=0x31FF   // Katakana extensions
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF // Han
        | 0xAC00..=0xD7A3   // Hangul syllables
        | 0x20000..=0x3FFFF // Han extensions
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_to_one_form() {
        for (spelling, form) in [
            ("Erdogan", "erdogan"),
            ("ERDOĞAN", "erdogan"),
            ("İstanbul", "istanbul"),
            ("Se\u{301}ne\u{301}gal", "senegal"),
            ("Škoda", "skoda"),
            ("Ørsted", "orsted"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("がか", "がか"),
            ("ＡＰＥＣ", "apec"),
            ("Αθήνας", "αθηνασ"),
        ] {
            assert_eq!(fold(spelling), form, "{spelling}");
        }
    }
}
