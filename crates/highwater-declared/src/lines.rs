//! The lines of an answer as a figure reads them: numbers, names and places along an axis.

use highwater_facts::{Month, Quantity, Unit};
use highwater_plot::Position;
use highwater_query::{Answer, AnswerRow, Datum};

use crate::fault::Fault;
use crate::spec::{Channel, Kind};

/// The lines of an answer.
pub(crate) struct Lines<'a> {
    pub(crate) answer: &'a Answer,
    /// The name of the query.
    pub(crate) query: &'a str,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Numbers,
    /// Days, months or years.
    Dates,
    Names,
}

impl Lines<'_> {
    pub(crate) fn rows(&self) -> &[AnswerRow] {
        &self.answer.rows
    }

    /// Finds the column of a channel: itself, or the ends of its ranges.
    pub(crate) fn check(&self, channel: &Channel) -> Result<(), Fault> {
        let name = channel.column.get_ref();
        let ends = [name.clone(), format!("{name}_low")];
        if ends.iter().any(|name| self.answer.column(name).is_some()) {
            return Ok(());
        }
        let message = format!("the query `{}` has no column `{name}`", self.query);
        let known = self
            .answer
            .columns
            .iter()
            .map(|column| column.name.as_str());
        Err(Fault::unknown(message, channel.column.span(), name, known))
    }

    /// Returns the quantities of a column, line by line; what is missing there is `None`.
    pub(crate) fn quantities(&self, channel: &Channel) -> Result<Vec<Option<Quantity>>, Fault> {
        self.check(channel)?;
        let name = channel.column.get_ref();
        let rows = self.rows().iter();
        let numbers: Vec<Option<Quantity>> =
            rows.map(|row| self.answer.quantity(row, name)).collect();
        if numbers.iter().all(Option::is_none) {
            let message = match self.rows().is_empty() {
                true => format!("the query `{}` answers no line", self.query),
                false => format!("the column `{name}` holds no number"),
            };
            let help = "name a column of numbers, or look at what the query answers";
            return Err(Fault::new(message, channel.column.span(), help));
        }
        Ok(numbers)
    }

    /// Returns the ends of the intervals around a number, if the query has columns of both.
    pub(crate) fn intervals(&self, channel: &Channel) -> Option<Vec<Option<(f64, f64)>>> {
        let name = channel.column.get_ref();
        self.answer.column(name)?;
        let low = self.answer.column(&format!("{name}_low"))?;
        let high = self.answer.column(&format!("{name}_high"))?;
        let number = |row: &AnswerRow, at: usize| row.cells.get(at)?.value.number();
        let rows = self.rows().iter();
        Some(
            rows.map(|row| Some((number(row, low)?, number(row, high)?)))
                .collect(),
        )
    }

    pub(crate) fn unit(&self, channel: &Channel) -> Unit {
        let name = channel.column.get_ref();
        let at = self.answer.column(name);
        let at = at.or_else(|| self.answer.column(&format!("{name}_low")));
        let unit = at.and_then(|at| self.answer.columns[at].unit);
        unit.unwrap_or(Unit::Number)
    }

    /// Returns the cells of a column as names.
    pub(crate) fn names(&self, channel: &Channel) -> Result<Vec<String>, Fault> {
        self.check(channel)?;
        let Some(at) = self.answer.column(channel.column.get_ref()) else {
            let message = format!("the cells of `{}` are ranges", channel.column.get_ref());
            return Err(Fault::new(
                message,
                channel.column.span(),
                "name a column of texts",
            ));
        };
        let text = |row: &AnswerRow| match row.cells.get(at).map(|cell| &cell.value) {
            None | Some(Datum::Null) => "not known".to_owned(),
            Some(value) => value.text(),
        };
        Ok(self.rows().iter().map(text).collect())
    }

    /// Returns what a column holds: days, months and years are dates.
    pub(crate) fn holds(&self, channel: &Channel) -> Holds {
        match channel.kind {
            Some(Kind::Quantitative) => return Holds::Numbers,
            Some(Kind::Nominal) => return Holds::Names,
            Some(Kind::Temporal) => return Holds::Dates,
            None => {}
        }
        let Some(at) = self.answer.column(channel.column.get_ref()) else {
            return Holds::Numbers;
        };
        let column = &self.answer.columns[at];
        let values = || {
            let cells = self.rows().iter().filter_map(|row| row.cells.get(at));
            cells
                .map(|cell| &cell.value)
                .filter(|value| **value != Datum::Null)
        };
        let is_year = |value: &Datum| matches!(value, Datum::Integer(1000..=2200));
        if values().all(|value| matches!(value, Datum::Text(_))) {
            return match values().all(|value| date(&value.text()).is_some()) {
                true => Holds::Dates,
                false => Holds::Names,
            };
        }
        match values().all(is_year) && column.unit.is_none() && speaks_of_time(&column.name) {
            true => Holds::Dates,
            false => Holds::Numbers,
        }
    }

    /// Returns the places of a column along an axis, line by line.
    pub(crate) fn positions(&self, channel: &Channel) -> Result<Vec<Option<Position>>, Fault> {
        self.check(channel)?;
        let name = channel.column.get_ref();
        match self.holds(channel) {
            Holds::Numbers => {
                let numbers = self.quantities(channel)?.into_iter();
                Ok(numbers
                    .map(|n| Some(Position::Number(n?.middle())))
                    .collect())
            }
            Holds::Dates => {
                let at = self.answer.column(name).unwrap_or_default();
                let rows = self.rows().iter();
                Ok(rows
                    .map(|row| date(&row.cells.get(at)?.value.text()))
                    .collect())
            }
            Holds::Names => Err(Fault::new(
                format!("`{name}` holds names, which lie nowhere along an axis"),
                channel.column.span(),
                "name a column of numbers, years, months (`2023-07`) or days (`2023-07-14`), or use `mark = \"bar\"`",
            )),
        }
    }
}

/// Returns whether whole numbers of a column may be years by its name, or by not saying otherwise.
fn speaks_of_time(name: &str) -> bool {
    let name = name.to_lowercase();
    ["year", "decade", "century", "date", "yr", "jahr", "time"]
        .iter()
        .any(|word| name.contains(word))
}

/// Reads a day, a month or a year.
pub(crate) fn date(text: &str) -> Option<Position> {
    let mut parts = text.split('-').map(|part| part.parse::<i32>().ok());
    let year = parts.next()??;
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) if text.len() == 4 => Some(Position::Year(year)),
        (Some(month), None, _) => Month::new(year, month?).map(Position::Month),
        (Some(month), Some(day), None) => {
            let month = Month::new(year, month?)?;
            let day = u8::try_from(day?)
                .ok()
                .filter(|day| (1..=month.days()).contains(day))?;
            Some(Position::Day(month, day))
        }
        _ => None,
    }
}
