//! The regressions in the familiar layout: coefficients, and what each fit says as a whole.

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_stats::{OlsFit, StatsError};

use super::Results;
use crate::efficiency::regression::segment;
use crate::table_cells::number;

/// Returns the tables: one for each regression with its coefficients, and one for all fits.
pub(super) fn tables(results: &Results<'_>) -> Vec<Table> {
    let fits = &results.regressions;
    vec![
        coefficients("efficiency-performance-model", &fits.performance),
        coefficients("efficiency-time-model", &fits.time),
        summaries(results),
    ]
}

fn coefficients(id: &str, fit: &Result<OlsFit, StatsError>) -> Table {
    let rows = match fit {
        Ok(fit) => fit
            .coefficients
            .iter()
            .map(|c| {
                let plain = |x: f64| number(Some(x), Format::NUMBER.decimals(4), Unit::Number);
                vec![
                    TableCell::text(segment(&c.name)),
                    plain(c.estimate),
                    plain(c.std_err),
                    number(Some(c.statistic), Format::NUMBER.decimals(3), Unit::Number),
                    number(Some(c.p_value), Format::P, Unit::Number),
                    plain(c.interval.low),
                    plain(c.interval.high),
                ]
            })
            .collect(),
        Err(_) => Vec::new(),
    };
    Table {
        id: id.to_owned(),
        columns: vec![
            Column::text("Term"),
            Column::number("Coefficient"),
            Column::number("Standard error"),
            Column::number("t"),
            Column::number("P>|t|"),
            Column::number("[0.025"),
            Column::number("0.975]"),
        ],
        rows,
        note: match fit {
            Ok(_) => "Ordinary least squares.".to_owned(),
            Err(error) => format!("There is no fit: {error}."),
        },
        ..Table::default()
    }
}

fn summaries(results: &Results<'_>) -> Table {
    type Of = fn(&OlsFit) -> Option<f64>;
    let fits = [&results.regressions.performance, &results.regressions.time];
    let three = Format::NUMBER.decimals(3);
    let lines: [(&str, Format, Of); 15] = [
        ("No. observations", Format::INT, |f| Some(f.n as f64)),
        ("Df residuals", Format::INT, |f| Some(f.df_resid as f64)),
        ("R-squared", three, |f| Some(f.r_squared)),
        ("Adj. R-squared", three, |f| Some(f.adj_r_squared)),
        ("F-statistic", three, |f| Some(f.f_test?.statistic)),
        ("Prob (F-statistic)", Format::P, |f| Some(f.f_test?.p_value)),
        ("Log-likelihood", three, |f| Some(f.log_likelihood)),
        ("AIC", three, |f| Some(f.aic)),
        ("BIC", three, |f| Some(f.bic)),
        ("Omnibus", three, |f| Some(f.omnibus.as_ref()?.statistic)),
        ("Prob (omnibus)", three, |f| {
            Some(f.omnibus.as_ref()?.p_value)
        }),
        ("Skew", three, |f| Some(f.jarque_bera.as_ref()?.skewness)),
        ("Kurtosis", three, |f| {
            Some(f.jarque_bera.as_ref()?.kurtosis)
        }),
        ("Durbin-Watson", three, |f| f.durbin_watson),
        ("Jarque-Bera", three, |f| {
            Some(f.jarque_bera.as_ref()?.statistic)
        }),
    ];
    let more: [(&str, Format, Of); 2] = [
        ("Prob (JB)", three, |f| {
            Some(f.jarque_bera.as_ref()?.p_value)
        }),
        ("Cond. no.", Format::NUMBER, |f| Some(f.condition_number)),
    ];
    let rows = lines.into_iter().chain(more).map(|(name, format, of)| {
        let mut row = vec![TableCell::text(name)];
        row.extend(fits.iter().map(|fit| {
            let x = fit.as_ref().ok().and_then(of).filter(|x| x.is_finite());
            number(x, format, Unit::Number)
        }));
        row
    });
    Table {
        id: "efficiency-fits".to_owned(),
        columns: vec![
            Column::text("Figure"),
            Column::number("Regression of the score"),
            Column::number("Regression of the date"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
