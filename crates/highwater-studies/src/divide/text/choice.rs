//! What a reader may choose of the analyses of texts.

use super::papers::Window;

/// What a reader may choose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The years in which terms are held against sectors.
    pub window: Window,
    /// The fewest papers of a task that is looked at.
    pub least_papers: usize,
    /// The log10 of the training compute, in FLOP, from which the list of terms was made.
    pub large: f64,
}

impl Default for Choice {
    /// Returns the reference's: 2015 to 2024, ten papers, 10^19 FLOP.
    fn default() -> Self {
        Choice {
            window: Window {
                from: 2015,
                to: 2024,
            },
            least_papers: 10,
            large: 19.0,
        }
    }
}
