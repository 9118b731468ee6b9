//! What a figure is declared to show, as it is written.

use std::ops::Range;

use highwater_facts::Format;
use toml::{Spanned, Value};

use crate::fault::Fault;
use crate::fields::{Fields, Given, Text, number, text};
use crate::mark::Mark;

/// The words of a figure, which the story's own engine reads.
const WORDS: [&str; 8] = [
    "title",
    "subtitle",
    "note",
    "source",
    "alt",
    "method",
    "table_title",
    "table_note",
];

/// What a figure says of its chart.
const CHART: [&str; 17] = [
    "mark",
    "query",
    "x",
    "y",
    "color",
    "facet",
    "size",
    "label",
    "sort",
    "scale",
    "highlight",
    "gaps",
    "annotate",
    "band",
    "curve",
    "change",
    "detail",
];

/// A figure as a story declares it: which lines of which query are drawn, and how.
#[derive(Clone, Debug)]
pub struct FigureSpec {
    /// The name of the query.
    pub query: Spanned<String>,
    /// The condition on its lines, behind `where`.
    pub condition: Option<Spanned<String>>,
    pub(crate) mark: Mark,
    /// The bytes of the mark's name.
    pub(crate) place: Range<usize>,
    pub(crate) x: Option<Channel>,
    pub(crate) y: Option<Channel>,
    pub(crate) color: Option<Channel>,
    pub(crate) facet: Option<Channel>,
    pub(crate) size: Option<Channel>,
    pub(crate) label: Option<Channel>,
    pub(crate) sort: Option<Sort>,
    pub(crate) highlight: Vec<Text>,
    pub(crate) gaps: Option<Gaps>,
    pub(crate) notes: Vec<Note>,
    pub(crate) band: String,
    pub(crate) curve: Option<Curve>,
    pub(crate) change: Option<Change>,
    pub(crate) detail: Option<Channel>,
}

/// A column that is shown in some way.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) column: Text,
    pub(crate) title: Option<String>,
    pub(crate) scale: Option<ScaleKind>,
    pub(crate) domain: Option<(f64, f64)>,
    pub(crate) format: Option<Format>,
    pub(crate) kind: Option<Kind>,
}

/// How an axis runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScaleKind {
    Linear,
    Log,
    Zero,
}

/// What a column holds, in Vega-Lite's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Quantitative,
    Temporal,
    Nominal,
}

/// The order of rows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sort {
    /// That of the query.
    Query,
    /// By the number.
    Value { falls: bool },
    /// By what stands on an axis.
    Axis { is_x: bool, falls: bool },
    /// As they are named; others behind.
    Named(Vec<String>),
}

/// What a line does if a number is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gaps {
    Show,
    Bridge,
    None,
}

/// How the points of a line are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    Straight,
    /// A number holds until the next one.
    Steps,
}

/// How the change from a start to an end is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Times,
    Difference,
    None,
}

/// A word at a place of a chart.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) x: Option<Text>,
    pub(crate) y: Option<f64>,
    pub(crate) color: Option<String>,
    pub(crate) text: String,
    pub(crate) place: Range<usize>,
}

const SCALES: [(&str, ScaleKind); 3] = [
    ("linear", ScaleKind::Linear),
    ("log", ScaleKind::Log),
    ("zero", ScaleKind::Zero),
];

const KINDS: [(&str, Kind); 4] = [
    ("quantitative", Kind::Quantitative),
    ("temporal", Kind::Temporal),
    ("nominal", Kind::Nominal),
    ("ordinal", Kind::Nominal),
];

const GAPS: [(&str, Gaps); 3] = [
    ("show", Gaps::Show),
    ("bridge", Gaps::Bridge),
    ("none", Gaps::None),
];

const CURVES: [(&str, Curve); 4] = [
    ("linear", Curve::Straight),
    ("step", Curve::Steps),
    ("step-after", Curve::Steps),
    ("steps", Curve::Steps),
];

const CHANGES: [(&str, Change); 3] = [
    ("times", Change::Times),
    ("difference", Change::Difference),
    ("none", Change::None),
];

