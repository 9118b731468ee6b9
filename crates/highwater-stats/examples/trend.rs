//! A first look at a small data set: is there a trend, how steep is it, how sure is that?

#![allow(clippy::print_stdout, reason = "a program that prints")]

use highwater_stats::{
    Design, Growth, Missing, Resampling, bootstrap_ols, kendall, ols, spearman, theil_sen,
};

/// Transistors of well-known processors, and when they came out.
const PROCESSORS: [(f64, f64); 12] = [
    (1971.9, 2.3e3),
    (1974.3, 6.0e3),
    (1978.4, 29e3),
    (1982.1, 134e3),
    (1985.8, 275e3),
    (1989.3, 1.2e6),
    (1993.2, 3.1e6),
    (1997.3, 7.5e6),
    (2000.9, 42e6),
    (2006.5, 291e6),
    (2010.2, 1.17e9),
    (2016.3, 3.2e9),
];

fn main() -> Result<(), highwater_stats::StatsError> {
    let year: Vec<f64> = PROCESSORS.iter().map(|(year, _)| *year).collect();
    let log_transistors: Vec<f64> = PROCESSORS.iter().map(|(_, n)| libm::log10(*n)).collect();

    println!("{}", spearman(&year, &log_transistors, Missing::Refuse)?);
    println!("{}", kendall(&year, &log_transistors, Missing::Refuse)?);
    println!(
        "{}\n",
        theil_sen(&year, &log_transistors, 0.95, Missing::Refuse)?
    );

    let design = Design::with_intercept().term("year", &year)?;
    let mut fit = ols(&design, &log_transistors, Missing::Refuse)?;
    fit.response = "log10(transistors)".into();
    println!("{fit}\n");

    let slope = fit.coefficient("year")?;
    let growth = Growth::from_oom_per_year(slope.estimate, Some(slope.interval))?;
    println!("{growth}");
    if let Some(interval) = growth.factor_interval() {
        println!("factor a year: {interval}");
    }
    let resampling = Resampling {
        repetitions: 10_000,
        seed: 42,
    };
    let resampled = bootstrap_ols(&design, &log_transistors, Missing::Refuse, resampling)?;
    println!("slope by bootstrap: {}", resampled.coefficient("year")?);
    Ok(())
}
