//! What the supplement printed on code release, and its arithmetic done again.
//!
//! Question: do the printed numbers follow from each other?
//! Method: each p again from estimate and standard error, each figure of the text from the numbers
//! that it rests on, at the ends of what their rounding leaves open; they agree where that range
//! meets what the printed figure stands for.

use highwater_facts::{CellRef, Quantity, Unit, Value};
use highwater_ingest::{Catalog, Cells, Column, Kind, Placed, Row, Schema};

use super::code_release::{INDUSTRY, reduction};
use crate::output::{Facts, StudyError};

const TABLE: &str = "table_1.csv";
const STATEMENTS: &str = "statements.csv";
const SIGMAS: f64 = 1.959_963_984_540_054;

/// A number as it was printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Printed {
    /// The number.
    pub value: f64,
    /// Half a unit of its last digit: what rounding leaves open on either side.
    pub half_unit: f64,
}

impl Printed {
    /// A number by its value and its text, whose digits behind the point say how it was rounded.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::printed::Printed;
    ///
    /// // `1.30` was rounded to hundredths, `1.3` to tenths.
    /// assert_eq!(Printed::of(1.3, "1.30").half_unit, 0.005);
    /// assert_eq!(Printed::of(1.3, "1.3").half_unit, 0.05);
    /// ```
    #[must_use]
    pub fn of(value: f64, text: &str) -> Self {
        let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        Printed {
            value,
            half_unit: 0.5 / libm::pow(10.0, decimals as f64),
        }
    }

    /// The least and the greatest number that are printed so.
    #[must_use]
    pub fn ends(self) -> [f64; 2] {
        [self.value - self.half_unit, self.value + self.half_unit]
    }
}

/// A figure computed again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// As it was printed.
    pub printed: Printed,
    /// From the printed numbers that it rests on.
    pub recomputed: f64,
    /// The least that their rounding allows.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Check {
    /// Computes a figure again from two printed numbers; it must rise or fall throughout in each.
    #[must_use]
    pub fn of(printed: Printed, from: [Printed; 2], figure: impl Fn(f64, f64) -> f64) -> Self {
        let [a, b] = from.map(Printed::ends);
        let corners = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(i, j)| figure(a[i], b[j]));
        Check {
            printed,
            recomputed: figure(from[0].value, from[1].value),
            low: corners.into_iter().fold(f64::INFINITY, f64::min),
            high: corners.into_iter().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// Whether the printed figure can follow from the printed numbers.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let [low, high] = self.printed.ends();
        self.low <= high && self.high >= low
    }
}

/// The two-sided p of a coefficient from its estimate and standard error, from the normal
/// distribution.
///
/// # Example
///
/// ```
/// use highwater_studies::divide::printed::wald_p;
///
/// // The supplement's share of industry: -1.52 and 0.719, printed as 0.035.
/// assert!((wald_p(-1.52, 0.719) - 0.0345112).abs() < 5e-8);
/// ```
#[must_use]
pub fn wald_p(estimate: f64, se: f64) -> f64 {
    libm::erfc((estimate / se).abs() / std::f64::consts::SQRT_2)
}

/// A row of the supplement's table 1.
#[derive(Clone, Debug)]
pub struct Term {
    /// The term: `frac_industry`, `n_authors`, `year_2018`.
    pub term: String,
    /// The coefficient.
    pub estimate: Printed,
    /// Its standard error.
    pub se: Printed,
    /// Its p.
    pub p: Printed,
}

impl Row for Term {
    const SCHEMA: Schema = Schema {
        columns: &[
            Column::new("term", Kind::Text),
            Column::new("estimate", Kind::Quantity(Unit::Number)),
            Column::new("se", Kind::Quantity(Unit::Number)),
            Column::new("p", Kind::Quantity(Unit::Number)),
            Column::new("source", Kind::Text),
        ],
        key: "term",
        ascending: false,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (term, source) = (cells.text("term"), cells.text("source"));
        let (estimate, se, p) = (
            printed(cells, "estimate"),
            printed(cells, "se"),
            printed(cells, "p"),
        );
        source?;
        Some(Term {
            term: term?,
            estimate: estimate?,
            se: se?,
            p: p?,
        })
    }
}

/// A figure in the text of the supplement.
#[derive(Clone, Debug)]
struct Statement {
    statement: String,
    printed: Printed,
}

impl Row for Statement {
    const SCHEMA: Schema = Schema {
        columns: &[
            Column::new("statement", Kind::Text),
            Column::new("printed", Kind::Quantity(Unit::Number)),
            Column::new("unit", Kind::OneOf(&["papers", "percent"])),
            Column::new("source", Kind::Text),
        ],
        key: "statement",
        ascending: false,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (statement, source) = (cells.text("statement"), cells.text("source"));
        let (printed, unit) = (printed(cells, "printed"), cells.one_of("unit"));
        source?;
        unit?;
        Some(Statement {
            statement: statement?,
            printed: printed?,
        })
    }
}

