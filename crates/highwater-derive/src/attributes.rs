//! The attributes `#[row(..)]` of a struct and of its fields.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, ExprLit, Field, Ident, Lit, LitStr, Path, Result, Type};

/// What a struct says of its table.
#[derive(Default)]
pub(crate) struct TableAttributes {
    pub(crate) table: Option<LitStr>,
    pub(crate) key: Vec<LitStr>,
    pub(crate) ascending: bool,
    pub(crate) also: Vec<LitStr>,
    pub(crate) krate: Option<Path>,
    /// Which cells of a row that streams by are missing.
    pub(crate) missing: Option<Ident>,
}

/// What a field says of its column.
pub(crate) struct FieldAttributes {
    pub(crate) column: LitStr,
    /// Its names in other editions.
    pub(crate) also: Vec<LitStr>,
    pub(crate) optional: bool,
    pub(crate) any_characters: bool,
    pub(crate) missing: Option<Ident>,
    /// An expression for the unit.
    pub(crate) unit: Option<TokenStream>,
    pub(crate) bare: bool,
    pub(crate) within: Option<Expr>,
}

impl TableAttributes {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut table = TableAttributes::default();
        each(attributes, |meta| {
            if meta.path.is_ident("table") {
                table.table = Some(text(&meta)?);
            } else if meta.path.is_ident("key") {
                table.key = names(&text(&meta)?)?;
            } else if meta.path.is_ident("ascending") {
                table.ascending = true;
            } else if meta.path.is_ident("also") {
                table.also = names(&text(&meta)?)?;
            } else if meta.path.is_ident("crate") {
                table.krate = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("missing") {
                table.missing = Some(missing(&text(&meta)?)?);
            } else {
                let known = "`table`, `key`, `ascending`, `also`, `missing` and `crate`";
                return Err(unknown(&meta, "a row type", known));
            }
            Ok(())
        })?;
        Ok(table)
    }
}

impl FieldAttributes {
    /// `streams` says that the row streams by, whose numbers may be exact.
    pub(crate) fn read(
        field: &Field,
        name: &Ident,
        facts: &TokenStream,
        streams: bool,
    ) -> Result<Self> {
        let own = name.to_string();
        let mut column = FieldAttributes {
            column: LitStr::new(own.trim_start_matches("r#"), name.span()),
            also: Vec::new(),
            optional: false,
            any_characters: false,
            missing: None,
            unit: None,
            bare: false,
            within: None,
        };
        each(&field.attrs, |meta| {
            if meta.path.is_ident("column") {
                column.column = text(&meta)?;
                if column.column.value().trim().is_empty() {
                    return Err(Error::new(column.column.span(), "a column has a name"));
                }
            } else if meta.path.is_ident("also") {
                column.also.push(text(&meta)?);
            } else if meta.path.is_ident("optional") {
                column.optional = true;
            } else if meta.path.is_ident("any_characters") {
                column.any_characters = true;
            } else if meta.path.is_ident("missing") {
                column.missing = Some(missing(&text(&meta)?)?);
            } else if meta.path.is_ident("unit") {
                column.unit = Some(unit(meta.value()?.parse()?, facts)?);
            } else if meta.path.is_ident("bare") {
                column.bare = true;
            } else if meta.path.is_ident("within") {
                column.within = Some(meta.value()?.parse()?);
            } else {
                let known = "`unit`, `column`, `also`, `optional`, `missing`, `any_characters`, `bare` and `within`";
                return Err(unknown(&meta, "a field", known));
            }
            Ok(())
        })?;
        column.check(field, name, streams)?;
        Ok(column)
    }

