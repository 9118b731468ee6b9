//! What can keep a figure from being drawn.

use std::fmt;

/// What can keep a figure from being drawn or written.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PlotError {
    /// The chart has no data.
    NothingToDraw {
        /// The kind of chart.
        chart: &'static str,
    },
    /// A number that has no place on an axis.
    NotFinite {
        /// The series it belongs to.
        series: String,
        /// The row, month or point.
        at: String,
        /// The number.
        value: f64,
    },
    /// A number that is zero or negative, on a logarithmic axis.
    NotPositive {
        /// The series it belongs to.
        series: String,
        /// The row, month or point.
        at: String,
        /// The number.
        value: f64,
    },
    /// Ends that make no axis: not in order, or not positive on a logarithmic one.
    BadExtent {
        /// The name of the axis.
        axis: String,
        /// The end that was given as the lower one.
        low: f64,
        /// The end that was given as the higher one.
        high: f64,
    },
    /// A number that lies off an axis whose ends are given, and cannot be left out.
    OffAxis {
        /// What it is: the name of a reference, of a mean.
        name: String,
        /// The name of the axis.
        axis: String,
        /// The number.
        value: f64,
    },
    /// A size that is no area: zero, negative or not finite.
    BadSize {
        /// The series it belongs to.
        series: String,
        /// The point.
        at: String,
        /// The size.
        value: f64,
    },
    /// An interval whose ends are not in order, or no numbers.
    BadInterval {
        /// The series it belongs to.
        series: String,
        /// The row.
        at: String,
        /// The end that was given as the lower one.
        low: f64,
        /// The end that was given as the higher one.
        high: f64,
    },
    /// An index that points to nothing: a series, an option, the default of a specification curve.
    NoSuch {
        /// What was looked for.
        what: &'static str,
        /// The index.
        index: usize,
        /// How many there are.
        of: usize,
    },
    /// Axes on which a unit should have one length, but one runs by powers or by dates.
    NoCommonUnit {
        /// The name of the horizontal axis; empty for dates.
        x: String,
        /// The name of the vertical axis.
        y: String,
    },
    /// Numbers that make no grid: fewer than two columns or rows, or not one number for each crossing.
    BadGrid {
        /// The number of columns.
        columns: usize,
        /// The number of rows.
        rows: usize,
        /// How many numbers were given.
        numbers: usize,
        /// The most numbers that a grid may have.
        most: usize,
    },
    /// Numbers that must rise and do not.
    NotRising {
        /// What they are: the columns of a grid, levels.
        what: &'static str,
        /// A number.
        before: f64,
        /// The one behind it, which is not higher.
        after: f64,
    },
    /// A row with fewer or more cells than there are columns.
    BadRow {
        /// The name of the row.
        row: String,
        /// How many cells it has.
        cells: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// Levels that are too few to make a step, or more than are told apart.
    BadLevels {
        /// How many were given.
        levels: usize,
        /// How many may be.
        most: usize,
    },
    /// Months and numbers on one axis.
    MixedPositions {
        /// The series that differs from the first.
        series: String,
    },
    /// A day that its month has not.
    NoSuchDay {
        /// The series that has it.
        series: String,
        /// The day as given.
        at: String,
        /// How many days the month has.
        days: u8,
    },
    /// A line whose points go back, or stay where they are.
    OutOfOrder {
        /// The series.
        series: String,
        /// A position.
        before: String,
        /// The one behind it, which does not lie to the right.
        after: String,
    },
    /// Bars on an axis without a zero to start from.
    NoZero {
        /// The kind of chart.
        chart: &'static str,
        /// The name of the axis.
        axis: String,
        /// How it runs: "is logarithmic".
        runs: String,
    },
    /// Two counts at one position of a row.
    CountedTwice {
        /// The name of the row.
        row: String,
        /// The position.
        at: String,
    },
    /// An id that cannot stand in an attribute and a file name.
    BadId {
        /// The id.
        id: String,
    },
    /// The drawing library gave an error.
    Drawing {
        /// What it said.
        message: String,
    },
    /// The picture could not be made from the SVG.
    Raster {
        /// What the library said.
        message: String,
    },
}

