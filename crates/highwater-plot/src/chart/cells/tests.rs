//! Cells: what is drawn in each, what is said of them, and what is refused.

use super::*;
use crate::chart::testing::{draw, measure, refused, says, sound};
use crate::mark::Mark;
use crate::paint::Ink;
use crate::{Extent, Role, Scene, Shape, Width};

const NO_ABSTRACT: &str = "no abstract";

fn row(name: &str, cells: Vec<CellValue>) -> CellRow {
    CellRow::new(name, cells)
}

/// Rows of what is and what is not, of numbers and of what is missing, in turn.
fn chart(rows: usize, columns: usize) -> Cells {
    let cell = |i: usize| match i % 7 {
        0 | 3 => CellValue::Yes,
        1 => CellValue::Number((i * 13 % 101) as f64),
        5 => CellValue::Missing(NO_ABSTRACT.to_owned()),
        _ => CellValue::No,
    };
    let of = |r: usize| {
        row(
            &format!("Model {r} (540B)"),
            (0..columns).map(|c| cell(3 * r + c)).collect(),
        )
        .detail("2022")
    };
    let names = ["parallelism", "hardware", "training time", "energy", "cost"];
    Cells::new(
        names.iter().take(columns).map(|&n| n.to_owned()),
        measure(Extent::Between(0.0, 100.0)),
        [
            CellGroup::new("Industry", (0..rows / 2).map(of)),
            CellGroup::new("Academia", (rows / 2..rows).map(of)),
        ],
    )
    .levels([0.0, 20.0, 40.0, 60.0, 80.0, 100.0])
    .yes("in the abstract")
    .no("not in the abstract")
}

fn cells(scene: &Scene) -> Vec<&Mark> {
    scene
        .of(Role::Cell)
        .filter(|mark| matches!(mark.shape, Shape::Rect(_)))
        .collect()
}

#[test]
fn each_pair_has_its_cell_whatever_their_number() {
    for rows in [1, 2, 5, 13, 30] {
        for columns in 1..=5 {
            let chart = chart(rows, columns);
            let missing: usize = chart.account().drops.iter().map(|drop| drop.points).sum();
            for scene in sound(&chart) {
                assert_eq!(cells(&scene).len() + missing, rows * columns);
            }
        }
    }
}

#[test]
fn thirty_rows_are_a_picture_of_one_screen_on_a_telephone() {
    for columns in 1..=5 {
        let scene = draw(chart(30, columns), Width::Narrow).unwrap();
        assert!(scene.height < 1100.0, "{columns}: {}", scene.height);
    }
}

#[test]
fn what_is_there_has_a_dot_and_what_is_not_an_outline() {
    let mut chart = chart(1, 3);
    chart.groups[1].rows[0].cells = vec![CellValue::Yes, CellValue::No, CellValue::Number(100.0)];
    for scene in sound(&chart) {
        let paints: Vec<_> = cells(&scene).iter().map(|mark| mark.pen.paint).collect();
        assert_eq!(
            paints[0].fill, paints[2].fill,
            "as full as the highest step"
        );
        assert_eq!(paints[1].fill, Some(Ink::Paper));
        assert_eq!(paints[1].stroke, Some(Ink::Rule));
        let dots = scene
            .of(Role::Cell)
            .filter(|mark| matches!(mark.shape, Shape::Circle { .. }));
        assert_eq!(dots.count(), 1);
        assert!(says(&scene, "in the abstract") && says(&scene, "not in the abstract"));
        let labels: Vec<&str> = cells(&scene).iter().map(|m| m.pen.label.as_str()).collect();
        assert_eq!(labels[1], "hardware, Model 0 (540B): not in the abstract");
        assert_eq!(labels[2], "training time, Model 0 (540B): 100");
    }
}

#[test]
fn shades_go_with_numbers_and_these_stand_in_their_cells() {
    let numbers = [0.0, 19.9, 20.0, 59.0, 100.0, 130.0];
    let mut chart = chart(6, 1);
    for (row, x) in chart
        .groups
        .iter_mut()
        .flat_map(|g| &mut g.rows)
        .zip(numbers)
    {
        row.cells = vec![CellValue::Number(x)];
    }
    for scene in sound(&chart) {
        let shades: Vec<usize> = cells(&scene)
            .iter()
            .filter_map(|mark| match mark.pen.paint.fill {
                Some(Ink::Shade(shade)) => Some(shade.index()),
                _ => None,
            })
            .collect();
        assert_eq!(shades, [0, 0, 6, 12, 24, 24]);
        for (mark, cell) in scene.of(Role::Value).zip(cells(&scene)) {
            let (text, cell) = (mark.shape.bounds(), cell.shape.bounds());
            assert!(cell.holds(&text), "{text:?} in {cell:?}");
        }
        assert!(says(&scene, "Share of models"));
        assert!(
            !says(&scene, "in the abstract"),
            "no key for what is not drawn"
        );
    }
}

