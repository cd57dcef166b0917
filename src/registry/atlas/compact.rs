//! The compact form of the atlas: one entry a line, its fields parted by tabs. `build.rs` writes it from the YAML files beside this
//! one, `mod.rs` reads it; this file is what both agree on.
//!
//! A line begins with the mark of the kind, the id and the name. Each further field is a mark and a value. Lists are parted by
//! bars; positions have their title, body, start and end parted by bars. Entities and topics are each sorted by id.

/// Between the parts of a value. Neither it nor a tab may stand in a name.
pub(super) const BAR: char = '|';

/// Between the phrases of a keyword that count together.
pub(super) const TOGETHER: char = '^';

/// The kinds of entries and their marks.
pub(super) const KINDS: [(&str, char); 5] =
    [("person", 'p'), ("organization", 'o'), ("country", 'c'), ("place", 'l'), ("topic", 't')];

/// The keys of entries in YAML and their marks, besides `id`, `kind` and `name`.
pub(super) const KEYS: [(&str, char); 19] = [
    ("acronym", 'y'),
    ("aliases", 'a'),
    ("as_of", 'o'),
    ("broader", 'b'),
    ("capital", 'g'),
    ("country", 'c'),
    ("demonyms", 'd'),
    ("ended", 'e'),
    ("family_name", 'f'),
    ("iptc", 'x'),
    ("keywords", 'k'),
    ("links", 'l'),
    ("metonyms", 'm'),
    ("needs_context", 'n'),
    ("not", 't'),
    ("positions", 'p'),
    ("short_names", 's'),
    ("summary", 'u'),
    ("wikidata", 'w'),
];
