//! A declared figure and the lines of its query, made a figure like any other.

use std::collections::BTreeSet;
use std::ops::Range;

use highwater_facts::Source;
use highwater_plot::{Figure, Words};
use highwater_query::{Answer, Query, table};

use crate::chart::{Plot, chart};
use crate::fault::Fault;
use crate::fields::Given;
use crate::hues::Hues;
use crate::lines::Lines;
use crate::measure::{capital, spoken, unit_words};
use crate::spec::FigureSpec;

/// A figure as it is declared.
#[derive(Clone, Debug)]
pub struct DeclaredFigure {
    /// Its id, under which a story places it.
    pub id: String,
    /// The bytes of the id, or of what names the figure.
    pub place: Range<usize>,
    /// What it shows.
    pub spec: FigureSpec,
}

impl DeclaredFigure {
    /// Reads the text of a block that declares one figure; `head` is where the block names it.
    ///
    /// # Errors
    ///
    /// [`Fault`] if it is not TOML, and for a field, mark or word that there is not.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_declared::DeclaredFigure;
    ///
    /// let text = "mark = \"line\"\nquery = \"rain where mm > 2\"\nx = \"month\"\ny = \"mm\"\n";
    /// let figure = DeclaredFigure::read("months", text, 0..0)?;
    /// assert_eq!(figure.spec.query.get_ref(), "rain");
    /// let condition = figure.spec.condition.unwrap();
    /// assert_eq!(&text[condition.span()], "mm > 2");
    /// let fault = DeclaredFigure::read("months", "mark = \"lin\"\nquery = \"rain\"", 0..0).unwrap_err();
    /// assert_eq!(fault.help, "did you mean `line`?");
    /// # Ok::<(), highwater_declared::Fault>(())
    /// ```
    pub fn read(id: &str, text: &str, head: Range<usize>) -> Result<Self, Fault> {
        let given: Given = toml::from_str(text).map_err(|error| not_toml(&error))?;
        DeclaredFigure::of(id.to_owned(), head, &given)
    }

