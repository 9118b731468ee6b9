//! Files that are no table of cells set apart by commas: told by how they start.

/// Returns what a file is that is no CSV, with what to do; none where it may be one.
pub(crate) fn what(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 6] = [
        (
            b"PK\x03\x04",
            "a zip archive, as `.xlsx` and `.ods` are; save the sheet as CSV",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "a spreadsheet in an old format; save the sheet as CSV",
        ),
        (b"%PDF", "a PDF; ask its publisher for the table as CSV"),
        (b"PAR1", "a Parquet file; write it as CSV"),
        (
            b"version https://git-lfs",
            "a pointer of Git LFS; `git lfs pull` brings the file that it stands for",
        ),
        (b"SQLite format 3", "a database; write its table as CSV"),
    ];
    const TEXTS: [(&str, &str); 7] = [
        ("<!doctype", WEB_PAGE),
        ("<html", WEB_PAGE),
        ("<head", WEB_PAGE),
        ("<!--", WEB_PAGE),
        ("<?xml", "XML; write the table as CSV"),
        ("{\"", "JSON; write the table as CSV"),
        ("[{", "JSON; write the table as CSV"),
    ];
    let found = STARTS.iter().find(|(start, _)| bytes.starts_with(start));
    if let Some((_, what)) = found {
        return Some(what);
    }
    let start = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(start);
    let text = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    if let Some((_, what)) = TEXTS.iter().find(|(start, _)| text.starts_with(start)) {
        return Some(what);
    }
    let header = start.split(|byte| matches!(byte, b'\n' | b'\r')).next();
    let binary = header.is_some_and(|header| header.contains(&0));
    binary.then_some(
        "binary, or text in UTF-16 without a mark of that; for the latter write `encoding = \"utf-16\"` for this table in `tables.toml`",
    )
}

const WEB_PAGE: &str =
    "a web page; download the table itself, and read what the page says where it did not come";

/// Returns how a message writes a delimiter: `;`, or tabs by their name.
pub(super) fn words(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "tabs".to_owned(),
        b',' => "commas".to_owned(),
        byte => format!("`{}`", char::from(byte)),
    }
}

/// Returns how a setting writes a delimiter.
pub(super) fn written(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "\\t".to_owned(),
        byte => char::from(byte).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_known_by_how_they_start() {
        for (bytes, told) in [
            (&b"PK\x03\x04\x14\0"[..], "zip archive"),
            (b"\n <!DOCTYPE html><html>", "web page"),
            (b"[{\"a\": 1}]", "JSON"),
            (b"a,b\0,c\n", "binary"),
            (
                b"version https://git-lfs.github.com/spec/v1\n",
                "git lfs pull",
            ),
        ] {
            let what = what(bytes).unwrap_or_default();
            assert!(what.contains(told), "{bytes:?}: {what}");
        }
        for bytes in [&b"a,b\n1,\0\n"[..], b"", b"<5,>5\n", b"\xef\xbb\xbfa,b\n"] {
            assert_eq!(what(bytes), None, "{bytes:?}");
        }
    }
}
