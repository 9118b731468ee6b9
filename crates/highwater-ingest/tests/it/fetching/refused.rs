//! What is not taken: each is a clear error, nothing is left, and the file before it stays.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::{Scene, content};
use crate::server::{Answer, Server};

#[track_caller]
fn fails(answer: impl Fn(usize) -> Answer + Send + 'static, code: &str, told: &[&str]) {
    let server = Server::start(answer);
    let scene = Scene::new(&server.host);
    let mut told = told.to_vec();
    told.push("`a-2024`");
    told.push(&server.host);
    scene.fails(code, &told);
}

#[test]
fn a_wrong_hash() {
    let mut other = content();
    other[70_000] ^= 1;
    let sum = highwater_ingest::snapshots::Sha256Sum::new(&other).to_string();
    fails(
        move |_| Answer::file(&other),
        "HW0216",
        &["has another SHA-256", &sum, "nothing of it was kept"],
    );
}

#[test]
fn too_large_by_its_own_words() {
    // The body does not come: the answer is refused by its head.
    let head = |_| Answer::new("200 OK", &["Content-Length: 9000000000"], b"").and_silence();
    let start = Instant::now();
    fails(
        head,
        "HW0216",
        &["has 9,000,000,000 bytes, and 120,000 bytes are listed"],
    );
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn too_large_without_a_word() {
    let more = [content(), b"and more".to_vec()].concat();
    let goes_on = &["goes on after the 120,000 bytes that are listed"];
    let whole = more.clone();
    fails(
        move |_| Answer::new("200 OK", &[], &whole),
        "HW0216",
        goes_on,
    );
    let chunk = format!("{:x}\r\n", more.len());
    let chunked = [chunk.as_bytes(), &more, b"\r\n0\r\n\r\n"].concat();
    fails(
        move |_| Answer::new("200 OK", &["Transfer-Encoding: chunked"], &chunked),
        "HW0216",
        goes_on,
    );
}

#[test]
fn too_small() {
    fails(
        |_| Answer::file(b"short"),
        "HW0216",
        &["has 5 bytes, and 120,000 bytes are listed"],
    );
}

#[test]
fn answers_that_bring_no_file() {
    let status = |status: &'static str| move |_| Answer::new(status, &["Content-Length: 2"], b"no");
    let check = |with: &'static str, told: &[&str]| fails(status(with), "HW0214", told);
    check(
        "404 Not Found",
        &[
            "answers 404",
            "it has no such file",
            "check the address in the list",
        ],
    );
    check(
        "403 Forbidden",
        &["answers 403", "check the address in the list"],
    );
    check("429 Too Many", &["answers 429", "try again later"]);
    check(
        "500 Oh",
        &["answers 500", "it failed", "the fault is the server's"],
    );
    check("204 No Content", &["answers 204"]);
    check("304 Not Modified", &["answers 304"]);
}

#[test]
fn a_redirect_to_another_host() {
    let other = Server::start(|_| Answer::file(&content()));
    let location = format!("Location: http://{}/data/a.csv", other.host);
    let name = format!("to `http://{}`; another host is not followed", other.host);
    fails(
        move |_| Answer::new("302 Found", &[&location, "Content-Length: 0"], b""),
        "HW0215",
        &[&name, "list the address that the file now has"],
    );
    assert!(other.requests().is_empty(), "the other host was asked");
    fails(
        |_| {
            Answer::new(
                "308 Moved",
                &["Location: https://example.org/a", "Content-Length: 0"],
                b"",
            )
        },
        "HW0215",
        &["to `https://example.org`"],
    );
}

#[test]
fn redirects_without_end() {
    let around = |_| Answer::new("302 Found", &["Location: /a", "Content-Length: 0"], b"");
    fails(
        around,
        "HW0214",
        &["the server redirects more than 5 times"],
    );
}

#[test]
fn a_server_that_is_silent() {
    let silences = [
        || Answer::raw(b"").and_silence(),
        || Answer::cut(&content(), 0).and_silence(),
        || Answer::cut(&content(), 50_000).and_silence(),
    ];
    for silence in silences {
        let server = Server::start(move |_| silence());
        let mut scene = Scene::new(&server.host);
        scene.patience.silence = Duration::from_millis(200);
        scene.fails("HW0214", &["nothing came for 0.2 s", "--from DIR"]);
    }
}

/// A server that sends a byte now and then is never silent, and still comes to an end.
#[test]
fn downloads_have_a_limit_of_time() {
    // The head does not come to its end, or the file does not.
    for bytes in [1, 200] {
        let server = Server::start(move |_| Answer::file(&content()).in_drips(bytes));
        let mut scene = Scene::new(&server.host);
        scene.patience.whole = Duration::from_millis(700);
        let told = format!("`a-2024` from `{}` was stopped after 0.7 s: ", server.host);
        let help = "give it more time, `get a-2024 --within MINUTES`, or bring the file from a folder with `get --from DIR`";
        let start = Instant::now();
        scene.fails("HW0214", &[&told, "of 120,000 bytes had come", help]);
        assert!(start.elapsed() < Duration::from_secs(10));
        assert_eq!(server.requests().len(), 1, "{bytes} bytes at a time");
    }
}

/// The limit is over all requests: a server that breaks off again and again gains nothing by it.
#[test]
fn downloads_have_a_limit_of_time_over_all_requests() {
    let server = Server::start(|n| {
        let end = 1000 * (n + 1);
        let answer = match n {
            0 => Answer::cut(&content(), end),
            n => Answer::rest(&content(), 1000 * n, end),
        };
        answer.after(Duration::from_millis(250))
    });
    let mut scene = Scene::new(&server.host);
    scene.patience.whole = Duration::from_millis(900);
    scene.fails("HW0214", &["was stopped after 0.9 s: "]);
    assert!(server.requests().len() < 6);
}

#[test]
fn no_server() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    drop(listener);
    let told = format!("`{host}` cannot be reached for `a-2024`: ");
    Scene::new(&host).fails("HW0214", &[&told, "check the network", "--from DIR"]);
}

#[test]
fn a_server_that_speaks_something_else() {
    fails(|_| Answer::raw(b"SSH-2.0-hello\r\n\r\n"), "HW0214", &[]);
    fails(|_| Answer::raw(b""), "HW0214", &[]);
}
