//! A snapshot from its address: as many requests as it takes.

use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::super::error::SnapshotError;
use super::super::list::Snapshot;
use super::partial::Partial;
use super::request::{Head, Message, ask};
use super::{Fetch, Patience, Progress};

/// How often a server is asked for one file.
const MOST_REQUESTS: usize = 10;
/// How often the wait for a server looks whether it was interrupted.
const GLANCE: Duration = Duration::from_millis(50);

/// How a request ended.
enum End {
    /// All that is listed is here.
    Complete,
    /// The connection ended before, for that reason.
    Broken(String),
    /// There was no answer, for that reason.
    NoAnswer(String),
    /// The server does not go on from where the file breaks off.
    NoPart,
}

impl Fetch<'_> {
    /// Downloads what is missing.
    ///
    /// A connection that breaks off is taken up again as long as each request brings the file further
    /// than all before it.
    pub(super) fn download(
        &self,
        snapshot: &Snapshot,
        patience: Patience,
        partial: &mut Partial<'_>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<(), SnapshotError> {
        let host = snapshot.address.host();
        let end = Instant::now() + patience.whole;
        let mut furthest = partial.received();
        for request in 1.. {
            let end = if partial.is_complete() {
                End::Complete
            } else {
                self.request(snapshot, patience, end, partial, tell)?
            };
            let why = match end {
                End::Complete if partial.is_right(host)? => break,
                // An earlier run left other bytes, or more than the server has.
                End::Complete | End::NoPart => {
                    partial.restart()?;
                    furthest = 0;
                    "the file is asked for from its start".to_owned()
                }
                End::NoAnswer(why) if partial.received() == 0 => {
                    return Err(SnapshotError::Unreachable {
                        name: snapshot.name.clone(),
                        host: host.to_owned(),
                        why,
                    });
                }
                End::Broken(why) | End::NoAnswer(why) if partial.received() <= furthest => {
                    return Err(self.cut(snapshot, partial, why));
                }
                End::Broken(why) | End::NoAnswer(why) => {
                    furthest = partial.received();
                    why
                }
            };
            if request == MOST_REQUESTS {
                return Err(self.cut(snapshot, partial, why));
            }
            tell(Progress::BrokeOff {
                received: partial.received(),
                why,
            });
        }
        Ok(())
    }

    /// One request, from where the file breaks off.
    fn request(
        &self,
        snapshot: &Snapshot,
        patience: Patience,
        end: Instant,
        partial: &mut Partial<'_>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<End, SnapshotError> {
        let host = snapshot.address.host();
        let left = end.saturating_duration_since(Instant::now());
        let messages = ask(
            &snapshot.address,
            partial.received(),
            patience.silence,
            left,
        );
        let mut answered = false;
        loop {
            self.stop_if_interrupted()?;
            if Instant::now() >= end {
                return Err(SnapshotError::TooLong {
                    name: snapshot.name.clone(),
                    host: host.to_owned(),
                    received: partial.received(),
                    size: snapshot.size,
                    limit: patience.whole,
                });
            }
            let message = match messages.recv_timeout(GLANCE) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => {
                    Message::Broken("the transfer ended without a word".to_owned())
                }
            };
            match message {
                Message::Head(head) => {
                    answered = true;
                    if !self.begin(snapshot, &head, partial)? {
                        return Ok(End::NoPart);
                    }
                }
                Message::Bytes(bytes) => {
                    partial.append(&bytes, host)?;
                    tell(Progress::Received(partial.received()));
                }
                Message::End if partial.is_complete() => return Ok(End::Complete),
                Message::End => return Ok(End::Broken("the server ended it there".to_owned())),
                Message::Redirected(to) => {
                    return Err(SnapshotError::Redirect {
                        name: snapshot.name.clone(),
                        from: snapshot.address.origin(),
                        to,
                    });
                }
                Message::Broken(why) if answered => return Ok(End::Broken(why)),
                Message::Broken(why) => return Ok(End::NoAnswer(why)),
            }
        }
    }

    /// Returns what an answer means for what is here already; `false` where it does not go on from
    /// there.
    fn begin(
        &self,
        snapshot: &Snapshot,
        head: &Head,
        partial: &mut Partial<'_>,
    ) -> Result<bool, SnapshotError> {
        let host = snapshot.address.host();
        let whole = match head.status {
            200 => {
                if partial.received() > 0 {
                    partial.restart()?;
                }
                head.length
            }
            206 => match head.range {
                Some(range) if range.first == partial.received() => range.whole,
                _ => return Ok(false),
            },
            416 if partial.received() > 0 => return Ok(false),
            status => {
                return Err(SnapshotError::Status {
                    name: snapshot.name.clone(),
                    host: host.to_owned(),
                    status,
                });
            }
        };
        match whole {
            Some(whole) if whole != snapshot.size => Err(partial.size_error(host, Some(whole))),
            _ => Ok(true),
        }
    }

    fn cut(&self, snapshot: &Snapshot, partial: &Partial<'_>, why: String) -> SnapshotError {
        SnapshotError::Cut {
            name: snapshot.name.clone(),
            host: snapshot.address.host().to_owned(),
            received: partial.received(),
            size: snapshot.size,
            why,
        }
    }
}
