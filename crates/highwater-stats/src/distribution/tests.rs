//! The right-hand sides were computed with mpmath at 60 digits.

use super::*;
use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

fn check(name: &str, got: f64, want: f64) {
    let error = (got / want - 1.0).abs();
    assert!(error < 1e-13, "{name}: {got:e} is not {want:e}: {error:e}");
}

#[test]
fn normal_tails_keep_their_digits() {
    for (z, want) in [
        (0.8, 0.21185539858339666),
        (5.0, 2.866515718791939e-7),
        (20.0, 2.7536241186062337e-89),
        (37.0, 5.725571222524577e-300),
    ] {
        check("normal", normal_sf(z), want);
    }
    assert_eq!(normal_cdf(f64::NEG_INFINITY), 0.0);
}

#[test]
fn normal_quantiles_are_good_to_the_last_digits() {
    for (p, want) in [
        (1e-300, -37.0470962993612),
        (1e-20, -9.262340089798407),
        (0.001, -3.0902323061678136),
        (0.025, -1.9599639845400543),
        (0.3, -0.5244005127080408),
        (0.49, -0.025068908258711057),
        (0.4999999, -2.5066282747031063e-7),
    ] {
        let got = normal_quantile(p);
        assert!((got / want - 1.0).abs() < 1e-15, "{p}: {got:e} {want:e}");
    }
    assert_eq!(normal_quantile(0.5), 0.0);
    assert_eq!(normal_quantile(1.0), f64::INFINITY);
    assert!(normal_quantile(1.5).is_nan());
}

#[test]
fn owens_t_keeps_its_digits() {
    for (h, a, want) in [
        (0.0, 1.0, 0.125),
        (0.0, 0.3, 0.04638678953887117),
        (0.0625, 0.25, 0.03891193023470137),
        (0.5, 0.7, 0.08423850022843637),
        (1.0, 1.0, 0.06674188216570097),
        (2.5, 0.1, 0.0006897875295722588),
        (3.0, 0.9, 0.0006723818218986225),
        (6.0, 1e-3, 2.4239112081133257e-12),
        (1e-3, 1e-8, 1.5915486351444369e-09),
        (10.0, 0.5, 3.809924774017064e-24),
        // `P (1 - P) / 2` with the tail `P` above 30.
        (30.0, 1.0, 2.4533569635740936e-198),
    ] {
        check(&format!("T {h} {a}"), owens_t(h, a), want);
        assert_eq!(owens_t(-h, a), owens_t(h, a));
    }
    assert_eq!(owens_t(3.0, 0.0), 0.0);
    assert_eq!(owens_t(1e200, 1.0), 0.0);
}

#[test]
fn t_tails_keep_their_digits() {
    for (t, df, want) in [
        (1e-3, 3.7, 0.49962683852954315),
        (0.7, 0.5, 0.3427003312603833),
        (2.5, 17.776, 0.01122230027525769),
        (12.0, 43.0, 1.2898229098413319e-15),
        (300.0, 5.0, 3.904953728961104e-12),
        (40.0, 114.0, 3.0984481952617194e-69),
        (0.001, 1e4, 0.49960106775952623),
        (2.5, 999_998.0, 0.006209744751240474),
        (12.0, 999_998.0, 1.785842581150922e-33),
        (0.7, 1e7, 0.2419636603650942),
        (30.0, 1e7, 5.0073068454089e-198),
    ] {
        check(&format!("t {t} {df}"), t_sf(t, df), want);
        assert_eq!(t_sf(-t, df), 1.0 - t_sf(t, df));
    }
    assert_eq!(t_sf(0.0, 5.0), 0.5);
    // With 1 and 2 degrees of freedom the tail has a closed form.
    for t in [0.1, 0.5, 1.0, 2.0, 7.0, 100.0] {
        check(
            "1 df",
            t_sf(t, 1.0),
            libm::atan(1.0 / t) / std::f64::consts::PI,
        );
        let root = (t * t + 2.0_f64).sqrt();
        check("2 df", t_sf(t, 2.0), 1.0 / (root * (root + t)));
    }
    // Cauchy: 1 / (pi t) far out.
    check("far", t_sf(1e200, 1.0), 1e-200 / std::f64::consts::PI);
    assert!(t_sf(1.0, 0.0).is_nan());
}

