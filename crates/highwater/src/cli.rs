//! Tasks and their options.

use std::path::PathBuf;

use clap::{
    ArgMatches, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
    ValueHint,
};

/// The exit codes of all commands, in a sentence.
#[macro_export]
macro_rules! exit_codes {
    () => {
        "Exit codes: 0 fine; 1 the report says what its data do not; 2 usage, data, settings or machine; 130 interrupted."
    };
}

/// The examples of a command and what its exit codes mean, for its help; the name of the program is put
/// before each line.
#[macro_export]
macro_rules! examples {
    ($($line:literal)*) => {
        concat!("Examples:\n", $("  {program} ", $line, "\n",)* "\n", $crate::exit_codes!())
    };
}

/// The examples of the most used commands, for the help.
pub const EXAMPLES: &str = concat!(
    "\
Examples:
  {program} report                 build the site from data/ and report/ into site/
  {program} report --strict        the same, with every warning an error
  {program} report --bless         write the values of the data into the stories
  {program} serve --open           show the site while you write
  {program} values wave.downloads  print what the study found
  {program} diff OLD NEW           what moved between two editions of the data
  {program} explain HW0001         what a code means and how to mend it
  {program} fetch                  bring the files that others publish into data/cache/

",
    exit_codes!()
);

/// Rebuild data stories from their data, with every number and claim checked on the way.
#[derive(Debug, Parser)]
#[command(
    name = "highwater",
    before_help = EXAMPLES,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(subcommand)]
    pub(crate) task: Task,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// A command of this crate, as the arguments of the process name it.
#[derive(Debug)]
pub struct Task(pub(crate) Kind);

impl FromArgMatches for Task {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Kind::from_arg_matches(matches).map(Task)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.0.update_from_arg_matches(matches)
    }
}

impl Subcommand for Task {
    fn augment_subcommands(command: Command) -> Command {
        Kind::augment_subcommands(command)
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Kind::augment_subcommands_for_update(command)
    }

    fn has_subcommand(name: &str) -> bool {
        Kind::has_subcommand(name)
    }
}

impl AsRef<Output> for Cli {
    fn as_ref(&self) -> &Output {
        &self.output
    }
}

/// Returns the command line of this crate; `{program}` stands for the name of the program in it.
pub(crate) fn command() -> Command {
    Cli::command()
}

/// How the run is reported.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// Tell nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Tell more: each file read, each reason to let a numeral through
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// When to use colour; `NO_COLOR` and `CLICOLOR_FORCE` are heeded
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
    /// How findings are written: for a person on standard error, for programs on standard output
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Human, value_name = "FORMAT")]
    pub(crate) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the source line and a caret
    Human,
    /// One JSON object a line
    Json,
    /// Workflow commands that a code host shows beside the lines
    Github,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Kind {
    /// Build the site from the data and the stories
    #[command(before_help = examples!(
        "report                    build the site into site/"
        "report --strict           the same, with every warning an error"
        "report --out ../site      build it elsewhere"
        "report --only open-wave   one story alone"
        "report --data DIR         with the tables or the snapshots of a folder"
        "report --set wave.until=2023-04"
        "report --pdf              and each story as PDF, in pdf/ beside site/"
    ))]
    Report(ReportArguments),
    /// Show the site while you write: built in memory, again after each change, on this machine alone
    #[command(before_help = examples!(
        "serve                     on the first free port from 8000 on"
        "serve --open              and open it in a browser"
        "serve --port 4000         on this port"
        "serve --data DIR          with the tables or the snapshots of a folder, watched too"
    ))]
    Serve(ServeArguments),
    /// Make something new to be written on: a project about a table, or a story
    #[command(before_help = examples!(
        "new rain --from rain.csv    a project in rain/, about this table"
        "new story wet-years         a story in the project that you are in"
    ))]
    New(NewArguments),
    /// Commit the site to a branch, from which a host shows it, past the work tree and the index
    #[command(before_help = examples!(
        "publish --dry-run                 what would change on gh-pages"
        "publish --dry-run --remote origin the same, and whether origin would take it"
        "publish                           build the site and commit it to gh-pages"
        "publish --remote origin           and push that, never by force"
        "publish --branch site"
    ))]
    Publish(PublishArguments),
    /// Hold a built site against its manifest: files that changed, are missing or are extra
    #[command(before_help = examples!(
        "verify site          the site that `report` has built"
        "verify ../gh-pages   a clone of the branch that `publish` commits to"
    ))]
    Verify(VerifyArguments),
    /// Check all that `report` checks, and write nothing
    #[command(before_help = examples!(
        "check                            all stories"
        "check --strict                   the same, with every warning an error"
        "check --message-format github    for the pages of a code host"
    ))]
    Check(CheckArguments),
    /// Print the values that the studies found
    #[command(before_help = examples!(
        "values                          all values"
        "values wave.downloads           those at or below a path"
        "values openness.input -v        and whose tables they come from"
    ))]
    Values(ValuesArguments),
    /// Say what moved between two editions of the data: values, claims, figures
    #[command(before_help = examples!(
        "diff benchmarks-2024-10-18 benchmarks-2024-10-22    two snapshots of one file"
        "diff data ../corrected                  two folders of tables or of snapshots"
        "diff site-of-june/facts.json data       what a site said, and what it would say now"
        "diff OLD NEW --path wave.downloads      the values at or below a path"
        "diff OLD NEW --format json              for programs"
        "diff OLD NEW --fail-on-flip             for CI: exit code 1 where a claim flipped"
    ))]
    Diff(DiffArguments),
    /// Edit the stories in memory, one edit at a time, and print which edits the check notices
    #[command(before_help = examples!(
        "mutate                        all stories, all kinds of edits"
        "mutate open-wave --sample 20  one story, at most 20 edits of a kind"
        "mutate --record               and the shares for the claims page"
        "mutate --format json          for programs"
    ))]
    Mutate(MutateArguments),
    /// Say what a code of a finding means, and how to mend it
    #[command(before_help = examples!(
        "explain HW0001    one code; all with their titles if none is given"
    ))]
    Explain(ExplainArguments),
    /// Bring the snapshots, files that others publish, into data/cache/
    #[command(before_help = examples!(
        "fetch                        all that are listed"
        "fetch org-view-2024-08-20    one of them"
        "fetch --from ~/Downloads     from a folder, without the network"
        "fetch --list                 what is listed, and where it lies"
    ))]
    Fetch(FetchArguments),
    /// Print completions for a shell
    #[command(before_help = examples!("completions bash > ~/.local/share/bash-completion/completions/highwater"))]
    Completions(CompletionsArguments),
}

