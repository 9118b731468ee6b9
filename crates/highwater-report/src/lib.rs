//! Reports.
mod claims;
pub mod diagnostic;
mod lints;
mod prose;
mod source_text;
pub use source_text::SourceText;
