//! What a reader may set for this study.

use highwater_facts::{Format, Quantity, Unit, Value};
use highwater_ingest::Date;
use highwater_study::{Domain, Facts, Parameter, Parameters};

use super::benchmark::{Benchmark, Cost};

/// What a reader may set.
pub const PARAMETERS: &[Parameter] = &[
    Parameter {
        path: "efficiency.benchmark",
        default: "MMLU",
        domain: Domain::OneOf(&["MMLU", "GPQA", "BBH", "GSM1k"]),
        about: "the benchmark whose scores are looked at",
    },
    Parameter {
        path: "efficiency.cost",
        default: "log_params",
        domain: Domain::OneOf(&["log_params", "log_compute"]),
        about: "what a score costs: active parameters or training compute",
    },
    Parameter {
        path: "efficiency.trust",
        default: "non_suspects",
        domain: Domain::OneOf(&["non_suspects", "all", "trusted_only"]),
        about: "which scores are taken: those not suspected of having seen the questions, all, or only those that somebody checked",
    },
    Parameter {
        path: "efficiency.chance_margin",
        default: "5",
        domain: Domain::Number(0.0, 50.0),
        about: "how many percentage points a score must lie above guessing",
    },
    Parameter {
        path: "efficiency.since",
        default: "none",
        domain: Domain::Date,
        about: "models before this day are left out",
    },
    Parameter {
        path: "efficiency.until",
        default: "none",
        domain: Domain::Date,
        about: "models after this day are left out",
    },
];

/// Which scores are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// Those that nothing speaks against.
    NonSuspects,
    /// All.
    All,
    /// Those that somebody checked.
    TrustedOnly,
}

/// Which systems an analysis looks at, and what their scores are set against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The benchmark.
    pub benchmark: Benchmark,
    /// What a score costs.
    pub cost: Cost,
    /// Which scores are taken.
    pub trust: Trust,
    /// How many points, of a hundred, a score must lie above guessing.
    pub chance_margin: f64,
    /// The first day.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Whether systems that are others trained further are left out.
    pub without_finetuned: bool,
}

impl Choice {
    /// Returns the choice in a reader's parameters.
    #[must_use]
    pub fn of(parameters: &Parameters) -> Self {
        let benchmark = parameters.text("efficiency.benchmark");
        let named = Benchmark::ALL.into_iter().find(|b| b.name() == benchmark);
        Choice {
            benchmark: named.unwrap_or(Benchmark::Mmlu),
            cost: match parameters.text("efficiency.cost") {
                "log_compute" => Cost::Compute,
                _ => Cost::Parameters,
            },
            trust: match parameters.text("efficiency.trust") {
                "all" => Trust::All,
                "trusted_only" => Trust::TrustedOnly,
                _ => Trust::NonSuspects,
            },
            chance_margin: parameters.number("efficiency.chance_margin").unwrap_or(5.0),
            since: parameters.date("efficiency.since"),
            until: parameters.date("efficiency.until"),
            without_finetuned: true,
        }
    }

    /// Which models are looked at, in words: `models whose scores nobody suspects since 2022-01-01`.
    fn scope(&self) -> String {
        let trust = match self.trust {
            Trust::NonSuspects => "models whose scores nobody suspects",
            Trust::All => "all models",
            Trust::TrustedOnly => "models whose scores somebody checked",
        };
        let since = self
            .since
            .map_or_else(String::new, |d| format!(" since {d}"));
        let until = self
            .until
            .map_or_else(String::new, |d| format!(" until {d}"));
        format!("{trust}{since}{until}")
    }

    pub(super) fn record(&self, chance: f64) -> Facts {
        let mut facts = Facts::below("efficiency.settings");
        for (name, text, label) in [
            ("benchmark", self.benchmark.name().to_owned(), "benchmark"),
            ("cost", self.cost.words().to_owned(), "what a score costs"),
            ("scope", self.scope(), "models looked at"),
        ] {
            facts.add(name, Value::Text(text), label, "", []);
        }
        let margin = Quantity::exact(self.chance_margin, Unit::Points);
        let label = "points that a score must lie above guessing";
        facts.add("chance_margin", margin, label, "", []);
        let guess = Quantity::exact(100.0 * chance, Unit::Percent);
        facts.add("chance", guess, "score that guessing gives", "", []);
        let least = 100.0 * chance + self.chance_margin;
        let how = format!(
            "{} and {}",
            Format::PERCENT.number(100.0 * chance, Unit::Percent),
            Format::POINTS.number(self.chance_margin, Unit::Points)
        );
        let least = Quantity::exact(least, Unit::Percent);
        let label = "score that a model must exceed";
        facts.add("least_score", least, label, &how, []);
        facts
    }
}
