//! The corrections of data that the site tells of: both snapshots, each in the place that studies name.

use highwater_facts::nearest::nearest;
use highwater_ingest::snapshots::{Snapshot, SnapshotError, SnapshotList, usual_folders};
use highwater_report::diff::{Edition, EditionError, diff};
use highwater_report::{Changes, Checked, Correction, Outcome, Project, check_beside};

use super::workspace::Workspace;
use crate::cli::Input;
use crate::engine::data::Given;
use crate::engine::editions;
use crate::engine::project::{self, Reads, Studied};
use crate::engine::published::Choice;
use crate::engine::snapshots;
use crate::terminal::Failure;

/// A correction with what the studies gave on both snapshots; none where it is what they gave for the
/// site.
pub(crate) struct Rerun {
    changes: Changes,
    sides: Option<[Option<Studied>; 2]>,
}

impl Rerun {
    /// The correction that it is about.
    pub(crate) fn correction(&self) -> &Correction {
        &self.changes.correction
    }
}

/// Runs the studies that read a corrected snapshot on both editions of it, where both are at hand.
pub(crate) fn rerun(
    root: &Workspace,
    input: &Input,
    project: &Project,
    site: &Studied,
) -> Result<Vec<Rerun>, Failure> {
    let corrections = &project.site.changes;
    if corrections.is_empty() {
        return Ok(Vec::new());
    }
    let list = snapshots::list(root)?;
    let mut reruns = Vec::new();
    for (at, correction) in corrections.iter().enumerate() {
        if corrections[..at]
            .iter()
            .any(|other| other.new == correction.new)
        {
            return Err(Failure::other(
                format!(
                    "`report/site.toml` has two `[[changes]]` with `new = \"{}\"`",
                    correction.new
                ),
                "one page tells of one edition: delete one of the two",
            ));
        }
        reruns.push(one(root, input, correction, &list, site)?);
    }
    Ok(reruns)
}

fn one(
    root: &Workspace,
    input: &Input,
    correction: &Correction,
    list: &SnapshotList,
    site: &Studied,
) -> Result<Rerun, Failure> {
    let (old, new) = (
        listed(&correction.old, list)?,
        listed(&correction.new, list)?,
    );
    editions::of_one_file(list, &old.name, &new.name)?;
    let with = |outcome| Changes {
        correction: correction.clone(),
        old: old.clone(),
        new: new.clone(),
        outcome,
    };
    if editions::readers(root.program.studies, list, &new.name)
        .next()
        .is_none()
    {
        let changes = with(Outcome::Unread);
        return Ok(Rerun {
            changes,
            sides: None,
        });
    }
    let folders = usual_folders(root, input.data.as_deref());
    let is_missing = |snapshot: &&Snapshot| {
        matches!(snapshot.find(&folders), Err(SnapshotError::NotFound { .. }))
    };
    let missing: Vec<String> = [old, new]
        .into_iter()
        .filter(is_missing)
        .map(|snapshot| snapshot.name.clone())
        .collect();
    if !missing.is_empty() {
        let changes = with(Outcome::Missing(missing));
        return Ok(Rerun {
            changes,
            sides: None,
        });
    }
    let sides = [
        side(root, input, old, list, site)?,
        side(root, input, new, list, site)?,
    ];
    Ok(Rerun {
        changes: with(Outcome::Unread),
        sides: Some(sides),
    })
}

/// Returns what the studies give on a snapshot; none where that is what the site is built on.
fn side(
    root: &Workspace,
    input: &Input,
    snapshot: &Snapshot,
    list: &SnapshotList,
    site: &Studied,
) -> Result<Option<Studied>, Failure> {
    let editions = list.editions(&snapshot.name);
    // A file that a reader gives in the place of this snapshot is neither of the two.
    let is_other = |setting: &&String| {
        let name = setting.split('=').next().unwrap_or_default().trim();
        editions.iter().all(|edition| edition.name != name)
    };
    let inputs: Vec<String> = input.inputs.iter().filter(is_other).cloned().collect();
    let choice = Choice {
        data: input.data.as_deref(),
        inputs: &inputs,
        edition: Some(&snapshot.name),
        ..Choice::default()
    };
    let option = "--data ";
    let given = input.data.as_deref().map(|path| Given { path, option });
    let reads = Reads::of(root, given, &choice)?;
    if reads.are_the_same(&site.reads) {
        return Ok(None);
    }
    let parameters = project::parameters(root.program.studies, &input.settings)?;
    project::run(reads, &parameters, Some(site)).map(Some)
}

fn listed<'a>(name: &str, list: &'a SnapshotList) -> Result<&'a Snapshot, Failure> {
    list.get(name).map_err(|_| {
        let names = || list.snapshots.iter().map(|snapshot| snapshot.name.as_str());
        let hint = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
        };
        Failure::Other(
            format!(
                "`[[changes]]` in `report/site.toml` names `{name}`, which is no snapshot of {}",
                snapshots::LIST
            ),
            Some(hint),
        )
    })
}

/// Compares both sides of each correction, for the pages of a checked site.
pub(crate) fn compare(
    reruns: &[Rerun],
    site: &Studied,
    checked: &Checked<'_>,
    only: Option<&str>,
) -> Result<Vec<Changes>, Failure> {
    let fault =
        |error: EditionError| Failure::other(error.to_string(), "this is a fault of the program");
    let mut of_site = None;
    let mut compared = Vec::new();
    for Rerun { changes, sides } in reruns {
        let mut changes = changes.clone();
        if let Some([old, new]) = sides {
            let of_site = match &of_site {
                Some(edition) => edition,
                None => of_site.insert(Edition::of("", checked, None).map_err(fault)?),
            };
            let edition = |name: &str, side: &Option<Studied>| match side {
                None => Ok(of_site.clone().named(name)),
                Some(studied) => {
                    let results = &studied.results;
                    let checked = check_beside(checked.project(), results, only, &site.results);
                    Edition::of(name, &checked, Some(of_site))
                }
            };
            let (old, new) = rayon::join(
                || edition(&changes.old.name, old),
                || edition(&changes.new.name, new),
            );
            let (old, new) = (old.map_err(fault)?, new.map_err(fault)?);
            changes.outcome = Outcome::Compared(Box::new(diff(&old, &new, "")));
        }
        compared.push(changes);
    }
    Ok(compared)
}
