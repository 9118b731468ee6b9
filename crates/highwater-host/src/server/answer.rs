//! What is answered: a file of the site, a page that there is none, a refusal.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

use super::Script;
use super::kinds::content_type;
use super::request::Refusal;
use crate::pages::Files;

/// Where pages wait for changes. No file of a site starts with a dot.
pub(super) const EVENTS: &str = "/.highwater/events";
/// Where the script lies that each page gets.
const SCRIPT: &str = "/.highwater/page.js";
/// The head of the answer that stays open.
pub(super) const EVENTS_HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n";

/// An answer.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    status: &'static str,
    kind: &'static str,
    location: Option<String>,
    /// A file is sent from where it is: many readers take no more memory than one.
    body: Cow<'a, [u8]>,
}

impl<'a> Answer<'a> {
    /// Returns the answer to a request for a path. It is looked up among the files and nowhere else.
    pub(super) fn of(path: &str, site: Option<&'a Files>, script: Script) -> Self {
        if path == SCRIPT {
            return Self::found("page.js", script.text().as_bytes());
        }
        let state = state_of(path, site);
        let Some(site) = site else {
            let text = "There is no page yet: the report has not been built without findings.";
            return Self::page("503 Service Unavailable", "No page yet", text, &state);
        };
        match lookup(path, site) {
            Some((name, file)) if name.ends_with(".html") => {
                Self::found(&name, with_script(file, &state))
            }
            Some((name, file)) => Self::found(&name, file),
            // Without the slash the links of the page would lead astray.
            None if lookup(&format!("{path}/"), site).is_some() => Answer {
                location: Some(format!("{}/", encoded(path))),
                ..Self::plain("302 Found", "the page has a slash at its end\n")
            },
            None => {
                let text = format!("The site has no file <code>{}</code>.", escaped(path));
                Self::page("404 Not Found", "Not found", &text, &state)
            }
        }
    }

    pub(super) fn refusal(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Malformed => Self::plain("400 Bad Request", "this is no request for a page\n"),
            Refusal::TooSlow => Self::plain(
                "408 Request Timeout",
                "the head of the request took too long to come\n",
            ),
            Refusal::TooLong => Self::plain(
                "431 Request Header Fields Too Large",
                "the head of the request is too long\n",
            ),
            Refusal::Method => Self::plain(
                "405 Method Not Allowed",
                "pages can be read and nothing else\n",
            ),
            Refusal::ForeignHost => Self::plain(
                "421 Misdirected Request",
                "this server answers to localhost and 127.0.0.1 with its own port alone\n",
            ),
        }
    }

    /// Sends the answer, or its head alone.
    pub(super) fn send(&self, stream: &mut impl Write, is_head: bool) -> io::Result<()> {
        let location = match &self.location {
            Some(location) => format!("Location: {location}\r\n"),
            None => String::new(),
        };
        write!(
            stream,
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{location}\
             Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n",
            self.status,
            self.kind,
            self.body.len(),
        )?;
        if !is_head {
            stream.write_all(&self.body)?;
        }
        stream.flush()
    }

    fn found(name: &str, body: impl Into<Cow<'a, [u8]>>) -> Self {
        Answer {
            status: "200 OK",
            kind: content_type(name),
            location: None,
            body: body.into(),
        }
    }

    fn plain(status: &'static str, text: &'static str) -> Self {
        Answer {
            status,
            kind: content_type("a.txt"),
            location: None,
            body: text.as_bytes().into(),
        }
    }

    /// Returns a page of our own; its text is HTML.
    fn page(status: &'static str, title: &str, text: &str, state: &str) -> Self {
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
             <style>body {{ font: 1.1rem/1.5 sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem }}</style>\n\
             <h1>{title}</h1>\n<p>{text}</p>\n<p><a href=\"/\">Front page</a></p>\n</html>\n"
        );
        Answer {
            status,
            body: with_script(page.as_bytes(), state).into(),
            ..Self::found("a.html", &[][..])
        }
    }
}

impl Script {
    fn text(self) -> &'static str {
        match self {
            Script::Reload => include_str!("reload.js"),
            Script::Print => include_str!("print.js"),
        }
    }
}

