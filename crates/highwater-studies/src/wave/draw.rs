//! The hues of entities in the figures of this story.

use highwater_plot::Hue;

/// Open models, and all that grows with them.
pub(crate) const OPEN: Hue = Hue::Blue;
/// Closed models.
pub(crate) const CLOSED: Hue = Hue::Orange;
/// What follows from totals, beside what the post states.
pub(crate) const IMPLIED: Hue = Hue::Purple;
/// Consumer hardware.
pub(crate) const CONSUMER: Hue = Hue::Green;