    /// Refuses a number without a unit, and a unit where nothing is measured.
    fn check(&self, field: &Field, name: &Ident, streams: bool) -> Result<()> {
        let held = last_name(&field.ty);
        let says_missing = self.optional || self.missing.is_some();
        if says_missing && !is_option(&field.ty) {
            let message = format!("`{name}` may be missing: its type is an `Option`");
            return Err(Error::new(field.ty.span(), message));
        }
        if streams && self.unit.is_some() && held.as_deref() != Some("Quantity") {
            let message = format!("`{name}` has no unit: `unit` is for `Quantity`");
            return Err(Error::new(field.ty.span(), message));
        }
        let Some(held) = held.filter(|held| !(streams && held == "f64")) else {
            return Ok(());
        };
        let is_number = ["Quantity", "Amount", "Noted"].contains(&held.as_str());
        let is_other = ["String", "Month", "Date", "i32"].contains(&held.as_str());
        let message = match held.as_str() {
            "f64" | "f32" | "u64" | "u32" | "i64" | "usize" => format!(
                "`{name}` cannot be a plain `{held}`: a cell may hold a range or a bound; use `Quantity`, or `Amount` if it may be missing"
            ),
            _ if is_number && self.unit.is_none() => {
                format!("`{name}` holds numbers: say of what, as in `#[row(unit = \"downloads\")]`")
            }
            _ if is_other && (self.unit.is_some() || self.bare || self.within.is_some()) => {
                format!(
                    "`{name}` holds no numbers: `unit`, `bare` and `within` are for `Quantity`, `Amount` and `Noted`"
                )
            }
            _ => return Ok(()),
        };
        Err(Error::new(field.ty.span(), message))
    }
}

/// Gives each item of all `#[row(..)]`.
fn each(
    attributes: &[Attribute],
    mut item: impl FnMut(ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    let own = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("row"));
    for attribute in own {
        attribute.parse_nested_meta(&mut item)?;
    }
    Ok(())
}

/// The variant of `Missing` that a text stands for.
fn missing(name: &LitStr) -> Result<Ident> {
    let variant = match name.value().as_str() {
        "never" => "Never",
        "noted" => "Noted",
        "empty" => "Empty",
        "marks" => "Marks",
        _ => {
            let message = "cells may be missing `never`, `noted`, `empty` or by `marks`";
            return Err(Error::new(name.span(), message));
        }
    };
    Ok(Ident::new(variant, name.span()))
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}

/// The names in `"month, model"`.
fn names(list: &LitStr) -> Result<Vec<LitStr>> {
    let value = list.value();
    let names = value.split(',').map(str::trim);
    if names.clone().any(str::is_empty) {
        let message = "write the names of columns, with commas between them";
        return Err(Error::new(list.span(), message));
    }
    Ok(names.map(|name| LitStr::new(name, list.span())).collect())
}

/// The unit that a text or another expression stands for.
fn unit(expression: Expr, facts: &TokenStream) -> Result<TokenStream> {
    let span: Span = expression.span();
    match &expression {
        Expr::Lit(ExprLit {
            lit: Lit::Str(name),
            ..
        }) => {
            if name.value().trim().is_empty() {
                let message = "name a unit: `percent`, `USD`, `deaths`, `models per day`";
                return Err(Error::new(span, message));
            }
            Ok(quote_spanned!(span=> #facts::Unit::named(#name)))
        }
        _ => Ok(quote!(#expression)),
    }
}

fn unknown(meta: &ParseNestedMeta<'_>, of: &str, known: &str) -> Error {
    let name = meta
        .path
        .get_ident()
        .map_or_else(String::new, Ident::to_string);
    meta.error(format!(
        "`{name}` is not an attribute of {of}; there are {known}"
    ))
}

/// Returns whether a type is an `Option`, or what may be missing besides.
fn is_option(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|last| last.ident == "Option" || last.ident == "Amount")
}

/// The last name of a type, without what may be missing: `Quantity` of `Option<facts::Quantity>`.
fn last_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    if last.ident == "Option"
        && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(syn::GenericArgument::Type(inner)) = arguments.args.first()
    {
        return last_name(inner);
    }
    Some(last.ident.to_string())
}
