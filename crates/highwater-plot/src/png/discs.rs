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
            .or_insert_with(|| Rc::new(fill(key).unwrap_or_default()));
        Rc::clone(stamp)
    });
    stamp.blend(pixmap, (column as i32, row as i32), colour);
}

/// Fills a form, made of its key alone: whichever circle comes first, the picture is the same.
fn fill((radius, ring, x, y): Key) -> Option<Stamp> {
    let pixels = |thousandths: i32| thousandths as f32 / 1000.0;
    let circle = PathBuilder::from_circle(0.0, 0.0, pixels(radius))?;
    let path = match ring {
        0 => circle,
        width => circle.stroke(
            &Stroke {
                width: pixels(width),
                ..Stroke::default()
            },
            1.0,
        )?,
    };
    Stamp::of(&path, (pixels(x), pixels(y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places that lie apart by less than a key tells: the store must not show in the picture.
    #[test]
    fn a_disc_is_the_same_whichever_came_before_it() {
        let black = Rgb(0, 0, 0);
        let drawn = |order: [f32; 2]| {
            let drawn = move || {
                let mut pictures = Vec::new();
                for radius in (30..300).map(|tenths| tenths as f32 / 10.0) {
                    let mut pixmap = Pixmap::new(140, 70)?;
                    pixmap.fill(tiny_skia::Color::WHITE);
                    for shift in order {
                        let at = (if shift < 0.0 { 34.4 } else { 104.4 } + shift, 34.6 + shift);
                        draw(&mut pixmap, at, radius, None, black);
                    }
                    pictures.extend_from_slice(pixmap.data());
                }
                Some(pictures)
            };
            // Each thread has a store of its own.
            std::thread::spawn(drawn).join().unwrap().unwrap()
        };
        let (one, other) = (drawn([-0.000_4, 0.000_4]), drawn([0.000_4, -0.000_4]));
        assert!(one == other);
        assert!(one.chunks(4).any(|pixel| pixel[0] == 0));
    }
}
