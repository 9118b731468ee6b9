//! Members of communities around open models: which grew, and by how much.
//!
//! Method: growth between two counts half a year apart. Caveat: the counts are approximate, and an
//! account, a member and a subscriber are not the same; they are compared with themselves only.
//! Source: chart 5 of the post.

use highwater_facts::{
    ArithmeticError, Column, FactPath, Format, Quantity, Table, TableCell, Unit,
};
use highwater_ingest::{self as ingest, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{Dumbbell, DumbbellRow};
use highwater_plot::{Extent, Figure, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, cell, computed, measure, source};
use super::input::rows;
use super::stated::record_error;

pub(super) const TABLE: &str = "contributors.csv";
const UNIT: Unit = Unit::Of("members");
const REDDIT: &str = "r/LocalLLaMA";

/// A row of the table.
#[derive(Clone, Debug)]
pub struct ContributorsRow {
    /// The platform.
    pub platform: String,
    /// What its members are called.
    pub members: String,
    /// Members in January 2023.
    pub first: Quantity,
    /// Members in July 2023.
    pub last: Quantity,
    /// The growth as the post states it.
    pub growth_stated: Quantity,
}

impl Row for ContributorsRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("platform", Kind::Text),
            ingest::Column::new("members", Kind::Text),
            ingest::Column::new("jan_2023", Kind::Quantity(UNIT)),
            ingest::Column::new("jul_2023", Kind::Quantity(UNIT)),
            ingest::Column::new("growth_stated", Kind::Quantity(Unit::Fraction)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["platform"],
        ascending: false,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (platform, members) = (cells.text("platform"), cells.text("members"));
        let (first, last) = (cells.quantity("jan_2023"), cells.quantity("jul_2023"));
        let growth_stated = cells.quantity("growth_stated");
        Some(ContributorsRow {
            platform: platform?,
            members: members?,
            first: first?,
            last: last?,
            growth_stated: growth_stated?,
        })
    }
}

impl ContributorsRow {
    /// Returns the growth from January to July, as a fraction.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if the members of January are not above zero.
    pub fn growth(&self) -> Result<Quantity, ArithmeticError> {
        self.last.growth_since(&self.first)
    }

    /// Returns how many times the members of January there were in July.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if the members of January are not above zero.
    pub fn factor(&self) -> Result<Quantity, ArithmeticError> {
        self.last.over(&self.first)
    }
}

