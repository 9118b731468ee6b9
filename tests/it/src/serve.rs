//! `serve`: what a browser gets, while the story is written.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::sandbox::Sandbox;

/// Far longer than any of it takes: what never comes is a failure, not a wait without end.
const LONG: Duration = Duration::from_secs(120);
const STORY: &str = "report/stories/open-wave/story.md";
const PAGE: &str = "/open-wave/";

/// A server that runs in a copy of the project, and ends with this.
struct Served {
    sandbox: Sandbox,
    child: Child,
    port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    fn new(sandbox: Sandbox, arguments: &[&str]) -> Self {
        let mut command = sandbox.command(&[&["serve", "--port", "0"], arguments].concat());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("serving http://127.0.0.1:");
        let port = address.and_then(|rest| rest.trim_end_matches('/').parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address: {line}"));
        Served {
            sandbox,
            child,
            port,
        }
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Returns the answer to a request, head and all.
    fn ask(&self, method: &str, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(self.host()).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, &self.host())
    }

    /// Returns what the page of a story hears.
    fn events(&self) -> Events {
        let mut stream = TcpStream::connect(self.host()).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        let host = self.host();
        write!(
            stream,
            "GET /.highwater/events?{PAGE} HTTP/1.1\r\nHost: {host}\r\n\r\n"
        )
        .unwrap();
        Events(BufReader::new(stream))
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The next event of which something holds; those before it are passed over.
    fn until(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        loop {
            let mut line = String::new();
            assert!(
                self.0.read_line(&mut line).unwrap() > 0,
                "the server has gone"
            );
            let Some(data) = line.strip_prefix("data: ") else {
                continue;
            };
            let event: Value = serde_json::from_str(data).unwrap();
            if holds(&event) {
                return event;
            }
        }
    }

    /// The state of the page, once it is a good one other than an earlier one.
    fn page_other_than(&mut self, earlier: &str) -> String {
        let event = self.until(|event| findings(event).is_empty() && event["page"] != earlier);
        event["page"].as_str().unwrap().to_owned()
    }
}

fn findings(event: &Value) -> Vec<&str> {
    let findings = event["findings"].as_array().unwrap().iter();
    findings.map(|finding| finding.as_str().unwrap()).collect()
}

#[test]
fn an_edit_is_shown_and_a_fault_stands_over_the_last_good_page() {
    let served = Served::new(Sandbox::new(), &[]);
    let mut events = served.events();
    let first = events.page_other_than("");
    let sentence = "Nobody had seen it coming.";
    assert!(!served.get(PAGE).contains(sentence));

    let story = served.sandbox.read(STORY);
    let edited = format!("{story}\n{sentence}\n");
    served.sandbox.write(STORY, &edited);
    let second = events.page_other_than(&first);
    let page = served.get(PAGE);
    assert!(page.contains(sentence), "{page}");
    assert!(page.contains(&format!("data-page=\"{second}\"")));

    let wrong = format!("{edited}\nDownloads are at [999M](value:wave.downloads.last?si).\n");
    served.sandbox.write(STORY, &wrong);
    let event = events.until(|event| !findings(event).is_empty());
    let line = wrong.lines().count();
    let told = findings(&event).concat();
    assert!(
        told.contains("error[HW0001]: the text `999M` differs"),
        "{told}"
    );
    assert!(told.contains(&format!("{STORY}:{line}:")), "{told}");
    assert!(told.contains("620M"), "{told}");
    assert_eq!(event["page"], *second, "the page is the last good one");
    assert!(served.get(PAGE).contains(sentence) && !served.get(PAGE).contains("999M"));

    served.sandbox.write(STORY, &edited);
    let event = events.until(|event| findings(event).is_empty());
    assert_eq!(event["page"], *second, "what stood over it has gone");
    assert!(
        !served.sandbox.path("site").exists(),
        "the site of `report` is left alone"
    );
}

#[test]
fn a_change_of_the_data_or_of_what_all_pages_share_is_shown_too() {
    let served = Served::new(Sandbox::new(), &[]);
    let mut events = served.events();
    let first = events.page_other_than("");

    let table = "data/wave/downloads.csv";
    let rows = served.sandbox.read(table);
    served
        .sandbox
        .replace(table, "2023-07,620M", "2023-07,651M");
    let event = events.until(|event| !findings(event).is_empty());
    let told = findings(&event).concat();
    assert!(
        told.contains("differs from the value `wave.downloads.last`"),
        "{told}"
    );
    assert!(told.contains("651M"), "{told}");

    served
        .sandbox
        .write(table, "month,downloads\n2022-01,28M\n");
    let event = events.until(|event| findings(event).concat().contains(table));
    assert_eq!(event["page"], *first);
    served.sandbox.write(table, &rows);
    let event = events.until(|event| findings(event).is_empty());
    assert_eq!(event["page"], *first, "the same data give the same page");

    let style = served.sandbox.own("assets/style.css");
    served.sandbox.append(&style, "p { color: red }\n");
    let second = events.page_other_than(&first);
    assert!(served.get("/assets/style.css").contains("color: red"));

    let template = served.sandbox.own("templates/story.html");
    served
        .sandbox
        .replace(&template, "<article>", "<article id=\"a\">");
    events.page_other_than(&second);
    assert!(served.get(PAGE).contains("<article id=\"a\">"));
    served.sandbox.append(&template, "{% if %}\n");
    let event = events.until(|event| !findings(event).is_empty());
    assert!(findings(&event).concat().contains("HW0206"));
}

#[test]
fn a_project_that_is_at_fault_from_the_start_is_shown_once_it_is_mended() {
    let sandbox = Sandbox::new();
    let story = sandbox.read(STORY);
    sandbox.write(STORY, story.replacen("+++", "", 1));
    let served = Served::new(sandbox, &[]);
    let mut events = served.events();
    let event = events.until(|event| !findings(event).is_empty());
    assert!(findings(&event).concat().contains("HW0204"));
    let page = served.get(PAGE);
    assert!(page.starts_with("HTTP/1.1 503"), "{page}");
    assert!(page.contains("/.highwater/page.js"), "it waits: {page}");
    served.sandbox.write(STORY, story);
    events.page_other_than("");
    assert!(served.get(PAGE).starts_with("HTTP/1.1 200 OK"));
}

#[test]
fn only_the_pages_are_given_and_only_to_this_machine() {
    let served = Served::new(Sandbox::new(), &[]);
    served.events().page_other_than("");
    let kind = |path: &str| {
        let answer = served.get(path);
        let kind = answer.split("Content-Type: ").nth(1).unwrap();
        kind.split("\r\n").next().unwrap().to_owned()
    };
    assert_eq!(kind("/"), "text/html; charset=utf-8");
    assert_eq!(kind("/facts.json"), "application/json");
    assert_eq!(kind("/assets/style.css"), "text/css; charset=utf-8");
    assert_eq!(kind("/data/wave/downloads.csv"), "text/csv; charset=utf-8");
    assert_eq!(kind("/open-wave/figures/downloads.png"), "image/png");

    for path in [
        "/../report/site.toml",
        "/%2e%2e/report/site.toml",
        "/report/site.toml",
        "/open",
    ] {
        let answer = served.get(path);
        assert!(
            answer.starts_with("HTTP/1.1 404 Not Found"),
            "{path}: {answer}"
        );
    }
    let port = served.port;
    for host in [
        "example.org".to_owned(),
        format!("example.org:{port}"),
        "localhost".to_owned(),
    ] {
        let answer = served.ask("GET", "/", &host);
        assert!(answer.starts_with("HTTP/1.1 421"), "{host}: {answer}");
        assert!(!answer.contains("<html"), "{answer}");
    }
    let named = served.ask("GET", "/", &format!("localhost:{port}"));
    assert!(named.starts_with("HTTP/1.1 200"), "{named}");
    let posted = served.ask("POST", "/", &served.host());
    assert!(posted.starts_with("HTTP/1.1 405"), "{posted}");
    let head = served.ask("HEAD", "/", &served.host());
    assert!(
        head.ends_with("\r\n\r\n") && head.starts_with("HTTP/1.1 200"),
        "{head}"
    );
    let moved = served.get("/open-wave");
    assert!(moved.contains("Location: /open-wave/\r\n"), "{moved}");
}

#[test]
fn a_port_that_is_taken_is_said_to_be_so() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let run = Sandbox::new().run(&["serve", "--port", &port.to_string()]);
    let told = format!("port {port} is taken by another program");
    run.fails(2, &[&told, "help: name another port"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let mut served = Served::new(Sandbox::new(), &["--quiet"]);
    served.events().page_other_than("");
    let id = served.child.id().to_string();
    let told = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(told.success());
    assert_eq!(served.child.wait().unwrap().code(), Some(0));
}
