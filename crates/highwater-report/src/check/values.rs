//! Value links: the text against the value, and what `--bless` would write.

use std::collections::BTreeMap;
use std::ops::Range;

use highwater_facts::{Fact, Format, FormatError, Ledger, nearest::nearest};

use super::texts::Texts;
use crate::commands::Commands;
use crate::diagnostic::Diagnostic;
use crate::prose::{Binding, BindingFault, Edit, Prose, Target};
use crate::source_text::SourceText;
use highwater_study::Results;

/// What the value links of a story gave.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// The coarsest format in which each path is shown.
    pub(super) formats: BTreeMap<String, Format>,
    /// Where a text differs from its value in a file of the project, and what it becomes.
    pub(super) edits: Vec<(SourceText, Edit)>,
    /// The number of value links.
    pub(super) count: usize,
}

/// The text of a value, as a link shows it.
pub(crate) fn value_text(
    ledger: &Ledger,
    path: &str,
    format: &Format,
) -> Result<String, ValueFault> {
    let (_, value) = ledger.resolve(path).ok_or(ValueFault::Unknown)?;
    format.text(&value).map_err(ValueFault::Format)
}

/// Why a value has no text.
#[derive(Debug)]
pub(crate) enum ValueFault {
    Unknown,
    Format(FormatError),
}

pub(super) fn check(
    texts: &Texts,
    results: &Results,
    commands: &Commands,
    found: &mut Vec<Diagnostic>,
) -> Values {
    let mut values = Values::default();
    for text in &texts.0 {
        for (fault, range) in &text.prose.faults {
            found.push(binding_fault(&text.prose.source, fault, range.clone()));
        }
        for (binding, range) in text.prose.bindings() {
            let Target::Value { path, format } = &binding.target else {
                continue;
            };
            values.count += 1;
            if let Some((_, value)) = results.ledger.resolve(path)
                && let (Some(x), Some(unit)) = (value.number(), value.unit())
            {
                let error = |format: &Format| format.error(x, unit);
                let coarsest = values.formats.entry(path.clone()).or_insert(*format);
                if error(format) > error(coarsest) {
                    *coarsest = *format;
                }
            }
            // The texts of studies are code: a person mends them.
            if let Some((finding, edit)) = check_one(
                &text.prose,
                binding,
                range,
                (path, format),
                results,
                commands,
            ) {
                // A story is not written for other data or settings: it is told, and built all the
                // same, with what these give.
                let departures = results.ledger.departures(path);
                let edit = edit.filter(|_| departures.is_empty());
                let finding = match departures.is_empty() {
                    true => finding,
                    false => departures
                        .into_iter()
                        .fold(finding.softened(), Diagnostic::note),
                };
                found.push(finding);
                if let Some(edit) = edit.filter(|_| text.is_in_file) {
                    values.edits.push((text.prose.source.clone(), edit));
                }
            }
        }
    }
    values
}

fn check_one(
    prose: &Prose,
    binding: &Binding,
    range: &Range<usize>,
    (path, format): (&str, &Format),
    results: &Results,
    commands: &Commands,
) -> Option<(Diagnostic, Option<Edit>)> {
    let ledger = &results.ledger;
    let source = &prose.source;
    let text = source.slice(binding.text.clone());
    match value_text(ledger, path, format) {
        Ok(computed) if text.is_empty() || text == computed => None,
        Ok(computed) => {
            let finding = Diagnostic::error(
                "HW0001",
                format!("the text `{text}` differs from the value `{path}`"),
            )
            .at(
                source,
                binding.text.clone(),
                format!("the data give `{computed}`"),
            )
            .note(format!(
                "the story says `{text}`, the value is written `{computed}`"
            ));
            let finding = match ledger.resolve(path) {
                Some((fact, _)) => finding.note(origin(fact)),
                None => finding,
            };
            let finite = ledger.resolve(path).and_then(|(_, value)| value.number());
            if finite.is_some_and(|x| !x.is_finite()) {
                let help = "the value is not finite; look at the rows that it is computed from";
                return Some((finding.help(help), None));
            }
            let finding = finding.help(format!(
                "write `{computed}` if the sentence still holds with it, or run with `--bless` and read the diff"
            ));
            Some((
                finding,
                Some(Edit {
                    range: binding.text.clone(),
                    text: computed,
                }),
            ))
        }
        Err(ValueFault::Unknown) => {
            let near = ledger.nearest(path);
            let finding = Diagnostic::error(
                "HW0002",
                format!("there is no value `{path}` in the ledger"),
            )
            .at(
                source,
                target_range(source, binding, range, path),
                "names no value",
            );
            if let Some(parts) = ledger.parts_instead_of(path) {
                return Some((finding.help(parts), None));
            }
            let finding = match (&near[..], &commands.values) {
                ([], Some(values)) => finding.help(format!("`{values}` lists all paths")),
                ([], None) => finding.help("`facts.json` of the site lists all paths"),
                (near, _) => {
                    let near: Vec<String> = near.iter().map(|path| format!("`{path}`")).collect();
                    finding.help(format!("the nearest paths: {}", near.join(", ")))
                }
            };
            Some((finding, None))
        }
        Err(ValueFault::Format(error)) => {
            let range = format_range(source, binding.text.end, range);
            Some((format_fault(source, &error, range), None))
        }
    }
}

