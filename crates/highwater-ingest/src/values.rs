//! Values that other tools computed: R, Python, a spreadsheet.

use std::sync::Arc;

use highwater_facts::{FactPath, Quantity, Unit};

use crate::cells::Cells;
use crate::decimals;
use crate::fault::{Fault, FaultKind};
use crate::quantity_text::{self, CellText};
use crate::read::{Placed, raw_rows, read_with};
use crate::row::Row;
use crate::schema::{Column, Kind, Schema};
use crate::settings::Settings;
use crate::text_file::TextFile;

/// A value that another tool computed.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenValue {
    /// Its path, by which stories and claims name it: `model.slope`.
    pub path: String,
    /// The value with its unit.
    pub quantity: Quantity,
    /// What it is, in words; the path if nothing is said.
    pub label: String,
}

/// Reads values that another tool computed: a table with the columns `path`, `value`, `unit` and, if
/// there is one, `label`.
///
/// Faults are a path that is not one or stands twice, a value that is not a number, and one without a
/// unit, which a claim could compare with anything.
///
/// # Example
///
/// ```
/// use highwater_ingest::{Settings, TextFile, read_values};
///
/// let json = br#"[{"path": "model.slope", "value": 1.25, "unit": "mm per year"},
///                 {"path": "model.n", "value": 802}]"#;
/// let (values, faults) = read_values(&TextFile::new("model.json", json), &Settings::default());
/// assert_eq!(values[0].quantity.value(), Some(1.25));
/// assert_eq!(values[0].cell("value").line, 1);
/// assert_eq!(
///     faults[0].to_string(),
///     "model.json:2:18: column `unit`: the value has no unit; write what it counts, as `percent`, `USD` or \
///      `deaths`, or `number` if it counts nothing"
/// );
/// ```
#[must_use]
pub fn read_values(file: &TextFile, settings: &Settings) -> (Vec<Placed<GivenValue>>, Vec<Fault>) {
    let rows = raw_rows(file, settings);
    let names = rows.first().map_or(&[][..], |(_, names)| names);
    let (values, mut faults) = match names.iter().any(|name| name == LABEL.name) {
        true => given::<true>(file, settings),
        false => given::<false>(file, settings),
    };
    for fault in &mut faults {
        if let FaultKind::DuplicateKey { first, .. } = fault.kind {
            let rule =
                format!("stands in line {first} already; each value needs a path of its own");
            fault.kind = FaultKind::NotAValue { rule };
        }
    }
    (values, faults)
}

fn given<const HAS_LABEL: bool>(
    file: &TextFile,
    settings: &Settings,
) -> (Vec<Placed<GivenValue>>, Vec<Fault>) {
    let (rows, faults) = read_with::<Given<HAS_LABEL>>(file, settings);
    let values = rows.into_iter().map(|row| Placed {
        file: Arc::clone(&row.file),
        line: row.line,
        row: row.row.0,
    });
    (values.collect(), faults)
}

struct Given<const HAS_LABEL: bool>(GivenValue);

const PATH: Column<'static> = Column::new("path", Kind::Text);
const VALUE: Column<'static> = Column::new("value", Kind::Text);
const UNIT: Column<'static> = Column::new("unit", Kind::Text);
const LABEL: Column<'static> = Column::new("label", Kind::Text);

impl<const HAS_LABEL: bool> Row for Given<HAS_LABEL> {
    const SCHEMA: Schema<'static> = Schema {
        columns: match HAS_LABEL {
            true => &[PATH, VALUE, UNIT, LABEL],
            false => &[PATH, VALUE, UNIT],
        },
        key: &["path"],
        ascending: false,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let text = |cells: &Cells<'_>, at: usize| {
            let cell = cells.cells.get(at);
            cell.map_or_else(String::new, |(text, _)| text.trim().to_owned())
        };
        let path = path(&text(cells, 0), cells);
        let unit = unit(&text(cells, 2), cells);
        let quantity = unit.and_then(|unit| quantity(&text(cells, 1), unit, cells));
        let (path, quantity) = (path?, quantity?);
        let label = text(cells, 3);
        let label = if label.is_empty() {
            path.clone()
        } else {
            label
        };
        Some(Given(GivenValue {
            path,
            quantity,
            label,
        }))
    }
}

fn path(text: &str, cells: &mut Cells<'_>) -> Option<String> {
    if FactPath::check(text).is_ok() && text.contains('.') {
        return Some(text.to_owned());
    }
    let rule = if text.is_empty() {
        "the value has no path; write one, as `model.slope`"
    } else {
        "is not a path; write small letters, digits and `_` in two parts or more, as `model.slope`"
    };
    let segments: Vec<String> = text.split('.').map(FactPath::segment).collect();
    let near = match &segments[..] {
        [only] => format!("model.{only}"),
        _ => segments.join("."),
    };
    let near = Some(near).filter(|near| FactPath::check(near).is_ok() && !text.is_empty());
    cells.fault(
        0,
        FaultKind::NotAValue {
            rule: rule.to_owned(),
        },
        near,
    );
    None
}

fn unit(text: &str, cells: &mut Cells<'_>) -> Option<Unit> {
    if text.is_empty() {
        let rule = "the value has no unit; write what it counts, as `percent`, `USD` or `deaths`, or `number` if it counts nothing";
        cells.fault(
            2,
            FaultKind::NotAValue {
                rule: rule.to_owned(),
            },
            None,
        );
        return None;
    }
    let unit = text.parse::<Unit>();
    if unit.is_err() {
        let rule = "does not name a unit; write one such as `percent`, `USD` or `deaths`";
        cells.fault(
            2,
            FaultKind::NotAValue {
                rule: rule.to_owned(),
            },
            None,
        );
    }
    unit.ok()
}

fn quantity(text: &str, unit: Unit, cells: &mut Cells<'_>) -> Option<Quantity> {
    let not_one = |rule: String| FaultKind::NotAValue { rule };
    if text.is_empty() {
        let rule = "the cell is empty; write the value, or leave out the row";
        cells.fault(1, not_one(rule.to_owned()), None);
        return None;
    }
    let notation = decimals::notation(cells.settings, VALUE.name, true);
    match quantity_text::parse_as(text, unit, notation) {
        Ok(CellText::Known(quantity, _)) => Some(quantity),
        Ok(CellText::Missing(_)) => {
            let rule = "says missing; write the value, or leave out the row";
            cells.fault(1, not_one(rule.to_owned()), None);
            None
        }
        Err(fault) => {
            cells.fault(1, not_one(fault.rule), fault.nearest);
            None
        }
    }
}
