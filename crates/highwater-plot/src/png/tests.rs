//! The pictures against those that resvg makes of the SVG.

use std::sync::Arc;

use resvg::usvg::{Options, Tree, fontdb};

use crate::mark::Shape;
use crate::paint::Ink;
use crate::role::Role;
use crate::{Bounds, font, palette, svg};

use super::*;

/// The picture that resvg makes of the figure's own SVG, with the style sheet's colours filled in,
/// for it knows no custom properties.
fn by_resvg(scene: &Scene, scale: f32) -> resvg::tiny_skia::Pixmap {
    let mut text = svg::standalone(scene);
    for ink in Ink::all() {
        let colour = palette::LIGHT.colour(ink).to_string();
        text = text.replace(&format!("var(--hw-{})", ink.name()), &colour);
    }
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(font::REGULAR.to_vec());
    fonts.load_font_data(font::SEMI_BOLD.to_vec());
    let options = Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    let tree = Tree::from_str(&text, &options).unwrap();
    let size = tree.size();
    let mut pixmap = resvg::tiny_skia::Pixmap::new(
        (size.width() * scale) as u32,
        (size.height() * scale) as u32,
    )
    .unwrap();
    let transform = resvg::tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    pixmap
}

/// Returns how dark the pixels of a rectangle are on average, from 0 to 255.
fn darkness(pixels: &[u8], width: usize, area: &Bounds, scale: f64) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    for y in (area.top * scale) as usize..(area.bottom * scale) as usize {
        for x in (area.left * scale) as usize..(area.right * scale) as usize {
            let pixel = &pixels[(y * width + x) * 4..][..3];
            sum += 255.0 - pixel.iter().map(|c| f64::from(*c)).sum::<f64>() / 3.0;
            n += 1.0;
        }
    }
    if n > 0.0 { sum / n } else { 0.0 }
}

/// Blocks of the two pictures that differ, with the difference of their darkness.
fn differing(scene: &Scene, scale: f64, areas: &[Bounds], most: f64) -> Vec<(Bounds, f64, f64)> {
    let (ours, theirs) = (
        rasterise(scene, scale).unwrap(),
        by_resvg(scene, scale as f32),
    );
    assert_eq!(
        (ours.width(), ours.height()),
        (theirs.width(), theirs.height())
    );
    let width = ours.width() as usize;
    areas
        .iter()
        .map(|area| {
            let a = darkness(ours.data(), width, area, scale);
            let b = darkness(theirs.data(), width, area, scale);
            (*area, a, b)
        })
        .filter(|(_, a, b)| (a - b).abs() > most)
        .collect()
}

fn blocks(scene: &Scene, size: f64) -> Vec<Bounds> {
    let (columns, rows) = (
        (scene.width / size) as usize,
        (scene.height / size) as usize,
    );
    (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row as f64, column as f64)))
        .map(|(row, column)| Bounds {
            left: column * size,
            top: row * size,
            right: (column + 1.0) * size,
            bottom: (row + 1.0) * size,
        })
        .collect()
}

#[test]
fn shapes_are_those_of_the_svg() {
    let mut scene = crate::check::sound_scene();
    scene.marks.retain(|mark| mark.text().is_none());
    let bars = scene.of(Role::Bar).count();
    assert_eq!(bars, 3);
    let areas = blocks(&scene, 8.0);
    assert_eq!(differing(&scene, 2.0, &areas, 6.0), []);
}

#[test]
fn texts_are_those_of_the_svg() {
    let scene = crate::check::sound_scene();
    // Kerning, which only resvg applies, moves ink by a pixel or two, but within the text.
    let areas: Vec<Bounds> = scene
        .texts()
        .map(|(_, text)| text.bounds().grown(2.0))
        .collect();
    assert!(areas.len() > 10);
    assert_eq!(differing(&scene, 2.0, &areas, 5.0), []);
}

#[test]
fn turned_text_is_drawn_where_the_svg_has_it() {
    let mut scene = crate::check::sound_scene();
    for mark in &mut scene.marks {
        if let Shape::Text(text) = &mut mark.shape
            && mark.pen.role == Role::AxisTitle
        {
            text.turned = 90;
        }
    }
    let areas: Vec<Bounds> = scene
        .of(Role::AxisTitle)
        .map(|mark| mark.shape.bounds().grown(2.0))
        .collect();
    assert_eq!(differing(&scene, 2.0, &areas, 6.0), []);
}

#[test]
fn the_file_is_a_small_png_and_the_same_each_time() {
    let scene = crate::check::sound_scene();
    let file = render(&scene, 2.0).unwrap();
    assert!(file.starts_with(b"\x89PNG"));
    assert!(file.len() < 100_000, "{}", file.len());
    assert_eq!(file, render(&scene, 2.0).unwrap());
    let other_thread = std::thread::spawn(move || render(&scene, 2.0).unwrap());
    assert_eq!(file, other_thread.join().unwrap());
}

#[test]
fn a_scale_without_pixels_or_with_too_many_is_refused() {
    let scene = crate::check::sound_scene();
    for scale in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e6] {
        let error = render(&scene, scale).unwrap_err();
        assert!(matches!(error, PlotError::Raster { .. }), "{scale}");
    }
}

/// The size in pixels, and the texts of the file.
fn read(bytes: &[u8]) -> ((u32, u32), Vec<(String, String)>) {
    let decoder = ::png::Decoder::new(std::io::Cursor::new(bytes));
    let reader = decoder.read_info().unwrap();
    let info = reader.info();
    let plain = info.uncompressed_latin1_text.iter();
    let plain = plain.map(|chunk| (chunk.keyword.clone(), chunk.text.clone()));
    let other = info.utf8_text.iter();
    let other = other.map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap()));
    ((info.width, info.height), plain.chain(other).collect())
}

#[test]
fn a_copied_picture_tells_where_it_comes_from() {
    let scene = crate::Card {
        title: "T",
        site: "S",
        chart: &[],
        fonts: &font::Fonts::default(),
    }
    .scene();
    let texts = vec![
        ("Title".to_owned(), "Größe × 2".to_owned()),
        ("Author".to_owned(), "雨\0".to_owned()),
    ];
    let credit = |line: &str| Credit {
        line: line.to_owned(),
        texts: texts.clone(),
    };
    let picture = |line: &str| render_credited(&scene, 1.0, &credit(line)).unwrap();
    let (size, found) = read(&picture(""));
    assert_eq!(size, (1200, 630));
    let expected = [("Title", "Größe × 2"), ("Author", "雨")];
    assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    // The line has room of its own below all else, and an address that is too long for one has more.
    assert_eq!(read(&picture("example.org")).0, (1200, 646));
    assert_eq!(read(&picture(&"example.org/".repeat(20))).0, (1200, 662));
    let plain = rasterise(&scene, 1.0).unwrap();
    let credited = rasterise(&credit("example.org").under(&scene), 1.0).unwrap();
    let above = plain.data().len() - 60 * 4 * 1200;
    assert_eq!(plain.data()[..above], credited.data()[..above]);
    assert_ne!(picture(""), picture("example.org"));
    assert_eq!(picture("example.org"), picture("example.org"));
}
