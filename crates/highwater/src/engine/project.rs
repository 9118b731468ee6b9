//! The folders of the project, and what is read from them.

use std::collections::BTreeSet;
use std::sync::Arc;

use highwater_ingest::{Fault, FaultKind, TextFile, input_file};
use highwater_report::diagnostic::{self, Diagnostic, Files};
use highwater_report::{Commands, Project};
use highwater_study::{AtHand, Parameters, Problems, PublishedTable, Results, Study, StudyError};

use super::declarations::Declarations;
use super::tables;
use super::workspace::Workspace;
use crate::cli::Input;
use crate::engine::data::{Data, Given};
use crate::engine::published::{self, Choice};
use crate::program::Program;
use crate::terminal::Failure;

/// Reads the stories, templates and assets.
pub(crate) fn load(root: &Workspace) -> Result<Project, Failure> {
    let mut project = Project::load(&root.join("report"), "report")
        .map_err(|found| Failure::Findings(found, false))?;
    project.commands = commands(&root.program);
    Ok(project)
}

/// Returns what this program lets a reader run.
pub(crate) fn commands(program: &Program) -> Commands {
    let command = |task: &str| Some(program.invoke(task));
    Commands {
        bless: command("report --bless"),
        review: command("check --review"),
        fetch: command("fetch"),
        diff: command("diff"),
        values: command("values"),
    }
}

/// What the studies read.
pub(crate) struct Reads {
    studies: &'static [Study],
    pub(crate) data: Data,
    pub(crate) published: Vec<PublishedTable>,
    /// The queries of the project, and the figures over them.
    declared: Declarations,
}

impl Reads {
    /// Returns what they read where a reader names a folder or files.
    pub(crate) fn of(
        root: &Workspace,
        given: Option<Given<'_>>,
        choice: &Choice<'_>,
    ) -> Result<Self, Failure> {
        let data = Data::find(root, given)?;
        let published = published::tables(root, choice)?;
        data.is_of_use(root, given, &published)?;
        Ok(Reads {
            studies: root.program.studies,
            data,
            published,
            declared: Declarations::read(root).map_err(|found| Failure::Findings(found, false))?,
        })
    }

    /// Returns whether the project still declares what it did when this was read.
    pub(crate) fn declare_the_same(&self, root: &Workspace) -> bool {
        let now = Declarations::read(root);
        now.is_ok_and(|now| now.are_the_same(&self.declared))
    }

    fn at_hand(&self) -> AtHand<'_> {
        AtHand {
            data: &self.data.own,
            instead: self.data.instead.clone(),
            published: self.published.clone(),
        }
    }

    /// Returns whether every study would read the same from both.
    pub(crate) fn are_the_same(&self, other: &Reads) -> bool {
        let (a, b) = (self.at_hand(), other.at_hand());
        // Which tables queries name is not asked.
        let reads_none = self.declared.are_none() && !tables::have_values(&self.data.own);
        let same_tables = reads_none || self.data.instead == other.data.instead;
        let mut studies = self.studies.iter();
        same_tables && studies.all(|study| study.reads_the_same(&a, &b))
    }
}

/// What the studies gave, and what some of them could not give.
pub(crate) struct Studied {
    pub(crate) results: Arc<Results>,
    /// What each study gave, in their order, of which the results are made.
    parts: Vec<Results>,
    /// Why a part of a study has no result in the window asked for.
    pub(crate) incomplete: Vec<Diagnostic>,
    /// What is worth a look in sound tables.
    pub(crate) findings: Vec<Diagnostic>,
    /// Which data each study used, in a line each.
    pub(crate) used: Vec<String>,
    pub(crate) reads: Reads,
}

/// What a run may take over from one before it.
#[derive(Clone, Copy)]
pub(crate) struct Beside<'a> {
    pub(crate) studied: &'a Studied,
    /// The studies that run again though they read the same files: what these hold has changed.
    pub(crate) stale: &'a BTreeSet<&'static str>,
}

/// Runs the studies. Whatever they could not give is a failure.
pub(crate) fn study(root: &Workspace, input: &Input) -> Result<Studied, Failure> {
    complete(try_study(root, input)?)
}

/// Runs those studies again whose data have changed. Whatever they could not give is a failure.
pub(crate) fn study_again(
    root: &Workspace,
    input: &Input,
    before: Beside<'_>,
) -> Result<Studied, Failure> {
    complete(study_beside(root, input, Some(before))?)
}

fn complete(studied: Studied) -> Result<Studied, Failure> {
    if studied.incomplete.is_empty() {
        Ok(studied)
    } else {
        Err(Failure::Findings(studied.incomplete, true))
    }
}

/// Runs the studies. Settings at fault and faults of tables are failures.
pub(crate) fn try_study(root: &Workspace, input: &Input) -> Result<Studied, Failure> {
    study_beside(root, input, None)
}

fn study_beside(
    root: &Workspace,
    input: &Input,
    beside: Option<Beside<'_>>,
) -> Result<Studied, Failure> {
    let given = input.data.as_deref();
    let choice = Choice {
        data: given,
        inputs: &input.inputs,
        ..Choice::default()
    };
    let parameters = parameters(root.program.studies, &input.settings)?;
    let option = "--data ";
    let given = given.map(|path| Given { path, option });
    let reads = Reads::of(root, given, &choice)?;
    run_beside(reads, &parameters, beside)
}

