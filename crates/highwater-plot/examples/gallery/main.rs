//! Draws every chart type with the data of the eleven tables of the open wave and with the openness of
//! organisations, in both widths, to SVG and PNG, and a page with all of them in light and dark.
//!
//! ```text
//! cargo run -p highwater-plot --example gallery -- DIR
//! ```

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "an example: its data are fixed, and it tells what it draws"
)]

mod figures;

use std::error::Error;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use highwater_plot::{Width, check, png, svg};

fn main() -> Result<(), Box<dyn Error>> {
    let dir = env::args().nth(1).ok_or("give a folder to write to")?;
    let dir = Path::new(&dir);
    fs::create_dir_all(dir)?;
    let mut page = [String::new(), String::new()];
    let mut spent = [0u128; 4];
    for figure in figures::all() {
        for width in Width::ALL {
            let start = Instant::now();
            let scene = figure.draw(&figure.words, width)?;
            let drawn = start.elapsed().as_micros();
            for finding in check::findings(&scene) {
                println!("{}: {finding}", scene.id);
            }
            let start = Instant::now();
            let inline = svg::inline(&scene);
            let standalone = svg::standalone(&scene);
            let written = start.elapsed().as_micros();
            let start = Instant::now();
            let picture = png::render(&scene, 2.0)?;
            let rendered = start.elapsed().as_micros();
            for (sum, part) in spent.iter_mut().zip([drawn, written, rendered, 1]) {
                *sum += part;
            }
            println!(
                "{:24} {:>4} x {:<4} draw {drawn:>6} us, svg {written:>6} us, png {rendered:>6} us; {:>6} B svg, {:>6} B png",
                scene.id,
                scene.width,
                scene.height,
                standalone.len(),
                picture.len()
            );
            fs::write(dir.join(format!("{}.svg", scene.id)), standalone)?;
            fs::write(dir.join(format!("{}.png", scene.id)), picture)?;
            page[usize::from(width.is_narrow())].push_str(&inline);
        }
    }
    println!(
        "{} scenes: draw {} ms, svg {} ms, png {} ms",
        spent[3],
        spent[0] / 1000,
        spent[1] / 1000,
        spent[2] / 1000
    );
    for theme in ["light", "dark"] {
        for (name, figures) in ["wide", "narrow"].iter().zip(&page) {
            let html = format!(
                "<!doctype html><html lang=\"en\" data-theme=\"{theme}\"><meta charset=\"utf-8\"><title>Gallery</title>\
                 <style>body{{margin:0;background:{};display:flex;flex-wrap:wrap;gap:12px;padding:12px}}{}</style><body>{figures}</body></html>",
                if theme == "dark" {
                    "#0d0f12"
                } else {
                    "#f2f3f5"
                },
                svg::css(&highwater_plot::font::Fonts::default())
            );
            fs::write(dir.join(format!("{name}-{theme}.html")), html)?;
        }
    }
    Ok(())
}
