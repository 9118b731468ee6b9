//! A site built again and again: what a change does not touch is kept from one build to the next.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use highwater_report::diagnostic::{self, Diagnostic};
use highwater_report::{Coverage, Drawings, Site, check_again, render};
use highwater_studies::all;

use crate::changes::{self, Rerun};
use crate::cli::Input;
use crate::failure::Failure;
use crate::project::{self, Beside, Studied};

/// What is kept from one build to the next.
pub(crate) struct Rebuild<'a> {
    root: &'a Path,
    input: &'a Input,
    strict: bool,
    /// What the studies gave last.
    studied: Option<Studied>,
    /// The studies whose data have changed since.
    stale: BTreeSet<&'static str>,
    /// What they gave on both editions of corrected data; none where that has to be found again.
    reruns: Option<Vec<Rerun>>,
    drawings: Drawings,
}

/// A site with what was found on the way.
pub(crate) struct Built {
    pub(crate) site: Site,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) coverage: Coverage,
}

impl<'a> Rebuild<'a> {
    pub(crate) fn new(root: &'a Path, input: &'a Input, strict: bool) -> Self {
        Rebuild {
            root,
            input,
            strict,
            studied: None,
            stale: BTreeSet::new(),
            reruns: None,
            drawings: Drawings::default(),
        }
    }

    /// Notes that files of the data have changed. One in the folder of a study concerns that study
    /// alone; any other may concern all.
    pub(crate) fn data_changed(&mut self, changed: &BTreeSet<PathBuf>) {
        self.reruns = None;
        for path in changed {
            let mut folders = path.components().rev().skip(1);
            let folder = folders.next().map(|folder| folder.as_os_str());
            let is_its = |name: &str| !name.is_empty() && folder.is_some_and(|f| f == name);
            let of_one = all().iter().find(|study| is_its(study.tables));
            match of_one {
                Some(study) => {
                    self.stale.insert(study.name);
                }
                None => self.stale.extend(all().iter().map(|study| study.name)),
            }
        }
    }

    /// Builds the site. What was kept stays so where this fails.
    pub(crate) fn build(&mut self) -> Result<Built, Failure> {
        let studied = match self.studied.take() {
            None => project::study(self.root, self.input)?,
            Some(studied) if self.stale.is_empty() && self.reruns.is_some() => studied,
            Some(studied) => {
                let before = Beside {
                    studied: &studied,
                    stale: &self.stale,
                };
                match project::study_again(self.root, self.input, before) {
                    Ok(again) => again,
                    Err(failure) => {
                        self.studied = Some(studied);
                        return Err(failure);
                    }
                }
            }
        };
        self.stale.clear();
        let built = self.build_on(&studied);
        self.studied = Some(studied);
        built
    }

    fn build_on(&mut self, studied: &Studied) -> Result<Built, Failure> {
        let project = project::load(self.root)?;
        let corrections = &project.site.changes;
        let reruns = match self.reruns.take() {
            Some(reruns) if reruns.iter().map(Rerun::correction).eq(corrections) => reruns,
            _ => changes::rerun(self.root, self.input, &project, studied)?,
        };
        let reruns = self.reruns.insert(reruns);
        let mut checked = check_again(&project, &studied.results, None, &self.drawings);
        self.drawings.forget_unused();
        checked.changes = changes::compare(reruns, studied, &checked, None)?;
        checked.diagnostics.extend(studied.findings.iter().cloned());
        diagnostic::sort(&mut checked.diagnostics);
        if !checked.is_sound(self.strict) {
            return Err(Failure::Findings(checked.diagnostics, self.strict));
        }
        let site = render(&checked).map_err(|found| Failure::Findings(found, false))?;
        Ok(Built {
            site,
            findings: checked.diagnostics,
            coverage: checked.coverage,
        })
    }
}
