//! What the derive writes.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    Data, DeriveInput, Error, Field, Fields, GenericParam, Ident, Lifetime, LitStr, Result, Type,
    Visibility,
};

use crate::attributes::{FieldAttributes, TableAttributes};
use crate::krate;

/// A field with what it says of its column.
struct Column<'a> {
    name: &'a Ident,
    ty: &'a Type,
    visibility: &'a Visibility,
    says: FieldAttributes,
}

pub(crate) fn row(input: &DeriveInput) -> Result<TokenStream> {
    let table = TableAttributes::read(&input.attrs)?;
    let ingest = match &table.krate {
        Some(path) => quote!(#path),
        None => krate::path(),
    };
    let facts = quote!(#ingest::__facts);
    let lifetime = lifetime(input)?;
    let columns: Vec<Column<'_>> = fields(input)?
        .map(|field| Column::read(field, &facts, lifetime.is_some()))
        .collect::<Result<_>>()?;
    check_columns(&table, &columns)?;
    if let Some(lifetime) = lifetime {
        if let Some(file) = &table.table {
            let message = "the columns of a row that streams by are not kept: leave out `table`";
            return Err(Error::new(file.span(), message));
        }
        return Ok(streamed_impl(input, lifetime, &table, &columns, &ingest));
    }

    let (row, table_row) = (
        row_impl(input, &table, &columns, &ingest),
        table_row_impl(input, &table, &columns, &ingest)?,
    );
    let handles = handles(input, &columns, &ingest);
    Ok(quote!(#row #table_row #handles))
}

/// Returns the lifetime of a row that streams by; `None` if the row owns its texts.
fn lifetime(input: &DeriveInput) -> Result<Option<&Lifetime>> {
    let parameters: Vec<&GenericParam> = input.generics.params.iter().collect();
    match parameters[..] {
        [] => Ok(None),
        [GenericParam::Lifetime(one)] => Ok(Some(&one.lifetime)),
        _ => {
            let message = "a row type has no parameters, because it is one table; one lifetime is for rows that stream by";
            Err(Error::new(input.generics.span(), message))
        }
    }
}

fn fields(input: &DeriveInput) -> Result<impl Iterator<Item = &Field>> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(fields.named.iter()),
            _ => Err(Error::new(
                input.ident.span(),
                "a row type has named fields, one for each column",
            )),
        },
        _ => Err(Error::new(
            input.ident.span(),
            "a row type is a struct, with a field for each column",
        )),
    }
}

/// Refuses a column that stands twice, and a key that is not a column.
fn check_columns(table: &TableAttributes, columns: &[Column<'_>]) -> Result<()> {
    let mut names: Vec<String> = Vec::new();
    let own = columns.iter().map(|column| &column.says.column);
    for name in own.chain(&table.also) {
        if names.contains(&name.value()) {
            let message = format!("the column `{}` is named twice", name.value());
            return Err(Error::new(name.span(), message));
        }
        names.push(name.value());
    }
    Ok(())
}

impl<'a> Column<'a> {
    fn read(field: &'a Field, facts: &TokenStream, streams: bool) -> Result<Self> {
        let name = field.ident.as_ref();
        let name = name.ok_or_else(|| Error::new(field.span(), "a field has a name"))?;
        Ok(Column {
            name,
            ty: &field.ty,
            visibility: &field.vis,
            says: FieldAttributes::read(field, name, facts, streams)?,
        })
    }

    /// Returns the column of the schema; `of_type` is the type as what reads its cells, and `missing` says
    /// which cells are missing if the type allows that and the field says nothing.
    fn schema(&self, ingest: &TokenStream, of_type: &TokenStream, missing: &Ident) -> TokenStream {
        let FieldAttributes {
            column,
            also,
            optional,
            any_characters,
            missing: own,
            unit,
            bare,
            within,
        } = &self.says;
        let missing = own.as_ref().unwrap_or(missing);
        let kind = match unit {
            Some(unit) => quote!(#ingest::Kind::Quantity(#unit)),
            None => quote!(#of_type::KIND),
        };
        let bounds = match within {
            Some(bounds) => quote!(::core::option::Option::Some(#bounds)),
            None => quote!(::core::option::Option::None),
        };
        quote!(#ingest::Column {
            name: #column,
            also: &[#(#also),*],
            optional: #optional,
            kind: #kind,
            missing: if #of_type::MAY_BE_MISSING {
                #ingest::Missing::#missing
            } else {
                #ingest::Missing::Never
            },
            bare: #bare,
            bounds: #bounds,
            any_characters: #any_characters,
        })
    }
}

fn row_impl(
    input: &DeriveInput,
    table: &TableAttributes,
    columns: &[Column<'_>],
    ingest: &TokenStream,
) -> TokenStream {
    let row = &input.ident;
    let schema = schema(table, columns, ingest, "Noted", &quote!(#ingest::FromCell));
    let names: Vec<&Ident> = columns.iter().map(|column| column.name).collect();
    let reads = columns.iter().map(|column| {
        let (ty, text) = (column.ty, &column.says.column);
        let span = ty.span();
        quote_spanned!(span=> <#ty as #ingest::FromCell>::read(cells, #text))
    });
    // Each cell is read before the row is given up, so that one run has the faults of all.
    quote! {
        #[automatically_derived]
        impl #ingest::Row for #row {
            const SCHEMA: #ingest::Schema<'static> = #schema;

            fn read(cells: &mut #ingest::Cells<'_>) -> ::core::option::Option<Self> {
                #(let #names = #reads;)*
                ::core::option::Option::Some(#row { #(#names: #names?,)* })
            }
        }
    }
}

/// The schema of a row type; `reader` is the trait that reads its cells.
fn schema(
    table: &TableAttributes,
    columns: &[Column<'_>],
    ingest: &TokenStream,
    missing: &str,
    reader: &TokenStream,
) -> TokenStream {
    let TableAttributes {
        key,
        ascending,
        also,
        ..
    } = table;
    let missing = table
        .missing
        .clone()
        .unwrap_or_else(|| Ident::new(missing, Span::call_site()));
    let own = columns.iter().map(|column| {
        let (ty, span) = (column.ty, column.ty.span());
        let of_type = quote_spanned!(span=> <#ty as #reader>);
        column.schema(ingest, &of_type, &missing)
    });
    quote!(#ingest::Schema {
        columns: &[
            #(#own,)*
            #(#ingest::Column::new(#also, #ingest::Kind::Text),)*
        ],
        key: &[#(#key),*],
        ascending: #ascending,
    })
}

/// A row that streams by: its schema, and how its cells are read by their places.
fn streamed_impl(
    input: &DeriveInput,
    lifetime: &Lifetime,
    table: &TableAttributes,
    columns: &[Column<'_>],
    ingest: &TokenStream,
) -> TokenStream {
    let (row, reader) = (
        &input.ident,
        quote!(#ingest::published::FromStream<#lifetime>),
    );
    let schema = schema(table, columns, ingest, "Empty", &reader);
    let handles = columns.iter().map(|column| {
        let Column {
            name,
            visibility,
            says: FieldAttributes { column: text, .. },
            ..
        } = column;
        quote! {
            #[doc = " The name of the column."]
            #visibility const #name: &'static str = #text;
        }
    });
    let names = columns.iter().map(|column| column.name);
    let places = 0..columns.len();
    quote! {
        #[automatically_derived]
        impl<#lifetime> #ingest::published::Streamed for #row<#lifetime> {
            type Of<'__of> = #row<'__of>;

            const SCHEMA: #ingest::Schema<'static> = #schema;

            #[inline]
            fn of<'__of>(
                cells: &#ingest::published::Cells<'__of>,
            ) -> ::core::option::Option<#row<'__of>> {
                ::core::option::Option::Some(#row {
                    #(#names: #ingest::published::FromStream::read(cells, #places)?,)*
                })
            }
        }

        #[automatically_derived]
        #[allow(non_upper_case_globals, dead_code)]
        impl #row<'_> {
            #(#handles)*
        }
    }
}

fn table_row_impl(
    input: &DeriveInput,
    table: &TableAttributes,
    columns: &[Column<'_>],
    ingest: &TokenStream,
) -> Result<TokenStream> {
    let Some(file) = &table.table else {
        return Ok(TokenStream::new());
    };
    if table.key.is_empty() {
        let message = "say which column tells rows apart, as in `key = \"month\"`";
        return Err(Error::new(file.span(), message));
    }
    let of_key = |key: &LitStr| {
        let found = columns
            .iter()
            .find(|column| column.says.column.value() == key.value());
        found.map(|column| column.name).ok_or_else(|| {
            let message = format!(
                "no field is the column `{}`, by which the rows of a table are known",
                key.value()
            );
            Error::new(key.span(), message)
        })
    };
    let fields: Vec<&Ident> = table.key.iter().map(of_key).collect::<Result<_>>()?;
    let (row, key, facts) = (&input.ident, &table.key, quote!(#ingest::__facts));
    Ok(quote! {
        #[automatically_derived]
        impl #ingest::TableRow for #row {
            const TABLE: &'static str = #file;
            const KEY: &'static [&'static str] = &[#(#key),*];

            fn key(&self) -> #facts::Key {
                #ingest::joined(&[#(#ingest::KeyField::to_key(&self.#fields)),*])
            }
        }
    })
}

/// A handle for each column, under the name of its field.
fn handles(input: &DeriveInput, columns: &[Column<'_>], ingest: &TokenStream) -> TokenStream {
    let row = &input.ident;
    let handles = columns.iter().map(|column| {
        let Column {
            name,
            ty,
            visibility,
            says,
        } = column;
        let (text, doc) = (
            &says.column,
            format!(" The column `{}`.", says.column.value()),
        );
        quote! {
            #[doc = #doc]
            #visibility const #name: #ingest::Field<#row, #ty> =
                #ingest::Field::new(#text, |row| &row.#name);
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(non_upper_case_globals, dead_code)]
        impl #row {
            #(#handles)*
        }
    }
}

#[cfg(test)]
mod tests {
    /// The error of a derive on a struct; `None` if there is none.
    fn error(text: &str) -> Option<String> {
        let input = syn::parse_str(text).unwrap();
        super::row(&input).err().map(|error| error.to_string())
    }

    #[test]
    fn a_struct_that_names_its_columns_is_a_row() {
        let sound =
            "#[row(table = \"t.csv\", key = \"month, model\", ascending, also = \"source\")]
            struct T { month: Month, model: String, #[row(unit = \"USD\", bare)] cost: Amount }";
        assert_eq!(error(sound), None);
        let input = syn::parse_str(sound).unwrap();
        let written = super::row(&input).unwrap().to_string();
        for handle in ["const month", "const model", "const cost"] {
            assert!(written.contains(handle), "{written}");
        }
    }

    #[test]
    fn a_struct_with_a_lifetime_streams_by() {
        let text = "#[row(missing = \"marks\")] struct T<'a> {
            #[row(column = \"System\", also = \"Model\", also = \"Name\")] system: &'a str,
            #[row(optional)] compute: Option<f64>,
        }";
        let input = syn::parse_str(text).unwrap();
        let written = super::row(&input).unwrap().to_string();
        for part in ["\"Model\" , \"Name\"", "Missing :: Marks", "Streamed for T"] {
            assert!(written.contains(part), "{part}: {written}");
        }
    }

    #[test]
    fn each_error_says_what_to_do() {
        for (text, words) in [
            ("struct T { n: Quantity }", "say of what"),
            ("struct T { n: Option<Quantity> }", "say of what"),
            ("struct T { n: f64 }", "use `Quantity`"),
            (
                "struct T { #[row(unit = \"USD\")] n: String }",
                "holds no numbers",
            ),
            (
                "struct T { #[row(unit = \" \")] n: Quantity }",
                "name a unit",
            ),
            (
                "struct T { #[row(colum = \"x\")] n: String }",
                "`unit`, `column`, `also`",
            ),
            (
                "#[row(keys = \"n\")] struct T { n: String }",
                "`table`, `key`",
            ),
            ("#[row(table = \"t.csv\")] struct T { n: String }", "key = "),
            (
                "#[row(table = \"t.csv\", key = \"m\")] struct T { n: String }",
                "no field is the column `m`",
            ),
            (
                "#[row(key = \"n,\")] struct T { n: String }",
                "commas between",
            ),
            ("#[row(also = \"n\")] struct T { n: String }", "named twice"),
            ("struct T(String);", "named fields"),
            ("enum T { A }", "is a struct"),
            ("struct T<A> { n: A }", "no parameters"),
            (
                "struct T { #[row(optional)] n: String }",
                "its type is an `Option`",
            ),
            (
                "struct T<'a> { #[row(missing = \"empty\")] n: &'a str }",
                "its type is an `Option`",
            ),
            (
                "struct T<'a> { s: &'a str, #[row(unit = \"USD\")] n: f64 }",
                "`unit` is for `Quantity`",
            ),
            ("struct T<'a> { s: &'a str, n: Quantity }", "say of what"),
            (
                "#[row(table = \"t.csv\", key = \"s\")] struct T<'a> { s: &'a str }",
                "leave out `table`",
            ),
            (
                "#[row(missing = \"often\")] struct T { n: String }",
                "`empty` or by `marks`",
            ),
        ] {
            let error = error(text).unwrap_or_default();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
