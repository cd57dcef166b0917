//! The tags of a text of HTML with their attributes: enough to follow links and to find anchors.

use std::borrow::Cow;

/// An opening tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlTag<'a> {
    /// The name as it is written: `a`, `img`.
    pub name: &'a str,
    /// Attributes in the order of the text, character references resolved; the value is empty where none is given.
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// The byte of its `<`.
    pub start: usize,
    /// The byte after its `>`.
    pub end: usize,
}

impl HtmlTag<'_> {
    /// The value of an attribute, if the tag has it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut named = self.attributes.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value.as_ref())
    }

    /// Whether it is a tag of that name.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Elements whose content is text, whatever it looks like.
const RAW_TEXT: [&str; 4] = ["script", "style", "textarea", "title"];

/// The opening tags of a text of HTML in their order, without those in comments and scripts.
///
/// ```
/// use briefing::markdown::html_tags;
/// let tags = html_tags("<p><!-- <b> --><a href='/a?b&amp;c'>to</a>");
/// assert_eq!(tags.len(), 2);
/// assert_eq!(tags[1].attribute("href"), Some("/a?b&c"));
/// ```
pub fn html_tags(html: &str) -> Vec<HtmlTag<'_>> {
    let mut tags = Vec::new();
    let mut position = 0;
    while let Some(offset) = html[position..].find('<') {
        let start = position + offset;
        let rest = &html[start + 1..];
        if rest.starts_with("!--") {
            position = after(html, start + 4, "-->");
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = tag_at(html, start);
            position = tag.end;
            if let Some(name) = RAW_TEXT.into_iter().find(|name| tag.is(name)) {
                position = end_of_raw_text(html, position, name);
            }
            tags.push(tag);
        } else {
            position = start + 1;
        }
    }
    tags
}

/// Where links open (true) and close in a text of HTML, in their order.
pub(super) fn link_edges(html: &str) -> Vec<bool> {
    let mut edges = Vec::new();
    let mut end = 0;
    for tag in html_tags(html) {
        edges.extend(ends_of_links(&html[end..tag.start]));
        if tag.is("a") {
            edges.push(true);
        }
        end = tag.end;
    }
    edges.extend(ends_of_links(&html[end..]));
    edges
}

/// One `false` for each closing tag of a link.
fn ends_of_links(between: &str) -> impl Iterator<Item = bool> {
    let is_end = |(at, _): &(usize, &str)| {
        let name = &between.as_bytes()[at + 2..];
        name.first().is_some_and(|letter| letter.eq_ignore_ascii_case(&b'a'))
            && !name.get(1).is_some_and(u8::is_ascii_alphanumeric)
    };
    between.match_indices("</").filter(is_end).map(|_| false)
}

/// The byte after the next `end`, or the end of the text.
fn after(html: &str, from: usize, end: &str) -> usize {
    html[from..].find(end).map_or(html.len(), |at| from + at + end.len())
}

/// Where the closing tag of a script and the like begins.
fn end_of_raw_text(html: &str, from: usize, name: &str) -> usize {
    let closes = |(at, _): &(usize, &str)| {
        let after = html.as_bytes().get(from + at + 2..from + at + 2 + name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes()))
    };
    let found = html[from..].match_indices("</").find(closes);
    found.map_or(html.len(), |(at, _)| from + at)
}

/// The tag whose `<` stands at `start`. One that is not closed goes up to the end of the text.
fn tag_at(html: &str, start: usize) -> HtmlTag<'_> {
    let mut reader = Reader { html, position: start + 1 };
    let name = reader.take_until(|c| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    let mut attributes = Vec::new();
    loop {
        reader.take_until(|c| !c.is_ascii_whitespace() && c != '/');
        match reader.peek() {
            None => break,
            Some('>') => {
                reader.position += 1;
                break;
            }
            Some(_) => attributes.push(reader.attribute()),
        }
    }
    HtmlTag { name, attributes, start, end: reader.position }
}

struct Reader<'a> {
    html: &'a str,
    position: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.html[self.position..].chars().next()
    }

    /// The text up to the first letter that ends it.
    fn take_until(&mut self, ends: impl Fn(char) -> bool) -> &'a str {
        let rest = &self.html[self.position..];
        let length = rest.find(ends).unwrap_or(rest.len());
        self.position += length;
        &rest[..length]
    }

    fn attribute(&mut self) -> (&'a str, Cow<'a, str>) {
        // A sign that no name can begin with is skipped as part of one, so that every step goes forward.
        let start = self.position;
        self.position += self.peek().map_or(0, char::len_utf8);
        self.take_until(|c| c.is_ascii_whitespace() || matches!(c, '=' | '/' | '>'));
        let name = &self.html[start..self.position];
        let before_space = self.position;
        self.take_until(|c| !c.is_ascii_whitespace());
        if self.peek() != Some('=') {
            self.position = before_space;
            return (name, Cow::Borrowed(""));
        }
        self.position += 1;
        self.take_until(|c| !c.is_ascii_whitespace());
        (name, unescaped(self.value()))
    }

    fn value(&mut self) -> &'a str {
        match self.peek() {
            Some(quote @ ('"' | '\'')) => {
                self.position += 1;
                let value = self.take_until(|c| c == quote);
                self.position = (self.position + 1).min(self.html.len());
                value
            }
            _ => self.take_until(|c| c.is_ascii_whitespace() || c == '>'),
        }
    }
}

/// The text with its character references resolved: numbers, and the names that escaping makes.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut output = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        output.push_str(&rest[..start]);
        rest = &rest[start..];
        // Looked at as far as a reference may go, so that many `&` take no more time than other letters.
        let end = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
        let name = end.map_or(&rest[1..], |end| &rest[1..=end]);
        let is_closed = rest[1 + name.len()..].starts_with(';');
        let letter = referred(name).filter(|_| is_closed);
        let (letter, length) = letter.map_or(('&', 1), |letter| (letter, name.len() + 2));
        output.push(letter);
        rest = &rest[length..];
    }
    output.push_str(rest);
    Cow::Owned(output)
}

fn referred(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_however_they_are_written() {
        let html =
            "<IMG SRC=a.png alt><script>'<a href=x>'</SCRIPT>< b><a\nhref = \"/1&#x2F;&nope;\" x";
        let tags = html_tags(html);
        let names: Vec<_> = tags.iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["IMG", "script", "a"]);
        assert_eq!(tags[0].attribute("src"), Some("a.png"));
        assert_eq!(tags[0].attribute("alt"), Some(""));
        assert_eq!(tags[2].attribute("href"), Some("/1/&nope;"));
        assert_eq!(tags[2].end, html.len());
    }

    #[test]
    fn links_open_and_close_outside_of_attributes() {
        let html = "</A><a title='</a>'>x</a ><abbr>y</abbr><A>";
        assert_eq!(link_edges(html), [false, true, false, true]);
    }

    #[test]
    fn any_text_comes_to_an_end() {
        for html in
            ["<", "<a", "<a =", "<a b=", "<a b='", "<!--", "<a/=/>", "<script", "<é>", "<a é=\"ü"]
        {
            assert!(html_tags(html).len() <= 1, "{html}");
        }
    }
}
