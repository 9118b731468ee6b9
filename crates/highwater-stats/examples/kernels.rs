//! One kernel as a whole process, for measurements beside other programs.
//!
//! `kernels DIR KERNEL [REPETITIONS]` reads the little-endian doubles `*.f64` and the table
//! `reg46.csv` in DIR, runs KERNEL as often as asked and prints one line of JSON: the result, the
//! seconds of loading and the median seconds of the kernel.
//!
//! Kernels: `mw`, `mw_tied` (Mann-Whitney), `sp`, `sp_tied` (Spearman), `kendall`, `hodges_lehmann`,
//! `boot_ols` (bootstrapped regression, 10,000 resamples), `ols` (a regression with its summary).

#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use highwater_stats::{
    Design, Missing, QuantileType, Resampling, bootstrap_ols, hodges_lehmann, kendall,
    mann_whitney, ols, quantiles, spearman,
};
use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, kernel, rest @ ..] = arguments.as_slice() else {
        return Err("usage: kernels DIR KERNEL [REPETITIONS]".into());
    };
    let repetitions: usize = rest.first().map_or(Ok(1), |text| text.parse())?;
    let start = Instant::now();
    let run = load(Path::new(folder), kernel)?;
    let loading = start.elapsed().as_secs_f64();
    let mut seconds = Vec::new();
    let mut result = Value::Null;
    for _ in 0..repetitions.max(1) {
        let start = Instant::now();
        result = run()?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    let line = json!({
        "kernel": kernel,
        "result": result,
        "load_seconds": loading,
        "kernel_seconds": seconds[seconds.len() / 2],
        "repetitions": seconds.len(),
    });
    println!("{line}");
    Ok(())
}

/// Reads what a kernel needs and gives back what is to be timed.
fn load(folder: &Path, kernel: &str) -> Outcome<Box<dyn Fn() -> Outcome<Value>>> {
    let tied = if kernel.ends_with("_tied") {
        "_tied"
    } else {
        ""
    };
    let read = |name: &str| doubles(&folder.join(format!("{name}{tied}.f64")));
    let run: Box<dyn Fn() -> Outcome<Value>> = match kernel {
        "mw" | "mw_tied" => {
            let (a, b) = (read("mw_a")?, read("mw_b")?);
            Box::new(move || {
                let test = mann_whitney(&a, &b, Missing::Refuse)?;
                Ok(json!({"u1": test.u1, "p": test.p}))
            })
        }
        "sp" | "sp_tied" => {
            let (x, y) = (read("sp_x")?, read("sp_y")?);
            Box::new(move || {
                let test = spearman(&x, &y, Missing::Refuse)?;
                Ok(json!({"rho": test.rho, "p": test.p}))
            })
        }
        "kendall" => {
            let (x, y) = (read("sp_x")?, read("sp_y")?);
            Box::new(move || {
                let test = kendall(&x, &y, Missing::Refuse)?;
                Ok(json!({"tau_b": test.tau_b, "p": test.p}))
            })
        }
        "hodges_lehmann" => {
            let (a, b) = (read("mw_a")?, read("mw_b")?);
            Box::new(move || {
                let estimate = hodges_lehmann(&a, &b, 0.95, Missing::Refuse)?;
                let interval = estimate.interval.map(|i| [i.low, i.high]);
                Ok(json!({"shift": estimate.shift, "interval": interval}))
            })
        }
        "boot_ols" => {
            let (design, y) = regression(folder)?;
            Box::new(move || bootstrapped(&design, &y))
        }
        "ols" => {
            let (design, y) = regression(folder)?;
            Box::new(move || {
                let fit = ols(&design, &y, Missing::Refuse)?;
                let estimates: Vec<f64> = fit.coefficients.iter().map(|c| c.estimate).collect();
                Ok(json!({"coef": estimates, "summary_bytes": fit.to_string().len()}))
            })
        }
        other => return Err(format!("unknown kernel `{other}`").into()),
    };
    Ok(run)
}

/// Percentiles of both slopes and of the ratio that keeps the performance.
fn bootstrapped(design: &Design, y: &[f64]) -> Outcome<Value> {
    let resampling = Resampling {
        repetitions: 10_000,
        seed: 42,
    };
    let fits = bootstrap_ols(design, y, Missing::Refuse, resampling)?;
    let percentiles = |of: fn(&[f64]) -> f64| -> Outcome<Value> {
        let replicates = fits.statistic(of)?.replicates;
        Ok(json!(quantiles(
            &replicates,
            &[0.05, 0.5, 0.95],
            QuantileType::Linear
        )?))
    };
    Ok(json!({
        "float_date": percentiles(|b| b[1])?,
        "log_params": percentiles(|b| b[2])?,
        "slope": percentiles(|b| -b[1] / b[2])?,
    }))
}

fn doubles(path: &Path) -> Outcome<Vec<f64>> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let chunks = bytes.as_chunks::<8>().0;
    Ok(chunks
        .iter()
        .map(|chunk| f64::from_le_bytes(*chunk))
        .collect())
}

fn regression(folder: &Path) -> Outcome<(Design, Vec<f64>)> {
    let text = std::fs::read_to_string(folder.join("reg46.csv"))?;
    let mut columns: [Vec<f64>; 3] = Default::default();
    for line in text.lines().skip(1) {
        for (column, field) in columns.iter_mut().zip(line.split(',')) {
            column.push(field.trim().parse()?);
        }
    }
    let [y, float_date, log_params] = columns;
    let design = Design::with_intercept()
        .term("float_date", &float_date)?
        .term("log_params", &log_params)?;
    Ok((design, y))
}
