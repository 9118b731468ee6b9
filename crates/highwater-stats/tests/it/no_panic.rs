//! No input makes anything panic, and no p value leaves its range.

use highwater_stats::*;
use proptest::prelude::*;

/// Any double at all, the troublesome ones often.
fn any_double() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => any::<f64>(),
        2 => (-4_i32..4).prop_map(f64::from),
        1 => prop::sample::select(vec![
            f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, f64::MIN_POSITIVE, 5e-324,
            -5e-324, f64::MAX, f64::MIN, f64::EPSILON, 1e300, -1e300, 1e-300,
        ]),
        2 => any::<u64>().prop_map(|bits| f64::from_bits(bits & 0x800f_ffff_ffff_ffff)),
    ]
}

fn list() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(any_double(), 0..14)
}

/// Finite values of any size, so that errors about NaN do not hide what comes after them.
fn finite_list() -> impl Strategy<Value = Vec<f64>> {
    let value = any_double().prop_map(|v| if v.is_finite() { v } else { 1.0 });
    prop::collection::vec(value, 0..14)
}

fn within(p: f64) -> bool {
    p.is_nan() || (0.0..=1.0).contains(&p)
}

fn all_within(p: &PValues) -> bool {
    within(p.two_sided) && within(p.less) && within(p.greater)
}

fn try_everything(x: &[f64], y: &[f64], level: f64) -> Result<(), TestCaseError> {
    let n = x.len().min(y.len());
    let resampling = Resampling {
        repetitions: 20,
        seed: 1,
    };
    let _ = (
        mean(x),
        std_dev(x, Divisor::N),
        skewness(x),
        kurtosis(x),
        geometric_mean(x),
    );
    let _ = (
        variance(x, Divisor::NMinusOne),
        median(x),
        autocorrelation(x, 1),
        ranks(x),
    );
    let _ = (
        durbin_watson(x),
        holm(x),
        benjamini_hochberg(x),
        anova(&[x, y]),
    );
    for number in 0..=10 {
        let kind = QuantileType::numbered(number).unwrap_or_default();
        let _ = quantile(x, level, kind);
    }
    if let Ok(test) = jarque_bera(x) {
        prop_assert!(within(test.p_value), "{test}");
    }
    if let Ok(test) = omnibus(x) {
        prop_assert!(within(test.p_value), "{test}");
    }
    for missing in [Missing::Refuse, Missing::Drop] {
        for (x, y) in [(x, y), (&x[..n], &y[..n])] {
            if let Ok(test) = pearson(x, y, missing) {
                prop_assert!(test.r.abs() <= 1.0, "{test}");
                prop_assert!(test.p.as_ref().is_none_or(all_within), "{test}");
                let _ = (test.interval(level), test.to_string());
            }
            if let Ok(test) = spearman(x, y, missing) {
                prop_assert!(test.rho.abs() <= 1.0 && within(test.p), "{test}");
                let _ = (test.interval(level), test.to_string());
            }
            if let Ok(test) = kendall(x, y, missing) {
                prop_assert!(test.tau_b.abs() <= 1.0 && within(test.p), "{test}");
                let _ = (test.interval(level), test.to_string());
            }
            if let Ok(test) = mann_whitney(x, y, missing) {
                prop_assert!(within(test.p) && within(test.auc), "{test}");
                let _ = test.to_string();
            }
            let _ = mann_whitney_exact(x, y, missing);
            if let Ok(estimate) = hodges_lehmann(x, y, level, missing) {
                prop_assert!(estimate.shift.is_finite(), "{estimate}");
            }
            if let Ok(test) = welch_t(x, y, missing) {
                prop_assert!(all_within(&test.p), "{test}");
                let _ = (test.interval(level), test.to_string());
            }
            if let Ok(line) = theil_sen(x, y, level, missing) {
                prop_assert!(line.slope.is_finite(), "{line}");
            }
            try_regressions(x, y, missing)?;
            try_trends(x, y, level, missing)?;
        }
    }
    let _ = (pca(&[x, y], Scaling::None), pca(&[x, y], Scaling::StdDev));
    let first = |values: &[f64]| values.first().copied().unwrap_or(f64::NAN);
    if let Ok(found) = bootstrap(x, first, resampling) {
        let _ = (
            found.percentile(level),
            found.basic(level),
            found.standard_error(),
        );
        let _ = (found.bca(level, y), found.bias(), found.to_string());
    }
    let difference = |x: &[f64], y: &[f64]| first(x) - first(y);
    let _ = permutation_test(x, y, difference, resampling);
    let _ = permutation_test_pairs(x, y, difference, resampling);
    if let [a, b, c, d, e, ..] = *x {
        let pair = CoefficientPair {
            numerator: a,
            denominator: b,
            numerator_variance: c,
            denominator_variance: d,
            covariance: e,
            df: y.first().copied(),
        };
        let _ = (
            pair.delta(level),
            pair.fieller(level),
            pair.simulate(resampling),
            pair.ratio_quantile(level),
            pair.ratio_interval(level),
        );
        let table = [
            [a as u64 % 99, b as u64 % 99],
            [c as u64 % 99, d as u64 % 99],
        ];
        if let Ok(test) = fisher_exact(table) {
            prop_assert!(all_within(&test.p), "{test}");
            let _ = test.interval(level);
        }
        let interval = Interval {
            low: b,
            high: c,
            level,
        };
        if let Ok(growth) = Growth::from_oom_per_year(a, Some(interval)) {
            let _ = (
                growth.doubling_interval(),
                growth.factor_interval(),
                growth.to_string(),
            );
        }
        for growth in [
            Growth::from_factor_per_year(a, Some(interval)),
            Growth::from_doubling_months(a, Some(interval)),
        ]
        .into_iter()
        .flatten()
        {
            let slopes = growth.interval.map(|ends| (ends.low, ends.high));
            prop_assert!(
                slopes.is_none_or(|(low, high)| low <= high && (high - low).is_finite()),
                "{growth}"
            );
        }
    }
    Ok(())
}

