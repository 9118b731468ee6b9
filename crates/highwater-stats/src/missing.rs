//! Missing values: NaN means missing, and nothing is dropped without being counted.

use std::borrow::Cow;

use crate::error::StatsError;

/// What to do where a value is missing, that is NaN.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, spearman};
///
/// let x = [1.0, 2.0, f64::NAN, 4.0, 5.0];
/// let y = [5.0, 6.0, 7.0, 8.0, 7.0];
/// assert!(spearman(&x, &y, Missing::Refuse).is_err());
/// let test = spearman(&x, &y, Missing::Drop)?;
/// assert_eq!((test.n, test.dropped), (4, 1));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Missing {
    /// A missing value is an error that says where it is.
    Refuse,
    /// Leave it out (a pair if either side is missing) and count it in the result.
    Drop,
}

/// The values of one sample that are there, and how many are not.
pub(crate) fn sample<'a>(
    what: &str,
    values: &'a [f64],
    missing: Missing,
) -> Result<(Cow<'a, [f64]>, usize), StatsError> {
    let Some(index) = values.iter().position(|value| value.is_nan()) else {
        return Ok((Cow::Borrowed(values), 0));
    };
    match missing {
        Missing::Refuse => Err(StatsError::Missing {
            what: what.to_owned(),
            index,
        }),
        Missing::Drop => {
            let kept: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
            let dropped = values.len() - kept.len();
            Ok((Cow::Owned(kept), dropped))
        }
    }
}

/// Pairs of which both sides are there, and how many are not.
pub(crate) struct Pairs<'a> {
    pub(crate) x: Cow<'a, [f64]>,
    pub(crate) y: Cow<'a, [f64]>,
    pub(crate) dropped: usize,
}

impl<'a> Pairs<'a> {
    pub(crate) fn new(x: &'a [f64], y: &'a [f64], missing: Missing) -> Result<Self, StatsError> {
        same_length("y", x.len(), y.len())?;
        let is_missing = |i: &usize| x[*i].is_nan() || y[*i].is_nan();
        let Some(index) = (0..x.len()).find(is_missing) else {
            return Ok(Pairs {
                x: Cow::Borrowed(x),
                y: Cow::Borrowed(y),
                dropped: 0,
            });
        };
        if missing == Missing::Refuse {
            let what = if x[index].is_nan() { "x" } else { "y" };
            return Err(StatsError::Missing {
                what: what.to_owned(),
                index,
            });
        }
        let kept: Vec<usize> = (0..x.len()).filter(|i| !is_missing(i)).collect();
        Ok(Pairs {
            x: kept.iter().map(|i| x[*i]).collect(),
            y: kept.iter().map(|i| y[*i]).collect(),
            dropped: x.len() - kept.len(),
        })
    }
}

/// An error unless the two lengths agree.
pub(crate) fn same_length(what: &str, expected: usize, got: usize) -> Result<(), StatsError> {
    if expected == got {
        Ok(())
    } else {
        Err(StatsError::LengthMismatch {
            what: what.to_owned(),
            expected,
            got,
        })
    }
}

/// An error where a value is NaN.
pub(crate) fn none_missing(what: &str, values: &[f64]) -> Result<(), StatsError> {
    sample(what, values, Missing::Refuse).map(|_| ())
}

/// An error where a value is NaN or infinite.
pub(crate) fn all_finite(what: &str, values: &[f64]) -> Result<(), StatsError> {
    none_missing(what, values)?;
    none_infinite(what, values)
}

/// An error where a value is infinite.
pub(crate) fn none_infinite(what: &str, values: &[f64]) -> Result<(), StatsError> {
    match values.iter().position(|value| value.is_infinite()) {
        Some(index) => Err(StatsError::NotFinite {
            what: what.to_owned(),
            index,
            value: values[index],
        }),
        None => Ok(()),
    }
}

/// An error where there are fewer than `needed`.
pub(crate) fn at_least(what: &'static str, needed: usize, got: usize) -> Result<(), StatsError> {
    if got >= needed {
        Ok(())
    } else {
        Err(StatsError::TooFew { what, needed, got })
    }
}

/// An error where all values are equal.
pub(crate) fn varies(what: &str, values: &[f64]) -> Result<(), StatsError> {
    match values.first() {
        Some(first) if values.iter().all(|value| value == first) => Err(StatsError::Constant {
            what: what.to_owned(),
        }),
        _ => Ok(()),
    }
}
