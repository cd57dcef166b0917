//! The sentence around a place, to be quoted as evidence.

use std::ops::Range;

/// Abbreviations of English news prose whose dot does not end a sentence, in lower case.
const ABBREVIATIONS: [&str; 43] = [
    "adm", "apr", "aug", "brig", "capt", "cf", "co", "col", "corp", "dec", "dr", "feb", "fr",
    "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs",
    "mr", "mrs", "ms", "mt", "no", "nov", "oct", "prof", "rep", "rev", "sen", "sep", "sept", "sgt",
    "sr", "st", "vs",
];

/// The sentence of `text` that holds the bytes `at`, without surrounding spaces. Line ends part sentences too.
///
/// ```
/// use briefing::text::sentence_around;
/// let text = "It rained. The U.S. envoy, Mr. Cho, met Gen. Kim in Lima. They left.";
/// let lima = text.find("Lima").unwrap();
/// assert_eq!(&text[sentence_around(text, lima..lima + 4)], "The U.S. envoy, Mr. Cho, met Gen. Kim in Lima.");
/// ```
pub fn sentence_around(text: &str, at: Range<usize>) -> Range<usize> {
    let line_start = text[..at.start].rfind('\n').map_or(0, |position| position + 1);
    let line_end = text[at.end..].find('\n').map_or(text.len(), |position| at.end + position);
    let mut start = line_start;
    let mut end = line_end;
    for boundary in boundaries(text, line_start..line_end) {
        if boundary <= at.start {
            start = boundary;
        } else if boundary >= at.end {
            end = boundary;
            break;
        }
    }
    let sentence = &text[start..end];
    let leading = sentence.len() - sentence.trim_start().len();
    start + leading..start + leading + sentence.trim().len()
}

/// The places after all sentence ends of a text, in order. Line ends part sentences too.
pub fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        ends.extend(boundaries(text, start..end));
        if ends.last() != Some(&end) {
            ends.push(end);
        }
        start = end;
    }
    ends
}

/// The places after the sentence ends within a line.
fn boundaries(text: &str, line: Range<usize>) -> impl Iterator<Item = usize> {
    // Bytes are looked at instead of letters: hardly any of them begins one that may end a sentence.
    let mut next = line.start;
    let candidates = std::iter::from_fn(move || {
        let found =
            text.as_bytes()[next..line.end].iter().position(|byte| MAY_END[usize::from(*byte)])?;
        next += found + 1;
        Some(next - 1)
    });
    candidates.filter_map(move |position| {
        let c = text[position..line.end].chars().next()?;
        let after = position + c.len_utf8();
        match c {
            '。' | '！' | '？' => Some(after),
            '.' | '!' | '?' => {
                let rest = &text[after..line.end];
                let closed = rest.trim_start_matches(['"', '”', '’', '\'', ')', ']']);
                let next = closed.trim_start();
                let spaced = next.len() < closed.len();
                let starts = next.starts_with(|c: char| !c.is_lowercase());
                let ends =
                    spaced && starts && !(c == '.' && is_abbreviation(&text[line.start..position]));
                ends.then_some(line.end - closed.len())
            }
            _ => None,
        }
    })
}

/// The bytes that begin a letter which ends sentences: `.`, `!`, `?`, and the first ones of `。`, `！` and `？`.
static MAY_END: [bool; 256] = {
    let mut may_end = [false; 256];
    may_end[b'.' as usize] = true;
    may_end[b'!' as usize] = true;
    may_end[b'?' as usize] = true;
    may_end[0xe3] = true;
    may_end[0xef] = true;
    may_end
};

/// Whether the text before a dot ends in an abbreviation or an initial.
fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '-'))
        .next()
        .unwrap_or_default();
    let initials = word
        .split('.')
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    initials || ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}
