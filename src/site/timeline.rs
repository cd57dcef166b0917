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

/// The articles of a year or of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12; none for a whole year.
    pub month: Option<i8>,
    /// How many articles.
    pub count: usize,
}

/// Articles of so many months are told by month: years would make two bars of them, or one.
const MOST_MONTHS: i32 = 15;

/// "The last weeks" are these days up to the newest article: never up to today, for pages don't know today.
pub const RECENT_DAYS: i32 = 28;

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
        Some(Period { first, last, articles: self.between(first, last) })
    }

    /// How many of the articles each year has, oldest first, without gaps between; each month where all are within a year or so.
    pub fn bars(&self, articles: &[ArticleId]) -> Vec<Bar> {
        let month_of = |id: &ArticleId| {
            let day = self.article(*id).date;
            i32::from(day.year()) * 12 + i32::from(day.month()) - 1
        };
        let (Some(newest), Some(oldest)) =
            (articles.first().map(month_of), articles.last().map(month_of))
        else {
            return Vec::new();
        };
        let by_month = newest - oldest < MOST_MONTHS;
        let unit = if by_month { 1 } else { 12 };
        let first = oldest.div_euclid(unit);
        let mut counts = vec![0; (newest.div_euclid(unit) - first + 1) as usize];
        for id in articles {
            counts[(month_of(id).div_euclid(unit) - first) as usize] += 1;
        }
        let bar = |(number, count): (i32, usize)| {
            let month = number * unit;
            Bar {
                year: month.div_euclid(12) as i16,
                month: by_month.then_some((month.rem_euclid(12) + 1) as i8),
                count,
            }
        };
        (first..).zip(counts).map(bar).collect()
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
