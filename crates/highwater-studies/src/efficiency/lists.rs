//! The study's own lists: systems that are another one trained further, and who developed a model.

use std::collections::BTreeSet;
use std::sync::Arc;

use highwater_ingest::{Catalog, Placed, Row};

use super::systems::System;

/// A system that is another one trained further.
#[derive(Clone, Debug, Row)]
#[row(key = "model")]
struct Finetuned {
    model: String,
    why: Option<String>,
}

/// How the names of a developer's models begin.
#[derive(Clone, Debug, Row)]
#[row(key = "begins")]
struct Developer {
    begins: String,
    developer: String,
}

/// Both lists.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    finetuned: BTreeSet<String>,
    /// The beginnings, the longest first.
    developers: Vec<(String, Arc<str>)>,
}

impl Lists {
    pub(super) fn read(catalog: &mut Catalog) -> Self {
        let finetuned = catalog.read::<Finetuned>("finetuned.csv").into_iter();
        let developers = catalog.read::<Developer>("developers.csv").into_iter();
        let developer = |row: Placed<Developer>| {
            let Developer { begins, developer } = row.row;
            (begins.to_lowercase(), developer.into())
        };
        let mut developers: Vec<(String, Arc<str>)> = developers.map(developer).collect();
        developers.sort_by_key(|(begins, _)| std::cmp::Reverse(begins.len()));
        Lists {
            finetuned: finetuned.map(|row| row.row.model).collect(),
            developers,
        }
    }

    /// Sets what the lists know of a system.
    pub(super) fn judge(&self, system: &mut System) {
        system.finetuned = self.finetuned.contains(&*system.name);
        let name = system.name.to_lowercase();
        let mut known = self.developers.iter();
        let known = known.find(|(begins, _)| name.starts_with(begins.as_str()));
        system.developer = known.map(|(_, developer)| developer.clone());
    }
}