/// What is read.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct Input {
    /// A folder whose tables take the place of those in `data/`, and where snapshots are looked for
    /// first
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Run a study on a file in place of a snapshot, such as `org-view-2024-08-20=FILE`; every page
    /// then says "unlisted input", or which other snapshot it is; may be repeated
    #[arg(long = "input", value_name = "NAME=FILE")]
    pub(crate) inputs: Vec<String>,
    /// Set a parameter of a study; may be repeated
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(crate) settings: Vec<String>,
    /// How many threads to use; the site is the same for any number
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The folder of the site [default: site/ at the top of the project]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Build this story alone
    #[arg(long, value_name = "STORY")]
    pub(crate) only: Option<String>,
    /// Make every warning an error
    #[arg(long)]
    pub(crate) strict: bool,
    /// Write the values of the data into the stories, before the build
    #[arg(long)]
    pub(crate) bless: bool,
    /// Build with one thread and with several, and compare the bytes
    #[arg(long)]
    pub(crate) verify: bool,
    /// Print the time of each step as JSON on standard output
    #[arg(long)]
    pub(crate) timings: bool,
    /// Open the site when it is built
    #[arg(long)]
    pub(crate) open: bool,
    /// Print each story as PDF through an installed Chromium, to pdf/ beside the site or to DIR; the
    /// manifest does not list them
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        value_hint = ValueHint::DirPath
    )]
    pub(crate) pdf: Option<Option<PathBuf>>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The port on 127.0.0.1, 0 for any [default: the first free one from 8000 on]
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// Open the front page in a browser
    #[arg(long)]
    pub(crate) open: bool,
    /// Make every warning an error, which keeps the pages from being shown
    #[arg(long)]
    pub(crate) strict: bool,
    /// The port of the program that this one takes the place of
    #[arg(long, hide = true, value_name = "N", overrides_with = "resume")]
    pub(crate) resume: Option<u16>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct NewArguments {
    #[command(subcommand)]
    pub(crate) what: Option<New>,
    /// The folder of a new project: lower-case letters, digits, hyphens
    #[arg(value_name = "NAME", required = true, value_hint = ValueHint::DirPath)]
    pub(crate) name: Option<PathBuf>,
    /// The table that the project is about: it is looked at, copied, and what it seems to hold is written
    /// down with the reasons
    #[arg(long, value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) from: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum New {
    /// Make report/stories/NAME/ with a story and its claims, which check clean
    #[command(before_help = examples!(
        "new story cheap-models"
        "new story cheap-models --title \"What cheap models can do\""
    ))]
    Story(NewStoryArguments),
}

