//! The crate as its users see it: whole figures, and what is in their scenes and files.

mod charts;
mod gallery;
mod hostile;
mod scenes;
mod svg;
