//! A network on a plane: ties pull, nodes push each other away, and in the end no two names overlap.
//!
//! Fruchterman and Reingold, "Graph Drawing by Force-directed Placement" (1991), in a fixed number of rounds from a fixed start, then
//! rows of pushes that part what overlaps.

use super::{Point, Size, Tie};

/// Rounds of pulling and pushing; after some 200 a network of 40 hardly moves.
const ROUNDS: usize = 240;

/// Rounds of parting names that overlap; what takes longer needs more room.
const PARTINGS: usize = 100;

/// How much higher the drawing becomes where names don't find room.
const GROWTH: f64 = 1.1;

/// Sine and cosine of the golden angle, by which each start place is turned from the one before: no two lie on one ray.
const TURN: (f64, f64) = (0.675_490_294_261_523_8, -0.737_368_878_078_319_8);

/// How strongly everything is drawn to the middle, so that what has no tie doesn't drift to the border.
const GRAVITY: f64 = 0.06;

/// The places of the middles of boxes, the most important first, on a drawing of this size, and the size that it takes: higher, where
/// they don't find room. No two overlap, and none is cut by the border as long as each is narrower than the drawing.
pub fn spread(boxes: &[Size], ties: &[Tie], mut drawing: Size) -> (Vec<Point>, Size) {
    // On a square, whatever the drawing is, so that no direction is preferred.
    let mut free = start(boxes.len());
    let ideal = 1.0 / (boxes.len().max(1) as f64).sqrt();
    for round in 0..ROUNDS {
        let farthest = 0.12 * (1.0 - round as f64 / ROUNDS as f64);
        step(&mut free, ties, ideal, farthest);
    }
    loop {
        let mut places = free.clone();
        fill(&mut places, boxes, drawing);
        if (0..PARTINGS).any(|_| !part(&mut places, boxes, drawing)) {
            for place in &mut places {
                (place.x, place.y) = (place.x.round(), place.y.round());
            }
            return (places, drawing);
        }
        drawing.height = (drawing.height * GROWTH).round() + 1.0;
    }
}

/// Places on a spiral, the first in the middle.
fn start(nodes: usize) -> Vec<Point> {
    let (mut x, mut y) = (1.0, 0.0);
    let place = |index: usize| {
        let reach = 0.5 * ((index as f64 + 0.5) / nodes as f64).sqrt();
        let place = Point { x: reach * x, y: reach * y };
        (x, y) = (x * TURN.1 - y * TURN.0, x * TURN.0 + y * TURN.1);
        place
    };
    (0..nodes).map(place).collect()
}

fn step(places: &mut [Point], ties: &[Tie], ideal: f64, farthest: f64) {
    let mut moves: Vec<Point> =
        places.iter().map(|p| Point { x: -p.x * GRAVITY, y: -p.y * GRAVITY }).collect();
    for second in 1..places.len() {
        for first in 0..second {
            let (x, y, square) = between(places, first, second);
            push(&mut moves, first, second, x, y, -ideal * ideal / square);
        }
    }
    for tie in ties {
        let (x, y, square) = between(places, tie.first, tie.second);
        let pull = square.sqrt() / ideal * (0.3 + 0.7 * tie.strength);
        push(&mut moves, tie.first, tie.second, x, y, pull);
    }
    for (place, by) in places.iter_mut().zip(&moves) {
        let length = (by.x * by.x + by.y * by.y).sqrt();
        let shortened = if length > farthest { farthest / length } else { 1.0 };
        place.x += by.x * shortened;
        place.y += by.y * shortened;
    }
}

/// The way from one node to another, and the square of its length, which is never 0.
fn between(places: &[Point], first: usize, second: usize) -> (f64, f64, f64) {
    let (x, y) = (places[second].x - places[first].x, places[second].y - places[first].y);
    (x, y, (x * x + y * y).max(1e-9))
}

/// Moves two nodes towards each other by a share of the way between them; apart where it is negative.
fn push(moves: &mut [Point], first: usize, second: usize, x: f64, y: f64, by: f64) {
    moves[first].x += x * by;
    moves[first].y += y * by;
    moves[second].x -= x * by;
    moves[second].y -= y * by;
}

/// Stretches the places so that the boxes fill the drawing.
fn fill(places: &mut [Point], boxes: &[Size], drawing: Size) {
    let widest = boxes.iter().map(|size| size.width).fold(0.0, f64::max);
    let highest = boxes.iter().map(|size| size.height).fold(0.0, f64::max);
    let low = |of: fn(&Point) -> f64| places.iter().map(of).fold(f64::INFINITY, f64::min);
    let high = |of: fn(&Point) -> f64| places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (left, right) = (low(|place| place.x), high(|place| place.x));
    let (top, bottom) = (low(|place| place.y), high(|place| place.y));
    let along = |at: f64, from: f64, to: f64, size: f64, room: f64| {
        let share = if to > from { (at - from) / (to - from) } else { 0.5 };
        size / 2.0 + share * (room - size).max(0.0)
    };
    for place in places {
        place.x = along(place.x, left, right, widest, drawing.width);
        place.y = along(place.y, top, bottom, highest, drawing.height);
    }
}

