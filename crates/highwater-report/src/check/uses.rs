//! Where a story uses its claims.

use std::collections::BTreeMap;
use std::ops::Range;

use super::texts::Texts;
use crate::claims::ClaimSpec;
use crate::prose::{BindingFault, Target};
use crate::source_text::SourceText;

/// Where claims and groups of claims are used.
pub(super) struct Uses {
    claims: BTreeMap<String, Vec<(SourceText, Range<usize>)>>,
    groups: BTreeMap<String, Vec<(SourceText, Range<usize>)>>,
}

impl Uses {
    pub(super) fn gather(texts: &Texts) -> Self {
        let mut uses = Uses {
            claims: BTreeMap::new(),
            groups: BTreeMap::new(),
        };
        for text in &texts.0 {
            // A link that cannot be read has a finding; the claim that it names is not unused too.
            for (fault, range) in &text.prose.faults {
                let place = (text.prose.source.clone(), range.clone());
                let claim = match fault {
                    BindingFault::Unread { text } => text.strip_prefix("claim:"),
                    _ => None,
                };
                if let Some(id) = claim.and_then(|rest| rest.split_whitespace().next()) {
                    uses.claims.entry(id.to_owned()).or_default().push(place);
                }
            }
            for (binding, range) in text.prose.bindings() {
                let place = (text.prose.source.clone(), range.clone());
                match &binding.target {
                    Target::Claim { id } => uses.claims.entry(id.clone()).or_default().push(place),
                    Target::Claims { group } => {
                        uses.groups.entry(group.clone()).or_default().push(place)
                    }
                    _ => {}
                }
            }
        }
        uses
    }

    /// Returns the places of a claim: where its words stand, else where its group is shown.
    pub(super) fn of(&self, spec: &ClaimSpec) -> Vec<&(SourceText, Range<usize>)> {
        let direct = self.claims.get(spec.id.get_ref()).into_iter().flatten();
        let group = spec
            .group
            .as_ref()
            .and_then(|group| self.groups.get(group))
            .into_iter()
            .flatten();
        direct.chain(group).collect()
    }
}

/// Words without the difference of line breaks and of case: a claim may start a sentence.
pub(super) fn folded(words: &str) -> String {
    words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
