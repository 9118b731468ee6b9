//! Pixels as a file.

use std::collections::BTreeSet;

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use tiny_skia::Pixmap;

use super::credit::Credit;
use crate::paint::Ink;
use crate::palette::{Rgb, Theme};

/// Returns the file: with a palette where the colours are few enough, which takes a third of the room.
/// `inks` are those of the scene.
pub(super) fn png(
    pixmap: &Pixmap,
    inks: &BTreeSet<Ink>,
    theme: &Theme,
    credit: &Credit,
) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    credit.add_to(&mut encoder)?;
    let indexed = [5, 4]
        .into_iter()
        .find_map(|bits| indexed(pixmap, inks, theme, bits));
    if let Some((colours, indices)) = indexed {
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(colours);
        encoder.set_filter(Filter::Up);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&indices)?;
        writer.finish()?;
    } else {
        let rgb: Vec<u8> = pixmap
            .data()
            .chunks_exact(4)
            .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect();
        encoder.set_color(ColorType::Rgb);
        encoder.set_filter(Filter::Up);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&rgb)?;
        writer.finish()?;
    }
    Ok(file)
}

/// Returns a palette of the scene's colours and of those between them, and the index of each pixel;
/// `None` where they are more than 256, and where two of the scene's would be taken as one.
///
/// Colours whose channels agree in their first `bits` are taken as one. The scene's colours come
/// first, so that they are exact; only pixels at edges are moved, and by less than is seen.
fn indexed(
    pixmap: &Pixmap,
    inks: &BTreeSet<Ink>,
    theme: &Theme,
    bits: u32,
) -> Option<(Vec<u8>, Vec<u8>)> {
    const FREE: u16 = u16::MAX;
    let mut by_bin = vec![FREE; 1 << (3 * bits)];
    let bin = |r: u8, g: u8, b: u8| {
        [r, g, b].iter().fold(0, |bin, channel| {
            (bin << bits) | (usize::from(*channel) >> (8 - bits))
        })
    };
    let mut colours: Vec<u8> = Vec::new();
    let mut enter = |slot: &mut u16, colour: [u8; 3]| {
        if *slot == FREE {
            *slot = (colours.len() / 3) as u16;
            colours.extend(colour);
        }
        u8::try_from(*slot).ok()
    };
    let used: BTreeSet<Rgb> = inks.iter().map(|&ink| theme.colour(ink)).collect();
    for Rgb(r, g, b) in used {
        let slot = by_bin.get_mut(bin(r, g, b))?;
        if *slot != FREE {
            return None;
        }
        enter(slot, [r, g, b])?;
    }
    let width = pixmap.width() as usize;
    let mut indices: Vec<u8> = Vec::with_capacity(pixmap.data().len() / 4);
    let mut above: &[u8] = &[];
    for row in pixmap.data().chunks_exact(width * 4) {
        if row == above {
            // Most rows of a chart are like the one above.
            indices.extend_from_within(indices.len() - width..);
            continue;
        }
        above = row;
        let mut rest = row;
        while let [r, g, b, _, ..] = *rest {
            let run = length(rest);
            let index = enter(by_bin.get_mut(bin(r, g, b))?, [r, g, b])?;
            indices.resize(indices.len() + run, index);
            rest = &rest[run * 4..];
        }
    }
    Some((colours, indices))
}

/// Returns how many pixels at the start are alike.
fn length(pixels: &[u8]) -> usize {
    // As arrays they are compared as one number each.
    let (pixels, _) = pixels.as_chunks::<4>();
    let first = pixels.first();
    pixels
        .iter()
        .take_while(|pixel| Some(*pixel) == first)
        .count()
        .max(1)
}