    /// Reads the figures among those of a `figures.toml`: those that have a mark or a query. What else the
    /// file holds are the words of figures that a study makes. A file that is not TOML declares none: who
    /// reads the words says what is wrong with it.
    ///
    /// # Errors
    ///
    /// As [`read`](DeclaredFigure::read), all of them.
    pub fn read_file(text: &str) -> Result<Vec<Self>, Vec<Fault>> {
        let file: Result<toml::Table, _> = toml::from_str(text);
        if !file.is_ok_and(|file| file.contains_key("figure")) {
            return Ok(Vec::new());
        }
        let file: File = toml::from_str(text).map_err(|error| vec![not_toml(&error)])?;
        let (mut figures, mut faults) = (Vec::new(), Vec::new());
        for (id, given) in file.figure {
            let is_drawn = given
                .keys()
                .any(|key| ["mark", "query"].contains(&key.get_ref().as_str()));
            if !is_drawn {
                continue;
            }
            let place = id.span();
            match DeclaredFigure::of(id.into_inner(), place, &given) {
                Ok(figure) => figures.push(figure),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() {
            Ok(figures)
        } else {
            Err(faults)
        }
    }

    fn of(id: String, place: Range<usize>, given: &Given) -> Result<Self, Fault> {
        let is_sound = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !is_sound {
            return Err(Fault::new(
                format!("`{id}` cannot be the name of a figure"),
                place,
                "use small letters, digits and `-`, a letter first",
            ));
        }
        let spec = FigureSpec::read(given, place.clone())?;
        Ok(DeclaredFigure { id, place, spec })
    }

    /// Makes the figure from the lines of its query. What its words leave open is said by the columns, and
    /// by the sources of the rows.
    ///
    /// # Errors
    ///
    /// [`Fault`] for columns that there are not or that hold something else, for lines that are twice,
    /// and for a query without lines.
    pub fn make(
        &self,
        query: &Query,
        answer: &Answer,
        sources: &[Source],
        hues: &mut Hues,
    ) -> Result<Figure, Fault> {
        let mut plot = Plot {
            spec: &self.spec,
            lines: Lines {
                answer,
                query: &query.name,
            },
            hues,
        };
        let chart = chart(&mut plot)?;
        let mut data = table(query, answer);
        data.id.clear();
        let words = self.words(&plot.lines, sources);
        Ok(Figure::new(self.id.as_str(), words, chart).data(data))
    }

    /// Returns what is said where the declaration says nothing.
    fn words(&self, lines: &Lines<'_>, sources: &[Source]) -> Words {
        let shown = self.shown(lines);
        let files = self.files(lines, sources);
        let names: Vec<String> = files
            .iter()
            .map(|source| format!("`{}`", source.path.rsplit('/').next().unwrap_or_default()))
            .collect();
        let part = if self.spec.condition.is_some() {
            "Some lines of the"
        } else {
            "The"
        };
        let method = match names.is_empty() {
            true => String::new(),
            false => format!(
                "{part} query `{}` on {}.",
                self.spec.query.get_ref(),
                names.join(" and ")
            ),
        };
        Words::default()
            .subtitle(format!("{}.", capital(&shown)))
            .source(credit(&files))
            .alt(format!("{} of {shown}.", self.spec.mark.words()))
            .method(method)
    }

    /// Returns what is drawn, in words: "deaths per year by decade and type".
    fn shown(&self, lines: &Lines<'_>) -> String {
        let spec = &self.spec;
        let is_value =
            |channel: &&crate::spec::Channel| lines.holds(channel) == crate::lines::Holds::Numbers;
        let axes = || [&spec.y, &spec.x].into_iter().flatten();
        let value = match spec.mark {
            crate::mark::Mark::Cell => spec.color.as_ref(),
            _ => axes().find(is_value),
        };
        let name = |channel: &crate::spec::Channel| {
            let title = channel
                .title
                .clone()
                .unwrap_or_else(|| spoken(channel.column.get_ref()));
            // A word in capitals is one.
            match title.chars().nth(1).is_some_and(char::is_lowercase) {
                true => title.to_lowercase(),
                false => title,
            }
        };
        let Some(value) = value else {
            return spoken(spec.query.get_ref());
        };
        let mut shown = name(value);
        if value.title.is_none()
            && let Some(unit) = unit_words(value, lines.unit(value))
        {
            shown = format!("{shown} in {unit}");
        }
        let mut by: Vec<String> = Vec::new();
        let others = axes().chain(&spec.color).chain(&spec.facet);
        for channel in others {
            let other = name(channel);
            if channel.column.get_ref() != value.column.get_ref() && !by.contains(&other) {
                by.push(other);
            }
        }
        match by.split_last() {
            None => shown,
            Some((last, [])) => format!("{shown} by {last}"),
            Some((last, rest)) => format!("{shown} by {} and {last}", rest.join(", ")),
        }
    }

    /// Returns the sources that the rows behind the lines stand in.
    fn files<'a>(&self, lines: &Lines<'_>, sources: &'a [Source]) -> Vec<&'a Source> {
        let rows = lines.rows().iter();
        let named = rows.flat_map(|row| lines.answer.named(&row.rows));
        let files: BTreeSet<&str> = named.map(|row| &*row.file).collect();
        sources
            .iter()
            .filter(|source| files.contains(&*source.path))
            .collect()
    }
}

#[derive(serde::Deserialize)]
struct File {
    figure: std::collections::BTreeMap<toml::Spanned<String>, Given>,
}

/// Returns who made the data, with the year.
fn credit(files: &[&Source]) -> String {
    let mut credits: Vec<String> = Vec::new();
    // A table that nobody describes has no date either.
    for source in files.iter().filter(|source| !source.date.is_empty()) {
        let year = source.date.get(..4).unwrap_or_default();
        // Whom the publisher names stands in the list of the data.
        let origin = source
            .origin
            .split("; named there: ")
            .next()
            .unwrap_or_default();
        let credit = match origin.contains(year) || year.is_empty() {
            true => origin.to_owned(),
            false => format!("{origin}, {year}"),
        };
        if !credit.is_empty() && !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    credits.join("; ")
}

pub(crate) fn not_toml(error: &toml::de::Error) -> Fault {
    Fault::new(
        format!("this is not TOML: {}", error.message()),
        error.span().unwrap_or(0..0),
        "write lines such as `mark = \"line\"`",
    )
}
