//! What only the inside of a fit shows.

use super::*;

#[test]
fn all_levels_of_dummies_are_a_constant() {
    // statsmodels 0.15 finds the constant that the columns sum to, and centres R2.
    let design = Design::without_intercept()
        .dummies("level", &[0, 0, 1, 1, 2, 2, 2], None)
        .unwrap();
    let y = [1.0, 2.5, 2.0, 4.0, 3.5, 6.0, 6.5];
    let fit = ols(&design, &y, Missing::Refuse).unwrap();
    assert!(fit.has_constant);
    assert_eq!(fit.df_model, 2);
    assert!((fit.r_squared - 0.666427203065134).abs() < 1e-14);
    assert!((fit.adj_r_squared - 0.499640804597701).abs() < 1e-14);
    assert!((fit.f_test.unwrap().statistic - 3.995692749461592).abs() < 1e-13);
}

#[test]
fn a_response_that_does_not_vary_is_an_error() {
    let design = Design::with_intercept()
        .term("x", &[1.0, 2.0, 4.0])
        .unwrap();
    let flat = ols(&design, &[7.0; 3], Missing::Refuse);
    assert_eq!(flat, Err(StatsError::Constant { what: "y".into() }));
}

#[test]
fn a_fit_without_residual_degrees_of_freedom_names_its_columns() {
    let design = Design::with_intercept().term("x", &[1.0, 2.0]).unwrap();
    let error = ols(&design, &[1.0, 5.0], Missing::Refuse).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`2` rows leave no degrees of freedom beside the columns `const`, `x`"
    );
}

#[test]
fn an_exact_fit_leaves_nothing() {
    let x = [1.0, 2.0, 3.0, 4.0];
    let design = Design::with_intercept().term("x", &x).unwrap();
    let fit = ols(&design, &x.map(|x| 0.5 * x - 7.0), Missing::Refuse).unwrap();
    assert_eq!((fit.r_squared, fit.ssr), (1.0, 0.0));
    assert_eq!(fit.coefficients[1].statistic, f64::INFINITY);
    assert_eq!((fit.durbin_watson, fit.omnibus), (None, None));
}
