//! `#[derive(Row)]` of `highwater-ingest`, which exports it and documents its attributes.
//!
//! Architecture invariant: a derive writes what a person could have written by hand, against the
//! public interface of `highwater-ingest`; nothing is decided here but how a struct says it.

mod attributes;
mod expand;
mod krate;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct a row of a table: its schema, how it is read, and a handle for each column.
#[proc_macro_derive(Row, attributes(row))]
pub fn row(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let expanded = expand::row(&input);
    expanded
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}
