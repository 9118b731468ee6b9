//! Style sheets, and how text is styled.

use std::collections::{BTreeMap, BTreeSet};

use crate::font::{self, Face, Fonts, Weight};
use crate::paint::Ink;
use crate::palette::{self, Theme};
use crate::scene::Scene;
use crate::text::{Anchor, SMALL_SIZE, Text};

use super::subset::{self, Wanted};

/// What is drawn where the shipped font is not at hand: fonts of about its width.
const FALLBACK: &str = "\"Helvetica Neue\",Helvetica,Arial,sans-serif";

/// Returns the style sheet for a page with [`inline`](super::inline) figures.
///
/// The colours are custom properties of `.hw-figure`. They follow `prefers-color-scheme` on a screen (paper is white), and
/// `data-theme="light"` or `data-theme="dark"` on an element around the figure goes before it.
/// The page brings the shipped font: a `@font-face` for Inter in the weights 400 and 600. The given
/// fonts have theirs here, each with its address.
#[must_use]
pub fn css(fonts: &Fonts) -> String {
    let inks: BTreeSet<Ink> = Ink::all().into_iter().collect();
    let light = properties(&palette::LIGHT, &inks);
    let dark = properties(&palette::DARK, &inks);
    let mut css = format!(
        ".hw-figure{{{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{.hw-figure{{{dark}}}}}\n\
         [data-theme=\"light\"] .hw-figure{{{light}}}\n\
         [data-theme=\"dark\"] .hw-figure{{{dark}}}\n"
    );
    for (index, face) in fonts.in_order(Weight::Regular) {
        let address = css_text(&face.address);
        css.push_str(&font_face(index, &format!("url({address})")));
    }
    css.push_str(&rules(&inks, &Families::of(fonts)));
    css
}

/// The families that texts name, by weight.
struct Families {
    regular: String,
    bold: String,
    /// Whether a project gives any.
    are_given: bool,
}

impl Families {
    /// All fonts, in the order in which the pictures look for a character.
    fn of(fonts: &Fonts) -> Self {
        let of = |weight| {
            let given = fonts.in_order(weight).map(|(index, face)| {
                // A figure that is taken elsewhere finds the font there by its own name.
                let own = Some(&face.family).filter(|family| !family.is_empty());
                let own = own.map(|family| format!("{},", css_text(family)));
                format!("{},{}", given_family(index), own.unwrap_or_default())
            });
            let given: String = given.collect();
            format!("{},{given}{FALLBACK}", font::FAMILY)
        };
        Families {
            regular: of(Weight::Regular),
            bold: of(Weight::SemiBold),
            are_given: fonts.in_order(Weight::Regular).next().is_some(),
        }
    }
}

fn given_family(index: usize) -> String {
    format!("hw-given-{}", index + 1)
}

/// A given font is taken as it is in each weight: a browser that thickens it would draw what the
/// pictures do not.
fn font_face(index: usize, source: &str) -> String {
    let family = given_family(index);
    format!(
        "@font-face{{font-family:{family};font-weight:100 900;font-display:swap;src:{source}}}\n"
    )
}

/// Returns a text of CSS in quotes.
fn css_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            // The style sheet may stand in SVG, whose markup it must not end.
            '"' | '\\' | '<' | '>' | '&' => quoted.push_str(&format!("\\{:x} ", c as u32)),
            c if c.is_control() => quoted.push_str(&format!("\\{:x} ", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The style sheet of a figure that stands alone, with only the colours that it uses.
pub(super) fn own(scene: &Scene) -> String {
    let inks = scene.inks();
    let light = properties(&palette::LIGHT, &inks);
    let dark = properties(&palette::DARK, &inks);
    format!(
        "\n{}.hw-figure{{{light}}}\n@media screen and (prefers-color-scheme:dark){{.hw-figure{{{dark}}}}}\n{}",
        faces(scene),
        rules(&inks, &Families::of(&scene.fonts))
    )
}

/// The fonts, with the glyphs that the figure's texts need: the shipped one in each weight that they
/// have, and the given ones whose outlines are of the kind that a part can be taken of, TrueType.
fn faces(scene: &Scene) -> String {
    let mut css = String::new();
    for weight in [Weight::Regular, Weight::SemiBold] {
        let texts = scene.texts().map(|(_, text)| text);
        let characters: BTreeSet<char> = texts
            .filter(|text| text.style.weight == weight)
            .flat_map(|text| text.text.chars())
            .collect();
        if characters.is_empty() {
            continue;
        }
        let file = Face::Shipped(weight).bytes();
        if let Some(subset) = subset::subset(file, &Wanted::characters(&characters)) {
            css.push_str(&format!(
                "@font-face{{font-family:{};font-weight:{};src:{}}}\n",
                font::FAMILY,
                weight.number(),
                data(&subset)
            ));
        }
    }
    if scene.fonts.in_order(Weight::Regular).next().is_none() {
        return css;
    }
    let mut wanted: BTreeMap<(Option<Weight>, u64), Wanted> = BTreeMap::new();
    for (_, text) in scene.texts() {
        for glyph in scene.fonts.line(&text.text, text.style.weight).0 {
            let wanted = wanted.entry(glyph.face.key()).or_default();
            wanted.glyphs.insert(glyph.id.to_u32() as usize);
            wanted.is_shaped |= !text.text.chars().all(font::is_simple);
        }
    }
    for (index, face) in scene.fonts.in_order(Weight::Regular) {
        let face_of = Face::Given(face);
        let subset = wanted.get(&face_of.key());
        if let Some(subset) = subset.and_then(|wanted| subset::subset(face_of.bytes(), wanted)) {
            css.push_str(&font_face(index, &data(&subset)));
        }
    }
    css
}

/// Returns a TrueType file as an address.
fn data(file: &[u8]) -> String {
    let text = subset::base64(file);
    format!("url(data:font/ttf;base64,{text}) format(\"truetype\")")
}

fn properties(theme: &Theme, inks: &BTreeSet<Ink>) -> String {
    let colours: Vec<String> = inks
        .iter()
        .map(|&ink| format!("--hw-{}:{}", ink.name(), theme.colour(ink)))
        .collect();
    colours.join(";")
}

fn rules(inks: &BTreeSet<Ink>, families: &Families) -> String {
    let Families { regular, bold, .. } = families;
    // Bold text looks into bold fonts first.
    let bold = match bold == regular {
        true => String::new(),
        false => format!(";font-family:{bold}"),
    };
    // A line of Arabic or Hebrew runs to the left, as in the pictures.
    let direction = match families.are_given {
        true => ".hw-figure text{unicode-bidi:plaintext}\n",
        false => "",
    };
    let mut css = format!(
        "{direction}.hw-figure{{font-family:{regular};font-size:{SMALL_SIZE}px;max-width:100%;height:auto}}\n\
         .hw-figure path,.hw-figure polyline{{stroke-linejoin:round}}\n\
         .hw-figure .f-none{{fill:none}}\n\
         .hw-figure .grid,.hw-figure .baseline,.hw-figure .reference{{shape-rendering:crispEdges}}\n\
         .hw-figure .bold{{font-weight:600{bold}}}\n\
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

/// Returns the classes of a text beside those of its role and colours, each with a space before it.
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
