//! The program that runs: what it is called, and which studies it has.

use clap::Command;
use highwater_study::Study;

/// The program that runs: what it is called, which studies it has, and where its code lies.
///
/// # Example
///
/// ```
/// use highwater::Program;
///
/// let program = Program::new(&[]).named("cargo xtask");
/// assert_eq!(program.invoke("serve --open"), "cargo xtask serve --open");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Program {
    pub(crate) name: &'static str,
    pub(crate) studies: &'static [Study],
    pub(crate) commit: &'static str,
    pub(crate) code: Option<Code>,
    pub(crate) command: fn() -> Command,
}

/// Where the code of a program lies below the folder of its project.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    /// The package to build; empty for the one in the folder of the project.
    pub(crate) package: &'static str,
    /// The folders of its sources.
    pub(crate) folders: &'static [&'static str],
}

impl Program {
    /// Makes a program of some studies, called `highwater`, or `cargo run --` if it has studies of its
    /// own, in `src/` of the project.
    #[must_use]
    pub const fn new(studies: &'static [Study]) -> Self {
        let has_code = !studies.is_empty();
        Program {
            name: if has_code {
                "cargo run --"
            } else {
                "highwater"
            },
            studies,
            commit: "",
            code: if has_code {
                Some(Code {
                    package: "",
                    folders: &["src"],
                })
            } else {
                None
            },
            command: crate::cli::command,
        }
    }

    /// Sets how its users call it, which messages repeat.
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Program { name, ..self }
    }

    /// Sets the commit that it was built from, which `--version` prints.
    #[must_use]
    pub const fn of_commit(self, commit: &'static str) -> Self {
        Program { commit, ..self }
    }

    /// Sets the package that `serve` builds again when its code changes, and the folders of its code
    /// below that of the project.
    #[must_use]
    pub const fn with_code(self, package: &'static str, folders: &'static [&'static str]) -> Self {
        Program {
            code: Some(Code { package, folders }),
            ..self
        }
    }

    /// Sets its command line, if it has tasks besides those of this crate.
    #[must_use]
    pub const fn with_command(self, command: fn() -> Command) -> Self {
        Program { command, ..self }
    }

    /// Returns how a user calls the program with these arguments.
    #[must_use]
    pub fn invoke(&self, arguments: &str) -> String {
        format!("{} {arguments}", self.name)
    }

    /// Returns its command line, with its name in the help.
    #[must_use]
    pub fn command(&self) -> Command {
        let command = (self.command)();
        named(command, self.name)
            .name(self.name)
            .bin_name(self.name)
            .version(self.version())
    }

    /// Returns what `--version` prints: the version, the commit, and the data that the studies are
    /// written for.
    fn version(&self) -> String {
        let commit = match self.commit {
            "" => String::new(),
            commit => format!(" (commit {commit})"),
        };
        let snapshots = self.studies.iter().flat_map(|study| study.snapshots);
        let snapshots: Vec<&str> = snapshots.copied().collect();
        let data = match snapshots.is_empty() {
            true => "tables of the project".to_owned(),
            false => format!("tables of the project; snapshots {}", snapshots.join(", ")),
        };
        format!("{}{commit}\ndata: {data}", env!("CARGO_PKG_VERSION"))
    }
}

/// Writes the name of the program into the examples of a command and of those below it.
fn named(command: Command, name: &str) -> Command {
    let examples = command.get_before_help().map(ToString::to_string);
    let command = match examples {
        Some(text) => command.before_help(text.replace("{program}", name)),
        None => command,
    };
    command.mut_subcommands(|below| named(below, name))
}