/// Whatever fits or compares trends.
fn try_trends(x: &[f64], y: &[f64], level: f64, missing: Missing) -> Result<(), TestCaseError> {
    let groups: Vec<i64> = x.iter().map(|v| *v as i64 % 2).collect();
    let events: Vec<bool> = y.iter().map(|v| *v > 0.0).collect();
    for test in [one_sample_t(x, level, missing), paired_t(x, y, missing)]
        .into_iter()
        .flatten()
    {
        prop_assert!(all_within(&test.p), "{test}");
        let _ = test.interval(level);
    }
    for zeros in [Zeros::Drop, Zeros::Pratt] {
        for test in [
            signed_rank(x, zeros, missing),
            signed_rank_pairs(x, y, zeros, missing),
        ]
        .into_iter()
        .flatten()
        {
            prop_assert!(within(test.p) && all_within(&test.normal), "{test}");
        }
    }
    if let Ok(test) = kruskal_wallis(&[x, y], missing) {
        prop_assert!(within(test.p_value), "{test}");
    }
    if let Ok(test) = welch_anova(&[x, y], missing) {
        prop_assert!(within(test.p_value), "{test}");
    }
    if let Ok(test) = log_rank(x, &events, &groups, missing) {
        prop_assert!(within(test.p_value), "{test}");
    }
    if let Ok(curve) = kaplan_meier(x, &events, missing) {
        let _ = (curve.quantile(level), curve.at(level), curve.to_string());
        let _ = curve.quantile_interval(0.5, level, SurvivalScale::LogLog);
    }
    if let Ok(fit) = segmented(x, y, missing) {
        let _ = (
            fit.break_interval(level),
            fit.break_likelihood_interval(level),
        );
        let _ = (fit.predict(level), fit.to_string());
    }
    let options = Lowess {
        fraction: level,
        robust_passes: 2,
        delta: 0.0,
    };
    let _ = (
        lowess(x, y, options, missing),
        lowess(x, y, Lowess::default(), missing),
    );
    for degree in 0..4 {
        if let Ok(curve) = loess(x, y, level.abs(), degree, missing) {
            let _ = (curve.predict(level), curve.to_string());
        }
        let _ = loess(x, y, 0.9, degree, missing);
    }
    if let Ok(test) = equal_slopes(x, y, &groups, Some(Robust::Hc3), missing) {
        let _ = test.to_string();
    }
    let _ = equal_slopes(x, y, &groups, None, missing);
    for empty in [Design::with_intercept(), Design::without_intercept()] {
        let Ok(design) = empty.term("x", x) else {
            continue;
        };
        for fit in [ols(&design, y, missing), wls(&design, y, x, missing)]
            .into_iter()
            .flatten()
        {
            for kind in [
                Robust::newey_west(Lags::Auto),
                Robust::newey_west(Lags::Fixed(usize::MAX)),
                Robust::clusters(&groups),
            ] {
                if let Ok(robust) = fit.robust(kind) {
                    let _ = (
                        robust.to_string(),
                        robust.with_normal(),
                        robust.interval("x", level),
                    );
                    let _ = robust.hypothesis(&[vec![1.0; robust.coefficients.len()]], &[level]);
                    let _ = robust.growth("x", level).map(|growth| growth.to_string());
                }
            }
            let _ = (
                fit.restricted_to(&[]),
                fit.growth("x", level),
                fit.to_string(),
            );
            let _ = fit.predict_named(&[("x", level)]);
        }
        if let Ok(fit) = quantile_regression(&design, y, level, missing) {
            for errors in [
                QuantileErrors::Iid,
                QuantileErrors::Robust,
                QuantileErrors::Powell,
            ] {
                let _ = fit.coefficients(errors);
            }
        }
        let _ = quantile_regression(&design, y, 0.5, missing);
        let counts: Vec<f64> = y.iter().map(|v| (v.abs() % 50.0).floor()).collect();
        for y in [counts.as_slice(), y] {
            let _ = poisson(&design, y, Some(x), missing).map(|fit| fit.to_string());
            let _ = negative_binomial(&design, y, None, missing).map(|fit| fit.to_string());
        }
    }
    let resampling = Resampling {
        repetitions: 5,
        seed: 1,
    };
    let _ = bootstrap_strata(&groups, |rows| rows.len() as f64 * level, resampling);
    let _ = bootstrap_two_samples(x, y, |x, y| x[0] - y[0], resampling);
    Ok(())
}

