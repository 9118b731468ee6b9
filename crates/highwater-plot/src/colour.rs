//! Colour as eyes see it: contrast, difference, and two kinds of colour blindness.

use crate::palette::Rgb;

/// How a colour is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sight {
    /// By most people.
    Common,
    /// Without the cones for red.
    Protanopia,
    /// Without the cones for green.
    Deuteranopia,
}

impl Sight {
    /// All three.
    pub const ALL: [Sight; 3] = [Sight::Common, Sight::Protanopia, Sight::Deuteranopia];
}

/// Returns the contrast of two colours by WCAG 2: from 1, alike, to 21, black on white.
///
/// # Example
///
/// ```
/// use highwater_plot::colour::contrast;
/// use highwater_plot::palette::Rgb;
///
/// assert!((contrast(Rgb(0, 0, 0), Rgb(255, 255, 255)) - 21.0).abs() < 1e-4);
/// ```
#[must_use]
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(linear(a)) + 0.05, luminance(linear(b)) + 0.05);
    if a > b { a / b } else { b / a }
}

/// The difference of two colours as they are seen: their distance in the CIE L*a*b* space (CIE76,
/// white point D65). About 2 can just be told apart side by side; 20 in a chart.
#[must_use]
pub fn difference(a: Rgb, b: Rgb, sight: Sight) -> f64 {
    let (a, b) = (lab(seen(linear(a), sight)), lab(seen(linear(b), sight)));
    let sum: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
    sum.sqrt()
}

/// Returns the lightness L* of a colour: 0 for black, 100 for white. What is left of it in greyscale.
#[must_use]
pub fn lightness(colour: Rgb) -> f64 {
    lab(linear(colour))[0]
}

/// A colour in linear light.
type Linear = [f64; 3];

fn linear(colour: Rgb) -> Linear {
    [colour.0, colour.1, colour.2].map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            libm::pow((c + 0.055) / 1.055, 2.4)
        }
    })
}

/// The colour as it looks with the sight given: the matrices of Machado, Oliveira and Fernandes
/// (2009) for severity 1, applied in linear light.
fn seen(colour: Linear, sight: Sight) -> Linear {
    const PROTANOPIA: [[f64; 3]; 3] = [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ];
    const DEUTERANOPIA: [[f64; 3]; 3] = [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ];
    let matrix = match sight {
        Sight::Common => return colour,
        Sight::Protanopia => PROTANOPIA,
        Sight::Deuteranopia => DEUTERANOPIA,
    };
    matrix.map(|row| dot(row, colour).clamp(0.0, 1.0))
}

fn dot(row: [f64; 3], colour: Linear) -> f64 {
    row.iter().zip(colour).map(|(a, b)| a * b).sum()
}

fn luminance(colour: Linear) -> f64 {
    dot([0.2126729, 0.7151522, 0.0721750], colour)
}

fn lab(colour: Linear) -> [f64; 3] {
    let x = dot([0.4124564, 0.3575761, 0.1804375], colour) / 0.95047;
    let y = luminance(colour);
    let z = dot([0.0193339, 0.1191920, 0.9503041], colour) / 1.08883;
    let [x, y, z] = [x, y, z].map(|t| {
        if t > 216.0 / 24389.0 {
            libm::cbrt(t)
        } else {
            (24389.0 / 27.0 * t + 16.0) / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lab_of_known_colours() {
        // Red of sRGB: 53.24, 80.09, 67.20 (published by B. Lindbloom's calculator).
        let red = lab(linear(Rgb(255, 0, 0)));
        for (got, expected) in red.iter().zip([53.24, 80.09, 67.20]) {
            assert!((got - expected).abs() < 0.01, "{red:?}");
        }
        assert!((lightness(Rgb(255, 255, 255)) - 100.0).abs() < 0.01);
    }

    #[test]
    fn red_and_green_come_nearer_without_green_cones() {
        let (red, green) = (Rgb(200, 60, 60), Rgb(110, 125, 40));
        let common = difference(red, green, Sight::Common);
        let deutan = difference(red, green, Sight::Deuteranopia);
        assert!(common > 60.0 && deutan < common / 3.0, "{common} {deutan}");
    }

    #[test]
    fn grey_stays_grey_in_all_sights() {
        for sight in Sight::ALL {
            assert!(difference(Rgb(120, 120, 120), Rgb(121, 121, 121), sight) < 1.0);
        }
    }
}
