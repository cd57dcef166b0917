//! A YAML document: its tree, its places, and the limits it has to keep.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::fields::{Fields, Item};
use super::outline::Outline;
use crate::diagnostics::{Diagnostic, Source, Span};
use crate::text::{is_hidden, plain};

/// A value of YAML, its mappings in the order of the file and with repeated keys kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// What the value is, for messages: `a list`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

/// What a document may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest size in bytes.
    pub bytes: usize,
    /// Deepest nesting of lists and mappings.
    pub depth: usize,
}

/// A parsed document with its place in a source.
#[derive(Debug)]
pub struct Document {
    source: Source,
    span: Span,
    root: Node,
    outline: Outline,
    problems: RefCell<Vec<Diagnostic>>,
}

impl Document {
    /// Parses the YAML in the bytes `span` of a source. What is wrong with it as YAML comes back as the error; repeated
    /// keys are kept among the document's problems, to be told along with those of its fields.
    pub fn parse(source: &Source, span: Span, limits: Limits) -> Result<Self, Vec<Diagnostic>> {
        let span = without_mark(source, span);
        let text = source.slice(span);
        check_limits(source, span, limits)?;
        let root = if text.trim().is_empty() {
            Node::Null
        } else {
            let seed = NodeSeed { left: &Cell::new(MOST_REPEATED * (text.len() + 1)) };
            seed.deserialize(serde_yaml::Deserializer::from_str(text))
                .map_err(|error| vec![syntax_error(source, span, &error)])?
        };
        let outline = Outline::of(text, span.start);
        let document =
            Self { source: source.clone(), span, root, outline, problems: RefCell::default() };
        if let Some(path) = too_deep_node(&document.root, limits.depth) {
            return Err(vec![too_deep(limits.depth, source, document.value_span(&path))]);
        }
        document.report_repeated_keys();
        document.report_hidden();
        Ok(document)
    }

