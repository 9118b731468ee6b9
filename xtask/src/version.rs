//! What `--version` says: the version, the commit, and the data that the studies are written for.

use std::sync::LazyLock;

use highwater_studies::all;

/// The version, with the commit where the build could tell it, and the snapshots of the studies.
pub(crate) fn text() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let commit = match env!("HIGHWATER_COMMIT") {
            "" => "not built from a repository".to_owned(),
            commit => format!("commit {commit}"),
        };
        let snapshots = all().iter().flat_map(|study| study.snapshots);
        let snapshots: Vec<&str> = snapshots.copied().collect();
        format!(
            "{} ({commit})\ndata: tables of the project; snapshots {}",
            env!("CARGO_PKG_VERSION"),
            snapshots.join(", ")
        )
    });
    &TEXT
}
