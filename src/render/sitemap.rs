//! What search engines ask for first: the sitemap, and robots.txt, which names it.

use jiff::civil::Date;

use super::Renderer;
use super::xml::Xml;
use crate::site::Route;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

impl Renderer<'_> {
    /// A file of the sitemap (<https://www.sitemaps.org/protocol.html>).
    pub(super) fn sitemap(&self, number: u32) -> Vec<u8> {
        let mut files = self.site.listed_sitemaps();
        files.retain(|_| number == 0);
        let mut xml = Xml::new(Vec::new());
        if files.is_empty() {
            xml.open("urlset", &[NAMESPACE]);
            for (route, changed) in self.site.pages_of_sitemap(number) {
                self.listed(&mut xml, "url", route, changed);
            }
            xml.close("urlset");
        } else {
            xml.open("sitemapindex", &[NAMESPACE]);
            for route in files {
                self.listed(&mut xml, "sitemap", route, None);
            }
            xml.close("sitemapindex");
        }
        xml.finish()
    }

    fn listed(&self, xml: &mut Xml<Vec<u8>>, element: &str, route: Route, changed: Option<Date>) {
        xml.open(element, &[]);
        xml.text("loc", &[], &self.whole_url(route));
        if let Some(day) = changed {
            xml.text("lastmod", &[], &day.to_string());
        }
        xml.close(element);
    }

    /// robots.txt (RFC 9309).
    pub(super) fn robots(&self) -> Vec<u8> {
        let sitemap = self.whole_url(Route::Sitemap(0));
        format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").into_bytes()
    }
}
