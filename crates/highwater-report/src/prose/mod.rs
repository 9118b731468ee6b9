//! Prose with bindings: Markdown whose links name values, claims, figures and tables.
//!
//! The same engine reads a whole story and a single line of text, such as the title of a figure. On the
//! way from Markdown to nodes, one pass each takes out comments, reads brackets that Markdown left as
//! text, finds marks of other dialects, and links bare addresses.

mod addresses;
mod bindings;
mod brackets;
mod comments;
mod edit;
mod fences;
mod footnotes;
mod formula;
mod headings;
mod html;
mod markdown;
mod marks;
mod own_claims;
mod parse;
mod quotes;
mod runs;
mod scripts;
mod sentence;

#[cfg(test)]
mod conformance;

pub(crate) use bindings::{Binding, BindingFault, Node, Placed, Target};
pub(crate) use brackets::targets;
pub(crate) use edit::{Edit, apply};
pub use fences::{Fence, FenceKind};
pub(crate) use formula::{mathml, plain as plain_formula};
pub(crate) use headings::{Heading, headings, is_taken};
pub(crate) use html::{
    Image, end_of_image, escape, inner_text, line_html, line_text, nodes_html, own_image,
    story_html,
};
pub(crate) use markdown::Shape;
pub(crate) use marks::Mark;
pub(crate) use parse::Prose;
pub(crate) use quotes::Quotes;
pub(crate) use runs::{BOUND, Run, runs};
pub(crate) use sentence::{Sentence, sentence_of_claim};
