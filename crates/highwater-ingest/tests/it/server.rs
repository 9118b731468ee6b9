//! A server on this machine that answers what a test tells it to.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// A server; each request is one connection.
pub(crate) struct Server {
    /// Host and port.
    pub(crate) host: String,
    requests: Receiver<String>,
}

/// What the server sends, and what it does then.
pub(crate) struct Answer {
    bytes: Vec<u8>,
    hold: bool,
    wait: Duration,
    /// How many bytes are sent at a time, with a pause after each.
    drip: Option<usize>,
}

/// The pause after each drip.
const PAUSE: Duration = Duration::from_millis(20);

impl Answer {
    /// Bytes that may be no answer at all.
    pub(crate) fn raw(bytes: &[u8]) -> Self {
        Answer {
            bytes: bytes.to_vec(),
            hold: false,
            wait: Duration::ZERO,
            drip: None,
        }
    }

    /// Returns a status, headers and a body, and no more.
    pub(crate) fn new(status: &str, headers: &[&str], body: &[u8]) -> Self {
        let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
        for header in headers {
            head += &format!("{header}\r\n");
        }
        Answer::raw(&[format!("{head}\r\n").as_bytes(), body].concat())
    }

    /// Returns a whole file.
    pub(crate) fn file(body: &[u8]) -> Self {
        Answer::new(
            "200 OK",
            &[&format!("Content-Length: {}", body.len())],
            body,
        )
    }

    /// A file that breaks off.
    pub(crate) fn cut(body: &[u8], at: usize) -> Self {
        Answer::new(
            "200 OK",
            &[&format!("Content-Length: {}", body.len())],
            &body[..at],
        )
    }

    /// The rest of a file from `first` on, up to `end`.
    pub(crate) fn rest(body: &[u8], first: usize, end: usize) -> Self {
        let (last, size) = (body.len() - 1, body.len());
        let headers = [
            &format!("Content-Range: bytes {first}-{last}/{size}")[..],
            &format!("Content-Length: {}", size - first)[..],
        ];
        Answer::new("206 Partial Content", &headers, &body[first..end])
    }

    /// The same, and then silence on an open connection.
    pub(crate) fn and_silence(self) -> Self {
        Answer { hold: true, ..self }
    }

    /// Returns the same, so many bytes at a time.
    pub(crate) fn in_drips(self, bytes: usize) -> Self {
        Answer {
            drip: Some(bytes),
            ..self
        }
    }

    /// Returns the same after a while.
    pub(crate) fn after(self, wait: Duration) -> Self {
        Answer { wait, ..self }
    }
}

impl Server {
    /// Starts a server that answers the n-th request, from 0, as told.
    pub(crate) fn start(answer: impl Fn(usize) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for (n, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                let _ = sender.send(head(&mut stream));
                let answer = answer(n);
                thread::sleep(answer.wait);
                // A client that has heard enough hangs up.
                for piece in answer.bytes.chunks(answer.drip.unwrap_or(usize::MAX)) {
                    if stream.write_all(piece).is_err() {
                        break;
                    }
                    if answer.drip.is_some() {
                        thread::sleep(PAUSE);
                    }
                }
                if answer.hold {
                    thread::spawn(move || {
                        thread::sleep(Duration::from_secs(60));
                        drop(stream);
                    });
                }
            }
        });
        Server { host, requests }
    }

    /// The heads of the requests that came since the last look.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }

    /// Waits for a request.
    pub(crate) fn wait(&self) -> String {
        self.requests.recv_timeout(Duration::from_secs(30)).unwrap()
    }
}

fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap().to_lowercase()
}
