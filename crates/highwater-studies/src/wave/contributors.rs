//! Members of communities around open models: which grew, and by how much.
//!
//! Method: growth between two counts half a year apart. Caveat: the counts are approximate, and an
//! account, a member and a subscriber are not the same; they are compared with themselves only.
//! Source: chart 5 of the post.

use highwater_facts::{Format, Key, Keyed, KeyedTable, Quantity, Unit};
use highwater_ingest::Row;
use highwater_plot::chart::{Dumbbell, DumbbellRow};
use highwater_plot::{Extent, Figure, Measure};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::OPEN;
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
    let members = rows.column(Contributors::members);
    let stated = rows.column(Contributors::growth_stated);
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
    facts.list(
        "by_platform[].growth",
        &growth,
        "growth of {} in six months",
    );
    let label = "growth of {} in six months, as a factor";
    facts.list("by_platform[].factor", &factor, label);
    facts.list(
        "by_platform[].growth_stated",
        &stated,
        "growth of {} as stated",
    );
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

    let row = |item: &Keyed<Quantity>| {
        let row = rows.get(&item.key)?;
        let factor = Format::TIMES.number(item.value.low(), Unit::Ratio);
        let dumbbell = DumbbellRow::new(&*row.platform, row.first, row.last);
        Some(
            dumbbell
                .detail(&*row.members)
                .change(factor)
                .strong(item.key == reddit),
        )
    };
    let x = Measure::new("Members", Unit::Of("members"))
        .format(Format::SI)
        .extent(Extent::Log);
    let sorted = factor.largest_first().into_iter().filter_map(row);
    let chart = Dumbbell::new(x, ["January 2023", "July 2023"], sorted).hue(OPEN);
    let percent = Format::PERCENT.signed();
    let title = "Members of communities around open models";
    let table = KeyedTable::new("contributors", title, "Community", first.keys())
        .texts("Counted as", &members)
        .column("January 2023", &first, Format::SI)
        .column("July 2023", &last, Format::SI)
        .column("Growth", &growth, percent.decimals(1))
        .column("Growth as stated", &stated, percent.decimals(0));
    Ok(Results::from(facts).with_figure(Figure::of_data(chart, table)))
}
