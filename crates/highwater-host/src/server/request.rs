//! What a browser asks for, and what is no request of ours.

use std::io::{ErrorKind, Read};

/// The most bytes that the head of a request may have.
const MOST_BYTES: usize = 16 << 10;
/// The most headers.
const MOST_HEADERS: usize = 64;

/// A request for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Whether the head of the answer alone is asked for.
    pub(super) is_head: bool,
    /// The path from the first `/` on, decoded.
    pub(super) path: String,
    /// What stands behind the `?`, decoded.
    pub(super) query: String,
    /// The host that it names.
    host: String,
}

/// Why a request gets no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no HTTP, or broke off.
    Malformed,
    /// Its head took too long to come.
    TooSlow,
    /// Its head is too long.
    TooLong,
    /// It asks for more than to read.
    Method,
    /// It names another host.
    ForeignHost,
}

impl Request {
    /// Reads the head of a request; a body is never asked for.
    pub(super) fn read(stream: &mut impl Read) -> Result<Self, Refusal> {
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let n = stream
                .read(&mut piece)
                .map_err(|error| match error.kind() {
                    ErrorKind::TimedOut | ErrorKind::WouldBlock => Refusal::TooSlow,
                    _ => Refusal::Malformed,
                })?;
            bytes.extend_from_slice(piece.get(..n).unwrap_or_default());
            if let Some(request) = Self::parse(&bytes)? {
                return Ok(request);
            }
            if n == 0 {
                return Err(Refusal::Malformed);
            }
            if bytes.len() > MOST_BYTES {
                return Err(Refusal::TooLong);
            }
        }
    }

    /// The request, once its head is whole.
    fn parse(bytes: &[u8]) -> Result<Option<Self>, Refusal> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(bytes) {
            Ok(status) if status.is_complete() => {}
            Ok(_) => return Ok(None),
            Err(httparse::Error::TooManyHeaders) => return Err(Refusal::TooLong),
            Err(_) => return Err(Refusal::Malformed),
        }
        let is_head = match parsed.method {
            Some("GET") => false,
            Some("HEAD") => true,
            _ => return Err(Refusal::Method),
        };
        let target = parsed.path.unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = decoded(path).filter(|path| path.starts_with('/'));
        let mut hosts = parsed
            .headers
            .iter()
            .filter(|header| header.name.eq_ignore_ascii_case("host"));
        let host = hosts
            .next()
            .and_then(|host| std::str::from_utf8(host.value).ok());
        match (path.zip(decoded(query)), host, hosts.next()) {
            (Some((path, query)), Some(host), None) => Ok(Some(Request {
                is_head,
                path,
                query,
                host: host.trim().to_ascii_lowercase(),
            })),
            _ => Err(Refusal::Malformed),
        }
    }

    /// Returns whether it names this machine and port, as a browser does that was sent here by nobody
    /// else: a name that an attacker has made to mean 127.0.0.1 is another.
    pub(super) fn names(&self, port: u16) -> bool {
        let names = ["127.0.0.1", "localhost"];
        names.iter().any(|name| {
            let rest = self.host.strip_prefix(name);
            rest.is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80))
        })
    }
}

/// A path with its `%XX` as the bytes that they stand for; none where that is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let value = 16 * digit()? + digit()?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Request, Refusal> {
        Request::read(&mut text.as_bytes())
    }

    #[test]
    fn the_path_is_decoded_and_has_no_query() {
        let request =
            read("GET /open%20wave/?a=/b HTTP/1.1\r\nHost: localhost:8000\r\n\r\n").unwrap();
        assert_eq!((&*request.path, &*request.query), ("/open wave/", "a=/b"));
        assert!(request.names(8000) && !request.names(8001));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for (text, refusal) in [
            ("", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost: a\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\n\r\n", Refusal::Malformed),
            (
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                Refusal::Malformed,
            ),
            ("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::Malformed),
            ("GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::Malformed),
            (
                "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
                Refusal::Malformed,
            ),
            ("POST / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::Method),
            ("\u{16}\u{3}\u{1}", Refusal::Malformed),
        ] {
            assert_eq!(read(text), Err(refusal), "{text:?}");
        }
        let long = format!("GET /{} HTTP/1.1\r\n", "a".repeat(MOST_BYTES));
        assert_eq!(read(&long), Err(Refusal::TooLong));
        let many = format!(
            "GET / HTTP/1.1\r\n{}\r\n",
            "a: b\r\n".repeat(MOST_HEADERS + 1)
        );
        assert_eq!(read(&many), Err(Refusal::TooLong));
    }

    #[test]
    fn another_host_is_not_named_by_one_that_starts_like_ours() {
        let names = |host: &str, port| {
            let text = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
            read(&text).unwrap().names(port)
        };
        assert!(names("127.0.0.1:8000", 8000) && names("LocalHost:8000", 8000));
        assert!(names("localhost", 80) && !names("localhost", 8000));
        for host in [
            "localhost.example:8000",
            "127.0.0.1.example:8000",
            "example:8000",
            "localhost:80000",
            "",
        ] {
            assert!(!names(host, 8000), "{host}");
        }
    }
}
