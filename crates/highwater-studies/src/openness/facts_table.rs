//! The embedded table as models of this study.

use highwater_ingest::Placed;
use highwater_ingest::organizations::Aliases;

use super::models::{Model, Models};
use crate::model_table::ModelRow;

/// The rows as all readings take them.
pub(super) fn models(rows: &[Placed<ModelRow>], aliases: &Aliases) -> Models {
    let mut models = Models::default();
    for row in rows {
        let mut cell = |list: &Option<String>| {
            let list = list.as_ref()?;
            Some(models.cells.add(&with_commas(list), aliases))
        };
        let (organizations, countries, categories) = (
            cell(&row.organizations),
            cell(&row.countries),
            cell(&row.categories),
        );
        models.named.push(&row.file, row.line, &row.model);
        models.rows.push(Model {
            date: Some(row.date),
            organizations,
            countries,
            categories,
            weights: row.weights,
            code: row.code,
            notable: row.notable,
            log_compute: row.training_compute.map(|flop| libm::log10(flop.middle())),
        });
    }
    models
}

/// Returns a list set apart by `; ` as the published table would write it.
fn with_commas(list: &str) -> String {
    let names = list.split("; ").map(|name| {
        if name.contains([',', '"']) {
            format!("\"{}\"", name.replace('"', "\"\""))
        } else {
            name.to_owned()
        }
    });
    names.collect::<Vec<_>>().join(",")
}