impl FigureSpec {
    /// Reads the fields of a figure; `place` is where it is named.
    pub(crate) fn read(given: &Given, place: Range<usize>) -> Result<Self, Fault> {
        let known: Vec<&str> = CHART.iter().chain(&WORDS).copied().collect();
        let fields = Fields::new(given, &known)?;
        let missing = |name: &str, example: &str| {
            let message = format!("the figure has no `{name}`");
            Fault::new(
                message,
                place.clone(),
                format!("add a line `{name} = {example}`"),
            )
        };
        let mark = fields
            .text("mark")?
            .ok_or_else(|| missing("mark", "\"line\""))?;
        let query = fields
            .text("query")?
            .ok_or_else(|| missing("query", "\"NAME\""))?;
        let (query, condition) = condition(&query);
        let mut spec = FigureSpec {
            query,
            condition,
            mark: Mark::read(&mark)?,
            place: mark.span(),
            x: channel(&fields, "x")?,
            y: channel(&fields, "y")?,
            color: channel(&fields, "color")?,
            facet: channel(&fields, "facet")?,
            size: channel(&fields, "size")?,
            label: channel(&fields, "label")?,
            sort: None,
            highlight: fields.texts("highlight")?,
            gaps: fields.word("gaps", &GAPS)?,
            notes: notes(&fields)?,
            band: fields
                .text("band")?
                .map(Spanned::into_inner)
                .unwrap_or_default(),
            curve: fields.word("curve", &CURVES)?,
            change: fields.word("change", &CHANGES)?,
            detail: channel(&fields, "detail")?,
        };
        spec.set_scale(&fields)?;
        spec.sort = spec.sort(&fields)?;
        Ok(spec)
    }

    /// Sets what `scale` says: of the axis of numbers, or of each axis.
    fn set_scale(&mut self, fields: &Fields<'_>) -> Result<(), Fault> {
        let Some(value) = fields.get("scale") else {
            return Ok(());
        };
        let read = |value: &Value| {
            let text = text("scale", value, value_span(fields, "scale"))?;
            crate::fields::word("scale", &text, &SCALES)
        };
        match value.get_ref() {
            Value::Table(axes) => {
                for (axis, value) in axes {
                    let scale = Some(read(value)?);
                    let channel = match axis.as_str() {
                        "x" => self.x.as_mut(),
                        "y" => self.y.as_mut(),
                        _ => None,
                    };
                    let Some(channel) = channel else {
                        let message = format!("`scale` names `{axis}`, which the figure has not");
                        return Err(Fault::new(
                            message,
                            value_span(fields, "scale"),
                            "name `x` or `y`",
                        ));
                    };
                    channel.scale = scale;
                }
            }
            one => {
                let scale = read(one)?;
                // Which axis holds the numbers is known with the data: the other one has no scale.
                for channel in [&mut self.x, &mut self.y].into_iter().flatten() {
                    channel.scale.get_or_insert(scale);
                }
                if self.mark.has_two_axes_of_numbers()
                    && let Some(x) = &mut self.x
                {
                    x.scale = None;
                }
            }
        }
        Ok(())
    }

    fn sort(&self, fields: &Fields<'_>) -> Result<Option<Sort>, Fault> {
        let Some(value) = fields.get("sort") else {
            return Ok(None);
        };
        if matches!(value.get_ref(), Value::Array(_)) {
            let names = fields.texts("sort")?.into_iter().map(Spanned::into_inner);
            return Ok(Some(Sort::Named(names.collect())));
        }
        let text = text("sort", value.get_ref(), value.span())?;
        let (falls, word) = match text.get_ref().strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.get_ref().as_str()),
        };
        let is = |channel: &Option<Channel>| {
            channel
                .as_ref()
                .is_some_and(|channel| channel.column.get_ref() == word)
        };
        let is_x = match word {
            "query" | "none" => return Ok(Some(Sort::Query)),
            "ascending" => return Ok(Some(Sort::Value { falls: false })),
            "descending" => return Ok(Some(Sort::Value { falls: true })),
            "x" => Some(true),
            "y" => Some(false),
            _ if is(&self.x) => Some(true),
            _ if is(&self.y) => Some(false),
            _ => None,
        };
        match is_x {
            Some(is_x) => Ok(Some(Sort::Axis { is_x, falls })),
            None => Err(Fault::new(
                format!("`sort` cannot be `{}`", text.get_ref()),
                text.span(),
                "write `x`, `y`, `-x`, `-y`, `query`, or the names in a list",
            )),
        }
    }
}

fn value_span(fields: &Fields<'_>, name: &str) -> Range<usize> {
    fields.get(name).map_or(0..0, Spanned::span)
}

