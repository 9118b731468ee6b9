//! Two bars, as a picture that can be saved.
use highwater_facts::Unit;
use highwater_plot::{Figure, Measure, PlotError, Words, chart::Bars};

fn main() -> Result<(), PlotError> {
    let rain = Measure::new("Rain in mm", Unit::Of("mm"));
    let bars = Bars::new(rain, [("June", 12.0), ("October", 142.0)]);
    let words = Words::titled("It rained more in October than in June");
    println!("{}", Figure::new("rain", words, bars).svg()?);
    Ok(())
}
