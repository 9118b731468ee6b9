//! A table in memory: its header found, its records told apart.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::cells::Cells;
use crate::decimals::{self, Evidence};
use crate::fault::{Fault, FaultKind};
use crate::faults::{Faults, Gathered};
use crate::format;
use crate::header::{Header, Holds, Wanted, is_same};
use crate::keys::Keys;
use crate::lines;
use crate::number;
use crate::records::{CellBytes, Chunk, Record, Records, stray_faults};
use crate::rows::{Flaw, Judgement, Rows};
use crate::schema::{Column, Kind, Schema};
use crate::settings::{Settings, Totals};
use crate::source;
use crate::text_file::TextFile;
use crate::totals;

/// What a table holds besides its rows.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) faults: Faults,
    /// The rows that are no data, as the settings say.
    pub(crate) left_out: u64,
    pub(crate) rows_at_fault: u64,
}

/// A table in memory with its header found.
pub(crate) struct Table<'a> {
    file: Arc<str>,
    pub(crate) chunk: Chunk,
    schema: Schema<'a>,
    settings: &'a Settings,
    pub(crate) header: Header,
    /// For each column of the schema, its position.
    pub(crate) columns: Vec<usize>,
}

impl<'a> Table<'a> {
    /// Unpacks a file and finds the schema's columns in it.
    pub(crate) fn open(
        file: &TextFile,
        schema: &Schema<'a>,
        settings: &'a Settings,
    ) -> Result<Self, Faults> {
        let mut gathered = Gathered::default();
        match Self::find(file, schema, settings) {
            Ok(table) => Ok(table),
            Err(faults) => {
                gathered.extend(faults);
                Err(gathered.told())
            }
        }
    }

    fn find(
        file: &TextFile,
        schema: &Schema<'a>,
        settings: &'a Settings,
    ) -> Result<Self, Vec<Fault>> {
        let mut chunk = load(file, settings).map_err(|fault| vec![*fault])?;
        let wanted: Vec<Wanted<'_>> = schema.wanted(settings).collect();
        let header = Header::find(&mut chunk, &wanted, settings, &file.name)?;
        let columns = header.positions.iter().copied().flatten().collect();
        Ok(Table {
            file: file.name.clone(),
            chunk,
            schema: *schema,
            settings,
            header,
            columns,
        })
    }

    /// All columns of a table whose header was found.
    pub(crate) fn of(
        file: &TextFile,
        chunk: Chunk,
        header: Header,
        settings: &'a Settings,
    ) -> Self {
        let schema = Schema {
            columns: &[],
            key: &[],
            ascending: false,
        };
        let columns = (0..header.cells).collect();
        Table {
            file: file.name.clone(),
            chunk,
            schema,
            settings,
            header,
            columns,
        }
    }

