//! The connections that are open at a time: when all seats are taken, the slowest makes room.

use std::collections::BTreeMap;
use std::io;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How far a connection has come; the first is the first to make room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// The head of its request is not whole yet.
    Asking,
    /// It is being answered.
    Answered,
    /// A page that waits for changes.
    Listening,
}

/// The connections that are open, up to a number.
#[derive(Debug)]
pub(super) struct Seats {
    most: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    next: u64,
    /// By number, so that the first is the one that has been here longest.
    open: BTreeMap<u64, (Stage, TcpStream)>,
    /// How many threads answer: those of connections that had to go may be on their way out.
    threads: usize,
}

/// A seat, given back when this is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Arc<Seats>,
    number: u64,
}

impl Seats {
    pub(super) fn new(most: usize) -> Arc<Self> {
        let taken = Mutex::default();
        Arc::new(Seats { most, taken })
    }

    /// Gives a connection a seat. If all are taken, the connection that has come least far is closed,
    /// of several the one that has been here longest.
    pub(super) fn take(self: &Arc<Self>, stream: &TcpStream) -> io::Result<Seat> {
        let stream = stream.try_clone()?;
        let mut taken = self.taken();
        if taken.open.len() >= self.most {
            let first = taken
                .open
                .iter()
                .min_by_key(|(number, (stage, _))| (*stage, **number));
            let first = first.map(|(number, _)| *number);
            if let Some((_, slow)) = first.and_then(|number| taken.open.remove(&number)) {
                // It ends the waiting of its thread. One that has gone by itself is closed already.
                let _ = slow.shutdown(Shutdown::Both);
            }
        }
        let number = taken.next;
        taken.next += 1;
        taken.threads += 1;
        taken.open.insert(number, (Stage::Asking, stream));
        Ok(Seat {
            seats: self.clone(),
            number,
        })
    }

    /// Returns whether threads of connections that had to go are so many that the next one should wait.
    pub(super) fn is_crowded(&self) -> bool {
        self.taken().threads >= 2 * self.most
    }

    /// No code that holds the lock can panic halfway through a change, so a poisoned lock is usable.
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Notes how far the connection has come.
    pub(super) fn now(&self, stage: Stage) {
        if let Some((now, _)) = self.seats.taken().open.get_mut(&self.number) {
            *now = stage;
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken();
        taken.open.remove(&self.number);
        taken.threads -= 1;
    }
}
