//! The pen: what the next mark is.

use highwater_facts::Quantity;

use crate::paint::Paint;
use crate::role::Role;

/// What the next mark is: set before it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Pen {
    /// What the mark is for.
    pub role: Role,
    /// The series it belongs to; empty for none.
    pub series: String,
    /// What a tooltip says; empty for none.
    pub label: String,
    /// Where the datum lies, as text: a month, a row; empty where the mark is no datum.
    pub x: String,
    /// The datum's number as text; empty where the mark is no datum.
    pub y: String,
    /// How many data points the mark shows; 0 for what only connects or names them.
    pub n: usize,
    /// The lowest and the highest that the datum's number is; `None` if the mark is not a datum, or its
    /// chart does not say.
    pub reach: Option<(f64, f64)>,
    /// How it is painted.
    pub paint: Paint,
}

impl Pen {
    /// A pen for marks that belong to no series.
    #[must_use]
    pub fn new(role: Role, paint: Paint) -> Self {
        Pen {
            role,
            series: String::new(),
            label: String::new(),
            x: String::new(),
            y: String::new(),
            n: 0,
            reach: None,
            paint,
        }
    }

    /// Returns the same pen for marks of a series.
    #[must_use]
    pub fn of(self, series: &str) -> Self {
        Pen {
            series: series.to_owned(),
            ..self
        }
    }

    /// The same pen with the number that its text stands for, so that
    /// [`check`](crate::check::findings) can compare the two.
    #[must_use]
    pub fn worth(self, number: &Quantity) -> Self {
        let reach = Some((number.low(), number.high()));
        Pen { reach, ..self }
    }

    /// The same pen for the mark of one data point, with what its tooltip says.
    #[must_use]
    pub fn datum(self, x: &str, y: &str) -> Self {
        let label = match (self.series.is_empty(), x.is_empty()) {
            (true, true) => y.to_owned(),
            (true, false) => format!("{x}: {y}"),
            (false, true) => format!("{}: {y}", self.series),
            (false, false) => format!("{}, {x}: {y}", self.series),
        };
        Pen {
            label,
            x: x.to_owned(),
            y: y.to_owned(),
            n: 1,
            ..self
        }
    }
}
