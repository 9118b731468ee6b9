//! The SVG files.

use std::collections::BTreeSet;

use highwater_plot::font::Fonts;
use highwater_plot::{Extent, Role, Scene, Width, Words, svg};
use resvg::usvg;

use crate::charts::{KINDS, figure, names};

fn scene(names: &[String], words: Option<Words>) -> Scene {
    let figure = figure(KINDS[2].1(names, &[4.0, 9.0], Extent::FromZero));
    let words = words.unwrap_or_else(|| figure.words.clone());
    figure.draw(&words, Width::Wide).unwrap()
}

/// Returns all values of an attribute.
fn values<'a>(svg: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    svg.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn script_in_any_text_is_harmless() {
    let evil = "<script>alert(1)</script>\"' onload=x ]]> &amp;";
    let words = Words {
        title: evil.to_owned(),
        subtitle: evil.to_owned(),
        note: evil.to_owned(),
        source: evil.to_owned(),
        alt: evil.to_owned(),
        method: "Said nowhere.".to_owned(),
    };
    let names = [evil.to_owned(), "Other".to_owned()];
    for width in Width::ALL {
        for (_, make) in KINDS {
            let figure = figure(make(&names, &[4.0, 9.0], Extent::FromZero));
            let scene = figure.draw(&words, width).unwrap();
            for file in [svg::inline(&scene), svg::standalone(&scene)] {
                assert!(!file.contains("<script"), "{file}");
                assert!(file.contains("&lt;script"));
                assert!(!file.contains("Said nowhere"), "{file}");
                assert!(usvg::Tree::from_str(&file, &usvg::Options::default()).is_ok());
            }
        }
    }
}

#[test]
fn every_file_of_every_chart_is_well_formed() {
    for (kind, make) in KINDS {
        let figure = figure(make(
            &names(6),
            &[4.0, 9.0, 1.0, 7.0, 30.0, 3.0],
            Extent::FromZero,
        ));
        for width in Width::ALL {
            let scene = figure.draw(&figure.words, width).unwrap();
            for file in [svg::inline(&scene), svg::standalone(&scene)] {
                let tree = usvg::Tree::from_str(&file, &usvg::Options::default());
                let tree = tree.unwrap_or_else(|error| panic!("{kind}: {error}"));
                assert_eq!(f64::from(tree.size().width()), width.pixels());
            }
        }
    }
}

#[test]
fn ids_come_from_figure_and_width_alone() {
    let file = svg::inline(&scene(&names(2), None));
    assert_eq!(values(&file, "id"), ["figure-720-title", "figure-720-desc"]);
    assert_eq!(
        values(&file, "aria-labelledby"),
        ["figure-720-title figure-720-desc"]
    );
    assert_eq!(values(&file, "role"), ["img"]);
    let narrow = figure(KINDS[2].1(&names(2), &[4.0, 9.0], Extent::FromZero));
    let narrow = svg::inline(&narrow.draw(&narrow.words, Width::Narrow).unwrap());
    assert!(values(&narrow, "id").iter().all(|id| !file.contains(id)));
    // Beside the first it has none, and is named by that.
    let [wide, narrow] = Width::ALL.map(|width| {
        let figure = figure(KINDS[2].1(&names(2), &[4.0, 9.0], Extent::FromZero));
        figure.draw(&figure.words, width).unwrap()
    });
    let beside = svg::inline_beside(&narrow, &wide);
    assert!(values(&beside, "id").is_empty());
    assert_eq!(
        values(&beside, "aria-labelledby"),
        values(&file, "aria-labelledby")
    );
}

/// Returns what a mark says as tooltips find it, for each mark that has or is given a number.
fn told(svg: &str, lines: &[&str]) -> Vec<String> {
    let mut told = Vec::new();
    let mut next: Option<usize> = None;
    for line in svg.lines() {
        let own = values(line, "data-i").first().map(|i| i.parse().unwrap());
        if line.starts_with("<g") {
            next = own;
            continue;
        }
        if let Some(at) = own.or(next) {
            told.push(lines[at].replace('\t', " | "));
            next = next.map(|_| at + 1);
        }
        if line.ends_with("</g>") {
            next = None;
        }
    }
    told
}

/// The lines that the marks of a figure may say.
fn lines(svg: &str) -> Vec<&str> {
    let inside = svg.split("<metadata>").nth(1);
    let inside = inside.and_then(|rest| rest.split("</metadata>").next());
    inside.map_or_else(Vec::new, |text| text.split('\n').collect())
}

