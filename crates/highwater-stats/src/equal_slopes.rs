//! Whether two groups have the same slope.

use std::fmt;

use crate::coefficient::Coefficient;
use crate::design::Design;
use crate::error::StatsError;
use crate::g_format::g;
use crate::hypothesis::difference;
use crate::missing::{Missing, same_length};
use crate::ols::{OlsFit, Robust, ols};

/// The slopes of two groups, compared.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct EqualSlopes {
    /// The labels of the groups, in the order in which they first appear among the rows used.
    pub groups: [String; 2],
    /// The rows used of each group.
    pub n: [usize; 2],
    /// The slope of each group.
    pub slopes: [Coefficient; 2],
    /// The slope of the second group less that of the first, with its interval and p.
    pub difference: Coefficient,
    /// The rows left out because something in them is missing.
    pub dropped: usize,
    /// The fit of both lines with one residual variance.
    pub fit: OlsFit,
}

impl fmt::Display for EqualSlopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (group, slope) in self.groups.iter().zip(&self.slopes) {
            write!(f, "{group}: {}, ", g(slope.estimate, 4))?;
        }
        write!(
            f,
            "difference = {}, {}, p = {} (n = {} and {})",
            g(self.difference.estimate, 4),
            self.difference.interval,
            g(self.difference.p_value, 4),
            self.n[0],
            self.n[1]
        )?;
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

/// Compares the slopes of `y` on `x` in two groups: does the one grow faster than the other?
///
/// One regression fits a line to each group. Without `errors` both have one residual variance and the
/// test is Student's t with `n - 4` degrees of freedom; else the robust errors of that kind are used.
///
/// # Errors
///
/// [`StatsError::Groups`] unless there are exactly two labels; [`StatsError::RankDeficient`] if `x`
/// does not vary in a group; otherwise as [`ols`] and [`OlsFit::robust`].
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, equal_slopes};
///
/// let year = [2020.0, 2021.0, 2022.0, 2023.0, 2020.0, 2021.0, 2022.0, 2023.0];
/// let size = [1.0, 2.1, 2.9, 4.0, 1.0, 1.4, 2.2, 2.5];
/// let lab = ["open", "open", "open", "open", "closed", "closed", "closed", "closed"];
/// let test = equal_slopes(&year, &size, &lab, None, Missing::Refuse)?;
/// // By hand: slopes of 0.98 and 0.53; R: lm(size ~ year * lab) gives t = -5.7617 for their
/// // difference.
/// assert!((test.difference.estimate + 0.45).abs() < 1e-12);
/// assert!((test.difference.statistic + 5.76166).abs() < 5e-6);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Draper and Smith (1998), "Applied Regression Analysis", 3rd edition, section 14.4.
pub fn equal_slopes<L: PartialEq + ToString>(
    x: &[f64],
    y: &[f64],
    group: &[L],
    errors: Option<Robust>,
    missing: Missing,
) -> Result<EqualSlopes, StatsError> {
    same_length("y", x.len(), y.len())?;
    same_length("group", x.len(), group.len())?;
    let used = |row: &usize| !(x[*row].is_nan() || y[*row].is_nan());
    let mut labels: Vec<&L> = Vec::new();
    for row in (0..x.len()).filter(|row| missing == Missing::Refuse || used(row)) {
        if !labels.contains(&&group[row]) {
            labels.push(&group[row]);
        }
    }
    let [first, second] = labels[..] else {
        return Err(StatsError::Groups {
            needed: 2,
            got: labels.len(),
        });
    };
    let in_second: Vec<f64> = group
        .iter()
        .map(|label| f64::from(u8::from(label == second)))
        .collect();
    let part = |of_second: bool| -> Vec<f64> {
        let share = |is_second: f64| {
            if of_second {
                is_second
            } else {
                1.0 - is_second
            }
        };
        let rows = x.iter().zip(&in_second);
        rows.map(|(x, is_second)| {
            if share(*is_second) == 0.0 && !x.is_nan() {
                0.0
            } else {
                *x
            }
        })
        .collect()
    };
    let groups = [first.to_string(), second.to_string()];
    let names = [format!("x[{}]", groups[0]), format!("x[{}]", groups[1])];
    let design = Design::with_intercept()
        .term(&format!("group[{}]", groups[1]), &in_second)?
        .term(&names[0], &part(false))?
        .term(&names[1], &part(true))?;
    let fit = ols(&design, y, missing)?;
    let apart = [vec![0.0, 0.0, -1.0, 1.0]];
    let (slopes, test, df) = match errors {
        None => {
            let slopes = [fit.coefficient(&names[0])?, fit.coefficient(&names[1])?];
            let df = Some(fit.df_resid as f64);
            (
                slopes.map(Clone::clone),
                fit.hypothesis(&apart, &[0.0])?,
                df,
            )
        }
        Some(kind) => {
            let robust = fit.robust(kind)?;
            let slopes = [
                robust.coefficient(&names[0])?,
                robust.coefficient(&names[1])?,
            ];
            let slopes = slopes.map(Clone::clone);
            (slopes, robust.hypothesis(&apart, &[0.0])?, robust.df)
        }
    };
    let of_second = (0..x.len())
        .filter(|row| used(row) && in_second[*row] == 1.0)
        .count();
    Ok(EqualSlopes {
        groups,
        n: [fit.n - of_second, of_second],
        slopes,
        difference: difference(&test, "difference", df),
        dropped: fit.dropped,
        fit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_do_not_make_two_lines_are_errors() {
        let (x, y) = (
            [1.0, 2.0, 3.0, 4.0, 6.0, 5.0],
            [1.0, 3.0, 2.0, 5.0, 4.0, 7.0],
        );
        let test = |group: &[&str]| equal_slopes(&x, &y, group, None, Missing::Refuse);
        let error = test(&["a", "a", "a", "a", "a", "a"]).unwrap_err();
        assert_eq!(error, StatsError::Groups { needed: 2, got: 1 });
        assert!(test(&["a", "b", "c", "a", "b", "c"]).is_err());
        assert!(test(&["a", "b"]).is_err());
        assert!(test(&["a", "a", "b", "b", "a", "b"]).is_ok());
        let flat = [1.0, 1.0, 1.0, 4.0, 6.0, 5.0];
        let error = equal_slopes(
            &flat,
            &y,
            &["a", "a", "a", "b", "b", "b"],
            None,
            Missing::Refuse,
        );
        assert!(matches!(error, Err(StatsError::RankDeficient { .. })));
    }

    #[test]
    fn the_order_of_the_groups_turns_the_sign() {
        let (x, y) = (
            [1.0, 2.0, 3.0, 4.0, 6.0, 5.0],
            [1.0, 3.0, 2.0, 5.0, 4.0, 7.0],
        );
        let one = equal_slopes(&x, &y, &[1, 1, 2, 2, 1, 2], None, Missing::Refuse).unwrap();
        let two = equal_slopes(&x, &y, &[2, 2, 1, 1, 2, 1], None, Missing::Refuse).unwrap();
        assert_eq!(one.difference.estimate, two.difference.estimate);
        let turned = |v: &[f64]| v.iter().rev().copied().collect::<Vec<f64>>();
        let (x, y) = (turned(&x), turned(&y));
        let other = equal_slopes(&x, &y, &[2, 1, 2, 2, 1, 1], None, Missing::Refuse).unwrap();
        assert!((one.difference.estimate + other.difference.estimate).abs() < 1e-12);
        assert!((one.difference.std_err - other.difference.std_err).abs() < 1e-12);
    }
}
