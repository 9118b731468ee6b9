//! The options of `mutate`.

use clap::{Args, ValueEnum};

use super::Input;

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
