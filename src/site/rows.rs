//! Rows of different lengths, one after the other in memory.

use super::ArticleId;

/// For each article a few numbers. What is counted over many articles reads them here: their tags lie all over memory, and fetching
/// those takes longer than counting.
#[derive(Debug)]
pub(super) struct Rows<T> {
    items: Vec<T>,
    /// Where each row ends.
    ends: Vec<u32>,
}

impl<T> Rows<T> {
    /// A row for each article, in the order of their numbers.
    pub(super) fn of<Row: IntoIterator<Item = T>>(rows: impl IntoIterator<Item = Row>) -> Self {
        let mut all = Self { items: Vec::new(), ends: Vec::new() };
        for row in rows {
            all.items.extend(row);
            all.ends.push(all.items.len() as u32);
        }
        all
    }

    /// The row of an article.
    pub(super) fn of_article(&self, id: ArticleId) -> &[T] {
        let start = id.index().checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.items[start..self.ends[id.index()] as usize]
    }

    /// All articles with their rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (ArticleId, &[T])> {
        (0..self.ends.len() as u32).map(|id| (ArticleId(id), self.of_article(ArticleId(id))))
    }
}
