//! The places of keys and values in a YAML text.
//!
//! Runs beside serde_yaml, which gives no places, and only has to agree with it on texts that serde_yaml accepts. Where it
//! does not understand a text (a complex key, say) it knows fewer places, and problems are told at the nearest one around.

use crate::diagnostics::Span;

/// The places of a node and of all below it.
#[derive(Debug, Default)]
pub(super) struct Outline {
    key: Option<Span>,
    value: Span,
    children: Vec<Outline>,
}

impl Outline {
    /// The outline of a text that starts at byte `offset` of its source.
    pub(super) fn of(text: &str, offset: u32) -> Self {
        let mut scanner = Scanner { text, position: 0, offset: offset as usize };
        scanner.skip_blank();
        let column = scanner.column();
        scanner.block(column)
    }

    /// The place of the value at `path`, or of the nearest known value around it.
    pub(super) fn value(&self, path: &[usize]) -> Option<Span> {
        let Some((first, rest)) = path.split_first() else { return Some(self.value) };
        let child = self.children.get(*first)?;
        child.value(rest).or(Some(child.value))
    }

    /// The place of the key at `path`.
    pub(super) fn key(&self, path: &[usize]) -> Option<Span> {
        path.iter().try_fold(self, |node, index| node.children.get(*index))?.key
    }
}

