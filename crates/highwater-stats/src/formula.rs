//! Formulas in R's words, such as `log10(size) ~ year + C(lab) + year:C(lab)`.

use crate::design::Design;
use crate::error::StatsError;
use crate::missing::{Missing, same_length};
use crate::ols::{OlsFit, ols};

mod parse;

use parse::{Factor, Parsed, Term, Transform};

/// Named columns of numbers and of text, which formulas speak of.
///
/// NaN and the empty text are missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    columns: Vec<(String, Column)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Column {
    Numbers(Vec<f64>),
    Texts(Vec<String>),
}

impl Column {
    fn len(&self) -> usize {
        match self {
            Column::Numbers(values) => values.len(),
            Column::Texts(values) => values.len(),
        }
    }
}

impl Frame {
    /// Returns a frame without columns.
    #[must_use]
    pub fn new() -> Self {
        Frame::default()
    }

    /// Adds a column of numbers.
    ///
    /// # Errors
    ///
    /// [`StatsError::DuplicateTerm`]; [`StatsError::LengthMismatch`] with the columns before it.
    pub fn numbers(self, name: &str, values: &[f64]) -> Result<Self, StatsError> {
        self.with(name, Column::Numbers(values.to_vec()))
    }

    /// Adds a column of text, whose values are levels.
    ///
    /// # Errors
    ///
    /// As [`numbers`](Self::numbers).
    pub fn texts(self, name: &str, values: &[impl AsRef<str>]) -> Result<Self, StatsError> {
        let values = values.iter().map(|text| text.as_ref().to_owned()).collect();
        self.with(name, Column::Texts(values))
    }

    fn with(mut self, name: &str, column: Column) -> Result<Self, StatsError> {
        if self.columns.iter().any(|(known, _)| known == name) {
            return Err(StatsError::DuplicateTerm {
                name: name.to_owned(),
            });
        }
        if let Some((_, first)) = self.columns.first() {
            same_length(name, first.len(), column.len())?;
        }
        self.columns.push((name.to_owned(), column));
        Ok(self)
    }

    fn column(&self, name: &str) -> Result<&Column, StatsError> {
        let found = self.columns.iter().find(|(known, _)| known == name);
        found
            .map(|(_, column)| column)
            .ok_or_else(|| StatsError::UnknownTerm {
                name: name.to_owned(),
                known: self
                    .columns
                    .iter()
                    .map(|(known, _)| known.clone())
                    .collect(),
            })
    }
}

/// What a formula says of a frame: a response and a design, for [`ols`](crate::ols()),
/// [`logit`](crate::logit()), [`poisson`](crate::poisson()) and the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// The left side, as it is written.
    pub response: String,
    /// Its values.
    pub y: Vec<f64>,
    /// The columns of the right side.
    pub design: Design,
}

/// Reads a formula in R's words and applies it to a frame.
///
/// | words | mean |
/// |---|---|
/// | `y ~ a + b` | the terms `a` and `b`, and a constant |
/// | `y ~ 0 + a`, `y ~ a - 1` | no constant |
/// | `a:b` | the product of both |
/// | `a * b` | `a + b + a:b` |
/// | `(a + b) * c - a:c` | sums in parentheses, and terms left out |
/// | `C(year)`, `lab` of text | a 0/1 column for each level but the first in order |
/// | `C(lab, "closed")` | the same, but for the level `closed` |
/// | `log(x)`, `log2(x)`, `log10(x)`, `exp(x)`, `sqrt(x)`, `abs(x)`, `I(x^2)` | functions of a column |
/// | `` `training cost` `` | a column whose name is not one word |
///
/// Levels are coded as in R: a term has all levels of a column if the model lacks the term without it,
/// as in `y ~ x:C(lab)`, a slope for each lab. Names are those of statsmodels: `C(lab)[T.b]` is level
/// `b` less the first, `C(lab)[b]` one of all levels.
///
/// # Errors
///
/// [`StatsError::Formula`] with the place for text that is not a formula; [`StatsError::UnknownTerm`]
/// for a column that the frame does not have; [`StatsError::OutOfRange`] for a logarithm or root of a
/// negative number.
///
/// # Example
///
/// ```
/// use highwater_stats::{Frame, Missing, formula, ols};
///
/// let frame = Frame::new()
///     .numbers("year", &[2020.0, 2021.0, 2022.0, 2020.0, 2021.0, 2022.0, 2023.0])?
///     .numbers("size", &[1.0, 10.0, 100.0, 1.0, 2.0, 4.0, 8.0])?
///     .texts("lab", &["a", "a", "a", "b", "b", "b", "b"])?;
/// let model = formula("log10(size) ~ year + C(lab) + year:C(lab)", &frame)?;
/// assert_eq!(
///     model.design.names(),
///     ["const", "year", "C(lab)[T.b]", "year:C(lab)[T.b]"]
/// );
/// let fit = ols(&model.design, &model.y, Missing::Refuse)?;
/// // By construction: tenfold a year at `a`, double at `b`.
/// let slower = fit.coefficient("year:C(lab)[T.b]")?.estimate;
/// assert!((slower - (2_f64.log10() - 1.0)).abs() < 1e-12);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Chambers and Hastie (1992), "Statistical Models in S", section 2.3; R's `formula`, patsy.
pub fn formula(text: &str, frame: &Frame) -> Result<Formula, StatsError> {
    let parsed = parse::parse(text)?;
    let y = numbers(frame, &parsed.response)?;
    let empty = if parsed.has_constant {
        Design::with_intercept()
    } else {
        Design::without_intercept()
    };
    let mut has_constant = parsed.has_constant;
    let mut design = empty;
    for term in &parsed.terms {
        // Of a text or of C(..) alone without a constant the levels make one.
        for (name, values) in term_columns(frame, &parsed, term, has_constant)? {
            design = design.term(&name, &values)?;
        }
        if let [factor] = &term[..]
            && is_levels(frame, factor)?
        {
            has_constant = true;
        }
    }
    Ok(Formula {
        response: parsed.response.name(),
        y,
        design,
    })
}

