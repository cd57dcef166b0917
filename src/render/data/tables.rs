//! Mentions and relations as CSV (RFC 4180), safe to open in a spreadsheet.

use std::borrow::Cow;
use std::io::Write;

use super::super::Renderer;
use super::super::evidence::counted;
use crate::site::{ArticleId, DataFile};
use crate::tagging::Mention;

/// The columns of `mentions.csv`.
pub(super) const MENTIONS: [&str; 7] = ["article", "date", "id", "name", "text", "rule", "count"];

/// The columns of `relations.csv`.
pub(super) const RELATIONS: [&str; 7] =
    ["first_id", "first_name", "second_id", "second_name", "articles", "first_day", "last_day"];

impl Renderer<'_> {
    pub(super) fn mentions_csv(&self, file: DataFile, output: &mut dyn Write) {
        let keys = self.keys();
        let mut table = Table::new(&MENTIONS, output);
        for id in self.site.articles_of_file(file) {
            let article = self.site.article(id);
            let (page, day) = (self.article_key(id), article.day().to_string());
            let mut add = |key: &str, name: &str, mentions: &[Mention]| {
                // An article repeats its names: a row for each occurrence would be four times the table.
                let form = |mention: &Mention| (article.prose.slice(mention.span), mention.rule);
                for ((text, rule), count) in counted(mentions.iter().map(form)) {
                    table.row([&page, &day, key, name, text, rule.name(), &count.to_string()]);
                }
            };
            for tag in self.site.entity_tags(id) {
                let name = &self.site.entity(tag.entity).name;
                add(keys.entity(tag.entity), name, &tag.mentions);
            }
            for tag in &self.site.tagged(id).topics {
                let name = &self.site.registry().topic(tag.topic).name;
                add(keys.topic(tag.topic), name, &tag.mentions);
            }
        }
    }

    pub(super) fn relations_csv(&self, output: &mut dyn Write) {
        let keys = self.keys();
        let mut table = Table::new(&RELATIONS, output);
        for pair in self.site.pairs() {
            let name = |id| self.site.entity(id).name.as_str();
            let day = |id: ArticleId| self.site.article(id).day().to_string();
            table.row([
                keys.entity(pair.first),
                name(pair.first),
                keys.entity(pair.second),
                name(pair.second),
                &pair.articles.to_string(),
                &day(pair.oldest),
                &day(pair.newest),
            ]);
        }
    }
}

/// A table on its way, whole once it is dropped.
struct Table<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
}

impl<'a> Table<'a> {
    fn new<const N: usize>(columns: &[&str; N], output: &'a mut dyn Write) -> Self {
        let mut table = Self { writer: csv::Writer::from_writer(output) };
        table.row(*columns);
        table
    }

    fn row<const N: usize>(&mut self, cells: [&str; N]) {
        // Writing to memory can't fail, and all rows of a table are equally long.
        for cell in cells {
            let _ = self.writer.write_field(harmless(cell).as_ref());
        }
        let _ = self.writer.write_record(None::<&[u8]>);
    }
}

/// A text that no spreadsheet takes for a formula: an apostrophe goes before what could begin one
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
