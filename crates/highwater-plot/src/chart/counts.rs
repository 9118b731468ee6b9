//! Rows of counts below a horizontal axis.

use highwater_facts::{Format, Unit};

use crate::axis::{Tick, middle_within};
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::position::Position;
use crate::role::Role;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::wrap;

/// A row of counts below the horizontal axis: how many things stand behind the points of a year.
///
/// Where counts have no room side by side, every second is written, or every third and so on, at the
/// same positions in all rows; the description holds all.
#[derive(Clone, Debug, PartialEq)]
pub struct CountRow {
    /// What is counted, written above the counts: "n, with industry".
    pub name: String,
    /// The hue of the text, that of the series that is counted.
    pub hue: Hue,
    /// The counts with their positions, each position once, in any order.
    pub counts: Vec<(Position, u64)>,
}

/// The gap between two counts side by side, and from an axis to the rows.
const GAP: f64 = 6.0;
/// The height of a line.
const LINE: f64 = 16.0;

impl CountRow {
    /// `n, with industry: 2015 3, 2016 7.`
    pub(super) fn sentence(&self, position_text: impl Fn(Position) -> String) -> String {
        let mut counts: Vec<&(Position, u64)> = self.counts.iter().collect();
        counts.sort_by(|a, b| a.0.coordinate().total_cmp(&b.0.coordinate()));
        let parts: Vec<String> = counts
            .into_iter()
            .map(|&(at, count)| format!("{} {}", position_text(at), text(count)))
            .collect();
        match parts.is_empty() {
            true => format!("{}: none.", self.name),
            false => format!("{}: {}.", self.name, parts.join(", ")),
        }
    }

    /// Refuses two counts at one position.
    pub(super) fn admit(
        &self,
        position_text: impl Fn(Position) -> String,
    ) -> Result<(), PlotError> {
        for (i, (at, _)) in self.counts.iter().enumerate() {
            let mut before = self.counts.iter().take(i);
            if before.any(|(other, _)| other.coordinate() == at.coordinate()) {
                return Err(PlotError::CountedTwice {
                    row: self.name.clone(),
                    at: position_text(*at),
                });
            }
        }
        Ok(())
    }
}

/// Draws the rows below what was drawn last, each count under its position in a panel.
pub(super) fn draw(
    frame: &mut Frame,
    panel: &Panel,
    rows: &[CountRow],
    ticks: &[Tick],
) -> Result<(), PlotError> {
    let rows: Vec<&CountRow> = rows.iter().filter(|row| !row.counts.is_empty()).collect();
    let reach = (frame.left(), frame.right());
    let places = thinned(&places(&rows, panel, ticks, reach, &frame.fonts()));
    for row in rows {
        let bold = TextStyle::bold(SMALL_SIZE);
        let ink = Paint::fill(Ink::Words(row.hue));
        frame.take(GAP);
        for line in wrap::filled(&row.name, &bold, reach.1 - reach.0, &frame.fonts()) {
            let room = frame.take(LINE);
            let pen = Pen::new(Role::Label, ink).of(&row.name);
            frame.text(&pen, (room.left, room.bottom - 4.0), &line, bold)?;
        }
        let room = frame.take(LINE);
        for place in &places {
            let counts = &mut row.counts.iter();
            let Some((_, count)) = counts.find(|(at, _)| at.coordinate() == place.at) else {
                continue;
            };
            let text = text(*count);
            let style = style();
            let x = middle_within(place.x, style.width(&text, &frame.fonts()), reach);
            let pen = Pen::new(Role::Value, ink).of(&row.name);
            frame.text(&pen, (x, room.bottom - 4.0), &text, style)?;
        }
    }
    Ok(())
}

fn style() -> TextStyle {
    TextStyle::regular(SMALL_SIZE).anchored(Anchor::Middle)
}

fn text(count: u64) -> String {
    Format::default().number(count as f64, Unit::Of("counts"))
}

/// A position at which something is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    /// Where it lies on the scale, and in pixels.
    at: f64,
    x: f64,
    /// The ends of the widest count there.
    ends: (f64, f64),
    has_tick: bool,
}

/// Returns the positions of all rows, from left to right.
fn places(
    rows: &[&CountRow],
    panel: &Panel,
    ticks: &[Tick],
    reach: (f64, f64),
    fonts: &Fonts,
) -> Vec<Place> {
    let counts = rows.iter().flat_map(|row| &row.counts);
    let mut places: Vec<Place> = counts
        .map(|(position, count)| {
            let at = position.coordinate();
            let x = panel.at((at, panel.y.low)).0;
            let width = style().width(&text(*count), fonts);
            let middle = middle_within(x, width, reach);
            Place {
                at,
                x,
                ends: (middle - width / 2.0, middle + width / 2.0),
                has_tick: ticks.iter().any(|tick| tick.at == at),
            }
        })
        .collect();
    places.sort_by(|a, b| a.at.total_cmp(&b.at));
    places.dedup_by(|next, kept| {
        let is_same = next.at == kept.at;
        if is_same {
            kept.ends = (kept.ends.0.min(next.ends.0), kept.ends.1.max(next.ends.1));
        }
        is_same
    });
    places
}

/// As many positions as have room, the same number of them left out between any two; of those that
/// do the ones with the most ticks, the most of them, and the first.
fn thinned(places: &[Place]) -> Vec<Place> {
    let every = |stride: usize, first: usize| places.iter().skip(first).step_by(stride);
    let fits = |stride: usize, first: usize| {
        let next = every(stride, first).skip(1);
        every(stride, first)
            .zip(next)
            .all(|(one, other)| one.ends.1 + GAP <= other.ends.0)
    };
    for stride in 1..=places.len() {
        let starts = (0..stride).filter(|&first| fits(stride, first));
        let best = starts.max_by_key(|&first| {
            let ticks = every(stride, first).filter(|place| place.has_tick);
            let written = every(stride, first).count();
            (ticks.count(), written, std::cmp::Reverse(first))
        });
        if let Some(first) = best {
            return every(stride, first).copied().collect();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places 10 pixels apart with counts so wide, every third with a tick from a place on.
    fn tens(n: usize, width: f64, first_tick: usize) -> Vec<Place> {
        let place = |i: usize| {
            let x = 10.0 * i as f64;
            Place {
                at: i as f64,
                x,
                ends: (x - width / 2.0, x + width / 2.0),
                has_tick: i % 3 == first_tick,
            }
        };
        (0..n).map(place).collect()
    }

    fn kept(places: &[Place]) -> Vec<usize> {
        thinned(places)
            .iter()
            .map(|place| place.at as usize)
            .collect()
    }

    #[test]
    fn counts_that_have_room_are_all_kept() {
        assert_eq!(kept(&tens(5, 4.0, 0)), [0, 1, 2, 3, 4]);
        assert_eq!(kept(&tens(1, 400.0, 0)), [0]);
        assert!(kept(&[]).is_empty());
    }

    #[test]
    fn counts_without_room_are_thinned_evenly_with_the_most_ticks() {
        // 4.1 pixels and the gap of 6 are just too much for 10, 14.1 for 20.
        assert_eq!(kept(&tens(7, 4.1, 0)), [0, 2, 4, 6]);
        assert_eq!(kept(&tens(9, 14.1, 1)), [1, 4, 7]);
        assert_eq!(kept(&tens(9, 14.1, 2)), [2, 5, 8]);
    }

    #[test]
    fn one_wide_count_thins_all() {
        let mut places = tens(6, 4.0, 0);
        places[2].ends = (5.0, 35.0);
        // Every second from the second on leaves it out.
        assert_eq!(kept(&places), [1, 3, 5]);
    }
}
