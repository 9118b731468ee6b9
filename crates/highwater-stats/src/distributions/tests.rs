//! Held against statrs where that is accurate, and against itself.

use super::*;
use ::statrs::distribution::{
    Beta as PeerBeta, Continuous, ContinuousCDF, Discrete, DiscreteCDF, FisherSnedecor,
    Gamma as PeerGamma, StudentsT,
};

fn close(what: &str, got: f64, want: f64, digits: f64) {
    let off = (got - want).abs();
    assert!(
        off <= digits * want.abs(),
        "{what}: {got:e} is not {want:e}"
    );
}

/// The density and both chances.
type Chances = Box<dyn Fn(f64) -> [f64; 3]>;
/// Both quantiles.
type Quantiles = Box<dyn Fn(f64) -> [f64; 2]>;

/// Each with values that lie within it.
fn all() -> Vec<(Chances, Quantiles, Vec<f64>)> {
    fn ask<D: Distribution + Copy + 'static>(of: D) -> (Chances, Quantiles) {
        (
            Box::new(move |x| [of.pdf(x), of.cdf(x), of.sf(x)]),
            Box::new(move |p| [of.quantile(p), of.quantile_upper(p)]),
        )
    }
    let mut found = Vec::new();
    let mut add = |(a, b): (Chances, Quantiles), x: &[f64]| found.push((a, b, x.to_vec()));
    add(
        ask(Normal::new(3.0, 2.0).unwrap()),
        &[-40.0, 2.0, 3.5, 30.0],
    );
    add(ask(StudentT::new(3.3).unwrap()), &[-1e30, -2.0, 0.25, 1e30]);
    add(
        ask(FisherF::new(3.0, 7.0).unwrap()),
        &[1e-30, 0.5, 2.0, 1e20],
    );
    add(
        ask(ChiSquared::new(4.5).unwrap()),
        &[1e-30, 3.0, 9.0, 900.0],
    );
    add(
        ask(Gamma::new(0.3, 5.0).unwrap()),
        &[1e-90, 0.1, 9.0, 900.0],
    );
    add(ask(Beta::new(1.5, 0.5).unwrap()), &[1e-90, 0.1, 0.5, 0.99]);
    found
}

#[test]
fn quantiles_lead_back() {
    for (ask, quantiles, values) in all() {
        for x in values {
            let [_, below, above] = ask(x);
            assert!((below + above - 1.0).abs() < 1e-14, "{x}");
            if below <= 0.5 {
                close("quantile", quantiles(below)[0], x, 1e-12);
            } else {
                close("quantile above", quantiles(above)[1], x, 1e-12);
            }
        }
        assert!(quantiles(f64::NAN)[0].is_nan() && quantiles(1.5)[1].is_nan());
        assert!(ask(f64::NAN).iter().all(|v| v.is_nan()));
    }
}

#[test]
fn densities_are_the_slopes_of_the_chances() {
    for (ask, _, values) in all() {
        for x in values
            .into_iter()
            .filter(|x| x.abs() > 0.05 && x.abs() < 50.0)
        {
            let h = 1e-5 * x.abs().max(1.0) * if x == 0.99 { 0.1 } else { 1.0 };
            let slope = (ask(x + h)[1] - ask(x - h)[1]) / (2.0 * h);
            let [pdf, ..] = ask(x);
            assert!(
                (slope - pdf).abs() < 1e-6 * pdf.max(1e-3),
                "{x}: {slope} {pdf}"
            );
        }
    }
}

