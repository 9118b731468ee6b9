//! Reading a folder of reference files and running what is in them.

use std::fmt;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{check, functions, nist};

/// All cases of a folder, in the order of the file names.
pub(crate) struct Report {
    pub(crate) cases: Vec<CaseReport>,
}

/// What became of one case.
pub(crate) struct CaseReport {
    pub(crate) family: String,
    pub(crate) name: String,
    /// What is wrong, one entry for each value; empty if the case passed.
    pub(crate) wrong: Vec<String>,
    /// The fewest digits in which a value agrees with the expected one, by the name of the value;
    /// one entry `all` for cases of functions.
    pub(crate) digits: Vec<(String, f64)>,
    /// What the file says of other programs, to print beside it.
    pub(crate) others: Value,
}

impl Report {
    pub(crate) fn passed(&self) -> usize {
        self.cases
            .iter()
            .filter(|case| case.wrong.is_empty())
            .count()
    }

    pub(crate) fn failed(&self) -> usize {
        self.cases.len() - self.passed()
    }
}

impl fmt::Display for CaseReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.wrong.is_empty() {
            "ok  "
        } else {
            "FAIL"
        };
        write!(f, "{verdict} {}", self.name)?;
        for (name, digits) in &self.digits {
            write!(f, " {name} {digits:.1}")?;
        }
        for wrong in &self.wrong {
            write!(f, "\n       {wrong}")?;
        }
        Ok(())
    }
}

/// Runs every reference file in some folders.
pub(crate) fn run(folders: &[impl AsRef<Path>]) -> Result<Report, String> {
    let mut cases = Vec::new();
    for folder in folders {
        cases.extend(run_folder(folder.as_ref())?);
    }
    Ok(Report { cases })
}

fn run_folder(folder: &Path) -> Result<Vec<CaseReport>, String> {
    let unreadable = |error: std::io::Error| format!("cannot read `{}`: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !name.ends_with(".json") {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| format!("`{name}`: {error}"))?;
        let content: Value =
            serde_json::from_str(&text).map_err(|error| format!("`{name}`: {error}"))?;
        if name.starts_with("nist_") {
            cases.push(nist::run(&content));
        } else if let Some(list) = content.as_array() {
            cases.extend(list.iter().map(run_case));
        } else {
            return Err(format!(
                "`{name}` is neither a NIST set nor a list of cases"
            ));
        }
    }
    Ok(cases)
}

fn run_case(case: &Value) -> CaseReport {
    let text = |key: &str| case[key].as_str().unwrap_or("?").to_owned();
    let answer = functions::answer(&text("function"), &case["input"], &case["expected"]);
    let mut verdict = check::check(&answer, &case["expected"], &case["tolerance"]);
    if !verdict.wrong.is_empty() && case["expected_alternative"].is_object() {
        let second = check::check(&answer, &case["expected_alternative"], &case["tolerance"]);
        if second.wrong.is_empty() {
            verdict = second;
        }
    }
    CaseReport {
        family: text("function"),
        name: text("name"),
        wrong: verdict.wrong,
        digits: verdict
            .digits
            .map(|digits| vec![("digits".to_owned(), digits)])
            .unwrap_or_default(),
        others: case["agreement"].clone(),
    }
}
