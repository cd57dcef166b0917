//! Articles by month and year, and the period that counts as recent.

use std::ops::Range;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{ArticleId, Site};

/// A month with articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// Its articles: a run of numbers, for articles are in the order of time.
    pub articles: Range<u32>,
}

/// Days from `first` to `last`, both included, with the articles in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The articles, newest first.
    pub articles: Range<u32>,
}

/// "The last weeks" are these days up to the newest article: never up to today, for pages don't know today.
const RECENT_DAYS: i32 = 28;

impl Site {
    /// The months with articles, newest first.
    pub fn months(&self) -> &[Month] {
        &self.months
    }

    /// The years with articles, newest first, each with its months by number.
    pub fn years(&self) -> impl Iterator<Item = (i16, Range<usize>)> {
        let mut start = 0;
        self.months.chunk_by(|a, b| a.year == b.year).map(move |months| {
            let range = start..start + months.len();
            start = range.end;
            (months[0].year, range)
        })
    }

    /// The last weeks with articles; none for a site without articles.
    pub fn recent(&self) -> Option<Period> {
        let last = self.articles.first()?.article.day();
        let days: Span = (RECENT_DAYS - 1).days();
        let first = last.checked_sub(days).unwrap_or(Date::MIN);
        let end = self.articles.partition_point(|tagged| tagged.article.day() >= first) as u32;
        Some(Period { first, last, articles: 0..end })
    }

    /// How many of the articles each year has, oldest year first, without gaps between.
    pub fn count_by_year(&self, articles: &[ArticleId]) -> Vec<(i16, usize)> {
        let year_of = |id: &ArticleId| self.article(*id).date.year();
        let (Some(newest), Some(oldest)) =
            (articles.first().map(year_of), articles.last().map(year_of))
        else {
            return Vec::new();
        };
        let mut counts: Vec<(i16, usize)> = (oldest..=newest).map(|year| (year, 0)).collect();
        for id in articles {
            counts[(year_of(id) - oldest) as usize].1 += 1;
        }
        counts
    }
}

/// The months of articles that are sorted by date, newest first.
pub(super) fn months<'a>(days: impl Iterator<Item = &'a Date>) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for (day, index) in days.zip(0_u32..) {
        match months.last_mut() {
            Some(last) if (last.year, last.month) == (day.year(), day.month()) => {
                last.articles.end = index + 1;
            }
            _ => months.push(Month {
                year: day.year(),
                month: day.month(),
                articles: index..index + 1,
            }),
        }
    }
    months
}
