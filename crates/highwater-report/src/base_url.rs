//! The address under which a site is published.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// The address under which a site is published, as `https://example.org/report/`: with a scheme and a
/// host, and with a slash at its end.
///
/// # Example
///
/// ```
/// use highwater_report::BaseUrl;
///
/// let base: BaseUrl = "https://example.org/report".parse()?;
/// assert_eq!(base.to("data.html"), "https://example.org/report/data.html");
/// assert_eq!(base.to("wave/index.html"), "https://example.org/report/wave/");
/// assert_eq!(base.path(), "/report/");
/// assert!("example.org".parse::<BaseUrl>().is_err());
/// # Ok::<(), highwater_report::BaseUrlError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BaseUrl(String);

/// A text that is no address of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrlError {
    /// The text.
    pub text: String,
}

impl fmt::Display for BaseUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        write!(
            f,
            "`{text}` is not the address of a site: write it as `https://example.org/report/`"
        )
    }
}

impl std::error::Error for BaseUrlError {}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        let fault = || BaseUrlError {
            text: text.to_owned(),
        };
        let whole = format!("{}/", text.trim_end_matches('/'));
        let rest = ["https://", "http://"]
            .iter()
            .find_map(|scheme| whole.strip_prefix(scheme))
            .ok_or_else(fault)?;
        // It stands in pages, feeds and citations as it is.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:%".contains(c);
        let has_host = !rest.starts_with(['/', ':']) && !rest.contains("//");
        match has_host && rest.chars().all(is_plain) {
            true => Ok(BaseUrl(whole)),
            false => Err(fault()),
        }
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = BaseUrlError;

    fn try_from(text: String) -> Result<Self, BaseUrlError> {
        text.parse()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl BaseUrl {
    /// Returns the address of a file of the site; of a page `index.html` that of its folder.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        let is_folder = path == "index.html" || path.ends_with("/index.html");
        let path = match is_folder {
            true => path.strip_suffix("index.html").unwrap_or(path),
            false => path,
        };
        format!("{}{path}", self.0)
    }

    /// Returns what stands behind the host, with a slash at both ends.
    #[must_use]
    pub fn path(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').map_or("/", |at| &rest[at..])
    }

    /// The path in the site of an address below this one, or of one that names no host but starts at
    /// its top.
    pub(crate) fn within<'a>(&self, address: &'a str) -> Option<&'a str> {
        let top = self.path();
        address.strip_prefix(self.0.as_str()).or_else(|| {
            address
                .strip_prefix(top)
                .filter(|_| !address.starts_with("//"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_sites_and_others() {
        for text in [
            "https://a.org",
            "http://localhost:8000/",
            "https://a.org/b/c",
        ] {
            assert!(text.parse::<BaseUrl>().is_ok(), "{text}");
        }
        for text in [
            "",
            "a.org",
            "ftp://a.org",
            "https://",
            "https:///b",
            "https://a.org/?q",
            "https://a.org/a b",
            "https://a.org/\"><script>",
            "https://a.org//b",
        ] {
            assert!(text.parse::<BaseUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn addresses_lead_into_the_site() {
        let base: BaseUrl = "https://a.org/b/".parse().unwrap();
        assert_eq!(base.within("https://a.org/b/data.html"), Some("data.html"));
        assert_eq!(base.within("/b/data.html"), Some("data.html"));
        assert_eq!(base.within("https://a.org/data.html"), None);
        assert_eq!(base.to("myindex.html"), "https://a.org/b/myindex.html");
    }
}
