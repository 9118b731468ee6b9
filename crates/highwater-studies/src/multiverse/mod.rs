//! The multiverse: one headline under all reasonable combinations of choices.
//!
//! A choice that the question does not decide is a dimension, each combination of options an
//! analysis; the share of analyses in which the headline holds is its grade.

pub(crate) mod curve;

use std::collections::BTreeMap;

use highwater_facts::{Format, Given, Quantity, Unit, Value};
use highwater_study::Facts;

/// A choice that the question does not decide.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// What is chosen.
    pub name: &'static str,
    /// The options; the first is the default.
    pub options: Vec<&'static str>,
}

/// One analysis.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// For each dimension, the option.
    pub options: Vec<usize>,
    /// What it found.
    pub verdict: Verdict,
    /// The effect, where it could be tested.
    pub effect: Option<f64>,
    /// The interval of the effect, where there is one.
    pub interval: Option<(f64, f64)>,
    /// What it has in the place of each of [`Multiverse::gives`].
    pub values: Vec<Value>,
}

/// A value that each analysis has one of its own for: its path, what it is called beside the effect,
/// if at all, and how it is written there.
pub(crate) fn given(path: &str, name: &str, format: Format) -> Given {
    Given {
        path: path.to_owned(),
        name: name.to_owned(),
        format,
    }
}

/// What an analysis found of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The effect goes its way, clearly.
    Holds,
    /// The effect goes its way, and may be none.
    Unclear,
    /// The effect goes the other way.
    Fails,
    /// There is enough to test, and it leaves the effect open.
    Open,
    /// There is too little to test.
    NotTestable,
}

/// All analyses of a headline.
#[derive(Clone, Debug)]
pub struct Multiverse {
    /// The name of the headline in a path.
    pub segment: &'static str,
    /// The headline, a sentence without its full stop.
    pub sentence: &'static str,
    /// What `Holds` asks for, as in "p < 0.05".
    pub clearly: &'static str,
    /// What an effect measures.
    pub unit: Unit,
    /// The choices.
    pub dimensions: Vec<Dimension>,
    /// The values of the ledger that each analysis has one of its own for: those of the default
    /// analysis stand in the ledger, unless a reader set something else.
    pub gives: Vec<Given>,
    /// The paths, with all below them, that no choice moves.
    pub unmoved: &'static [&'static str],
    /// The analyses.
    pub analyses: Vec<Analysis>,
    /// Combinations that come to the same as an analysis, each with the place of that.
    pub same: BTreeMap<Vec<usize>, usize>,
}

impl Dimension {
    /// Returns a dimension; the first option is the default.
    #[must_use]
    pub fn new(name: &'static str, options: &[&'static str]) -> Self {
        Dimension {
            name,
            options: options.to_vec(),
        }
    }
}

