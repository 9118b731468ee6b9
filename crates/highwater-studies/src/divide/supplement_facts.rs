//! What the supplement's numbers put into the ledger.

use highwater_facts::{Quantity, Unit, Value};
use highwater_ingest::Placed;
use highwater_study::{Facts, StudyError};

use super::code_release::INDUSTRY;
use super::printed::counts_that_give;
use super::supplement::{Checked, Supplement, Term};

impl Supplement {
    pub(super) fn record(&self) -> Result<Facts, StudyError> {
        let mut facts = Facts::below("divide.code_release.published");
        for row in self.terms() {
            record_term(row, &mut facts);
        }
        for checked in self.checks()? {
            let is_term = self.terms().any(|row| row.term == checked.name);
            record_check(&checked, is_term, &mut facts);
        }
        let industry = self.term(INDUSTRY)?;
        let label = "odds ratio of the share of industry, from its coefficient";
        let ratio = Quantity::exact(libm::exp(industry.estimate.value), Unit::Ratio);
        let cells = [industry.cell("estimate")];
        facts.add("odds_ratio", ratio, label, "exp(coefficient)", cells);
        let papers = Unit::Of("papers");
        for (name, unit, label) in [
            ("papers", papers, "papers that the supplement regresses"),
            ("released", papers, "of them with open code"),
            (
                "industry_share",
                Unit::Percent,
                "mean share of industry among the authors",
            ),
            (
                "academic_released_share",
                Unit::Percent,
                "share of all-academic papers with open code",
            ),
        ] {
            let (printed, cell) = self.statement(name)?;
            facts.cell(name, Quantity::exact(printed.value, unit), label, cell);
        }
        let (academic, academic_cell) = self.statement("academic_released_share")?;
        let (papers, papers_cell) = self.statement("papers")?;
        let counts = counts_that_give(academic, papers.value as u64);
        let value = match counts.is_empty() {
            true => Value::Missing("no counts of papers give that share".to_owned()),
            false => Value::Text(counts.join(", ")),
        };
        let label = "counts of papers that give that share";
        let cells = [academic_cell, papers_cell];
        facts.add("academic_released_share.counts", value, label, "", cells);
        Ok(facts)
    }
}

fn record_term(row: &Placed<Term>, facts: &mut Facts) {
    let term = row.term.as_str();
    for (name, value, label) in [
        ("estimate", row.estimate, "coefficient"),
        ("se", row.se, "standard error"),
        ("p", row.p, "p as printed"),
    ] {
        let value = Quantity::exact(value.value, Unit::Number);
        let label = format!("supplement: {label} of {term}");
        facts.cell(
            &format!("by_term[{term}].{name}"),
            value,
            label,
            row.cell(name),
        );
    }
    let cells = ["estimate", "se"].map(|column| row.cell(column));
    let (estimate, se) = (row.estimate.value, row.se.value);
    let mut add = |name: &str, value: f64, unit: Unit, label: &str, how: &str| {
        let label = format!("supplement: {label} of {term}");
        let cells = cells.iter().cloned();
        let value = Quantity::exact(value, unit);
        facts.add(&format!("by_term[{term}].{name}"), value, label, how, cells);
    };
    add(
        "z",
        estimate / se,
        Unit::Number,
        "z",
        "estimate / standard error",
    );
    let how = "from estimate and standard error";
    let [low, ratio, high] = row.odds_ratio();
    for (name, ratio, label) in [
        ("odds_ratio", ratio, "odds ratio"),
        (
            "odds_ratio_low",
            low,
            "lower end of the 95% interval of the odds ratio",
        ),
        (
            "odds_ratio_high",
            high,
            "upper end of the 95% interval of the odds ratio",
        ),
    ] {
        add(name, ratio, Unit::Ratio, label, how);
    }
}

/// A check, and the supplement's own figure of percentage points, which the text names.
fn record_check(checked: &Checked, is_term: bool, facts: &mut Facts) {
    let Checked { check, unit, .. } = checked;
    let by = if is_term { "by_term" } else { "by_figure" };
    let stem = format!("check.{by}[{}]", checked.name);
    let mut add = |path: &str, value: Value, what: &str| {
        let label = format!("supplement, {}{what}", checked.claim);
        facts.add(
            path,
            value,
            label,
            checked.formula,
            checked.cells.iter().cloned(),
        );
    };
    let number = |x: f64| Value::from(Quantity::exact(x, *unit));
    for (name, x, what) in [
        ("printed", check.printed.value, "as printed"),
        ("recomputed", check.recomputed, "computed again"),
        ("low", check.low, "least that rounding allows"),
        ("high", check.high, "greatest that rounding allows"),
    ] {
        add(&format!("{stem}.{name}"), number(x), &format!(": {what}"));
    }
    let agrees = if check.agrees() { "yes" } else { "no" };
    add(
        &format!("{stem}.agrees"),
        agrees.into(),
        ": whether both agree",
    );
    if *unit == Unit::Points {
        add(&checked.name, number(check.recomputed), "");
    }
}
