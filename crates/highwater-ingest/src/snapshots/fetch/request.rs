//! One request to a server, on a thread of its own.
//!
//! A thread that waits for a silent server cannot be told to stop; the one that asked for it can, and
//! goes its way. The waiting thread ends when the server speaks, hangs up or is silent for too long.

use std::io::Read;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;
use std::time::Duration;

use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body, Timeout};

use super::super::address::Address;

/// How many redirects within one host are followed.
const MOST_REDIRECTS: usize = 5;
/// How much longer than its file may take a request lives whose caller has gone: the caller reports
/// that it took too long.
const GRACE: Duration = Duration::from_secs(1);

/// How long a request may take.
#[derive(Clone, Copy)]
struct Waits {
    silence: Duration,
    whole: Duration,
}

/// What a request brings, in this order: one head, then bytes, then an end.
pub(super) enum Message {
    /// The server answers.
    Head(Head),
    /// A part of the file.
    Bytes(Vec<u8>),
    /// The server says that this was all.
    End,
    /// The server sends the reader to that scheme and host.
    Redirected(String),
    /// There is no connection any more, for that reason.
    Broken(String),
}

/// What an answer says of itself.
pub(super) struct Head {
    /// The status.
    pub(super) status: u16,
    /// How many bytes follow.
    pub(super) length: Option<u64>,
    /// Which part of the file they are.
    pub(super) range: Option<ContentRange>,
}

/// A part of a file: `bytes 100-199/410726`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    /// The first byte, from 0.
    pub(super) first: u64,
    /// How many bytes the whole file has, where the server says so.
    pub(super) whole: Option<u64>,
}

impl ContentRange {
    fn parse(text: &str) -> Option<Self> {
        let (range, whole) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
        let (first, _) = range.split_once('-')?;
        Some(ContentRange {
            first: first.trim().parse().ok()?,
            whole: whole.trim().parse().ok(),
        })
    }
}

/// Asks for a file from its byte `first` on. The answer comes as messages; where nobody receives them
/// any more, the connection is closed.
///
/// The server may be silent for `silence`, and the request ends once `left` is over, whatever the
/// server does to keep it alive.
pub(super) fn ask(
    address: &Address,
    first: u64,
    silence: Duration,
    left: Duration,
) -> Receiver<Message> {
    let waits = Waits {
        silence,
        whole: left + GRACE,
    };
    // Two chunks wait at most: a server is read no faster than its file is written.
    let (sender, receiver) = mpsc::sync_channel(2);
    let address = address.clone();
    thread::spawn(move || {
        if let Err(last) = transfer(&address, first, waits, &sender) {
            // Nobody receives it where the run was stopped.
            let _ = sender.send(last);
        }
    });
    receiver
}

fn transfer(
    address: &Address,
    first: u64,
    waits: Waits,
    sender: &SyncSender<Message>,
) -> Result<(), Message> {
    let answer = follow(address, first, waits)?;
    let head = Head {
        status: answer.status().as_u16(),
        length: answer.body().content_length(),
        range: header(answer.headers(), "content-range").and_then(ContentRange::parse),
    };
    if sender.send(Message::Head(head)).is_err() {
        return Ok(());
    }
    let mut body = answer.into_body().into_reader();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let message = match body.read(&mut buffer) {
            Ok(0) => Message::End,
            Ok(n) => Message::Bytes(buffer[..n].to_vec()),
            Err(error) => Message::Broken(why(&ureq::Error::from(error), waits)),
        };
        let last = !matches!(message, Message::Bytes(_));
        if sender.send(message).is_err() || last {
            return Ok(());
        }
    }
}

/// Returns the answer to a request, after redirects within the host.
fn follow(address: &Address, first: u64, waits: Waits) -> Result<Response<Body>, Message> {
    let agent = agent(address, waits);
    let mut at = address.clone();
    for _ in 0..=MOST_REDIRECTS {
        let mut request = agent.get(at.to_string());
        if first > 0 {
            request = request.header("range", format!("bytes={first}-"));
        }
        let answer = request
            .call()
            .map_err(|error| Message::Broken(why(&error, waits)))?;
        let leads = matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308);
        match header(answer.headers(), "location") {
            Some(location) if leads => {
                at = at.redirect(location).map_err(Message::Redirected)?;
            }
            _ => return Ok(answer),
        }
    }
    Err(Message::Broken(format!(
        "the server redirects more than {MOST_REDIRECTS} times"
    )))
}

fn agent(address: &Address, waits: Waits) -> Agent {
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .https_only(!address.is_loopback())
        .user_agent(concat!("highwater/", env!("CARGO_PKG_VERSION")))
        // The hash is of the file as it is published, not of a compressed one.
        .accept_encoding("identity")
        .timeout_resolve(Some(waits.silence))
        .timeout_connect(Some(waits.silence))
        .timeout_send_request(Some(waits.silence))
        .timeout_recv_response(Some(waits.silence))
        .timeout_per_read(Some(waits.silence))
        .timeout_global(Some(waits.whole));
    if address.is_loopback() {
        config = config.proxy(None);
    }
    config.build().new_agent()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Why a connection failed, as one clause.
fn why(error: &ureq::Error, waits: Waits) -> String {
    match error {
        ureq::Error::Timeout(Timeout::Global) => {
            format!("it took longer than {} s", waits.whole.as_secs())
        }
        ureq::Error::Timeout(_) => format!("nothing came for {} s", waits.silence.as_secs_f64()),
        ureq::Error::HostNotFound => "no such host is known".to_owned(),
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            "the connection was closed".to_owned()
        }
        ureq::Error::Io(error) => error.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_file_is_read() {
        let check = |text, range: Option<(u64, Option<u64>)>| {
            let range = range.map(|(first, whole)| ContentRange { first, whole });
            assert_eq!(ContentRange::parse(text), range, "{text}");
        };
        check("bytes 100-199/410726", Some((100, Some(410_726))));
        check("bytes 0-0/*", Some((0, None)));
        check("bytes */410726", None);
        check("lines 1-2/3", None);
        check("bytes", None);
    }
}
