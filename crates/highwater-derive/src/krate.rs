//! The path of `highwater-ingest` in the crate that derives.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

/// Returns `::highwater_ingest` if the crate depends on it, else the module of `highwater` that is it.
pub(crate) fn path() -> TokenStream {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let manifest = std::fs::read_to_string(Path::new(&folder).join("Cargo.toml"));
    match manifest {
        Ok(manifest) if !depends_on_ingest(&manifest) && depends_on(&manifest, "highwater") => {
            quote!(::highwater::ingest)
        }
        _ => quote!(::highwater_ingest),
    }
}

fn depends_on_ingest(manifest: &str) -> bool {
    depends_on(manifest, "highwater-ingest") || manifest.contains("name = \"highwater-ingest\"")
}

/// Returns whether a line of a manifest gives a dependency of that name.
fn depends_on(manifest: &str, name: &str) -> bool {
    manifest.lines().any(|line| {
        let line = line.trim();
        let key = line.trim_start_matches(['"', '\'']);
        let is_key = key
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with([' ', '.', '=', '"', '\'']));
        let is_table = line.starts_with('[') && line.contains(&format!("dependencies.{name}]"));
        is_key || is_table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_is_known_by_its_line() {
        for manifest in [
            "[dependencies]\nhighwater-ingest = \"0.1.0\"",
            "[dependencies]\nhighwater-ingest.workspace = true",
            "[dev-dependencies.highwater-ingest]\npath = \"..\"",
            "[package]\nname = \"highwater-ingest\"",
        ] {
            assert!(depends_on_ingest(manifest), "{manifest}");
        }
        let other = "[dependencies]\nhighwater = \"0.1.0\" # not highwater-ingest";
        assert!(!depends_on_ingest(other));
        assert!(depends_on(other, "highwater"));
        assert!(!depends_on("highwater-ingest = \"0.1.0\"", "highwater"));
    }
}
