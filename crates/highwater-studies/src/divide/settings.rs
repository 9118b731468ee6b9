//! What a reader may set for this study.

use std::ops::RangeInclusive;

use highwater_facts::Value;
use highwater_study::{Domain, Facts, Parameter, Parameters};

use super::records::Record;
use super::text::choice::Choice;
use super::text::papers::Window;

/// What a reader may set.
pub const PARAMETERS: &[Parameter] = &[
    Parameter {
        path: "divide.window",
        default: "2017-2021",
        domain: Domain::Years(1950, 2099),
        about: "the years of the papers whose release of code is looked at, beside two windows that stay",
    },
    Parameter {
        path: TEXT,
        default: "2015-2024",
        domain: Domain::Years(1950, 2099),
        about: "the years of the papers whose compute terms are held against who writes them",
    },
    Parameter {
        path: "divide.task_papers",
        default: "10",
        domain: Domain::Whole(1, 1000),
        about: "the fewest papers of a task that is looked at",
    },
    Parameter {
        path: "divide.notability",
        default: "kept",
        domain: Domain::OneOf(&["kept", "notable", "all"]),
        about: "whose compute is compared: notable models without those notable for use or cost alone, all notable ones, or all models",
    },
];

const TEXT: &str = "divide.text_window";

/// Whose compute is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The models that the supplement's filter keeps.
    Kept,
    /// All notable models.
    Notable,
    /// All models.
    All,
}

/// The settings of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The years of the papers whose release of code is looked at.
    pub window: RangeInclusive<i32>,
    /// Whose compute is compared.
    pub selection: Selection,
    /// Whose abstracts are looked at.
    pub text: Choice,
}

impl Selection {
    /// Returns whether a model is among those.
    #[must_use]
    pub fn admits(self, record: &Record) -> bool {
        match self {
            Selection::Kept => record.notability.is_kept(),
            Selection::Notable => record.notability.is_notable(),
            Selection::All => true,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Selection::Kept => "notable models that the filter keeps",
            Selection::Notable => "all notable models",
            Selection::All => "all models",
        }
    }
}

impl Settings {
    /// Returns the settings in a reader's parameters.
    #[must_use]
    pub fn of(parameters: &Parameters) -> Self {
        let default = Choice::default();
        Settings {
            window: parameters.years("divide.window").unwrap_or(2017..=2021),
            selection: match parameters.text("divide.notability") {
                "notable" => Selection::Notable,
                "all" => Selection::All,
                _ => Selection::Kept,
            },
            text: Choice {
                window: parameters
                    .years(TEXT)
                    .map_or(default.window, |years| Window {
                        from: *years.start(),
                        to: *years.end(),
                    }),
                least_papers: parameters
                    .whole("divide.task_papers")
                    .map_or(default.least_papers, |n| n as usize),
                ..default
            },
        }
    }

    pub(super) fn record(&self) -> Facts {
        let mut facts = Facts::below("divide.settings");
        let Window { from, to } = self.text.window;
        for (name, first, last, label) in [
            (
                "window",
                *self.window.start(),
                *self.window.end(),
                "years of the papers whose release of code is looked at",
            ),
            (
                "text_window",
                from,
                to,
                "years of the papers whose terms are looked at",
            ),
        ] {
            facts.add(name, Value::Text(format!("{first}–{last}")), label, "", []);
        }
        let n = self.text.least_papers as u64;
        facts.count("task_papers", n, "papers", "fewest papers of a task");
        let scope = self.selection.words();
        facts.add("scope", scope, "models whose compute is compared", "", []);
        facts
    }
}
