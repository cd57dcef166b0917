//! Text cut into the words that names are made of.
//!
//! A token is a run of letters and digits. Apostrophes and hyphens separate tokens, so that `Seoul's`, `US-led` and
//! `Tae-yul` need no rules of their own. `U.S.` is one token, `us` in capitals. In scripts without spaces each letter is a
//! token, which makes a search for words a search for substrings.

use xxhash_rust::xxh3::xxh3_64;

use super::fold::{fold_into, is_unspaced};

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `talks`, `2024`, `iPhone`: no capital at the start.
    Lower,
    /// `Lima`, `McDonald`, and a single capital.
    Capitalised,
    /// `APEC`: two letters or more, all capitals.
    Upper,
    /// A script without case.
    None,
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: neighbours in a script without spaces.
    None,
    /// Spaces, hyphens, apostrophes and the like, across which a name goes on.
    Joint,
    /// Punctuation or the end of a block, across which a name goes on only if it is written so (`Washington, D.C.`).
    Break,
    /// The end of a sentence, or the start of the text.
    Stop,
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Hash of the folded word, see [`hash_word`].
    pub hash: u64,
    /// How it is capitalised.
    pub case: Case,
    /// What stands before it.
    pub gap: Gap,
}

impl Token {
    /// The word as it is written in `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The hash under which every spelling of a word is found: folded, without the dots of `U.S.`, and `&` as `and`.
pub fn hash_word(word: &str) -> u64 {
    let mut buffer = String::new();
    hash_with(word, &mut buffer)
}

/// What is written or left out at will inside a word: `U.S.`, `O’Brien`.
const SILENT: [char; 3] = ['.', '\'', '’'];

fn hash_with(word: &str, buffer: &mut String) -> u64 {
    let mut small = [0; 24];
    if let Some(letters) = small.get_mut(..word.len())
        && word.as_bytes().iter().all(u8::is_ascii_alphanumeric)
    {
        // The way of nearly all words: nothing to fold but capitals.
        letters.copy_from_slice(word.as_bytes());
        letters.make_ascii_lowercase();
        return xxh3_64(letters);
    }
    buffer.clear();
    form_into(word, buffer);
    xxh3_64(buffer.as_bytes())
}

/// The one form of all spellings of a word: folded, without the dots of `U.S.`, and `&` as `and`.
///
/// ```
/// use briefing::text::form;
/// assert_eq!(form("U.S."), "us");
/// ```
pub fn form(word: &str) -> String {
    let mut form = String::with_capacity(word.len());
    form_into(word, &mut form);
    form
}

fn form_into(word: &str, form: &mut String) {
    if word == "&" {
        form.push_str("and");
    } else {
        fold_into(word, form);
        // Most forms are ASCII, where a look at bytes is enough.
        if form.bytes().any(|byte| matches!(byte, b'.' | b'\'') || !byte.is_ascii()) {
            form.retain(|c| !SILENT.contains(&c));
        }
    }
}

/// The tokens of a text, in order.
///
/// ```
/// use briefing::text::tokens;
/// let text = "Seoul's talks with the U.S., Lima";
/// let words: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
/// assert_eq!(words, ["Seoul", "s", "talks", "with", "the", "U.S.", "Lima"]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut buffer = String::new();
    let mut position = 0;
    let mut previous_end = 0;
    let bytes = text.as_bytes();
    while position < bytes.len() {
        if is_between_words(bytes[position]) {
            position += 1;
            continue;
        }
        let small = small_word_length(&bytes[position..]);
        let length = if small > 0 { small } else { token_length(&text[position..]) };
        if length == 0 {
            position += text[position..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let end = position + length;
        let (hash, case) = if small > 0 {
            (xxh3_64(&bytes[position..end]), Case::Lower)
        } else {
            let word = &text[position..end];
            (hash_with(word, &mut buffer), case(word))
        };
        let gap = match tokens.last() {
            None => Gap::Stop,
            Some(_) if bytes[previous_end..position] == *b" " => Gap::Joint,
            Some(previous) => gap(previous.of(text), &text[previous_end..position]),
        };
        tokens.push(Token { start: position as u32, end: end as u32, hash, case, gap });
        previous_end = end;
        position = end;
    }
    tokens
}

/// Whether a byte is an ASCII letter that no token begins with.
fn is_between_words(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b'&'
}

/// How many bytes the word at the start has, if it is of small ASCII letters alone, as most words are; 0 otherwise.
fn small_word_length(rest: &[u8]) -> usize {
    let length = rest.iter().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(rest.len());
    let goes_on =
        rest.get(length).is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    if goes_on { 0 } else { length }
}

/// How many bytes the token at the start of `rest` has; 0 where none starts.
fn token_length(rest: &str) -> usize {
    let Some(first) = rest.chars().next() else { return 0 };
    match first {
        '&' => 1,
        'a'..='z' | '0'..='9' => word_length(rest),
        'A'..='Z' => dotted_capitals(rest)
            .or_else(|| irish_prefix(rest))
            .unwrap_or_else(|| word_length(rest)),
        _ if first.is_ascii() || !first.is_alphanumeric() => 0,
        _ if is_unspaced(first) => first.len_utf8(),
        _ => word_length(rest),
    }
}

fn word_length(rest: &str) -> usize {
    // Most words are ASCII from end to end.
    let ascii = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if rest.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    let other = rest[ascii..].char_indices().find(|&(_, c)| !is_word_letter(c) || is_unspaced(c));
    other.map_or(rest.len(), |(index, _)| ascii + index)
}

fn is_word_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || (!c.is_ascii()
            && (c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)))
}

