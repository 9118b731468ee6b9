//! A server for one reader: this machine's browser.

mod answer;
mod kinds;
mod request;
mod seats;
#[cfg(test)]
mod tests;
mod timed;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::error::HostError;
use crate::pages::Pages;
use answer::Answer;
use request::{Refusal, Request};
use seats::{Seat, Seats, Stage};
use timed::{Timed, linger};

/// The port that is tried first where none is given.
const FIRST_PORT: u16 = 8000;
/// How many ports are tried.
const TRIES: u16 = 100;
/// How often a page that waits hears that the server still lives.
const HEARTBEAT: Duration = Duration::from_secs(2);
/// How long the server waits for what should be over at once.
const GLANCE: Duration = Duration::from_millis(10);

/// How much the server bears.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// How many connections are open at a time; the slowest makes room for one more.
    at_a_time: usize,
    /// How long the head of a request may take to come.
    head: Duration,
    /// How long an answer, or an event, may take to be sent.
    answer: Duration,
}

const LIMITS: Limits = Limits {
    at_a_time: 64,
    head: Duration::from_secs(10),
    answer: Duration::from_secs(60),
};

/// The port that a server listens on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one; 0 takes any that is free.
    Exactly(u16),
    /// 8000, or the next that is free.
    Free,
}

/// A server of [`Pages`] on 127.0.0.1.
///
/// Each page that it gives holds a script more, which waits for changes: it loads the page again, or
/// shows findings over it. Nobody but this machine can connect, and a request that names another host
/// is refused, so that a page of elsewhere cannot read along under a name of its own.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    pages: Pages,
    script: Script,
    limits: Limits,
}

/// The script that each page gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Waits for changes.
    Reload,
    /// Makes a page fit to be printed by itself.
    Print,
}

impl Server {
    /// Takes a port.
    ///
    /// # Errors
    ///
    /// [`HostError::PortTaken`], [`HostError::NoPort`].
    pub fn bind(port: Port, pages: Pages) -> Result<Self, HostError> {
        let listener = match port {
            Port::Exactly(port) => {
                TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
                    let is_taken = error.kind() == io::ErrorKind::AddrInUse;
                    match is_taken {
                        true => HostError::PortTaken { port },
                        false => HostError::NoPort { port, error },
                    }
                })?
            }
            Port::Free => free()?,
        };
        let unknown = |error| HostError::NoPort { port: 0, error };
        Ok(Server {
            address: listener.local_addr().map_err(unknown)?,
            listener,
            pages,
            script: Script::Reload,
            limits: LIMITS,
        })
    }

    pub(crate) fn for_print(mut self) -> Self {
        self.script = Script::Print;
        self
    }

    /// The port that was taken.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Returns the address of the front page: `http://127.0.0.1:8000/`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers from now on, until the process ends.
    ///
    /// # Errors
    ///
    /// [`HostError::Thread`].
    pub fn start(self) -> Result<(), HostError> {
        let started = thread::Builder::new()
            .name("server".to_owned())
            .spawn(move || self.answer());
        started
            .map(drop)
            .map_err(|error| HostError::Thread { error })
    }

    fn answer(self) {
        let seats = Seats::new(self.limits.at_a_time);
        for stream in self.listener.incoming() {
            // Those that had to make room are on their way out.
            while seats.is_crowded() {
                thread::sleep(GLANCE);
            }
            // A client that disconnected before it was heard asks again; without files to open, a while
            // later there may be some.
            let Ok((stream, seat)) = stream.and_then(|stream| {
                let seat = seats.take(&stream)?;
                Ok((stream, seat))
            }) else {
                thread::sleep(GLANCE);
                continue;
            };
            let (pages, port) = (self.pages.clone(), self.port());
            let (script, limits) = (self.script, self.limits);
            // If there is no thread, the seat is given back and the connection closed.
            let _ = thread::Builder::new().spawn(move || {
                let asked = Asked {
                    stream: &stream,
                    seat: &seat,
                    limits,
                };
                // A reader who leaves in the middle of an answer is no error of ours.
                let _ = asked.converse(&pages, port, script);
            });
        }
    }
}

/// Returns the first free port from 8000 on.
fn free() -> Result<TcpListener, HostError> {
    let mut last = None;
    for port in FIRST_PORT..FIRST_PORT + TRIES {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    Err(HostError::NoPort {
        port: FIRST_PORT,
        error: last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()),
    })
}

/// A connection that was accepted.
struct Asked<'a> {
    stream: &'a TcpStream,
    seat: &'a Seat,
    limits: Limits,
}

impl Asked<'_> {
    /// Hears one request and answers it.
    fn converse(&self, pages: &Pages, port: u16, script: Script) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        let request = Request::read(&mut Timed::within(self.stream, self.limits.head));
        self.seat.now(Stage::Answered);
        let request = match request {
            Ok(request) if request.names(port) => request,
            Ok(_) => return self.refuse(Refusal::ForeignHost),
            Err(refusal) => return self.refuse(refusal),
        };
        if request.path == answer::EVENTS && !request.is_head {
            self.seat.now(Stage::Listening);
            return self.report_changes(pages, &request.query);
        }
        let site = pages.told().site;
        let answer = Answer::of(&request.path, site.as_deref(), script);
        answer.send(&mut self.timed(), request.is_head)
    }

    fn timed(&self) -> Timed<'_> {
        Timed::within(self.stream, self.limits.answer)
    }

    fn refuse(&self, refusal: Refusal) -> io::Result<()> {
        Answer::refusal(refusal).send(&mut self.timed(), false)?;
        linger(self.stream)
    }

    /// Reports each change to the page of a path as it comes, until the page goes away.
    fn report_changes(&self, pages: &Pages, path: &str) -> io::Result<()> {
        self.timed().write_all(answer::EVENTS_HEAD.as_bytes())?;
        // Without this a browser waits three seconds before it asks for a server that started again.
        self.timed().write_all(b"retry: 300\n\n")?;
        let mut told = pages.told();
        loop {
            let event = json!({
                "page": answer::state_of(path, told.site.as_deref()),
                "findings": told.findings,
                "note": told.note,
            });
            write!(self.timed(), "data: {event}\n\n")?;
            told = loop {
                match pages.told_after(told.turn, HEARTBEAT) {
                    Some(told) => break told,
                    None => self.timed().write_all(b": still here\n\n")?,
                }
            };
        }
    }
}