struct Scanner<'a> {
    text: &'a str,
    position: usize,
    offset: usize,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.position..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn column(&self) -> usize {
        let line_start = self.text[..self.position].rfind('\n').map_or(0, |end| end + 1);
        self.position - line_start
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let end = start + self.text[start..end.max(start)].trim_end().len();
        Span::new(self.offset + start, self.offset + end)
    }

    fn line_end(&self) -> usize {
        self.rest().find('\n').map_or(self.text.len(), |end| self.position + end)
    }

    fn skip_spaces(&mut self) {
        self.position +=
            self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r']).len();
    }

    /// Skips spaces, line ends, comments and `---`.
    fn skip_blank(&mut self) {
        loop {
            let before = self.position;
            self.position += self.rest().len() - self.rest().trim_start().len();
            let at_line_start = self.position == 0 || self.text[..self.position].ends_with('\n');
            if self.peek() == Some(b'#') || (at_line_start && self.rest().starts_with("---")) {
                self.position = self.line_end();
            }
            if self.position == before {
                return;
            }
        }
    }

    /// Skips an anchor or a tag before a value.
    fn skip_properties(&mut self) {
        while matches!(self.peek(), Some(b'&' | b'!')) {
            self.position += self.rest().find([' ', '\n']).unwrap_or(self.rest().len());
            self.skip_spaces();
        }
    }

    fn at_dash(&self) -> bool {
        self.rest().starts_with('-')
            && matches!(
                self.text.as_bytes().get(self.position + 1),
                None | Some(b' ' | b'\n' | b'\r')
            )
    }

    /// A block node whose first character stands at the current position, in that column.
    fn block(&mut self, column: usize) -> Outline {
        if self.at_dash() {
            self.sequence(column)
        } else if !matches!(self.peek(), Some(b'[' | b'{')) && self.key_length().is_some() {
            self.mapping(column)
        } else {
            self.scalar_or_flow(column)
        }
    }

    fn sequence(&mut self, column: usize) -> Outline {
        let start = self.position;
        let mut children = Vec::new();
        let mut end = start;
        while self.column() == column && self.at_dash() {
            self.position += 1;
            children.push(self.value_after_mark(column + 1));
            end = self.position;
            self.skip_blank();
        }
        Outline { key: None, value: self.span(start, end), children }
    }

    fn mapping(&mut self, column: usize) -> Outline {
        let start = self.position;
        let mut children = Vec::new();
        let mut end = start;
        while self.column() == column
            && !self.at_dash()
            && let Some(length) = self.key_length()
        {
            let key = self.span(self.position, self.position + length);
            self.position += length;
            self.position += self.rest().find(':').map_or(0, |colon| colon + 1);
            // A sequence may stand in the column of its key.
            let mut child = self.value_after_mark(column);
            child.key = Some(key);
            children.push(child);
            end = self.position;
            self.skip_blank();
        }
        Outline { key: None, value: self.span(start, end), children }
    }

    /// The value after `key:` or `-`, on the same line or below it in a column of at least `least` (mappings: more).
    fn value_after_mark(&mut self, least: usize) -> Outline {
        self.skip_spaces();
        self.skip_properties();
        let here = self.position;
        let nothing = Outline { key: None, value: self.span(here, here), children: Vec::new() };
        let line_is_over = matches!(self.peek(), None | Some(b'\n' | b'#'));
        if !line_is_over {
            let column = self.column();
            let compact = self.text[..here].trim_end_matches(' ').ends_with('-');
            return if compact { self.block(column) } else { self.scalar_or_flow(least) };
        }
        self.skip_blank();
        let column = self.column();
        let below = column > least || (column == least && self.at_dash());
        if self.peek().is_none() || !below {
            // The next key follows: the value is nothing.
            return nothing;
        }
        self.block(column)
    }

    fn scalar_or_flow(&mut self, parent: usize) -> Outline {
        match self.peek() {
            Some(b'[' | b'{') => self.flow(),
            Some(b'|' | b'>') => self.block_scalar(parent),
            Some(b'"' | b'\'') => {
                let start = self.position;
                self.skip_quoted();
                Outline { key: None, value: self.span(start, self.position), children: Vec::new() }
            }
            _ => self.plain_scalar(parent),
        }
    }

    fn plain_scalar(&mut self, parent: usize) -> Outline {
        let start = self.position;
        let mut end;
        loop {
            let line_end = self.line_end();
            let line = &self.text[self.position..line_end];
            end = self.position + line.find(" #").unwrap_or(line.len());
            self.position = line_end;
            let below = self.rest().trim_start();
            let column = below_column(self.rest(), below);
            if below.is_empty() || column <= parent || below.starts_with('#') {
                break;
            }
            self.position += self.rest().len() - below.len();
        }
        Outline { key: None, value: self.span(start, end), children: Vec::new() }
    }

    fn block_scalar(&mut self, parent: usize) -> Outline {
        self.position = (self.line_end() + 1).min(self.text.len());
        let start = self.position;
        while self.position < self.text.len() {
            let line = &self.text[self.position..self.line_end()];
            let indent = line.len() - line.trim_start().len();
            if !line.trim().is_empty() && indent <= parent {
                break;
            }
            self.position = (self.line_end() + 1).min(self.text.len());
        }
        let end = self.position;
        if self.position > start {
            // Stay on the last line, as after any other value.
            self.position -= usize::from(self.text[..self.position].ends_with('\n'));
        }
        Outline { key: None, value: self.span(start, end), children: Vec::new() }
    }

    fn skip_quoted(&mut self) {
        let quote = self.peek();
        self.position += 1;
        while let Some(byte) = self.peek() {
            self.position += 1;
            if byte == b'\\' && quote == Some(b'"') {
                self.position += self.rest().chars().next().map_or(0, char::len_utf8);
            } else if Some(byte) == quote {
                if quote == Some(b'\'') && self.peek() == Some(b'\'') {
                    self.position += 1;
                } else {
                    return;
                }
            }
        }
    }

    /// A list in brackets or a mapping in braces.
    fn flow(&mut self) -> Outline {
        let start = self.position;
        let mapping = self.peek() == Some(b'{');
        self.position += 1;
        let mut children = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                None => break,
                Some(b']' | b'}') => {
                    self.position += 1;
                    break;
                }
                Some(b',') => self.position += 1,
                Some(_) => children.push(self.flow_entry(mapping)),
            }
        }
        Outline { key: None, value: self.span(start, self.position), children }
    }

    /// An entry of a mapping, or an item of a list, which may be a mapping of one entry without its braces: `[a: b]`. Something is always
    /// consumed, for whatever stands here is the start of a value or a colon.
    fn flow_entry(&mut self, mapping: bool) -> Outline {
        let first = self.flow_value();
        self.skip_blank();
        let has_value = self.peek() == Some(b':');
        if !mapping && !has_value {
            return first;
        }
        let key = first.value;
        let mut entry = if has_value {
            self.position += 1;
            self.skip_blank();
            self.flow_value()
        } else {
            Outline {
                key: None,
                value: Span { start: key.end, end: key.end },
                children: Vec::new(),
            }
        };
        entry.key = Some(key);
        if mapping {
            return entry;
        }
        let value = Span { start: key.start, end: entry.value.end };
        Outline { key: None, value, children: vec![entry] }
    }

    fn flow_value(&mut self) -> Outline {
        let start = self.position;
        match self.peek() {
            Some(b'[' | b'{') => return self.flow(),
            Some(b'"' | b'\'') => self.skip_quoted(),
            _ => {
                while let Some(byte) = self.peek() {
                    let next = self.text.as_bytes().get(self.position + 1);
                    let colon = byte == b':'
                        && matches!(next, None | Some(b' ' | b'\n' | b',' | b']' | b'}'));
                    if colon || matches!(byte, b',' | b']' | b'}' | b'[' | b'{') {
                        break;
                    }
                    self.position += 1;
                }
            }
        }
        let end = self.position;
        Outline { key: None, value: self.span(start, end), children: Vec::new() }
    }

    /// The length of the key at the current position, if the line starts with one.
    fn key_length(&self) -> Option<usize> {
        let line = &self.text[self.position..self.line_end()];
        if matches!(line.as_bytes().first()?, b'"' | b'\'') {
            let mut quoted = Scanner { text: line, position: 0, offset: 0 };
            quoted.skip_quoted();
            let after = line[quoted.position..].trim_start();
            return after.starts_with(':').then_some(quoted.position);
        }
        let colon = line.match_indices(':').map(|(index, _)| index).find(|index| {
            matches!(line.as_bytes().get(index + 1), None | Some(b' ' | b'\t' | b'\r'))
        })?;
        let comment = line.find(" #").unwrap_or(line.len());
        (colon > 0 && colon < comment).then(|| line[..colon].trim_end().len())
    }
}

