//! Addresses within a site: as a person writes them, and as its files are named.

use unicode_normalization::UnicodeNormalization;

/// An address as files and anchors are named: without per cent signs, in composed characters.
/// `%C3%BCber` and `über` are one. What is no UTF-8 stays as it is written.
pub(crate) fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|pair| {
            let text = std::str::from_utf8(pair).ok()?;
            let is_hex = pair.iter().all(u8::is_ascii_hexdigit);
            is_hex.then(|| u8::from_str_radix(text, 16).ok())?
        });
        match hex {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => text.nfc().collect(),
        Err(_) => address.nfc().collect(),
    }
}

/// Returns the path in the site of an address seen from a page in a folder of it; `None` above the
/// site.
pub(crate) fn resolved(address: &str, folder: &str) -> Option<String> {
    let path = decoded(address);
    let folders = folder.split('/').filter(|part| !part.is_empty());
    let mut parts: Vec<&str> = folders.collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let is_folder = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
    if parts.last() == Some(&"") {
        parts.pop();
    }
    if is_folder {
        parts.push("index.html");
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_an_address_are_one() {
        assert_eq!(decoded("%C3%BCber-uns"), "über-uns");
        assert_eq!(decoded("u\u{308}ber"), "über");
        assert_eq!(decoded("a%20b%2"), "a b%2");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%FF%zz"), "%FF%zz");
        assert_eq!(
            resolved("../assets/%C3%96ffnung.csv", "wave").as_deref(),
            Some("assets/Öffnung.csv")
        );
        assert_eq!(resolved("../..", "wave"), None);
    }
}
