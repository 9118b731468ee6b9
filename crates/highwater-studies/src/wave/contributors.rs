//! Members of communities around open models: which grew, and by how much.
//!
//! Method: growth between two counts half a year apart. Caveat: the counts are approximate, and an
//! account, a member and a subscriber are not the same; they are compared with themselves only.
//! Source: chart 5 of the post.

use highwater_facts::{Format, Key, KeyedTable, Quantity, Unit};
use highwater_ingest::Row;
use highwater_plot::Extent;
use highwater_plot::chart::{Dumbbell, DumbbellRow};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, figure, measure};
use super::input::no_row;
use super::stated::record_error;

const REDDIT: &str = "r/LocalLLaMA";

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "contributors.csv", key = "platform", also = "source")]
pub struct Contributors {
    /// The platform.
    pub platform: String,
    /// What its members are called.
    pub members: String,
    /// Members in January 2023.
    #[row(unit = "members", column = "jan_2023")]
    pub first: Quantity,
    /// Members in July 2023.
    #[row(unit = "members", column = "jul_2023")]
    pub last: Quantity,
    /// The growth as the post states it.
    #[row(unit = "fraction")]
    pub growth_stated: Quantity,
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let (rows, reddit) = (inputs.table::<Contributors>()?, Key::from(REDDIT));
    let (first, last) = (
        rows.column(Contributors::first),
        rows.column(Contributors::last),
    );
    let (members, stated) = (
        rows.column(Contributors::members),
        rows.column(Contributors::growth_stated),
    );
    let (growth, factor) = (last.growth_since(&first)?, last.over(&first)?);

    let mut facts = Facts::below("wave.contributors");
    let of = |key: &Key| {
        members
            .get(key)
            .map_or("members", |members| members.as_str())
            .to_owned()
    };
    facts.by_row("by_platform[].first", &first, |key| {
        format!("{} of {key}, January 2023", of(key))
    });
    facts.by_row("by_platform[].last", &last, |key| {
        format!("{} of {key}, July 2023", of(key))
    });
    for (name, list, end) in [
        ("growth", &growth, " in six months"),
        ("factor", &factor, " in six months, as a factor"),
        ("growth_stated", &stated, " as stated"),
    ] {
        let name = format!("by_platform[].{name}");
        facts.by_row(&name, list, |platform| format!("growth of {platform}{end}"));
    }
    record_error(&mut facts, "growth", &stated, &growth);
    facts.record("n", growth.count("communities"), "communities of the table");
    facts.record(
        "largest_growth",
        growth.max()?,
        "largest growth of a community",
    );
    let others = growth.filter("platform ≠ r/LocalLLaMA", |key, _| *key != reddit);
    match (growth.get(&reddit), others.max()) {
        (None, _) => facts.error(no_row::<Contributors>(&reddit)),
        (Some(growth), other) => {
            facts.record(
                "localllama_growth",
                growth,
                "growth of r/LocalLLaMA in six months",
            );
            let label = "largest growth of a community other than r/LocalLLaMA";
            facts.record("largest_other_growth", other?, label);
        }
    }

    let row = |key: &Key| {
        let row = rows.get(key)?;
        Some(DumbbellRow {
            name: row.platform.clone(),
            detail: row.members.clone(),
            start: row.first,
            end: row.last,
            change: Format::TIMES.number(factor.get(key)?.low(), Unit::Ratio),
            strong: *key == reddit,
        })
    };
    let chart = Dumbbell {
        x: measure("Members", Unit::Of("members"), Format::SI, Extent::Log),
        start_name: "January 2023".to_owned(),
        end_name: "July 2023".to_owned(),
        hue: OPEN,
        rows: factor
            .largest_first()
            .iter()
            .filter_map(|item| row(&item.key))
            .collect(),
        reference: None,
    };
    let (title, percent) = (
        "Members of communities around open models",
        Format::PERCENT.signed(),
    );
    let table = KeyedTable::new("contributors", title, "Community", first.keys())
        .texts("Counted as", &members)
        .column("January 2023", &first, Format::SI)
        .column("July 2023", &last, Format::SI)
        .column("Growth", &growth, percent.decimals(1))
        .column("Growth as stated", &stated, percent.decimals(0));
    Ok(Results::from(facts).with_figure(figure(chart, table)))
}
