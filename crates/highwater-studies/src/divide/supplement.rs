//! What the supplement printed on code release, and its arithmetic done again.
//!
//! Question: do the printed numbers follow from each other?
//! Method: each p again from estimate and standard error, each figure of the text from the numbers
//! that it rests on: see [`Check`].

use highwater_facts::{CellRef, Unit};
use highwater_ingest::{Catalog, Cells, FromCell, Kind, Placed, Row};
use highwater_study::StudyError;

use super::code_release::{INDUSTRY, reduction};
use super::printed::{Check, Printed, wald_p};

const TABLE: &str = "table_1.csv";
const STATEMENTS: &str = "statements.csv";
/// The 97.5 % quantile of the normal distribution.
const SIGMAS: f64 = 1.959_963_984_540_054;

/// A row of the supplement's table 1.
#[derive(Clone, Debug, Row)]
#[row(key = "term")]
pub struct Term {
    /// The term: `frac_industry`, `n_authors`, `year_2018`.
    pub term: String,
    /// The coefficient.
    pub estimate: Printed,
    /// Its standard error.
    pub se: Printed,
    /// Its p.
    pub p: Printed,
    /// Where it is printed.
    pub source: String,
}

impl Term {
    /// The odds ratio between the ends of its 95 % interval, from estimate and standard error.
    #[must_use]
    pub fn odds_ratio(&self) -> [f64; 3] {
        let at = |sigmas: f64| libm::exp(self.estimate.value + sigmas * self.se.value);
        [at(-SIGMAS), at(0.0), at(SIGMAS)]
    }
}

/// A figure in the text of the supplement.
#[derive(Clone, Debug, Row)]
#[row(key = "statement")]
struct Statement {
    statement: String,
    printed: Printed,
    unit: Counted,
    source: String,
}

/// What a figure in the text counts.
#[derive(Clone, Copy, Debug)]
struct Counted;

impl FromCell for Counted {
    const KIND: Kind<'static> = Kind::OneOf(&[&["papers"], &["percent"]]);

    fn read(cells: &mut Cells<'_>, column: &str) -> Option<Self> {
        cells.one_of(column)?.map(|_| Counted)
    }
}

impl FromCell for Printed {
    const KIND: Kind<'static> = Kind::Quantity(Unit::Number);

    fn read(cells: &mut Cells<'_>, column: &str) -> Option<Self> {
        let quantity = cells.quantity(column)?;
        Some(Printed::of(quantity.middle(), &cells.text(column)?))
    }
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

    /// Returns the coefficient of a term.
    pub(super) fn term(&self, name: &str) -> Result<&Placed<Term>, StudyError> {
        let mut rows = self.table.iter();
        let found = rows.find(|row| row.term == name);
        found.ok_or_else(|| StudyError::NoRow {
            table: "data/divide/table_1.csv".to_owned(),
            key: name.to_owned(),
        })
    }

    /// Returns a figure of the text, with its cell.
    pub(super) fn statement(&self, name: &str) -> Result<(Printed, CellRef), StudyError> {
        let mut rows = self.statements.iter();
        let found = rows.find(|row| row.statement == name);
        let found = found.map(|row| (row.printed, row.cell("printed")));
        found.ok_or_else(|| StudyError::NoRow {
            table: "data/divide/statements.csv".to_owned(),
            key: name.to_owned(),
        })
    }

    /// Returns the rows of its table.
    pub fn terms(&self) -> impl Iterator<Item = &Placed<Term>> {
        self.table.iter()
    }

    /// Returns how many papers it regresses; none where its tables do not say.
    #[must_use]
    pub fn papers(&self) -> Option<u64> {
        let (papers, _) = self.statement("papers").ok()?;
        Some(papers.value as u64)
    }

    /// Returns its arithmetic done again: the p values of the table, then the figures of the text.
    ///
    /// # Errors
    ///
    /// [`StudyError::NoRow`] where a number that they rest on is not in the tables.
    pub fn checks(&self) -> Result<Vec<Checked>, StudyError> {
        let of_term = |row: &Placed<Term>| Checked {
            name: row.term.clone(),
            claim: format!("p of {}", row.term),
            formula: "2 Φ(−|z|), z = estimate / error",
            unit: Unit::Number,
            check: Check::of(row.p, [row.estimate, row.se], wald_p),
            cells: ["p", "estimate", "se"].map(|column| row.cell(column)),
        };
        let mut checks: Vec<Checked> = self.table.iter().map(of_term).collect();
        let industry = self.term(INDUSTRY)?;
        let coefficient = (industry.estimate, industry.cell("estimate"));
        // Counts are not rounded.
        let count = |name: &str| {
            let (printed, cell) = self.statement(name)?;
            let half_unit = 0.0;
            Ok::<_, StudyError>((
                Printed {
                    half_unit,
                    ..printed
                },
                cell,
            ))
        };
        let academic = self.statement("academic_released_share")?;
        let figures = [
            Figure {
                name: "released_share",
                claim: "share of papers with open code, in percent",
                formula: "papers with open code / papers",
                unit: Unit::Percent,
                from: [count("released")?, count("papers")?],
                of: |released, papers| 100.0 * released / papers,
            },
            Figure {
                name: "odds_share",
                claim: "odds at industry alone as a percentage of those without industry",
                formula: "exp(b)",
                unit: Unit::Percent,
                from: [coefficient.clone(), coefficient.clone()],
                of: |b, _| 100.0 * libm::exp(b),
            },
            Figure {
                name: "odds_reduction",
                claim: "reduction of the odds in percent",
                formula: "1 − exp(b)",
                unit: Unit::Percent,
                from: [coefficient.clone(), coefficient.clone()],
                of: |b, _| 100.0 * (1.0 - libm::exp(b)),
            },
            Figure {
                name: "reduction_points",
                claim: "reduction of the probability in percentage points, which the supplement calls percent",
                formula: "p0 − o / (1 + o), o = exp(b) p0 / (1 − p0)",
                unit: Unit::Points,
                from: [coefficient, academic],
                of: |b, p0| 100.0 * reduction(p0 / 100.0, libm::exp(b)),
            },
        ];
        for figure in figures {
            let (printed, cell) = self.statement(figure.name)?;
            checks.push(figure.checked(printed, cell));
        }
        Ok(checks)
    }
}

/// A figure of the supplement, computed again.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its name in a path.
    pub name: String,
    /// What the supplement says.
    pub claim: String,
    /// How it follows from other numbers.
    pub formula: &'static str,
    /// The unit of its numbers.
    pub unit: Unit,
    /// Whether it does.
    pub check: Check,
    /// The cells of the figure and of what it rests on.
    pub cells: [CellRef; 3],
}

/// A figure of the text that follows from two printed numbers.
struct Figure {
    /// Its name in a path, and its row.
    name: &'static str,
    claim: &'static str,
    formula: &'static str,
    unit: Unit,
    /// What it rests on, with the cells; twice the same where that is one number.
    from: [(Printed, CellRef); 2],
    of: fn(f64, f64) -> f64,
}

impl Figure {
    fn checked(self, printed: Printed, cell: CellRef) -> Checked {
        let [(a, a_cell), (b, b_cell)] = self.from;
        Checked {
            name: self.name.to_owned(),
            claim: self.claim.to_owned(),
            formula: self.formula,
            unit: self.unit,
            check: Check::of(printed, [a, b], self.of),
            cells: [cell, a_cell, b_cell],
        }
    }
}
