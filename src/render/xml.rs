//! XML for other programs: well-formed whatever the texts are.

use std::borrow::Cow;
use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document that is being written.
pub(super) struct Xml<Output> {
    writer: Writer<Output>,
}

/// Names and values.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl<Output: Write> Xml<Output> {
    pub(super) fn new(output: Output) -> Self {
        let mut xml = Self { writer: Writer::new_with_indent(output, b' ', 1) };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// Opens an element that holds others.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Start(start(name, attributes)));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// An element that holds a text.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.write(Event::Text(BytesText::new(&legal(text))));
        self.close(name);
    }

    pub(super) fn finish(self) -> Output {
        let mut output = self.writer.into_inner();
        // Writing to memory can't fail.
        let _ = output.write_all(b"\n");
        output
    }

    fn write(&mut self, event: Event<'_>) {
        // Writing to memory can't fail.
        let _ = self.writer.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, legal(value).as_ref()));
    }
    start
}

/// The text without the characters that no XML document may hold, not even escaped (XML 1.0, 2.2).
fn legal(text: &str) -> Cow<'_, str> {
    // Control characters, and the two at the end of the plane that begins with the byte EF; hardly a text has either.
    let may_be_illegal = |byte: u8| byte == 0xef || byte < b' ';
    if !text.bytes().any(may_be_illegal) {
        return Cow::Borrowed(text);
    }
    let is_legal = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    Cow::Owned(text.chars().filter(is_legal).collect())
}
