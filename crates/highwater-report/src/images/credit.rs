//! Who made an image, and under which licence it may be shown.

/// What stands behind the address of an image: `Photo: Name / Agency, CC BY 4.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Credit<'a> {
    /// Empty if there is none.
    pub(crate) credit: &'a str,
    /// Empty if there is none.
    pub(crate) licence: &'a str,
}

/// How the names of licences and the terms of use start, in lower case.
const LICENCES: [&str; 33] = [
    "cc ",
    "cc-",
    "cc0",
    "creative commons",
    "public domain",
    "©",
    "(c)",
    "copyright",
    "all rights reserved",
    "used with",
    "used by",
    "with permission",
    "by permission",
    "mit ",
    "apache",
    "gpl",
    "agpl",
    "gfdl",
    "odbl",
    "odc",
    "ogl",
    "open government",
    "etalab",
    "dl-de",
    "no known copyright",
    "crown copyright",
    "royalty-free",
    "rights-managed",
    "fair use",
    "alle rechte",
    "gemeinfrei",
    "domaine public",
    "tous droits",
];

/// A word that says of anything that it is a licence.
const WORDS: [&str; 5] = ["licen", "lizenz", "permission", "genehmigung", "copyright"];

impl<'a> Credit<'a> {
    /// Reads the two parts: the licence is what follows the first comma behind which a licence stands.
    pub(crate) fn read(text: &'a str) -> Self {
        let text = text.trim();
        if is_licence(text) && !text.contains([',', ';', '·', '|']) {
            return Credit {
                credit: "",
                licence: shown(text),
            };
        }
        let ends = text.match_indices([',', ';', '·', '|']);
        let split = ends
            .map(|(at, mark)| (text[..at].trim(), text[at + mark.len()..].trim()))
            .find(|(_, licence)| is_licence(licence));
        let (credit, licence) = split.unwrap_or((text, ""));
        Credit {
            credit,
            licence: shown(licence),
        }
    }
}

/// Returns whether a text names a licence or says on which terms an image is shown.
fn is_licence(text: &str) -> bool {
    let text = text.to_lowercase();
    let first = text.split([',', ';']).next().unwrap_or_default();
    LICENCES.iter().any(|start| text.starts_with(start))
        || text == "mit"
        || WORDS.iter().any(|word| first.contains(word))
}

/// A licence without the word that says so.
fn shown(licence: &str) -> &str {
    let labels = ["licence:", "license:", "Licence:", "License:"];
    let label = labels.iter().find_map(|label| licence.strip_prefix(label));
    label.unwrap_or(licence).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_what_is_known_as_one() {
        for (text, credit, licence) in [
            (
                "Photo: Name / Agency, CC BY 4.0",
                "Photo: Name / Agency",
                "CC BY 4.0",
            ),
            (
                "Anna Smith, Reuters; all rights reserved",
                "Anna Smith, Reuters",
                "all rights reserved",
            ),
            (
                "A. B., CC BY-SA 4.0, cropped",
                "A. B.",
                "CC BY-SA 4.0, cropped",
            ),
            ("NASA, public domain", "NASA", "public domain"),
            ("A. B., licence: house rules", "A. B.", "house rules"),
            ("A. B., Unsplash License", "A. B.", "Unsplash License"),
            ("A. B. | © A. B.", "A. B.", "© A. B."),
            ("Anna Smith, Reuters", "Anna Smith, Reuters", ""),
            ("Photo: Anna Smith", "Photo: Anna Smith", ""),
            ("CC BY 4.0", "", "CC BY 4.0"),
            (", CC0", "", "CC0"),
            ("", "", ""),
        ] {
            assert_eq!(Credit::read(text), Credit { credit, licence }, "{text}");
        }
    }
}
