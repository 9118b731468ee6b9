//! Where a snapshot is published.

use std::fmt;
use std::str::FromStr;

use http::Uri;

/// The address of a file: `https://HOST/PATH`, with the path percent-encoded.
///
/// Plain `http` is for `127.0.0.1` alone, where tests serve files. No user and no fragment.
///
/// # Example
///
/// ```
/// use highwater_ingest::snapshots::Address;
///
/// let address: Address = "https://example.org/data/ML%20Systems.csv".parse()?;
/// assert_eq!(address.host(), "example.org");
/// let error = "https://example.org/data/ML Systems.csv".parse::<Address>().unwrap_err();
/// assert_eq!(error.to_string(), "the address holds ` `, which is written `%20`");
/// # Ok::<(), highwater_ingest::snapshots::AddressError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    // Holds a scheme, a host and a path.
    uri: Uri,
}

impl Address {
    /// The host, with its port where one is given.
    #[must_use]
    pub fn host(&self) -> &str {
        self.uri.authority().map_or("", |host| host.as_str())
    }

    /// Scheme and host: what a redirect must not leave.
    #[must_use]
    pub fn origin(&self) -> String {
        origin(&self.uri)
    }

    /// Returns whether the address is this machine's own, where tests serve files.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.uri.host() == Some("127.0.0.1")
    }

    /// The ending of the file's name, with its dot: `.csv`; empty where it has none.
    #[must_use]
    pub fn extension(&self) -> &str {
        let path = self.uri.path();
        let name = path.rsplit('/').next().unwrap_or_default();
        name.rfind('.')
            .map(|at| &name[at..])
            .filter(|end| (2..=6).contains(&end.len()))
            .filter(|end| end[1..].bytes().all(|byte| byte.is_ascii_alphanumeric()))
            .unwrap_or_default()
    }

    /// Returns where a redirect of this address leads; `..` in it is left to the server.
    ///
    /// # Errors
    ///
    /// Where it leads, if that is another host, another scheme or no address.
    pub fn redirect(&self, location: &str) -> Result<Address, String> {
        let location = location.split('#').next().unwrap_or_default();
        let path = location.split('?').next().unwrap_or_default();
        let whole = if path.starts_with("//") {
            format!("{}:{location}", self.uri.scheme_str().unwrap_or_default())
        } else if path.starts_with('/') {
            format!("{}{location}", self.origin())
        } else if path.contains("://") {
            location.to_owned()
        } else {
            let folder = self
                .uri
                .path()
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            format!("{}{folder}/{location}", self.origin())
        };
        match whole.parse::<Address>() {
            Ok(address) if address.server() == self.server() => Ok(address),
            _ => Err(whole.parse::<Uri>().map_or(whole, |uri| origin(&uri))),
        }
    }

    /// Returns what tells one server from another.
    fn server(&self) -> (Option<&str>, String, u16) {
        let scheme = self.uri.scheme_str();
        let host = self.uri.host().unwrap_or_default().to_ascii_lowercase();
        let usual = if scheme == Some("https") { 443 } else { 80 };
        (scheme, host, self.uri.port_u16().unwrap_or(usual))
    }
}

fn origin(uri: &Uri) -> String {
    let host = uri.authority().map_or("", |host| host.as_str());
    format!("{}://{host}", uri.scheme_str().unwrap_or_default())
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if let Some(strange) = text.chars().find(|c| !c.is_ascii_graphic() || *c == '#') {
            return Err(AddressError::Character(strange));
        }
        let uri: Uri = text
            .parse()
            .map_err(|error: http::uri::InvalidUri| AddressError::None(error.to_string()))?;
        let host = uri.authority().map(ToString::to_string).unwrap_or_default();
        let path = uri.path().to_owned();
        let address = Address { uri };
        match address.uri.scheme_str() {
            Some("https") => {}
            Some("http") if address.is_loopback() => {}
            Some("http") => return Err(AddressError::Plain(host)),
            _ => return Err(AddressError::Scheme),
        }
        if host.is_empty() || host.contains('@') {
            return Err(AddressError::Host(host));
        }
        if path.len() < 2 {
            return Err(AddressError::NoFile);
        }
        Ok(address)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uri.fmt(f)
    }
}

/// Why a text is no address of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddressError {
    /// It is no address at all, for that reason.
    None(String),
    /// It does not start with `https://`.
    Scheme,
    /// Plain `http` from a host that is not this machine.
    Plain(String),
    /// No host, or a user before it.
    Host(String),
    /// A host without a file.
    NoFile,
    /// A character that must be percent-encoded.
    Character(char),
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AddressError::None(why) => write!(f, "the address is none: {why}"),
            AddressError::Scheme => f.write_str("the address does not start with `https://`"),
            AddressError::Plain(host) => write!(
                f,
                "the address asks `{host}` without encryption; write `https://`"
            ),
            AddressError::Host(host) => {
                write!(f, "the address has the host `{host}`, which is none")
            }
            AddressError::NoFile => f.write_str("the address names a host and no file"),
            AddressError::Character(letter) => {
                let mut bytes = [0; 4];
                write!(
                    f,
                    "the address holds `{}`, which is written `",
                    letter.escape_debug()
                )?;
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    write!(f, "%{byte:02X}")?;
                }
                f.write_str("`")
            }
        }
    }
}

impl std::error::Error for AddressError {}

#[cfg(test)]
mod tests;
