//! A site built again and again: what a change does not touch is kept from one build to the next.

use std::collections::BTreeSet;
use std::path::PathBuf;

use highwater_report::diagnostic::{self, Diagnostic};
use highwater_report::{
    Coverage, Kept, Project, Site, check_again, check_pages, render, render_fresh,
};

use super::workspace::Workspace;
use crate::cli::Input;
use crate::engine::changes::{self, Rerun};
use crate::engine::project::{self, Beside, Studied};
use crate::terminal::Failure;

/// What is kept from one build to the next.
pub(crate) struct Rebuild<'a> {
    root: &'a Workspace,
    input: &'a Input,
    strict: bool,
    /// What the studies gave last.
    studied: Option<Studied>,
    /// The studies whose data have changed since.
    stale: BTreeSet<&'static str>,
    /// What they gave on both editions of corrected data; none where that has to be found again.
    reruns: Option<Vec<Rerun>>,
    kept: Kept,
    /// The last whole site, with the project that it was built of; none where other data have made it
    /// old.
    earlier: Option<(Project, Site)>,
}

/// A site that was built, as it is shown.
pub(crate) enum Built<'a> {
    /// The earlier site with the stories that were edited; all else follows.
    Stories(Site),
    /// The whole site, with what was found on the way.
    Whole(Site, &'a [Diagnostic], &'a Coverage),
}

impl<'a> Rebuild<'a> {
    pub(crate) fn new(root: &'a Workspace, input: &'a Input, strict: bool) -> Self {
        Rebuild {
            root,
            input,
            strict,
            studied: None,
            stale: BTreeSet::new(),
            reruns: None,
            kept: Kept::default(),
            earlier: None,
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
            let of_one = self
                .root
                .program
                .studies
                .iter()
                .find(|study| is_its(study.tables));
            match of_one {
                Some(study) => {
                    self.stale.insert(study.name);
                }
                None => self
                    .stale
                    .extend(self.root.program.studies.iter().map(|study| study.name)),
            }
        }
    }

    /// Builds the site, and gives it to `show`: where nothing but stories was edited, these at once, and
    /// then the whole. What was kept stays so where this fails.
    pub(crate) fn build(&mut self, show: &mut dyn FnMut(Built<'_>)) -> Result<(), Failure> {
        let is_as_before = self.stale.is_empty() && self.reruns.is_some();
        let studied = match self.studied.take() {
            None => project::study(self.root, self.input)?,
            Some(studied) if is_as_before && studied.reads.declare_the_same(self.root) => studied,
            Some(studied) => {
                let before = Beside {
                    studied: &studied,
                    stale: &self.stale,
                };
                match project::study_again(self.root, self.input, before) {
                    Ok(again) => {
                        self.earlier = None;
                        again
                    }
                    Err(failure) => {
                        self.studied = Some(studied);
                        return Err(failure);
                    }
                }
            }
        };
        self.stale.clear();
        let built = self.build_on(&studied, show);
        self.studied = Some(studied);
        built
    }

    fn build_on(
        &mut self,
        studied: &Studied,
        show: &mut dyn FnMut(Built<'_>),
    ) -> Result<(), Failure> {
        let project = project::load(self.root)?;
        let mut checked = check_again(&project, &studied.results, &self.kept);
        checked.diagnostics.extend(studied.findings.iter().cloned());
        diagnostic::sort(&mut checked.diagnostics);
        if !checked.is_sound(self.strict) {
            return Err(Failure::Findings(checked.diagnostics, self.strict));
        }
        let fault = |found| Failure::Findings(found, false);
        let earlier = self.earlier.take();
        let earlier = earlier.filter(|(frame, _)| project.differs_in_stories_alone(frame));
        if let Some((_, site)) = &earlier {
            show(Built::Stories(render_fresh(&checked, site).map_err(fault)?));
        }
        let corrections = &project.site.changes;
        let reruns = match self.reruns.take() {
            Some(reruns) if reruns.iter().map(Rerun::correction).eq(corrections) => reruns,
            _ => changes::rerun(self.root, self.input, &project, studied)?,
        };
        let reruns = self.reruns.insert(reruns);
        checked.changes = changes::compare(reruns, studied, &checked, None)?;
        let site = render(&checked).map_err(fault)?;
        let found = check_pages(&checked, &site);
        checked.diagnostics.extend(found);
        if !checked.is_sound(self.strict) {
            return Err(Failure::Findings(checked.diagnostics, self.strict));
        }
        show(Built::Whole(
            site.clone(),
            &checked.diagnostics,
            &checked.coverage,
        ));
        drop(checked);
        self.earlier = Some((project, site));
        Ok(())
    }
}
