//! What a fit or a test gives.

/// A number with its name and what it is.
pub(crate) type Named = (String, Option<f64>, String);

/// What `dropped` is of each of them.
pub(crate) const DROPPED: &str = "lines left out, since something is missing";
