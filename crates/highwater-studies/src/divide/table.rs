//! The table of all systems as Epoch AI publishes it, through its editions.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use highwater_ingest::published::{Input, Summary, read_rows};
use highwater_ingest::{Bounds, Date, Row};

use super::cells::{categories, count_authors};
use super::records::{Notability, Record, Records};
use super::sector::Kinds;
use crate::openness::Access;

/// A row of the table. Other editions may write a missing cell as pandas does, where it is not a text.
#[derive(Debug, Row)]
#[row(missing = "marks")]
pub struct SystemsTable<'a> {
    /// The model, which has a name.
    #[row(column = "System", also = "Model")]
    system: &'a str,
    #[row(column = "Reference", missing = "empty")]
    reference: Option<&'a str>,
    #[row(column = "Publication date", also = "Date")]
    date: Option<Date>,
    #[row(
        column = "Organization categorization",
        also = "Organization categorization (from Organization)"
    )]
    categorization: Option<&'a str>,
    #[row(column = "Notability criteria")]
    criteria: Option<&'a str>,
    #[row(column = "Training compute (FLOP)", within = Bounds::ABOVE_ZERO)]
    compute: Option<f64>,
    #[row(column = "Training code accessibility", also = "Code accessibility")]
    code: Option<Access>,
    #[row(column = "Authors", missing = "empty")]
    authors: Option<&'a str>,
    #[row(column = "Domain", missing = "empty")]
    domain: Option<&'a str>,
    #[row(column = "Task", missing = "empty")]
    task: Option<&'a str>,
    /// One has U+001E where a PDF had the ligature of `diffi`.
    #[row(column = "Abstract", missing = "empty", any_characters)]
    abstract_text: Option<&'a str>,
    #[row(column = "Base model", missing = "empty")]
    base_model: Option<&'a str>,
}

impl SystemsTable<'_> {
    /// Returns all models of a table.
    #[must_use]
    pub fn records(input: Input<'_>) -> (Records, Summary) {
        let mut cells = Texts::default();
        let mut rows = Vec::new();
        let summary = read_rows::<SystemsTable<'_>>(input, |row, at| {
            rows.push(row.record(at.line(), &mut cells));
        });
        let records = Records {
            rows,
            file: summary.file.clone(),
            has_papers: true,
        };
        (records, summary)
    }

    fn record(&self, line: u64, cells: &mut Texts) -> Record {
        let own = |text: Option<&str>| text.map(Arc::<str>::from);
        Record {
            line,
            system: self.system.trim().into(),
            reference: own(self.reference),
            date: self.date,
            kinds: Kinds::of(categories(self.categorization.unwrap_or_default())),
            notability: Notability::of(categories(self.criteria.unwrap_or_default())),
            log_compute: self.compute.map(libm::log10),
            code: self.code,
            authors: count_authors(self.authors.unwrap_or_default()),
            domains: cells.add(self.domain.unwrap_or_default()),
            tasks: cells.add(self.task.unwrap_or_default()),
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
        SystemsTable::records(Input::bytes("all.csv", table.as_bytes()))
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
