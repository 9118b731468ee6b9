//! What moved, as lines for a terminal.

use super::{ClaimChange, ClaimChanges, DataChange, Diff, FigureChanges, ValueChanges};

/// Returns what moved, as lines for a terminal: a part for values, claims and figures where something
/// of them changed, each with at most so many entries, and a line for all that is the same.
#[must_use]
pub fn listing(diff: &Diff, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if !diff.values.is_empty() {
        values(&diff.values, most, &mut lines);
    }
    if let Some(claims) = diff.claims.as_ref().filter(|claims| !claims.is_empty()) {
        self::claims(claims, most, &mut lines);
    }
    if let Some(figures) = diff.figures.as_ref().filter(|figures| !figures.is_empty()) {
        self::figures(figures, most, &mut lines);
    }
    if lines.is_empty() {
        lines.push("no value moved".to_owned());
    }
    for what in &diff.not_compared {
        lines.push(format!("not compared: {what}"));
    }
    lines
}

fn values(values: &ValueChanges, most: usize, lines: &mut Vec<String>) {
    let counts = [
        (values.moved.len(), "moved"),
        (values.added.len(), "added"),
        (values.gone.len(), "gone"),
        (values.unchanged, "unchanged"),
    ];
    lines.push(heading("values", &counts));
    let mut rows: Vec<[String; 5]> = values
        .moved
        .iter()
        .map(|value| {
            [
                value.path.clone(),
                format!("{} → {}", value.old.text, value.new.text),
                value.change.clone(),
                value.relative_text(),
                value.label.clone(),
            ]
        })
        .collect();
    for (list, sign) in [(&values.added, "added"), (&values.gone, "gone")] {
        rows.extend(list.iter().map(|value| {
            let text = format!("{sign}: {}", value.text);
            [
                value.path.clone(),
                text,
                String::new(),
                String::new(),
                value.label.clone(),
            ]
        }));
    }
    let more = rows.len().saturating_sub(most);
    rows.truncate(most);
    lines.extend(aligned(&rows));
    if more > 0 {
        lines.push(and_more(more));
    }
}

fn claims(claims: &ClaimChanges, most: usize, lines: &mut Vec<String>) {
    let counts = [
        (claims.flipped.len(), "flipped"),
        (claims.near.len(), "came near"),
        (claims.firmer.len(), "firmer"),
        (claims.added.len(), "added"),
        (claims.gone.len(), "gone"),
        (claims.shifted, "with another margin"),
        (claims.unchanged, "unchanged"),
    ];
    lines.push(heading("claims", &counts));
    let changed = [&claims.flipped, &claims.near, &claims.firmer];
    let changed: Vec<&ClaimChange> = changed.into_iter().flatten().collect();
    for change in changed.iter().take(most) {
        lines.extend(claim(change));
    }
    let more = changed.len().saturating_sub(most);
    if more > 0 {
        lines.push(and_more(more));
    }
    for (list, what) in [(&claims.added, "added"), (&claims.gone, "gone")] {
        for claim in list.iter().take(most) {
            lines.push(format!(
                "  {}/{}  {what}: {}  “{}”",
                claim.story, claim.id, claim.verdict, claim.words
            ));
        }
    }
}

fn claim(change: &ClaimChange) -> Vec<String> {
    let (old, new) = (&change.old, &change.new);
    let mut lines = vec![format!(
        "  {}/{}  {}  “{}”",
        change.story,
        change.id,
        change.verdicts(),
        change.words
    )];
    for (side, state) in [("old", old), ("new", new)] {
        let detail = state.detail();
        if !detail.is_empty() {
            lines.push(format!("      {side}: {detail}"));
        }
    }
    lines.extend(change.remarks().map(|remark| format!("      {remark}")));
    lines
}

impl ClaimChange {
    /// Both verdicts: `holds → fails`, or `holds` where it is the same.
    #[must_use]
    pub fn verdicts(&self) -> String {
        if self.old.verdict == self.new.verdict {
            self.new.verdict.clone()
        } else {
            format!("{} → {}", self.old.verdict, self.new.verdict)
        }
    }

    /// Returns what a reader must know to compare the two verdicts.
    pub fn remarks(&self) -> impl Iterator<Item = &'static str> {
        let remarks = [
            (self.other_predicate, "its predicate is another"),
            (
                self.beyond_when,
                "its predicate was tried on a table that its words do not speak of",
            ),
        ];
        let said = remarks.into_iter().filter(|(is_so, _)| *is_so);
        said.map(|(_, remark)| remark)
    }
}

fn figures(figures: &FigureChanges, most: usize, lines: &mut Vec<String>) {
    let counts = [
        (figures.changed.len(), "changed"),
        (figures.added.len(), "added"),
        (figures.gone.len(), "gone"),
        (figures.unchanged, "unchanged"),
    ];
    lines.push(heading("figures", &counts));
    let mut rows: Vec<[String; 3]> = Vec::new();
    for figure in &figures.changed {
        let drawn = if figure.stories.is_empty() {
            String::new()
        } else {
            format!("drawn anew in {}", figure.stories.join(", "))
        };
        rows.push([figure.id.clone(), figure.data.text(), drawn]);
    }
    for (list, what) in [(&figures.added, "added"), (&figures.gone, "gone")] {
        rows.extend(
            list.iter()
                .map(|id| [id.clone(), what.to_owned(), String::new()]),
        );
    }
    let more = rows.len().saturating_sub(most);
    rows.truncate(most);
    lines.extend(aligned(&rows));
    if more > 0 {
        lines.push(and_more(more));
    }
}

impl DataChange {
    /// Returns what changed in the data, in a line.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            DataChange::Same => "the same data".to_owned(),
            DataChange::Cells(cells) => cells.text(),
            DataChange::Differs => "other data".to_owned(),
        }
    }
}

fn heading(what: &str, counts: &[(usize, &str)]) -> String {
    let some = counts.iter().filter(|(n, _)| *n > 0);
    let parts: Vec<String> = some.map(|(n, what)| format!("{n} {what}")).collect();
    format!("{what}: {}", parts.join(", "))
}

fn and_more(n: usize) -> String {
    format!("  and {n} more; `-v` or `--format json` gives them all")
}

/// Rows as lines with their columns one below another, as wide as most of their cells need.
fn aligned<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    /// A longer cell pushes its own line alone.
    const WIDEST: usize = 44;
    let length = |text: &str| text.chars().count();
    let width = |at: usize| {
        let lengths = rows.iter().map(|row| length(&row[at]));
        lengths
            .filter(|length| *length <= WIDEST)
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(&widths);
        let cells: String = cells
            .map(|(cell, width)| {
                let room = width.saturating_sub(length(cell));
                match width {
                    0 => String::new(),
                    _ => format!("  {cell}{}", " ".repeat(room)),
                }
            })
            .collect();
        cells.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
