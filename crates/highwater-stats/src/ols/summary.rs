//! The summary table of a least squares fit.

use std::fmt;

use crate::g_format::g_padded;
use crate::summary_table::{coefficients, left_out, two_lists};

use super::OlsFit;

/// The table that statsmodels prints, without its date and time.
impl fmt::Display for OlsFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let uncentred = if self.has_constant {
            ""
        } else {
            " (uncentered)"
        };
        let f_value = |value: fn(&super::FTest) -> f64, digits| match &self.f_test {
            Some(test) => g_padded(value(test), digits),
            None => "nan".to_owned(),
        };
        let left = [
            ("Dep. Variable:", self.response.clone()),
            (
                "Model:",
                if self.weights.is_some() { "WLS" } else { "OLS" }.to_owned(),
            ),
            ("Method:", "Least Squares".to_owned()),
            ("", String::new()),
            ("", String::new()),
            ("No. Observations:", self.n.to_string()),
            ("Df Residuals:", self.df_resid.to_string()),
            ("Df Model:", self.df_model.to_string()),
            ("Covariance Type:", "nonrobust".to_owned()),
        ];
        let r_squared = format!("R-squared{uncentred}:");
        let adj_r_squared = format!("Adj. R-squared{uncentred}:");
        let right = [
            (r_squared.as_str(), format!("{:.3}", self.r_squared)),
            (adj_r_squared.as_str(), format!("{:.3}", self.adj_r_squared)),
            ("F-statistic:", f_value(|test| test.statistic, 4)),
            ("Prob (F-statistic):", f_value(|test| test.p_value, 3)),
            ("Log-Likelihood:", g_padded(self.log_likelihood, 5)),
            ("AIC:", g_padded(self.aic, 4)),
            ("BIC:", g_padded(self.bic, 4)),
            ("", String::new()),
            ("", String::new()),
        ];
        let title = if self.weights.is_some() {
            "WLS Regression Results"
        } else {
            "OLS Regression Results"
        };
        f.write_str(&two_lists(title, &left, &right))?;
        f.write_str(&coefficients(&self.coefficients, "t"))?;
        f.write_str(&self.diagnostics())?;
        writeln!(f, "{}", "=".repeat(78))?;
        self.write_notes(f)
    }
}

impl OlsFit {
    fn diagnostics(&self) -> String {
        let or_nan = |value: Option<f64>| value.unwrap_or(f64::NAN);
        let fixed = |value: Option<f64>| match value {
            Some(value) => format!("{value:.3}"),
            None => "nan".to_owned(),
        };
        let omnibus = self.omnibus.as_ref();
        let jarque_bera = self.jarque_bera.as_ref();
        let left = [
            ("Omnibus:", fixed(omnibus.map(|test| test.statistic))),
            ("Prob(Omnibus):", fixed(omnibus.map(|test| test.p_value))),
            ("Skew:", fixed(jarque_bera.map(|test| test.skewness))),
            ("Kurtosis:", fixed(jarque_bera.map(|test| test.kurtosis))),
        ];
        let right = [
            ("Durbin-Watson:", fixed(self.durbin_watson)),
            (
                "Jarque-Bera (JB):",
                fixed(jarque_bera.map(|test| test.statistic)),
            ),
            (
                "Prob(JB):",
                g_padded(or_nan(jarque_bera.map(|test| test.p_value)), 3),
            ),
            ("Cond. No.", g_padded(self.condition_number, 3)),
        ];
        two_lists("", &left, &right)
    }

    fn write_notes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut notes = Vec::new();
        if !self.has_constant {
            notes.push(
                "R² is computed without centering (uncentered) since the model does not contain a \
                 constant."
                    .to_owned(),
            );
        }
        notes.push(
            "Standard Errors assume that the covariance matrix of the errors is correctly specified."
                .to_owned(),
        );
        if self.condition_number > 1000.0 {
            let large = crate::g_format::g(self.condition_number, 3);
            let scaled = crate::g_format::g(self.scaled_condition_number, 3);
            notes.push(if self.scaled_condition_number > 30.0 {
                format!(
                    "The condition number is large, {large:>6}. This might indicate that there are\n\
                     strong multicollinearity or other numerical problems: centred and scaled to one\n\
                     length the columns still have {scaled}."
                )
            } else {
                format!(
                    "The condition number is large, {large:>6}, because of the units of the columns, \
                     such as\nyears counted from 0. Centred and scaled to one length they have {scaled}; \
                     the fit\ncentres them itself and loses no digits."
                )
            });
        }
        notes.extend(left_out(self.dropped));
        // The first autocorrelation is about 1 - d / 2, with a standard error of one over the root of n.
        if let Some(d) = self.durbin_watson
            && (1.0 - d / 2.0).abs() * (self.n as f64).sqrt() > 2.576
        {
            notes.push(format!(
                "Durbin-Watson is {d:.2}, far from 2: residuals depend on those of the rows before, \
                 and the\nstandard errors may be too small. If rows are in the order of time, \
                 `robust` with\n`Robust::newey_west(Lags::Auto)` allows for it."
            ));
        }
        match self.zero_weights {
            0 => {}
            1 => notes.push("1 row with a weight of 0 is left out.".to_owned()),
            rows => notes.push(format!("{rows} rows with a weight of 0 are left out.")),
        }
        f.write_str("\nNotes:")?;
        for (number, note) in (1..).zip(notes) {
            write!(f, "\n[{number}] {note}")?;
        }
        Ok(())
    }
}