/// `U.S.`, `D.C`, `U.A.E.`: two or more single capitals with dots; a last dot belongs to it.
fn dotted_capitals(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut letters = 0;
    let mut position = 0;
    while bytes.get(position).is_some_and(u8::is_ascii_uppercase) {
        if bytes.get(position + 1) == Some(&b'.') {
            letters += 1;
            position += 2;
        } else if letters > 0 && !rest[position + 1..].starts_with(is_word_letter) {
            letters += 1;
            position += 1;
            break;
        } else {
            break;
        }
    }
    let whole = !rest[position..].starts_with(is_word_letter);
    (letters >= 2 && whole).then_some(position)
}

/// `O'Brien` is one word: its `Brien` is no name of its own.
fn irish_prefix(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('O')?.strip_prefix(['\'', '’'])?;
    after
        .starts_with(|c: char| c.is_uppercase())
        .then(|| rest.len() - after.len() + word_length(after))
}

fn case(word: &str) -> Case {
    if word.as_bytes().first().is_some_and(u8::is_ascii_lowercase) {
        return Case::Lower;
    }
    let mut letters = word.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = letters.next() else { return Case::Lower };
    if !first.is_uppercase() {
        let caseless = !first.is_ascii() && !first.is_lowercase() && first.is_alphabetic();
        return if caseless { Case::None } else { Case::Lower };
    }
    let mut rest = letters.peekable();
    let more = rest.peek().is_some();
    if more && rest.all(|c| !c.is_lowercase()) { Case::Upper } else { Case::Capitalised }
}

/// Titles and legal forms that end in a dot without ending a sentence are short: `St.`, `Gen.`, `Corp.`.
const LONGEST_ABBREVIATION: usize = 4;

fn gap(previous: &str, between: &str) -> Gap {
    if between.is_empty() {
        return Gap::None;
    }
    let mut gap = Gap::Joint;
    for c in between.chars() {
        let here = match c {
            '\n' | '!' | '?' | '。' | '！' | '？' => Gap::Stop,
            '.' if previous.len() > LONGEST_ABBREVIATION || previous.ends_with('.') => Gap::Stop,
            c if c.is_whitespace() => continue,
            '.' | '-' | '‐' | '‑' | '–' | '—' | '\'' | '’' | '‘' | 'ʼ' | '"' | '“' | '”' | '/'
            | '·' | '・' => continue,
            _ => Gap::Break,
        };
        if gap != Gap::Stop {
            gap = here;
        }
    }
    // An em dash between spaces parts two clauses.
    if gap == Gap::Joint && (between.contains(" —") || between.contains(" – ")) {
        gap = Gap::Break;
    }
    gap
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.of(text)).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("Cho Tae-yul (left), 2+2"), ["Cho", "Tae", "yul", "left", "2", "2"]);
        assert_eq!(words("U.S.-led, D.C. and U.A.E"), ["U.S.", "led", "D.C.", "and", "U.A.E"]);
        assert_eq!(
            words("O'Brien, d'Orsay, J. Rowling"),
            ["O'Brien", "d", "Orsay", "J", "Rowling"]
        );
        assert_eq!(words("블링컨 국무"), ["블", "링", "컨", "국", "무"]);
        assert_eq!(words("S&P 500"), ["S", "&", "P", "500"]);
    }

    #[test]
    fn spellings_share_a_hash() {
        for (one, other) in
            [("U.S.", "US"), ("Erdoğan", "ERDOGAN"), ("&", "and"), ("O'Brien", "O’BRIEN")]
        {
            assert_eq!(hash_word(one), hash_word(other), "{one} {other}");
        }
        assert_ne!(hash_word("Iran"), hash_word("Iraq"));
    }

    #[test]
    fn sentences_and_clauses_part_names() {
        let text = "Talks in Peru. China, Gen. Kim\nLima";
        let gaps: Vec<Gap> = tokens(text).iter().map(|token| token.gap).collect();
        use Gap::{Break, Joint, Stop};
        // "Peru." is four letters, as long as an abbreviation can be; the case of the words decides there.
        assert_eq!(gaps, [Stop, Joint, Joint, Joint, Break, Joint, Stop]);
    }

    #[test]
    fn case_of_words() {
        let text = "talks Lima APEC U.S. A 조 2024";
        let cases: Vec<Case> = tokens(text).iter().map(|token| token.case).collect();
        use Case::{Capitalised, Lower, Upper};
        assert_eq!(cases, [Lower, Capitalised, Upper, Upper, Capitalised, Case::None, Lower]);
    }
}
