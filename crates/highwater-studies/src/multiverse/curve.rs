//! The figure of a headline: the share of analyses in which it holds, over all and by option; and the
//! analyses themselves, for a reader to choose among.

use highwater_facts::{
    Choice, Column, EffectAxis, Explorer, Format, Outcome, Quantity, Table, TableCell, Unit,
};
use highwater_plot::chart::{Dumbbell, DumbbellRow, Reference};
use highwater_plot::{Extent, Figure, Measure, ticks};
use highwater_study::Results;

use super::{Analysis, Multiverse, Verdict, combinations};

/// The verdicts in the order in which an explorer lists them.
const VERDICTS: [Verdict; 5] = [
    Verdict::Holds,
    Verdict::Unclear,
    Verdict::Fails,
    Verdict::Open,
    Verdict::NotTestable,
];

/// The effects that are written along the axis of an explorer, at most.
const MOST_TICKS: usize = 6;

/// What the figure of a multiverse needs besides it.
pub(crate) struct Curve<'a> {
    /// The study, the first segment of its paths.
    pub(crate) study: &'static str,
    pub(crate) multiverse: &'a Multiverse,
    /// What an effect measures.
    pub(crate) y: Measure,
    /// What an effect is compared with.
    pub(crate) reference: Reference,
}

impl Curve<'_> {
    /// Returns the figure, and the same analyses for a reader to choose among.
    pub(crate) fn results(self) -> Results {
        let mut results = Results::default();
        results.explorers.push(self.explorer());
        results.add_figure(self.figure());
        results
    }

    fn explorer(&self) -> Explorer {
        let multiverse = self.multiverse;
        let choices = multiverse.dimensions.iter().map(|dimension| Choice {
            name: dimension.name.to_owned(),
            options: dimension.options.iter().map(|o| (*o).to_owned()).collect(),
        });
        let places = multiverse.places();
        let outcome = |options: Vec<usize>| {
            let at = places.get(&options[..]);
            let analysis = at.and_then(|at| multiverse.analyses.get(*at));
            Outcome {
                verdict: analysis.map_or(VERDICTS.len() - 1, group),
                effect: analysis.and_then(|analysis| analysis.effect),
                interval: analysis.and_then(|analysis| analysis.interval),
                values: analysis.map(|a| a.values.clone()).unwrap_or_default(),
            }
        };
        let combinations = combinations(&multiverse.dimensions).into_iter();
        Explorer {
            id: format!("{}-{}", self.study, multiverse.segment),
            sentence: multiverse.sentence.to_owned(),
            effect: self.y.title.clone(),
            unit: self.y.unit,
            format: self.y.values,
            axis: self.axis(),
            choices: choices.collect(),
            gives: multiverse.gives.clone(),
            unmoved: multiverse.unmoved.iter().map(|&p| p.to_owned()).collect(),
            verdicts: VERDICTS
                .map(|verdict| (key(verdict), words(verdict, multiverse)))
                .to_vec(),
            outcomes: combinations.map(outcome).collect(),
        }
    }

    /// Returns the axis of the figure; one without given ends is as wide as the effects.
    fn axis(&self) -> EffectAxis {
        let none = self.reference.at;
        let effects = self.multiverse.analyses.iter().filter_map(|a| a.effect);
        let (least, most) = effects.fold((none, none), |(l, m), x| (l.min(x), m.max(x)));
        let (low, high) = match self.y.extent {
            Extent::Between(low, high) | Extent::LogBetween(low, high) => (low, high),
            Extent::FromZero | Extent::Around | Extent::Log => (least, most),
        };
        let is_log = self.y.extent.is_log();
        let ticks = if is_log { ticks::log } else { ticks::linear };
        let ticks = ticks(low, high, MOST_TICKS);
        EffectAxis {
            low,
            high,
            is_log,
            none,
            ticks: ticks
                .iter()
                .copied()
                .zip(self.y.tick_texts(&ticks))
                .collect(),
        }
    }

    fn figure(self) -> Figure {
        let multiverse = self.multiverse;
        let data = self.table();
        let options = multiverse.dimensions.iter().enumerate();
        let options = options.flat_map(|(at, dimension)| {
            (0..dimension.options.len()).map(move |option| (at, dimension, option))
        });
        let rows = options.filter_map(|(at, dimension, option)| {
            let name = format!("{}: {}", dimension.name, dimension.options[option]);
            self.row(name, false, |analysis| analysis.options[at] == option)
        });
        let all = self.row("All analyses".to_owned(), true, |_| true);
        let share = Measure::new("Share of analyses", Unit::Percent)
            .format(Format::PERCENT.decimals(0))
            .extent(Extent::Between(0.0, 100.0));
        let ends = ["goes its way".to_owned(), words(Verdict::Holds, multiverse)];
        Figure::of_data(
            Dumbbell::new(share, ends, all.into_iter().chain(rows)),
            data,
        )
    }

    /// Returns a row on the analyses that `is_in` takes in: the share of them that goes the way of the
    /// sentence, and the share in which it holds; `None` if none of them can be tested.
    fn row(
        &self,
        name: String,
        strong: bool,
        is_in: impl Fn(&Analysis) -> bool,
    ) -> Option<DumbbellRow> {
        let analyses = self.multiverse.analyses.iter();
        let tested: Vec<&Analysis> = analyses
            .filter(|analysis| is_in(analysis) && analysis.verdict != Verdict::NotTestable)
            .collect();
        let count = |verdicts: &[Verdict]| {
            let is_one = |analysis: &&&Analysis| verdicts.contains(&analysis.verdict);
            tested.iter().filter(is_one).count()
        };
        let holds = count(&[Verdict::Holds]);
        let its_way = count(&[Verdict::Holds, Verdict::Unclear]);
        let percent =
            |n: usize| Quantity::exact(100.0 * n as f64 / tested.len() as f64, Unit::Percent);
        (!tested.is_empty()).then(|| {
            DumbbellRow::new(name, percent(its_way), percent(holds))
                .change(format!("{holds} of {}", tested.len()))
                .strong(strong)
        })
    }

    /// Every analysis with its choices.
    fn table(&self) -> Table {
        let multiverse = self.multiverse;
        let names = multiverse.dimensions.iter().map(|d| Column::text(d.name));
        let mut columns: Vec<Column> = names.collect();
        columns.extend([Column::number("Effect"), Column::text("Verdict")]);
        let effect = |effect: Option<f64>| match effect {
            Some(x) => {
                TableCell::number(x, self.y.values.number(x, self.y.unit)).in_unit(self.y.unit)
            }
            None => TableCell::missing("–", "not testable, or too few"),
        };
        let rows = multiverse.analyses.iter().map(|analysis| {
            let options = multiverse.dimensions.iter().zip(&analysis.options);
            let mut row: Vec<_> = options
                .map(|(d, option)| TableCell::text(d.options[*option]))
                .collect();
            row.push(effect(analysis.effect));
            row.push(TableCell::text(words(analysis.verdict, multiverse)));
            row
        });
        Table::new(
            format!("{}-curve-{}", self.study, multiverse.segment),
            columns,
            rows,
        )
    }
}

fn group(analysis: &Analysis) -> usize {
    let same = |verdict: &Verdict| *verdict == analysis.verdict;
    VERDICTS.iter().position(same).unwrap_or_default()
}

/// A verdict as styles name it.
fn key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Unclear => "unclear",
        Verdict::Fails => "fails",
        Verdict::Open => "open",
        Verdict::NotTestable => "not-testable",
    }
}

/// Returns a verdict in words.
fn words(verdict: Verdict, multiverse: &Multiverse) -> String {
    match verdict {
        Verdict::Holds => format!("holds, {}", multiverse.clearly),
        Verdict::Unclear => "its way, may be none".to_owned(),
        Verdict::Fails => "the other way".to_owned(),
        Verdict::Open => "left open".to_owned(),
        Verdict::NotTestable => "not testable".to_owned(),
    }
}
