//! The plane: steps of colour, iso-lines, points and names.

use crate::axis::{self, Tick};
use crate::bounds::Bounds;
use crate::chart::note;
use crate::chart::noun::whole;
use crate::clip;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::mark::{Mark, Shape};
use crate::measure::{Extent, Measure};
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place;
use crate::role::Role;
use crate::scale::{Scale, Spacing};
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::ticks;
use crate::wrap;

use highwater_facts::Quantity;

use super::field::{self, Level};
use super::iso_labels::{self, IsoLabel, Obstacles};
use super::{Contour, ContourPoint, Support, hull, key};
use crate::chart::levels::Steps;

type Point = (f64, f64);

/// With more points than these, those without a name have no tooltip: a file of half a megabyte helps
/// nobody.
const MOST_TOOLTIPS: usize = 1000;

/// With more lines than these a name is cut.
const MOST_LINES: usize = 3;

/// What is drawn in the panel, in pixels.
struct Plan<'a> {
    chart: &'a Contour,
    steps: Steps<'a>,
    /// What the grid covers of the panel.
    area: Bounds,
    levels: Vec<Level>,
    hull: Option<Vec<Point>>,
    dots: Vec<(&'a ContourPoint, Point)>,
    radius: f64,
}

pub(super) fn draw(chart: &Contour, frame: &mut Frame) -> Result<(), PlotError> {
    let narrow = frame.width().is_narrow();
    let height = if narrow { 320.0 } else { 400.0 };
    let (y, up) = ends(&chart.y, chart.up()).scale(0.0, 1.0, axis::most_ticks(height, 50.0));
    let left = frame.left() + axis::left_room(&up);
    let has_hull = chart.support == Support::Hull;
    key::draw(chart, &chart.steps(), has_hull, left, frame)?;
    axis::title_above(frame, &chart.y.axis_title())?;

    let room = frame.take(height);
    let bounds = Bounds {
        left,
        // Half of the last tick's text stands behind the panel.
        right: room.right - 14.0,
        ..room
    };
    let panel = frame.panel(bounds, chart.across(), y);
    let plan = Plan::new(chart, &panel, narrow)?;
    axis::draw_up(frame, &panel, &chart.y.axis_title(), up.clone())?;
    plan.draw_steps(frame)?;
    let (names, numbers) = plan.draw_lines(frame)?;
    outline(&plan.area, frame)?;
    draw_up_ticks(&up, frame, &panel)?;
    plan.draw_dots(frame)?;
    draw_across(chart, frame, &panel)?;
    for mark in &names {
        redraw(mark, frame)?;
    }
    for IsoLabel { text, at, .. } in &numbers {
        let pen = Pen::new(Role::Value, Paint::fill(Ink::Text));
        frame.text(&pen, *at, text, iso_labels::style())?;
    }
    plan.draw_notes(frame)
}

/// The measure with the ends of the scale as its own, so that its ticks lie between them.
fn ends(measure: &Measure, scale: Scale) -> Measure {
    let Scale { low, high, .. } = scale;
    Measure {
        extent: match scale.spacing {
            Spacing::Log => Extent::LogBetween(low, high),
            Spacing::Linear | Spacing::Dates(_) => Extent::Between(low, high),
        },
        ..measure.clone()
    }
}

impl<'a> Plan<'a> {
    fn new(chart: &'a Contour, panel: &Panel, narrow: bool) -> Result<Self, PlotError> {
        let area = field::covered(&chart.grid, panel);
        let all = panel.bounds;
        let at = |point: &ContourPoint| {
            let across = panel.x.fraction(point.at.coordinate());
            let up = panel.y.fraction(point.value);
            (
                all.left + across * all.width(),
                all.bottom - up * all.height(),
            )
        };
        let hull = match chart.support {
            Support::Everywhere => None,
            Support::Hull => {
                let points: Vec<Point> = chart.points.iter().map(at).collect();
                // Points off the axes are data too.
                let cut = hull::convex(&points).map(|hull| clip::polygon(&hull, &area));
                cut.and_then(|hull| hull::convex(&hull))
            }
        };
        let shown = chart.points.iter().filter(|point| !chart.is_off(point));
        let dots: Vec<_> = shown.map(|point| (point, at(point))).collect();
        let room: f64 = if narrow { 36.0 } else { 64.0 };
        let radius = (room / libm::sqrt(dots.len().max(1) as f64)).clamp(2.2, 4.5);
        Ok(Plan {
            chart,
            steps: chart.steps(),
            levels: field::levels(&chart.grid, &chart.levels, panel, &area)?,
            area,
            hull,
            dots,
            radius,
        })
    }

