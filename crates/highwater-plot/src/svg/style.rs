//! Style sheets, and how text is styled.

use std::collections::BTreeSet;

use crate::figure::SMALL_SIZE;
use crate::font::{self, Weight};
use crate::paint::Ink;
use crate::palette::{self, Theme};
use crate::scene::Scene;
use crate::text::{Anchor, Text};

use super::subset;

/// What is drawn where the shipped font is not at hand: fonts of about its width.
const FALLBACK: &str = "Inter,\"Helvetica Neue\",Helvetica,Arial,sans-serif";

/// The style sheet for a page with [`inline`](super::inline) figures.
///
/// The colours are custom properties of `.hw-figure`. They follow `prefers-color-scheme` on a screen (paper is white), and
/// `data-theme="light"` or `data-theme="dark"` on an element around the figure goes before it.
/// The page brings the font: a `@font-face` for Inter in the weights 400 and 600.
#[must_use]
pub fn css() -> String {
    let inks: BTreeSet<Ink> = Ink::all().into_iter().collect();
    let light = properties(&palette::LIGHT, &inks);
    let dark = properties(&palette::DARK, &inks);
    let mut css = format!(
        ".hw-figure{{{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{.hw-figure{{{dark}}}}}\n\
         [data-theme=\"light\"] .hw-figure{{{light}}}\n\
         [data-theme=\"dark\"] .hw-figure{{{dark}}}\n"
    );
    css.push_str(&rules(&inks));
    css
}

/// The style sheet of a figure that stands alone, with only the colours that it uses.
pub(super) fn own(scene: &Scene) -> String {
    let inks = scene.inks();
    let light = properties(&palette::LIGHT, &inks);
    let dark = properties(&palette::DARK, &inks);
    format!(
        "\n{}.hw-figure{{{light}}}\n@media screen and (prefers-color-scheme:dark){{.hw-figure{{{dark}}}}}\n{}",
        faces(scene),
        rules(&inks)
    )
}

/// The shipped font, with the glyphs that the figure's texts need, in each weight that they have.
fn faces(scene: &Scene) -> String {
    let mut css = String::new();
    for (weight, file) in [
        (Weight::Regular, font::REGULAR),
        (Weight::SemiBold, font::SEMI_BOLD),
    ] {
        let characters: BTreeSet<char> = scene
            .texts()
            .filter(|(_, text)| text.style.weight == weight)
            .flat_map(|(_, text)| text.text.chars())
            .collect();
        if characters.is_empty() {
            continue;
        }
        if let Some(subset) = subset::subset(file, &characters) {
            css.push_str(&format!(
                "@font-face{{font-family:{};font-weight:{};src:url(data:font/ttf;base64,{}) format(\"truetype\")}}\n",
                font::FAMILY,
                weight.number(),
                subset::base64(&subset)
            ));
        }
    }
    css
}

fn properties(theme: &Theme, inks: &BTreeSet<Ink>) -> String {
    let colours: Vec<String> = inks
        .iter()
        .map(|&ink| format!("--hw-{}:{}", ink.name(), theme.colour(ink)))
        .collect();
    colours.join(";")
}

fn rules(inks: &BTreeSet<Ink>) -> String {
    let mut css = format!(
        ".hw-figure{{font-family:{FALLBACK};font-size:{SMALL_SIZE}px;max-width:100%;height:auto}}\n\
         .hw-figure path,.hw-figure polyline{{stroke-linejoin:round}}\n\
         .hw-figure .f-none{{fill:none}}\n\
         .hw-figure .grid,.hw-figure .baseline,.hw-figure .reference{{shape-rendering:crispEdges}}\n\
         .hw-figure .bold{{font-weight:600}}\n\
         .hw-figure .middle{{text-anchor:middle}}\n\
         .hw-figure .end{{text-anchor:end}}\n\
         .hw-figure .halo{{paint-order:stroke;stroke:var(--hw-paper);stroke-width:3px;stroke-linejoin:round}}\n"
    );
    for ink in inks {
        let name = ink.name();
        css.push_str(&format!(
            ".hw-figure .f-{name}{{fill:var(--hw-{name})}}.hw-figure .s-{name}{{stroke:var(--hw-{name})}}\n"
        ));
    }
    css
}

/// The classes of a text beside those of its role and colours, each with a space before it.
pub(super) fn text_classes(text: &Text) -> &'static str {
    match (text.style.weight, text.style.anchor, text.style.halo) {
        (Weight::Regular, Anchor::Start, false) => "",
        (Weight::Regular, Anchor::Start, true) => " halo",
        (Weight::Regular, Anchor::Middle, false) => " middle",
        (Weight::Regular, Anchor::Middle, true) => " middle halo",
        (Weight::Regular, Anchor::End, false) => " end",
        (Weight::Regular, Anchor::End, true) => " end halo",
        (Weight::SemiBold, Anchor::Start, false) => " bold",
        (Weight::SemiBold, Anchor::Start, true) => " bold halo",
        (Weight::SemiBold, Anchor::Middle, false) => " bold middle",
        (Weight::SemiBold, Anchor::Middle, true) => " bold middle halo",
        (Weight::SemiBold, Anchor::End, false) => " bold end",
        (Weight::SemiBold, Anchor::End, true) => " bold end halo",
    }
}
