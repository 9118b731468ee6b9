//! Levels of a number that is shown by colour, and the shade of each step between them.

use crate::error::PlotError;
use crate::measure::is_drawable;
use crate::paint::Shade;
use crate::ticks;

/// Round levels that hold all numbers from `low` to `high`, with 2 to `most` steps between them, 12 at
/// the most.
///
/// Empty where `low` is not below `high`.
///
/// # Example
///
/// ```
/// use highwater_plot::chart::levels;
///
/// assert_eq!(levels(27.0, 86.4, 8), [20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]);
/// assert_eq!(levels(2018.2, 2024.9, 8), [2018.0, 2019.0, 2020.0, 2021.0, 2022.0, 2023.0, 2024.0, 2025.0]);
/// ```
#[must_use]
pub fn levels(low: f64, high: f64, most: usize) -> Vec<f64> {
    ticks::holding(low, high, most.clamp(2, Shade::MOST) + 1)
}

/// Refuses levels that make no steps.
pub(super) fn admit(levels: &[f64]) -> Result<(), PlotError> {
    if !(2..=Shade::MOST + 1).contains(&levels.len()) {
        return Err(PlotError::BadLevels {
            levels: levels.len(),
            most: Shade::MOST + 1,
        });
    }
    for (i, &value) in levels.iter().enumerate() {
        if !is_drawable(value) {
            return Err(PlotError::NotFinite {
                series: "levels".to_owned(),
                at: format!("level {}", i + 1),
                value,
            });
        }
    }
    rising("levels", levels)
}

/// Refuses numbers of which one is not higher than the one before.
pub(super) fn rising(what: &'static str, numbers: &[f64]) -> Result<(), PlotError> {
    match numbers.windows(2).find(|pair| pair[0] >= pair[1]) {
        Some(pair) => Err(PlotError::NotRising {
            what,
            before: pair[0],
            after: pair[1],
        }),
        None => Ok(()),
    }
}

/// The levels with the shade of each step.
pub(super) struct Steps<'a> {
    pub(super) levels: &'a [f64],
    pub(super) shades: Vec<Shade>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(levels: &'a [f64]) -> Self {
        Steps {
            levels,
            shades: Shade::steps(levels.len().saturating_sub(1)),
        }
    }

    /// Returns the lowest and the highest level.
    pub(super) fn ends(&self) -> (f64, f64) {
        let first = self.levels.first().copied().unwrap_or(0.0);
        (first, self.levels.last().copied().unwrap_or(first))
    }

    /// Returns whether a number lies on no step.
    pub(super) fn is_off(&self, z: f64) -> bool {
        let (low, high) = self.ends();
        !(low..=high).contains(&z)
    }

    /// Returns the shade of a number; off the steps that of the nearest.
    pub(super) fn shade(&self, z: f64) -> Shade {
        let above = self.levels.iter().filter(|level| **level <= z).count();
        let last = self.shades.len().saturating_sub(1);
        let step = above.saturating_sub(1).min(last);
        self.shades.get(step).copied().unwrap_or_default()
    }
}
