//! What a reader may set for this study.

use highwater_facts::Value;
use highwater_study::{Domain, Facts, Parameter, Parameters};

use super::tally::{Asset, Reading, Selection};

/// What a reader may set.
pub const PARAMETERS: &[Parameter] = &[
    Parameter {
        path: "openness.cutoff",
        default: "2018-01-01",
        domain: Domain::Date,
        about: "models before this day are left out",
    },
    Parameter {
        path: "openness.until",
        default: "none",
        domain: Domain::Date,
        about: "models after this day are left out",
    },
    Parameter {
        path: "openness.threshold",
        default: "10",
        domain: Domain::Whole(1, 10_000),
        about: "organisations with fewer models are left out of the headline and not named in figures",
    },
    Parameter {
        path: "openness.notability",
        default: "notable",
        domain: Domain::OneOf(&["notable", "all"]),
        about: "whether only notable models are looked at",
    },
    Parameter {
        path: "openness.access",
        default: "weights",
        domain: Domain::OneOf(&["weights", "code"]),
        about: "what must be open: the weights of a model or the code that trained it",
    },
    Parameter {
        path: "openness.aliases",
        default: "on",
        domain: Domain::OneOf(&["on", "off"]),
        about: "whether names that stand for one organisation are joined",
    },
    Parameter {
        path: "openness.unit",
        default: "organization",
        domain: Domain::OneOf(&["organization", "model"]),
        about: "what a point of the headline is",
    },
];

/// The settings of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which models are looked at.
    pub selection: Selection,
    /// Whether aliases are resolved.
    pub aliases: bool,
    /// The least number of models of an organisation that is named.
    pub threshold: u32,
    /// Whether a point of the headline is a model.
    pub by_model: bool,
}

impl Settings {
    /// Returns the settings in a reader's parameters.
    #[must_use]
    pub fn of(parameters: &Parameters) -> Self {
        let is = |path: &str, word: &str| parameters.text(path) == word;
        Settings {
            selection: Selection {
                cutoff: parameters.date("openness.cutoff"),
                until: parameters.date("openness.until"),
                notable_only: is("openness.notability", "notable"),
                asset: if is("openness.access", "code") {
                    Asset::Code
                } else {
                    Asset::Weights
                },
            },
            aliases: is("openness.aliases", "on"),
            threshold: parameters.whole("openness.threshold").unwrap_or(10),
            by_model: is("openness.unit", "model"),
        }
    }

    /// Returns the reading of the notebook.
    #[must_use]
    pub fn published(&self) -> Reading {
        Reading {
            aliases: self.aliases,
            ..Reading::PUBLISHED
        }
    }

    /// Returns the careful reading.
    #[must_use]
    pub fn careful(&self) -> Reading {
        Reading {
            aliases: self.aliases,
            ..Reading::CAREFUL
        }
    }

    /// Which models are looked at, in words: `notable models since 2018-01-01`.
    pub(super) fn scope(&self) -> String {
        let Selection {
            cutoff,
            until,
            notable_only,
            ..
        } = self.selection;
        let kind = if notable_only {
            "notable models"
        } else {
            "models"
        };
        let since = cutoff.map_or_else(String::new, |date| format!(" since {date}"));
        let until = until.map_or_else(String::new, |date| format!(" until {date}"));
        format!("{kind}{since}{until}")
    }

    pub(super) fn record(&self) -> Facts {
        let mut facts = Facts::below("openness.settings");
        let asset = match self.selection.asset {
            Asset::Weights => "weights",
            Asset::Code => "training code",
        };
        facts.add(
            "scope",
            Value::Text(self.scope()),
            "models looked at",
            "",
            [],
        );
        facts.add("asset", asset, "what is open or closed", "", []);
        let label = "models that an organisation of the headline has at least";
        facts.count("threshold", self.threshold.into(), "models", label);
        facts
    }
}
