//! The words at the lines: names at their ends, numbers at their points.

use crate::bounds::Bounds;
use crate::chart::reference;
use crate::dodge;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::{self, Misfits, place};
use crate::role::Role;
use crate::text::{Anchor, LABEL_SIZE, SMALL_SIZE, TextStyle};
use crate::wrap;

use super::common::{DOT, Layout, shared_points};
use super::{LinePoint, LineSeries, Lines};

/// The labels at the right ends of the lines: in a column of their own, or above and below the lines
/// where that column would take too much of the width.
pub(super) struct EndLabels {
    /// One for each series that has points.
    blocks: Vec<Block>,
    width: f64,
    inside: bool,
}

struct Block {
    series: usize,
    lines: Vec<(String, TextStyle)>,
}

/// The gap between the last point and its label.
const GAP: f64 = 7.0;

impl EndLabels {
    /// With one series the number alone, with more the name above it.
    pub(super) fn plan(chart: &Lines, frame: &Frame, inside: bool) -> Self {
        let widest = if frame.width().is_narrow() {
            92.0
        } else {
            150.0
        };
        let blocks: Vec<Block> = chart
            .series
            .iter()
            .enumerate()
            .filter_map(|(i, series)| {
                Some(Block {
                    series: i,
                    lines: end_lines(chart, series, (!inside).then_some(widest), &frame.fonts())?,
                })
            })
            .collect();
        let width = blocks
            .iter()
            .flat_map(|block| &block.lines)
            .map(|(line, style)| style.width(line, &frame.fonts()))
            .fold(0.0, f64::max);
        EndLabels {
            blocks,
            width,
            inside,
        }
    }

    /// Returns the places to try for the labels, the best first: inside, or in a column. The column
    /// comes last where it would take much of the figure.
    pub(super) fn places(chart: &Lines, frame: &Frame) -> Vec<bool> {
        let column = EndLabels::plan(chart, frame, false);
        // More than three names stacked on a telephone would cover the lines.
        match frame.width().is_narrow() && column.blocks.len() <= 3 {
            true if column.width > 70.0 => vec![true, false],
            true => vec![false, true],
            false => vec![false],
        }
    }

    /// The room that the column needs at the right of the panel, whose last point lies `free`
    /// pixels inside.
    pub(super) fn room(&self, free: f64) -> f64 {
        if self.inside {
            return 0.0;
        }
        (self.width + DOT + GAP - free).ceil().max(0.0)
    }