/// The file of a path, with its name; a folder's is its `index.html`.
fn lookup<'a>(path: &str, site: &'a Files) -> Option<(String, &'a [u8])> {
    let path = path.strip_prefix('/')?;
    let name = match path {
        "" => "index.html".to_owned(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path => path.to_owned(),
    };
    let file = site.get(&name)?;
    Some((name, file))
}

/// Returns what tells a page of a path, as a browser shows it, from the same at another time: its own
/// bytes and those of the style sheets, scripts, fonts and pictures that all pages share. Empty before
/// the first site.
pub(super) fn state_of(path: &str, site: Option<&Files>) -> String {
    let Some(site) = site else {
        return String::new();
    };
    let mut hasher = DefaultHasher::new();
    lookup(path, site).hash(&mut hasher);
    for (name, bytes) in site
        .range("assets/".to_owned()..)
        .take_while(|(name, _)| name.starts_with("assets/"))
    {
        (name, bytes).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// A page with our script at the end of its body, and the leave to hear of changes.
fn with_script(page: &[u8], state: &str) -> Vec<u8> {
    let page = &with_events_allowed(page)[..];
    let script = format!("<script src=\"{SCRIPT}\" data-page=\"{state}\"></script>\n");
    let end = b"</body>";
    let mut ends = page.windows(end.len()).rev();
    let after = ends.position(|part| part.eq_ignore_ascii_case(end));
    let at = after.map_or(page.len(), |after| page.len() - end.len() - after);
    let (before, after) = page.split_at(at);
    [before, script.as_bytes(), after].concat()
}

/// A page may say that it connects to nobody, as one that opens from disk should. Here it waits for
/// changes: the first rule of a kind is the one that counts.
fn with_events_allowed(page: &[u8]) -> Vec<u8> {
    let find = |from: usize, text: &[u8]| {
        let rest = page.get(from..).unwrap_or_default();
        let found = rest
            .windows(text.len())
            .position(|part| part.eq_ignore_ascii_case(text));
        found.map(|at| from + at + text.len())
    };
    let policy = find(0, b"<meta http-equiv=\"Content-Security-Policy\"");
    match policy.and_then(|at| find(at, b"content=\"")) {
        Some(at) => {
            let (before, after) = page.split_at(at);
            [before, b"connect-src 'self'; ", after].concat()
        }
        None => page.to_vec(),
    }
}

/// A text as HTML has it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A path as a header has it.
fn encoded(path: &str) -> String {
    let mut encoded = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Files {
        let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
        Files::from([
            file("index.html", "<body><p>front</p></body></html>"),
            file("a/index.html", "<p>no end</p>"),
            file("a/data.csv", "x\n1\n"),
            file("assets/style.css", "p {}"),
        ])
    }

    fn sent(path: &str) -> String {
        let mut bytes = Vec::new();
        let site = site();
        let answer = Answer::of(path, Some(&site), Script::Reload);
        answer.send(&mut bytes, false).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_page_gets_the_script_and_other_files_are_as_they_are() {
        let page = sent("/");
        assert!(
            page.contains("front</p><script src=\"/.highwater/page.js\" data-page=\""),
            "{page}"
        );
        assert!(page.ends_with("\"></script>\n</body></html>"), "{page}");
        assert!(sent("/a/").contains("no end</p><script"));
        let csv = sent("/a/data.csv");
        assert!(csv.ends_with("\r\n\r\nx\n1\n"), "{csv}");
        assert!(csv.contains("Content-Type: text/csv; charset=utf-8\r\nContent-Length: 4\r\n"));
        assert!(sent("/.highwater/page.js").contains("EventSource"));
    }

    #[test]
    fn a_page_that_connects_to_nobody_may_hear_of_changes() {
        let page =
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><p>a";
        let page = String::from_utf8(with_script(page.as_bytes(), "s")).unwrap();
        let policy = "content=\"connect-src 'self'; default-src 'none'\"><p>a<script";
        assert!(page.contains(policy), "{page}");
    }

    #[test]
    fn a_folder_without_its_slash_is_sent_on() {
        let answer = sent("/a");
        assert!(answer.starts_with("HTTP/1.1 302"), "{answer}");
        assert!(answer.contains("\r\nLocation: /a/\r\n"), "{answer}");
    }

    #[test]
    fn what_is_no_file_of_the_site_is_not_found() {
        for path in [
            "/../Cargo.toml",
            "/a/../../etc/passwd",
            "/./index.html",
            "/etc/passwd",
            "/a/data.csv/",
            "/.git/config",
            "/<script>alert(1)</script>",
            "/a\r\nSet-Cookie: b",
        ] {
            let answer = sent(path);
            assert!(
                answer.starts_with("HTTP/1.1 404 Not Found\r\n"),
                "{path}: {answer}"
            );
            assert!(!answer.contains("<script>alert"), "{answer}");
            let (head, _) = answer.split_once("\r\n\r\n").unwrap();
            assert!(!head.contains("Set-Cookie"), "{head}");
        }
    }

    #[test]
    fn a_page_is_another_where_itself_or_what_all_share_is() {
        let before = state_of("/", Some(&site()));
        let with = |path: &str| {
            let mut site = site();
            site.insert(path.to_owned(), b"other".to_vec());
            state_of("/", Some(&site))
        };
        assert_ne!(with("index.html"), before);
        assert_ne!(with("assets/style.css"), before);
        assert_eq!(with("a/index.html"), before);
        assert_eq!(with("a/data.csv"), before);
    }

    #[test]
    fn before_the_first_site_there_is_a_page_that_waits() {
        let mut bytes = Vec::new();
        let answer = Answer::of("/a/", None, Script::Reload);
        answer.send(&mut bytes, false).unwrap();
        let answer = String::from_utf8(bytes).unwrap();
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(answer.contains("data-page=\"\""), "{answer}");
    }
}
