//! The multiverse: each headline under all reasonable combinations of choices.
//!
//! A choice that the question does not decide is a dimension: what must be open, which models, since
//! when, how many models an organisation needs, which of its compute, with or without the one that
//! releases most, aliases, missing accessibility, and whether a point is an organisation or a model.
//! Every combination is one analysis; a choice that makes no difference where a point is a model
//! stands at its default there. Names with commas are whole and a model counts once in all of them:
//! tearing names and counting twice are faults, not choices.

mod analysis;

use highwater_facts::{Unit, Value};
use rayon::prelude::*;

use super::as_published::OUTLIER;
use super::models::Models;
use super::own::Own;
use crate::output::Facts;
use analysis::{Grouped, points_of_models};

/// A sentence that the multiverse judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Headline {
    /// More compute, less open.
    Compute,
    /// More open in the United States than in China.
    Country,
    /// More open in academia than in industry.
    Category,
}

impl Headline {
    /// All of them.
    pub const ALL: [Headline; 3] = [Headline::Compute, Headline::Country, Headline::Category];

    /// Its name in a path.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Headline::Compute => "compute",
            Headline::Country => "country",
            Headline::Category => "category",
        }
    }

    /// The sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Headline::Compute => "those that train larger models release less",
            Headline::Country => "more is open in the United States than in China",
            Headline::Category => "more is open in academia than in industry",
        }
    }

    /// Whether an effect of the sentence is below zero.
    fn is_negative(self) -> bool {
        self == Headline::Compute
    }
}

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
    /// The effect, from -1 to 1, where it could be tested.
    pub effect: Option<f64>,
    /// The interval of the effect, where there is one.
    pub interval: Option<(f64, f64)>,
}

/// What an analysis found of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The effect goes its way, with p < 0.05.
    Holds,
    /// The effect goes its way, and may be none.
    Unclear,
    /// The effect goes the other way.
    Fails,
    /// Three points or fewer, or all alike.
    NotTestable,
}

/// All analyses of a headline.
#[derive(Clone, Debug)]
pub struct Multiverse {
    /// The headline.
    pub headline: Headline,
    /// The choices.
    pub dimensions: Vec<Dimension>,
    /// The analyses.
    pub analyses: Vec<Analysis>,
}

const POINT: usize = 0;
const ASSET: usize = 1;
const NOTABILITY: usize = 2;
const CUTOFF: usize = 3;
const MISSING: usize = 4;
const ALIASES: usize = 5;
const LEAST: usize = 6;
const COMPUTE: usize = 7;
const OUTLIERS: usize = 8;

const CUTOFFS: [i32; 3] = [2018, 2020, 2022];

/// The choices of a headline and, for each option, its number where it is one.
fn dimensions(headline: Headline) -> Vec<Dimension> {
    let dimension = |name, options: &[&'static str]| Dimension {
        name,
        options: options.to_vec(),
    };
    let mut all = vec![
        dimension("A point is", &["an organisation", "a model"]),
        dimension("Open is", &["weights", "code"]),
        dimension("Models", &["notable ones", "all"]),
        dimension("Since", &["2018", "2020", "2022"]),
        dimension("Missing is", &["left out", "closed"]),
        dimension("Aliases", &["joined", "apart"]),
        dimension("Models needed", &least_options(headline)),
    ];
    if headline == Headline::Compute {
        all.push(dimension("Compute of", &["the largest", "the average"]));
        all.push(dimension("Meta/Facebook", &["in", "out"]));
    }
    all
}

/// The least numbers of models; between groups an organisation with one model counts by default.
fn least_of(headline: Headline) -> [u32; 4] {
    match headline {
        Headline::Compute => [10, 3, 5, 15],
        Headline::Country | Headline::Category => [1, 2, 3, 5],
    }
}

fn least_options(headline: Headline) -> [&'static str; 4] {
    match headline {
        Headline::Compute => ["10", "3", "5", "15"],
        Headline::Country | Headline::Category => ["1", "2", "3", "5"],
    }
}

