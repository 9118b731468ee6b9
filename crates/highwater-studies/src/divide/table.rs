//! The table of all systems as Epoch AI publishes it, through its editions.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use highwater_ingest::published::{
    ChoiceColumn, Column, DateColumn, Input, Missing, NumberColumn, Row, Schema, Summary,
    TextColumn, read,
};

use super::cells::{categories, count_authors};
use super::records::{Notability, Record, Records};
use super::sector::Kinds;
use crate::openness::Access;

/// The columns that the study reads.
#[derive(Clone, Debug)]
pub struct SystemsTable {
    /// What the table looks like.
    pub schema: Schema,
    system: TextColumn,
    reference: TextColumn,
    date: DateColumn,
    categorization: TextColumn,
    criteria: TextColumn,
    compute: NumberColumn,
    code: ChoiceColumn<Access>,
    authors: TextColumn,
    domain: TextColumn,
    task: TextColumn,
    abstract_text: TextColumn,
    base_model: TextColumn,
}

impl Default for SystemsTable {
    fn default() -> Self {
        let missing = |column: Column| Column {
            missing: Missing::Marks,
            ..column
        };
        let mut schema = Schema::default();
        SystemsTable {
            system: schema.text(Column {
                missing: Missing::Never,
                ..Column::required("System", &["Model"])
            }),
            reference: schema.text(Column::required("Reference", &[])),
            date: schema.date(missing(Column::required("Publication date", &["Date"]))),
            categorization: schema.text(missing(Column::required(
                "Organization categorization",
                &["Organization categorization (from Organization)"],
            ))),
            criteria: schema.text(missing(Column::required("Notability criteria", &[]))),
            compute: schema.positive(missing(Column::required("Training compute (FLOP)", &[]))),
            code: schema.choice(
                missing(Column::required(
                    "Training code accessibility",
                    &["Code accessibility"],
                )),
                Access::PUBLISHED,
            ),
            authors: schema.text(Column::required("Authors", &[])),
            domain: schema.text(Column::required("Domain", &[])),
            task: schema.text(Column::required("Task", &[])),
            abstract_text: schema.text(Column {
                // One has U+001E where a PDF had the ligature of `diffi`.
                any_characters: true,
                ..Column::required("Abstract", &[])
            }),
            base_model: schema.text(Column::required("Base model", &[])),
            schema,
        }
    }
}

impl SystemsTable {
    /// Returns all models of a table.
    #[must_use]
    pub fn records(&self, input: Input<'_>) -> (Records, Summary) {
        let mut cells = Texts::default();
        let mut rows = Vec::new();
        let summary = read(input, &self.schema, |row| {
            rows.push(self.record(row, &mut cells));
        });
        let records = Records {
            rows,
            file: summary.file.clone(),
            has_papers: true,
        };
        (records, summary)
    }

    fn record(&self, row: &Row<'_>, cells: &mut Texts) -> Record {
        let text = |column| row.text(column).unwrap_or_default();
        let own = |column| row.text(column).map(Arc::<str>::from);
        Record {
            line: row.line(),
            system: text(self.system).trim().into(),
            reference: own(self.reference),
            date: row.date(self.date),
            kinds: Kinds::of(categories(text(self.categorization))),
            notability: Notability::of(categories(text(self.criteria))),
            log_compute: row.number(self.compute).map(libm::log10),
            code: row.choice(self.code),
            authors: count_authors(text(self.authors)),
            domains: cells.add(text(self.domain)),
            tasks: cells.add(text(self.task)),
            abstract_text: own(self.abstract_text),
            base_model: own(self.base_model),
        }
    }
}

/// Texts that many rows share, each kept once.
#[derive(Default)]
struct Texts {
    known: HashMap<Arc<str>, Arc<str>, FixedState>,
}

impl Texts {
    fn add(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let text = Arc::<str>::from(text);
        self.known.insert(text.clone(), text.clone());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "System,Reference,Publication date,Organization categorization,\
        Notability criteria,Training compute (FLOP),Training code accessibility,Authors,Domain,\
        Task,Abstract,Base model,Training dataset size,Training dataset size";

    fn records(table: &str) -> (Records, Summary) {
        SystemsTable::default().records(Input::bytes("all.csv", table.as_bytes()))
    }

    #[test]
    fn a_row_of_an_export_with_a_mark_of_order_and_breaks_in_cells_is_read() {
        let table = format!(
            "\u{feff}{HEADER}\r\nM,\"A\r\nb\",2021-05-06,\"Industry,Academia\",SOTA improvement,\
             1e+20,Open (restricted use),\"A. B, C. D\",Language,\"Chat,\"\"Summary\n\"\"\",\
             \"One\n\ntwo\",,1,2\r\n"
        );
        let (records, summary) = records(&table);
        assert!(summary.faults.is_empty(), "{:?}", summary.faults.kept);
        let record = &records.rows[0];
        assert_eq!((record.line, record.year()), (2, Some(2021)));
        assert_eq!(record.paper_key(), "a b");
        assert_eq!(record.tasks().collect::<Vec<_>>(), ["Chat", "Summary"]);
        assert_eq!(record.log_compute, Some(20.0));
        assert_eq!(record.code, Some(Access::OpenRestricted));
        assert_eq!(record.authors, 2);
        assert_eq!(record.abstract_text.as_deref(), Some("One\n\ntwo"));
        assert_eq!(record.base_model, None);
    }

    #[test]
    fn an_abstract_copied_from_a_pdf_is_read_and_a_title_is_not() {
        let row = |title: &str, text: &str| {
            records(&format!("{HEADER}\nM,{title},,,,,,,,,{text},,1,2\n"))
        };
        let (read, summary) = row("T", "di\u{1e}cult");
        assert!(summary.faults.is_empty(), "{:?}", summary.faults.kept);
        assert_eq!(read.rows[0].abstract_text.as_deref(), Some("di\u{1e}cult"));
        assert_eq!(row("di\u{1e}cult", "A").1.faults.count, 1);
    }

    #[test]
    fn columns_that_are_not_there_are_told_all_at_once() {
        let (records, summary) = records("System,Reference,Abstracts\nM,R,A\n");
        assert!(records.rows.is_empty());
        let told: Vec<String> = summary
            .faults
            .kept
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told.len(), 10, "{told:#?}");
        assert!(
            told.iter().any(|fault| fault.contains("Abstract")),
            "{told:#?}"
        );
    }

    #[test]
    fn a_word_of_access_that_is_not_known_is_a_fault() {
        let (_, summary) = records(&format!("{HEADER}\nM,,,,,,Shared,,,,,,,\n"));
        assert_eq!(summary.faults.count, 1);
    }
}