/// Splits `NAME where CONDITION`.
pub(crate) fn condition(query: &Text) -> (Text, Option<Text>) {
    let text = query.get_ref();
    // The text stands behind a quote.
    let start = query.span().start + (query.span().len().saturating_sub(text.len())) / 2;
    let part =
        |from: usize, to: usize| Spanned::new(start + from..start + to, text[from..to].to_owned());
    let lower = text.to_ascii_lowercase();
    match lower.find(" where ") {
        Some(at) => {
            let name = part(0, at);
            let name = Spanned::new(name.span(), name.get_ref().trim().to_owned());
            (name, Some(part(at + " where ".len(), text.len())))
        }
        None => (Spanned::new(query.span(), text.trim().to_owned()), None),
    }
}

/// Reads a channel: the name of a column, or a table with more to say of it.
fn channel(fields: &Fields<'_>, name: &str) -> Result<Option<Channel>, Fault> {
    let Some(value) = fields.get(name) else {
        return Ok(None);
    };
    let place = value.span();
    let mut channel = Channel {
        column: Spanned::new(place.clone(), String::new()),
        title: None,
        scale: None,
        domain: None,
        format: None,
        kind: None,
    };
    let Value::Table(table) = value.get_ref() else {
        channel.column = text(name, value.get_ref(), place)?;
        return Ok(Some(channel));
    };
    for (field, value) in table {
        let said = || text(field, value, place.clone());
        match field.as_str() {
            "column" | "field" => channel.column = said()?,
            "title" => channel.title = Some(said()?.into_inner()),
            "scale" => channel.scale = Some(crate::fields::word(field, &said()?, &SCALES)?),
            "type" => channel.kind = Some(crate::fields::word(field, &said()?, &KINDS)?),
            "format" => {
                let format = said()?;
                let format = format.get_ref().parse::<Format>().map_err(|error| {
                    Fault::new(
                        error.to_string(),
                        place.clone(),
                        "write a format such as `si` or `pct0`",
                    )
                })?;
                channel.format = Some(format);
            }
            "domain" => channel.domain = Some(domain(value, &place)?),
            _ => {
                let known = ["column", "title", "scale", "domain", "format", "type"];
                let message = format!("`{name}` has no `{field}`");
                return Err(Fault::unknown(message, place, field, known));
            }
        }
    }
    if channel.column.get_ref().is_empty() {
        let message = format!("`{name}` names no column");
        return Err(Fault::new(
            message,
            place,
            format!("write `{name} = {{ column = \"NAME\" }}`"),
        ));
    }
    Ok(Some(channel))
}

fn domain(value: &Value, place: &Range<usize>) -> Result<(f64, f64), Fault> {
    let ends = value.as_array().map(Vec::as_slice);
    let Some([low, high]) = ends else {
        let help = "write `domain = [0, 100]`";
        return Err(Fault::new(
            "`domain` is not two numbers",
            place.clone(),
            help,
        ));
    };
    let end = |value| number("domain", value, place.clone());
    Ok((end(low)?, end(high)?))
}

/// Reads the words at places of the chart.
fn notes(fields: &Fields<'_>) -> Result<Vec<Note>, Fault> {
    let Some(value) = fields.get("annotate") else {
        return Ok(Vec::new());
    };
    let place = value.span();
    let help = "write `annotate = [{ x = 1920, text = \"..\" }]`, or `y = 50` for a line across";
    let wrong = |message: &str| Fault::new(message, place.clone(), help);
    let one = std::slice::from_ref(value.get_ref());
    let items = value.get_ref().as_array().map_or(one, Vec::as_slice);
    let note = |item: &Value| {
        let table = item
            .as_table()
            .ok_or_else(|| wrong("`annotate` is not a list of tables"))?;
        let mut note = Note {
            x: None,
            y: None,
            color: None,
            text: String::new(),
            place: place.clone(),
        };
        for (field, value) in table {
            match field.as_str() {
                "x" => note.x = Some(text(field, value, place.clone())?),
                "y" if value.is_str() => note.x = Some(text(field, value, place.clone())?),
                "y" => note.y = Some(number(field, value, place.clone())?),
                "color" => note.color = Some(text(field, value, place.clone())?.into_inner()),
                "text" => note.text = text(field, value, place.clone())?.into_inner(),
                _ => return Err(wrong(&format!("`annotate` has no `{field}`"))),
            }
        }
        if note.text.is_empty() || (note.x.is_none() && note.y.is_none()) {
            return Err(wrong("an annotation needs a `text` and a place"));
        }
        Ok(note)
    };
    items.iter().map(note).collect()
}
