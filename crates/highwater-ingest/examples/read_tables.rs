//! Reads tables by their settings alone and says what it found: a measuring instrument.
//!
//! `read_tables FOLDER` reads each table that `FOLDER/tables.toml` lists, or each `.csv`, `.tsv` and
//! `.gz` in it if there is no list. `read_tables FILE [SETTINGS]` reads one file; the settings are
//! lines as they stand in a `[[table]]`: `read_tables rates.csv "delimiter = ';'"`.
//!
//! For each table it prints a line with its rows and columns, then its faults, each with its places.
//! The last line counts the tables without faults.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program prints what it found"
)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use highwater_ingest::{Catalog, Settings, TextFile, read_declared};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("read_tables: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments
        .next()
        .ok_or("usage: read_tables FOLDER | FILE [SETTINGS]")?;
    let path = Path::new(&path);
    let mut tables = Tables::default();
    if path.is_file() {
        let settings = Settings::from_toml(&arguments.next().unwrap_or_default())?;
        tables.read(path, &settings);
    } else if path.join("tables.toml").is_file() {
        let catalog = Catalog::open(path, &path.display().to_string());
        for fault in &catalog.faults {
            println!("  {fault}");
        }
        for name in catalog.files() {
            tables.read(&path.join(name), &catalog.settings(name));
        }
    } else {
        let entries = std::fs::read_dir(path)
            .map_err(|error| {
                format!(
                    "`{}` is neither a file nor a folder: {error}",
                    path.display()
                )
            })?
            .map(|entry| Ok(entry?.path()));
        let mut files = entries.collect::<Result<Vec<PathBuf>, std::io::Error>>()?;
        files.sort();
        let is_table = |file: &&PathBuf| {
            let extension = file.extension().unwrap_or_default();
            ["csv", "tsv", "gz", "txt"]
                .iter()
                .any(|known| extension == *known)
        };
        for file in files.iter().filter(is_table) {
            let settings = match file.with_extension("toml") {
                of_file if of_file.is_file() => {
                    Settings::from_toml(&std::fs::read_to_string(of_file)?)?
                }
                _ => Settings::default(),
            };
            tables.read(file, &settings);
        }
    }
    println!(
        "{} of {} tables are read without a fault",
        tables.sound, tables.all
    );
    Ok(())
}

#[derive(Default)]
struct Tables {
    all: u64,
    sound: u64,
}

impl Tables {
    fn read(&mut self, path: &Path, settings: &Settings) {
        self.all += 1;
        let name = path.display().to_string();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                println!("{name}: the file cannot be read: {error}");
                return;
            }
        };
        let table = read_declared(&TextFile::new(&name, &bytes), settings);
        println!(
            "{name}: {} rows, {} columns, {} rows at fault, {} left out",
            table.rows.len(),
            table.columns.len(),
            table.rows_at_fault,
            table.rows_left_out,
        );
        let columns = table
            .columns
            .iter()
            .map(|column| format!("{} ({:?})", column.name, column.kind));
        println!("  columns: {}", columns.collect::<Vec<_>>().join(", "));
        for fault in &table.faults.kept {
            println!("  {fault}");
        }
        self.sound += u64::from(table.faults.is_empty());
    }
}