    /// The same table with a schema that has all its columns, in its order.
    pub(crate) fn with<'b>(self, schema: Schema<'b>) -> Table<'b>
    where
        'a: 'b,
    {
        let Table {
            file,
            chunk,
            settings,
            header,
            columns,
            ..
        } = self;
        Table {
            file,
            chunk,
            schema,
            settings,
            header,
            columns,
        }
    }

    /// The names of all columns.
    pub(crate) fn names(&self) -> &[String] {
        &self.header.names
    }

    /// Gives the texts of each row.
    pub(crate) fn each_text(&self, mut each: impl FnMut(&[Cow<'_, str>])) {
        let form = self.settings.form();
        self.each_record(|_, cells, _, judgement| {
            let trimmed = |cell: &CellBytes| match cell.text(self.chunk.text(), form) {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
            };
            if matches!(judgement, Judgement::Row) {
                let texts: Vec<_> = cells.iter().take(self.header.cells).map(trimmed).collect();
                each(&texts);
            }
        });
    }

    /// Gives each row that is one.
    pub(crate) fn each(&self, mut each: impl FnMut(&mut Cells<'_>, u64)) -> Report {
        let mut faults = Gathered::default();
        let names = &self.header.names;
        faults.push_first(stray_faults(&self.chunk, self.settings, &self.file, names));
        let (mut keys, mut left_out, mut rows_at_fault) = (Keys::default(), 0, 0);
        let because = self
            .commas()
            .or_else(|| decimals::because_of(self.settings));
        self.each_record(|record, record_cells, line, judgement| match judgement {
            Judgement::LeftOut => left_out += 1,
            Judgement::Fault(flaw) => {
                let Flaw { kind, found, bytes } = *flaw;
                rows_at_fault += 1;
                let is_quote = matches!(
                    kind,
                    FaultKind::OpenQuote | FaultKind::TextAfterQuote { .. }
                );
                let mut fault =
                    Fault::new(&self.file, kind, found).at(self.chunk.place(bytes.clone()));
                fault.column = self.column_at(record_cells, &bytes).filter(|_| is_quote);
                faults.push(fault);
            }
            Judgement::Row => {
                if let Some(fault) = self.total(record, record_cells) {
                    rows_at_fault += 1;
                    faults.push(fault);
                    return;
                }
                let mut cells = self.cells(record_cells, because.as_deref());
                cells.look_for_what_no_cell_may_hold();
                self.check_key(&mut keys, &mut cells, record_cells, line);
                each(&mut cells, line);
                rows_at_fault += u64::from(!cells.faults.is_empty());
                faults.extend(cells.faults);
            }
        });
        Report {
            faults: faults.told(),
            left_out,
            rows_at_fault,
        }
    }

    /// The column of a cell at fault, by where its text stands.
    fn column_at(&self, cells: &[CellBytes], bytes: &Range<usize>) -> Option<String> {
        let nth = cells
            .iter()
            .rposition(|cell| cell.start <= bytes.start + 1)?;
        self.header.names.get(nth).cloned()
    }

    /// Gives each record with its cells and the line it starts on, and what it is.
    pub(crate) fn each_record(&self, mut each: impl FnMut(&Record, &[CellBytes], u64, Judgement)) {
        let (bytes, form) = (self.chunk.bytes(), self.settings.form());
        let mut records = Records::new(bytes, form).starting_at(self.chunk.records_from);
        let rows = Rows::new(&self.chunk, self.settings, &self.header);
        let mut cells = Vec::new();
        let (mut line, mut counted) = (1, 0);
        while let Some(record) = records.next(&mut cells) {
            let judgement = rows.judge(&record, &mut cells);
            line += lines::count(bytes.get(counted..record.bytes.start).unwrap_or_default());
            counted = record.bytes.start;
            let places = self.chunk.places.as_ref();
            let row = places.and_then(|places| places.row(record.bytes.start));
            each(&record, &cells, row.unwrap_or(line), judgement);
        }
    }

    /// Returns the trimmed text of a cell.
    pub(crate) fn text(&self, cells: &[CellBytes], at: usize) -> String {
        let text = cells
            .get(at)
            .map(|cell| cell.text(self.chunk.text(), self.settings.form()));
        text.map_or_else(String::new, |text| text.trim().to_owned())
    }

    fn cells(&self, record: &[CellBytes], because: Option<&'a str>) -> Cells<'_> {
        let picked = |&at: &usize| {
            let bytes = record.get(at).map_or(0..0, CellBytes::range);
            (self.text(record, at), bytes)
        };
        Cells {
            file: &self.file,
            chunk: &self.chunk,
            schema: &self.schema,
            settings: self.settings,
            because,
            cells: self.columns.iter().map(picked).collect(),
            is_sound: true,
            faults: Vec::new(),
        }
    }

    /// Returns what speaks for commas before the decimals of this table's numbers, if no setting does.
    fn commas(&self) -> Option<String> {
        let is_open = |column: &&Column<'_>| {
            matches!(column.kind, Kind::Quantity(_))
                && self.settings.decimal_of(column.name).is_none()
        };
        let open: Vec<usize> = self
            .schema
            .columns
            .iter()
            .zip(&self.columns)
            .filter(|(column, _)| is_open(column))
            .map(|(_, at)| *at)
            .collect();
        let mut evidence = Evidence::default();
        if open.is_empty() || !self.chunk.bytes().contains(&b',') {
            return None;
        }
        self.each_record(|_, cells, line, judgement| {
            for &at in open.iter().filter(|_| matches!(judgement, Judgement::Row)) {
                evidence.add(&self.text(cells, at), || line);
            }
        });
        evidence.because()
    }

    /// Tells a row that sums up those above it.
    fn total(&self, record: &Record, cells: &[CellBytes]) -> Option<Fault> {
        let label = cells.iter().position(|cell| !cell.range().is_empty())?;
        let found = self.text(cells, label);
        if self.settings.totals == Totals::Keep || !totals::is_label(&found) {
            return None;
        }
        let value = |cells: &[CellBytes], at: usize| {
            let name = self.header.names.get(at)?;
            let notation = decimals::notation(self.settings, name, true);
            number::single(&self.text(cells, at), None, notation).ok()
        };
        let mut sums = vec![(0.0, 0); self.header.cells];
        self.each_record(|above, cells, _, judgement| {
            let is_above =
                above.bytes.end <= record.bytes.start && matches!(judgement, Judgement::Row);
            for (at, (sum, rows)) in sums.iter_mut().enumerate().filter(|_| is_above) {
                if let Some(x) = value(cells, at) {
                    *sum += x;
                    *rows += 1;
                }
            }
        });
        let repeats = |at: &usize| {
            let (sum, rows) = sums[*at];
            value(cells, *at).is_some_and(|x| totals::repeats(x, sum, rows))
        };
        let at = (label + 1..self.header.cells).find(repeats)?;
        let kind = FaultKind::Total {
            column: self.header.names[at].clone(),
        };
        Some(Fault::new(&self.file, kind, found).at(self.chunk.place(record.bytes.clone())))
    }

    fn check_key(&self, keys: &mut Keys, cells: &mut Cells<'_>, record: &[CellBytes], line: u64) {
        let given: Vec<&str> = self.settings.key.iter().map(String::as_str).collect();
        let names = if given.is_empty() {
            self.schema.key
        } else {
            &given
        };
        let mut parts = Vec::new();
        for name in names {
            let Some(at) = self
                .header
                .names
                .iter()
                .position(|found| is_same(found, name))
            else {
                return;
            };
            parts.push((self.text(record, at), at));
        }
        let texts: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
        let Some((_, at)) = parts
            .first()
            .filter(|_| texts.iter().any(|text| !text.is_empty()))
        else {
            return;
        };
        if let Some((kind, found)) = keys.add(&texts, line, self.schema.ascending) {
            let bytes = record.get(*at).map_or(0..0, CellBytes::range);
            let mut fault = Fault::new(&self.file, kind, found).at(self.chunk.place(bytes));
            fault.column = Some(names.join(", "));
            cells.faults.push(fault);
        }
    }
}

/// Returns a file unpacked and in UTF-8, as one chunk.
pub(crate) fn load(file: &TextFile, settings: &Settings) -> Result<Chunk, Box<Fault>> {
    let mut bytes = source::whole(&file.bytes, settings).map_err(|error| {
        Box::new(Fault::new(
            &file.name,
            FaultKind::Unreadable,
            error.to_string(),
        ))
    })?;
    if let Some(chunk) = format::chunk(file, &bytes, settings) {
        return chunk;
    }
    let mark = if bytes.starts_with(TextFile::BOM) {
        TextFile::BOM.len()
    } else {
        0
    };
    bytes.drain(..mark);
    Ok(Chunk::new(bytes, mark))
}

impl<'a> Schema<'a> {
    /// Its columns, and those of a key that the settings give.
    fn wanted<'w>(&'w self, settings: &'w Settings) -> impl Iterator<Item = Wanted<'w>> {
        let given = settings.key.iter().map(String::as_str);
        let key = if settings.key.is_empty() {
            self.key.to_vec()
        } else {
            given.collect()
        };
        let known: BTreeSet<&str> = self.columns.iter().map(|column| column.name).collect();
        let columns = self.columns.iter().map(|column| Wanted {
            names: vec![column.name],
            required: true,
            holds: match column.kind {
                Kind::Quantity(_) => Holds::Number,
                Kind::Date => Holds::Date,
                _ => Holds::Text,
            },
        });
        let others = key.into_iter().filter(move |name| !known.contains(name));
        columns.chain(others.map(|name| Wanted {
            names: vec![name],
            required: true,
            holds: Holds::Text,
        }))
    }
}
