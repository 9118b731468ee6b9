//! The ratio of two independent normal variables with variances of 1.

use std::f64::consts::{FRAC_1_PI, FRAC_1_SQRT_2, TAU};

use crate::distribution::{normal_quantile, normal_sf, owens_t};
use crate::error::StatsError;
use crate::quadrature::integral;

/// Returns the quantile of `(x + X) / (y + Y)` for independent standard normal `X` and `Y`.
///
/// Seen from where both are 0, the ratio is the cotangent of the direction of a point whose
/// distribution about `(x, y)` is round; a line through there, in either direction, has the chance
/// that [`across`] gives.
pub(super) fn independent(p: f64, x: f64, y: f64) -> Result<f64, StatsError> {
    if p > 0.5 {
        return Ok(-independent(1.0 - p, -x, y)?);
    }
    if y < 0.0 {
        return independent(p, -x, -y);
    }
    let distance = libm::hypot(x, y);
    if !distance.is_finite() {
        return Err(StatsError::Overflow { what: "ratio" });
    }
    // The direction of the centre.
    let (along_x, along_y) = if distance > 0.0 {
        (x / distance, y / distance)
    } else {
        (0.0, 1.0)
    };
    // The line on which the denominator is 0 and the ratio starts from minus infinity.
    let start = Line {
        cos: -along_x,
        sin: along_y,
    };
    // In the tail that a denominator near 0 makes, the sector from there to the line is narrow, and
    // the angle has its digits by itself.
    let angle = p / start.density(distance);
    if angle * (1.0 + distance) < 0.5 {
        let angle = root(angle, |angle| {
            let share = integral(0.0, angle, |back| start.turned_back(back).density(distance));
            (share - p, start.turned_back(angle).density(distance))
        })?;
        return Ok(-1.0 / libm::tan(angle));
    }
    let line = Line::with_across(p + start.across(distance), distance)?;
    let (above, below) = (
        along_x * line.cos - along_y * line.sin,
        along_y * line.cos + along_x * line.sin,
    );
    if below > 0.0 {
        Ok(above / below)
    } else {
        Err(StatsError::Overflow { what: "ratio" })
    }
}

/// A line through the point where numerator and denominator are 0, by its angle to the direction of
/// the centre of the distribution.
#[derive(Clone, Copy)]
struct Line {
    cos: f64,
    sin: f64,
}

impl Line {
    /// From the tangent of an angle up to 45 degrees, or else from its cotangent.
    fn new(steep: bool, tangent: f64) -> Self {
        let length = libm::hypot(1.0, tangent);
        let (long, short) = (1.0 / length, tangent / length);
        if steep {
            Line {
                cos: short,
                sin: long,
            }
        } else {
            Line {
                cos: long,
                sin: short,
            }
        }
    }

    /// Returns the line at a smaller angle.
    fn turned_back(self, by: f64) -> Self {
        let (sin, cos) = libm::sincos(by);
        Line {
            cos: self.cos * cos + self.sin * sin,
            sin: self.sin * cos - self.cos * sin,
        }
    }

    /// Returns the chance between this line and the one across, in both of the sectors; less than 0
    /// beyond that.
    fn across(self, distance: f64) -> f64 {
        if self.cos < 0.0 {
            return -Line {
                cos: -self.cos,
                ..self
            }
            .across(distance);
        }
        let (off, on) = (distance * self.sin, distance * self.cos);
        if self.sin >= self.cos {
            2.0 * owens_t(off, self.cos / self.sin)
        } else {
            let (off, beyond) = (normal_sf(off), normal_sf(on));
            off * (1.0 - beyond) + beyond * (1.0 - off) - 2.0 * owens_t(on, self.sin / self.cos)
        }
    }

    /// Returns the chance between this line and the one through the centre, in both of the sectors; for
    /// angles up to 45 degrees, where 1/2 less [`across`](Self::across) would have fewer digits.
    fn along(self, distance: f64) -> f64 {
        let (off, on) = (distance * self.sin, distance * self.cos);
        0.5 * libm::erf(off * FRAC_1_SQRT_2) * libm::erf(on * FRAC_1_SQRT_2)
            + 2.0 * owens_t(on, self.sin / self.cos)
    }

    /// Returns the chance for each radian, in both of the sectors.
    fn density(self, distance: f64) -> f64 {
        let (off, on) = (distance * self.sin, distance * self.cos);
        FRAC_1_PI * libm::exp(-0.5 * distance * distance)
            + on * libm::erf(on * FRAC_1_SQRT_2) * libm::exp(-0.5 * off * off) / TAU.sqrt()
    }

    /// Returns the line with this chance [`across`](Self::across), from -1/2 to 1.
    fn with_across(chance: f64, distance: f64) -> Result<Line, StatsError> {
        // Beyond the line across, and beyond the one through the centre, by symmetry.
        if chance < 0.0 {
            let line = Line::with_across(-chance, distance)?;
            return Ok(Line {
                cos: -line.cos,
                ..line
            });
        }
        if chance > 0.5 {
            let line = Line::with_across(1.0 - chance, distance)?;
            return Ok(Line {
                sin: -line.sin,
                ..line
            });
        }
        let steep = chance <= Line::new(true, 1.0).across(distance);
        // As if the density were the same everywhere.
        let start = |chance: f64| (chance / Line::new(steep, 0.0).density(distance)).min(1.0);
        let tangent = if steep {
            root(start(chance), |tangent| {
                let line = Line::new(true, tangent);
                let slope = line.density(distance) / (1.0 + tangent * tangent);
                (line.across(distance) - chance, slope)
            })
        } else if chance > 0.25 {
            root(start(0.5 - chance), |tangent| {
                let line = Line::new(false, tangent);
                let slope = line.density(distance) / (1.0 + tangent * tangent);
                (line.along(distance) - (0.5 - chance), slope)
            })
        } else {
            // A tail like the normal one: its logarithm is nearly a parabola.
            let start = (-normal_quantile(chance) / distance).min(1.0);
            root(start, |tangent| {
                let line = Line::new(false, tangent);
                let across = line.across(distance);
                let slope = line.density(distance) / (across * (1.0 + tangent * tangent));
                (libm::log(chance / across), slope)
            })
        }?;
        Ok(Line::new(steep, tangent))
    }
}

/// Returns the zero from 0 to 1 of a growing function, given with its slope: Newton's steps, and halves
/// where they leave the bracket or do not get ahead.
///
/// Press et al., "Numerical Recipes", 3rd edition, section 9.4.
fn root(start: f64, function: impl Fn(f64) -> (f64, f64)) -> Result<f64, StatsError> {
    const STEPS: usize = 300;
    if function(0.0).0 >= 0.0 {
        return Ok(0.0);
    }
    let (mut low, mut high) = (0.0, 1.0);
    let (mut x, mut step) = (start, 1.0_f64);
    for _ in 0..STEPS {
        let (value, slope) = function(x);
        if value < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = -value / slope;
        let ahead = newton.abs() < 0.5 * step.abs() && (low..=high).contains(&(x + newton));
        step = if ahead {
            newton
        } else {
            0.5 * (low + high) - x
        };
        x += step;
        // Newton's next step would be about the square of this one.
        let settled = if ahead { 1e-10 } else { f64::EPSILON };
        if step.abs() <= settled * x {
            return Ok(x);
        }
    }
    Err(StatsError::NoConvergence {
        what: "quantile of a ratio",
        iterations: STEPS,
    })
}