fn printed(cells: &mut Cells<'_>, column: &str) -> Option<Printed> {
    let quantity = cells.quantity(column)?;
    Some(Printed::of(quantity.middle(), &cells.text(column)?))
}

/// What the supplement printed.
#[derive(Debug)]
pub struct Supplement {
    table: Vec<Placed<Term>>,
    statements: Vec<Placed<Statement>>,
}

impl Supplement {
    /// Reads its tables; the faults of them stay with the catalog.
    pub(super) fn read(catalog: &mut Catalog) -> Self {
        Supplement {
            table: catalog.read::<Term>(TABLE),
            statements: catalog.read::<Statement>(STATEMENTS),
        }
    }

    /// The coefficient of a term.
    fn term(&self, name: &str) -> Result<&Placed<Term>, StudyError> {
        let mut rows = self.table.iter();
        let found = rows.find(|row| row.term == name);
        found.ok_or_else(|| StudyError::NoRow {
            table: "data/divide/table_1.csv",
            key: name.to_owned(),
        })
    }

    /// A figure of the text, with its cell.
    fn statement(&self, name: &str) -> Result<(Printed, CellRef), StudyError> {
        let mut rows = self.statements.iter();
        let found = rows.find(|row| row.statement == name);
        let found = found.map(|row| (row.printed, row.cell("printed")));
        found.ok_or_else(|| StudyError::NoRow {
            table: "data/divide/statements.csv",
            key: name.to_owned(),
        })
    }

    pub(super) fn record(&self, facts: &mut Facts<'_>) -> Result<(), StudyError> {
        for row in &self.table {
            record_term(row, facts);
        }
        self.record_text(facts)
    }

    /// The figures of the text.
    fn record_text(&self, facts: &mut Facts<'_>) -> Result<(), StudyError> {
        let industry = self.term(INDUSTRY)?;
        let (b, b_cell) = (industry.estimate, industry.cell("estimate"));
        let (papers, papers_cell) = self.statement("papers")?;
        let (released, released_cell) = self.statement("released")?;
        let (academic, academic_cell) = self.statement("academic_released_share")?;
        let label = "odds ratio of the share of industry, from its coefficient";
        let ratio = Quantity::exact(libm::exp(b.value), Unit::Ratio);
        facts.add(
            "odds_ratio",
            ratio,
            label,
            "exp(coefficient)",
            [b_cell.clone()],
        );
        // Counts are not rounded.
        let whole = |count: Printed| Printed {
            half_unit: 0.0,
            ..count
        };
        let figures = [
            Figure {
                name: "released_share",
                label: "share of papers with open code, in percent",
                unit: Unit::Percent,
                from: [
                    (whole(released), released_cell),
                    (whole(papers), papers_cell.clone()),
                ],
                of: |released, papers| 100.0 * released / papers,
            },
            Figure {
                name: "odds_share",
                label: "odds at industry alone as a percentage of those without industry",
                unit: Unit::Percent,
                from: [(b, b_cell.clone()), (b, b_cell.clone())],
                of: |b, _| 100.0 * libm::exp(b),
            },
            Figure {
                name: "odds_reduction",
                label: "reduction of the odds in percent",
                unit: Unit::Percent,
                from: [(b, b_cell.clone()), (b, b_cell.clone())],
                of: |b, _| 100.0 * (1.0 - libm::exp(b)),
            },
            Figure {
                name: "reduction_points",
                label: "reduction of the probability in percentage points, which the supplement calls percent",
                unit: Unit::Points,
                from: [(b, b_cell), (academic, academic_cell.clone())],
                of: |b, p0| 100.0 * reduction(p0 / 100.0, libm::exp(b)),
            },
        ];
        for figure in &figures {
            let (printed, cell) = self.statement(figure.name)?;
            figure.record(printed, cell, facts);
        }
        for (name, label) in [
            ("papers", "papers that the supplement regresses"),
            ("released", "of them with open code"),
        ] {
            let (printed, cell) = self.statement(name)?;
            facts.cell(
                name,
                Quantity::exact(printed.value, Unit::Of("papers")),
                label,
                cell,
            );
        }
        for (name, label) in [
            ("industry_share", "mean share of industry among the authors"),
            (
                "academic_released_share",
                "share of all-academic papers with open code",
            ),
        ] {
            let (printed, cell) = self.statement(name)?;
            facts.cell(
                name,
                Quantity::exact(printed.value, Unit::Percent),
                label,
                cell,
            );
        }
        let counts = counts_that_give(academic, papers.value as u64);
        let value = match counts.is_empty() {
            true => Value::Missing("no counts of papers give that share".to_owned()),
            false => Value::Text(counts.join(", ")),
        };
        let label = "counts of papers that give that share";
        let cells = [academic_cell, papers_cell];
        facts.add("academic_released_share.counts", value, label, "", cells);
        Ok(())
    }
}

