//! Articles that strain one part of the program each: what makes careless programs take quadratic time, or worse.

use std::fmt::Write as _;

/// A name and an article of about so many bytes.
pub(crate) type Kind = (&'static str, fn(usize) -> String);

/// What everything else is compared with.
pub(crate) const ORDINARY: Kind = ("an ordinary article", ordinary);

const WORDS: [&str; 40] = [
    "the",
    "talks",
    "with",
    "Antony Blinken",
    "in",
    "Lima",
    "on",
    "Thursday",
    "about",
    "plastic",
    "pollution",
    "and",
    "the",
    "alliance",
    "said",
    "Cho Tae-yul",
    "South Korea",
    "of",
    "a",
    "treaty",
    "minister",
    "met",
    "officials",
    "from",
    "Maria Delgado",
    "Japan",
    "agreed",
    "to",
    "trade",
    "summit",
    "before",
    "Peru's foreign ministry",
    "told",
    "reporters",
    "that",
    "sanctions",
    "would",
    "remain",
    "Harlow Institute",
    "yesterday",
];

fn article(body: &str) -> String {
    format!("---\ntitle: Talks in Lima\ndate: 2024-11-14\n---\n\n{body}\n")
}

/// Words in an order that looks like chance, and is always the same.
fn words(bytes: usize) -> String {
    let mut body = String::with_capacity(bytes + 100);
    let mut state = 7_u32;
    let mut count = 0;
    while body.len() < bytes {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        body.push_str(WORDS[(state >> 16) as usize % WORDS.len()]);
        count += 1;
        body.push_str(match count % 60 {
            0 => ".\n\n",
            15 | 30 | 45 => ". ",
            _ => " ",
        });
    }
    body
}

fn ordinary(bytes: usize) -> String {
    article(&words(bytes))
}

fn repeated(part: &str, bytes: usize) -> String {
    article(&part.repeat(bytes / part.len()))
}

/// Parts with a number in each, as many as fit.
fn numbered(bytes: usize, part: impl Fn(usize) -> String) -> String {
    let mut body = String::with_capacity(bytes + 100);
    let mut number = 0;
    while body.len() < bytes {
        body.push_str(&part(number));
        number += 1;
    }
    body
}

/// A name that nobody has, another for each number.
fn name(number: usize) -> String {
    const PARTS: [&str; 16] = [
        "ka", "lo", "mi", "ter", "van", "dor", "es", "ul", "bre", "shi", "tan", "go", "ral", "wen",
        "pa", "zu",
    ];
    let mut name = String::new();
    for shift in [0, 4, 8, 12] {
        name.push_str(PARTS[(number >> shift) % PARTS.len()]);
    }
    name[..1].to_uppercase() + &name[1..]
}

/// Front matter with more in it; 64 KiB are all that it may have.
fn front(bytes: usize, more: impl Fn(usize) -> String) -> String {
    let more = numbered(bytes.min(60_000), more);
    let body = words(bytes.saturating_sub(more.len()));
    format!("---\ntitle: Talks in Lima\ndate: 2024-11-14\n{more}---\n\n{body}\n")
}

/// The first letters of the alphabet again and again, each line longer than the one before.
fn growing(bytes: usize, part: &str, end: &str) -> String {
    let mut body = String::new();
    let mut length = 1;
    while body.len() < bytes {
        body.push_str(&part.repeat(length));
        body.push_str(end);
        length += 1;
    }
    article(&body)
}

/// All kinds.
#[rustfmt::skip]
pub(crate) const KINDS: &[Kind] = &[
    ("ampersands", |n| repeated("&", n)),
    ("unfinished references", |n| repeated("&#", n)),
    ("references", |n| repeated("&amp;&#x41;", n)),
    ("ampersands in an attribute", |n| article(&format!("<a href=\"{}\">x</a>", "&".repeat(n)))),
    ("ampersands in attributes", |n| repeated("<a href='&&&&&&&&&&&&&&&&'>x</a> ", n)),
    ("opening brackets", |n| repeated("[", n)),
    ("closing brackets", |n| repeated("]", n)),
    ("opening images", |n| repeated("![", n)),
    ("unfinished links", |n| repeated("[a](", n)),
    ("unfinished links with a title", |n| repeated("[a](b \"", n)),
    ("angle links", |n| repeated("[a](<b", n)),
    ("parentheses", |n| article(&format!("[a]({}", "(".repeat(n)))),
    ("links", |n| article(&numbered(n, |i| format!("[word {i}](https://host.example/{i}) ")))),
    ("links without a scheme", |n| article(&numbered(n, |i| format!("[w](../{i}.md) ")))),
    ("images", |n| article(&numbered(n, |i| format!("![](/{i}.png) ")))),
    ("nested emphasis in links", |n| repeated("[*a", n)),
    ("less than", |n| repeated("<", n)),
    ("unfinished tags", |n| repeated("<a ", n)),
    ("unfinished comments", |n| repeated("a <!-- ", n)),
    ("unfinished declarations", |n| repeated("a <!A ", n)),
    ("unfinished instructions", |n| repeated("a <? ", n)),
    ("unfinished character data", |n| repeated("a <![CDATA[ ", n)),
    ("unfinished scripts", |n| repeated("<script>x", n)),
    ("closing titles", |n| repeated("<title></ ", n)),
    ("nested elements", |n| repeated("<div>", n)),
    ("nested inline elements", |n| repeated("x<b>", n)),
    ("misnested elements", |n| repeated("<b><p></b>", n)),
    ("formatting elements", |n| repeated("x <a><b><i><u><s>\n\n", n)),
    ("list items without a list", |n| repeated("<li>", n)),
    ("table cells without a table", |n| repeated("<table><td>", n)),
    ("selections", |n| repeated("<select><option>", n)),
    ("closing tags", |n| repeated("</p>", n)),
    ("ampersands beside HTML", |n| article(&format!("<b>a</b>\n\n{}", "&".repeat(n)))),
    ("accented letters beside HTML", |n| article(&format!("<b>a</b>\n\n{}", "«».".repeat(n / 5)))),
    ("references in a block of HTML", |n| article(&format!("<p>{}", "&#38;".repeat(n / 5)))),
    ("many attributes", |n| article(&format!("<p {}>x</p>", numbered(n, |i| format!("a{i}=b "))))),
    ("many classes", |n| article(&format!("<p class='{}'>x</p>", "language-a ".repeat(n / 11)))),
    ("stars", |n| repeated("*", n)),
    ("open emphasis", |n| repeated("*a ", n)),
    ("emphasis of two kinds", |n| repeated("*a _b ", n)),
    ("closing emphasis", |n| repeated("a**", n)),
    ("emphasis by threes", |n| repeated("a***b**c* ", n)),
    ("underscores", |n| repeated("_a", n)),
    ("tildes", |n| repeated("~a~~b ", n)),
    ("backticks", |n| repeated("`", n)),
    ("backticks of many lengths", |n| growing(n, "`", "a")),
    ("backslashes", |n| repeated("\\", n)),
    ("quotes", |n| repeated(">", n)),
    ("quotes, deeper and deeper", |n| growing(n, ">", "a\n")),
    ("lists in one line", |n| repeated("- ", n)),
    ("numbered lists in one line", |n| repeated("1. ", n)),
    ("lists, deeper and deeper", |n| growing(n, "  ", "- a\n")),
    ("list items", |n| repeated("- a\n", n)),
    ("loose list items", |n| repeated("- a\n\n", n)),
    ("blank lines in a list", |n| article(&format!("- a\n{}b", "\n".repeat(n)))),
    ("task lists", |n| repeated("- [ ] a\n", n)),
    ("fences", |n| repeated("```\n", n)),
    ("indented code", |n| repeated("    a\n", n)),
    ("rules", |n| repeated("***\n", n)),
    ("underlined headings", |n| repeated("a\n===\n", n)),
    ("headings of one text", |n| repeated("# A\n", n)),
    ("headings with numbers", |n| article(&numbered(n, |i| format!("# A\n# A {}\n", i + 2)))),
    ("a long heading", |n| article(&format!("# {}", "word ".repeat(n / 5)))),
    ("a paragraph of hard breaks", |n| repeated("a  \n", n)),
    ("reference definitions", |n| article(&numbered(n, |i| format!("[a{i}]: /b\n")))),
    ("repeated definitions", |n| repeated("[a]: /b\n", n)),
    ("references to definitions", |n| {
        let target = "x".repeat(n / 20);
        article(&format!("[a]: /{target}\n\n{}", "[a] ".repeat(n / 5)))
    }),
    ("undefined references", |n| repeated("[a][b] ", n)),
    ("long labels", |n| article(&format!("[{}]: /b\n", "a".repeat(n)))),
    ("footnotes", |n| article(&numbered(n, |i| format!("x[^{i}]\n\n[^{i}]: y\n\n")))),
    ("references to one footnote", |n| article(&format!("[^a]: y\n\n{}", "x[^a] ".repeat(n / 6)))),
    ("footnotes in footnotes", |n| article(&numbered(n, |i| format!("[^{i}]: y[^{}]\n", i + 1)))),
    ("a wide table", |n| {
        article(&format!("{}|\n{}|\n{}|\n", "|a".repeat(n / 5), "|-".repeat(n / 5), "|b".repeat(n / 10)))
    }),
    ("a table of short rows", |n| {
        article(&format!("{}|\n{}|\n{}", "|a".repeat(n / 8), "|-".repeat(n / 8), "|b\n".repeat(n / 6)))
    }),
    ("many tables", |n| repeated("|a|\n|-|\n|b|\n\n", n)),
    ("pipes", |n| repeated("|", n)),
    ("autolinks", |n| repeated("<http://a> ", n)),
    ("unfinished autolinks", |n| repeated("<http://a", n)),
    ("one long line", |n| article(&words(n).replace('\n', " "))),
    ("one long word", |n| repeated("a", n)),
    ("one long capital word", |n| repeated("A", n)),
    ("one long number", |n| repeated("1", n)),
    ("a word with dots", |n| repeated("A.", n)),
    ("initials", |n| repeated("A. ", n)),
    ("capitals", |n| repeated("A ", n)),
    ("connectors", |n| repeated("of ", n)),
    ("a name that goes on", |n| repeated("Al of ", n)),
    ("sentence ends", |n| repeated(". ", n)),
    ("exclamation marks", |n| repeated("!", n)),
    ("closing quotes", |n| repeated("a.\"", n)),
    ("full stops before quotes", |n| article(&format!("a.{}", "\"".repeat(n)))),
    ("dots in one line", |n| repeated("a.)", n)),
    ("apostrophes", |n| repeated("O'", n)),
    ("hyphens", |n| repeated("Al-", n)),
    ("spaces", |n| repeated(" ", n)),
    ("spaces between words", |n| repeated("a          ", n)),
    ("line ends", |n| repeated("\n", n)),
    ("line ends of Windows", |n| repeated("a\r\n", n)),
    ("tabs", |n| repeated("\ta", n)),
    ("combining accents", |n| article(&format!("a{}", "\u{301}".repeat(n / 2)))),
    ("letters with accents", |n| repeated("e\u{301}", n)),
    ("composing syllables", |n| repeated("\u{1112}\u{1161}\u{11ab}", n)),
    ("an ideograph", |n| repeated("北", n)),
    ("ideographs of names", |n| repeated("北京", n)),
    ("syllables", |n| repeated("블링컨 ", n)),
    ("emoji", |n| repeated("😀", n)),
    ("direction marks", |n| repeated("\u{202e}a", n)),
    ("nothing but zero bytes", |n| repeated("a\u{0}", n)),
    ("different people", |n| {
        article(&numbered(n, |i| format!("Mr {} {} said so. ", name(i), name(i * 7 + 3))))
    }),
    ("different ministers", |n| {
        article(&numbered(n, |i| format!("Japan's Foreign Minister {} {} said so. ", name(i), name(i * 7 + 3))))
    }),
    ("different people with one surname", |n| {
        article(&numbered(n, |i| format!("Maria {} Delgado said so. ", name(i))))
    }),
    ("different people with one given name", |n| {
        article(&numbered(n, |i| format!("Maria {} said so. ", name(i))))
    }),
    ("people by one word", |n| article(&numbered(n, |i| format!("Mr {} said so. ", name(i))))),
    ("one person", |n| repeated("Maria Delgado said so. ", n)),
    ("one person in full and in short", |n| repeated("Maria Delgado said so. Delgado left. ", n)),
    ("different organisations", |n| {
        article(&numbered(n, |i| format!("the {} {} Institute said so. ", name(i), name(i * 5))))
    }),
    ("organisations with acronyms", |n| {
        article(&numbered(n, |i| format!("the {} {} Institute (ABI) said. ", name(i), name(i * 5))))
    }),
    ("a registered person", |n| repeated("Antony Blinken said so. ", n)),
    ("registered people by surnames", |n| repeated("Antony Blinken met Blinken and Cho. ", n)),
    ("unregistered beside registered", |n| {
        article(&numbered(n, |i| format!("Antony Blinken met Mr {}. ", name(i))))
    }),
    ("ministries", |n| repeated("South Korea's foreign ministry said. ", n)),
    ("ministries of one country", |n| {
        article(&numbered(n, |i| format!("Japan's Ministry of {} and Trade said. ", name(i))))
    }),
    ("ministries of nobody", |n| repeated("the foreign ministry of Japan, ", n)),
    ("countries", |n| repeated("Japan and Peru, ", n)),
    ("capitals that act", |n| repeated("Seoul and Tokyo said. ", n)),
    ("capitals in a heading", |n| article(&format!("# {}", "Seoul And Georgia ".repeat(n / 18)))),
    ("capitals in cells", |n| article(&format!("|a|\n|-|\n|{}|", "Paris Reading ".repeat(n / 14)))),
    ("many partners", |n| repeated("Seoul and ", n)),
    ("peoples", |n| repeated("South Korean ", n)),
    ("doubtful cities", |n| repeated("Lincoln and Georgia and Nice and Reading. ", n)),
    ("keywords", |n| repeated("alliance plastic pollution treaty ", n)),
    ("keywords in one sentence", |n| repeated("plastic treaty ", n)),
    ("paragraphs of one word", |n| repeated("Lima\n\n", n)),
    ("items with names", |n| repeated("- Lima\n", n)),
    ("front matter: keys", |n| front(n, |i| format!("k{i}: a\n"))),
    ("front matter: repeated keys", |n| front(n, |_| "title: a\n".to_owned())),
    ("front matter: comments", |n| front(n, |_| "#\n".to_owned())),
    ("front matter: a long list of tags", |n| front(n, |i| if i == 0 { "topics:\n".into() } else { format!("- t{i}\n") })),
    ("front matter: a long list of people", |n| front(n, |i| if i == 0 { "actors:\n".into() } else { format!("- p{i}\n") })),
    ("front matter: excluded", |n| front(n, |i| if i == 0 { "exclude:\n".into() } else { format!("- p{i}\n") })),
    ("front matter: old addresses", |n| front(n, |i| if i == 0 { "aliases:\n".into() } else { format!("- /o{i}/\n") })),
    ("front matter: one line", |n| front(n, |i| if i == 0 { "topics: [a".into() } else if i < 9_000 { ",a".into() } else { "]\n".into() }) + "\n"),
    ("front matter: a long summary", |n| front(n, |i| if i == 0 { "summary: \"".into() } else { "a \\\" ".to_owned() }) .replacen("---\n\n", "\"\n---\n\n", 1)),
    ("front matter: folded lines", |n| front(n, |i| if i == 0 { "summary: >\n".into() } else { "  a\n".to_owned() })),
    ("front matter: plain lines", |n| front(n, |i| if i == 0 { "summary: a\n".into() } else { "  a\n".to_owned() })),
    ("front matter: deeper and deeper", |n| front(n.min(60_000), |i| if i < 300 { format!("{}a:\n", " ".repeat(i)) } else { String::from("\n") })),
    ("front matter: quotes", |n| front(n, |_| "'a': \"b\"\n".to_owned())),
    ("front matter: anchors", |n| front(n, |i| if i == 0 { "a: &a [x, x, x, x, x, x, x, x]\n".into() } else { format!("k{i}: *a\n") })),
    ("front matter: aliases of a long list", |n| {
        let list = "x, ".repeat((n / 8).min(8_000));
        front(n.min(60_000), |i| if i == 0 { format!("a: &a [{list}]\n") } else { format!("k{i}: *a\n") })
    }),
    ("front matter: aliases of a long text", |n| {
        let text = "x".repeat((n / 4).min(24_000));
        front(n.min(60_000), |i| if i == 0 { format!("a: &a {text}\n") } else { format!("k{i}: *a\n") })
    }),
    ("front matter: lists in one line", |n| front(n, |i| if i == 0 { "a:\n  ".into() } else if i < 60 { "- ".into() } else { "\n".into() })),
    ("front matter: nested aliases", |_| {
        let mut yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let _ = writeln!(yaml, "a{level}: &a{level} [{}*a{}]", format!("*a{}, ", level - 1).repeat(9), level - 1);
        }
        format!("---\ntitle: Talks\ndate: 2024-11-14\n{yaml}---\n\nText\n")
    }),
    ("front matter without an end", |n| format!("---\ntitle: a\n{}", words(n))),
    ("dashes", |n| format!("---\ntitle: a\ndate: 2024-11-14\n---\n{}", "---\n".repeat(n / 4))),
];
