//! A story that was checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::anew::ReadAnew;
use super::claims::CheckedClaim;
use super::texts::Texts;
use crate::coverage::Coverage;
use crate::kept::DrawnFigure;
use crate::prose::Edit;
use crate::source_text::SourceText;
use crate::story::Story;

/// A story that was checked.
#[derive(Debug)]
pub(crate) struct CheckedStory {
    pub(crate) story: Story,
    pub(crate) texts: Texts,
    pub(crate) claims: Vec<CheckedClaim>,
    /// For each headline that it lets readers explore, the claims that hang on the choices.
    pub(crate) anew: BTreeMap<String, Vec<ReadAnew>>,
    /// The figures that it places, in its order.
    pub(crate) figures: Vec<Arc<DrawnFigure>>,
    pub(crate) coverage: Coverage,
    pub(super) edits: Vec<(SourceText, Edit)>,
}
