//! The links that bind a text to what was computed, among all else that a text is made of.

use std::ops::Range;

use highwater_facts::{Format, FormatError, nearest::nearest};
use pulldown_cmark::Event;

pub(super) const SCHEMES: [&str; 6] = ["value", "claim", "figure", "table", "claims", "explore"];
/// Schemes of addresses outside of the site.
const WEB: [&str; 8] = ["http", "https", "mailto", "tel", "sms", "ftp", "geo", "doi"];

/// What stands in the source at a range.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) node: Node,
    pub(crate) range: Range<usize>,
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Event(Event<'static>),
    Binding(Binding),
}

/// A link or an image with a scheme of ours.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    /// What it names.
    pub(crate) target: Target,
    /// Whether it is written as an image, `![..](..)`, and so stands for a block.
    pub(crate) is_image: bool,
    /// The bytes of the text between the brackets.
    pub(crate) text: Range<usize>,
    /// The bytes of the predicate of a claim that has its own, `[words](claim: a > b)`; they are empty if it is
    /// inferred from the words, `[words](claim:)`.
    pub(crate) predicate: Option<Range<usize>>,
    /// What stands between the brackets; the words of a claim may hold other bindings.
    pub(crate) inner: Vec<Placed>,
}

/// What a binding names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    Value {
        path: String,
        format: Format,
    },
    Claim {
        id: String,
    },
    Figure {
        id: String,
    },
    Table {
        id: String,
    },
    /// All claims of a group, as a table.
    Claims {
        group: String,
    },
    /// A headline with its analyses, for a reader to choose among.
    Explore {
        id: String,
    },
}

/// A destination that cannot be read as a binding.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BindingFault {
    Scheme {
        scheme: String,
        nearest: Option<String>,
    },
    Format(FormatError),
    /// What was left as text and looks like a link; `text` is its target.
    Unread {
        text: String,
    },
    /// A figure, table or list of claims within a link.
    Within,
    /// `![..](value:..)` and the like: a value is a link, not an image.
    Form {
        scheme: &'static str,
        image: bool,
    },
}

/// Returns whether a destination has a scheme of ours.
pub(super) fn is_binding(destination: &str) -> bool {
    let scheme = destination.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| SCHEMES.contains(&scheme))
}

/// Reads a destination; `None` where it is an ordinary link.
pub(crate) fn target(destination: &str, is_image: bool) -> Option<Result<Target, BindingFault>> {
    let (scheme, rest) = destination.split_once(':')?;
    if WEB.contains(&scheme.to_ascii_lowercase().as_str()) || scheme.contains(['/', '#', '.', '?'])
    {
        return None;
    }
    let form = |scheme| {
        Some(Err(BindingFault::Form {
            scheme,
            image: is_image,
        }))
    };
    let name = rest.to_owned();
    Some(Ok(match scheme {
        "value" if is_image => return form("value"),
        "claim" if is_image => return form("claim"),
        "claims" if !is_image => return form("claims"),
        "explore" if !is_image => return form("explore"),
        "value" => {
            let (path, format) = rest.split_once('?').unwrap_or((rest, ""));
            match format.parse() {
                Ok(format) => Target::Value {
                    path: path.to_owned(),
                    format,
                },
                Err(error) => return Some(Err(BindingFault::Format(error))),
            }
        }
        "claim" => Target::Claim { id: name },
        "figure" => Target::Figure { id: name },
        "table" => Target::Table { id: name },
        "claims" => Target::Claims { group: name },
        "explore" => Target::Explore { id: name },
        _ => {
            let nearest = nearest(scheme, SCHEMES);
            return Some(Err(BindingFault::Scheme {
                scheme: scheme.to_owned(),
                nearest,
            }));
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations() {
        let format: Format = "si".parse().unwrap();
        let value = Target::Value {
            path: "wave.downloads.first".to_owned(),
            format,
        };
        assert_eq!(
            target("value:wave.downloads.first?si", false),
            Some(Ok(value))
        );
        for elsewhere in [
            "https://example.org",
            "HTTP://A.ORG",
            "mailto:a@b.org",
            "tel:+10000000",
        ] {
            assert_eq!(target(elsewhere, false), None, "{elsewhere}");
        }
        assert_eq!(target("data.html#a:b", false), None);
        assert_eq!(target("#a", false), None);
        let typo = BindingFault::Scheme {
            scheme: "vlaue".to_owned(),
            nearest: Some("value".to_owned()),
        };
        assert_eq!(target("vlaue:a.b", false), Some(Err(typo)));
        assert!(matches!(
            target("value:a.b?nope", false),
            Some(Err(BindingFault::Format(_)))
        ));
        assert_eq!(
            target("value:a.b", true),
            Some(Err(BindingFault::Form {
                scheme: "value",
                image: true
            }))
        );
    }
}
