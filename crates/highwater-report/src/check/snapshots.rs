//! Sections that need a snapshot: left out where it is not at hand.

use highwater_facts::BasisKind;
use highwater_facts::nearest::nearest;

use super::texts::Texts;
use crate::commands::Commands;
use crate::diagnostic::Diagnostic;
use crate::story::{Story, leave_out, sections};
use highwater_study::Results;

/// Leaves out the sections whose snapshot is not at hand, and gives the texts of these.
pub(super) fn leave_sections_out(
    story: &mut Story,
    results: &Results,
    commands: &Commands,
    found: &mut Vec<Diagnostic>,
) -> Texts {
    let bases = &results.ledger.bases;
    let mut without = Vec::new();
    for section in sections(&story.body) {
        let known = bases.iter().find(|basis| basis.snapshot == section.needs);
        match known {
            Some(basis) if basis.kind == BasisKind::Embedded => without.push(section),
            Some(_) => {}
            None => {
                let name = &section.needs;
                let message = format!("no study runs on a snapshot `{name}`");
                let snapshots = bases.iter().map(|basis| basis.snapshot);
                found.push(
                    Diagnostic::error("HW0036", message)
                        .at(&story.source, section.heading.clone(), "")
                        .did_you_mean(nearest(name, snapshots).map(|near| format!("needs={near}")))
                        .help("`data/snapshots.toml` lists the snapshots"),
                );
            }
        }
    }
    let left_out = leave_out(&mut story.body, &without, commands.fetch.as_deref());
    Texts::of_body(&left_out, story, results)
}