    /// The labels that stand above and below the lines.
    fn inside<'a>(
        &'a self,
        chart: &'a Lines,
        panel: &'a Panel,
    ) -> impl Iterator<Item = Label> + 'a {
        self.blocks
            .iter()
            .filter(|_| self.inside)
            .filter_map(move |block| {
                let series = chart.series.get(block.series)?;
                let last = series.points.last()?;
                let haloed = |(text, style): &(String, TextStyle)| (text.clone(), style.haloed());
                Some(Label {
                    pen: Pen::new(Role::Label, Paint::fill(Ink::Words(series.hue)))
                        .of(&series.name),
                    lines: block.lines.iter().map(haloed).collect(),
                    at: panel.at((last.at.coordinate(), last.value.middle())),
                    rise: rise(last),
                    reach: DOT,
                    sides: if is_lower(chart, series, last) {
                        vec![Side::BelowLeft, Side::Left, Side::AboveLeft]
                    } else {
                        vec![Side::AboveLeft, Side::Left, Side::BelowLeft]
                    },
                    keep: Keep::Always,
                    instead: None,
                })
            })
    }

    /// Draws the labels that stand in a column.
    fn draw_column(&self, chart: &Lines, frame: &Frame, panel: &Panel) -> Result<(), PlotError> {
        if self.inside {
            return Ok(());
        }
        let ends: Vec<(f64, f64)> = self
            .blocks
            .iter()
            .map(|block| {
                let last = chart.series.get(block.series).and_then(|s| s.points.last());
                last.map_or((0.0, 0.0), |point| {
                    panel.at((point.at.coordinate(), point.value.middle()))
                })
            })
            .collect();
        let wishes: Vec<(f64, f64)> = self
            .blocks
            .iter()
            .zip(&ends)
            .map(|(block, end)| (end.1, place::height(&block.lines) + 6.0))
            .collect();
        let bounds = panel.bounds;
        let x = ends.iter().map(|end| end.0).fold(0.0, f64::max) + DOT + GAP;
        let middles = dodge::apart(&wishes, bounds.top - 10.0, bounds.bottom - 1.0);
        for ((block, end), (middle, wish)) in self
            .blocks
            .iter()
            .zip(&ends)
            .zip(middles.iter().zip(&wishes))
        {
            let Some(series) = chart.series.get(block.series) else {
                continue;
            };
            let pen = Pen::new(Role::Label, Paint::fill(Ink::Words(series.hue))).of(&series.name);
            let top = middle - (wish.1 - 6.0) / 2.0;
            let moved = (middle - end.1).abs() > 16.0;
            if moved || x - end.0 > 30.0 {
                let leader =
                    Pen::new(Role::Leader, Paint::stroke(Ink::Muted, 1.0)).of(&series.name);
                frame.path(&leader, &[(end.0 + DOT + 4.0, end.1), (x - 3.0, *middle)])?;
            }
            place::stack(frame, &pen, (x, top), Anchor::Start, &block.lines)?;
        }
        Ok(())
    }
}

/// The words at the end of a series: its name where there are more, its last number, its remark.
/// In a column each line is `widest` at the most; without a column they are two lines.
fn end_lines(
    chart: &Lines,
    series: &LineSeries,
    widest: Option<f64>,
    fonts: &Fonts,
) -> Option<Vec<(String, TextStyle)>> {
    let bold = TextStyle::bold(LABEL_SIZE);
    let small = TextStyle::regular(SMALL_SIZE);
    let last = series.points.last()?;
    let named = chart.series.len() > 1;
    let mut lines = Vec::new();
    let Some(widest) = widest else {
        let value = chart.y.value_text(&last.value);
        if named {
            lines.push((series.name.clone(), bold));
            lines.push((
                format!("{value} {}", last.name).trim_end().to_owned(),
                small,
            ));
        } else {
            lines.push((value, bold));
            lines.push((last.name.clone(), small));
        }
        return Some(lines);
    };
    if named {
        let name = wrap::filled(&series.name, &bold, widest, fonts);
        lines.extend(name.into_iter().map(|line| (line, bold)));
    }
    lines.push((chart.y.value_text(&last.value), bold));
    if !last.name.is_empty() {
        let name = wrap::filled(&last.name, &small, widest, fonts);
        lines.extend(name.into_iter().map(|line| (line, small)));
    }
    Some(lines)
}

/// Returns how far the arrow of a lower bound goes up from its dot.
fn rise(point: &LinePoint) -> f64 {
    if point.value.is_lower_bound() {
        17.0
    } else {
        0.0
    }
}

/// Draws the numbers and remarks at points, the changes between points, the heights of the gap and
/// the names of references.
pub(super) fn draw(
    chart: &Lines,
    frame: &Frame,
    panel: &Panel,
    room: &Bounds,
    ends: &EndLabels,
    layout: Layout,
) -> Result<Misfits, PlotError> {
    ends.draw_column(chart, frame, panel)?;
    let within = Bounds {
        left: panel.bounds.left - 6.0,
        right: frame.right(),
        top: room.top - 12.0,
        bottom: room.bottom - 2.0,
    };
    let mut labels: Vec<Label> = ends.inside(chart, panel).collect();
    labels.extend(reference::labels_across(
        &chart.references,
        panel,
        &frame.fonts(),
    ));
    labels.extend(ribbons(chart, panel));
    for series in &chart.series {
        let mut names: Vec<Label> = points(chart, series, panel).collect();
        if layout.from_right {
            names.reverse();
        }
        labels.extend(names);
    }
    labels.extend(gap(chart, panel, frame.width().is_narrow(), &frame.fonts()));
    for series in &chart.series {
        labels.extend(changes(series, panel));
    }
    place(frame, &within, &labels)
}

