//! A server under clients that are slow, many, or send more than they should.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use super::*;
use crate::pages::Files;

/// Far longer than any of it takes: what never comes is a failure, not a wait without end.
const LONG: Duration = Duration::from_secs(30);

/// A server of a small page and a file that fits into no buffer of the system.
fn served(limits: Limits) -> u16 {
    let pages = Pages::default();
    pages.show(Files::from([
        ("index.html".to_owned(), b"<p>28M".to_vec()),
        ("large.bin".to_owned(), vec![7; 24 << 20]),
    ]));
    let mut server = Server::bind(Port::Exactly(0), pages).unwrap();
    server.limits = limits;
    let port = server.port();
    server.start().unwrap();
    port
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream
}

fn asked(port: u16, path: &str) -> TcpStream {
    let mut stream = connect(port);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
    )
    .unwrap();
    stream
}

/// All that comes until the connection is closed.
fn heard(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[track_caller]
fn serves_a_page(port: u16) {
    let page = heard(asked(port, "/"));
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("<p>28M"), "{page}");
}

/// Clients that have sent nothing, half a head, or whole requests without reading the answers.
#[test]
fn slow_connections_64_do_not_keep_the_65th_out() {
    let half = |port| {
        let mut stream = connect(port);
        stream.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
        stream
    };
    let kinds: [&dyn Fn(u16) -> TcpStream; 4] = [
        &connect,
        &half,
        &|port| asked(port, "/large.bin"),
        &|port| asked(port, "/.highwater/events?/"),
    ];
    // Limits of time that end after the test has given up: a slow client gives its seat to another, and
    // not because its time is over.
    let limits = Limits {
        head: 20 * LONG,
        answer: 20 * LONG,
        ..LIMITS
    };
    for kind in kinds {
        let port = served(limits);
        let slow: Vec<TcpStream> = (0..3 * LIMITS.at_a_time).map(|_| kind(port)).collect();
        for _ in 0..3 {
            serves_a_page(port);
        }
        drop(slow);
    }
}

/// Pages that wait for changes stay, as long as there are slower ones to go.
#[test]
fn a_page_that_waits_outlives_those_that_ask_slowly() {
    let port = served(LIMITS);
    let mut page = asked(port, "/.highwater/events?/");
    let mut first = [0; 8];
    page.read_exact(&mut first).unwrap();
    let slow: Vec<TcpStream> = (0..LIMITS.at_a_time + 10).map(|_| connect(port)).collect();
    serves_a_page(port);
    page.set_nonblocking(false).unwrap();
    let (mut text, mut piece) = (String::new(), [0; 1024]);
    while !text.contains(": still here") {
        let n = page.read(&mut piece).unwrap();
        assert!(n > 0, "the page was sent away: {text}");
        text.push_str(&String::from_utf8_lossy(&piece[..n]));
    }
    drop(slow);
}

/// A byte now and then keeps no connection open: the limit is over the whole head.
#[test]
fn the_head_of_a_request_has_a_limit_of_time() {
    let head = Duration::from_millis(300);
    let port = served(Limits { head, ..LIMITS });
    let mut stream = connect(port);
    let mut other = stream.try_clone().unwrap();
    thread::spawn(move || {
        for byte in b"GET / HTTP/1.1\r\nA: ".iter().chain([b'b'; 200].iter()) {
            if other.write_all(&[*byte]).is_err() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
    });
    let start = Instant::now();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
    assert!(
        start.elapsed() < Duration::from_secs(3),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn an_answer_that_nobody_reads_has_a_limit_of_time() {
    let answer = Duration::from_millis(300);
    let port = served(Limits { answer, ..LIMITS });
    let stream = asked(port, "/large.bin");
    thread::sleep(Duration::from_millis(900));
    let mut came = Vec::new();
    // What was in the buffers comes, and then the end; never the whole file.
    let _ = { stream }.read_to_end(&mut came);
    assert!(came.len() < 24 << 20, "{}", came.len());
    serves_a_page(port);
}

/// A client that sends on and on hears why it is refused, and is not read to its end.
#[test]
fn a_flood_of_headers_is_refused_and_the_client_hears_it() {
    let port = served(LIMITS);
    let mut stream = connect(port);
    let mut other = stream.try_clone().unwrap();
    let flood = thread::spawn(move || {
        let start = b"GET / HTTP/1.1\r\n".to_vec();
        let line = b"A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n".repeat(100);
        let mut sent = 0;
        let mut pieces = std::iter::once(start).chain(std::iter::repeat(line));
        while sent < 512 << 20 {
            let piece = pieces.next().unwrap();
            if other.write_all(&piece).is_err() {
                break;
            }
            sent += piece.len();
        }
        sent
    });
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 431");
    let sent = flood.join().unwrap();
    assert!(sent < 512 << 20, "it was read to its end: {sent} bytes");
    serves_a_page(port);
}

/// Idle connections that a browser keeps open for later do not add up.
#[test]
fn hundreds_of_idle_connections_leave_room() {
    let port = served(LIMITS);
    let mut idle = Vec::new();
    for _ in 0..300 {
        idle.push(connect(port));
    }
    serves_a_page(port);
    for _ in 0..300 {
        let _ = connect(port);
    }
    serves_a_page(port);
}
