//! Tests of settings: each is read, and a bad value says where it stands.

use super::*;

#[test]
fn every_setting_is_read() {
    let settings = Settings::from_toml(
        "delimiter = \"\\t\"\nquote = \"\"\ndecimal = ','\ndate = '%d.%m.%Y'\nmissing = ['', '..']\n\
         encoding = 'latin1'\nskip = 2\nfooter = ['Total', 'Source']\nblank_rows = 'skip'\n\
         totals = 'keep'\ncomment = '#'\nheader = false\nnames = ['a', 'b']\nragged = true\n\
         key = 'a'\ncolumns.a = { kind = 'year', missing = '-' }\ncolumns.b = { unit = 'deaths' }\n",
    )
    .unwrap();
    assert_eq!(
        settings.form(),
        Form {
            delimiter: b'\t',
            quote: None,
            comment: Some(b'#')
        }
    );
    assert_eq!(settings.decimal, Some(Decimal::Comma));
    assert_eq!(
        settings.encoding,
        Encoding::Other(encoding_rs::WINDOWS_1252)
    );
    assert_eq!(
        settings.footer,
        Footer::Starts(vec!["Total".to_owned(), "Source".to_owned()])
    );
    assert_eq!(settings.key, ["a"]);
    assert_eq!(settings.columns["a"].said_kind(), Some(ColumnKind::Year));
    assert_eq!(settings.columns["b"].said_kind(), Some(ColumnKind::Number));
    assert!(settings.is_missing("b", false, "..") && !settings.is_missing("b", true, ".."));
    assert!(settings.is_missing("a", true, "-") && !settings.is_missing("a", false, ""));
}

#[test]
fn a_bad_value_says_where_it_stands_and_what_it_may_be() {
    for (line, told) in [
        (
            "delimiter = ';;'",
            "`;;` is not a delimiter; write the one character",
        ),
        ("quote = 'ab'", "`ab` is not a quote"),
        (
            "decimal = 'comma'",
            "`comma` is not a decimal mark; write `decimal = \",\"`",
        ),
        ("date = '%Q'", "`%Q`"),
        ("encoding = 'ansi-x'", "`ansi-x` is not a known encoding"),
        ("skip = -1", "`-1` is not a number of lines"),
        ("footer = -1", "`-1` is not a number of lines"),
        ("footer = ''", "an empty text starts every row"),
        ("missing = 1", "write it in quotes"),
        ("blank_rows = 'keep'", "unknown variant `keep`"),
        ("header = 'no'", "invalid type"),
        ("delimeter = ';'", "did you mean `delimiter`?"),
        ("columns.a = { unt = '%' }", "did you mean `unit`?"),
    ] {
        let text = format!("ragged = false\n{line}\n");
        let error = Settings::from_toml(&text).unwrap_err();
        assert!(error.to_string().contains(told), "{line}: {error}");
        let span = error.span().unwrap_or_else(|| panic!("{line}: {error}"));
        assert!(
            span.start >= 15 && span.end <= text.len() && span.len() < line.len(),
            "{line}: {span:?}"
        );
    }
}