/// The column of `below`, a suffix of `rest`.
fn below_column(rest: &str, below: &str) -> usize {
    let blank = &rest[..rest.len() - below.len()];
    blank.rfind('\n').map_or(usize::MAX, |line_end| blank.len() - line_end - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'a>(text: &'a str, path: &[usize]) -> (&'a str, &'a str) {
        let outline = Outline::of(text, 0);
        let key = outline.key(path).map_or("", |span| &text[span.range()]);
        (key, outline.value(path).map_or("", |span| &text[span.range()]))
    }

    #[test]
    fn every_key_and_value_has_its_place() {
        let text = "# comment\ntitle: Talks in Lima # note\n\"quoted\": 'it''s'\nsource: {name: Yonhap, url: 'https://x'}\n\
            topics: [a, b]\nactors:\n- one\n- two\npositions:\n  - title: Minister\n    of: Korea\n  -\n    title: Envoy\n\
            summary: >\n  Folded\n  text.\nplain: goes\n  on here\nempty:\ndraft: false\n";
        for (path, key, value) in [
            (&[0][..], "title", "Talks in Lima"),
            (&[1], "\"quoted\"", "'it''s'"),
            (&[2, 0], "name", "Yonhap"),
            (&[2, 1], "url", "'https://x'"),
            (&[3, 1], "", "b"),
            (&[4, 1], "", "two"),
            (&[5, 0, 1], "of", "Korea"),
            (&[5, 1, 0], "title", "Envoy"),
            (&[6], "summary", "  Folded\n  text."),
            (&[7], "plain", "goes\n  on here"),
            (&[8], "empty", ""),
            (&[9], "draft", "false"),
        ] {
            assert_eq!(at(text, path), (key, value), "{path:?}");
        }
    }

    #[test]
    fn an_item_in_brackets_may_be_a_mapping_of_one_entry() {
        let text = "topics: [a: b, c, 'd' : [e: f], g:, : h]\nnext: i\n";
        for (path, key, value) in [
            (&[0, 0][..], "", "a: b"),
            (&[0, 0, 0], "a", "b"),
            (&[0, 1], "", "c"),
            (&[0, 2, 0, 0, 0], "e", "f"),
            (&[0, 3, 0], "g", ""),
            (&[0, 4, 0], "", "h"),
            (&[1], "next", "i"),
        ] {
            assert_eq!(at(text, path), (key, value), "{path:?}");
        }
    }

    #[test]
    fn a_list_of_entries() {
        let text = "- name: A\n  aliases: [x,\n    y]\n\n- name: B\n";
        assert_eq!(at(text, &[0, 1, 1]), ("", "y"));
        assert_eq!(at(text, &[1, 0]), ("name", "B"));
    }
}
