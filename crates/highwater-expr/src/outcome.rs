//! Whether a predicate is true, and what decides it.

use crate::margin::Margin;
use crate::scale::Doubt;

/// Whether a predicate is true, and the comparison that decides it most narrowly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Whether it is true.
    pub holds: bool,
    margin: Option<Margin>,
    /// How many conditions decide it together: those that hold where it holds, else those that fail.
    conditions: usize,
    /// Numbers in it that seem to be on another scale than what they are compared with.
    pub doubts: Vec<Doubt>,
}

impl Outcome {
    /// One condition.
    pub(crate) fn of(holds: bool, margin: Option<Margin>) -> Self {
        Outcome {
            holds,
            margin,
            conditions: 1,
            doubts: Vec::new(),
        }
    }

    pub(crate) fn negated(self) -> Self {
        Outcome {
            holds: !self.holds,
            ..self
        }
    }

    /// The margin, which says how many conditions decide beside it.
    #[must_use]
    pub fn margin(&self) -> Option<Margin> {
        let mut margin = self.margin.clone()?;
        margin.more = self.conditions.saturating_sub(1);
        Some(margin)
    }
}

/// True where all are. What decides is the narrowest of those that hold, or the widest miss.
pub(crate) fn all(outcomes: Vec<Outcome>) -> Outcome {
    let holds = outcomes.iter().all(|outcome| outcome.holds);
    joined(outcomes, holds, holds)
}

/// True where one is. What decides is the widest of those that hold, or the narrowest miss.
pub(crate) fn any(outcomes: Vec<Outcome>) -> Outcome {
    let holds = outcomes.iter().any(|outcome| outcome.holds);
    joined(outcomes, holds, !holds)
}

/// Returns the same for the elements of a series: one condition on each of them is one condition.
pub(crate) fn of_elements(outcomes: Vec<Outcome>, is_all: bool) -> Outcome {
    let deciding = |holds: bool| {
        let deciding = outcomes
            .iter()
            .filter(move |outcome| outcome.holds == holds);
        deciding
            .map(|outcome| outcome.conditions)
            .max()
            .unwrap_or(0)
    };
    let (if_true, if_false) = (deciding(true), deciding(false));
    let joined = if is_all { all(outcomes) } else { any(outcomes) };
    Outcome {
        conditions: if joined.holds { if_true } else { if_false },
        ..joined
    }
}

fn joined(mut outcomes: Vec<Outcome>, holds: bool, narrowest: bool) -> Outcome {
    let mut doubts: Vec<Doubt> = Vec::new();
    for doubt in outcomes
        .iter_mut()
        .flat_map(|outcome| outcome.doubts.drain(..))
    {
        if !doubts.contains(&doubt) {
            doubts.push(doubt);
        }
    }
    let deciding = outcomes
        .into_iter()
        .filter(|outcome| outcome.holds == holds);
    let mut conditions = 0;
    let mut margins = Vec::new();
    for outcome in deciding {
        conditions += outcome.conditions;
        margins.extend(outcome.margin);
    }
    let order = |a: &Margin, b: &Margin| a.relative().total_cmp(&b.relative());
    let margins = margins.into_iter();
    Outcome {
        holds,
        margin: if narrowest {
            margins.min_by(order)
        } else {
            margins.max_by(order)
        },
        conditions,
        doubts,
    }
}
