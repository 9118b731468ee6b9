//! What the tests of charts share.

use highwater_facts::{Format, Table, Unit};

use crate::chart::Chart;
use crate::check;
use crate::error::PlotError;
use crate::figure::{Figure, Words};
use crate::measure::{Extent, Measure};
use crate::scene::Scene;
use crate::width::Width;

pub(super) const UNIT: Unit = Unit::Percent;

pub(super) fn measure(extent: Extent) -> Measure {
    Measure {
        title: "Share of models".to_owned(),
        unit: UNIT,
        values: Format::NUMBER,
        ticks: Format::NUMBER,
        extent,
    }
}

pub(super) fn draw(
    chart: impl Chart + Send + Sync + 'static,
    width: Width,
) -> Result<Scene, PlotError> {
    let figure = Figure {
        id: "figure".to_owned(),
        words: Words {
            title: "Most groups publish their models in the open".to_owned(),
            subtitle: "Share of open models by group.".to_owned(),
            source: "Made up, 2024".to_owned(),
            ..Words::default()
        },
        chart: Box::new(chart),
        data: Table::default(),
    };
    figure.draw(&figure.words, width)
}

/// The chart in both widths, with nothing that a machine finds wrong.
pub(super) fn sound(chart: &(impl Chart + Clone + Send + Sync + 'static)) -> [Scene; 2] {
    Width::ALL.map(|width| {
        let scene = draw(chart.clone(), width).unwrap();
        let found = check::findings(&scene);
        assert!(found.is_empty(), "{width:?}: {found:?}");
        scene
    })
}

pub(super) fn refused(chart: impl Chart + Send + Sync + 'static) -> PlotError {
    draw(chart, Width::Narrow).unwrap_err()
}

/// Returns whether a text stands in the picture, in one line or more.
pub(super) fn says(scene: &Scene, words: &str) -> bool {
    let texts: Vec<&str> = scene.texts().map(|(_, text)| text.text.as_str()).collect();
    texts.join(" ").contains(words)
}

/// Numbers between zero and one that look random and are always the same.
pub(super) fn numbers(n: usize) -> impl Iterator<Item = f64> {
    (1..=n).map(|i| (i as f64 * 0.618_033_988_749_895).fract())
}
