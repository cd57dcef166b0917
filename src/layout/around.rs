//! A network around its middle: the others on an oval, in a row each, so that the names at its sides can't meet.

use super::{Point, Tie};

/// The places of so many nodes around `middle`, rows apart by `row` on the right side and on the left, on an oval that is `reach` wide
/// from its middle. `ties` are those among them: who belongs together stands side by side. The middle is the height of half the
/// rows. The first node stands at the top of the right side.
pub fn around(nodes: usize, ties: &[Tie], middle: f64, reach: f64, row: f64) -> Vec<Point> {
    let right = nodes.div_ceil(2);
    let height = right as f64 * row;
    let mut places = vec![Point::default(); nodes];
    for (at, node) in circle(nodes, ties).into_iter().enumerate() {
        // Down the right side and up the left.
        let (rows, nth, side) =
            if at < right { (right, at, 1.0) } else { (nodes - right, nodes - 1 - at, -1.0) };
        let y = height / 2.0 + (nth as f64 - (rows as f64 - 1.0) / 2.0) * row;
        let part = (y - height / 2.0) / (height / 2.0);
        places[node] = Point { x: middle + side * reach * (1.0 - part * part).max(0.0).sqrt(), y };
    }
    places
}

/// The nodes in an order in which each follows the one that it is most strongly tied to, of those that are left; of equals the first.
fn circle(nodes: usize, ties: &[Tie]) -> Vec<usize> {
    let strength = |a: usize, b: usize| {
        let joins =
            |tie: &&Tie| (tie.first, tie.second) == (a, b) || (tie.first, tie.second) == (b, a);
        ties.iter().find(joins).map_or(0.0, |tie| tie.strength)
    };
    let mut left: Vec<usize> = (0..nodes).collect();
    let mut order: Vec<usize> = Vec::with_capacity(nodes);
    while !left.is_empty() {
        let next = match order.last() {
            None => 0,
            Some(last) => {
                let mut best = 0;
                for index in 1..left.len() {
                    if strength(*last, left[index]) > strength(*last, left[best]) {
                        best = index;
                    }
                }
                best
            }
        };
        order.push(left.remove(next));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_belongs_together_stands_side_by_side() {
        let tie = |first, second, strength| Tie { first, second, strength };
        assert_eq!(circle(4, &[tie(0, 3, 1.0), tie(1, 3, 0.5)]), [0, 3, 1, 2]);
        assert_eq!(circle(0, &[]), [0; 0]);
    }

    #[test]
    fn names_at_one_side_are_a_row_apart() {
        for nodes in 1..13 {
            let places = around(nodes, &[], 140.0, 40.0, 30.0);
            for side in [-1.0, 1.0] {
                let mut rows: Vec<f64> = places
                    .iter()
                    .filter(|place| (place.x - 140.0) * side > 0.0)
                    .map(|place| place.y)
                    .collect();
                rows.sort_by(f64::total_cmp);
                assert!(rows.windows(2).all(|pair| pair[1] - pair[0] >= 30.0), "{places:?}");
            }
            assert!(places.iter().all(|place| place.y >= 15.0), "{places:?}");
        }
    }
}
