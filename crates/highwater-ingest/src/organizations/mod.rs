//! Names of organisations: cells with several of them, and the many names of one.
//!
//! ```
//! use highwater_ingest::TextFile;
//! use highwater_ingest::organizations::{Aliases, Splitting};
//!
//! let table = "alias,name,reason\n\
//!     Google Brain,Google/DeepMind,merged with DeepMind in April 2023\n";
//! let (aliases, faults) = Aliases::read(&TextFile::new("aliases.csv", table.as_bytes()));
//! assert!(faults.is_empty());
//!
//! let cell = "Google Brain ,\"Booz Allen Hamilton, McLean\"";
//! let careful: Vec<_> = Splitting::Quoted.names(cell).map(|name| aliases.name_of(&name).to_owned()).collect();
//! assert_eq!(careful, ["Google/DeepMind", "Booz Allen Hamilton, McLean"]);
//!
//! // At each comma, as a plain `split(",")` does.
//! let torn: Vec<_> = Splitting::EachComma.names(cell).map(|name| aliases.name_of(&name).to_owned()).collect();
//! assert_eq!(torn, ["Google Brain ", "\"Booz Allen Hamilton", " McLean\""]);
//! assert_eq!(aliases.look_alikes(["Google Brain ", "OpenAI"])[0].to_string(),
//!     "`Google Brain ` looks like `Google Brain`");
//! ```
//!
//! - [`Splitting`]: a cell into names.
//! - [`Aliases`]: one name for each organisation.

mod aliases;
mod look_alikes;
mod splitting;

pub use aliases::{AliasRow, Aliases};
pub use look_alikes::LookAlike;
pub use splitting::Splitting;
