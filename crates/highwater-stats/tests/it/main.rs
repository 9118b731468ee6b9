//! Tests of the crate from outside, in one binary.

mod no_panic;
mod peers;
mod properties;
mod reference;
mod summary;
mod trend_properties;
