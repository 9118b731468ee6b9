//! The regressions in the familiar layout: compute on industry, and code release.

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_stats::{Coefficient, StatsError};

use super::{LEVEL, Results};
use crate::divide::code_release::Release;
use crate::divide::compute::{Period, Regression};
use crate::divide::labels::stem_and_words;
use crate::divide::supplement::Supplement;
use crate::table_cells::number;

const NUMBER: Format = Format::NUMBER.decimals(3);

pub(super) fn tables(results: &Results<'_>, supplement: &Supplement) -> Vec<Table> {
    vec![compute(results), published(supplement), release(results)]
}

fn plain(x: Option<f64>) -> TableCell {
    number(x.filter(|x| x.is_finite()), NUMBER, Unit::Number)
}

fn p(x: f64) -> TableCell {
    number(Some(x), Format::P, Unit::Number)
}

/// Least squares of log10 FLOP on industry, with a level for each year.
fn compute(results: &Results<'_>) -> Table {
    let row = |period: &Period| {
        let (_, years) = stem_and_words("period", &period.years);
        let found = period.regression.as_ref().map_err(Clone::clone);
        let term = |found: &Regression| -> Result<Coefficient, StatsError> {
            found.fit.coefficient(Regression::INDUSTRY).cloned()
        };
        match found.and_then(|found| Ok((found, term(found)?))) {
            Err(error) => {
                let mut row = vec![TableCell::text(years)];
                row.extend((0..7).map(|_| plain(None)));
                row.push(TableCell::text(error.to_string()));
                row
            }
            Ok((found, term)) => vec![
                TableCell::text(years),
                number(Some(found.fit.n as f64), Format::INT, Unit::Number),
                plain(Some(term.estimate)),
                plain(Some(term.std_err)),
                plain(Some(term.statistic)),
                p(term.p_value),
                plain(Some(term.interval.low)),
                plain(Some(term.interval.high)),
                TableCell::text(String::new()),
            ],
        }
    };
    Table {
        id: "divide-compute-model".to_owned(),
        columns: vec![
            Column::text("Years"),
            Column::number("Models"),
            Column::number("Coefficient of industry"),
            Column::number("Standard error"),
            Column::number("t"),
            Column::number("P>|t|"),
            Column::number("[0.025"),
            Column::number("0.975]"),
            Column::text("Why there is none"),
        ],
        rows: results.compute.periods.iter().map(row).collect(),
        note:
            "Ordinary least squares of the decimal logarithm of compute, with a level for the year."
                .to_owned(),
        ..Table::default()
    }
}

/// Returns the supplement's table, with what its numbers imply.
fn published(supplement: &Supplement) -> Table {
    let rows = supplement.terms().map(|row| {
        let [low, ratio, high] = row.odds_ratio();
        let printed = |x: f64, column: &'static str| plain(Some(x)).from_cell(row.cell(column));
        let times = |x: f64| number(Some(x), Format::TIMES.decimals(2), Unit::Ratio);
        vec![
            TableCell::text(row.term.as_str()),
            printed(row.estimate.value, "estimate"),
            printed(row.se.value, "se"),
            plain(Some(row.estimate.value / row.se.value)),
            p(row.p.value).from_cell(row.cell("p")),
            times(ratio),
            times(low),
            times(high),
        ]
    });
    Table {
        id: "divide-release-published".to_owned(),
        columns: release_columns("Term"),
        rows: rows.collect(),
        note: "Estimate, standard error and p as printed; the rest follows from them.".to_owned(),
        ..Table::default()
    }
}

fn release_columns(first: &str) -> Vec<Column> {
    vec![
        Column::text(first),
        Column::number("Coefficient"),
        Column::number("Standard error"),
        Column::number("z"),
        Column::number("P>|z|"),
        Column::number("Odds ratio"),
        Column::number("95% from"),
        Column::number("to"),
    ]
}

/// Returns the replications, one below the other.
fn release(results: &Results<'_>) -> Table {
    let releases = results.releases.as_ref();
    let windows = releases.into_iter().flat_map(|releases| {
        let fixed = releases.fixed.iter();
        fixed.chain(releases.asked_for())
    });
    let mut columns = release_columns("Term");
    columns.insert(0, Column::text("Years"));
    Table {
        id: "divide-release-model".to_owned(),
        columns,
        rows: windows.flat_map(release_rows).collect(),
        note: match releases {
            Some(_) => "Logistic regression with a level for the year.".to_owned(),
            None => "This needs the snapshot.".to_owned(),
        },
        ..Table::default()
    }
}

fn release_rows(release: &Release) -> Vec<Vec<TableCell>> {
    let (_, years) = stem_and_words("window", &release.window);
    let fit = match &release.fit {
        Ok(fit) => fit,
        Err(error) => {
            let mut row = vec![
                TableCell::text(years),
                TableCell::text(format!("none: {error}")),
            ];
            row.extend((0..7).map(|_| plain(None)));
            return vec![row];
        }
    };
    let row = |term: &Coefficient| {
        let ratio = fit.odds_ratio(&term.name, LEVEL).ok();
        let times = |x: Option<f64>| {
            number(
                x.filter(|x| x.is_finite()),
                Format::TIMES.decimals(2),
                Unit::Ratio,
            )
        };
        vec![
            TableCell::text(years.as_str()),
            TableCell::text(term.name.as_str()),
            plain(Some(term.estimate)),
            plain(Some(term.std_err)),
            plain(Some(term.statistic)),
            p(term.p_value),
            times(ratio.as_ref().map(|ratio| ratio.ratio)),
            times(ratio.as_ref().map(|ratio| ratio.interval.low)),
            times(ratio.as_ref().map(|ratio| ratio.interval.high)),
        ]
    };
    fit.coefficients.iter().map(row).collect()
}