#[derive(Debug, Args)]
pub(crate) struct NewStoryArguments {
    /// Its name, which is its address in the site: lower-case letters, digits, hyphens
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Its title [default: its name in words]
    #[arg(long, value_name = "TITLE")]
    pub(crate) title: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PublishArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The branch; `SOURCE_DATE_EPOCH` sets the time of its commit, in seconds since 1970
    #[arg(long, value_name = "BRANCH", default_value = "gh-pages")]
    pub(crate) branch: String,
    /// Push the branch to this remote, by name or address
    #[arg(long, value_name = "REMOTE")]
    pub(crate) remote: Option<String>,
    /// Say what would change, and write nothing; with `--remote`, ask whether it would take the push
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Publish with warnings too; errors are always refused
    #[arg(long)]
    pub(crate) allow_warnings: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The folder of the site
    #[arg(value_name = "SITE", value_hint = ValueHint::DirPath)]
    pub(crate) site: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Check this story alone
    #[arg(long, value_name = "STORY")]
    pub(crate) only: Option<String>,
    /// Make every warning an error
    #[arg(long)]
    pub(crate) strict: bool,
    /// Record in reviewed.toml that the sentences and claims were read and found right, before the check
    #[arg(long)]
    pub(crate) review: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ValuesArguments {
    /// The path of a value, or the beginning of several; all where none is given
    #[arg(value_name = "PREFIX", default_value = "")]
    pub(crate) prefix: String,
    /// How they are printed
    #[arg(long, value_enum, default_value_t = ValuesFormat::Table)]
    pub(crate) format: ValuesFormat,
    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ValuesFormat {
    /// A line a value
    Table,
    /// An array of objects with path, value, unit, label, how, rows and cells
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The edition before: a folder of tables or of snapshots, the name of a snapshot, or a facts.json
    #[arg(value_name = "OLD", value_hint = ValueHint::AnyPath)]
    pub(crate) old: String,
    /// The edition after, named in the same way
    #[arg(value_name = "NEW", value_hint = ValueHint::AnyPath)]
    pub(crate) new: String,
    /// Compare the values at or below this path alone, and the claims that name them
    #[arg(
        long,
        value_name = "PREFIX",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) path: String,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = DiffFormat::Table)]
    pub(crate) format: DiffFormat,
    /// Exit with 1 where a claim flipped
    #[arg(long)]
    pub(crate) fail_on_flip: bool,
    /// Set a parameter of a study, on both sides; may be repeated
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(crate) settings: Vec<String>,
    /// How many threads to use
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// A line a value, a claim, a figure
    Table,
    /// One object with values, claims and figures, in the schema highwater-diff/1
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct MutateArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The stories, by the names of their folders; all if none is given
    #[arg(value_name = "STORY")]
    pub(crate) stories: Vec<String>,
    /// The kinds of edits, such as `swap,twin`; all if none is given
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(crate) kinds: Vec<String>,
    /// Make at most so many edits of each kind in a story
    #[arg(long, value_name = "N")]
    pub(crate) sample: Option<usize>,
    /// What decides the sample, and which value takes the place of another
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Record the shares in report/mutate.json, for the claims page
    #[arg(long, conflicts_with_all = ["sample", "kinds", "stories"])]
    pub(crate) record: bool,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = MutateFormat::Table)]
    pub(crate) format: MutateFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MutateFormat {
    /// A line an edit that nothing noticed, and a line a kind
    Table,
    /// One object with kinds and edits, in the schema highwater-mutate/1
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code, such as HW0001; lists all codes where none is given
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct FetchArguments {
    /// The snapshots, by name; all where none is given
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// Take them from a folder, where they are known by what they hold, not from their addresses
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) from: Option<PathBuf>,
    /// How many minutes one file may take; a server may be silent for half a minute
    #[arg(
        long,
        value_name = "MINUTES",
        default_value_t = 60,
        conflicts_with = "from"
    )]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=10_080))]
    pub(crate) within: u32,
    /// Fetch nothing; print name, date, size, licence, and where each lies
    #[arg(long, conflicts_with = "from")]
    pub(crate) list: bool,
    /// How the list is printed
    #[arg(long, value_enum, default_value_t = ListFormat::Table, requires = "list")]
    pub(crate) format: ListFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A line a snapshot
    Table,
    /// An array of objects with name, date, size, licence, path, sha256, address, credit and holds
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
