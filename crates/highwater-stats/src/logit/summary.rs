//! The summary table of a logistic regression.

use std::fmt;

use super::LogitFit;
use crate::g_format::g_padded;
use crate::summary_table::{coefficients, two_lists};

/// The table that statsmodels prints, without its date and time.
impl fmt::Display for LogitFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = [
            ("Dep. Variable:", self.response.clone()),
            ("Model:", "Logit".to_owned()),
            ("Method:", "MLE".to_owned()),
            ("", String::new()),
            ("", String::new()),
            ("converged:", "True".to_owned()),
            ("Covariance Type:", "nonrobust".to_owned()),
        ];
        let p_value = match &self.likelihood_ratio {
            Some(test) => g_padded(test.p_value, 4),
            None => "nan".to_owned(),
        };
        let right = [
            ("No. Observations:", self.n.to_string()),
            ("Df Residuals:", self.df_resid.to_string()),
            ("Df Model:", self.df_model.to_string()),
            (
                "Pseudo R-squ.:",
                g_padded(self.pseudo_r_squared.unwrap_or(f64::NAN), 4),
            ),
            ("Log-Likelihood:", g_padded(self.log_likelihood, 5)),
            ("LL-Null:", g_padded(self.log_likelihood_null, 5)),
            ("LLR p-value:", p_value),
        ];
        let table = coefficients(&self.coefficients, "z");
        let width = table.lines().next().map_or(0, |line| line.chars().count());
        f.write_str(&two_lists("Logit Regression Results", &left, &right))?;
        f.write_str(&table)?;
        f.write_str(&"=".repeat(width))?;
        if self.dropped > 0 {
            write!(
                f,
                "\n{} rows with missing values are left out.",
                self.dropped
            )?;
        }
        Ok(())
    }
}
