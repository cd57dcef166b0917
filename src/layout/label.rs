//! Names as labels: how wide they are, and how they go over lines. Nobody knows the reader's font, so widths are on the safe side.

/// The width of a text in units of the size of its letters, as wide system fonts (DejaVu, Verdana) have it.
pub fn width_of(text: &str) -> f64 {
    text.chars().map(width_of_letter).sum()
}

fn width_of_letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | 't' | 'f' | 'r' | '.' | ',' | '\'' | '’' | ' ' | '(' | ')' => 0.4,
        'm' | 'w' | 'M' | 'W' => 0.98,
        'A'..='Z' => 0.72,
        // The sign for what is cut, and scripts whose letters fill a square: Chinese, Japanese, Korean.
        '…' | '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{ffef}' => 1.0,
        _ => 0.61,
    }
}

/// A name in one line or two.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The lines.
    pub lines: Vec<String>,
}

impl Label {
    /// A name in lines that are at most so wide, in units of the size of letters: one where it fits, two where it doesn't. What
    /// doesn't fit two is cut.
    pub fn new(name: &str, widest: f64) -> Self {
        if width_of(name) <= widest {
            return Self { lines: vec![name.to_owned()] };
        }
        // Between two words, so that the wider line is as narrow as can be.
        let breaks = name.match_indices(' ').map(|(at, _)| (&name[..at], &name[at + 1..]));
        let wider = |(first, second): &(&str, &str)| width_of(first).max(width_of(second));
        let lines = match breaks.min_by(|a, b| wider(a).total_cmp(&wider(b))) {
            Some((first, second)) => vec![cut(first, widest), cut(second, widest)],
            None => vec![cut(name, widest)],
        };
        Self { lines }
    }

    /// How wide it is, in units of the size of letters.
    pub fn width(&self) -> f64 {
        self.lines.iter().map(|line| width_of(line)).fold(0.0, f64::max)
    }
}

fn cut(text: &str, widest: f64) -> String {
    if width_of(text) <= widest {
        return text.to_owned();
    }
    let mut room = widest - width_of_letter('…');
    let fits = |letter: &char| {
        room -= width_of_letter(*letter);
        room >= 0.0
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(name: &str) -> Vec<String> {
        Label::new(name, 9.0).lines
    }

    #[test]
    fn a_name_stands_in_one_line_or_two() {
        assert_eq!(lines("Cho Tae-yul"), ["Cho Tae-yul"]);
        assert_eq!(lines("Volodymyr Zelenskyy"), ["Volodymyr", "Zelenskyy"]);
        assert_eq!(lines("Bank of the North of Lima"), ["Bank of the", "North of Lima"]);
        assert_eq!(lines(""), [""]);
    }

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!(lines("Donaudampfschifffahrtsgesellschaft"), ["Donaudampfsc…"]);
        let both = lines("Intergovernmental Negotiations-Committee");
        assert!(both.iter().all(|line| line.ends_with('…') && width_of(line) <= 9.0), "{both:?}");
    }
}
