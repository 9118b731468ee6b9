//! What the shipped studies give, without the command line.

use std::collections::BTreeMap;
use std::path::Path;

use highwater_studies::STUDIES;
use highwater_study::{AtHand, Parameters, PublishedTable, Results, Study};

use crate::sandbox::workspace;

/// Returns the parameters of all studies, some of them set.
pub(crate) fn parameters(settings: &[&str]) -> Parameters {
    let known: Vec<_> = STUDIES.iter().flat_map(|s| s.parameters).copied().collect();
    let settings: Vec<String> = settings.iter().map(|&text| text.to_owned()).collect();
    Parameters::parse(&settings, &known).unwrap()
}

/// Returns what those studies give that are meant, on the tables of a folder and on published ones.
pub(crate) fn run(
    data: &Path,
    published: &[PublishedTable],
    settings: &[&str],
    is_meant: impl Fn(&Study) -> bool,
) -> Results {
    let at_hand = AtHand {
        data,
        instead: BTreeMap::new(),
        published: published.to_vec(),
    };
    let parameters = parameters(settings);
    let mut results = Results::default();
    for study in STUDIES.iter().filter(|study| is_meant(study)) {
        results.append(study.run(&at_hand, &parameters));
    }
    results
}

/// Returns what those studies give that are meant, on the tables of the project alone.
pub(crate) fn embedded(is_meant: impl Fn(&Study) -> bool) -> Results {
    run(&workspace().join("data"), &[], &[], is_meant)
}
