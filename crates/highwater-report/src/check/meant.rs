//! Links to claims that do not exist, and the claims that they mean.

use std::collections::BTreeSet;

use highwater_facts::nearest::nearest;

use super::texts::{Text, Texts};
use super::uses::{Uses, folded};
use super::values::target_range;
use crate::claims::ClaimSpec;
use crate::diagnostic::Diagnostic;
use crate::prose::Target;
use crate::story::Story;
use highwater_study::Results;

/// The claims that are used by links which are at fault for another reason: one cause is one finding.
pub(super) struct Meant {
    ids: BTreeSet<String>,
    groups: BTreeSet<String>,
    /// The texts of figures and tables that the story may have meant to place.
    unplaced: Uses,
}

impl Meant {
    pub(super) fn of(story: &Story, texts: &Texts, results: &Results) -> Self {
        let specs = &story.claims.claims[..];
        let mut meant = Meant {
            ids: BTreeSet::new(),
            groups: BTreeSet::new(),
            unplaced: Uses::gather(&texts.unplaced(story, results)),
        };
        for (text, binding) in texts.bindings() {
            match &binding.target {
                Target::Claim { id } if !specs.iter().any(|spec| spec.id.get_ref() == id) => {
                    let said = text.prose.source.slice(binding.text.clone());
                    meant
                        .ids
                        .extend(meant_claim(id, said, specs).map(str::to_owned));
                }
                Target::Claims { group } if !groups(specs).any(|known| known == group) => {
                    meant.groups.extend(nearest(group, groups(specs)));
                }
                _ => {}
            }
        }
        meant
    }

    pub(super) fn has(&self, spec: &ClaimSpec) -> bool {
        let group = spec.group.as_ref();
        self.ids.contains(spec.id.get_ref())
            || group.is_some_and(|group| self.groups.contains(group))
            || !self.unplaced.of(spec).is_empty()
    }
}

fn groups(specs: &[ClaimSpec]) -> impl Iterator<Item = &str> {
    specs.iter().filter_map(|spec| spec.group.as_deref())
}

/// The claim that a link with an unknown name means: the one that backs its words, or has a name like it.
fn meant_claim<'a>(id: &str, said: &str, specs: &'a [ClaimSpec]) -> Option<&'a str> {
    let wanted = folded(said);
    let backs = |spec: &&ClaimSpec| !wanted.is_empty() && folded(spec.words.get_ref()) == wanted;
    let ids = || specs.iter().map(|spec| spec.id.get_ref().as_str());
    let near = nearest(id, ids());
    let like = near.and_then(|near| ids().find(|id| *id == near));
    like.or_else(|| {
        specs
            .iter()
            .find(backs)
            .map(|spec| spec.id.get_ref().as_str())
    })
}

/// Links to claims and groups that do not exist.
pub(super) fn unknown_claims(specs: &[ClaimSpec], texts: &Texts, found: &mut Vec<Diagnostic>) {
    for Text { prose, .. } in &texts.0 {
        for (binding, range) in prose.bindings() {
            let said = prose.source.slice(binding.text.clone());
            let (what, name, is_known, near) = match &binding.target {
                Target::Claim { id } => {
                    let is_known = specs.iter().any(|spec| spec.id.get_ref() == id);
                    let near = meant_claim(id, said, specs).map(str::to_owned);
                    ("claim", id, is_known, near)
                }
                Target::Claims { group } => {
                    let is_known = groups(specs).any(|known| known == group);
                    (
                        "group of claims",
                        group,
                        is_known,
                        nearest(group, groups(specs)),
                    )
                }
                _ => continue,
            };
            if !is_known {
                let place = target_range(&prose.source, binding, range, name);
                found.push(
                    Diagnostic::error(
                        "HW0017",
                        format!("there is no {what} `{name}` in the story's claims.toml"),
                    )
                    .at(&prose.source, place, "")
                    .did_you_mean(near),
                );
            }
        }
    }
}