    /// Draws the steps of colour, each area above a level over the one before, where data support them.
    fn draw_steps(&self, frame: &Frame) -> Result<(), PlotError> {
        // The grid lines of the axis are for blank paper.
        let paper = Pen::new(Role::Band, Paint::fill(Ink::Paper));
        frame.rect(&paper, self.area)?;
        for (i, level) in self.levels.iter().enumerate() {
            let area = match (self.chart.support, &self.hull) {
                (Support::Everywhere, _) => level.area.clone(),
                (Support::Hull, Some(hull)) => hull::cut(&level.area, hull),
                (Support::Hull, None) => return Ok(()),
            };
            frame_polygon(&self.step_pen(i), &area, frame)?;
        }
        Ok(())
    }

    /// The pen for what lies above a level; above the highest is blank paper.
    fn step_pen(&self, level: usize) -> Pen {
        let shade = self.steps.shades.get(level);
        let ink = shade.map_or(Ink::Paper, |&shade| Ink::Shade(shade));
        Pen::new(Role::Band, Paint::fill(ink))
    }

    /// The iso-lines and the edge of the hull with room for names and numbers, and these, which are drawn
    /// last.
    fn draw_lines(&self, frame: &Frame) -> Result<(Vec<Mark>, Vec<IsoLabel>), PlotError> {
        let names = self.place_names(frame)?;
        let texts = names.iter().filter_map(Mark::text);
        let mut obstacles = Obstacles {
            area: self.area,
            hull: self.hull.as_deref(),
            boxes: texts.map(|text| text.bounds()).collect(),
            dots: self.dots.iter().map(|dot| (dot.1, self.radius)).collect(),
        };
        let lines: Vec<(String, Vec<Point>)> = self
            .chart
            .levels
            .iter()
            .zip(&self.levels)
            .flat_map(|(&at, level)| {
                let text = self.chart.z.tick_text(at);
                level
                    .lines
                    .iter()
                    .map(move |line| (text.clone(), line.clone()))
            })
            .collect();
        let numbers = iso_labels::place(&lines, &mut obstacles, &frame.fonts());
        let pen = |width: f64| Pen::new(Role::Line, Paint::stroke(Ink::Text, width));
        for (text, line) in &lines {
            // The line is not a datum, and says where it lies all the same.
            let told = Pen {
                n: 0,
                ..pen(1.0).datum(&self.chart.z.title, text)
            };
            let (supported, beyond) = match (self.chart.support, &self.hull) {
                (Support::Everywhere, _) => (vec![line.clone()], Vec::new()),
                (Support::Hull, Some(hull)) => hull::split(line, hull),
                (Support::Hull, None) => (Vec::new(), vec![line.clone()]),
            };
            for part in supported {
                draw_with_gaps(&told, &part, &obstacles.boxes, frame)?;
            }
            let dotted = Pen {
                paint: extrapolated(),
                ..told
            };
            for part in beyond {
                draw_with_gaps(&dotted, &part, &obstacles.boxes, frame)?;
            }
        }
        if let Some(hull) = &self.hull {
            let closed: Vec<Point> = hull.iter().chain(hull.first()).copied().collect();
            draw_with_gaps(&pen(1.5), &closed, &obstacles.boxes, frame)?;
        }
        Ok((names, numbers))
    }

    /// The names of points with their leaders, where they cover neither points nor each other; lines make
    /// room for them.
    fn place_names(&self, frame: &Frame) -> Result<Vec<Mark>, PlotError> {
        let sheet = frame.blank();
        let fonts = &frame.fonts();
        self.draw_dots(&sheet)?;
        let before = sheet.marks().len();
        let labels: Vec<Label> = self
            .dots
            .iter()
            .filter(|(point, _)| point.labelled)
            .map(|&(point, at)| self.on_fewest_lines(self.name(point, at, fonts), fonts))
            .collect();
        // The edge of the area is a line too.
        place::place(&sheet, &self.area.grown(-3.0), &labels)?;
        Ok(sheet.marks().split_off(before))
    }

