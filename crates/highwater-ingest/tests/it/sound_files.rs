//! Files that look odd and are fine.

use highwater_ingest::Amount;

use crate::table::rows;

const PLAIN: &[u8] =
    b"month,score,speed,note\n2022-01,26.1% (GPT-J 6B),~120,a\n2022-07,28.3%,N/A (too large),b\n";

#[test]
fn a_plain_file_gives_typed_rows_with_their_lines() {
    let rows = rows(PLAIN);
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].line, rows[1].line), (2, 3));
    assert_eq!(
        (rows[0].score.quantity.low(), rows[0].score.note.as_str()),
        (26.1, "GPT-J 6B")
    );
    assert!(matches!(rows[0].speed, Amount::Known(q) if q.is_approximate()));
    assert_eq!(rows[1].speed, Amount::Missing("too large".to_owned()));
    assert_eq!(rows[1].cell("speed").to_string(), "t.csv:3 speed");
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(
        String::from_utf8_lossy(PLAIN)
            .replace('\n', "\r\n")
            .into_bytes(),
    );
    assert_eq!(rows(&bytes), rows(PLAIN));
}

#[test]
fn columns_may_stand_in_any_order() {
    let rows = rows(b"note,speed,month,score\na,~120,2022-01,26.1%\n");
    assert_eq!(rows[0].note, "a");
}

#[test]
fn a_quoted_cell_may_hold_commas_quotes_and_line_breaks() {
    let rows = rows(b"month,score,speed,note\n2022-01,1%,\"~1,200\",\"two\nlines, \"\"quoted\"\"\"\n\n2022-02,2%,3,x\n");
    assert_eq!(rows[0].note, "two\nlines, \"quoted\"");
    // The second row starts on line 5: the first takes two lines and a blank one follows.
    assert_eq!(rows[1].line, 5);
}

#[test]
fn markup_in_a_cell_is_text() {
    let rows = rows(b"month,score,speed,note\n2022-01,1%,2,<script>alert(1)</script>\n");
    assert_eq!(rows[0].note, "<script>alert(1)</script>");
}
