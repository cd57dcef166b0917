//! Actors and places as a graph in GEXF 1.3 (<https://gexf.net/>).

use std::io::Write;

use super::super::Renderer;
use super::super::xml::Xml;
use super::Keys;
use crate::site::Route;

/// What each node tells besides its name: id, title and type.
const ATTRIBUTES: [(&str, &str, &str); 3] =
    [("0", "kind", "string"), ("1", "articles", "integer"), ("2", "url", "anyURI")];

impl Renderer<'_> {
    pub(super) fn graph(&self, output: &mut dyn Write) {
        let mut xml = Xml::new(output);
        xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")]);
        xml.open("graph", &[("defaultedgetype", "undirected"), ("mode", "static")]);
        xml.open("attributes", &[("class", "node")]);
        for (id, title, kind) in ATTRIBUTES {
            xml.empty("attribute", &[("id", id), ("title", title), ("type", kind)]);
        }
        xml.close("attributes");
        let keys = self.keys();
        self.nodes(&mut xml, keys);
        self.edges(&mut xml, keys);
        xml.close("graph");
        xml.close("gexf");
        xml.finish();
    }

    fn nodes(&self, xml: &mut Xml<impl Write>, keys: &Keys) {
        xml.open("nodes", &[]);
        for id in self.told_entities() {
            let entity = self.site.entity(id);
            let articles = self.site.articles_of_entity(id).len().to_string();
            let url = self.whole_url(Route::Entity(id, 1));
            xml.open("node", &[("id", keys.entity(id)), ("label", &entity.name)]);
            xml.open("attvalues", &[]);
            for (attribute, value) in
                ATTRIBUTES.iter().zip([entity.kind.name(), articles.as_str(), url.as_str()])
            {
                xml.empty("attvalue", &[("for", attribute.0), ("value", value)]);
            }
            xml.close("attvalues");
            xml.close("node");
        }
        xml.close("nodes");
    }

    fn edges(&self, xml: &mut Xml<impl Write>, keys: &Keys) {
        xml.open("edges", &[]);
        for (number, pair) in self.site.pairs().iter().enumerate() {
            let (number, weight) = (number.to_string(), pair.articles.to_string());
            xml.empty(
                "edge",
                &[
                    ("id", number.as_str()),
                    ("source", keys.entity(pair.first)),
                    ("target", keys.entity(pair.second)),
                    ("weight", weight.as_str()),
                ],
            );
        }
        xml.close("edges");
    }
}
