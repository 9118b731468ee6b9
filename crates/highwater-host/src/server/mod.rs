//! A server for one reader: this machine's browser.

mod answer;
mod kinds;
mod request;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::error::HostError;
use crate::pages::Pages;
use answer::Answer;
use request::{Refusal, Request};

/// The port that is tried first where none is given.
const FIRST_PORT: u16 = 8000;
/// How many ports are tried.
const TRIES: u16 = 100;
/// The most requests that are answered at a time.
const MOST_AT_A_TIME: usize = 64;
/// How long a browser may take to ask, or to take a piece of an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a page that waits hears that the server still lives.
const HEARTBEAT: Duration = Duration::from_secs(5);

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

    /// The address of the front page: `http://127.0.0.1:8000/`.
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
        let busy = Arc::new(AtomicUsize::new(0));
        let answer = move || {
            for stream in self.listener.incoming() {
                // Whoever went away before he was heard asks again.
                let Ok(stream) = stream else { continue };
                if busy.fetch_add(1, Ordering::Relaxed) >= MOST_AT_A_TIME {
                    busy.fetch_sub(1, Ordering::Relaxed);
                    continue;
                }
                let (pages, busy_too, port) = (self.pages.clone(), busy.clone(), self.port());
                let script = self.script;
                let started = thread::Builder::new().spawn(move || {
                    // A reader who leaves in the middle of an answer is no error of ours.
                    let _ = converse(stream, &pages, port, script);
                    busy_too.fetch_sub(1, Ordering::Relaxed);
                });
                if started.is_err() {
                    busy.fetch_sub(1, Ordering::Relaxed);
                }
            }
        };
        let started = thread::Builder::new()
            .name("server".to_owned())
            .spawn(answer);
        started
            .map(drop)
            .map_err(|error| HostError::Thread { error })
    }
}

/// The first free port from 8000 on.
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

/// Hears one request and answers it.
fn converse(mut stream: TcpStream, pages: &Pages, port: u16, script: Script) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let request = match Request::read(&mut stream) {
        Ok(request) if request.names(port) => request,
        Ok(_) => return Answer::refusal(Refusal::ForeignHost).send(&mut stream, false),
        Err(refusal) => return Answer::refusal(refusal).send(&mut stream, false),
    };
    if request.path == answer::EVENTS && !request.is_head {
        return tell_changes(&mut stream, pages, &request.query);
    }
    let site = pages.told().site;
    Answer::of(&request.path, site.as_deref(), script).send(&mut stream, request.is_head)
}

/// Tells the page of a path each change as it comes, until it goes away.
fn tell_changes(stream: &mut TcpStream, pages: &Pages, path: &str) -> io::Result<()> {
    stream.write_all(answer::EVENTS_HEAD.as_bytes())?;
    // Without this a browser waits three seconds before it asks for a server that started anew.
    stream.write_all(b"retry: 300\n\n")?;
    let mut told = pages.told();
    loop {
        let event = json!({
            "page": answer::state_of(path, told.site.as_deref()),
            "findings": told.findings,
            "note": told.note,
        });
        write!(stream, "data: {event}\n\n")?;
        told = loop {
            match pages.told_after(told.turn, HEARTBEAT) {
                Some(told) => break told,
                None => stream.write_all(b": still here\n\n")?,
            }
        };
    }
}
