//! The multiverse: each headline under all reasonable combinations of choices.
//!
//! A choice that the question does not decide is a dimension: what must be open, which models, since
//! when, how many models an organisation needs, which of its compute, with or without the one that
//! releases most, aliases, missing accessibility, and whether a point is an organisation or a model.
//! Every combination is one analysis; a choice that makes no difference where a point is a model
//! stands at its default there. Names with commas are whole and a model counts once in all of them:
//! tearing names and counting twice are faults, not choices.

mod analysis;

use std::collections::BTreeMap;

use highwater_facts::{Format, Given, Unit};
use rayon::prelude::*;

use super::as_published::OUTLIER;
use super::models::Models;
use super::own::Own;
use crate::multiverse::{Analysis, Dimension, Multiverse, combinations, given};
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

    /// Returns the sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Headline::Compute => "those that train larger models release less",
            Headline::Country => "more is open in the United States than in China",
            Headline::Category => "more is open in academia than in industry",
        }
    }

    /// The values of the careful reading that an analysis has one of its own for.
    fn gives(self) -> Vec<Given> {
        let p = |path| given(path, "p", Format::P);
        match self {
            Headline::Compute => vec![
                Given::unnamed("openness.careful.headline.rho"),
                p("openness.careful.headline.p"),
                given("openness.careful.headline.n", "points", Format::INT),
            ],
            Headline::Country => vec![p("openness.careful.test.country_organizations.p")],
            Headline::Category => vec![p("openness.careful.test.category_organizations.p")],
        }
    }

    /// Returns whether an effect of the sentence is below zero.
    fn is_negative(self) -> bool {
        self == Headline::Compute
    }
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
    let mut all = vec![
        Dimension::new("A point is", &["an organisation", "a model"]),
        Dimension::new("Open is", &["weights", "code"]),
        Dimension::new("Models", &["notable ones", "all"]),
        Dimension::new("Since", &["2018", "2020", "2022"]),
        Dimension::new("Missing is", &["left out", "closed"]),
        Dimension::new("Aliases", &["joined", "apart"]),
        Dimension::new("Models needed", &least_options(headline)),
    ];
    if headline == Headline::Compute {
        all.push(Dimension::new(
            "Compute of",
            &["the largest", "the average"],
        ));
        all.push(Dimension::new("Meta/Facebook", &["in", "out"]));
    }
    all
}

/// Returns the least numbers of models; between groups an organisation with one model counts by
/// default.
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
        .map(|headline| of(headline, models, &grouped, &own))
        .collect()
}

fn of(headline: Headline, models: &Models, grouped: &[Grouped], own: &[Vec<Own>; 2]) -> Multiverse {
    let dimensions = dimensions(headline);
    let meta = models.cells.names.find(OUTLIER);
    let analyses: Vec<Analysis> = combinations(&dimensions)
        .into_par_iter()
        .filter(|options| differs(options))
        .map(|options| {
            let points = match grouped.iter().find(|g| g.options[..] == options[..LEAST]) {
                Some(grouped) => grouped.points(headline, &options, &own[options[ALIASES]], meta),
                None => points_of_models(headline, models, &options),
            };
            points.judge(headline, options)
        })
        .collect();
    let same = same(&dimensions, &analyses);
    Multiverse {
        segment: headline.segment(),
        sentence: headline.sentence(),
        clearly: "p < 0.05",
        unit: Unit::Number,
        gives: headline.gives(),
        unmoved: &[],
        dimensions,
        analyses,
        same,
    }
}

/// The combinations that are no analyses of their own, with those that they come to.
fn same(dimensions: &[Dimension], analyses: &[Analysis]) -> BTreeMap<Vec<usize>, usize> {
    let places = analyses.iter().enumerate();
    let places: BTreeMap<&[usize], usize> = places.map(|(at, a)| (&a.options[..], at)).collect();
    let others = combinations(dimensions).into_iter();
    let others = others.filter(|options| !differs(options));
    let with_place = |options: Vec<usize>| {
        let mut plain = options.clone();
        plain[ALIASES..].fill(0);
        let at = *places.get(&plain[..])?;
        Some((options, at))
    };
    others.filter_map(with_place).collect()
}

/// Returns whether a combination is an analysis of its own: where a point is a model, aliases, the
/// least number of models, the compute of an organisation and the outlier play no part.
fn differs(options: &[usize]) -> bool {
    options[POINT] == 0 || options[ALIASES..].iter().all(|option| *option == 0)
}