impl Multiverse {
    /// Runs all analyses of all headlines, in parallel.
    #[must_use]
    pub fn all(models: &Models) -> Vec<Multiverse> {
        let own = [models.own(true), models.own(false)];
        let grouped: Vec<Grouped> = combinations(&dimensions(Headline::Compute)[..LEAST])
            .into_par_iter()
            .filter(|options| options[POINT] == 0)
            .map(|options| Grouped::of(models, &options))
            .collect();
        let headlines = Headline::ALL.into_par_iter();
        headlines
            .map(|headline| Multiverse::of(headline, models, &grouped, &own))
            .collect()
    }

    fn of(headline: Headline, models: &Models, grouped: &[Grouped], own: &[Vec<Own>; 2]) -> Self {
        let dimensions = dimensions(headline);
        let meta = models.cells.names.find(OUTLIER);
        let analyses = combinations(&dimensions)
            .into_par_iter()
            .filter(|options| differs(options))
            .map(|options| {
                let points = match grouped.iter().find(|g| g.options[..] == options[..LEAST]) {
                    Some(grouped) => {
                        grouped.points(headline, &options, &own[options[ALIASES]], meta)
                    }
                    None => points_of_models(headline, models, &options),
                };
                points.judge(headline, options)
            })
            .collect();
        Multiverse {
            headline,
            dimensions,
            analyses,
        }
    }

    /// How many analyses gave a verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.analyses
            .iter()
            .filter(|analysis| analysis.verdict == verdict)
            .count()
    }

    /// How many could be tested.
    #[must_use]
    pub fn testable(&self) -> usize {
        self.analyses.len() - self.count(Verdict::NotTestable)
    }

    /// The grade of the headline: `holds` in nine of ten testable analyses or more, `fails` in one
    /// of ten or fewer, else `depends`.
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

    fn under(&self, at: usize, option: usize) -> Under {
        let held = || {
            self.analyses
                .iter()
                .filter(|analysis| analysis.options[at] == option)
        };
        let dimension = &self.dimensions[at];
        Under {
            words: format!("{} {}", dimension.name, dimension.options[option]).to_lowercase(),
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
                "holds least when {} ({} of {})",
                worst.words, worst.holds, worst.testable
            ),
            None => "no single choice decides it".to_owned(),
        };
        format!("Holds in {holds} of {} analyses; {fails}", self.testable())
    }

    /// The place of the default analysis.
    #[must_use]
    pub fn default_analysis(&self) -> Option<usize> {
        let is_default = |analysis: &Analysis| analysis.options.iter().all(|option| *option == 0);
        self.analyses.iter().position(is_default)
    }

    pub(super) fn record(&self, facts: &mut Facts<'_>) {
        let stem = self.headline.segment();
        for (name, n, label) in [
            ("analyses", self.analyses.len(), "analyses"),
            ("testable", self.testable(), "analyses that could be tested"),
            (
                "holds",
                self.count(Verdict::Holds),
                "analyses in which it holds with p < 0.05",
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
                "not_testable",
                self.count(Verdict::NotTestable),
                "analyses with too few points",
            ),
        ] {
            let label = format!("{}: {label}", self.headline.sentence());
            facts.count(&format!("{stem}.{name}"), n as u64, "analyses", &label);
        }
        let effects: Vec<f64> = self
            .analyses
            .iter()
            .filter_map(|analysis| analysis.effect)
            .collect();
        let median = match highwater_stats::median(&effects) {
            Ok(median) => highwater_facts::Quantity::exact(median, Unit::Number).into(),
            Err(error) => Value::Missing(error.to_string()),
        };
        let label = format!(
            "{}: median effect over all analyses",
            self.headline.sentence()
        );
        facts.add(&format!("{stem}.median_effect"), median, label, "", []);
        let label = format!("{}: how it fares", self.headline.sentence());
        let how = "holds in nine of ten analyses, fails in nine of ten, or depends";
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

/// Whether a combination is an analysis of its own: where a point is a model, aliases, the least
/// number of models, the compute of an organisation and the outlier play no part.
fn differs(options: &[usize]) -> bool {
    options[POINT] == 0 || options[ALIASES..].iter().all(|option| *option == 0)
}

/// All combinations of options, the last dimension fastest.
fn combinations(dimensions: &[Dimension]) -> Vec<Vec<usize>> {
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
