//! Networks of actors: drawings for pages, each with the table that says the same.

use std::fmt::Write;

use tera::Value;

use super::view::object;
use super::{PageView, Renderer};
use crate::layout::{self, Label, Point, Size, Tie};
use crate::registry::EntityId;
use crate::site::{Counted, Network, Relation};

/// The widths of drawings, in pixels where there is room: the page, and the column of a briefing.
const WHOLE: f64 = 1080.0;
const COLUMN: f64 = 740.0;

/// Drawing that a name takes besides its own room: with less, lines could not be told apart.
const AIR: f64 = 4.5;

/// The size of letters, the height of lines, and the width of a name in sizes of letters.
const LETTERS: f64 = 14.0;
const LINE: f64 = 16.0;
const WIDEST: f64 = 11.0;

/// The smallest target for a finger that WCAG 2.2 asks for (2.5.8).
const TARGET: f64 = 26.0;

/// The dots of those in fewest and in most articles.
const DOTS: (f64, f64) = (4.0, 11.0);

/// The network around one, as wide as the rail: smaller letters, in rows at both sides.
const RAIL: f64 = 280.0;
const RAIL_LETTERS: f64 = 12.0;
const RAIL_LINE: f64 = 13.0;
const RAIL_ROW: f64 = 32.0;
const RAIL_REACH: f64 = 36.0;
const RAIL_DOTS: (f64, f64) = (3.0, 6.0);

/// Others that a row of the table tells. Each line is among the strongest of one of its ends, and so in the row of that end at least.
const TOLD: usize = 6;

/// A node of a drawing.
struct Node {
    dot: Point,
    radius: f64,
    /// The start, middle or end of the first line, on its base.
    label: Point,
    label_at: &'static str,
    lines: Vec<String>,
    line: f64,
}

impl Renderer<'_> {
    pub(super) fn relations(&self) -> PageView {
        let network = self.site.network();
        let count = network.members.len();
        let about = self.texts.count("relations_about", count);
        let value = (count > 0).then(|| self.spread_network(&network, WHOLE, &about));
        PageView::new("relations.html", self.texts.get("relations"), "relations")
            .describe(if count > 0 { &about } else { "" })
            .with("network", value)
    }

    /// A network spread over a drawing of that width; none where there is nothing to draw.
    pub(super) fn network_in_column(&self, network: &Network, about: &str) -> Option<Value> {
        (!network.members.is_empty()).then(|| self.spread_network(network, COLUMN, about))
    }

    fn spread_network(&self, network: &Network, width: f64, about: &str) -> Value {
        let radii = radii(&network.members, DOTS);
        let labels: Vec<Label> =
            network.members.iter().map(|m| Label::new(self.label(m.item), WIDEST)).collect();
        let boxes: Vec<Size> = labels
            .iter()
            .zip(&radii)
            .map(|(label, radius)| Size {
                width: (label.width() * LETTERS).max(TARGET) + 8.0,
                height: radius * 2.0 + label.lines.len() as f64 * LINE + 8.0,
            })
            .collect();
        let room: f64 = boxes.iter().map(|size| size.width * size.height).sum();
        let drawing = Size { width, height: (room * AIR / width).round().max(width / 4.0) };
        let (places, drawing) = layout::spread(&boxes, &ties(&network.relations), drawing);
        let node = |(((place, size), label), radius): (((&Point, &Size), Label), &f64)| {
            let dot = Point { x: place.x, y: (place.y - size.height / 2.0 + radius).round() };
            let label_y = dot.y + radius + LETTERS;
            Node {
                dot,
                radius: *radius,
                label: Point { x: place.x, y: label_y },
                label_at: "middle",
                lines: label.lines,
                line: LINE,
            }
        };
        let nodes: Vec<Node> =
            places.iter().zip(&boxes).zip(labels).zip(&radii).map(node).collect();
        self.network_value(network, &nodes, None, drawing, about)
    }

    /// The network around an entity, in the rail.
    pub(super) fn network_around(
        &self,
        entity: EntityId,
        companions: &[Counted<EntityId>],
    ) -> Option<Value> {
        let network = self.site.network_around(entity, companions);
        let count = network.members.len();
        if count == 0 {
            return None;
        }
        let radii = radii(&network.members, RAIL_DOTS);
        let middle = RAIL / 2.0;
        let places = layout::around(count, &ties(&network.relations), middle, RAIL_REACH, RAIL_ROW);
        let height = count.div_ceil(2) as f64 * RAIL_ROW;
        let node = |((place, radius), member): ((&Point, &f64), &Counted<EntityId>)| {
            let dot = Point { x: place.x.round(), y: place.y.round() };
            let side = if dot.x < middle { -1.0 } else { 1.0 };
            let start = dot.x + side * (radius + 4.0);
            let room = if side > 0.0 { RAIL - start } else { start };
            let lines = Label::new(self.label(member.item), room / RAIL_LETTERS).lines;
            let rise = (lines.len() as f64 - 1.0) * RAIL_LINE / 2.0;
            Node {
                dot,
                radius: *radius,
                label: Point { x: start, y: (dot.y + RAIL_LETTERS / 3.0 - rise).round() },
                label_at: if side > 0.0 { "start" } else { "end" },
                lines,
                line: RAIL_LINE,
            }
        };
        let nodes: Vec<Node> = places.iter().zip(&radii).zip(&network.members).map(node).collect();
        let about = self.texts.fill("network_around", &[("name", &self.site.entity(entity).name)]);
        let centre = Point { x: middle, y: (height / 2.0).round() };
        let drawing = Size { width: RAIL, height };
        Some(self.network_value(&network, &nodes, Some(centre), drawing, &about))
    }

    /// The short form of a long name, where there is one.
    fn label(&self, id: EntityId) -> &str {
        let entity = self.site.entity(id);
        let short = entity.acronym.as_deref().filter(|_| layout::width_of(&entity.name) > WIDEST);
        short.unwrap_or(&entity.name)
    }

    fn network_value(
        &self,
        network: &Network,
        nodes: &[Node],
        middle: Option<Point>,
        drawing: Size,
        about: &str,
    ) -> Value {
        let node = |(node, member): (&Node, &Counted<EntityId>)| {
            let line = |(number, text): (usize, &String)| {
                let y = node.label.y + number as f64 * node.line;
                object([("text", text.as_str().into()), ("y", whole(y))])
            };
            let lines: Vec<Value> = node.lines.iter().enumerate().map(line).collect();
            object([
                ("entity", self.entity_card(member.item)),
                ("articles", self.texts.count("article_count", member.count).into()),
                ("x", whole(node.dot.x)),
                ("y", whole(node.dot.y)),
                ("radius", whole(node.radius)),
                ("label_x", whole(node.label.x)),
                ("label_at", node.label_at.into()),
                ("lines", lines.into()),
            ])
        };
        let centre = middle.unwrap_or_default();
        object([
            ("about", about.into()),
            ("width", whole(drawing.width)),
            ("height", whole(drawing.height)),
            ("centre_x", whole(centre.x)),
            ("centre_y", whole(centre.y)),
            ("ties", drawn(&network.relations, nodes, middle, &network.members)),
            ("nodes", nodes.iter().zip(&network.members).map(node).collect::<Vec<_>>().into()),
            ("rows", self.network_rows(network)),
        ])
    }

    /// The network as a table: each member with those that lines join it to, the strongest first.
    fn network_rows(&self, network: &Network) -> Value {
        let row = |(number, member): (usize, &Counted<EntityId>)| {
            let with = network.relations.iter().filter_map(|relation| {
                let other = match number {
                    number if number == relation.first => relation.second,
                    number if number == relation.second => relation.first,
                    _ => return None,
                };
                Some(object([
                    ("name", self.site.entity(network.members[other].item).name.as_str().into()),
                    ("count", relation.articles.into()),
                ]))
            });
            object([
                ("entity", self.entity_card(member.item)),
                ("count", member.count.into()),
                ("with", with.take(TOLD).collect::<Vec<_>>().into()),
            ])
        };
        network.members.iter().enumerate().map(row).collect::<Vec<_>>().into()
    }
}