    /// The source that the document stands in.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The fields of the document, which has to be a mapping (or empty).
    pub fn fields(&self) -> Fields<'_> {
        self.root_item().fields().unwrap_or_else(|| Fields::empty(self))
    }

    /// The document as a list of entries: the items of a list, or the one mapping that it is.
    pub fn entries(&self) -> Vec<Item<'_>> {
        match &self.root {
            Node::Null => Vec::new(),
            Node::List(_) => self.root_item().items(),
            _ => vec![self.root_item()],
        }
    }

    /// All problems found so far, by the document and by those who read its fields.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_inner()
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    /// The place of the node at `path`, or of the nearest node around it.
    pub(super) fn value_span(&self, path: &[usize]) -> Span {
        self.outline.value(path).unwrap_or(self.head())
    }

    /// The place of the key that leads to the node at `path`.
    pub(super) fn key_span(&self, path: &[usize]) -> Span {
        self.outline.key(path).unwrap_or_else(|| self.value_span(path))
    }

    /// The first line that holds anything, where problems of the whole are told.
    fn head(&self) -> Span {
        let text = self.source.slice(self.span);
        let leading = text.len() - text.trim_start().len();
        let start = self.span.start as usize + leading;
        self.source.first_line(Span::new(start, self.span.end as usize))
    }

    fn root_item(&self) -> Item<'_> {
        Item::new(self, &self.root, Vec::new())
    }

    /// Tells the first character that nobody sees and that is left out: it may be there to deceive.
    fn report_hidden(&self) {
        let text = self.source.slice(self.span);
        let Some((offset, letter)) = text.char_indices().find(|(_, c)| is_hidden(*c)) else {
            return;
        };
        let start = self.span.start as usize + offset;
        self.report(
            Diagnostic::warning(
                "hidden-character",
                format!("a character that nobody sees (U+{:04X}) is left out", u32::from(letter)),
            )
            .at(&self.source, Span::new(start, start + letter.len_utf8()))
            .label("here")
            .hint("it may turn the text around it: take it out"),
        );
    }

    fn report_repeated_keys(&self) {
        let mut pending = vec![(&self.root, Vec::new())];
        while let Some((node, path)) = pending.pop() {
            let child_path = |index| [path.as_slice(), &[index]].concat();
            match node {
                Node::List(items) => pending.extend(
                    items.iter().enumerate().map(|(index, item)| (item, child_path(index))),
                ),
                Node::Map(entries) => {
                    let mut firsts = HashMap::with_capacity(entries.len());
                    for (index, (key, value)) in entries.iter().enumerate() {
                        let first = *firsts.entry(key).or_insert(index);
                        if first < index {
                            let span = self.key_span(&child_path(index));
                            self.report(
                                Diagnostic::error(
                                    "duplicate-key",
                                    format!("`{key}` is given twice"),
                                )
                                .at(&self.source, span)
                                .label("given again here")
                                .related(
                                    &self.source,
                                    Some(self.key_span(&child_path(first))),
                                    "first given here",
                                )
                                .hint("keep one of the two"),
                            );
                        }
                        pending.push((value, child_path(index)));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Without the byte order mark at the start, which editors of Windows write and serde_yaml takes for a letter.
fn without_mark(source: &Source, span: Span) -> Span {
    let mark = source.slice(span).starts_with('\u{feff}').then_some('\u{feff}'.len_utf8());
    Span::new(span.start as usize + mark.unwrap_or(0), span.end as usize)
}

fn check_limits(source: &Source, span: Span, limits: Limits) -> Result<(), Vec<Diagnostic>> {
    if span.len() > limits.bytes {
        let message = format!(
            "{} KiB of YAML, over the limit of {} KiB",
            span.len() / 1024,
            limits.bytes / 1024
        );
        return Err(vec![
            Diagnostic::error("yaml-too-large", message)
                .at(source, source.first_line(span))
                .label("starts here")
                .hint("is the closing `---` of the front matter missing?"),
        ]);
    }
    match deepest_bracket(source.slice(span), limits.depth) {
        None => Ok(()),
        Some(offset) => {
            let start = span.start as usize + offset;
            Err(vec![too_deep(limits.depth, source, Span::new(start, start + 1))])
        }
    }
}

fn too_deep(limit: usize, source: &Source, span: Span) -> Diagnostic {
    Diagnostic::error("yaml-too-deep", format!("YAML nested deeper than {limit} levels"))
        .at(source, source.first_line(span))
        .label("one level too many")
}

/// The path to a list or mapping that is one level too deep.
fn too_deep_node(node: &Node, limit: usize) -> Option<Vec<usize>> {
    let mut children: Box<dyn Iterator<Item = &Node>> = match node {
        Node::List(items) => Box::new(items.iter()),
        Node::Map(entries) => Box::new(entries.iter().map(|(_, value)| value)),
        _ => return None,
    };
    if limit == 0 {
        return Some(Vec::new());
    }
    let deeper = |(index, child)| {
        let path = too_deep_node(child, limit - 1)?;
        Some([&[index], path.as_slice()].concat())
    };
    children.by_ref().enumerate().find_map(deeper)
}

/// The bracket that opens one level too many. Brackets inside quotes count too: harmless below the limit, and a text with
/// that many unbalanced brackets is better refused than parsed in quadratic time.
fn deepest_bracket(text: &str, limit: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                if depth > limit {
                    return Some(offset);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn syntax_error(source: &Source, span: Span, error: &serde_yaml::Error) -> Diagnostic {
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or(&full);
    let diagnostic = Diagnostic::error("yaml-syntax", format!("not valid YAML: {message}"));
    let text = source.slice(span);
    let mut offset = error.location().map_or(0, |location| location.index()).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    // An error at the very end is told at the last line that holds anything.
    let offset = if text[offset..].trim().is_empty() { text.trim_end().len() } else { offset };
    let line_end = text[offset..].find('\n').map_or(text.len(), |end| offset + end);
    let start = span.start as usize;
    diagnostic.at(source, Span::new(start + offset, start + line_end)).hint(syntax_hint(message))
}

fn syntax_hint(message: &str) -> &'static str {
    if message.contains("mapping values are not allowed") {
        "a value with `: ` in it needs quotes: `title: \"Talks: day two\"`"
    } else if message.contains("tab") || message.contains("cannot start any token") {
        "indent with spaces; a value that starts with @, ` or % needs quotes"
    } else if message == REPEATED || message.contains("repetition limit") {
        "write out what is meant instead of `*name`"
    } else if message.contains("alias") || message.contains("anchor") {
        "a value that starts with * or & needs quotes"
    } else {
        "check quotes, colons and indentation from the marked place upwards"
    }
}

/// How many times the size of a file its values may have, once each alias (`*name`) stands for what it repeats: without aliases they
/// have less than the file.
const MOST_REPEATED: usize = 4;

const REPEATED: &str = "aliases repeat more than four times what the file holds";

/// Reads nodes, and counts what is left of the size that they may have in all.
#[derive(Clone, Copy)]
struct NodeSeed<'a> {
    left: &'a Cell<usize>,
}

impl NodeSeed<'_> {
    fn take<E: serde::de::Error>(self, size: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(size).ok_or_else(|| E::custom(REPEATED))?;
        self.left.set(left);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.take(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("plain YAML without tags")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::Float(value as f64), Node::Integer))
    }

    // Numbers beyond 64 bits are out of every range that a key has, and told there.
    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Float(value as f64))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Float(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Node, E> {
        self.take(value.len())?;
        Ok(Node::Text(plain(value).into_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry_seed(self, self)? {
            let key = match key {
                Node::Text(key) => key,
                Node::Integer(key) => key.to_string(),
                Node::Bool(key) => key.to_string(),
                other => return Err(A::Error::custom(format!("a key can't be {}", other.kind()))),
            };
            entries.push((key, value));
        }
        Ok(Node::Map(entries))
    }
}
