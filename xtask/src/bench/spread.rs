//! The spread of a figure over several runs.

use std::path::Path;

use serde_json::{Value, json};

use highwater::Failure;
use highwater::Terminal;

/// Minimum, median and maximum of a figure.
pub(super) struct Spread {
    pub(super) min: f64,
    pub(super) median: f64,
    pub(super) max: f64,
}

impl Spread {
    pub(super) fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut all: Vec<f64> = values.collect();
        all.sort_by(f64::total_cmp);
        let at = |index: usize| all.get(index).copied().unwrap_or(f64::NAN);
        let last = all.len().saturating_sub(1);
        Spread {
            min: at(0),
            median: f64::midpoint(at(last / 2), at(last.div_ceil(2))),
            max: at(last),
        }
    }

    pub(super) fn line(&self, name: &str, unit: &str) -> String {
        let Spread { min, median, max } = self;
        format!("{name:<22} median {median:>8.1} {unit}  (min {min:.1}, max {max:.1})")
    }

    pub(super) fn json(&self) -> Value {
        // Four digits are more than a shared machine can vouch for.
        let rounded = |x: f64| format!("{x:.3e}").parse::<f64>().unwrap_or(x);
        json!({ "min": rounded(self.min), "median": rounded(self.median), "max": rounded(self.max) })
    }
}

/// Keeps a result in `bench/results/`.
pub(super) fn write(
    root: &Path,
    name: &str,
    result: &Value,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let file = format!("bench/results/{name}.json");
    let text = format!(
        "{}\n",
        serde_json::to_string_pretty(result).unwrap_or_default()
    );
    std::fs::create_dir_all(root.join("bench/results"))
        .and_then(|()| std::fs::write(root.join(&file), text))
        .map_err(|error| Failure::Other(format!("`{file}` cannot be written: {error}"), None))?;
    terminal.summary(&format!("written to {file}"));
    Ok(())
}
