//! Reading a mapping field by field, with every problem told at its place.

use super::document::{Document, Node};
use crate::diagnostics::{Diagnostic, Span, nearest};

/// A node in its document.
#[derive(Clone)]
pub struct Item<'a> {
    document: &'a Document,
    node: &'a Node,
    path: Vec<usize>,
}

impl<'a> Item<'a> {
    pub(super) fn new(document: &'a Document, node: &'a Node, path: Vec<usize>) -> Self {
        Self { document, node, path }
    }

    /// Where the value stands in the source.
    pub fn span(&self) -> Span {
        self.document.value_span(&self.path)
    }

    /// The node as text, or a problem. Numbers are no text: `title: 2024` asks for quotes.
    pub fn text(&self) -> Option<&'a str> {
        match self.node {
            Node::Text(text) => Some(text),
            Node::Integer(_) | Node::Float(_) | Node::Bool(_) => {
                let written = self.document.source().slice(self.span());
                self.wrong_type("text", Some(format!("put it in quotes: \"{written}\"")));
                None
            }
            _ => {
                self.wrong_type("text", None);
                None
            }
        }
    }

    /// The node as text, if it is one.
    pub fn as_text(&self) -> Option<&'a str> {
        match self.node {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// `on` or `off`, as YAML 1.1 and people write them, or `true` or `false`; anything else is a problem.
    pub fn switch(&self) -> Option<bool> {
        match self.node {
            Node::Bool(value) => Some(*value),
            Node::Text(text) if text == "on" => Some(true),
            Node::Text(text) if text == "off" => Some(false),
            _ => {
                self.wrong_type("on or off", None);
                None
            }
        }
    }

    /// The scalar as it stands in the file, without quotes: for dates and other values that YAML may take for numbers.
    pub fn written(&self) -> &'a str {
        match self.node {
            Node::Text(text) => text,
            _ => self.document.source().slice(self.span()),
        }
    }

    /// The node as a mapping, or a problem.
    pub fn fields(&self) -> Option<Fields<'a>> {
        match self.node {
            Node::Map(entries) => Some(Fields {
                document: self.document,
                path: self.path.clone(),
                entries,
                known: Vec::new(),
            }),
            Node::Null => Some(Fields { path: self.path.clone(), ..Fields::empty(self.document) }),
            _ => {
                self.wrong_type("a mapping (`key: value`)", None);
                None
            }
        }
    }

    /// Whether the node is a mapping.
    pub fn is_mapping(&self) -> bool {
        matches!(self.node, Node::Map(_))
    }

    /// The items of a list, or a problem.
    pub fn items(&self) -> Vec<Item<'a>> {
        match self.node {
            Node::List(items) => {
                items.iter().enumerate().map(|(index, node)| self.child(node, index)).collect()
            }
            Node::Null => Vec::new(),
            _ => {
                self.wrong_type("a list (`[a, b]`)", None);
                Vec::new()
            }
        }
    }

    /// Tells a problem at this value.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.document.report(diagnostic.at(self.document.source(), self.span()));
    }

    fn child(&self, node: &'a Node, index: usize) -> Self {
        Self { document: self.document, node, path: [self.path.as_slice(), &[index]].concat() }
    }

    fn wrong_type(&self, expected: &str, hint: Option<String>) {
        let problem = Diagnostic::error(
            "wrong-type",
            format!("expected {expected}, found {}", self.node.kind()),
        )
        .label(format!("expected {expected}"));
        self.report(match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        });
    }
}