/// The radius of each dot: its area grows with the number of articles.
fn radii(members: &[Counted<EntityId>], (smallest, largest): (f64, f64)) -> Vec<f64> {
    let most = members.iter().map(|member| member.count).max().unwrap_or(1).max(1);
    let radius = |member: &Counted<EntityId>| {
        let share = (member.count as f64 / most as f64).sqrt();
        (smallest + (largest - smallest) * share).round()
    };
    members.iter().map(radius).collect()
}

fn ties(relations: &[Relation]) -> Vec<Tie> {
    let most = relations.iter().map(|relation| relation.articles).max().unwrap_or(1) as f64;
    let tie = |relation: &Relation| Tie {
        first: relation.first,
        second: relation.second,
        strength: relation.articles as f64 / most,
    };
    relations.iter().map(tie).collect()
}

/// The lines between nodes, and from the middle to all where there is one, as a path for each of three weights.
fn drawn(
    relations: &[Relation],
    nodes: &[Node],
    middle: Option<Point>,
    members: &[Counted<EntityId>],
) -> Value {
    let among = relations.iter().map(|r| (nodes[r.first].dot, nodes[r.second].dot, r.articles));
    let rays = middle.into_iter().flat_map(|middle| {
        nodes.iter().zip(members).map(move |(node, member)| (middle, node.dot, member.count))
    });
    let lines: Vec<(Point, Point, usize)> = among.chain(rays).collect();
    let most = lines.iter().map(|(_, _, articles)| *articles).max().unwrap_or(1);
    let mut paths = [String::new(), String::new(), String::new()];
    for (from, to, articles) in lines {
        let weight = articles * 3 / (most + 1);
        // Writing to a string can't fail.
        let _ = write!(paths[weight], "M{} {} {} {}", from.x, from.y, to.x, to.y);
    }
    let tie = |(path, weight): (String, usize)| {
        object([("weight", weight.into()), ("path", path.into())])
    };
    let drawn = paths.into_iter().zip(1..).filter(|(path, _)| !path.is_empty());
    drawn.map(tie).collect::<Vec<_>>().into()
}

fn whole(number: f64) -> Value {
    (number.round() as i64).into()
}
