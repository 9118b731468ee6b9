//! What a reader runs, as the program that builds the site names it.

/// The commands of the program that builds a site, for pages and findings that tell a reader what to
/// run. What a program has not, none of them mentions.
///
/// # Example
///
/// ```
/// use highwater_report::{Commands, Project};
///
/// // A program of one's own that brings snapshots, and does nothing else.
/// let commands = Commands { fetch: Some("cargo run -- fetch".to_owned()), ..Commands::default() };
/// let project = Project { commands, ..Project::default() };
/// assert_eq!(project.commands.diff, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commands {
    /// What writes the values of the data into the stories.
    pub bless: Option<String>,
    /// What records that the stories were read and found right.
    pub review: Option<String>,
    /// What brings snapshots; their names may follow it.
    pub fetch: Option<String>,
    /// What compares two snapshots, whose names follow it.
    pub diff: Option<String>,
    /// What lists the paths of the ledger.
    pub values: Option<String>,
}