/// Fits a formula to a frame by least squares: [`formula`] and [`ols`](crate::ols()) in one, with the
/// response by its name in the summary.
///
/// # Errors
///
/// As [`formula`] and [`ols`](crate::ols()).
///
/// # Example
///
/// ```
/// use highwater_stats::{Frame, Missing, ols_formula};
///
/// let frame = Frame::new()
///     .numbers("height", &[58.0, 59.0, 60.0, 61.0])?
///     .numbers("weight", &[115.0, 117.0, 120.0, 123.0])?;
/// let fit = ols_formula("weight ~ height", &frame, Missing::Refuse)?;
/// // R: lm(weight ~ height)
/// assert!((fit.coefficient("height")?.estimate - 2.7).abs() < 1e-12);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
pub fn ols_formula(text: &str, frame: &Frame, missing: Missing) -> Result<OlsFit, StatsError> {
    let model = formula(text, frame)?;
    let mut fit = ols(&model.design, &model.y, missing)?;
    fit.response = model.response;
    Ok(fit)
}

/// Returns whether a factor stands for levels.
fn is_levels(frame: &Frame, factor: &Factor) -> Result<bool, StatsError> {
    Ok(match factor {
        Factor::Levels { .. } => true,
        Factor::Plain { name, transform } => {
            *transform == Transform::None && matches!(frame.column(name)?, Column::Texts(_))
        }
    })
}

/// The values of a factor that stands for numbers.
fn numbers(frame: &Frame, factor: &Factor) -> Result<Vec<f64>, StatsError> {
    let Factor::Plain { name, transform } = factor else {
        return Err(StatsError::Formula {
            column: 1,
            problem: format!("`{}` is levels, not numbers", factor.name()),
        });
    };
    let Column::Numbers(values) = frame.column(name)? else {
        return Err(StatsError::Formula {
            column: 1,
            problem: format!("`{name}` is text where numbers belong"),
        });
    };
    let made: Vec<f64> = values.iter().map(|value| transform.of(*value)).collect();
    let lost = values
        .iter()
        .zip(&made)
        .position(|(v, made)| made.is_nan() && !v.is_nan());
    match lost {
        Some(row) => Err(StatsError::OutOfRange {
            what: format!("{name}[{row}]"),
            value: values[row],
            range: "a value that has the logarithm or root asked for",
        }),
        None => Ok(made),
    }
}

/// Returns the columns of a term, products of those of its factors.
fn term_columns(
    frame: &Frame,
    parsed: &Parsed,
    term: &Term,
    has_constant: bool,
) -> Result<Vec<(String, Vec<f64>)>, StatsError> {
    let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
    for (place, factor) in term.iter().enumerate() {
        let own = if is_levels(frame, factor)? {
            let mut others = term.clone();
            others.remove(place);
            let is_in_the_model = if others.is_empty() {
                has_constant
            } else {
                parsed.terms.contains(&others)
            };
            level_columns(frame, factor, is_in_the_model)?
        } else {
            vec![(factor.name(), numbers(frame, factor)?)]
        };
        columns = if place == 0 {
            own
        } else {
            // As in R the first factor varies fastest.
            own.iter()
                .flat_map(|(name, values)| {
                    columns.iter().map(move |(known, others)| {
                        let products = others.iter().zip(values).map(|(a, b)| a * b).collect();
                        (format!("{known}:{name}"), products)
                    })
                })
                .collect()
        };
    }
    Ok(columns)
}