/// The fields of a mapping. Each is asked for by name; [`Fields::finish`] then tells the keys that nobody asked for.
pub struct Fields<'a> {
    document: &'a Document,
    path: Vec<usize>,
    entries: &'a [(String, Node)],
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub(super) fn empty(document: &'a Document) -> Self {
        Self { document, path: Vec::new(), entries: &[], known: Vec::new() }
    }

    /// The value of a key; none where the key is absent or its value is nothing.
    pub fn get(&mut self, key: &'static str) -> Option<Item<'a>> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let (index, (_, node)) = self.entries.iter().enumerate().rfind(|(_, (k, _))| k == key)?;
        let path = [self.path.as_slice(), &[index]].concat();
        (*node != Node::Null).then_some(Item { document: self.document, node, path })
    }

    /// All keys with their values, in the order of the file: for mappings whose keys the user chooses. Values that are nothing are
    /// left out.
    pub fn all(&self) -> Vec<(&'a str, Item<'a>)> {
        let entries = self.entries.iter().enumerate().filter(|(_, (_, node))| *node != Node::Null);
        let item = |(index, (key, node)): (usize, &'a (String, Node))| {
            let path = [self.path.as_slice(), &[index]].concat();
            (key.as_str(), Item { document: self.document, node, path })
        };
        entries.map(item).collect()
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        Some(self.get(key)?.text()?.to_owned())
    }

    /// A text that has to be there and to hold more than spaces.
    pub fn required_text(&mut self, key: &'static str, hint: &str) -> Option<String> {
        match self.get(key) {
            None => {
                self.report_missing(key, hint);
                None
            }
            Some(item) => {
                let text = item.text()?;
                if text.trim().is_empty() {
                    item.report(
                        Diagnostic::error("empty-value", format!("`{key}` is empty")).hint(hint),
                    );
                    return None;
                }
                Some(text.trim().to_owned())
            }
        }
    }

    /// `true` or `false`; `false` where absent.
    pub fn flag(&mut self, key: &'static str) -> bool {
        match self.get(key) {
            None => false,
            Some(Item { node: Node::Bool(value), .. }) => *value,
            Some(item) => {
                item.wrong_type("true or false", None);
                false
            }
        }
    }

    /// A number within bounds.
    pub fn number(
        &mut self,
        key: &'static str,
        bounds: std::ops::RangeInclusive<f64>,
    ) -> Option<f64> {
        let item = self.get(key)?;
        let number = match item.node {
            Node::Integer(number) => *number as f64,
            Node::Float(number) => *number,
            _ => {
                item.wrong_type("a number", None);
                return None;
            }
        };
        if bounds.contains(&number) {
            return Some(number);
        }
        let message = format!("`{key}` has to lie between {} and {}", bounds.start(), bounds.end());
        item.report(Diagnostic::error("out-of-range", message));
        None
    }

    /// A list of texts with their places. A single text counts as a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<(String, Span)> {
        let Some(item) = self.get(key) else { return Vec::new() };
        let items = if matches!(item.node, Node::Text(_)) { vec![item] } else { item.items() };
        items.iter().filter_map(|item| Some((item.text()?.to_owned(), item.span()))).collect()
    }

    /// The items of a list; a single text or mapping counts as a list of one.
    pub fn one_or_many(&mut self, key: &'static str) -> Vec<Item<'a>> {
        match self.get(key) {
            None => Vec::new(),
            Some(item) if matches!(item.node, Node::Text(_) | Node::Map(_)) => vec![item],
            Some(item) => item.items(),
        }
    }

    /// The items of a list; none where absent.
    pub fn items(&mut self, key: &'static str) -> Vec<Item<'a>> {
        self.get(key).map(|item| item.items()).unwrap_or_default()
    }

    /// Where the mapping stands in the source.
    pub fn span(&self) -> Span {
        self.document.value_span(&self.path)
    }

    /// Tells that a key is missing, at the first line of the mapping.
    pub fn report_missing(&self, key: &str, hint: &str) {
        self.document.report(
            Diagnostic::error("missing-key", format!("`{key}` is missing"))
                .at(self.document.source(), self.document.source().first_line(self.span()))
                .label(format!("no `{key}` here"))
                .hint(hint),
        );
    }

    /// Tells the keys that nobody asked for, each with the nearest known spelling.
    pub fn finish(self) {
        for (index, (key, _)) in self.entries.iter().enumerate() {
            if self.known.contains(&key.as_str()) {
                continue;
            }
            let span = self.document.key_span(&[self.path.as_slice(), &[index]].concat());
            let hint = match nearest(key, self.known.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known keys: {}", self.known.join(", ")),
            };
            self.document.report(
                Diagnostic::error("unknown-key", format!("unknown key `{key}`"))
                    .at(self.document.source(), span)
                    .hint(hint),
            );
        }
    }
}
