//! Sets of rows, held once, and the functions of SQL that unite them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::functions::{Aggregate, Context, FunctionFlags, WindowAggregate};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, Result};

/// Numbers of rows, in order, each once.
pub type RowIds = Arc<[u32]>;

/// The name of the function that unites the sets of its arguments.
pub(crate) const UNION: &str = "hw_union";
/// The name of the aggregate, and window function, that unites the sets of a group.
pub(crate) const GROUP: &str = "hw_group";
/// The most row numbers that the sets of one query may hold together.
const MOST: usize = 50_000_000;

/// All sets of a query: in SQL a set is a number, that of a row for one row, else a negative one.
#[derive(Clone, Default)]
pub(crate) struct Sets(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    sets: Vec<RowIds>,
    known: HashMap<RowIds, i64>,
    size: usize,
}

impl Sets {
    fn held(&self) -> MutexGuard<'_, Held> {
        // A thread that panicked cannot have left a half-written set, so a poisoned lock is still usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the rows of a set by its number.
    pub(crate) fn rows(&self, set: i64) -> RowIds {
        match u32::try_from(set) {
            Ok(row) => Arc::from([row]),
            Err(_) => {
                let held = self.held();
                let at = usize::try_from(-1 - set).ok();
                at.and_then(|at| held.sets.get(at).cloned())
                    .unwrap_or_default()
            }
        }
    }

    /// Returns the number of the union; `None` of no sets.
    fn union(&self, sets: &[i64]) -> Result<Option<i64>> {
        let mut sets = sets.to_vec();
        sets.sort_unstable();
        sets.dedup();
        match sets[..] {
            [] => return Ok(None),
            [one] => return Ok(Some(one)),
            _ => {}
        }
        let mut rows: Vec<u32> = Vec::new();
        for set in sets {
            match u32::try_from(set) {
                Ok(row) => rows.push(row),
                Err(_) => rows.extend(self.rows(set).iter()),
            }
        }
        rows.sort_unstable();
        rows.dedup();
        if let [row] = rows[..] {
            return Ok(Some(row.into()));
        }
        let rows: RowIds = rows.into();
        let mut held = self.held();
        if let Some(known) = held.known.get(&rows) {
            return Ok(Some(*known));
        }
        held.size += rows.len();
        if held.size > MOST {
            return Err(Error::UserFunctionError(
                "the sets of rows behind the answer are too large".into(),
            ));
        }
        let number = -1 - held.sets.len() as i64;
        held.sets.push(rows.clone());
        held.known.insert(rows, number);
        Ok(Some(number))
    }

    /// Gives a connection the functions that unite sets.
    pub(crate) fn register(&self, connection: &Connection) -> Result<()> {
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        let sets = self.clone();
        connection.create_scalar_function(UNION, -1, flags, move |context| {
            let given: Vec<i64> = (0..context.len())
                .filter_map(|at| number(context, at))
                .collect();
            sets.union(&given)
        })?;
        connection.create_window_function(GROUP, 1, flags, Group(self.clone()))
    }
}

fn number(context: &Context<'_>, at: usize) -> Option<i64> {
    match context.get_raw(at) {
        ValueRef::Integer(set) => Some(set),
        _ => None,
    }
}

struct Group(Sets);

/// The sets of a group, or of the frame of a window.
#[derive(Default)]
struct Gathered {
    sets: Vec<i64>,
    /// The union, until another set comes or goes.
    united: Option<Option<i64>>,
}

impl Group {
    fn united(&self, gathered: &mut Gathered) -> Result<Option<i64>> {
        if let Some(united) = gathered.united {
            return Ok(united);
        }
        let united = self.0.union(&gathered.sets)?;
        gathered.united = Some(united);
        Ok(united)
    }
}

impl Aggregate<Gathered, Option<i64>> for Group {
    fn init(&self, _: &mut Context<'_>) -> Result<Gathered> {
        Ok(Gathered::default())
    }

    fn step(&self, context: &mut Context<'_>, gathered: &mut Gathered) -> Result<()> {
        gathered.sets.extend(number(context, 0));
        gathered.united = None;
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, gathered: Option<Gathered>) -> Result<Option<i64>> {
        gathered.map_or(Ok(None), |mut gathered| self.united(&mut gathered))
    }
}

impl WindowAggregate<Gathered, Option<i64>> for Group {
    fn value(&self, gathered: Option<&mut Gathered>) -> Result<Option<i64>> {
        gathered.map_or(Ok(None), |gathered| self.united(gathered))
    }

    fn inverse(&self, context: &mut Context<'_>, gathered: &mut Gathered) -> Result<()> {
        if let Some(set) = number(context, 0)
            && let Some(at) = gathered.sets.iter().position(|known| *known == set)
        {
            gathered.sets.remove(at);
            gathered.united = None;
        }
        Ok(())
    }
}
