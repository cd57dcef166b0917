//! Dates of which only the year or the month may be known.

use std::fmt;

use jiff::civil::{Date, date};

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// `2021-01-26`, `2021-01` or `2021`.
    ///
    /// ```
    /// use briefing::registry::PartialDate;
    /// let month = PartialDate::parse("2021-02").unwrap();
    /// assert_eq!(month.last_day().to_string(), "2021-02-28");
    /// assert!(PartialDate::parse("2021-13").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        parts.next().is_none().then_some(Self { year, month, day })
    }

    /// The first day that is meant.
    pub fn first_day(self) -> Date {
        date(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that is meant.
    pub fn last_day(self) -> Date {
        match (self.month, self.day) {
            (Some(month), Some(day)) => date(self.year, month, day),
            (Some(month), None) => date(self.year, month, 1).last_of_month(),
            _ => date(self.year, 12, 31),
        }
    }
}

impl fmt::Display for PartialDate {
    /// As it is written: `2021-01-26`, `2021-01` or `2021`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(formatter, "-{day:02}")?;
        }
        Ok(())
    }
}
