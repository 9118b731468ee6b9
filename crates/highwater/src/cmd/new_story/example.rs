//! What a new story shows by way of example: values of the project, bound, and a claim on them.

use highwater_facts::{Fact, Format, Ledger, Value};

/// The text of an example and its claim.
pub(super) struct Example {
    pub(super) text: String,
    /// The claim, as `claims.toml` has it; empty if there is none.
    pub(super) claim: String,
}

impl Example {
    /// Makes it of a list whose ends differ, by month if there is one; else of one value; else it says
    /// that there is none.
    pub(super) fn of(ledger: &Ledger) -> Self {
        let by_month = ledger
            .facts()
            .filter(|fact| fact.path.ends_with(".by_month"));
        by_month
            .chain(ledger.facts())
            .find_map(|fact| Example::of_list(fact, ledger))
            .or_else(|| ledger.facts().find_map(Example::of_value))
            .unwrap_or_else(|| Example {
                text: "The studies of this project give no values yet.".to_owned(),
                claim: String::new(),
            })
    }

    fn of_list(fact: &Fact, ledger: &Ledger) -> Option<Self> {
        let Value::Series(_) = &fact.value else {
            return None;
        };
        let path = &fact.path;
        let end = |part: &str| {
            let (_, value) = ledger.resolve(&format!("{path}.{part}"))?;
            let (low, high) = value.bounds()?;
            Some((low, text(&value)?)).filter(|_| low == high)
        };
        let (first, last) = (end("first")?, end("last")?);
        let (word, sign) = match first.0.partial_cmp(&last.0)? {
            std::cmp::Ordering::Less => ("rose", '>'),
            std::cmp::Ordering::Greater => ("fell", '<'),
            std::cmp::Ordering::Equal => return None,
        };
        Some(Example {
            text: format!(
                "A list of this project goes from [{}](value:{path}.first) to \
                 [{}](value:{path}.last).\nOn the way it [{word}](claim:first-to-last).",
                first.1, last.1
            ),
            claim: format!(
                "\n[[claim]]\nid = \"first-to-last\"\nwords = \"{word}\"\n\
                 expr = \"{path}.last {sign} {path}.first\""
            ),
        })
    }

    fn of_value(fact: &Fact) -> Option<Self> {
        fact.value.number()?;
        let shown = text(&fact.value)?;
        Some(Example {
            text: format!("Here is a value: [{shown}](value:{}).", fact.path),
            claim: String::new(),
        })
    }
}

/// A value as a story shows it, if it is plain text.
fn text(value: &Value) -> Option<String> {
    let text = Format::default().text(value).ok()?;
    let is_plain = |c: char| !matches!(c, '[' | ']' | '*' | '_' | '`' | '<' | '\\');
    text.chars().all(is_plain).then_some(text)
}
