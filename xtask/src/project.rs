//! The folders of the project, and what is read from them.

use std::path::{Path, PathBuf};

use highwater_ingest::{Fault, TextFile};
use highwater_report::diagnostic::{self, Diagnostic};
use highwater_report::{Project, Results};
use highwater_studies::{Inputs, Output, Parameters, all};

use crate::cli::Input;
use crate::failure::Failure;
use crate::published;

/// The top folder of the project: the first, from here upwards, that holds `report/site.toml`.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().map_err(|error| {
        Failure::other(
            format!("the current folder cannot be read: {error}"),
            "change to a folder that exists",
        )
    })?;
    here.ancestors()
        .find(|folder| folder.join("report/site.toml").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| {
            Failure::other(
                format!(
                    "`{}` is in no project: no folder above it holds `report/site.toml`",
                    here.display()
                ),
                "change to the folder of the project",
            )
        })
}

/// Reads the stories, templates and assets.
pub(crate) fn load(root: &Path) -> Result<Project, Failure> {
    Project::load(&root.join("report"), "report").map_err(|found| Failure::Findings(found, false))
}

/// What the studies gave, and what some of them could not give.
pub(crate) struct Studied {
    pub(crate) results: Results,
    /// Why a part of a study has no result in the window asked for.
    pub(crate) incomplete: Vec<Diagnostic>,
}

/// Runs the studies. Whatever they could not give is a failure.
pub(crate) fn study(root: &Path, input: &Input) -> Result<Results, Failure> {
    let studied = try_study(root, input)?;
    if studied.incomplete.is_empty() {
        Ok(studied.results)
    } else {
        Err(Failure::Findings(studied.incomplete, true))
    }
}

/// Runs the studies. Settings at fault and faults of tables are failures.
pub(crate) fn try_study(root: &Path, input: &Input) -> Result<Studied, Failure> {
    let known: Vec<_> = all()
        .iter()
        .flat_map(|study| study.parameters)
        .copied()
        .collect();
    let parameters = Parameters::parse(&input.settings, &known).map_err(|errors| {
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
    })?;
    let (folder, shown) = data_folder(root, input.data.as_deref())?;
    let inputs = Inputs {
        data: &folder,
        shown_as: &shown,
        published: published::tables(root, input)?,
    };
    let output = highwater_studies::run(&inputs, &parameters);
    results(output, &folder, &shown)
}

/// The folder of the tables, and how it is named. A folder given takes the place of `data/` where it
/// holds tables of a study; a folder of snapshots alone does not.
fn data_folder(root: &Path, given: Option<&Path>) -> Result<(PathBuf, String), Failure> {
    let default = (root.join("data"), "data".to_owned());
    let Some(given) = given else {
        return Ok(default);
    };
    if !given.is_dir() {
        return Err(Failure::other(
            format!("`--data {}` is not a folder", given.display()),
            "name a folder that holds a folder of tables such as `wave`",
        ));
    }
    if all().iter().any(|study| given.join(study.name).is_dir()) {
        Ok((
            given.to_owned(),
            given.to_string_lossy().trim_end_matches('/').to_owned(),
        ))
    } else {
        Ok(default)
    }
}

fn results(output: Output, folder: &Path, shown: &str) -> Result<Studied, Failure> {
    let mut found: Vec<Diagnostic> = output
        .faults
        .iter()
        .map(|fault| Diagnostic::from_fault(fault, file_of(fault, folder, shown).as_ref()))
        .collect();
    if !found.is_empty() {
        diagnostic::sort(&mut found);
        if output.faults_left_out > 0 {
            let message = format!("{} faults more of the same tables", output.faults_left_out);
            found.push(Diagnostic::error("HW0128", message));
        }
        return Err(Failure::Findings(found, false));
    }
    let incomplete = output
        .errors
        .iter()
        .map(|error| Diagnostic::warning("HW0209", error.to_string()));
    Ok(Studied {
        incomplete: incomplete.collect(),
        results: Results {
            ledger: output.ledger,
            figures: output.figures,
            tables: output.tables,
        },
    })
}

/// The file of a fault, for the line to show; none where it cannot be read, which the fault says.
fn file_of(fault: &Fault, folder: &Path, shown: &str) -> Option<TextFile> {
    let below = fault.file.strip_prefix(shown)?.trim_start_matches('/');
    let bytes = std::fs::read(folder.join(below)).ok()?;
    Some(TextFile::new(&fault.file, &bytes))
}
