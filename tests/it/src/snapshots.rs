//! The list of snapshots against the files that it is about.

use std::collections::BTreeMap;

use highwater_ingest::snapshots::{Folder, SnapshotList};

use crate::sandbox::{reference, workspace};

fn list() -> SnapshotList {
    let path = workspace().join("data/snapshots.toml");
    SnapshotList::load(&path, "data/snapshots.toml").unwrap()
}

/// Returns the rows of the table in `../shared/data/README.md`: file, path in the repository, commit.
fn published(readme: &str) -> BTreeMap<String, String> {
    let cells = readme.lines().filter(|line| line.starts_with("| `"));
    cells
        .map(|line| {
            let cells: Vec<&str> = line
                .split('|')
                .map(|c| c.trim().trim_matches('`'))
                .collect();
            let name = cells[1]
                .rsplit('/')
                .next()
                .unwrap()
                .trim_end_matches(".csv");
            let path = cells[2].replace(' ', "%20");
            let repository = "https://raw.githubusercontent.com/epoch-research/open-model-trends";
            (name.to_owned(), format!("{repository}/{}/{path}", cells[3]))
        })
        .collect()
}

#[test]
fn the_list_names_what_was_published_and_no_more() {
    let Some(shared) = reference() else { return };
    let readme = std::fs::read_to_string(shared.join("data/README.md")).unwrap();
    let listed: BTreeMap<String, String> = list()
        .snapshots
        .iter()
        .map(|snapshot| (snapshot.name.clone(), snapshot.address.to_string()))
        .collect();
    assert_eq!(listed.len(), 5);
    assert_eq!(listed, published(&readme));
    let credit = "Epoch AI, 'Data on AI models', CC BY 4.0";
    assert!(readme.contains(credit));
    assert!(
        list()
            .snapshots
            .iter()
            .all(|snapshot| snapshot.credit == credit)
    );
}

#[test]
fn size_and_hash_are_those_of_the_files() {
    let Some(shared) = reference() else { return };
    let folders = [Folder::new(&shared.join("data"), "shared/data")];
    for snapshot in &list().snapshots {
        let found = snapshot.find(&folders).unwrap();
        let name = format!("shared/data/epoch-open-models/{}", snapshot.file_name());
        assert_eq!(found.shown_as, name);
    }
}

/// The files themselves never enter the repository.
#[test]
fn git_ignores_the_cache() {
    let ignored = std::fs::read_to_string(workspace().join(".gitignore")).unwrap();
    assert!(ignored.lines().any(|line| line == "/data/cache"));
}
