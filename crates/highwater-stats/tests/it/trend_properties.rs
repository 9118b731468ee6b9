//! What must hold for any data, for the fits and tests of trends.

use highwater_stats::{
    Design, Lags, Lowess, Missing, Robust, SurvivalScale, Zeros, chi_square, equal_slopes,
    fisher_exact, kaplan_meier, kendall, kruskal_wallis, log_rank, lowess, negative_binomial, ols,
    one_sample_t, paired_t, poisson, quantile_regression, segmented, signed_rank,
    signed_rank_pairs, welch_anova, welch_t, wls,
};
use proptest::prelude::*;

/// Rows of a column, a response and a small whole number, with ties.
fn rows() -> impl Strategy<Value = Vec<(f64, f64, usize)>> {
    let quarter = || (-40_i32..40).prop_map(|v| f64::from(v) / 4.0);
    prop::collection::vec((quarter(), quarter(), 0_usize..4), 6..30)
}

fn columns(rows: &[(f64, f64, usize)]) -> (Vec<f64>, Vec<f64>, Vec<usize>) {
    let x = rows.iter().map(|row| row.0).collect();
    let y = rows.iter().map(|row| row.1).collect();
    (x, y, rows.iter().map(|row| row.2).collect())
}

fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn errors_that_ought_to_coincide_do(rows in rows(), weight in 0.01..100.0) {
        let (x, y, group) = columns(&rows);
        let design = Design::with_intercept().term("x", &x).unwrap();
        let Ok(fit) = ols(&design, &y, Missing::Refuse) else { return Ok(()) };
        let std_err = |kind| fit.robust(kind).map(|r| r.coefficients[1].std_err);
        // Newey and West without a lag is HC0, one cluster a row HC1.
        let none = Robust::NeweyWest { lags: Lags::Fixed(0), small_sample: false };
        prop_assert!(close(std_err(none).unwrap(), std_err(Robust::Hc0).unwrap()));
        let single: Vec<usize> = (0..x.len()).collect();
        prop_assert!(close(std_err(Robust::clusters(&single)).unwrap(), std_err(Robust::Hc1).unwrap()));
        // Names of clusters do not matter.
        let renamed: Vec<usize> = group.iter().map(|g| 7 - g).collect();
        prop_assert_eq!(
            std_err(Robust::clusters(&group)).ok(),
            std_err(Robust::clusters(&renamed)).ok()
        );
        // Equal weights are none.
        let weighted = wls(&design, &y, &vec![weight; x.len()], Missing::Refuse).unwrap();
        for (a, b) in weighted.coefficients.iter().zip(&fit.coefficients) {
            prop_assert!(close(a.estimate, b.estimate) && close(a.std_err, b.std_err));
        }
        // The F test of the slope is its t squared, by hypothesis and by a smaller fit.
        let t = fit.coefficients[1].statistic;
        if t.is_finite() {
            let test = fit.hypothesis(&[vec![0.0, 3.0]], &[0.0]).unwrap();
            prop_assert!((test.f - t * t).abs() <= 1e-9 * t * t + 1e-12);
            let nested = fit.restricted_to(&[]).unwrap();
            prop_assert!((nested.f - t * t).abs() <= 1e-9 * t * t + 1e-12);
        }
    }

    #[test]
    fn a_whole_weight_is_a_row_as_often(rows in rows()) {
        let (x, y, counts) = columns(&rows);
        let weights: Vec<f64> = counts.iter().map(|c| *c as f64).collect();
        let design = |x: &[f64]| Design::with_intercept().term("x", x).unwrap();
        let Ok(fit) = wls(&design(&x), &y, &weights, Missing::Refuse) else { return Ok(()) };
        let repeated = |v: &[f64]| -> Vec<f64> {
            let each = v.iter().zip(&counts);
            each.flat_map(|(value, count)| std::iter::repeat_n(*value, *count)).collect()
        };
        let longer = ols(&design(&repeated(&x)), &repeated(&y), Missing::Refuse).unwrap();
        prop_assert!(close(fit.coefficients[1].estimate, longer.coefficients[1].estimate));
    }

    #[test]
    fn quantile_lines_have_their_share_below(rows in rows(), tau in 0.05..0.95, scale in 0.1..9.0) {
        let (x, y, _) = columns(&rows);
        let design = Design::with_intercept().term("x", &x).unwrap();
        let Ok(fit) = quantile_regression(&design, &y, tau, Missing::Refuse) else { return Ok(()) };
        let below = fit.residuals.iter().filter(|e| **e < 0.0).count() as f64;
        let share = tau * x.len() as f64;
        prop_assert!(below <= share + 1e-9 && share <= below + fit.n_zero_residuals as f64 + 1e-9);
        let scaled: Vec<f64> = y.iter().map(|y| scale * y).collect();
        let other = quantile_regression(&design, &scaled, tau, Missing::Refuse).unwrap();
        prop_assert!(close(other.objective, scale * fit.objective));
        // Turned upside down, a quantile is the other one.
        let turned: Vec<f64> = y.iter().map(|y| -y).collect();
        let other = quantile_regression(&design, &turned, 1.0 - tau, Missing::Refuse).unwrap();
        prop_assert!(close(other.objective, fit.objective));
        // No line through two of the points is better: those are all the corners.
        for i in 0..x.len() {
            for j in 0..i {
                let slope = (y[i] - y[j]) / (x[i] - x[j]);
                let cost = |(x, y): (&f64, &f64)| {
                    let e = y - (at(slope, (rows[i].0, rows[i].1), *x));
                    if e > 0.0 { tau * e } else { (tau - 1.0) * e }
                };
                if slope.is_finite() {
                    let sum: f64 = x.iter().zip(&y).map(cost).sum();
                    prop_assert!(fit.objective <= sum + 1e-9);
                }
            }
        }
    }

    #[test]
    fn counts_have_the_rates_of_their_groups(
        y in prop::collection::vec(0_u32..30, 4..20),
        exposure in 0.1..50.0,
    ) {
        let y: Vec<f64> = y.into_iter().map(f64::from).collect();
        let offset = vec![libm::log(exposure); y.len()];
        let mean = y.iter().sum::<f64>() / y.len() as f64;
        let constant = Design::with_intercept();
        let Ok(fit) = poisson(&constant, &y, Some(&offset), Missing::Refuse) else {
            prop_assert_eq!(mean, 0.0);
            return Ok(());
        };
        prop_assert!(close(libm::exp(fit.coefficients[0].estimate), mean / exposure));
        let wide = negative_binomial(&constant, &y, Some(&offset), Missing::Refuse).unwrap();
        prop_assert!(close(libm::exp(wide.coefficients[0].estimate), mean / exposure));
        prop_assert!(wide.log_likelihood >= fit.log_likelihood - 1e-9);
    }

    #[test]
    fn breaks_and_curves_follow_their_units(rows in rows(), scale in 1_i32..9, shift in -9_i32..9) {
        let (x, y, _) = columns(&rows);
        let (scale, shift) = (f64::from(scale), f64::from(shift));
        let moved = |v: &[f64]| v.iter().map(|v| scale * v + shift).collect::<Vec<f64>>();
        if let Ok(fit) = segmented(&x, &y, Missing::Refuse) {
            prop_assert!(fit.ssr <= fit.ssr_line * (1.0 + 1e-9) + 1e-9);
            let set = fit.break_interval(0.9).unwrap();
            prop_assert!(set.interval.contains(fit.break_at));
            let other = segmented(&moved(&x), &y, Missing::Refuse).unwrap();
            prop_assert!(close(other.ssr, fit.ssr));
        }
        let curve = lowess(&x, &y, Lowess::default(), Missing::Refuse).unwrap();
        let other = lowess(&moved(&x), &moved(&y), Lowess::default(), Missing::Refuse).unwrap();
        for (a, b) in moved(&curve).iter().zip(other) {
            prop_assert!((a - b).abs() < 1e-6 * (1.0 + a.abs()), "{a} {b}");
        }
    }

    #[test]
    fn tests_of_pairs_turn_with_them(rows in rows()) {
        let (x, y, _) = columns(&rows);
        if let (Ok(one), Ok(other)) =
            (paired_t(&x, &y, Missing::Refuse), paired_t(&y, &x, Missing::Refuse))
        {
            prop_assert!(close(one.t, -other.t) && close(one.p.less, other.p.greater));
            let differences: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x - y).collect();
            prop_assert_eq!(one.p, one_sample_t(&differences, 0.0, Missing::Refuse).unwrap().p);
            for zeros in [Zeros::Drop, Zeros::Pratt] {
                let test = signed_rank_pairs(&x, &y, zeros, Missing::Refuse).unwrap();
                let turned = signed_rank_pairs(&y, &x, zeros, Missing::Refuse).unwrap();
                prop_assert_eq!((test.w_plus, test.w_minus), (turned.w_minus, turned.w_plus));
                prop_assert!(close(test.p, turned.p) && (0.0..=1.0).contains(&test.p));
                prop_assert_eq!(&test, &signed_rank(&differences, zeros, Missing::Refuse).unwrap());
            }
        }
    }

    #[test]
    fn groups_may_come_in_any_order(rows in rows()) {
        let mut groups = vec![Vec::new(); 4];
        for (x, _, group) in &rows {
            groups[*group].push(*x);
        }
        let groups: Vec<&[f64]> = groups.iter().map(Vec::as_slice).filter(|g| g.len() > 1).collect();
        let turned: Vec<&[f64]> = groups.iter().rev().copied().collect();
        if let Ok(test) = kruskal_wallis(&groups, Missing::Refuse) {
            let other = kruskal_wallis(&turned, Missing::Refuse).unwrap();
            prop_assert!(close(test.h, other.h) && (0.0..=1.0).contains(&test.p_value));
        }
        if let Ok(test) = welch_anova(&groups, Missing::Refuse) {
            let other = welch_anova(&turned, Missing::Refuse).unwrap();
            prop_assert!(close(test.f, other.f) && close(test.df2, other.df2));
            if let [a, b] = groups[..] {
                let t = welch_t(a, b, Missing::Refuse).unwrap().t;
                prop_assert!(close(test.f, t * t));
            }
        }
    }

    #[test]
    fn tables_may_be_turned(a in 0_u64..40, b in 0_u64..40, c in 0_u64..40, d in 0_u64..40) {
        let (table, turned) = ([[a, b], [c, d]], [[a, c], [b, d]]);
        if let Ok(test) = chi_square(&table) {
            let other = chi_square(&turned).unwrap();
            prop_assert!(close(test.statistic, other.statistic));
            prop_assert!((0.0..=1.0 + 1e-12).contains(&test.cramers_v));
        }
        if let Ok(test) = fisher_exact(table) {
            let other = fisher_exact(turned).unwrap();
            prop_assert!(close(test.p.two_sided, other.p.two_sided));
            let mirrored = fisher_exact([[b, a], [d, c]]).unwrap();
            prop_assert!(close(test.p.less, mirrored.p.greater));
            prop_assert!(test.p.less + test.p.greater >= 1.0 - 1e-12);
        }
    }

    #[test]
    fn slopes_change_places_with_their_groups(rows in rows()) {
        let (x, y, group) = columns(&rows);
        let open: Vec<bool> = group.iter().map(|g| g % 2 == 0).collect();
        let other: Vec<bool> = open.iter().map(|is| !is).collect();
        if let Ok(test) = equal_slopes(&x, &y, &open, None, Missing::Refuse) {
            let renamed = equal_slopes(&x, &y, &other, None, Missing::Refuse).unwrap();
            prop_assert_eq!(test.difference.estimate, renamed.difference.estimate);
            let of = |test: &highwater_stats::EqualSlopes| test.slopes[1].estimate - test.slopes[0].estimate;
            prop_assert!(close(of(&test), test.difference.estimate));
        }
    }

    #[test]
    fn curves_of_survival_fall(rows in rows()) {
        let time: Vec<f64> = rows.iter().map(|row| row.0.abs()).collect();
        let event: Vec<bool> = rows.iter().map(|row| row.1 > -3.0).collect();
        let group: Vec<usize> = rows.iter().map(|row| row.2).collect();
        let curve = kaplan_meier(&time, &event, Missing::Refuse).unwrap();
        prop_assert!(curve.steps.windows(2).all(|pair| pair[0].survival > pair[1].survival));
        for step in &curve.steps {
            for scale in [SurvivalScale::Plain, SurvivalScale::Log, SurvivalScale::LogLog] {
                let interval = step.interval(0.9, scale).unwrap();
                prop_assert!(interval.low <= step.survival + 1e-12 && step.survival <= interval.high + 1e-12);
            }
        }
        if let Ok(test) = log_rank(&time, &event, &group, Missing::Refuse) {
            let seen: f64 = test.observed.iter().sum();
            prop_assert!(close(seen, test.expected.iter().sum()) && test.chi2 >= 0.0);
        }
    }

    #[test]
    fn exact_kendall_with_ties_has_both_tails(rows in prop::collection::vec((0_u32..5, 0_u32..4), 3..9)) {
        let x: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
        let y: Vec<f64> = rows.iter().map(|row| f64::from(row.1)).collect();
        if let Ok(test) = kendall(&x, &y, Missing::Refuse) {
            let exact = test.exact.unwrap();
            prop_assert!(exact.less + exact.greater >= 1.0 - 1e-12);
            let turned = kendall(&y, &x, Missing::Refuse).unwrap().exact.unwrap();
            prop_assert!(close(exact.less, turned.less) && close(exact.greater, turned.greater));
            let falling: Vec<f64> = x.iter().map(|v| -v).collect();
            let other = kendall(&falling, &y, Missing::Refuse).unwrap().exact.unwrap();
            prop_assert!(close(exact.less, other.greater));
        }
    }
}

/// The line through a point.
fn at(slope: f64, (x0, y0): (f64, f64), x: f64) -> f64 {
    y0 + slope * (x - x0)
}