    fn name(&self, point: &ContourPoint, at: Point, fonts: &Fonts) -> Label {
        use Side::{Above, AboveLeft, AboveRight, Below, BelowLeft, BelowRight, Left, Right};
        let style = TextStyle::bold(SMALL_SIZE).haloed();
        let widest = (self.area.width() * 0.4).min(160.0);
        let mut lines = wrap::filled(&point.name, &style, widest, fonts);
        if lines.len() > MOST_LINES {
            // The whole name stands in the tooltip.
            lines.truncate(MOST_LINES);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        let label = Label {
            pen: Pen::new(Role::Label, Paint::fill(Ink::Text)).of(&self.chart.point.many),
            lines: lines.into_iter().map(|line| (line, style)).collect(),
            at,
            rise: 0.0,
            reach: self.radius,
            sides: vec![
                Right, Above, Left, Below, AboveRight, BelowRight, AboveLeft, BelowLeft,
            ],
            keep: Keep::IfRoom,
            instead: None,
        };
        Label {
            instead: Some(Box::new(Label {
                keep: Keep::Led,
                ..label.clone()
            })),
            ..label
        }
    }

    /// The label with its sides in the order of what they would cut: the edge of the hull is worse than
    /// iso-lines.
    fn on_fewest_lines(&self, mut label: Label, fonts: &Fonts) -> Label {
        let isolines = self.levels.iter().flat_map(|level| &level.lines);
        let isolines: Vec<&Vec<Point>> = isolines.collect();
        let cuts = |side: &Side| {
            let area = place::nearest_box(&label, *side, fonts).grown(2.0);
            let hull = self.hull.as_deref().unwrap_or_default();
            let mut edges = hull.iter().zip(hull.iter().cycle().skip(1));
            let on_hull = edges.any(|(a, b)| area.crossed_by(*a, *b));
            let crossed = isolines.iter().filter(|line| {
                let mut pairs = line.windows(2);
                pairs.any(|pair| area.crossed_by(pair[0], pair[1]))
            });
            (on_hull, crossed.count())
        };
        let mut sides = label.sides.clone();
        sides.sort_by_cached_key(cuts);
        label.sides = sides;
        label
    }

    fn draw_dots(&self, frame: &Frame) -> Result<(), PlotError> {
        let many = &self.chart.point.many;
        for (point, at) in &self.dots {
            let paint = Paint::fill(Ink::Shade(self.steps.shade(point.z)));
            let pen = Pen::new(Role::Point, paint.outlined(Ink::Text, 1.5)).of(many);
            let pen = if point.labelled || self.chart.points.len() <= MOST_TOOLTIPS {
                let exact = |x: f64, of: &Measure| of.value_text(&Quantity::exact(x, of.unit));
                let place = match &self.chart.x {
                    Some(x) => exact(point.at.coordinate(), x),
                    None => point.at.text(),
                };
                let value = exact(point.value, &self.chart.y);
                let x = format!("{} ({place}, {value})", point.name);
                pen.datum(&x, &exact(point.z, &self.chart.z))
                    .worth(&Quantity::exact(point.z, self.chart.z.unit))
            } else {
                Pen { n: 1, ..pen }
            };
            frame.circle(&pen, *at, self.radius)?;
        }
        Ok(())
    }

    /// Returns what is not drawn, and what is not drawn as it is.
    fn draw_notes(&self, frame: &mut Frame) -> Result<(), PlotError> {
        let (chart, all) = (self.chart, self.chart.points.len());
        if all > self.dots.len() {
            note::draw(frame, &chart.point.off_range(all - self.dots.len(), all))?;
        }
        let off = self.dots.iter().filter(|dot| self.steps.is_off(dot.0.z));
        let off = off.count();
        if off > 0 {
            let ((low, high), z) = (self.steps.ends(), &chart.z);
            let text = format!(
                "{} of {} {} outside of {} to {}, in the colour of the nearest step",
                whole(off),
                chart.point.count(all),
                if off == 1 { "lies" } else { "lie" },
                z.tick_text(low),
                z.tick_text(high),
            );
            note::remark(frame, &text)?;
        }
        Ok(())
    }
}

/// Draws a line with gaps where texts stand.
fn draw_with_gaps(
    pen: &Pen,
    line: &[Point],
    texts: &[Bounds],
    frame: &Frame,
) -> Result<(), PlotError> {
    let mut parts = vec![line.to_vec()];
    for text in texts {
        let gap = text.grown(2.0);
        let cut = parts.iter().map(|part| clip::polyline_outside(part, &gap));
        parts = cut.flatten().collect();
    }
    for part in parts {
        frame.path(pen, &part)?;
    }
    Ok(())
}

/// Draws an area; nothing where it has none.
fn frame_polygon(pen: &Pen, corners: &[Point], frame: &Frame) -> Result<(), PlotError> {
    if corners.len() < 3 {
        return Ok(());
    }
    frame.polygon(pen, corners)
}

/// Returns the paint of a line beyond the points.
pub(super) fn extrapolated() -> Paint {
    Paint {
        dotted: true,
        ..Paint::stroke(Ink::Muted, 1.0)
    }
}

/// Draws the edge of an area.
pub(super) fn outline(area: &Bounds, frame: &Frame) -> Result<(), PlotError> {
    let Bounds {
        left,
        top,
        right,
        bottom,
    } = *area;
    let corners = [
        (left, top),
        (right, top),
        (right, bottom),
        (left, bottom),
        (left, top),
    ];
    let pen = Pen::new(Role::Baseline, Paint::stroke(Ink::Rule, 1.0));
    frame.path(&pen, &corners)
}

/// Draws the ticks at the left, because grid lines lie below the colours.
fn draw_up_ticks(labelled: &[Tick], frame: &Frame, panel: &Panel) -> Result<(), PlotError> {
    let left = panel.bounds.left;
    let minor = match panel.y.spacing {
        Spacing::Log => ticks::minor_log(panel.y.low, panel.y.high),
        Spacing::Linear | Spacing::Dates(_) => Vec::new(),
    };
    let minor = minor.into_iter().map(|at| (at, Ink::Grid));
    for (at, ink) in minor.chain(labelled.iter().map(|tick| (tick.at, Ink::Rule))) {
        let y = panel.at((panel.x.low, at)).1;
        let pen = Pen::new(Role::Grid, Paint::stroke(ink, 1.0));
        frame.path(&pen, &[(left - 4.0, y), (left, y)])?;
    }
    Ok(())
}

/// The horizontal axis with its name below it.
fn draw_across(chart: &Contour, frame: &mut Frame, panel: &Panel) -> Result<(), PlotError> {
    let width = panel.bounds.width();
    let (title, ticks) = match &chart.x {
        Some(x) => (x.axis_title(), x.ticks_across(&panel.x, width)),
        None => {
            let beyond = frame.right() - panel.bounds.right;
            (String::new(), axis::date_ticks(&panel.x, width, beyond))
        }
    };
    axis::draw_across(frame, panel, &title, ticks, axis::Edge::Below)?;
    frame.take(axis::BELOW);
    if !title.is_empty() {
        let room = frame.take(18.0);
        let style = TextStyle::regular(SMALL_SIZE).anchored(Anchor::End);
        let pen = Pen::new(Role::AxisTitle, Paint::fill(Ink::Muted));
        let at = (panel.bounds.right, room.bottom - 4.0);
        frame.text(&pen, at, &title, style)?;
    }
    Ok(())
}

/// Draws a name or its leader again, on the sheet of the figure.
fn redraw(mark: &Mark, frame: &Frame) -> Result<(), PlotError> {
    match &mark.shape {
        Shape::Text(text) => frame.text(&mark.pen, text.at, &text.text, text.style),
        Shape::Polyline(points) => frame.path(&mark.pen, points),
        Shape::Polygon(_) | Shape::Rect(_) | Shape::Circle { .. } => Ok(()),
    }
}
