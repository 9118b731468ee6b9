//! The numbers of a function at the crossings of columns and rows.

use crate::chart::levels::rising;
use crate::error::PlotError;
use crate::scale::Scale;

/// The numbers of a function at the crossings of columns and rows.
///
/// Columns and rows may lie in any steps, mostly in equal ones of their axis: equal factors where it
/// is logarithmic. Between them the function is taken to run straight along the axis.
///
/// # Example
///
/// ```
/// use highwater_plot::Scale;
/// use highwater_plot::chart::Grid;
///
/// // Two columns and three rows; the first row of numbers belongs to the first `y`.
/// let grid = Grid::new(vec![2020.0, 2024.0], vec![1e20, 1e23, 1e26], vec![
///     20.0, 30.0, //
///     40.0, 55.0, //
///     60.0, 80.0,
/// ])?;
/// assert_eq!(grid.range(), (20.0, 80.0));
///
/// // The same columns and rows, with a function instead of numbers: 5 for 2020 and 10^20.
/// let grid = Grid::sampled(Scale::linear(2020.0, 2024.0), Scale::log(1e20, 1e26), 2, 3, |x, y| {
///     x - 2015.0 + y / 1e26
/// })?;
/// assert!((grid.range().0 - 5.0).abs() < 1e-5);
/// # Ok::<(), highwater_plot::PlotError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
}

impl Grid {
    /// The most numbers of a grid: more than a picture has room to show.
    pub const MOST: usize = 250_000;

    /// Returns a grid of columns at `x`, rows at `y` and `z` row by row: `z[row * x.len() + column]`. A
    /// date lies at its [`Position::coordinate`](crate::Position::coordinate).
    ///
    /// # Errors
    ///
    /// [`PlotError::BadGrid`] for fewer than two columns or rows, for too many, and where the numbers
    /// are not as many as the crossings; [`PlotError::NotFinite`] for a number that is none;
    /// [`PlotError::NotRising`] for columns or rows that do not rise.
    pub fn new(x: Vec<f64>, y: Vec<f64>, z: Vec<f64>) -> Result<Self, PlotError> {
        let (columns, rows) = (x.len(), y.len());
        let crossings = columns.checked_mul(rows);
        let fits = crossings == Some(z.len()) && z.len() <= Self::MOST;
        if columns < 2 || rows < 2 || !fits {
            return Err(PlotError::BadGrid {
                columns,
                rows,
                numbers: z.len(),
                most: Self::MOST,
            });
        }
        for (name, numbers) in [("column", &x), ("row", &y)] {
            for (i, &value) in numbers.iter().enumerate() {
                refuse_unless_finite(value, || format!("{name} {}", i + 1))?;
            }
        }
        rising("columns of the grid", &x)?;
        rising("rows of the grid", &y)?;
        for (i, &value) in z.iter().enumerate() {
            refuse_unless_finite(value, || {
                format!("column {}, row {}", i % columns + 1, i / columns + 1)
            })?;
        }
        Ok(Grid { x, y, z })
    }

    /// A grid of a function, its columns and rows in equal steps from one end of each scale to the
    /// other.
    ///
    /// # Errors
    ///
    /// As [`new`](Grid::new).
    pub fn sampled(
        x: Scale,
        y: Scale,
        columns: usize,
        rows: usize,
        function: impl Fn(f64, f64) -> f64,
    ) -> Result<Self, PlotError> {
        if columns.saturating_mul(rows) > Self::MOST {
            return Err(PlotError::BadGrid {
                columns,
                rows,
                numbers: 0,
                most: Self::MOST,
            });
        }
        let steps = |scale: Scale, n: usize| -> Vec<f64> {
            let last = n.saturating_sub(1).max(1) as f64;
            (0..n).map(|i| scale.at(i as f64 / last)).collect()
        };
        let (xs, ys) = (steps(x, columns), steps(y, rows));
        let z = ys
            .iter()
            .flat_map(|&y| xs.iter().map(move |&x| (x, y)))
            .map(|(x, y)| function(x, y))
            .collect();
        Grid::new(xs, ys, z)
    }

    /// Returns the columns, from left to right.
    #[must_use]
    pub fn x(&self) -> &[f64] {
        &self.x
    }

    /// Returns the rows, from below.
    #[must_use]
    pub fn y(&self) -> &[f64] {
        &self.y
    }

    /// Returns the numbers, row by row.
    #[must_use]
    pub fn z(&self) -> &[f64] {
        &self.z
    }

    /// Returns the lowest and the highest number.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        let ends = (f64::INFINITY, f64::NEG_INFINITY);
        let widen = |(low, high): (f64, f64), &z: &f64| (low.min(z), high.max(z));
        self.z.iter().fold(ends, widen)
    }

    /// Returns the first and the last column.
    pub(super) fn across(&self) -> (f64, f64) {
        ends(&self.x)
    }

    /// Returns the first and the last row.
    pub(super) fn up(&self) -> (f64, f64) {
        ends(&self.y)
    }
}

fn ends(numbers: &[f64]) -> (f64, f64) {
    let first = numbers.first().copied().unwrap_or(0.0);
    (first, numbers.last().copied().unwrap_or(first))
}

fn refuse_unless_finite(value: f64, at: impl Fn() -> String) -> Result<(), PlotError> {
    if value.is_finite() {
        return Ok(());
    }
    Err(PlotError::NotFinite {
        series: "grid".to_owned(),
        at: at(),
        value,
    })
}
