//! The tables that a project declares: those that queries name are loaded, those with tests are tested,
//! and values of other tools are recorded.

use std::path::Path;

use highwater_ingest::{Catalog, Format};
use highwater_query::Table;
use highwater_study::{AtHand, Facts, Results, logical};

/// A table that queries may name.
struct Listed {
    /// Its name in queries.
    name: String,
    file: String,
}

/// Returns the name of a table in queries: that of its file, after that of its folder below `data/`.
pub(crate) fn table_name(folder: &str, file: &str) -> String {
    let stem = file.split('.').next().unwrap_or(file);
    let name = match folder {
        "" => stem.to_owned(),
        folder => format!("{folder}_{stem}"),
    };
    name.replace(|c: char| !(c.is_alphanumeric() || c == '_'), "_")
}

/// Reads the tables that are wanted by name, and tests those whose columns have tests. Sources and faults
/// are added to the results.
pub(crate) fn read(
    at_hand: &AtHand<'_>,
    wanted: impl Fn(&str) -> bool,
    results: &mut Results,
) -> Vec<Table> {
    let mut tables = Vec::new();
    for folder in folders(at_hand.data) {
        let mut catalog = Catalog::open_unlisted(&at_hand.folder(&folder), &logical(&folder));
        let listed = catalog.files().map(|file| Listed {
            name: table_name(&folder, file),
            file: file.to_owned(),
        });
        let listed: Vec<Listed> = listed.collect();
        for table in listed {
            let settings = catalog.settings(&table.file);
            let is_wanted = wanted(&table.name);
            if !is_wanted && !settings.has_tests() {
                continue;
            }
            let read = catalog.declared(&table.file);
            let sound = read.filter(|read| is_wanted && read.faults.is_empty());
            tables.extend(sound.map(|read| Table::new(&table.name, &read, &settings.key)));
        }
        results.append(given(&mut catalog));
        for source in catalog.sources {
            results.add_source(source);
        }
        results.problems.add_faults(catalog.faults);
    }
    tables
}

/// Returns whether the folders of a project have values of other tools.
pub(crate) fn have_values(data: &Path) -> bool {
    let mut catalogs = folders(data)
        .into_iter()
        .map(|folder| Catalog::open(&data.join(&folder), &logical(&folder)));
    catalogs.any(|catalog| catalog.value_files().next().is_some())
}

/// Records the values of other tools, each with its cell.
fn given(catalog: &mut Catalog) -> Results {
    let mut results = Results::default();
    let files: Vec<String> = catalog.value_files().map(str::to_owned).collect();
    for file in files {
        for value in catalog.values(&file) {
            // A path has two parts or more.
            let Some((first, name)) = value.path.split_once('.') else {
                continue;
            };
            let mut facts = Facts::below(first);
            let (quantity, label) = (value.quantity, value.label.as_str());
            let how = format!("given by `{file}`");
            facts.add(name, quantity, label, &how, [value.cell("value")]);
            results.append(facts);
        }
    }
    results
}

/// The folder of the tables itself, as an empty name, if it has a list or holds tables of which nothing is
/// said, and those below it that have a list.
fn folders(data: &Path) -> Vec<String> {
    let entries = || std::fs::read_dir(data).into_iter().flatten().flatten();
    let name = |entry: std::fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let listed = entries().filter(|entry| entry.path().join("tables.toml").is_file());
    let mut folders: Vec<String> = listed.map(name).collect();
    folders.sort();
    let holds_tables =
        folders.is_empty() && entries().map(name).any(|name| Format::is_table(&name));
    if data.join("tables.toml").is_file() || holds_tables {
        folders.insert(0, String::new());
    }
    folders
}