/// Each datum says once in the file what it shows, and no other mark says it.
#[test]
fn each_mark_finds_what_it_says_in_both_widths() {
    for (kind, make) in KINDS {
        let numbers = [4.0, 9.0, 4.0, 7.0, 30.0, 3.0];
        let figure = figure(make(&names(6), &numbers, Extent::FromZero));
        let scenes = Width::ALL.map(|width| figure.draw(&figure.words, width).unwrap());
        let wide = svg::inline(&scenes[0]);
        let narrow = svg::inline_beside(&scenes[1], &scenes[0]);
        let mut known = lines(&wide);
        for (svg, scene) in [(&wide, &scenes[0]), (&narrow, &scenes[1])] {
            if svg == &narrow {
                known.extend(lines(&narrow));
            }
            let expected: Vec<String> = scene
                .marks
                .iter()
                .map(|mark| &mark.pen)
                .filter(|pen| !pen.y.is_empty())
                .map(|pen| format!("{} | {}", pen.x, pen.y))
                .collect();
            let found = told(svg, &known);
            let data = found.iter().filter(|line| line.contains(" | "));
            assert_eq!(
                data.collect::<Vec<_>>(),
                expected.iter().collect::<Vec<_>>(),
                "{kind}"
            );
        }
        let once: BTreeSet<&str> = known.iter().copied().collect();
        assert_eq!(once.len(), known.len(), "{kind}: {known:?}");
    }
}

#[test]
fn no_colour_is_written_into_a_mark() {
    let file = svg::inline(&scene(&names(2), None));
    assert!(!file.contains('#') && !file.contains("rgb("), "{file}");
    assert!(values(&file, "fill").is_empty() && values(&file, "stroke").is_empty());
}

#[test]
fn the_style_sheet_names_every_class_in_light_and_dark() {
    let css = svg::css(&Fonts::default());
    let file = svg::inline(&scene(&names(2), None));
    let classes: BTreeSet<&str> = values(&file, "class")
        .into_iter()
        .flat_map(|c| c.split(' '))
        .collect();
    for class in classes
        .iter()
        .filter(|c| c.starts_with("f-") || c.starts_with("s-"))
    {
        assert!(css.contains(&format!(".hw-figure .{class}{{")), "{class}");
    }
    for selector in [
        "@media screen and (prefers-color-scheme:dark)",
        "[data-theme=\"dark\"] .hw-figure{",
        "[data-theme=\"light\"] .hw-figure{",
    ] {
        assert!(css.contains(selector), "{selector}");
    }
    assert!(!css.contains("http"));
}

#[test]
fn a_file_that_stands_alone_loads_nothing() {
    let file = svg::standalone(&scene(&names(2), None));
    assert_eq!(file.matches("@font-face").count(), 2);
    let addresses: Vec<&str> = file.split("url(").skip(1).collect();
    assert!(
        addresses
            .iter()
            .all(|rest| rest.starts_with("data:font/ttf;base64,"))
    );
    let outside = file.replace("http://www.w3.org/2000/svg", "");
    assert!(!outside.contains("http"));
    assert!(file.len() < 60_000, "{}", file.len());
}

#[test]
fn a_bar_and_its_number_as_they_are_written() {
    let scene = scene(&names(2), None);
    let lines = svg::inline(&scene);
    let bar = lines
        .lines()
        .find(|line| line.starts_with("<rect class=\"bar"))
        .unwrap();
    insta::assert_snapshot!(bar, @r#"<rect class="bar f-blue" data-i="0" x="80" y="142.7" width="270.4" height="15"/>"#);
    let value = lines
        .lines()
        .find(|line| line.starts_with("<text class=\"value"))
        .unwrap();
    insta::assert_snapshot!(value, @r#"<text class="value f-blue-words bold halo" x="490.5" y="154.5">4–6</text></g>"#);
    // Alone, where no script puts series, place and number together, it says so itself.
    let alone = svg::standalone(&scene);
    let bar = alone
        .lines()
        .find(|line| line.starts_with("<rect class=\"bar"));
    assert!(
        bar.unwrap()
            .ends_with("><title>One, Model 1: 4–6</title></rect>"),
        "{bar:?}"
    );
    assert!(values(&alone, "data-i").is_empty());
    assert!(scene.of(Role::Bar).count() == 3);
}
