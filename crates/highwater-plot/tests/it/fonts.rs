//! Fonts that a project gives: what is taken, and what texts in them look like.

use std::sync::Arc;

use highwater_plot::font::{FontFault, FontFile, Fonts, REGULAR, Weight};
use highwater_plot::{
    Account, Card, Extent, Ink, Mark, Paint, Pen, Role, Scene, Shape, Text, TextStyle, Width, png,
    svg,
};
use resvg::usvg::fontdb;
use resvg::{tiny_skia, usvg};

use crate::charts::{KINDS, figure, names};

const DEVANAGARI: &[u8] = include_bytes!("../fonts/devanagari.ttf");
const ARABIC: &[u8] = include_bytes!("../fonts/arabic-bold.ttf");
const VARIABLE: &[u8] = include_bytes!("../fonts/variable.ttf");

fn fonts() -> Fonts {
    let files = [("fonts/d.ttf", DEVANAGARI), ("fonts/a.ttf", ARABIC)];
    let read = files.map(|(name, bytes)| FontFile::read(name, bytes.to_vec()).unwrap());
    Fonts::given(read.to_vec())
}

/// Returns the place of a table's entry in the directory of a font.
fn entry(file: &[u8], tag: &[u8; 4]) -> usize {
    let at = file.windows(4).take(400).position(|four| four == tag);
    at.unwrap_or_else(|| panic!("no table {tag:?}"))
}

#[test]
fn what_cannot_be_drawn_or_published_is_refused() {
    let without_outlines = {
        let mut file = DEVANAGARI.to_vec();
        let at = entry(&file, b"glyf");
        file[at..at + 4].copy_from_slice(b"glyg");
        file
    };
    let restricted = {
        let mut file = DEVANAGARI.to_vec();
        let at = entry(&file, b"OS/2") + 8;
        let table = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        file[table + 8..table + 10].copy_from_slice(&[0, 2]);
        file
    };
    let cases: [(&[u8], FontFault); 8] = [
        (b"", FontFault::NotAFont),
        (b"title = \"Rain\"", FontFault::NotAFont),
        (&DEVANAGARI[..600], FontFault::NotAFont),
        (b"ttcf\0\x01\0\0", FontFault::Collection),
        (b"wOF2\0\x01\0\0", FontFault::Compressed),
        (VARIABLE, FontFault::Variable),
        (&without_outlines, FontFault::NoOutlines),
        (&restricted, FontFault::Restricted),
    ];
    for (file, fault) in cases {
        assert_eq!(FontFile::read("x.ttf", file.to_vec()).err(), Some(fault));
        assert!(!fault.help().is_empty() && fault.to_string().starts_with("is "));
    }
}

#[test]
fn a_damaged_font_never_panics() {
    for at in 0..DEVANAGARI.len() {
        let mut file = DEVANAGARI.to_vec();
        file[at] ^= 0xff;
        let Ok(font) = FontFile::read("x.ttf", file) else {
            continue;
        };
        let fonts = Fonts::given(vec![font]);
        if at % 16 == 0 {
            png::render(&line("हिन्दी में", Weight::Regular, &fonts), 1.0).unwrap();
        }
        assert!(fonts.width("हिन्दी में", 12.0, Weight::Regular).is_finite());
    }
}

const SIZE: (f64, f64) = (260.0, 80.0);

/// Returns a picture of a line alone, on nothing.
fn line(text: &str, weight: Weight, fonts: &Fonts) -> Scene {
    let style = TextStyle {
        weight,
        ..TextStyle::regular(40.0)
    };
    Scene {
        id: "line".to_owned(),
        width: SIZE.0,
        height: SIZE.1,
        title: String::new(),
        desc: String::new(),
        marks: vec![Mark {
            pen: Pen::new(Role::Title, Paint::fill(Ink::Text)),
            panel: None,
            shape: Shape::Text(Text::new(text, (10.0, 50.0), style, fonts)),
        }],
        axes: Vec::new(),
        panels: Vec::new(),
        account: Account::default(),
        fonts: fonts.clone(),
    }
}

/// Returns how much of each column of a picture is dark, from 0 to its height.
fn columns(width: usize, grey: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut columns = vec![0.0; width];
    for (i, value) in grey.enumerate() {
        columns[i % width] += value;
    }
    columns
}

fn ours(text: &str, weight: Weight) -> Vec<f64> {
    let file = png::render(&line(text, weight, &fonts()), 1.0).unwrap();
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(file));
    reader.set_transformations(::png::Transformations::EXPAND);
    let mut reader = reader.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let each = info.color_type.samples();
    let paper = f64::from(bytes[0]);
    let grey = bytes
        .chunks(each)
        .map(|p| (paper - f64::from(p[0])) / 255.0);
    columns(info.width as usize, grey)
}

