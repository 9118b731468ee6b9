//! Do the headlines hang on choices that the question does not decide? The specification curve of
//! each: all analyses, sorted by what they find.

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_plot::chart::{Reference, Spec, SpecCurve, SpecDimension, SpecGroup};
use highwater_plot::{Extent, Figure, Hue, Measure, Words};

use super::{CREDIT, Results, number};
use crate::openness::multiverse::{Analysis, Headline, Multiverse, Verdict};

const VERDICTS: [(Verdict, &str, Hue); 4] = [
    (Verdict::Holds, "holds, p < 0.05", Hue::Blue),
    (Verdict::Unclear, "its way, may be none", Hue::Grey),
    (Verdict::Fails, "the other way", Hue::Orange),
    (Verdict::NotTestable, "not testable", Hue::Grey),
];

pub(super) fn figures(results: &Results<'_>) -> Vec<Figure> {
    results.multiverses.iter().map(figure).collect()
}

fn figure(multiverse: &Multiverse) -> Figure {
    let segment = multiverse.headline.segment();
    let title = match multiverse.headline {
        Headline::Compute => {
            "“Larger means less open” holds in [](value:openness.multiverse.compute.holds?int) of [](value:openness.multiverse.compute.testable?int) analyses"
        }
        Headline::Country => {
            "“More open in America than China”: [](value:openness.multiverse.country.holds?int) of [](value:openness.multiverse.country.testable?int) analyses"
        }
        Headline::Category => {
            "“More open in academia than industry”: [](value:openness.multiverse.category.holds?int) of [](value:openness.multiverse.category.testable?int) analyses"
        }
    };
    let (effect, zero) = match multiverse.headline {
        Headline::Compute => ("Spearman’s rho", "None"),
        Headline::Country | Headline::Category => ("Rank-biserial correlation", "None"),
    };
    let specs = multiverse.analyses.iter().map(|analysis| Spec {
        estimate: analysis.effect,
        interval: None,
        group: group(analysis),
        options: analysis.options.clone(),
    });
    Figure {
        id: format!("openness-curve-{segment}"),
        words: Words {
            title: title.to_owned(),
            subtitle: "Analyses sorted by their effect, above the choices that make them."
                .to_owned(),
            note: format!("[](value:openness.multiverse.{segment}.line?text)."),
            source: CREDIT.to_owned(),
            alt: "A curve of effects above a matrix of choices.".to_owned(),
        },
        chart: Box::new(SpecCurve {
            y: Measure {
                title: effect.to_owned(),
                unit: Unit::Number,
                values: Format::NUMBER.decimals(2),
                ticks: Format::NUMBER.decimals(1),
                extent: Extent::Between(-1.0, 1.0),
            },
            reference: Some(Reference {
                at: 0.0,
                name: zero.to_owned(),
            }),
            dimensions: multiverse
                .dimensions
                .iter()
                .map(|dimension| SpecDimension {
                    name: dimension.name.to_owned(),
                    options: dimension
                        .options
                        .iter()
                        .map(|option| (*option).to_owned())
                        .collect(),
                })
                .collect(),
            specs: specs.collect(),
            groups: VERDICTS
                .iter()
                .map(|(_, name, hue)| SpecGroup {
                    name: (*name).to_owned(),
                    hue: *hue,
                })
                .collect(),
            default: multiverse.default_analysis(),
            default_name: "Default".to_owned(),
        }),
        data: table(multiverse, segment),
    }
}

fn group(analysis: &Analysis) -> usize {
    let same = |(verdict, _, _): &(Verdict, &str, Hue)| *verdict == analysis.verdict;
    VERDICTS.iter().position(same).unwrap_or_default()
}

/// Every analysis with its choices.
fn table(multiverse: &Multiverse, segment: &str) -> Table {
    let mut columns: Vec<Column> = multiverse
        .dimensions
        .iter()
        .map(|d| Column::text(d.name))
        .collect();
    columns.extend([Column::number("Effect"), Column::text("Verdict")]);
    let rows = multiverse.analyses.iter().map(|analysis| {
        let options = multiverse.dimensions.iter().zip(&analysis.options);
        let mut row: Vec<_> = options
            .map(|(d, option)| TableCell::text(d.options[*option]))
            .collect();
        row.push(number(
            analysis.effect,
            Format::NUMBER.decimals(2),
            Unit::Number,
        ));
        row.push(TableCell::text(VERDICTS[group(analysis)].1));
        row
    });
    Table {
        id: format!("openness-curve-{segment}"),
        title: "The analyses with their choices".to_owned(),
        rows: rows.collect(),
        columns,
        note: String::new(),
    }
}
