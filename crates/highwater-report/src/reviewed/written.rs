//! The file as it is written.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Anchored;

/// Returns the text of the file: a line a sentence and a line a claim, so that a difference can be read.
pub(crate) fn written(
    sentences: &[Anchored],
    claims: &BTreeMap<String, (String, String)>,
) -> String {
    let mut text = String::from(
        "# The sentences and claims of the story as they were last read and found right. `check --review` writes\n\
         # this file; it is not meant to be edited.\n\nsentences = [\n",
    );
    for sentence in sentences {
        let _ = writeln!(text, "  {},", quoted(&sentence.to_string()));
    }
    text.push_str("]\n\n[claims]\n");
    for (id, (words, expr)) in claims {
        let _ = writeln!(
            text,
            "{} = [{}, {}]",
            quoted(id),
            quoted(words),
            quoted(expr)
        );
    }
    text
}

fn quoted(text: &str) -> String {
    // A text of JSON is one of TOML.
    serde_json::Value::from(text).to_string()
}
