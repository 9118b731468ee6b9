//! The summary tables, held against what statsmodels 0.15 prints for the same data.

use highwater_stats::{Design, Missing, logit, ols};

/// R's `cars`: speed in miles an hour, stopping distance in feet.
const SPEED: [f64; 50] = [
    4.0, 4.0, 7.0, 7.0, 8.0, 9.0, 10.0, 10.0, 10.0, 11.0, 11.0, 12.0, 12.0, 12.0, 12.0, 13.0, 13.0,
    13.0, 13.0, 14.0, 14.0, 14.0, 14.0, 15.0, 15.0, 15.0, 16.0, 16.0, 17.0, 17.0, 17.0, 18.0, 18.0,
    18.0, 18.0, 19.0, 19.0, 19.0, 20.0, 20.0, 20.0, 20.0, 20.0, 22.0, 23.0, 24.0, 24.0, 24.0, 24.0,
    25.0,
];
const DIST: [f64; 50] = [
    2.0, 10.0, 4.0, 22.0, 16.0, 10.0, 18.0, 26.0, 34.0, 17.0, 28.0, 14.0, 20.0, 24.0, 28.0, 26.0,
    34.0, 34.0, 46.0, 26.0, 36.0, 60.0, 80.0, 20.0, 26.0, 54.0, 32.0, 40.0, 32.0, 40.0, 50.0, 42.0,
    56.0, 76.0, 84.0, 36.0, 46.0, 68.0, 32.0, 48.0, 52.0, 56.0, 64.0, 66.0, 54.0, 70.0, 92.0, 93.0,
    120.0, 85.0,
];

/// Lines without the trailing blanks that an editor would take away.
fn lines(text: &str) -> Vec<&str> {
    text.trim_matches('\n').lines().map(str::trim_end).collect()
}

#[test]
fn ols_with_a_constant() {
    let design = Design::with_intercept().term("speed", &SPEED).unwrap();
    let mut fit = ols(&design, &DIST, Missing::Refuse).unwrap();
    fit.response = "dist".into();
    let expected = "
                            OLS Regression Results
==============================================================================
Dep. Variable:                   dist   R-squared:                       0.651
Model:                            OLS   Adj. R-squared:                  0.644
Method:                 Least Squares   F-statistic:                     89.57
                                        Prob (F-statistic):           1.49e-12
                                        Log-Likelihood:                -206.58
No. Observations:                  50   AIC:                             417.2
Df Residuals:                      48   BIC:                             421.0
Df Model:                           1
Covariance Type:            nonrobust
==============================================================================
                 coef    std err          t      P>|t|      [0.025      0.975]
------------------------------------------------------------------------------
const        -17.5791      6.758     -2.601      0.012     -31.168      -3.990
speed          3.9324      0.416      9.464      0.000       3.097       4.768
==============================================================================
Omnibus:                        8.975   Durbin-Watson:                   1.676
Prob(Omnibus):                  0.011   Jarque-Bera (JB):                8.189
Skew:                           0.885   Prob(JB):                       0.0167
Kurtosis:                       3.893   Cond. No.                         50.7
==============================================================================

Notes:
[1] Standard Errors assume that the covariance matrix of the errors is correctly specified.
";
    assert_eq!(lines(&fit.to_string()), lines(expected));
}

#[test]
fn ols_without_a_constant() {
    let design = Design::without_intercept().term("speed", &SPEED).unwrap();
    let mut fit = ols(&design, &DIST, Missing::Refuse).unwrap();
    fit.response = "dist".into();
    let expected = "
                                 OLS Regression Results
=======================================================================================
Dep. Variable:                   dist   R-squared (uncentered):                   0.896
Model:                            OLS   Adj. R-squared (uncentered):              0.894
Method:                 Least Squares   F-statistic:                              423.5
                                        Prob (F-statistic):                    9.23e-26
                                        Log-Likelihood:                         -209.87
No. Observations:                  50   AIC:                                      421.7
Df Residuals:                      49   BIC:                                      423.7
Df Model:                           1
Covariance Type:            nonrobust
==============================================================================
                 coef    std err          t      P>|t|      [0.025      0.975]
------------------------------------------------------------------------------
speed          2.9091      0.141     20.578      0.000       2.625       3.193
==============================================================================
Omnibus:                       14.345   Durbin-Watson:                   1.409
Prob(Omnibus):                  0.001   Jarque-Bera (JB):               15.573
Skew:                           1.202   Prob(JB):                     0.000415
Kurtosis:                       4.302   Cond. No.                         1.00
==============================================================================

Notes:
[1] R² is computed without centering (uncentered) since the model does not contain a constant.
[2] Standard Errors assume that the covariance matrix of the errors is correctly specified.
";
    assert_eq!(lines(&fit.to_string()), lines(expected));
}

#[test]
fn logistic_regression() {
    // Does a car need more than 40 feet?
    let far: Vec<f64> = DIST
        .iter()
        .map(|dist| f64::from(u8::from(*dist > 40.0)))
        .collect();
    let design = Design::with_intercept().term("speed", &SPEED).unwrap();
    let mut fit = logit(&design, &far, Missing::Refuse).unwrap();
    fit.response = "far".into();
    let expected = "
                           Logit Regression Results
==============================================================================
Dep. Variable:                    far   No. Observations:                   50
Model:                          Logit   Df Residuals:                       48
Method:                           MLE   Df Model:                            1
                                        Pseudo R-squ.:                  0.4698
                                        Log-Likelihood:                -18.183
converged:                       True   LL-Null:                       -34.296
Covariance Type:            nonrobust   LLR p-value:                 1.371e-08
==============================================================================
                 coef    std err          z      P>|z|      [0.025      0.975]
------------------------------------------------------------------------------
const         -8.5530      2.343     -3.651      0.000     -13.145      -3.961
speed          0.5210      0.142      3.658      0.000       0.242       0.800
==============================================================================
";
    assert_eq!(lines(&fit.to_string()), lines(expected));
}