/// Returns what a reader set. What is at fault of it is a failure.
pub(crate) fn parameters(studies: &[Study], settings: &[String]) -> Result<Parameters, Failure> {
    let known: Vec<_> = studies
        .iter()
        .flat_map(|study| study.parameters)
        .copied()
        .collect();
    Parameters::parse(settings, &known).map_err(|errors| {
        let found = errors.iter().map(|error| {
            Diagnostic::error("HW0208", error.to_string()).help(format!(
                "parameters: {}",
                known
                    .iter()
                    .map(|p| format!("`{}`", p.path))
                    .collect::<Vec<_>>()
                    .join(", ")
            ))
        });
        Failure::Findings(found.collect(), false)
    })
}

/// Runs the studies; beside other results, those alone that read something else. Faults of tables are
/// failures.
pub(crate) fn run(
    reads: Reads,
    parameters: &Parameters,
    beside: Option<&Studied>,
) -> Result<Studied, Failure> {
    let stale = &BTreeSet::new();
    run_beside(
        reads,
        parameters,
        beside.map(|studied| Beside { studied, stale }),
    )
}

fn run_beside(
    reads: Reads,
    parameters: &Parameters,
    beside: Option<Beside<'_>>,
) -> Result<Studied, Failure> {
    let at_hand = reads.at_hand();
    let others = beside.map(|other| (other.studied.reads.at_hand(), other));
    let mut problems = Problems::default();
    let mut parts = Vec::new();
    for (at, study) in reads.studies.iter().enumerate() {
        let known = others.as_ref().and_then(|(other_at_hand, other)| {
            let part = other.studied.parts.get(at)?;
            let is_known =
                !other.stale.contains(study.name) && study.reads_the_same(&at_hand, other_at_hand);
            is_known.then(|| part.clone())
        });
        let part = known.unwrap_or_else(|| study.run(&at_hand, parameters));
        // Two studies may read one table; what is wrong with it is reported once.
        problems.append(part.problems.clone());
        parts.push(part);
    }
    let queried = reads.declared.run(&at_hand);
    let queried = queried.map_err(|found| Failure::Findings(found, false))?;
    problems.append(queried.problems.clone());
    parts.push(queried);
    forget_folders_below_none(&mut problems.faults);
    let results = Results::joined(&parts).unwrap_or_else(|error| {
        problems.errors.push(StudyError::Ledger(error));
        Results::default()
    });
    finished(reads, problems, parts, results)
}

/// Where a folder is not there, the folders in it are not either, which need not be told.
fn forget_folders_below_none(faults: &mut Vec<Fault>) {
    let is_none = |fault: &&Fault| fault.kind == FaultKind::NoFolder;
    let none: Vec<_> = faults
        .iter()
        .filter(is_none)
        .map(|f| f.file.clone())
        .collect();
    let below = |file: &str| {
        none.iter()
            .any(|folder| file.starts_with(&format!("{folder}/")))
    };
    faults.retain(|fault| fault.kind != FaultKind::NoFolder || !below(&fault.file));
}

/// Returns the results, with what the studies told as findings.
fn finished(
    reads: Reads,
    problems: Problems,
    parts: Vec<Results>,
    results: Results,
) -> Result<Studied, Failure> {
    let (data, published) = (&reads.data, &reads.published[..]);
    let mut files = Files::new(|name: &str| file(name, data, published));
    let mut found: Vec<Diagnostic> = problems
        .faults
        .iter()
        .map(|fault| files.fault(fault))
        .collect();
    if !found.is_empty() {
        diagnostic::sort(&mut found);
        if problems.faults_left_out > 0 {
            let message = format!(
                "{} faults more of the same tables",
                problems.faults_left_out
            );
            found.push(Diagnostic::error("HW0128", message));
        }
        return Err(Failure::Findings(found, false));
    }
    let findings = problems.findings.iter().map(|finding| {
        let (code, message) = (finding.code, finding.message.as_str());
        let told = if finding.is_warning {
            Diagnostic::warning(code, message)
        } else {
            Diagnostic::information(code, message)
        };
        match &finding.place {
            Some((file, line)) => files.at_line(told, file, *line),
            None => told,
        }
    });
    let findings = findings.collect();
    let incomplete = problems.errors.into_iter().map(|error| {
        let hint = error.hint().to_owned();
        let error = match error {
            StudyError::TooFewRows {
                table,
                rows,
                window,
                needed,
            } => StudyError::TooFewRows {
                table: data.file(&table).map_or(table, |(_, shown)| shown),
                rows,
                window,
                needed,
            },
            other => other,
        };
        Diagnostic::warning("HW0209", error.to_string()).help(hint)
    });
    let bases = results.ledger.bases.iter().map(ToString::to_string);
    Ok(Studied {
        incomplete: incomplete.collect(),
        findings,
        used: data.used().into_iter().chain(bases).collect(),
        results: Arc::new(results),
        parts,
        reads,
    })
}

/// The most bytes of a file whose lines are shown.
const MOST_SHOWN: u64 = 16 << 20;

/// A file by the name that studies have for it, named as its reader does, for the lines to show.
/// Without bytes where it cannot be read, which a fault says, or is too large to show.
fn file(name: &str, data: &Data, published: &[PublishedTable]) -> Option<TextFile> {
    let given = published.iter().find(|table| table.shown_as == name);
    let (path, shown) = match given {
        Some(table) => (table.path.clone(), table.path.display().to_string()),
        None => data.file(name)?,
    };
    let bytes = input_file::read(&path, MOST_SHOWN).unwrap_or_default();
    Some(TextFile::new(&shown, &bytes))
}