impl Multiverse {
    /// Returns how many analyses gave a verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.analyses
            .iter()
            .filter(|analysis| analysis.verdict == verdict)
            .count()
    }

    /// Returns the place of the analysis of each combination of options.
    #[must_use]
    pub fn places(&self) -> BTreeMap<&[usize], usize> {
        let own = self.analyses.iter().enumerate();
        let own = own.map(|(at, analysis)| (&analysis.options[..], at));
        let same = self.same.iter().map(|(options, at)| (&options[..], *at));
        own.chain(same).collect()
    }

    /// Returns how many could be tested.
    #[must_use]
    pub fn testable(&self) -> usize {
        self.analyses.len() - self.count(Verdict::NotTestable)
    }

    /// Returns the grade of the headline: `holds` in nine of ten testable analyses or more, `fails` in
    /// one of ten or fewer, else `depends`.
    #[must_use]
    pub fn grade(&self) -> &'static str {
        let (holds, testable) = (self.count(Verdict::Holds), self.testable());
        match (10 * holds, testable) {
            (_, 0) => "not testable",
            (holds, testable) if holds >= 9 * testable => "holds",
            (holds, testable) if holds <= testable => "fails",
            _ => "depends",
        }
    }

    /// The option under which the headline holds least often, with how often, where options differ
    /// by a fifth or more; `None` where it hangs on nothing so much.
    #[must_use]
    pub fn fails_when(&self) -> Option<Under> {
        let mut found: Option<(f64, Under)> = None;
        for (at, dimension) in self.dimensions.iter().enumerate() {
            let shares: Vec<Under> = (0..dimension.options.len())
                .map(|option| self.under(at, option))
                .filter(|under| under.testable > 0)
                .collect();
            let share = |under: &Under| under.holds as f64 / under.testable as f64;
            let worst = shares.iter().min_by(|a, b| share(a).total_cmp(&share(b)));
            let best = shares.iter().map(share).fold(0.0, f64::max);
            if let Some(worst) = worst {
                let spread = best - share(worst);
                if spread >= 0.2 && found.as_ref().is_none_or(|(largest, _)| spread > *largest) {
                    found = Some((spread, worst.clone()));
                }
            }
        }
        found.map(|(_, worst)| worst)
    }

    /// Returns how the headline fares under an option of a dimension.
    #[must_use]
    pub fn under(&self, at: usize, option: usize) -> Under {
        let held = || {
            self.analyses
                .iter()
                .filter(|analysis| analysis.options[at] == option)
        };
        let dimension = &self.dimensions[at];
        Under {
            words: format!("{}: {}", dimension.name, dimension.options[option]),
            holds: held()
                .filter(|analysis| analysis.verdict == Verdict::Holds)
                .count(),
            testable: held().filter(|a| a.verdict != Verdict::NotTestable).count(),
        }
    }

    /// The line that stands under the curve.
    #[must_use]
    pub fn line(&self) -> String {
        let holds = self.count(Verdict::Holds);
        let fails = match self.fails_when() {
            Some(worst) => format!(
                "holds least with “{}” ({} of {})",
                worst.words, worst.holds, worst.testable
            ),
            None => "no single choice decides it".to_owned(),
        };
        format!("Holds in {holds} of {} analyses; {fails}", self.testable())
    }

    /// Returns the place of the default analysis.
    #[must_use]
    pub fn default_analysis(&self) -> Option<usize> {
        let is_default = |analysis: &Analysis| analysis.options.iter().all(|option| *option == 0);
        self.analyses.iter().position(is_default)
    }

    pub(crate) fn record(&self, facts: &mut Facts) {
        let stem = self.segment;
        for (name, n, label) in [
            ("analyses", self.analyses.len(), "analyses"),
            ("testable", self.testable(), "analyses that could be tested"),
            (
                "holds",
                self.count(Verdict::Holds),
                "analyses in which it holds clearly",
            ),
            (
                "unclear",
                self.count(Verdict::Unclear),
                "analyses with an effect of its direction that may be none",
            ),
            (
                "fails",
                self.count(Verdict::Fails),
                "analyses with an effect of the other direction",
            ),
            (
                "open",
                self.count(Verdict::Open),
                "analyses that leave the effect open",
            ),
            (
                "not_testable",
                self.count(Verdict::NotTestable),
                "analyses with too few points",
            ),
        ] {
            let label = format!("{}: {label}", self.sentence);
            facts.count(&format!("{stem}.{name}"), n as u64, "analyses", &label);
        }
        let effects: Vec<f64> = self
            .analyses
            .iter()
            .filter_map(|analysis| analysis.effect)
            .collect();
        let median = match highwater_stats::median(&effects) {
            Ok(median) => Quantity::exact(median, self.unit).into(),
            Err(error) => Value::Missing(error.to_string()),
        };
        let label = format!(
            "{}: median effect over the analyses that give one",
            self.sentence
        );
        facts.add(&format!("{stem}.median_effect"), median, label, "", []);
        let label = format!("{}: how it fares", self.sentence);
        let how = "holds in nine of ten analyses or more, fails where it does in one of ten or fewer, else depends";
        facts.add(
            &format!("{stem}.grade"),
            self.grade(),
            label.clone(),
            how,
            [],
        );
        facts.add(
            &format!("{stem}.line"),
            Value::Text(self.line()),
            label,
            "",
            [],
        );
    }
}

/// An option with how often a headline holds under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Under {
    /// The option in words.
    pub words: String,
    /// The analyses in which the headline holds.
    pub holds: usize,
    /// The analyses that could be tested.
    pub testable: usize,
}

/// Returns all combinations of options, the last dimension fastest.
#[must_use]
pub fn combinations(dimensions: &[Dimension]) -> Vec<Vec<usize>> {
    dimensions
        .iter()
        .fold(vec![Vec::new()], |before, dimension| {
            before
                .iter()
                .flat_map(|options| {
                    (0..dimension.options.len())
                        .map(move |option| [&options[..], &[option]].concat())
                })
                .collect()
        })
}