/// Returns the same line as drawn by resvg, which shapes on its own.
fn theirs(text: &str, family: &str, weight: Weight) -> Vec<f64> {
    let mut known = fontdb::Database::new();
    for file in [DEVANAGARI, ARABIC, REGULAR] {
        known.load_font_data(file.to_vec());
    }
    let options = usvg::Options {
        fontdb: Arc::new(known),
        ..usvg::Options::default()
    };
    let (width, height) = SIZE;
    let weight = match weight {
        Weight::SemiBold => "700",
        Weight::Regular => "400",
    };
    let file = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><text x=\"10\" y=\"50\" font-size=\"40\" font-weight=\"{weight}\" font-family=\"Inter,{family}\">{text}</text></svg>"
    );
    let tree = usvg::Tree::from_str(&file, &options).unwrap();
    let mut pixmap = tiny_skia::Pixmap::new(width as u32, height as u32).unwrap();
    resvg::render(&tree, tiny_skia::Transform::default(), &mut pixmap.as_mut());
    let grey = pixmap.pixels().iter().map(|p| f64::from(p.alpha()) / 255.0);
    columns(width as usize, grey)
}

#[test]
fn scripts_that_join_and_run_to_the_left_are_drawn_as_another_shaper_does() {
    for (text, family, weight) in [
        ("हिन्दी में", "Noto Sans Devanagari", Weight::Regular),
        ("سلام", "Noto Sans Arabic", Weight::SemiBold),
        ("سلام سلام", "Noto Sans Arabic", Weight::SemiBold),
    ] {
        let (ours, theirs) = (ours(text, weight), theirs(text, family, weight));
        let ink: f64 = theirs.iter().sum();
        assert!(ink > 300.0, "{text}: {ink}");
        // Text a quarter of a pixel off, and ink that is less than black.
        let strength = ours.iter().sum::<f64>() / ink;
        let off: f64 = ours
            .iter()
            .zip(&theirs)
            .map(|(a, b)| (a / strength - b).abs())
            .sum();
        assert!(off < 0.12 * ink, "{text}: {off} of {ink}");
    }
}

#[test]
fn a_line_of_several_fonts_is_as_wide_as_its_parts() {
    let fonts = fonts();
    let width = |text| fonts.width(text, 40.0, Weight::Regular);
    let parts = width("22 ") + width("हिन्दी") + width(" in 2023");
    assert!((width("22 हिन्दी in 2023") - parts).abs() < 1e-9);
    // A letter that joins the one before it takes no room of its own.
    assert!(width("न्दी") < width("न") + width("्") + width("द") + width("ी"));
}

#[test]
fn a_figure_is_measured_in_its_fonts_and_takes_them_along() {
    let figure = figure(KINDS[2].1(&names(2), &[4.0, 9.0], Extent::FromZero));
    let mut words = figure.words.clone();
    words.subtitle = "हिन्दी में.".to_owned();
    let lacking = |scene: &Scene| {
        let found = highwater_plot::check::findings(scene);
        found
            .iter()
            .any(|finding| finding.message.contains("U+0939"))
    };
    let shipped = figure.draw(&words, Width::Wide).unwrap();
    assert!(lacking(&shipped));
    let given = figure.draw_in(&words, Width::Wide, &fonts()).unwrap();
    assert!(!lacking(&given));
    let file = svg::standalone(&given);
    assert_eq!(
        file.matches("@font-face{font-family:hw-given-1;").count(),
        1
    );
    assert!(!file.contains("@font-face{font-family:hw-given-2;"));
    assert!(file.contains("\"Noto Sans Devanagari\""));
    let css = svg::css(&fonts());
    assert!(css.contains("url(\"fonts/d.ttf\")") && css.contains("url(\"fonts/a.ttf\")"));
    // Words that the shipped font has stay as they are.
    let plain = figure.draw(&figure.words, Width::Wide).unwrap();
    let same = figure
        .draw_in(&figure.words, Width::Wide, &fonts())
        .unwrap();
    assert_eq!(svg::inline(&plain), svg::inline(&same));
    assert_eq!(png::render(&plain, 1.0), png::render(&same, 1.0));
}

#[test]
fn a_card_shows_what_the_shipped_font_lacks() {
    let card = |fonts: &Fonts| {
        let card = Card {
            title: "हिन्दी में سلام",
            site: "Rain",
            chart: &[],
            fonts,
        };
        png::render(&card.scene(), 1.0).unwrap()
    };
    assert_ne!(card(&fonts()), card(&Fonts::default()));
    assert_eq!(
        fonts().lacking("हिन्दी में سلام 漢").as_deref(),
        Some("`漢` (U+6F22)")
    );
}