fn points<'a>(
    chart: &'a Lines,
    series: &'a LineSeries,
    panel: &'a Panel,
) -> impl Iterator<Item = Label> {
    let last = series.points.len() - usize::from(!series.points.is_empty());
    series
        .points
        .iter()
        .enumerate()
        .filter(move |&(i, point)| i != last && (i == 0 || point.written || !point.name.is_empty()))
        .filter_map(move |(i, point)| {
            let number = TextStyle::bold(LABEL_SIZE).haloed();
            let remark = TextStyle::regular(SMALL_SIZE).haloed();
            let written = i == 0 || point.written;
            let number = written.then(|| (chart.y.value_text(&point.value), number));
            // What goes on under one name has it at its first point, and at its end.
            let before = i
                .checked_sub(1)
                .and_then(|before| series.points.get(before));
            let is_new = before.is_none_or(|before| before.name != point.name);
            let named = is_new && !point.name.is_empty();
            let remark = named.then(|| (point.name.clone(), remark));
            let label = |lines: Vec<(String, TextStyle)>| Label {
                pen: Pen::new(Role::Value, Paint::fill(Ink::Words(series.hue))).of(&series.name),
                lines,
                at: panel.at((point.at.coordinate(), point.value.middle())),
                rise: rise(point),
                reach: DOT,
                sides: sides(chart, series, point),
                keep: Keep::IfRoom,
                instead: None,
            };
            let both: Vec<_> = number.into_iter().chain(remark.clone()).collect();
            let Some(name) = remark else {
                // A number stands at its own dot, or not at all.
                return (!both.is_empty()).then(|| Label {
                    keep: Keep::Beside,
                    ..label(both)
                });
            };
            // Else farther off with a leader, else the name without its number.
            let led = |lines| Label {
                keep: Keep::Led,
                ..label(lines)
            };
            let name = vec![name];
            let tries = [label(name.clone()), led(both.clone()), label(both)].into_iter();
            Some(tries.fold(led(name), |instead, label| Label {
                instead: Some(Box::new(instead)),
                ..label
            }))
        })
}

/// Returns where the number of a point may stand: above the upper series and below the lower one first,
/// and never between the two where the gap is the matter.
fn sides(chart: &Lines, series: &LineSeries, point: &LinePoint) -> Vec<Side> {
    use Side::{Above, AboveLeft, AboveRight, Below, BelowLeft, BelowRight, Left, Right};
    let of_gap = chart.gap.as_ref().is_some_and(|gap| {
        [gap.one, gap.other]
            .iter()
            .filter_map(|&i| chart.series.get(i))
            .any(|side| side.name == series.name)
    });
    match (is_lower(chart, series, point), of_gap) {
        (false, false) => vec![Above, AboveLeft, AboveRight, Left, Below, BelowRight, Right],
        (false, true) => vec![Above, AboveLeft, AboveRight, Left],
        (true, false) => vec![Below, BelowRight, BelowLeft, Right, Above, AboveLeft, Left],
        (true, true) => vec![Below, BelowRight, BelowLeft, Right],
    }
}

/// Returns whether another series has a higher number at the same place.
fn is_lower(chart: &Lines, series: &LineSeries, point: &LinePoint) -> bool {
    chart
        .series
        .iter()
        .filter(|other| other.name != series.name)
        .flat_map(|other| &other.points)
        .any(|other| other.at == point.at && other.value.middle() > point.value.middle())
}

