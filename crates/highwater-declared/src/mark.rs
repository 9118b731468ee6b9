//! The marks of figures, in the words of Vega-Lite and Observable Plot.

use crate::fault::Fault;
use crate::fields::{Text, word};

/// What a figure draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Lines over dates or numbers.
    Line,
    /// Bars from zero; columns over dates.
    Bar,
    /// Points in a plane.
    Point,
    /// A dot, a range or an estimate with its interval for each row.
    Dot,
    /// A dot for the start and one for the end of each row.
    Dumbbell,
    /// A line from a start to an end for each row.
    Slope,
    /// How numbers are distributed.
    Histogram,
    /// A table of cells in shades.
    Cell,
}

const MARKS: [(&str, Mark); 20] = [
    ("line", Mark::Line),
    ("bar", Mark::Bar),
    ("barX", Mark::Bar),
    ("barY", Mark::Bar),
    ("column", Mark::Bar),
    ("point", Mark::Point),
    ("circle", Mark::Point),
    ("scatter", Mark::Point),
    ("dot", Mark::Dot),
    ("range", Mark::Dot),
    ("rule", Mark::Dot),
    ("errorbar", Mark::Dot),
    ("dumbbell", Mark::Dumbbell),
    ("slope", Mark::Slope),
    ("histogram", Mark::Histogram),
    ("tick", Mark::Histogram),
    ("strip", Mark::Histogram),
    ("cell", Mark::Cell),
    ("rect", Mark::Cell),
    ("heatmap", Mark::Cell),
];

impl Mark {
    /// Reads the name of a mark.
    pub(crate) fn read(text: &Text) -> Result<Self, Fault> {
        let instead = match text.get_ref().as_str() {
            "area" | "areaY" => Some("a `line` shows the same, one series beside the other"),
            "arc" | "pie" => Some("a `bar` shows parts of a whole"),
            "box" | "boxplot" => Some("a `histogram` shows each point of each group"),
            _ => None,
        };
        if let Some(help) = instead {
            let message = format!("there is no mark `{}`", text.get_ref());
            return Err(Fault::new(message, text.span(), help));
        }
        word("mark", text, &MARKS)
    }

    /// Returns whether both axes hold numbers, so that one word about the scale is about `y`.
    pub(crate) fn has_two_axes_of_numbers(self) -> bool {
        matches!(self, Mark::Line | Mark::Point)
    }

    /// The kind of chart in words, for readers who do not see it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Mark::Line => "Line chart",
            Mark::Bar => "Bar chart",
            Mark::Point => "Scatter plot",
            Mark::Dot => "Dot plot",
            Mark::Dumbbell => "Dot plot of starts and ends",
            Mark::Slope => "Slope chart",
            Mark::Histogram => "Distribution",
            Mark::Cell => "Heat map",
        }
    }
}
