//! What a project declares without a program: queries in files and stories, and figures over them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use highwater_declared::{DeclaredFigure, DeclaredStatistic, DeclaredValue, Fault};
use highwater_ingest::input_file;
use highwater_report::diagnostic::Diagnostic;
use highwater_report::{Fence, FenceKind, SourceText, fences};

/// The folder of queries, as messages name it.
const QUERIES: &str = "report/queries";
/// The folder of stories, likewise.
const STORIES: &str = "report/stories";

/// What a project declares, as it was read.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    pub(crate) queries: Vec<DeclaredQuery>,
    pub(crate) figures: Vec<OfStory>,
    /// Values with the files that they stand in.
    pub(crate) values: Vec<(DeclaredValue, SourceText)>,
    /// Fits and tests, likewise.
    pub(crate) statistics: Vec<(DeclaredStatistic, SourceText)>,
}

/// A query as it is written: a file of its own, or a block of a story.
#[derive(Clone, Debug)]
pub(crate) struct DeclaredQuery {
    pub(crate) name: String,
    /// The file that it stands in.
    pub(crate) source: SourceText,
    /// The query, at the bytes of the file where it stands, with blanks in the place of all else.
    pub(crate) text: String,
    /// The bytes of its name, or of the start of its file.
    place: Range<usize>,
}

/// A figure as a story declares it.
#[derive(Clone, Debug)]
pub(crate) struct OfStory {
    pub(crate) figure: DeclaredFigure,
    /// The file that it stands in.
    pub(crate) source: SourceText,
    /// The name of the story's folder.
    pub(crate) story: String,
}

impl Declarations {
    /// Reads `report/queries/*.sql`, the blocks of stories and their `figures.toml`, in the order of their
    /// names. A story that cannot be read is told by the check.
    pub(crate) fn read(root: &Path) -> Result<Self, Vec<Diagnostic>> {
        let mut declared = Declarations::default();
        let mut found = Vec::new();
        declared.read_queries(root, &mut found);
        for folder in entries(&root.join(STORIES)) {
            let Some(slug) = folder.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let text = |name: &str| {
                let text = text(&folder.join(name)).ok()?;
                let shown = format!("{STORIES}/{slug}/{name}");
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                Some(SourceText::new(&shown, text))
            };
            if let Some(story) = text("story.md") {
                declared.read_story(slug, &story, &mut found);
            }
            if let Some(values) = text("values.toml") {
                declared.read_values(&values.text, &values, &mut found);
            }
            if let Some(figures) = text("figures.toml") {
                match DeclaredFigure::read_file(&figures.text) {
                    Ok(all) => all
                        .into_iter()
                        .for_each(|figure| declared.add(slug, figure, &figures)),
                    Err(faults) => found.extend(faults.iter().map(|f| fault(f, &figures))),
                }
            }
        }
        declared.find_twice(&mut found);
        if found.is_empty() {
            Ok(declared)
        } else {
            Err(found)
        }
    }

    /// Returns whether nothing is declared.
    pub(crate) fn are_none(&self) -> bool {
        self.queries.is_empty()
            && self.figures.is_empty()
            && self.values.is_empty()
            && self.statistics.is_empty()
    }

    /// Returns whether both are read from the same texts.
    pub(crate) fn are_the_same(&self, other: &Declarations) -> bool {
        let sources = |declared: &Declarations| -> Vec<SourceText> {
            let queries = declared.queries.iter().map(|query| &query.source);
            let figures = declared.figures.iter().map(|figure| &figure.source);
            let values = declared.values.iter().map(|(_, source)| source);
            let statistics = declared.statistics.iter().map(|(_, source)| source);
            let others = figures.chain(values).chain(statistics);
            queries.chain(others).cloned().collect()
        };
        sources(self) == sources(other)
    }

    fn read_queries(&mut self, root: &Path, found: &mut Vec<Diagnostic>) {
        for path in entries(&root.join(QUERIES)) {
            if path.extension().is_none_or(|extension| extension != "sql") {
                continue;
            }
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let shown = format!("{QUERIES}/{stem}.sql");
            match text(&path) {
                Ok(text) if is_name(&stem) => self.queries.push(DeclaredQuery {
                    name: stem.into_owned(),
                    source: SourceText::new(&shown, &text),
                    place: 0..text.len().min(1),
                    text,
                }),
                Ok(_) => found.push(bad_name(&shown)),
                Err(error) => found.push(
                    Diagnostic::error("HW0203", format!("`{shown}` cannot be read: {error}"))
                        .help("check that the file is a text and can be read"),
                ),
            }
        }
    }

