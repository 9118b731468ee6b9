//! One fit or test of trends, timed by itself, for measurements beside other programs.
//!
//! `trend_kernels DIR KERNEL N [REPETITIONS]` reads N of the little-endian doubles `*.f64` in DIR, runs
//! KERNEL as often as asked and prints one line of JSON: the result and the median seconds, loading
//! not counted. `bench/trend_kernels.py` and `bench/trend_kernels.R` do the same with other programs.

#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use highwater_stats::{
    Design, Lags, Lowess, Missing, Robust, Zeros, kaplan_meier, kruskal_wallis, loess, lowess, ols,
    poisson, quantile_regression, segmented, signed_rank_pairs, wls,
};
use serde_json::json;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, kernel, n, rest @ ..] = arguments.as_slice() else {
        return Err("usage: trend_kernels DIR KERNEL N [REPETITIONS]".into());
    };
    let n: usize = n.parse()?;
    let repetitions: usize = rest.first().map_or(Ok(5), |text| text.parse())?;
    let read = |name: &str| doubles(&Path::new(folder).join(format!("{name}.f64")), n);
    let data = Data {
        a: read("mw_a")?,
        b: read("mw_b")?,
        x: read("sp_x")?,
        y: read("sp_y")?,
    };
    let mut seconds = Vec::new();
    let mut result = f64::NAN;
    for _ in 0..repetitions.max(1) {
        let start = Instant::now();
        result = data.run(kernel)?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    println!(
        "{}",
        json!({"result": result, "seconds": seconds[seconds.len() / 2]})
    );
    Ok(())
}

struct Data {
    a: Vec<f64>,
    b: Vec<f64>,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Data {
    /// One number of the result, to compare with that of other programs.
    fn run(&self, kernel: &str) -> Outcome<f64> {
        let (x, y) = (&self.x, &self.y);
        let design = || Design::with_intercept().term("x", x);
        let each =
            |from: &[f64], of: fn(f64) -> f64| from.iter().map(|v| of(*v)).collect::<Vec<f64>>();
        Ok(match kernel {
            "wls" => {
                let weights = each(&self.a, |a| 0.5 + a);
                wls(&design()?, y, &weights, Missing::Refuse)?.coefficients[1].std_err
            }
            "newey_west" => {
                let fit = ols(&design()?, y, Missing::Refuse)?;
                fit.robust(Robust::newey_west(Lags::Fixed(10)))?
                    .coefficients[1]
                    .std_err
            }
            "clusters" => {
                let labels: Vec<i64> = self.a.iter().map(|a| (100.0 * a) as i64).collect();
                let fit = ols(&design()?, y, Missing::Refuse)?;
                fit.robust(Robust::clusters(&labels))?.coefficients[1].std_err
            }
            "poisson" => {
                let counts = each(&self.b, |b| (5.0 * b).floor());
                poisson(&design()?, &counts, None, Missing::Refuse)?.coefficients[1].std_err
            }
            "quantile" => quantile_regression(&design()?, y, 0.5, Missing::Refuse)?.estimates[1],
            "lowess" => {
                let options = Lowess {
                    fraction: 0.2,
                    ..Lowess::default()
                };
                lowess(x, y, options, Missing::Refuse)?[0]
            }
            "loess" => loess(x, y, 0.5, 2, Missing::Refuse)?.residual_se,
            "segmented" => segmented(x, y, Missing::Refuse)?.ssr,
            "signed_rank" => {
                let test = signed_rank_pairs(&self.a, &self.b, Zeros::Drop, Missing::Refuse)?;
                test.w_plus.min(test.w_minus)
            }
            "kruskal" => kruskal_wallis(&[&self.a, &self.b, x], Missing::Refuse)?.h,
            "survival" => {
                let events: Vec<bool> = self.b.iter().map(|b| *b < 0.7).collect();
                let curve = kaplan_meier(&self.a, &events, Missing::Refuse)?;
                curve.at(0.5).map_or(f64::NAN, |step| step.std_err)
            }
            other => return Err(format!("unknown kernel `{other}`").into()),
        })
    }
}

fn doubles(path: &Path, n: usize) -> Outcome<Vec<f64>> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let chunks = bytes.as_chunks::<8>().0;
    let values = chunks.iter().take(n);
    Ok(values.map(|chunk| f64::from_le_bytes(*chunk)).collect())
}