/// Pushes boxes that overlap apart, the shorter way, and all into the drawing. Whether there were any.
fn part(places: &mut [Point], boxes: &[Size], drawing: Size) -> bool {
    let mut moved = false;
    for second in 1..places.len() {
        for first in 0..second {
            // With a unit between, which rounding may take.
            let wide = f64::midpoint(boxes[first].width, boxes[second].width) + 1.0;
            let high = f64::midpoint(boxes[first].height, boxes[second].height) + 1.0;
            let (x, y) = (places[second].x - places[first].x, places[second].y - places[first].y);
            let (over_x, over_y) = (wide - x.abs(), high - y.abs());
            if over_x <= 0.0 || over_y <= 0.0 {
                continue;
            }
            moved = true;
            // A little further than needed: else a crowd takes ever smaller steps.
            if over_x < over_y {
                let by = (over_x / 2.0 + 0.5) * if x < 0.0 { -1.0 } else { 1.0 };
                places[first].x -= by;
                places[second].x += by;
            } else {
                let by = (over_y / 2.0 + 0.5) * if y < 0.0 { -1.0 } else { 1.0 };
                places[first].y -= by;
                places[second].y += by;
            }
            for at in [first, second] {
                let (half_x, half_y) = (boxes[at].width / 2.0, boxes[at].height / 2.0);
                places[at].x = places[at].x.min(drawing.width - half_x).max(half_x);
                places[at].y = places[at].y.min(drawing.height - half_y).max(half_y);
            }
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DRAWING: Size = Size { width: 1080.0, height: 760.0 };

    fn overlaps(a: (Point, Size), b: (Point, Size)) -> bool {
        (a.0.x - b.0.x).abs() < f64::midpoint(a.1.width, b.1.width)
            && (a.0.y - b.0.y).abs() < f64::midpoint(a.1.height, b.1.height)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn no_two_names_overlap_and_none_is_cut(
            widths in prop::collection::vec(30.0..165.0_f64, 1..41),
            pairs in prop::collection::vec((0..40_usize, 0..40_usize, 0.0..1.0_f64), 0..120),
        ) {
            let boxes: Vec<Size> =
                widths.iter().map(|width| Size { width: *width, height: 36.0 }).collect();
            let ties: Vec<Tie> = pairs
                .into_iter()
                .filter(|(first, second, _)| first < second && *second < boxes.len())
                .map(|(first, second, strength)| Tie { first, second, strength })
                .collect();
            let room: f64 = boxes.iter().map(|size| size.width * size.height).sum();
            let drawing = Size { width: 740.0, height: (room * 4.5 / 740.0).max(185.0) };
            let (places, drawing) = spread(&boxes, &ties, drawing);
            let placed: Vec<(Point, Size)> = places.into_iter().zip(boxes).collect();
            for (index, one) in placed.iter().enumerate() {
                prop_assert!(one.0.x >= one.1.width / 2.0 - 1.0 && one.0.y >= 17.0, "{one:?}");
                prop_assert!(one.0.x + one.1.width / 2.0 <= 741.0, "{one:?}");
                prop_assert!(one.0.y <= drawing.height - 17.0, "{one:?}");
                for other in &placed[index + 1..] {
                    prop_assert!(!overlaps(*one, *other), "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn who_is_tied_stands_nearer() {
        let boxes = [Size { width: 80.0, height: 36.0 }; 12];
        let tie = |first, second| Tie { first, second, strength: 1.0 };
        let ties = [tie(0, 1), tie(1, 2), tie(0, 2), tie(9, 10), tie(10, 11), tie(9, 11)];
        let (places, _) = spread(&boxes, &ties, DRAWING);
        let distance = |a: usize, b: usize| {
            (places[a].x - places[b].x).abs() + (places[a].y - places[b].y).abs()
        };
        assert!(
            distance(0, 1) < distance(0, 10) && distance(10, 11) < distance(1, 11),
            "{places:?}"
        );
    }

    #[test]
    fn nothing_and_one_have_a_place() {
        assert_eq!(spread(&[], &[], DRAWING), (vec![], DRAWING));
        let one = spread(&[Size { width: 80.0, height: 36.0 }], &[], DRAWING);
        assert_eq!(one, (vec![Point { x: 540.0, y: 380.0 }], DRAWING));
    }
}