impl PlotError {
    /// Refuses an interval whose ends are not in order; an end may be infinite.
    pub(crate) fn check_interval(
        series: &str,
        at: &str,
        low: f64,
        high: f64,
    ) -> Result<(), PlotError> {
        if low <= high {
            return Ok(());
        }
        Err(PlotError::BadInterval {
            series: series.to_owned(),
            at: at.to_owned(),
            low,
            high,
        })
    }
}

impl fmt::Display for PlotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlotError::NothingToDraw { chart } => write!(
                f,
                "the {chart} chart has no data: give it one number at least"
            ),
            PlotError::NotFinite { series, at, value } => write!(
                f,
                "`{series}` has at `{at}` the number `{value}`, which has no place on an axis: leave it out, and say why"
            ),
            PlotError::NotPositive { series, at, value } => write!(
                f,
                "`{series}` has at `{at}` the number `{value}`, which has no place on a logarithmic axis: give an even one, such as `Extent::FromZero`, or leave the number out and say why"
            ),
            PlotError::BadExtent { axis, low, high } => {
                write!(
                    f,
                    "`{low}` to `{high}` makes no axis for `{axis}`: give the lower end first, and positive ends to a logarithmic axis"
                )
            }
            PlotError::OffAxis { name, axis, value } => {
                write!(
                    f,
                    "`{name}` lies at `{value}`, off the axis `{axis}`: give the axis wider ends, or none"
                )
            }
            PlotError::BadSize { series, at, value } => {
                write!(
                    f,
                    "`{series}` has at `{at}` the size `{value}`, which is not an area: give a positive number"
                )
            }
            PlotError::BadInterval {
                series,
                at,
                low,
                high,
            } => write!(
                f,
                "`{series}` has at `{at}` an interval from `{low}` to `{high}`: give the lower end first"
            ),
            PlotError::NoSuch { what, index, of } => {
                write!(
                    f,
                    "there is no {what} {index}, since there are {of}: count from 0"
                )
            }
            PlotError::NoCommonUnit { x, y } => {
                let x = if x.is_empty() { "the dates" } else { x };
                write!(
                    f,
                    "`{x}` and `{y}` have no unit in common: equal scales need two even axes"
                )
            }
            PlotError::BadGrid {
                columns,
                rows,
                numbers,
                most,
            } => write!(
                f,
                "a grid of {columns} columns and {rows} rows has {numbers} numbers: give two columns and rows or more, one number for each crossing, and at most {most} numbers"
            ),
            PlotError::NotRising {
                what,
                before,
                after,
            } => write!(
                f,
                "the {what} go from `{before}` to `{after}`: give each once, the lowest first"
            ),
            PlotError::BadRow {
                row,
                cells,
                columns,
            } => write!(
                f,
                "the row `{row}` has {cells} cells for {columns} columns: give one for each column"
            ),
            PlotError::BadLevels { levels, most } => {
                write!(f, "the number of levels is {levels}: give 2 to {most}")
            }
            PlotError::MixedPositions { series } => {
                write!(
                    f,
                    "`{series}` mixes dates and numbers on one axis: give all positions as dates, or all as numbers"
                )
            }
            PlotError::NoSuchDay { series, at, days } => write!(
                f,
                "`{series}` has a number at `{at}`, but the month has {days} days: give a day from 1 to {days}"
            ),
            PlotError::OutOfOrder {
                series,
                before,
                after,
            } if before == after => write!(
                f,
                "the line `{series}` has two numbers at `{after}`: give one for each place, or a series for each of what it holds"
            ),
            PlotError::OutOfOrder {
                series,
                before,
                after,
            } => write!(
                f,
                "the line `{series}` goes back from `{before}` to `{after}`: sort its points, or give a series for each of what it holds"
            ),
            PlotError::NoZero { chart, axis, runs } => write!(
                f,
                "the {chart} chart starts at zero, which the axis `{axis}` does not hold, since it {runs}: give `Extent::FromZero`, or draw range bars or points"
            ),
            PlotError::CountedTwice { row, at } => write!(
                f,
                "`{row}` has two counts at `{at}`: give one for each position"
            ),
            PlotError::BadId { id } => write!(
                f,
                "the figure id `{id}` cannot stand in a file name: give a lower-case letter, then letters, digits and `-`"
            ),
            PlotError::Drawing { message } => write!(f, "the figure was not drawn: {message}"),
            PlotError::Raster { message } => write!(f, "the picture was not made: {message}"),
        }
    }
}

impl std::error::Error for PlotError {}