/// Returns a 0/1 column for each level, all or all but the baseline.
fn level_columns(
    frame: &Frame,
    factor: &Factor,
    without_baseline: bool,
) -> Result<Vec<(String, Vec<f64>)>, StatsError> {
    let (name, baseline) = match factor {
        Factor::Levels { name, baseline } => (name, baseline.as_deref()),
        Factor::Plain { name, .. } => (name, None),
    };
    let (values, levels) = match frame.column(name)? {
        Column::Texts(texts) => {
            let mut levels: Vec<String> = texts.clone();
            levels.sort();
            (texts.clone(), levels)
        }
        Column::Numbers(numbers) => {
            let text = |value: &f64| match value {
                value if value.is_nan() => String::new(),
                value => value.to_string(),
            };
            let sorted = crate::sort_key::sorted(numbers);
            (
                numbers.iter().map(text).collect(),
                sorted.iter().map(text).collect(),
            )
        }
    };
    let mut levels: Vec<String> = levels
        .into_iter()
        .filter(|level| !level.is_empty())
        .collect();
    levels.dedup();
    let baseline = match baseline {
        Some(baseline) => {
            crate::design::place(&levels, baseline)?;
            baseline.to_owned()
        }
        None => levels.first().cloned().unwrap_or_default(),
    };
    let (kept, mark) = if without_baseline {
        levels.retain(|level| *level != baseline);
        (levels, "T.")
    } else {
        (levels, "")
    };
    let column = |level: &String| -> Vec<f64> {
        let is = |value: &String| match value {
            value if value.is_empty() => f64::NAN,
            value => f64::from(u8::from(value == level)),
        };
        values.iter().map(is).collect()
    };
    Ok(kept
        .iter()
        .map(|level| (format!("{}[{mark}{level}]", factor.name()), column(level)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        Frame::new()
            .numbers("y", &[1.0, 3.0, 2.0, 5.0, 4.0, 7.0])
            .unwrap()
            .numbers("x", &[1.0, 2.0, 3.0, 4.0, 5.0, 7.0])
            .unwrap()
            .texts("lab", &["b", "a", "c", "b", "a", "c"])
            .unwrap()
            .numbers("year", &[2021.0, 2022.0, 2021.0, 2022.0, 2021.0, 2022.0])
            .unwrap()
    }

    fn names(text: &str) -> Vec<String> {
        formula(text, &frame()).unwrap().design.names()
    }

    #[test]
    fn terms_are_those_of_r() {
        for (text, want) in [
            ("y ~ x", &["const", "x"][..]),
            ("y~0+x", &["x"]),
            ("y ~ x - 1", &["x"]),
            ("y ~ 1", &["const"]),
            ("y ~ lab", &["const", "lab[T.b]", "lab[T.c]"]),
            ("y ~ 0 + lab", &["lab[a]", "lab[b]", "lab[c]"]),
            (
                "y ~ C(lab, \"c\")",
                &["const", "C(lab)[T.a]", "C(lab)[T.b]"],
            ),
            ("y ~ C(year)", &["const", "C(year)[T.2022]"]),
            ("y ~ x:lab", &["const", "x:lab[a]", "x:lab[b]", "x:lab[c]"]),
            (
                "y ~ x * lab",
                &[
                    "const",
                    "x",
                    "lab[T.b]",
                    "lab[T.c]",
                    "x:lab[T.b]",
                    "x:lab[T.c]",
                ],
            ),
            (
                "y ~ x + I(x^2) + log(x)",
                &["const", "x", "I(x^2)", "log(x)"],
            ),
            ("y ~ (x + year) * x", &["const", "x", "year", "x:year"]),
            ("y ~ x * year - x:year", &["const", "x", "year"]),
            (
                "y ~ 0 + lab + C(year)",
                &["lab[a]", "lab[b]", "lab[c]", "C(year)[T.2022]"],
            ),
        ] {
            assert_eq!(names(text), want, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let wrong = |text: &str| formula(text, &frame()).unwrap_err().to_string();
        assert_eq!(
            wrong("y ~ x + size"),
            "there is no term `size` among `y`, `x`, `lab`, `year`"
        );
        for (text, column) in [
            ("y ~ x +", 8),
            ("y x", 3),
            ("y ~ x $ 2", 7),
            ("~ x", 1),
            ("y ~ (x", 7),
        ] {
            let message = wrong(text);
            assert!(
                message.starts_with(&format!("formula, column {column}: ")),
                "{text}: {message}"
            );
        }
        assert!(wrong("lab ~ x").contains("`lab` is text where numbers belong"));
        assert!(wrong("y ~ C(lab, \"z\")").contains("no term `z` among `a`, `b`, `c`"));
        assert!(wrong("y ~ sin(x)").contains("log10"));
        let negative = Frame::new().numbers("y", &[1.0, -1.0]).unwrap();
        let error = formula("log(y) ~ 1", &negative).unwrap_err().to_string();
        assert!(error.starts_with("`y[1]` is `-1`"), "{error}");
    }

    #[test]
    fn what_is_missing_is_missing_in_all_columns() {
        let frame = Frame::new()
            .numbers("y", &[1.0, 3.0, 2.0, 5.0, 4.0])
            .unwrap()
            .texts("lab", &["b", "a", "", "b", "a"])
            .unwrap();
        let fit = ols_formula("y ~ lab", &frame, Missing::Drop).unwrap();
        assert_eq!((fit.n, fit.dropped, fit.response.as_str()), (4, 1, "y"));
        assert!(
            fit.to_string()
                .contains("1 row with a missing value is left out.")
        );
        assert!(ols_formula("y ~ lab", &frame, Missing::Refuse).is_err());
    }
}