    fn read_story(&mut self, slug: &str, story: &SourceText, found: &mut Vec<Diagnostic>) {
        for fence in fences(story) {
            let place = name_in(&fence);
            match fence.kind {
                FenceKind::Query if is_name(&fence.name) => self.queries.push(DeclaredQuery {
                    text: fence.alone(),
                    name: fence.name,
                    source: story.clone(),
                    place,
                }),
                FenceKind::Query => found.push(bad_name(&fence.name).at(story, place, "")),
                FenceKind::Figure => {
                    match DeclaredFigure::read(&fence.name, &fence.alone(), place) {
                        Ok(figure) => self.add(slug, figure, story),
                        Err(error) => found.push(fault(&error, story)),
                    }
                }
                FenceKind::Values => self.read_values(&fence.alone(), story, found),
            }
        }
    }

    fn read_values(&mut self, text: &str, source: &SourceText, found: &mut Vec<Diagnostic>) {
        match DeclaredValue::read(text) {
            Ok(values) => {
                let values = values.into_iter().map(|value| (value, source.clone()));
                self.values.extend(values);
            }
            Err(faults) => {
                found.extend(faults.iter().map(|fault| of_value(fault, source)));
                return;
            }
        }
        match DeclaredStatistic::read(text) {
            Ok(all) => {
                let all = all.into_iter().map(|statistic| (statistic, source.clone()));
                self.statistics.extend(all);
            }
            Err(faults) => found.extend(faults.iter().map(|fault| of_value(fault, source))),
        }
    }

    /// Returns whether a path is below something that is declared, so that its absence has a cause that is
    /// found there.
    pub(crate) fn declare(&self, path: &str) -> bool {
        let values = self.values.iter().map(|(value, _)| value.path.as_str());
        let statistics = self
            .statistics
            .iter()
            .map(|(statistic, _)| statistic.path.as_str());
        let mut names = values.chain(statistics);
        names.any(|name| is_below(path, name))
    }

    fn add(&mut self, story: &str, figure: DeclaredFigure, source: &SourceText) {
        self.figures.push(OfStory {
            figure,
            source: source.clone(),
            story: story.to_owned(),
        });
    }

    /// Finds names that two queries or two figures have.
    fn find_twice(&self, found: &mut Vec<Diagnostic>) {
        let queries = self
            .queries
            .iter()
            .map(|q| ("HW0220", "query", &q.name, &q.source, &q.place));
        let figures = self
            .figures
            .iter()
            .map(|f| ("HW0221", "figure", &f.figure.id, &f.source, &f.figure.place));
        let all: Vec<_> = queries.chain(figures).collect();
        for (at, (code, what, name, source, place)) in all.iter().enumerate() {
            let mut before = all[..at].iter();
            let Some((.., first, first_place)) =
                before.find(|(_, kind, known, ..)| kind == what && known == name)
            else {
                continue;
            };
            let plural = if *what == "query" {
                "queries"
            } else {
                "figures"
            };
            found.push(
                Diagnostic::error(code, format!("two {plural} are called `{name}`"))
                    .at(source, (*place).clone(), "")
                    .at(first, (*first_place).clone(), "the first one")
                    .help("give one of them another name"),
            );
        }
    }
}

/// The files and folders of a folder, by name; none if there is no such folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn text(path: &Path) -> Result<String, String> {
    let bytes = input_file::read(path, input_file::MOST_OF_A_TEXT);
    let bytes = bytes.map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn is_name(name: &str) -> bool {
    let is_of = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_of)
}

fn bad_name(shown: &str) -> Diagnostic {
    Diagnostic::error("HW0220", format!("`{shown}` cannot be the name of a query"))
        .help("use small letters, digits and `_`, a letter first: its values are named by it")
}

/// The bytes of the name in the first line of a block.
fn name_in(fence: &Fence) -> Range<usize> {
    let head = fence.source.slice(fence.head.clone());
    let at = head.rfind(&fence.name).unwrap_or_default();
    fence.head.start + at..fence.head.start + at + fence.name.len()
}

/// Returns whether a path is that of a value or of a part of it.
pub(crate) fn is_below(path: &str, value: &str) -> bool {
    let rest = path.strip_prefix(value);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A fault of a figure as a finding.
pub(crate) fn fault(fault: &Fault, source: &SourceText) -> Diagnostic {
    placed("HW0221", fault, source)
}

/// A fault of a value as a finding.
pub(crate) fn of_value(fault: &Fault, source: &SourceText) -> Diagnostic {
    placed("HW0222", fault, source)
}

fn placed(code: &'static str, fault: &Fault, source: &SourceText) -> Diagnostic {
    let finding = Diagnostic::error(code, fault.message.as_str());
    let text = source.slice(fault.place.clone());
    // A value that takes several lines is shown by its first.
    let length = text.find('\n').unwrap_or(text.len());
    let place = fault.place.start..fault.place.start + length;
    finding.at(source, place, "").help(fault.help.as_str())
}