#[test]
fn a_reason_is_said_once_and_several_have_a_letter_each() {
    let signs = |scene: &Scene| -> Vec<String> {
        let texts = scene.of(Role::Missing).filter_map(Mark::text);
        texts.map(|text| text.text.clone()).collect()
    };
    let mut chart = chart(2, 2);
    let missing = |why: &str| CellValue::Missing(why.to_owned());
    chart.groups[0].rows[0].cells = vec![missing(NO_ABSTRACT), missing(NO_ABSTRACT)];
    chart.groups[1].rows[0].cells = vec![CellValue::No, CellValue::Yes];
    assert!(
        chart
            .describe()
            .contains("Model 0 (540B): missing (no abstract).")
    );
    for scene in sound(&chart) {
        assert_eq!(signs(&scene), ["–", "–"]);
        let said = scene.texts().filter(|(_, text)| text.text == NO_ABSTRACT);
        assert_eq!(said.count(), 1);
    }
    chart.groups[1].rows[0].cells[0] = missing("not in English");
    for scene in sound(&chart) {
        assert_eq!(signs(&scene), ["a", "b", "a"], "by columns");
        assert!(says(&scene, "not in English"));
    }
    let reasons: Vec<(String, usize)> = chart
        .account()
        .drops
        .into_iter()
        .map(|drop| (drop.reason, drop.points))
        .collect();
    let drop = |reason: &str| (reason.to_owned(), 1);
    let both = [drop(NO_ABSTRACT), drop("not in English"), drop(NO_ABSTRACT)];
    assert_eq!(reasons, both);
}

#[test]
fn the_description_names_what_each_row_has() {
    let mut chart = chart(2, 3);
    chart.groups[0].rows[0].cells = vec![CellValue::Yes, CellValue::No, CellValue::Yes];
    chart.groups[1].rows[0].cells = vec![CellValue::No; 3];
    assert_eq!(
        chart.describe(),
        "In the abstract, row by row. Industry. Model 0 (540B): parallelism, training time. \
         Academia. Model 1 (540B): none."
    );
    chart.groups.truncate(1);
    chart.groups[0].name.clear();
    chart.groups[0].rows[0].cells = vec![CellValue::Number(14.0); 3];
    assert_eq!(
        chart.describe(),
        "Share of models, row by row. Model 0 (540B): parallelism 14, hardware 14, \
         training time 14."
    );
}

#[test]
fn names_of_columns_that_have_no_room_go_down_like_stairs() {
    let mut chart = chart(3, 4);
    for scene in sound(&chart) {
        let stairs = scene.of(Role::Leader).count();
        assert_eq!(stairs, if scene.width < 400.0 { 4 } else { 0 });
    }
    let long = "Pneumonoultramicroscopicsilicovolcanoconiosis of systems with many words";
    chart.columns = vec![long.to_owned(); 4];
    for (i, name) in chart.columns.iter_mut().enumerate() {
        name.push_str(&format!(" {i}"));
    }
    for scene in sound(&chart) {
        assert_eq!(scene.of(Role::Leader).count(), 4);
    }
}

#[test]
fn hostile_words_are_drawn_as_text() {
    let hostile =
        "<script>alert(\"&\")</script> \u{202e}x\u{0} \u{1f600} 漢字 and a long name besides";
    let mut chart = chart(4, 2);
    for row in chart.groups.iter_mut().flat_map(|group| &mut group.rows) {
        row.name = hostile.to_owned();
        row.detail = hostile.to_owned();
    }
    chart.columns = vec![hostile.to_owned(), String::new()];
    chart.groups[0].name = hostile.repeat(3);
    chart.yes = hostile.to_owned();
    for width in Width::ALL {
        let scene = draw(chart.clone(), width).unwrap();
        let overlaps = crate::check::findings(&scene);
        let overlaps: Vec<_> = overlaps.iter().filter(|f| f.point == 13).collect();
        assert!(overlaps.is_empty(), "{overlaps:?}");
        assert!(!crate::svg::inline(&scene).contains("<script"));
    }
}

#[test]
fn what_makes_no_table_is_refused() {
    let with = |change: fn(&mut Cells)| {
        let mut chart = chart(4, 3);
        change(&mut chart);
        refused(chart)
    };
    let nothing = |error| assert!(matches!(error, PlotError::NothingToDraw { chart: "cell" }));
    nothing(with(|chart| chart.groups.clear()));
    nothing(with(|chart| {
        chart.groups.iter_mut().for_each(|g| g.rows.clear())
    }));
    nothing(with(|chart| chart.columns.clear()));
    let short = with(|chart| chart.groups[1].rows[0].cells.truncate(2));
    assert_eq!(
        short.to_string(),
        "the row `Model 2 (540B)` has 2 cells for 3 columns: give one for each column"
    );
    let nan = with(|chart| chart.groups[0].rows[0].cells[1] = CellValue::Number(f64::NAN));
    assert_eq!(
        nan.to_string(),
        "`hardware` has at `Model 0 (540B)` the number `NaN`, which has no place on an axis: leave it out, and say why"
    );
    let levels = with(|chart| chart.levels.swap(0, 1));
    assert!(matches!(
        levels,
        PlotError::NotRising { what: "levels", .. }
    ));
}

#[test]
fn levels_are_not_looked_at_without_numbers() {
    let mut chart = chart(4, 3);
    chart.levels.clear();
    for cell in chart
        .groups
        .iter_mut()
        .flat_map(|g| &mut g.rows)
        .flat_map(|r| &mut r.cells)
    {
        if matches!(cell, CellValue::Number(_)) {
            *cell = CellValue::Yes;
        }
    }
    sound(&chart);
}