fn record(rows: &[Placed<ContributorsRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.contributors");
    let both = |row: &Placed<ContributorsRow>| [row.cell("jan_2023"), row.cell("jul_2023")];
    for row in rows {
        let (path, name) = (FactPath::segment(&row.platform), &row.platform);
        facts.cell(
            &format!("by_platform[{path}].first"),
            row.first,
            format!("{} of {name}, January 2023", row.members),
            row.cell("jan_2023"),
        );
        facts.cell(
            &format!("by_platform[{path}].last"),
            row.last,
            format!("{} of {name}, July 2023", row.members),
            row.cell("jul_2023"),
        );
        facts.add(
            &format!("by_platform[{path}].growth"),
            row.growth()?,
            format!("growth of {name} in six months"),
            "July ÷ January − 1",
            both(row),
        );
        facts.add(
            &format!("by_platform[{path}].factor"),
            row.factor()?,
            format!("growth of {name} in six months, as a factor"),
            "July ÷ January",
            both(row),
        );
        facts.cell(
            &format!("by_platform[{path}].growth_stated"),
            row.growth_stated,
            format!("growth of {name} as stated"),
            row.cell("growth_stated"),
        );
    }
    let all = || rows.iter().flat_map(both);
    let growths = rows.iter().map(|row| row.growth());
    let growths: Vec<Quantity> = growths.collect::<Result<_, _>>()?;
    let stated = rows
        .iter()
        .map(|row| row.growth_stated)
        .zip(growths.iter().copied());
    let cells = rows
        .iter()
        .flat_map(|row| both(row).into_iter().chain([row.cell("growth_stated")]));
    record_error(&mut facts, "growth", stated, cells);
    facts.add(
        "n",
        Quantity::exact(rows.len() as f64, Unit::Of("communities")),
        "communities of the table",
        "",
        all(),
    );
    let largest = growths
        .iter()
        .map(Quantity::low)
        .fold(f64::NEG_INFINITY, f64::max);
    facts.add(
        "largest_growth",
        Quantity::approximate(largest, Unit::Fraction),
        "largest growth of a community",
        "max(July ÷ January − 1)",
        all(),
    );
    let others = || rows.iter().filter(|row| row.platform != REDDIT);
    let runner_up = rows
        .iter()
        .zip(&growths)
        .filter(|(row, _)| row.platform != REDDIT)
        .map(|(_, growth)| growth.low())
        .fold(f64::NEG_INFINITY, f64::max);
    facts.add(
        "largest_other_growth",
        Quantity::approximate(runner_up, Unit::Fraction),
        "largest growth of a community other than r/LocalLLaMA",
        "max(July ÷ January − 1)",
        others().flat_map(both),
    );
    match rows.iter().find(|row| row.platform == REDDIT) {
        Some(row) => facts.add(
            "localllama_growth",
            row.growth()?,
            "growth of r/LocalLLaMA in six months",
            "July ÷ January − 1",
            both(row),
        ),
        None => facts.error(StudyError::NoRow {
            table: TABLE.to_owned(),
            key: REDDIT.to_owned(),
        }),
    }
    Ok(facts)
}

/// How the figure is made.
const METHOD: &str = "Counts of January and July 2023 as the post states them. The factor is the \
    later count over the earlier one; on the logarithmic axis the same factor is the same distance. \
    What is counted differs by platform: an account, a member and a subscriber are not the same, so \
    that a row compares with itself alone.";

fn figure(rows: &[Placed<ContributorsRow>]) -> Result<Figure, ArithmeticError> {
    let with_factor = |row: &Placed<ContributorsRow>| row.factor().map(|factor| factor.low());
    let factors: Vec<f64> = rows.iter().map(with_factor).collect::<Result<_, _>>()?;
    let mut sorted: Vec<(&Placed<ContributorsRow>, f64)> = rows.iter().zip(factors).collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let row = |(row, factor): (&Placed<ContributorsRow>, f64)| DumbbellRow {
        name: row.platform.clone(),
        detail: row.members.clone(),
        start: row.first,
        end: row.last,
        change: Format::TIMES.number(factor, Unit::Ratio),
        strong: row.platform == REDDIT,
    };
    Ok(Figure {
        id: "contributors".to_owned(),
        words: Words {
            title: "r/LocalLLaMA had [](value:wave.contributors.r_localllama.factor?n0) times its members of January by July 2023".to_owned(),
            subtitle: "Members of communities around open models in January and July 2023, with the factor between them.".to_owned(),
            note: "Counts are approximate.".to_owned(),
            source: source(5, "platform metrics, Discord member counts, Reddit sidebar"),
            alt: "Pairs of dots on a logarithmic axis, one pair a community.".to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(Dumbbell {
            x: measure("Members", UNIT, Format::SI, Extent::Log),
            start_name: "January 2023".to_owned(),
            end_name: "July 2023".to_owned(),
            hue: OPEN,
            rows: sorted.into_iter().map(row).collect(),
            reference: None,
        }),
        data: table(rows)?,
    })
}

fn table(rows: &[Placed<ContributorsRow>]) -> Result<Table, ArithmeticError> {
    let percent = Format::PERCENT.decimals(0).signed();
    let line = |row: &Placed<ContributorsRow>| {
        Ok(vec![
            TableCell::text(&row.platform),
            TableCell::text(&row.members),
            cell(&row.first, Format::SI, row.cell("jan_2023")),
            cell(&row.last, Format::SI, row.cell("jul_2023")),
            computed(&row.growth()?, Format::PERCENT.decimals(1).signed()),
            cell(&row.growth_stated, percent, row.cell("growth_stated")),
        ])
    };
    Ok(Table {
        id: "contributors".to_owned(),
        title: "Members of communities around open models".to_owned(),
        columns: vec![
            Column::text("Community"),
            Column::text("Counted as"),
            Column::number("January 2023"),
            Column::number("July 2023"),
            Column::number("Growth"),
            Column::number("Growth as stated"),
        ],
        rows: rows.iter().map(line).collect::<Result<_, _>>()?,
        note: String::new(),
        method: String::new(),
    })
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = rows::<ContributorsRow>(inputs, TABLE, 1)?;
    let mut results = Results::default();
    results.append(record(&rows)?);
    results.add_figure(figure(&rows)?);
    Ok(results)
}
