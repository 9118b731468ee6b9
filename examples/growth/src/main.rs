use highwater_stats::{Frame, Lags, Missing, Robust, StatsError, ols_formula};

fn main() -> Result<(), StatsError> {
    let data = Frame::new()
        .numbers(
            "year",
            &[2018.0, 2019.0, 2020.0, 2021.0, 2022.0, 2023.0, 2024.0],
        )?
        .numbers(
            "params",
            &[3.4e8, 1.5e9, 1.75e11, 5.3e11, 5.4e11, 1.8e12, 2e12],
        )?;
    let fit = ols_formula("log10(params) ~ year", &data, Missing::Refuse)?;
    println!("{fit}");
    println!(
        "{}",
        fit.robust(Robust::newey_west(Lags::Auto))?
            .growth("year", 0.9)?
    );
    Ok(())
}
