//! The sitemap: which pages search engines should know, and when each changed.

use jiff::civil::Date;

use super::{ArticleId, Route, Site};

/// Addresses in one file, at most (<https://www.sitemaps.org/protocol.html>).
const MOST: usize = 50_000;

impl Site {
    /// The files of a sitemap of so many pages, by number: 0 is `sitemap.xml`, which lists the others where one doesn't do.
    pub(super) fn sitemaps(pages: usize) -> std::ops::RangeInclusive<u32> {
        let files = pages.div_ceil(MOST);
        0..=if files > 1 { files as u32 } else { 0 }
    }

    /// The pages of one file of the sitemap, each with the day on which it changed last; none where the file lists others.
    pub fn pages_of_sitemap(&self, number: u32) -> Vec<(Route, Option<Date>)> {
        let mut pages = self.routes();
        pages.retain(|route| route.is_listed());
        // The pages of a list stand together and changed on one day: looked up once, or a list of half of the site would take as many
        // looks at each article as it has pages.
        let mut known = None;
        let mut dated = |route: &Route| {
            let list = first_page(*route);
            let changed = match known {
                Some((known, changed)) if known == list => changed,
                _ => self.last_changed(list),
            };
            known = Some((list, changed));
            (*route, changed)
        };
        part(&pages, number, MOST).iter().map(&mut dated).collect()
    }

    /// The files that `sitemap.xml` lists; none where it lists pages.
    pub fn listed_sitemaps(&self) -> Vec<Route> {
        let pages = self.routes().into_iter().filter(|route| route.is_listed()).count();
        Self::sitemaps(pages).skip(1).map(Route::Sitemap).collect()
    }

    /// The day on which an article that a page shows changed last. Pages that show none don't say.
    fn last_changed(&self, route: Route) -> Option<Date> {
        let newest = |articles: &mut dyn Iterator<Item = ArticleId>| {
            articles.map(|id| self.changed(id).date()).max()
        };
        match route {
            Route::Article(id) => Some(self.changed(id).date()),
            Route::Home | Route::Articles(_) | Route::Briefings(_) | Route::Relations => {
                newest(&mut self.article_ids())
            }
            Route::Entity(id, _) => newest(&mut self.articles_of_entity(id).iter().copied()),
            Route::Topic(id, _) => newest(&mut self.articles_of_topic(id).iter().copied()),
            Route::Briefing(briefing) => newest(&mut self.articles_of_briefing(briefing)),
            Route::Month(index, _) => {
                newest(&mut self.months()[index].articles.clone().map(ArticleId))
            }
            _ => None,
        }
    }
}

/// The first page of the list that a page is part of; the page itself where it is part of none.
fn first_page(route: Route) -> Route {
    match route {
        Route::Articles(_) => Route::Articles(1),
        Route::Entities(kind, _) => Route::Entities(kind, 1),
        Route::Entity(id, _) => Route::Entity(id, 1),
        Route::Topic(id, _) => Route::Topic(id, 1),
        Route::Month(index, _) => Route::Month(index, 1),
        Route::Briefings(_) => Route::Briefings(1),
        other => other,
    }
}

/// The rows of a file of a list that is split into files of `most`. Where it isn't split, file 0 has all; where it is, none.
fn part<T>(rows: &[T], number: u32, most: usize) -> &[T] {
    match (number as usize, rows.len() > most) {
        (0, false) => rows,
        (0, true) | (_, false) => &[],
        (number, true) => rows.chunks(most).nth(number - 1).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_split_and_nothing_is_lost() {
        assert_eq!(part(&[1, 2, 3], 0, 3), [1, 2, 3]);
        let rows = [1, 2, 3, 4, 5, 6, 7];
        assert!(part(&rows, 0, 3).is_empty() && part(&rows, 4, 3).is_empty());
        let parts: Vec<&[i32]> = (1..=3).map(|number| part(&rows, number, 3)).collect();
        assert_eq!(parts, [&rows[..3], &rows[3..6], &rows[6..]]);
    }

    #[test]
    fn there_are_as_many_files_as_it_takes() {
        assert_eq!(Site::sitemaps(0), 0..=0);
        assert_eq!(Site::sitemaps(50_000), 0..=0);
        assert_eq!(Site::sitemaps(50_001), 0..=2);
        assert_eq!(Site::sitemaps(150_000), 0..=3);
    }
}