#[test]
fn statrs_gives_the_same() {
    for x in [0.1, 0.9, 2.5, 7.0] {
        let peer = StudentsT::new(0.0, 1.0, 6.5).unwrap();
        let ours = StudentT::new(6.5).unwrap();
        close("t", Distribution::pdf(&ours, x), peer.pdf(x), 1e-11);
        close("t", Distribution::sf(&ours, x), peer.sf(x), 1e-9);
        let peer = FisherSnedecor::new(3.0, 8.0).unwrap();
        let ours = FisherF::new(3.0, 8.0).unwrap();
        close("F", Distribution::pdf(&ours, x), peer.pdf(x), 1e-11);
        close("F", Distribution::cdf(&ours, x), peer.cdf(x), 1e-9);
        let peer = PeerGamma::new(2.5, 1.0 / 3.0).unwrap();
        let ours = Gamma::new(2.5, 3.0).unwrap();
        close("gamma", Distribution::pdf(&ours, x), peer.pdf(x), 1e-11);
        close("gamma", Distribution::cdf(&ours, x), peer.cdf(x), 1e-9);
        let peer = PeerBeta::new(2.5, 4.0).unwrap();
        let ours = Beta::new(2.5, 4.0).unwrap();
        close(
            "beta",
            Distribution::pdf(&ours, x / 8.0),
            peer.pdf(x / 8.0),
            1e-11,
        );
        close(
            "beta",
            Distribution::cdf(&ours, x / 8.0),
            peer.cdf(x / 8.0),
            1e-9,
        );
    }
    for k in 0..12_u32 {
        let x = f64::from(k);
        let peer = ::statrs::distribution::Binomial::new(0.3, 12).unwrap();
        let ours = Binomial::new(12, 0.3).unwrap();
        close(
            "binomial",
            Distribution::pdf(&ours, x),
            peer.pmf(u64::from(k)),
            1e-11,
        );
        close(
            "binomial",
            Distribution::cdf(&ours, x),
            peer.cdf(u64::from(k)),
            1e-9,
        );
        let peer = ::statrs::distribution::Poisson::new(3.5).unwrap();
        let ours = Poisson::new(3.5).unwrap();
        close(
            "Poisson",
            Distribution::pdf(&ours, x),
            peer.pmf(u64::from(k)),
            1e-11,
        );
        close(
            "Poisson",
            Distribution::sf(&ours, x),
            peer.sf(u64::from(k)),
            1e-9,
        );
    }
}

#[test]
fn counts_have_the_smallest_that_is_enough() {
    let two = Binomial::new(2, 0.5).unwrap();
    for (p, want) in [
        (0.0, 0.0),
        (0.25, 0.0),
        (0.26, 1.0),
        (0.75, 1.0),
        (0.76, 2.0),
        (1.0, 2.0),
    ] {
        assert_eq!(two.quantile(p), want, "{p}");
    }
    for (p, want) in [(0.0, 2.0), (0.2, 2.0), (0.25, 1.0), (0.75, 0.0), (1.0, 0.0)] {
        assert_eq!(two.quantile_upper(p), want, "{p}");
    }
    let none = Binomial::new(0, 0.5).unwrap();
    assert_eq!(
        (
            none.quantile(0.5),
            Distribution::cdf(&none, 0.0),
            Distribution::pdf(&none, 0.0)
        ),
        (0.0, 1.0, 1.0)
    );
    for certain in [0.0, 1.0] {
        let sure = Binomial::new(3, certain).unwrap();
        assert_eq!(sure.quantile(0.4), 3.0 * certain);
        assert_eq!(Distribution::pdf(&sure, 3.0 * certain), 1.0);
    }
    let many = Poisson::new(1e12).unwrap();
    assert!((many.quantile(0.5) - 1e12).abs() <= 1.0);
    assert_eq!(many.quantile(1.0), f64::INFINITY);
}

#[test]
fn parameters_out_of_range_are_named() {
    let error = StudentT::new(-1.0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`df` is `-1`, allowed is above 0 and finite"
    );
    assert!(Normal::new(f64::NAN, 1.0).is_err() && Normal::new(0.0, 0.0).is_err());
    assert!(Binomial::new(3, 1.5).is_err() && Poisson::new(0.0).is_err());
    assert!(Beta::new(1.0, f64::INFINITY).is_err() && Gamma::new(0.0, 1.0).is_err());
    assert!(FisherF::new(1.0, 0.0).is_err() && ChiSquared::new(f64::NAN).is_err());
}
