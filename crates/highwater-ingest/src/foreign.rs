//! Files that are no table of cells set apart by commas: told by how they start.

/// What a file is that is no CSV, with what to do; none where it may be one.
pub(crate) fn what(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 9] = [
        (
            b"PK\x03\x04",
            "a zip archive, as `.xlsx` and `.ods` are; save the sheet as CSV",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "a spreadsheet in an old format; save the sheet as CSV",
        ),
        (b"\x1f\x8b", "compressed with gzip; unpack it"),
        (b"%PDF", "a PDF; ask its publisher for the table as CSV"),
        (b"PAR1", "a Parquet file; write it as CSV"),
        (b"\xff\xfe", "text in UTF-16; save it as CSV in UTF-8"),
        (b"\xfe\xff", "text in UTF-16; save it as CSV in UTF-8"),
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
    binary.then_some("binary; name a file of text")
}

const WEB_PAGE: &str =
    "a web page; download the table itself, and read what the page says where it did not come";

/// The mark that sets cells apart in a header, where it is no comma: the one that gives more of the
/// names that are known.
pub(crate) fn delimiter(text: &str, known: impl Fn(&str) -> bool) -> Option<&'static str> {
    let header = text.trim_start().lines().next().unwrap_or_default();
    let names = |mark: char| {
        let names = header
            .split(mark)
            .map(|name| name.trim().trim_matches('"').trim());
        names.filter(|name| known(name)).count()
    };
    let marks = [(';', "`;`"), ('\t', "tabs"), ('|', "`|`")];
    let (mark, name) = marks.into_iter().max_by_key(|(mark, _)| names(*mark))?;
    (names(mark) > names(',').max(1)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_known_by_how_they_start() {
        for (bytes, told) in [
            (&b"PK\x03\x04\x14\0"[..], "zip archive"),
            (b"\n <!DOCTYPE html><html>", "web page"),
            (b"\xff\xfea\0,\0", "UTF-16"),
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

    #[test]
    fn a_delimiter_is_the_one_that_gives_known_names() {
        let known = |name: &str| ["month", "open", "closed"].contains(&name);
        assert_eq!(delimiter("month;open;x\n", known), Some("`;`"));
        assert_eq!(delimiter("\"month\"\t\"open\"\n", known), Some("tabs"));
        assert_eq!(delimiter("month,open;closed\n", known), None);
        assert_eq!(delimiter("month,open\n1;2;3\n", known), None);
        assert_eq!(delimiter("a;b;c\n", known), None);
        assert_eq!(delimiter("", known), None);
    }
}
