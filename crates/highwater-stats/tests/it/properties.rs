//! What must hold for any data.

use highwater_stats::{
    CoefficientPair, Design, Divisor, Missing, QuantileType, benjamini_hochberg, holm, kendall,
    mann_whitney, mean, ols, pearson, permutation_test, quantile, ranks, skewness, spearman,
    std_dev, theil_sen, variance, welch_t,
};
use proptest::prelude::*;

/// Values with some ties: whole quarters.
fn values(length: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-40_i32..40).prop_map(|v| f64::from(v) / 4.0), length)
}

/// Two samples of the same length.
fn pairs() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    (2_usize..30).prop_flat_map(|n| (values(n), values(n)))
}

/// Returns the same list in another order.
fn shuffled<T: Clone>(list: &[T], seed: usize) -> Vec<T> {
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_key(|i| (i * 7919 + seed) % 104_729);
    order.into_iter().map(|i| list[i].clone()).collect()
}

fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

/// Grows with `v` and keeps ties as ties.
fn monotone(v: f64) -> f64 {
    libm::exp(v / 3.0) + v * v * v
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn order_does_not_matter(x in values(2..40), seed in 0_usize..1000) {
        let other = shuffled(&x, seed);
        prop_assert!(close(mean(&x).unwrap(), mean(&other).unwrap()));
        let var = |x: &[f64]| variance(x, Divisor::NMinusOne).unwrap();
        prop_assert!(close(var(&x), var(&other)));
        let median = |x: &[f64]| quantile(x, 0.5, QuantileType::Linear).unwrap();
        prop_assert_eq!(median(&x), median(&other));
    }

    #[test]
    fn shift_and_scale_carry_over(x in values(2..40), shift in -100.0..100.0, scale in 0.1..10.0) {
        let moved: Vec<f64> = x.iter().map(|v| shift + scale * v).collect();
        prop_assert!(close(mean(&moved).unwrap(), shift + scale * mean(&x).unwrap()));
        let sd = |x: &[f64]| std_dev(x, Divisor::N).unwrap();
        prop_assert!(close(sd(&moved), scale * sd(&x)));
        if let Ok(g1) = skewness(&x) {
            prop_assert!(close(skewness(&moved).unwrap(), g1));
        }
    }

    #[test]
    fn quantiles_rise_and_stay_within_the_data(
        x in values(1..30),
        p in 0.0..=1.0,
        q in 0.0..=1.0,
        number in 1_u8..=9,
    ) {
        let kind = QuantileType::numbered(number).unwrap();
        let (low, high) = (f64::min(p, q), f64::max(p, q));
        let (a, b) = (quantile(&x, low, kind).unwrap(), quantile(&x, high, kind).unwrap());
        prop_assert!(a <= b + 1e-12);
        let least = x.iter().copied().fold(f64::INFINITY, f64::min);
        let most = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        prop_assert!(least <= a && b <= most);
    }

    #[test]
    fn ranks_sum_to_that_of_the_first_numbers(x in values(0..50)) {
        let n = x.len() as f64;
        prop_assert_eq!(ranks(&x).unwrap().iter().sum::<f64>(), n * (n + 1.0) / 2.0);
    }

    #[test]
    fn correlations_are_symmetric_bounded_and_blind_to_order((x, y) in pairs(), seed in 0_usize..99) {
        let rows: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
        let (x2, y2): (Vec<f64>, Vec<f64>) = shuffled(&rows, seed).into_iter().unzip();
        if let Ok(test) = pearson(&x, &y, Missing::Refuse) {
            prop_assert!(test.r.abs() <= 1.0);
            prop_assert!(close(test.r, pearson(&y, &x, Missing::Refuse).unwrap().r));
            prop_assert!(close(test.r, pearson(&x2, &y2, Missing::Refuse).unwrap().r));
            if let Some(interval) = test.interval(0.95).unwrap() {
                prop_assert!(interval.contains(test.r));
            }
            if let Some(p) = test.p {
                prop_assert!((0.0..=1.0).contains(&p.two_sided));
                prop_assert!(close(p.less + p.greater, 1.0));
            }
        }
        if let Ok(test) = spearman(&x, &y, Missing::Refuse) {
            prop_assert!(test.rho.abs() <= 1.0 && (0.0..=1.0).contains(&test.p));
            prop_assert_eq!(&test, &spearman(&x2, &y2, Missing::Refuse).unwrap());
        }
        if let Ok(test) = kendall(&x, &y, Missing::Refuse) {
            prop_assert!(test.tau_b.abs() <= 1.0 && (0.0..=1.0).contains(&test.p));
            prop_assert_eq!(&test, &kendall(&x2, &y2, Missing::Refuse).unwrap());
            let n = test.n as u64;
            prop_assert!(test.concordant + test.discordant <= n * (n - 1) / 2);
        }
    }

    #[test]
    fn monotone_transforms_leave_rank_statistics_alone((x, y) in pairs()) {
        let bent: Vec<f64> = x.iter().map(|v| monotone(*v)).collect();
        prop_assert_eq!(spearman(&x, &y, Missing::Refuse), spearman(&bent, &y, Missing::Refuse));
        prop_assert_eq!(kendall(&x, &y, Missing::Refuse), kendall(&bent, &y, Missing::Refuse));
        let bent_y: Vec<f64> = y.iter().map(|v| monotone(*v)).collect();
        prop_assert_eq!(
            mann_whitney(&x, &y, Missing::Refuse),
            mann_whitney(&bent, &bent_y, Missing::Refuse)
        );
        // A falling transform turns the sign.
        let falling: Vec<f64> = x.iter().map(|v| -v).collect();
        if let Ok(test) = spearman(&x, &y, Missing::Refuse) {
            let turned = spearman(&falling, &y, Missing::Refuse).unwrap();
            prop_assert_eq!(turned.rho, -test.rho);
            prop_assert!(close(turned.p, test.p));
        }
    }

    #[test]
    fn the_two_u_sum_to_the_number_of_pairs(x in values(1..25), y in values(1..25)) {
        let test = mann_whitney(&x, &y, Missing::Refuse).unwrap();
        prop_assert_eq!(test.u1 + test.u2, (x.len() * y.len()) as f64);
        let other = mann_whitney(&y, &x, Missing::Refuse).unwrap();
        prop_assert_eq!((other.u1, other.u2), (test.u2, test.u1));
        prop_assert!(close(other.p, test.p));
        prop_assert!((0.0..=1.0).contains(&test.p));
        if let (Some(here), Some(there)) = (test.exact, other.exact) {
            prop_assert!(close(here.less, there.greater) && close(here.greater, there.less));
            prop_assert!(here.less + here.greater >= 1.0 - 1e-12);
        }
    }

    #[test]
    fn welch_turns_with_its_samples(x in values(2..20), y in values(2..20), shift in -9.0..9.0) {
        if let Ok(test) = welch_t(&x, &y, Missing::Refuse) {
            let other = welch_t(&y, &x, Missing::Refuse).unwrap();
            prop_assert!(close(test.t, -other.t) && close(test.df, other.df));
            prop_assert!((0.0..=1.0).contains(&test.p.two_sided));
            let least = x.len().min(y.len()) as f64 - 1.0;
            prop_assert!(test.df >= least - 1e-9 && test.df <= (x.len() + y.len()) as f64 - 2.0 + 1e-9);
            let up = |v: &[f64]| v.iter().map(|v| v + shift).collect::<Vec<f64>>();
            let moved = welch_t(&up(&x), &up(&y), Missing::Refuse).unwrap();
            prop_assert!(close(moved.t, test.t));
        }
    }

    #[test]
    fn residuals_are_orthogonal_to_the_columns(
        rows in prop::collection::vec((-10.0..10.0, 2000.0..2030.0, -1e6..1e6), 5..40),
    ) {
        let column = |of: fn(&(f64, f64, f64)) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
        let (a, b, y) = (column(|r| r.0), column(|r| r.1), column(|r| r.2));
        let design = Design::with_intercept().term("a", &a).unwrap().term("b", &b).unwrap();
        let fit = ols(&design, &y, Missing::Refuse).unwrap();
        let length = |v: &[f64]| v.iter().map(|v| v * v).sum::<f64>().sqrt();
        let ones = vec![1.0; y.len()];
        for column in [&a, &b, &ones] {
            let product: f64 = column.iter().zip(&fit.residuals).map(|(x, r)| x * r).sum();
            prop_assert!(product.abs() <= 1e-13 * length(column) * length(&y), "{product:e}");
        }
        prop_assert!((0.0..=1.0).contains(&fit.r_squared));
        for coefficient in &fit.coefficients {
            prop_assert!((0.0..=1.0).contains(&coefficient.p_value));
            prop_assert!(coefficient.interval.contains(coefficient.estimate));
        }
        // The fitted surface goes through its own predictions.
        let there = fit.predict(&[a[0], b[0]]).unwrap();
        prop_assert!((there.mean - fit.fitted[0]).abs() <= 1e-9 * length(&y));
    }

    #[test]
    fn a_regression_on_one_column_agrees_with_the_correlation((x, y) in pairs()) {
        let Ok(test) = pearson(&x, &y, Missing::Refuse) else { return Ok(()) };
        let design = Design::with_intercept().term("x", &x).unwrap();
        let Ok(fit) = ols(&design, &y, Missing::Refuse) else { return Ok(()) };
        prop_assert!(close(fit.r_squared, test.r * test.r));
        if test.r.abs() < 0.999 {
            prop_assert!(close(fit.coefficients[1].statistic, test.t));
        }
    }

    #[test]
    fn the_median_slope_turns_with_the_line((x, y) in pairs(), scale in 1_i32..9, tilt in -9_i32..9) {
        let (scale, tilt) = (f64::from(scale), f64::from(tilt));
        if let Ok(line) = theil_sen(&x, &y, 0.9, Missing::Refuse) {
            let tilted: Vec<f64> = x.iter().zip(&y).map(|(x, y)| scale * y + tilt * x).collect();
            let other = theil_sen(&x, &tilted, 0.9, Missing::Refuse).unwrap();
            prop_assert!(close(other.slope, scale * line.slope + tilt));
            if let Some(interval) = line.interval {
                prop_assert!(interval.contains(line.slope));
            }
        }
    }

    #[test]
    fn corrections_keep_the_order_and_only_raise(p in prop::collection::vec(0.0..=1.0, 0..30)) {
        let (strict, lenient) = (holm(&p).unwrap(), benjamini_hochberg(&p).unwrap());
        for i in 0..p.len() {
            prop_assert!(p[i] <= lenient[i] && lenient[i] <= strict[i] + 1e-15 && strict[i] <= 1.0);
            for j in 0..p.len() {
                if p[i] <= p[j] {
                    prop_assert!(strict[i] <= strict[j] && lenient[i] <= lenient[j]);
                }
            }
        }
    }

    #[test]
    fn an_exact_permutation_test_of_rank_sums_is_mann_whitney(
        x in values(1..6),
        y in values(1..6),
    ) {
        let all = [x.as_slice(), y.as_slice()].concat();
        let all_ranks = ranks(&all).unwrap();
        let rank_of = |v: f64| all_ranks[all.iter().position(|other| *other == v).unwrap()];
        let rank_sum = |x: &[f64], _: &[f64]| x.iter().map(|v| rank_of(*v)).sum::<f64>();
        let resampling = highwater_stats::Resampling { repetitions: 1000, seed: 0 };
        let test = permutation_test(&x, &y, rank_sum, resampling).unwrap();
        let exact = mann_whitney(&x, &y, Missing::Refuse).unwrap().exact.unwrap();
        prop_assert!(close(test.p.less, exact.less) && close(test.p.greater, exact.greater));
    }

    #[test]
    fn quantiles_of_a_ratio_grow_and_follow_its_unit(
        a in -9.0..9.0,
        b in -9.0..9.0,
        scale in 0.001..2.0,
        correlation in -1.0..1.0,
        p in 1e-6..0.999,
    ) {
        let pair = CoefficientPair {
            numerator: a,
            denominator: b,
            numerator_variance: scale,
            denominator_variance: 1.0,
            covariance: correlation * scale.sqrt(),
            df: None,
        };
        let low = pair.ratio_quantile(p).unwrap();
        prop_assert!(low < pair.ratio_quantile(p + 1e-6).unwrap());
        let in_thirds = CoefficientPair {
            numerator: 3.0 * a,
            numerator_variance: 9.0 * scale,
            covariance: 3.0 * pair.covariance,
            ..pair
        };
        prop_assert!(close(in_thirds.ratio_quantile(p).unwrap(), 3.0 * low));
    }
}