/// A figure of the text that follows from two printed numbers.
struct Figure {
    /// Its name in a path, and its row.
    name: &'static str,
    label: &'static str,
    unit: Unit,
    /// What it rests on, with the cells; twice the same where that is one number.
    from: [(Printed, CellRef); 2],
    of: fn(f64, f64) -> f64,
}

impl Figure {
    fn record(&self, printed: Printed, cell: CellRef, facts: &mut Facts<'_>) {
        let [(a, a_cell), (b, b_cell)] = &self.from;
        let check = Check::of(printed, [*a, *b], self.of);
        let cells = [cell, a_cell.clone(), b_cell.clone()];
        let stem = format!("check.{}", self.name);
        record_check(&check, &stem, self.unit, self.label, &cells, facts);
        if self.unit == Unit::Points {
            let value = Quantity::exact(check.recomputed, self.unit);
            let how = "p0 - o / (1 + o), o = OR p0 / (1 - p0)";
            facts.add(self.name, value, self.label, how, cells);
        }
    }
}

/// The counts, out of so many at most, whose share in percent is printed so.
fn counts_that_give(percent: Printed, most: u64) -> Vec<String> {
    let [low, high] = percent.ends();
    let of = |n: u64| {
        let shares = (0..=n).map(move |k| (k, 100.0 * k as f64 / n as f64));
        shares
            .filter(move |(_, share)| (low..=high).contains(share))
            .map(move |(k, _)| format!("{k} of {n}"))
    };
    (1..=most).flat_map(of).collect()
}

fn record_term(row: &Placed<Term>, facts: &mut Facts<'_>) {
    let term = row.term.as_str();
    for (name, value, label) in [
        ("estimate", row.estimate, "coefficient"),
        ("se", row.se, "standard error"),
        ("p", row.p, "p as printed"),
    ] {
        let value = Quantity::exact(value.value, Unit::Number);
        let label = format!("supplement: {label} of {term}");
        facts.cell(&format!("{term}.{name}"), value, label, row.cell(name));
    }
    let cells = ["p", "estimate", "se"].map(|column| row.cell(column));
    let (estimate, se) = (row.estimate.value, row.se.value);
    let mut add = |name: &str, value: f64, unit: Unit, label: &str, how: &str| {
        let label = format!("supplement: {label} of {term}");
        let cells = cells[1..].iter().cloned();
        let value = Quantity::exact(value, unit);
        facts.add(&format!("{term}.{name}"), value, label, how, cells);
    };
    add(
        "z",
        estimate / se,
        Unit::Number,
        "z",
        "estimate / standard error",
    );
    for (name, sigmas, label) in [
        ("odds_ratio", 0.0, "odds ratio"),
        (
            "odds_ratio_low",
            -SIGMAS,
            "lower end of the 95% interval of the odds ratio",
        ),
        (
            "odds_ratio_high",
            SIGMAS,
            "upper end of the 95% interval of the odds ratio",
        ),
    ] {
        let ratio = libm::exp(estimate + sigmas * se);
        add(
            name,
            ratio,
            Unit::Ratio,
            label,
            "from estimate and standard error",
        );
    }
    let check = Check::of(row.p, [row.estimate, row.se], wald_p);
    let label = format!("p of {term}");
    let stem = format!("check.{term}");
    record_check(&check, &stem, Unit::Number, &label, &cells, facts);
}

fn record_check(
    check: &Check,
    stem: &str,
    unit: Unit,
    label: &str,
    cells: &[CellRef; 3],
    facts: &mut Facts<'_>,
) {
    let mut add = |name: &str, value: Value, what: &str| {
        let label = format!("supplement, {label}: {what}");
        facts.add(
            &format!("{stem}.{name}"),
            value,
            label,
            "",
            cells.iter().cloned(),
        );
    };
    let number = |x: f64| Value::from(Quantity::exact(x, unit));
    add("printed", number(check.printed.value), "as printed");
    add("recomputed", number(check.recomputed), "computed again");
    add("low", number(check.low), "least that rounding allows");
    add("high", number(check.high), "greatest that rounding allows");
    let agrees = if check.agrees() { "yes" } else { "no" };
    add("agrees", agrees.into(), "whether both agree");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounding_cannot_explain_does_not_agree() {
        let [estimate, se] = [Printed::of(-1.52, "-1.52"), Printed::of(0.719, "0.719")];
        let check = |p: f64, text: &str| Check::of(Printed::of(p, text), [estimate, se], wald_p);
        assert!(check(0.035, "0.035").agrees());
        assert!(check(0.034, "0.034").agrees());
        assert!(!check(0.036, "0.036").agrees());
        assert!(!check(0.0353, "0.0353").agrees());
    }

    #[test]
    fn counts_of_a_printed_share_are_found() {
        let share = Printed::of(81.4, "81.40");
        assert_eq!(counts_that_give(share, 94), ["35 of 43", "70 of 86"]);
        assert_eq!(counts_that_give(share, 10), Vec::<String>::new());
    }
}
