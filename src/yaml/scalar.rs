//! Which bytes of the source the letters of a scalar come from.

/// A stretch of a value and the bytes of the raw text that it comes from, both as byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Start in the value.
    pub value: (usize, usize),
    /// Start and end in the raw text.
    pub raw: (usize, usize),
}

/// Aligns a scalar's value with the raw text that it was written as: quotes fall away, escapes stand for one letter each,
/// a folded line end stands for a space. `None` where the two don't fit.
///
/// Neighbouring letters that are the same on both sides share one piece.
///
/// ```
/// use briefing::yaml::align;
/// let pieces = align(r#""Talks \"on\" steel""#, r#"Talks "on" steel"#).unwrap();
/// assert_eq!(pieces[0].value, (0, 6));
/// assert_eq!(pieces[0].raw, (1, 7));
/// ```
pub fn align(raw: &str, value: &str) -> Option<Vec<Piece>> {
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
    let mut position = quote.map_or(raw.len() - raw.trim_start().len(), char::len_utf8);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut consumed_space = false;
    for (index, letter) in value.char_indices() {
        let rest = raw.get(position..)?;
        let next = rest.chars().next();
        let length = match next {
            Some('\\') if quote == Some('"') => {
                // A line end that is escaped stands for nothing.
                escape_length(rest)
            }
            Some('\'') if quote == Some('\'') => 2,
            Some(c) if letter.is_whitespace() && c.is_whitespace() => {
                rest.len() - rest.trim_start().len()
            }
            Some(c) if c == letter => c.len_utf8(),
            // Further line ends of a folded text come from the same blank lines.
            _ if letter.is_whitespace() && consumed_space => 0,
            None if letter == '\n' => 0,
            _ => return None,
        };
        consumed_space = letter.is_whitespace();
        let raw_end = (position + length).min(raw.len());
        let exact = length == letter.len_utf8() && next == Some(letter);
        push(&mut pieces, (index, index + letter.len_utf8()), (position, raw_end), exact);
        position = raw_end;
    }
    Some(pieces)
}

fn push(pieces: &mut Vec<Piece>, value: (usize, usize), raw: (usize, usize), exact: bool) {
    if let Some(last) = pieces.last_mut()
        && exact
        && last.value.1 - last.value.0 == last.raw.1 - last.raw.0
        && last.raw.1 == raw.0
    {
        last.value.1 = value.1;
        last.raw.1 = raw.1;
        return;
    }
    pieces.push(Piece { value, raw });
}

/// The length of an escape of a double-quoted scalar, such as `\"`, `\n` or `\u00e9`.
fn escape_length(rest: &str) -> usize {
    match rest.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u') => 6,
        Some(b'U') => 10,
        _ => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters of the value that stand unchanged in the raw text, by the pieces.
    fn same(raw: &str, value: &str) -> String {
        let pieces = align(raw, value).unwrap();
        pieces
            .iter()
            .filter(|p| value[p.value.0..p.value.1] == raw[p.raw.0..p.raw.1])
            .map(|p| &value[p.value.0..p.value.1])
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn scalars_of_all_styles_align() {
        assert_eq!(same("Talks in Lima", "Talks in Lima"), "Talks in Lima");
        assert_eq!(same("'It''s on'", "It's on"), "It|s on");
        assert_eq!(same(r#""\u00e9t\u00e9 now""#, "été now"), "t| now");
        assert_eq!(same("Talks\n  in Lima", "Talks in Lima"), "Talks|in Lima");
        assert_eq!(same("  Folded\n  text.\n", "Folded text.\n"), "Folded|text.\n");
        assert_eq!(align("other", "Talks"), None);
    }
}
