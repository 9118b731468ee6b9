//! Circles drawn from discs and rings that are filled once: a cloud of points has hundreds of one size.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use tiny_skia::{PathBuilder, Pixmap, Stroke};

use crate::palette::Rgb;

use super::stamp::Stamp;

/// The most forms that are kept: each size has some twenty-five, one for each place within a pixel.
const MOST: usize = 5_000;

thread_local! {
    // What is in the store does not show in the picture, only in the time it takes.
    static STORE: RefCell<BTreeMap<Key, Rc<Stamp>>> = const { RefCell::new(BTreeMap::new()) };
}

/// A form in thousandths of a pixel: radius, width of the ring (0 for a disc), place within a pixel.
type Key = (i32, i32, i32, i32);

/// Draws a disc, or a ring of a width where that is given, in pixels of the picture.
pub(super) fn draw(
    pixmap: &mut Pixmap,
    (x, y): (f32, f32),
    radius: f32,
    ring: Option<f32>,
    colour: Rgb,
) {
    let (column, row) = (x.floor(), y.floor());
    let part = (x - column, y - row);
    let thousandths = |x: f32| (x * 1000.0).round() as i32;
    let key = (
        thousandths(radius),
        ring.map_or(0, thousandths),
        thousandths(part.0),
        thousandths(part.1),
    );
    let stamp = STORE.with_borrow_mut(|store| {
        if store.len() > MOST {
            store.clear();
        }
        let stamp = store
            .entry(key)
            .or_insert_with(|| Rc::new(fill(radius, ring, part).unwrap_or_default()));
        Rc::clone(stamp)
    });
    stamp.blend(pixmap, (column as i32, row as i32), colour);
}

fn fill(radius: f32, ring: Option<f32>, part: (f32, f32)) -> Option<Stamp> {
    let circle = PathBuilder::from_circle(0.0, 0.0, radius)?;
    let path = match ring {
        None => circle,
        Some(width) => circle.stroke(
            &Stroke {
                width,
                ..Stroke::default()
            },
            1.0,
        )?,
    };
    Stamp::of(&path, part)
}
