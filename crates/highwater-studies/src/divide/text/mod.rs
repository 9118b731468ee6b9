//! What abstracts say: compute terms, engineering topics, BERT.
//!
//! Each abstract is read once: it becomes a mask of the supplement's terms, a set of topics and a
//! verdict on BERT, and every analysis after that, leaving terms out included, is a pass over these.
//!
//! - [`representation`] is D: terms in abstracts against who writes the papers; [`leave_out`] is how
//!   far that hangs on single terms; [`vocabulary`] is how the list was made.
//! - [`engineering`] is E: parallelism, memory efficiency and training stability.
//! - [`bertology`] is F: papers that study BERT.

pub mod bertology;
pub mod choice;
pub mod engineering;
pub mod leave_out;
pub mod lists;
pub mod papers;
pub mod representation;
pub mod terms;
pub mod topics;
pub mod usage;
pub mod vocabulary;

mod facts;
mod samples;
mod topic_facts;

use highwater_facts::Fact;
use highwater_study::{Results, StudyError};

use crate::divide::labels::needs_snapshot;
use crate::divide::records::Records;
use bertology::Bertology;
pub use choice::Choice;
use engineering::Engineering;
use leave_out::LeaveOut;
use lists::Lists;
use papers::Paper;
use representation::Representation;
use usage::Usage;
use vocabulary::Vocabulary;

/// All that the abstracts say.
#[derive(Debug)]
pub struct Texts<'a> {
    /// The models, of whose papers these are the abstracts.
    pub records: &'a Records,
    /// What a reader chose.
    pub choice: Choice,
    /// The papers with an abstract.
    pub papers: Vec<Paper<'a>>,
    /// The terms in them: by year, sector and domain.
    pub usage: Usage,
    /// The terms against who writes the papers.
    pub representation: Representation,
    /// The same with terms left out.
    pub leave_out: LeaveOut,
    /// How the list of terms was made.
    pub vocabulary: Vocabulary,
    /// The engineering topics.
    pub engineering: Engineering,
    /// The papers that study BERT.
    pub bertology: Bertology,
}

impl<'a> Texts<'a> {
    /// Reads all abstracts and analyses them.
    #[must_use]
    pub fn of(records: &'a Records, lists: &Lists, choice: &Choice) -> Self {
        let papers = papers::papers(records, lists);
        let representation = Representation::of(&papers, choice);
        Texts {
            usage: Usage::of(&papers, &lists.terms),
            leave_out: LeaveOut::of(&representation.tasks, lists.terms.names().len()),
            vocabulary: Vocabulary::of(&papers, lists, choice.large),
            engineering: Engineering::of(records, &papers, lists),
            bertology: Bertology::of(&papers),
            representation,
            papers,
            records,
            choice: *choice,
        }
    }

    /// Returns everything below `divide.terms`, `divide.engineering` and `divide.bertology`.
    #[must_use]
    pub fn record(&self, lists: &Lists) -> Results {
        facts::record(self, lists)
    }
}

/// Returns the same paths without papers: that they need the snapshot.
pub(super) fn record_none(lists: &Lists) -> Results {
    let none = Records::default();
    let mut empty = Texts::of(&none, lists, &Choice::default()).record(lists);
    empty.record_lists();
    let mut results = Results::default();
    for fact in empty.ledger.facts() {
        let missing = Fact::new(fact.path.clone(), needs_snapshot(), fact.label.clone());
        let added = results.ledger.add(missing);
        results
            .problems
            .errors
            .extend(added.err().map(StudyError::Ledger));
    }
    results
}
