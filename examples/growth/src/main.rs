//! How fast do the largest models grow, with an interval for errors that follow one another?
use highwater_stats::{Frame, Lags, Missing, Robust, StatsError, ols_formula};
fn main() -> Result<(), StatsError> {
    let year = [2018.0, 2019.0, 2020.0, 2021.0, 2022.0, 2023.0, 2024.0];
    let params = [3.4e8, 1.5e9, 1.75e11, 5.3e11, 5.4e11, 1.8e12, 2e12];
    let data = Frame::new().numbers("year", &year)?;
    let data = data.numbers("params", &params)?;
    let fit = ols_formula("log10(params) ~ year", &data, Missing::Refuse)?;
    let robust = fit.robust(Robust::newey_west(Lags::Auto))?;
    println!("{fit}\n{}", robust.growth("year", 0.9)?);
    Ok(())
}
