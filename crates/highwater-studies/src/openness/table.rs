//! The table of organisations as Epoch AI publishes it, through its editions.

use highwater_ingest::organizations::Aliases;
use highwater_ingest::published::{Input, Summary, read_rows};
use highwater_ingest::{Bounds, Date, Row};

use super::access::Access;
use super::models::{Model, Models, NameCells};

/// A row of the table. Other editions may write a missing cell as pandas does.
#[derive(Debug, Row)]
#[row(missing = "marks")]
pub struct ModelTable<'a> {
    /// The model, which has a name.
    #[row(column = "System", also = "Model")]
    system: &'a str,
    #[row(column = "Publication date", also = "Date")]
    date: Option<Date>,
    #[row(column = "Notability criteria")]
    notability: Option<&'a str>,
    #[row(column = "Organization")]
    organizations: Option<&'a str>,
    #[row(
        column = "Country (from Organization)",
        also = "Country (of organization)",
        also = "Country"
    )]
    countries: Option<&'a str>,
    #[row(
        column = "Organization categorization",
        also = "Organization categorization (from Organization)"
    )]
    categories: Option<&'a str>,
    #[row(column = "Model accessibility")]
    weights: Option<Access>,
    #[row(
        column = "Code accessibility",
        also = "Training code accessibility",
        optional
    )]
    code: Option<Access>,
    #[row(column = "Training compute (FLOP)", within = Bounds::ABOVE_ZERO)]
    compute: Option<f64>,
}

impl ModelTable<'_> {
    /// Gives each model of a table as it streams by, with the cells seen so far: memory grows with
    /// the distinct cells alone. Gives all cells in the end.
    pub fn each(
        input: Input<'_>,
        aliases: &Aliases,
        mut each: impl FnMut(&Model, &NameCells) + Send,
    ) -> (NameCells, Summary) {
        let mut cells = NameCells::default();
        let summary = read_rows::<ModelTable<'_>>(input, |row, _| {
            let model = row.model(&mut cells, aliases);
            each(&model, &cells);
        });
        (cells, summary)
    }

    /// Returns all models of a table, each with its place in it.
    pub fn models(input: Input<'_>, aliases: &Aliases) -> (Models, Summary) {
        let mut models = Models::default();
        let summary = read_rows::<ModelTable<'_>>(input, |row, cells| {
            let model = row.model(&mut models.cells, aliases);
            models.rows.push(model);
            let name = row.system.trim();
            models.named.push(cells.file(), cells.line(), name);
        });
        (models, summary)
    }

    fn model(&self, cells: &mut NameCells, aliases: &Aliases) -> Model {
        let mut cell = |text: Option<&str>| text.map(|text| cells.add(text, aliases));
        Model {
            date: self.date,
            organizations: cell(self.organizations),
            countries: cell(self.countries),
            categories: cell(self.categories),
            weights: self.weights,
            code: self.code,
            notable: Some(self.notability.is_some()),
            log_compute: self.compute.map(libm::log10),
        }
    }
}