fn try_regressions(x: &[f64], y: &[f64], missing: Missing) -> Result<(), TestCaseError> {
    for empty in [Design::with_intercept(), Design::without_intercept()] {
        let _ = ols(&empty, y, missing);
        let Ok(design) = empty.term("x", x) else {
            continue;
        };
        if let Ok(fit) = ols(&design, y, missing) {
            let text = fit.to_string();
            prop_assert!(
                fit.coefficients.iter().all(|c| c.estimate.is_finite()),
                "{text}"
            );
            prop_assert!(fit.coefficients.iter().all(|c| within(c.p_value)), "{text}");
            for kind in [Robust::Hc0, Robust::Hc1, Robust::Hc2, Robust::Hc3] {
                let _ = fit.robust(kind);
            }
            let _ = (fit.predict(&x[..1]), fit.predict(y), fit.interval("x", 0.9));
        }
        let outcome: Vec<f64> = y.iter().map(|v| f64::from(u8::from(*v > 0.0))).collect();
        if let Ok(fit) = logit(&design, &outcome, missing) {
            let text = fit.to_string();
            prop_assert!(
                fit.coefficients.iter().all(|c| c.estimate.is_finite()),
                "{text}"
            );
            let _ = (fit.average_marginal_effects(), fit.odds_ratio("x", 0.9));
            let _ = fit.discrete_change("x", 0.0, 1.0);
        }
        let _ = (
            logit(&design, y, missing),
            binomial_glm(&design, y, x, missing),
        );
        let resampling = Resampling {
            repetitions: 5,
            seed: 3,
        };
        let clusters: Vec<i64> = x.iter().map(|v| *v as i64 % 3).collect();
        let _ = bootstrap_ols(&design, y, missing, resampling);
        let _ = bootstrap_ols_clusters(&design, y, &clusters, missing, resampling);
        let _ = leave_one_out_ols(&design, y, missing);
        let _ = leave_clusters_out_ols(&design, y, &clusters, missing);
        for folds in [0, 2, y.len()] {
            if let Ok(found) = cross_validate_ols(&design, y, folds, 3) {
                prop_assert!(found.rmse >= 0.0 && found.r_squared <= 1.0, "{found}");
            }
        }
    }
    for degree in [0, 1, 3] {
        if let Ok(line) = polynomial_fit(x, y, degree, missing) {
            let _ = (line.predict(0.5), line.predict(f64::NAN), line.to_string());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn on_arbitrary_doubles(x in list(), y in list(), level in any_double()) {
        try_everything(&x, &y, level)?;
    }

    #[test]
    fn on_finite_doubles_of_any_size(x in finite_list(), y in finite_list()) {
        try_everything(&x, &y, 0.95)?;
    }

    #[test]
    fn on_subnormal_doubles(
        x in prop::collection::vec(any::<u64>().prop_map(|b| f64::from_bits(b >> 14)), 3..12),
        y in prop::collection::vec(any::<u64>().prop_map(|b| f64::from_bits(b >> 14)), 3..12),
    ) {
        try_everything(&x, &y, 0.95)?;
    }
}
