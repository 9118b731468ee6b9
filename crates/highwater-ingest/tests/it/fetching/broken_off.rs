//! Connections that break off, and runs that were killed: taken up or begun again.

use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use highwater_ingest::snapshots::SnapshotError;
use highwater_ingest::snapshots::fetch::Progress;

use super::{Scene, content};
use crate::server::{Answer, Server};

/// The byte that each request asked to go on from, as it was written.
fn ranges(server: &Server) -> Vec<String> {
    let range = |head: String| {
        let range = head
            .split("\r\nrange: ")
            .nth(1)
            .and_then(|rest| rest.lines().next());
        range.unwrap_or("whole").to_owned()
    };
    server.requests().into_iter().map(range).collect()
}

#[track_caller]
fn comes(answer: impl Fn(usize) -> Answer + Send + 'static, asked: &[&str]) {
    let server = Server::start(answer);
    Scene::new(&server.host).comes();
    assert_eq!(ranges(&server), asked);
}

#[test]
fn a_cut_connection_is_taken_up_where_it_broke() {
    let answer = |n| match n {
        0 => Answer::cut(&content(), 50_000),
        1 => Answer::rest(&content(), 50_000, 90_000),
        _ => Answer::rest(&content(), 90_000, 120_000),
    };
    comes(answer, &["whole", "bytes=50000-", "bytes=90000-"]);
}

#[test]
fn a_server_that_takes_nothing_up_sends_the_whole() {
    let answer = |n| match n {
        0 => Answer::cut(&content(), 50_000),
        _ => Answer::file(&content()),
    };
    comes(answer, &["whole", "bytes=50000-"]);
}

#[test]
fn a_server_that_takes_up_elsewhere_is_asked_for_the_whole() {
    let answer = |n| match n {
        0 => Answer::cut(&content(), 50_000),
        1 => Answer::rest(&content(), 40_000, 120_000),
        _ => Answer::file(&content()),
    };
    comes(answer, &["whole", "bytes=50000-", "whole"]);
    let nowhere = |n| match n {
        0 => Answer::cut(&content(), 50_000),
        1 => Answer::new("206 Partial Content", &["Content-Length: 9"], b"something"),
        _ => Answer::file(&content()),
    };
    comes(nowhere, &["whole", "bytes=50000-", "whole"]);
    let refused = |n| match n {
        0 => Answer::cut(&content(), 50_000),
        1 => Answer::new("416 Range Not Satisfiable", &["Content-Length: 0"], b""),
        _ => Answer::file(&content()),
    };
    comes(refused, &["whole", "bytes=50000-", "whole"]);
}

#[test]
fn a_file_that_changed_meanwhile_is_told_by_its_size() {
    let server = Server::start(|n| match n {
        0 => Answer::cut(&content(), 50_000),
        _ => Answer::new(
            "206 Partial Content",
            &[
                "Content-Range: bytes 50000-129999/130000",
                "Content-Length: 80000",
            ],
            b"",
        ),
    });
    Scene::new(&server.host).fails(
        "HW0216",
        &["has 130,000 bytes, and 120,000 bytes are listed"],
    );
}

#[test]
fn one_that_goes_no_further_is_given_up() {
    let server = Server::start(|n| match n {
        0 => Answer::cut(&content(), 50_000),
        _ => Answer::rest(&content(), 50_000, 50_000),
    });
    let told = [
        "`a-2024` broke off after 50,000 of 120,000 bytes",
        "try again",
        "--from DIR",
    ];
    Scene::new(&server.host).fails("HW0214", &told);
    assert_eq!(ranges(&server).len(), 2);
}

#[test]
fn one_that_goes_on_for_ever_is_given_up() {
    let server = Server::start(|n| match n {
        0 => Answer::cut(&content(), 10),
        _ => Answer::rest(&content(), 10 + 10 * (n - 1), 20 + 10 * (n - 1)),
    });
    Scene::new(&server.host).fails("HW0214", &["broke off after 100 of 120,000 bytes"]);
    assert_eq!(ranges(&server).len(), 10);
}

#[test]
fn what_a_killed_run_left_is_gone_on_with() {
    let server = Server::start(|_| Answer::rest(&content(), 70_000, 120_000));
    let scene = Scene::new(&server.host);
    scene.put_partial(&content()[..70_000]);
    scene.comes();
    assert_eq!(ranges(&server), ["bytes=70000-"]);
}

#[test]
fn a_whole_file_that_a_killed_run_left_is_not_asked_for() {
    let server = Server::start(|_| Answer::file(b""));
    let scene = Scene::new(&server.host);
    scene.put_partial(&content());
    scene.comes();
    assert!(ranges(&server).is_empty());
}

#[test]
fn other_bytes_that_were_left_do_no_harm() {
    for left in [vec![b'x'; 70_000], vec![b'x'; 120_000], vec![b'x'; 500_000]] {
        let server = Server::start(|n| match n {
            0 => Answer::rest(&content(), 70_000, 120_000),
            _ => Answer::file(&content()),
        });
        let scene = Scene::new(&server.host);
        scene.put_partial(&left);
        // Bytes of the full length are known as wrong before anything is asked.
        if left.len() != 70_000 {
            let server = Server::start(|_| Answer::file(&content()));
            let scene = Scene::new(&server.host);
            scene.put_partial(&left);
            scene.comes();
            assert_eq!(ranges(&server), ["whole"]);
        } else {
            scene.comes();
            assert_eq!(ranges(&server), ["bytes=70000-", "whole"]);
        }
    }
}

#[test]
fn a_stopped_run_ends_at_once_and_leaves_nothing() {
    let server = Server::start(|_| Answer::cut(&content(), 50_000).and_silence());
    let scene = Scene::new(&server.host);
    let start = Instant::now();
    let told = thread::scope(|scope| {
        let run = scope.spawn(|| {
            let mut received = 0;
            let error = scene.fetch_and_tell(&mut |how| {
                if let Progress::Received(bytes) = how {
                    received = bytes;
                }
                if received == 50_000 {
                    scene.interrupted.store(true, Ordering::Relaxed);
                }
            });
            (error, received)
        });
        run.join().unwrap()
    });
    assert!(matches!(told, (Err(SnapshotError::Interrupted), 50_000)));
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(scene.names().is_empty());
}
