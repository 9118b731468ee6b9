//! Prose with bindings: Markdown whose links name values, claims, figures and tables.
//!
//! The same engine reads a whole story and a single line of text, such as the title of a figure.

mod bindings;
mod edit;
mod footnotes;
mod headings;
mod html;
mod parse;
mod runs;
mod sentence;

pub(crate) use bindings::{Binding, BindingFault, Target};
pub(crate) use edit::{Edit, apply};
pub(crate) use headings::{Heading, headings};
pub(crate) use html::{escape, inner_html, inner_text, line_html, line_text, story_html};
pub(crate) use parse::{Node, Placed, Prose, Shape};
pub(crate) use runs::{Run, runs};
pub(crate) use sentence::{Sentence, sentence_of_claim};
