//! Regression beside an independent decomposition: nalgebra's QR of the centred columns.

use highwater_stats::{Design, Missing, ols};
use nalgebra::{DMatrix, DVector};

#[test]
fn nalgebra_gives_the_same_coefficients() {
    let n = 40;
    let wave = |i: usize, speed: f64| libm::sin(speed * i as f64 + 1.0);
    let (a, b): (Vec<f64>, Vec<f64>) = (0..n)
        .map(|i| (wave(i, 0.7), 2000.0 + wave(i, 1.9)))
        .unzip();
    let y: Vec<f64> = (0..n)
        .map(|i| 3.0 * a[i] - 0.5 * b[i] + 0.1 * wave(i, 5.3))
        .collect();

    let centred = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / n as f64;
        values
            .iter()
            .map(|value| value - mean)
            .collect::<Vec<f64>>()
    };
    let x = DMatrix::from_columns(&[
        DVector::from_vec(centred(&a)),
        DVector::from_vec(centred(&b)),
    ]);
    let qr = x.qr();
    let mut right = DVector::from_vec(centred(&y));
    qr.q_tr_mul(&mut right);
    let slopes = qr.r().solve_upper_triangular(&right.rows(0, 2)).unwrap();

    let design = Design::with_intercept()
        .term("a", &a)
        .unwrap()
        .term("b", &b)
        .unwrap();
    let fit = ols(&design, &y, Missing::Refuse).unwrap();
    for (name, slope) in [("a", slopes[0]), ("b", slopes[1])] {
        let ours = fit.coefficient(name).unwrap().estimate;
        assert!((ours - slope).abs() < 1e-11, "{name}: {ours} and {slope}");
    }
}
