//! The table of organisations as Epoch AI publishes it, through its editions.

use highwater_ingest::organizations::Aliases;
use highwater_ingest::published::{
    ChoiceColumn, Column, DateColumn, Input, Missing, NumberColumn, Row, Schema, Summary,
    TextColumn, read,
};

use super::access::Access;
use super::models::{Model, Models, NameCells};

/// The columns that the study reads.
#[derive(Clone, Debug)]
pub struct ModelTable {
    /// What the table looks like.
    pub schema: Schema,
    system: TextColumn,
    date: DateColumn,
    notability: TextColumn,
    organization: TextColumn,
    country: TextColumn,
    category: TextColumn,
    weights: ChoiceColumn<Access>,
    code: ChoiceColumn<Access>,
    compute: NumberColumn,
}

impl Default for ModelTable {
    fn default() -> Self {
        let missing = |column: Column| Column {
            missing: Missing::Marks,
            ..column
        };
        let mut schema = Schema::default();
        ModelTable {
            // A model without a name is no model.
            system: schema.text(Column {
                missing: Missing::Never,
                ..Column::required("System", &["Model"])
            }),
            date: schema.date(missing(Column::required("Publication date", &["Date"]))),
            notability: schema.text(missing(Column::required("Notability criteria", &[]))),
            organization: schema.text(missing(Column::required("Organization", &[]))),
            country: schema.text(missing(Column::required(
                "Country (from Organization)",
                &["Country (of organization)", "Country"],
            ))),
            category: schema.text(missing(Column::required(
                "Organization categorization",
                &["Organization categorization (from Organization)"],
            ))),
            weights: schema.choice(
                missing(Column::required("Model accessibility", &[])),
                Access::PUBLISHED,
            ),
            code: schema.choice(
                missing(Column::optional(
                    "Code accessibility",
                    &["Training code accessibility"],
                )),
                Access::PUBLISHED,
            ),
            compute: schema.positive(missing(Column::required("Training compute (FLOP)", &[]))),
            schema,
        }
    }
}

impl ModelTable {
    /// Gives each model of a table as it streams by, with the cells seen so far: memory grows with
    /// the distinct cells alone. Gives all cells in the end.
    pub fn each(
        &self,
        input: Input<'_>,
        aliases: &Aliases,
        mut each: impl FnMut(&Model, &NameCells) + Send,
    ) -> (NameCells, Summary) {
        let mut cells = NameCells::default();
        let summary = read(input, &self.schema, |row| {
            let model = self.model(row, &mut cells, aliases);
            each(&model, &cells);
        });
        (cells, summary)
    }

    /// Returns all models of a table, each with its place in it.
    pub fn models(&self, input: Input<'_>, aliases: &Aliases) -> (Models, Summary) {
        let mut models = Models::default();
        let summary = read(input, &self.schema, |row| {
            let model = self.model(row, &mut models.cells, aliases);
            models.rows.push(model);
            let name = row.text(self.system).unwrap_or_default().trim();
            models.named.push(row.file(), row.line(), name);
        });
        (models, summary)
    }

    fn model(&self, row: &Row<'_>, cells: &mut NameCells, aliases: &Aliases) -> Model {
        let mut cell = |column| row.text(column).map(|text| cells.add(text, aliases));
        Model {
            date: row.date(self.date),
            organizations: cell(self.organization),
            countries: cell(self.country),
            categories: cell(self.category),
            weights: row.choice(self.weights),
            code: row.choice(self.code),
            notable: Some(row.text(self.notability).is_some()),
            log_compute: row.number(self.compute).map(libm::log10),
        }
    }
}
