//! The steps of a run, with their counts and times.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Terminal;

/// The steps of a run so far.
pub(crate) struct Steps<'a> {
    terminal: &'a Terminal,
    started: Instant,
    done: Vec<(&'static str, String, Duration)>,
}

impl<'a> Steps<'a> {
    pub(crate) fn new(terminal: &'a Terminal) -> Self {
        Steps {
            terminal,
            started: Instant::now(),
            done: Vec::new(),
        }
    }

    /// Runs a step and tells it: its name, what `counts` says of its result, and the time it took.
    pub(crate) fn run<T, E>(
        &mut self,
        name: &'static str,
        step: impl FnOnce() -> Result<T, E>,
        counts: impl FnOnce(&T) -> String,
    ) -> Result<T, E> {
        let progress = self.terminal.progress(name);
        let start = Instant::now();
        let result = step();
        let time = start.elapsed();
        drop(progress);
        let result = result?;
        let counts = counts(&result);
        self.terminal.status(&format!(
            "{name:>8}  {counts:<58} {:>6}",
            milliseconds(time)
        ));
        self.done.push((name, counts, time));
        Ok(result)
    }

    /// The time since the run started.
    pub(crate) fn total(&self) -> String {
        milliseconds(self.started.elapsed())
    }

    /// Returns the steps as JSON: `total_ms`, `peak_memory_kb` where the system tells it, and `steps`
    /// with name, counts and `ms`.
    pub(crate) fn json(&self) -> Value {
        let steps: Vec<Value> = self
            .done
            .iter()
            .map(|(name, counts, time)| json!({ "name": name, "counts": counts, "ms": time.as_secs_f64() * 1e3 }))
            .collect();
        json!({
            "total_ms": self.started.elapsed().as_secs_f64() * 1e3,
            "peak_memory_kb": peak_memory_kb(),
            "steps": steps,
        })
    }
}

/// A time as people read it here.
pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

/// The most memory that this process has had, in kilobytes, where the system tells it.
fn peak_memory_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