#[test]
fn t_quantiles_hold_at_many_degrees_of_freedom() {
    for (tail, df, want) in [
        (0.025, 43.0, 2.0166921992278244),
        (0.005, 1.0, 63.65674116287158),
        (0.1, 17.77647351617849, 1.3310286564239748),
        (0.025, 999_998.0, 1.9599663568188517),
    ] {
        check(&format!("t {tail} {df}"), t_quantile_above(tail, df), want);
    }
    assert_eq!(t_quantile_above(0.5, 7.0), 0.0);
}

#[test]
fn f_and_chi_squared_tails_keep_their_digits() {
    for (x, df1, df2, want) in [
        (0.5, 1.0, 43.0, 0.483314806327521),
        (5e4, 6.0, 10.0, 8.640055116574076e-22),
        (400.0, 10.0, 71.0, 3.046026562734971e-58),
        (30.0, 2.0, 43.0, 6.97543769298341e-9),
        (50523.395737373, 6.0, 10.0, 8.201718754853713e-22),
    ] {
        check(&format!("F {x} {df1} {df2}"), f_sf(x, df1, df2), want);
    }
    // With 2 and 2 degrees of freedom the tail is 1 / (1 + x), with 1 and 2 that of t squared.
    for x in [0.01, 0.5, 1.0, 3.0, 1000.0] {
        check("F 2 2", f_sf(x, 2.0, 2.0), 1.0 / (1.0 + x));
        check("F 1 2", f_sf(x, 1.0, 2.0), 2.0 * t_sf(x.sqrt(), 2.0));
    }
    for (x, df, want) in [
        (0.5, 1.0, 0.4795001221869535),
        (15.404190948971753, 3.0, 0.0015018786820605121),
        (1000.0, 100.0, 2.306076738035398e-148),
        (200.0, 7.0, 1.1477812240142598e-39),
        (50.0, 1000.0, 1.0),
        (1000.0, 1000.0, 0.49405285382923964),
    ] {
        check(&format!("chi2 {x} {df}"), chi_squared_sf(x, df), want);
    }
}

#[test]
fn nothing_panics_at_the_edges() {
    let edges = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.0,
        -0.0,
        5e-324,
        -1.0,
        1e308,
        1e-308,
    ];
    for a in edges {
        normal_sf(a);
        normal_quantile(a);
        for b in edges {
            t_sf(a, b);
            t_quantile_above(a, b);
            chi_squared_sf(a, b);
            for c in edges {
                f_sf(a, b, c);
            }
        }
    }
}

/// An independent implementation, where it is accurate: moderate degrees of freedom, and not the
/// normal distribution's tails, whose constants it cuts after ten digits.
#[test]
fn statrs_gives_the_same_where_it_is_accurate() {
    let close = |name: String, ours: f64, theirs: f64| {
        let error = (ours / theirs - 1.0).abs();
        assert!(error < 1e-11, "{name}: {ours:e} and {theirs:e}: {error:e}");
    };
    for df in [1.0, 2.0, 4.5, 17.0, 120.0] {
        for x in [0.01, 0.7, 3.0, 11.0, 60.0] {
            let theirs = ChiSquared::new(df).unwrap().sf(x);
            close(
                format!("chi-squared {x} {df}"),
                chi_squared_sf(x, df),
                theirs,
            );
            let theirs = StudentsT::new(0.0, 1.0, df).unwrap().sf(x);
            close(format!("t {x} {df}"), t_sf(x, df), theirs);
            for df2 in [1.0, 3.0, 43.0] {
                let theirs = FisherSnedecor::new(df, df2).unwrap().sf(x);
                close(format!("F {x} {df} {df2}"), f_sf(x, df, df2), theirs);
            }
        }
    }
    for p in [1e-9, 0.025, 0.3, 0.71, 0.999] {
        let theirs = Normal::new(0.0, 1.0).unwrap().inverse_cdf(p);
        close(format!("normal quantile {p}"), normal_quantile(p), theirs);
    }
}
