//! Compute terms against academic representation, task by task.

use highwater_facts::{Column, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{FitLine, Noun, Scatter, ScatterPoint, ScatterSeries};
use highwater_plot::{Figure, Hue, Position, Words};

use super::{ACADEMIA, Results, SHARE, WHOLE, needs_snapshot, or_absent, percent};
use crate::divide::text::representation::{Representation, Task};
use crate::table_cells::{count, number};

/// Places along the curve.
const STEPS: u32 = 40;
/// How many of the largest tasks are named.
const NAMED: usize = 5;

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let found = results.texts.as_ref().map(|texts| &texts.representation);
    let tasks = found.map_or(&[][..], |found| &found.tasks);
    let chart = match found {
        None => Err(needs_snapshot()),
        Some(_) if tasks.is_empty() => Err("no task has papers enough".to_owned()),
        Some(found) => Ok(Scatter {
            x: Some(percent("Papers with a compute term", WHOLE)),
            y: percent("Papers by academia alone", WHOLE),
            point: Noun::new("task", "tasks"),
            size: Some(Noun::new("paper", "papers")),
            series: vec![ScatterSeries {
                name: "Tasks".to_owned(),
                hue: ACADEMIA,
                faint: true,
                points: points(tasks),
            }],
            fits: curve(found).into_iter().collect(),
            arrows: Vec::new(),
            references: Vec::new(),
            counts: Vec::new(),
            equal: false,
        }),
    };
    Figure {
        id: "divide-tasks".to_owned(),
        words: Words::default(),
        chart: or_absent(chart),
        data: table(tasks),
    }
}

fn points(tasks: &[Task]) -> Vec<ScatterPoint> {
    let mut sizes: Vec<usize> = tasks.iter().map(Task::papers).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let least_named = sizes.get(NAMED - 1).copied().unwrap_or(0);
    let point = |task: &Task| ScatterPoint {
        name: task.name.clone(),
        at: Position::Number(100.0 * task.share_without(0)),
        value: Quantity::exact(100.0 * task.academia_share(), Unit::Percent),
        size: task.papers() as f64,
        labelled: task.papers() >= least_named,
    };
    tasks.iter().map(point).collect()
}

/// Returns the binomial regression, from the task with the fewest terms to that with the most.
fn curve(found: &Representation) -> Option<FitLine> {
    let fit = found.glm.as_ref().ok()?;
    let [constant, slope] = fit.coefficients.get(..2)? else {
        return None;
    };
    let shares = || found.tasks.iter().map(|task| task.share_without(0));
    let (low, high) = (
        shares().min_by(f64::total_cmp)?,
        shares().max_by(f64::total_cmp)?,
    );
    let at = |step: u32| low + (high - low) * f64::from(step) / f64::from(STEPS);
    let chance = |x: f64| 1.0 / (1.0 + libm::exp(-(constant.estimate + slope.estimate * x)));
    let points = (0..=STEPS).map(|step| {
        let x = at(step);
        (Position::Number(100.0 * x), 100.0 * chance(x))
    });
    Some(FitLine {
        name: format!("Binomial regression, n = {}", found.tasks.len()),
        hue: Hue::Grey,
        points: points.collect(),
        ribbon: Vec::new(),
        ribbon_name: String::new(),
    })
}

fn table(tasks: &[Task]) -> Table {
    let mut tasks: Vec<&Task> = tasks.iter().collect();
    tasks.sort_by(|a, b| (b.papers(), &a.name).cmp(&(a.papers(), &b.name)));
    let rows = tasks.iter().map(|task| {
        vec![
            TableCell::text(task.name.as_str()),
            count(task.papers() as u64),
            number(Some(task.share_without(0)), SHARE, Unit::Fraction),
            number(Some(task.academia_share()), SHARE, Unit::Fraction),
        ]
    });
    Table {
        id: "divide-tasks".to_owned(),
        columns: vec![
            Column::text("Task"),
            Column::number("Papers"),
            Column::number("With a compute term"),
            Column::number("By academia alone"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