fn changes<'a>(series: &'a LineSeries, panel: &'a Panel) -> impl Iterator<Item = Label> {
    series
        .points
        .windows(2)
        .filter(|pair| !pair[1].change.is_empty())
        .map(|pair| {
            let at = |point: &LinePoint| panel.at((point.at.coordinate(), point.value.middle()));
            let (from, to) = (at(&pair[0]), at(&pair[1]));
            let (ink, style) = if pair[1].strong {
                (Ink::Text, TextStyle::bold(SMALL_SIZE))
            } else {
                (Ink::Muted, TextStyle::regular(SMALL_SIZE))
            };
            Label {
                pen: Pen::new(Role::Value, Paint::fill(ink)).of(&series.name),
                lines: vec![(pair[1].change.clone(), style.haloed())],
                at: (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1)),
                rise: 0.0,
                reach: 0.0,
                sides: if to.1 <= from.1 {
                    vec![Side::Above, Side::AboveLeft, Side::BelowRight, Side::Below]
                } else {
                    vec![Side::Above, Side::AboveRight, Side::BelowLeft, Side::Below]
                },
                keep: Keep::IfRoom,
                instead: None,
            }
        })
}

/// Returns the heights of the gap: within it, in one line or two, else outside with a leader.
fn gap<'a>(
    chart: &'a Lines,
    panel: &'a Panel,
    narrow: bool,
    fonts: &Fonts,
) -> impl Iterator<Item = Label> {
    let pairs = chart
        .gap
        .as_ref()
        .map(|gap| shared_points(chart, gap))
        .unwrap_or_default();
    chart
        .gap
        .iter()
        .flat_map(|gap| &gap.labels)
        .filter_map(move |(at, text)| {
            let x = at.coordinate();
            let (_, one, other) = pairs.iter().find(|pair| pair.0 == x)?;
            let (one, other) = (panel.at((x, *one)), panel.at((x, *other)));
            let style = TextStyle::bold(SMALL_SIZE).haloed();
            let label = |width: f64, part: f64, keep| Label {
                pen: Pen::new(Role::Value, Paint::fill(Ink::Text)),
                lines: wrap::by_word(text, &style, width, fonts)
                    .into_iter()
                    .map(|line| (line, style))
                    .collect(),
                at: (one.0, one.1 + (other.1 - one.1) * part),
                rise: 0.0,
                reach: 0.0,
                sides: vec![Side::Right, Side::Left],
                keep,
                instead: None,
            };
            // In a narrow figure number and unit stand one below the other.
            let (whole, words) = (f64::INFINITY, 0.0);
            let widths = if narrow {
                [words, whole]
            } else {
                [whole, words]
            };
            let parts = [0.5, 0.55, 0.45, 0.6, 0.4, 0.65, 0.35, 0.7, 0.3];
            let within = widths.map(|width| parts.map(|part| label(width, part, Keep::InBand)));
            let outside = label(whole, 0.5, Keep::Led);
            let tries = within.into_iter().flatten().rev();
            Some(tries.fold(outside, |instead, label| Label {
                instead: Some(Box::new(instead)),
                ..label
            }))
        })
}

/// The names of ribbons, at the upper edges of their ends.
fn ribbons<'a>(chart: &'a Lines, panel: &'a Panel) -> impl Iterator<Item = Label> {
    chart.series.iter().filter_map(|series| {
        let last = series.ribbon.last().filter(|_| series.ribbon.len() > 1)?;
        Some(Label {
            pen: Pen::new(Role::Annotation, Paint::fill(Ink::Words(series.hue))).of(&series.name),
            lines: vec![(
                series.ribbon_name.clone(),
                TextStyle::regular(SMALL_SIZE).haloed(),
            )],
            at: panel.at((last.at.coordinate(), last.reach.high())),
            rise: 0.0,
            reach: 0.0,
            sides: vec![Side::AboveLeft, Side::Right, Side::BelowLeft],
            keep: Keep::Always,
            instead: None,
        })
    })
}
