//! The data at hand: folders of tables, and tables that others publish.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use highwater_facts::{BasisKind, Contents, Source};
use highwater_ingest::Catalog;
use highwater_ingest::published::{self, Summary};

/// How pages and faults name the folder of facts tables, wherever it lies.
const DATA: &str = "data";

/// The data at hand: a folder of tables, and tables that others publish.
#[derive(Clone, Debug)]
pub struct AtHand<'a> {
    /// The folder of the project's tables.
    pub data: &'a Path,
    /// The folders that take the place of those below it, by their names in [`Study::tables`].
    ///
    /// [`Study::tables`]: crate::Study::tables
    pub instead: BTreeMap<&'static str, PathBuf>,
    /// The published tables that are at hand.
    pub published: Vec<PublishedTable>,
}

/// A table that others publish, at hand as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedTable {
    /// The name of the snapshot whose place it takes: `org-view-2024-08-20`.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// How pages and faults name it, without the folders of a machine: `org-view-2024-08-20.csv`.
    pub shown_as: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
    /// What is known of it.
    pub origin: Origin,
}

/// What is known of a published table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is a listed snapshot: its hash is the one in the list. It may be another edition of the one
    /// whose place it takes.
    Listed(Listing),
    /// A reader gave it; nobody has said what it is.
    Unlisted,
}

/// What a list of snapshots says of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Its own name: `org-view-2024-08-20`.
    pub name: String,
    /// What it holds.
    pub holds: String,
    /// Whom to credit.
    pub credit: String,
    /// Under which licence.
    pub licence: String,
    /// The day or month of the edition.
    pub date: String,
    /// Where it is published.
    pub address: String,
}

/// Returns how pages and faults name a folder of tables, by its name below the folder of facts tables.
#[must_use]
pub fn logical(folder: &str) -> String {
    match folder {
        "" => DATA.to_owned(),
        folder => format!("{DATA}/{folder}"),
    }
}

impl<'a> AtHand<'a> {
    /// Returns the tables of a folder, and no published ones.
    #[must_use]
    pub fn in_folder(data: &'a (impl AsRef<Path> + ?Sized)) -> Self {
        AtHand {
            data: data.as_ref(),
            instead: BTreeMap::new(),
            published: Vec::new(),
        }
    }

    /// Returns where a folder of tables lies, by its name below the folder of facts tables.
    #[must_use]
    pub fn folder(&self, name: &str) -> PathBuf {
        let instead = self.instead.get(name);
        instead.map_or_else(|| self.data.join(name), Clone::clone)
    }

    /// Opens a folder of tables, which pages and faults name by its place below `data/`.
    pub(crate) fn catalog(&self, name: &str) -> Catalog {
        Catalog::open(&self.folder(name), &logical(name))
    }

    /// Returns the published table that takes the place of a snapshot, if there is one.
    #[must_use]
    pub fn published(&self, snapshot: &str) -> Option<&PublishedTable> {
        self.published.iter().find(|table| table.name == snapshot)
    }
}

impl PublishedTable {
    /// Returns the table, for a reader.
    #[must_use]
    pub fn input(&self) -> published::Input<'static> {
        published::Input::file(&self.path, &self.shown_as)
    }

    /// Returns what a study runs on with it: which kind of table, and its name.
    #[must_use]
    pub fn basis(&self) -> (BasisKind, &str) {
        match &self.origin {
            Origin::Listed(listing) if listing.name == self.name => {
                (BasisKind::Snapshot, &self.name)
            }
            Origin::Listed(listing) => (BasisKind::OtherSnapshot, &listing.name),
            Origin::Unlisted => (BasisKind::Unlisted, &self.shown_as),
        }
    }

    /// Returns whom to credit, for the source line of figures.
    #[must_use]
    pub fn credit(&self) -> String {
        match &self.origin {
            Origin::Listed(listing) => format!("{}; edition of {}", listing.credit, listing.date),
            Origin::Unlisted => format!("unlisted input `{}`", self.shown_as),
        }
    }

    /// Returns the table as a source of the ledger; its bytes stay with its publisher.
    #[must_use]
    pub fn source(&self, summary: &Summary) -> Source {
        let unknown = || "not known".to_owned();
        let (title, origin, licence, date, address) = match &self.origin {
            Origin::Listed(listing) => (
                format!("Snapshot {}: {}", listing.name, listing.holds),
                listing.credit.clone(),
                listing.licence.clone(),
                listing.date.clone(),
                listing.address.clone(),
            ),
            Origin::Unlisted => (
                format!("Unlisted input in place of {}", self.name),
                "given with `--input`".to_owned(),
                unknown(),
                unknown(),
                String::new(),
            ),
        };
        Source {
            path: self.shown_as.as_str().into(),
            title,
            origin,
            licence,
            date,
            sha256: self.sha256.clone(),
            contents: Contents::Elsewhere {
                address,
                size: self.size,
                rows: summary.rows,
            },
        }
    }

    /// Returns whether a reader gave it.
    #[must_use]
    pub fn is_unlisted(&self) -> bool {
        self.origin == Origin::Unlisted
    }
}
