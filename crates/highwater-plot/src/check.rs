//! Checks of a scene against the points of chart craft that a machine can check.

use crate::scene::Scene;

/// A point of chart craft that a figure does not meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The number of the point.
    pub point: u8,
    /// What is wrong, with the marks and the measure: one lower-case clause.
    pub message: String,
}

/// What a machine finds wrong with a figure.
#[must_use]
pub fn findings(_scene: &Scene) -> Vec<Finding> {
    Vec::new()
}
