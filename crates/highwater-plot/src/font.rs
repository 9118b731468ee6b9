//! Fonts: the one that ships, and those that a project gives for characters that it lacks.

mod file;
mod fonts;
mod layout;
mod shipped;

pub use file::{FontFault, FontFile};
pub(crate) use fonts::Face;
pub use fonts::Fonts;
pub(crate) use layout::is_simple;
pub(crate) use shipped::advance as shipped_advance;

/// The file of the shipped font's regular weight.
pub const REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.ttf");

/// The file of the shipped font's semi-bold weight.
pub const SEMI_BOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.ttf");

/// The name of the shipped font's family.
pub const FAMILY: &str = "Inter";

/// The height of capitals and digits over the baseline, for a size of 1.
pub const CAPITALS: f64 = 0.74;

/// The depth of a `g` under the baseline, for a size of 1.
pub const DEPTH: f64 = 0.21;

/// How heavy text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 600.
    SemiBold,
}

impl Weight {
    /// Returns the weight as a number of CSS.
    #[must_use]
    pub fn number(self) -> &'static str {
        match self {
            Weight::Regular => "400",
            Weight::SemiBold => "600",
        }
    }
}
