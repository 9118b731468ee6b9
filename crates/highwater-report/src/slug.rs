//! The name of a story's folder, which is its address in the site.

use std::fmt;

use crate::diagnostic::Diagnostic;

/// Names that the site has itself.
const TAKEN: [&str; 3] = ["assets", "data", "changes"];

/// A name that cannot be the address of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SlugFault {
    name: String,
    is_taken: bool,
}

/// Checks that a folder's name can be the address of a story on every system: small letters of ASCII,
/// digits and hyphens, and not a name that the site has itself.
///
/// # Errors
///
/// The name cannot be an address.
pub(crate) fn check(name: &str) -> Result<(), SlugFault> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_taken = TAKEN.contains(&name);
    let is_right = name.chars().all(is_plain) && !name.starts_with('-') && !name.is_empty();
    match is_right && !is_taken {
        true => Ok(()),
        false => Err(SlugFault {
            name: name.to_owned(),
            is_taken,
        }),
    }
}

impl SlugFault {
    /// Returns the finding; `folder` is the whole path.
    pub(crate) fn diagnostic(&self, folder: &str) -> Diagnostic {
        let finding = Diagnostic::error(
            "HW0250",
            format!("the folder `{folder}` cannot be a story: {self}"),
        );
        match self.near() {
            Some(near) => finding.help(format!("rename the folder, to `{near}` for instance")),
            None => finding.help("rename the folder"),
        }
    }

    /// The name as it could be.
    fn near(&self) -> Option<String> {
        if self.is_taken {
            return Some(format!("{}-story", self.name));
        }
        let stem = [".html", ".md", ".json", ".xml"]
            .iter()
            .find_map(|end| self.name.strip_suffix(end));
        let lower = stem.unwrap_or(&self.name).to_lowercase();
        let parts: Vec<&str> = lower
            .split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit()))
            .filter(|part| !part.is_empty())
            .collect();
        let name = parts.join("-");
        let is_whole = self.name.is_ascii() && check(&name).is_ok();
        is_whole.then_some(name)
    }
}

impl fmt::Display for SlugFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_taken {
            true => write!(f, "the site has a folder `{}` of its own", self.name),
            false => f.write_str(
                "its name is part of addresses, and holds something else than small letters from a to z, digits and hyphens",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_a_story_is_named() {
        for name in ["open-wave", "2024", "a"] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for (name, near) in [
            ("claims.html", Some("claims")),
            ("index.html", Some("index")),
            ("data", Some("data-story")),
            ("My Story", Some("my-story")),
            ("v1.2", Some("v1-2")),
            ("über-uns", None),
            ("a_b", Some("a-b")),
            ("con#?%", Some("con")),
            ("-x", Some("x")),
        ] {
            let fault = check(name).unwrap_err();
            assert_eq!(fault.near().as_deref(), near, "{name}");
        }
    }
}