/// The bytes of the name that a binding links to; the whole link where it is written elsewhere.
pub(super) fn target_range(
    source: &SourceText,
    binding: &Binding,
    link: &Range<usize>,
    name: &str,
) -> Range<usize> {
    let from = binding.text.end.clamp(link.start, link.end);
    let behind = source.slice(from..link.end);
    let scheme = behind.find(':').map_or(0, |at| at + 1);
    match behind[scheme..].find(name) {
        Some(at) if !name.is_empty() => from + scheme + at..from + scheme + at + name.len(),
        _ => link.clone(),
    }
}

/// Returns the bytes of the format in a link, behind its `?`; the whole link where there is none.
fn format_range(source: &SourceText, from: usize, link: &Range<usize>) -> Range<usize> {
    let text = source.slice(link.clone());
    let from = from.clamp(link.start, link.end) - link.start;
    let target = text[from..].find("](").map(|at| from + at + 2);
    let format = target.and_then(|target| {
        let end = target + text[target..].find([')', ' ', '"'])?;
        let start = target + text[target..end].find('?')? + 1;
        (start < end).then_some(link.start + start..link.start + end)
    });
    format.unwrap_or_else(|| link.clone())
}

/// Returns where a value comes from, in a line.
pub(super) fn origin(fact: &Fact) -> String {
    let cells: Vec<String> = fact.cells.iter().take(4).map(ToString::to_string).collect();
    let more = fact.cells.len().saturating_sub(cells.len());
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let how = if fact.how.is_empty() {
        String::new()
    } else {
        format!(" ({})", fact.how)
    };
    if cells.is_empty() {
        format!("`{}`: {}{how}", fact.path, fact.label)
    } else {
        format!(
            "`{}`: {}{how}, from {}{more}",
            fact.path,
            fact.label,
            cells.join(", ")
        )
    }
}

fn binding_fault(source: &SourceText, fault: &BindingFault, range: Range<usize>) -> Diagnostic {
    match fault {
        BindingFault::Scheme { scheme, nearest } => {
            Diagnostic::error("HW0004", format!("there is no scheme `{scheme}:`"))
                .at(source, range, "binds nothing")
                .did_you_mean(nearest.as_ref().map(|scheme| format!("{scheme}:")))
        }
        BindingFault::Format(error) => {
            format_fault(source, error, format_range(source, range.start, &range))
        }
        BindingFault::Unread { text } => unread(source, text, range),
        BindingFault::Within => Diagnostic::error(
            "HW0025",
            "a figure, table or list of claims stands within a link",
        )
        .at(source, range, "")
        .help("put it into a paragraph of its own"),
        BindingFault::Form { scheme, image } => {
            let (is, must) = if *image {
                ("an image", "a link, `[..](..)`")
            } else {
                ("a link", "an image, `![..](..)`")
            };
            Diagnostic::error(
                "HW0004",
                format!("`{scheme}:` is written as {is} and must be {must}"),
            )
            .at(source, range, "")
        }
    }
}

/// A link that Markdown left as text, with what keeps it from being one.
fn unread(source: &SourceText, text: &str, range: Range<usize>) -> Diagnostic {
    let shown = source.slice(range.clone());
    let help = if shown.contains("][") {
        "write where it leads between round brackets, `[..](..)`, or define the label on a line of its own"
    } else if shown.contains("[[") && shown.contains("](claim:") {
        "put the claim around the value: `[.. [..](value:PATH) ..](claim:ID)`"
    } else if !shown.ends_with(')') {
        "close it: `[..](..)`, on one line"
    } else if text.contains(char::is_whitespace) || shown.contains("] ") || shown.contains("]\n") {
        "leave no blank in its target, and none between the two pairs of brackets"
    } else if shown.matches("](").count() > 1 {
        "a claim alone may stand around another link"
    } else {
        "let its words and its target follow each other, `[..](..)`, outside of HTML; in a table write `\\|` for a bar"
    };
    Diagnostic::error("HW0004", "a link cannot be read, and is shown as it stands")
        .at(source, range, "binds nothing")
        .help(help)
        .help("if it is meant as text, write `\\[`, or put it between backticks")
}

fn format_fault(source: &SourceText, error: &FormatError, range: Range<usize>) -> Diagnostic {
    let finding = Diagnostic::error("HW0003", error.to_string()).at(source, range, "");
    let names: Vec<&str> = FormatError::names().collect();
    match error {
        FormatError::Unknown { text, .. } => {
            let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
            finding
                .did_you_mean(nearest(name, names.iter().copied()))
                .help(format!("formats: {}", names.join(", ")))
        }
        FormatError::Unit { .. } => finding.help(
            "leave the format out, and the unit decides; or name the value that has such a unit",
        ),
        _ => finding.help(format!("formats: {}", names.join(", "))),
    }
}
