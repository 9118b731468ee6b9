//! `claims.toml`: the claims of a story as their writer put them down.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::verdict::Expected;
use crate::diagnostic::Diagnostic;
use crate::source_text::SourceText;
use crate::toml_fault::toml_fault;

/// The claims of a story, and the words that its lints let through.
#[derive(Debug, Default)]
pub(crate) struct ClaimsFile {
    pub(crate) source: Option<SourceText>,
    pub(crate) claims: Vec<ClaimSpec>,
    pub(crate) allows: Vec<Allow>,
}

/// A claim as its writer put it down.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimSpec {
    /// The file that it stands in.
    #[serde(skip)]
    pub(crate) source: SourceText,
    /// The name in `claim:ID`.
    pub(crate) id: Spanned<String>,
    /// The words that it backs; for a claim of somebody else, what he said, in other words.
    pub(crate) words: Spanned<String>,
    /// The predicate, as `highwater-expr` reads it.
    pub(crate) expr: Option<Spanned<String>>,
    /// A predicate that says when it is tested: on the table that the words speak of.
    pub(crate) when: Option<Spanned<String>>,
    /// Why there is no predicate.
    pub(crate) untestable: Option<String>,
    #[serde(default)]
    pub(crate) expect: Expected,
    /// What the verdict means for a reader; may hold value links.
    pub(crate) because: Option<Spanned<String>>,
    /// The group under which `claims:GROUP` shows it.
    pub(crate) group: Option<String>,
    /// Where the claim was made, for a claim of somebody else.
    pub(crate) said_in: Option<String>,
    /// The headline over whose analyses the sentence was asked too, as `STUDY.multiverse.HEADLINE`: a
    /// reader is told how it fares there. A predicate about such values says so by itself.
    pub(crate) multiverse: Option<Spanned<String>>,
    /// Why it speaks of some rows of a list and leaves out others.
    pub(crate) leaves_out: Option<Spanned<String>>,
    /// The relative margin below which a claim that holds is fragile, 0.05 for 5 %.
    pub(crate) tolerance: Option<Spanned<f64>>,
}

/// Words that a lint would find, let through with a reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Allow {
    /// The words as they stand in the story, with as many around them as tell them apart.
    pub(crate) text: Spanned<String>,
    pub(crate) reason: String,
    /// The code of the finding about the words around a value that is let through in the sentence.
    pub(crate) code: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    #[serde(default, rename = "claim")]
    claims: Vec<ClaimSpec>,
    #[serde(default, rename = "allow")]
    allows: Vec<Allow>,
}

impl ClaimsFile {
    /// Reads the file; a fault of its syntax is a finding.
    pub(crate) fn parse(source: &SourceText) -> Result<Self, Diagnostic> {
        let mut tables: Tables = toml::from_str(&source.text)
            .map_err(|error| toml_fault("HW0202", "the claims cannot be read", source, &error))?;
        for claim in &mut tables.claims {
            claim.source = source.clone();
        }
        for tolerance in tables.claims.iter().filter_map(|c| c.tolerance.as_ref()) {
            // Not a number is in no range either.
            if !(0.0..1.0).contains(tolerance.get_ref()) {
                let finding = Diagnostic::error("HW0202", "the claims cannot be read");
                return Err(finding
                    .at(
                        source,
                        tolerance.span(),
                        "a tolerance is at least 0 and below 1",
                    )
                    .help("write the relative margin: `tolerance = 0.05` for 5%"));
            }
        }
        Ok(ClaimsFile {
            source: Some(source.clone()),
            claims: tables.claims,
            allows: tables.allows,
        })
    }
}

/// Returns the bytes of a text between its quotes. A text with escapes has other bytes than the file,
/// and gives the whole value.
pub(crate) fn text_range(source: &SourceText, spanned: &Spanned<String>) -> Range<usize> {
    let span = spanned.span();
    let raw = source.slice(span.clone());
    let text = spanned.get_ref();
    if text.is_empty() {
        // Between quotes that enclose nothing: they are no part of the text.
        let middle = span.start + span.len() / 2;
        return middle..middle;
    }
    match raw.find(text.as_str()) {
        Some(at) => span.start + at..span.start + at + text.len(),
        None => span,
    }
}

/// The bytes of a part of a text, which in the file may be written with escapes.
pub(crate) fn part_range(
    source: &SourceText,
    spanned: &Spanned<String>,
    part: &Range<usize>,
) -> Range<usize> {
    let whole = text_range(source, spanned);
    if source.slice(whole.clone()) == spanned.get_ref() {
        return whole.start + part.start..whole.start + part.end;
    }
    let span = spanned.span();
    if !source.slice(span.clone()).starts_with(['"', '\'']) {
        // It is inferred from words, and stands nowhere.
        return span;
    }
    let places = places(source.slice(span.clone()), spanned.get_ref());
    let place = |at: usize| places.get(at).map(|place| span.start + place);
    match (place(part.start), place(part.end)) {
        (Some(start), Some(end)) => start..end,
        _ => span.clone(),
    }
}

/// Returns where each byte of a text stands in its TOML, and where it ends.
fn places(toml: &str, text: &str) -> Vec<usize> {
    let is_literal = toml.starts_with('\'');
    let is_long = ["\"\"\"", "'''"]
        .iter()
        .any(|marks| toml.starts_with(marks));
    let rest = |at: usize| toml.get(at..).unwrap_or_default();
    let mut at = if is_long { 3 } else { 1 };
    // A line break right behind the quotes is not in the text.
    let breaks = ["\r\n", "\n"].into_iter();
    let first = breaks.filter(|end| is_long && rest(3).starts_with(end));
    at += first.map(str::len).next().unwrap_or(0);
    let mut places = Vec::new();
    for c in text.chars() {
        // A backslash at the end of a line takes the white space behind it.
        while !is_literal && rest(at).starts_with('\\') {
            let behind = &rest(at)[1..];
            let blank = behind.len() - behind.trim_start().len();
            if !behind[..blank].contains('\n') {
                break;
            }
            at += 1 + blank;
        }
        let escape = rest(at).strip_prefix('\\').filter(|_| !is_literal);
        let taken = match escape.and_then(|escape| escape.chars().next()) {
            Some('x') => 4,
            Some('u') => 6,
            Some('U') => 10,
            Some(_) => 2,
            None if c == '\n' && rest(at).starts_with("\r\n") => 2,
            None => c.len_utf8(),
        };
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
        at += taken;
    }
    places.push(at);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_text_with_escapes_has_its_place() {
        for expr in [
            r#""w.a == \"x\" && w.b > 1""#,
            r#"'w.a == "x" && w.b > 1'"#,
            "\"\"\"\nw.a == \\\"x\\\" &&\\\n   w.b > 1\"\"\"",
            "\"\"\"w.a == \\u0022é\\u0022 && w.b > 1\"\"\"",
            "'''\nw.a > 0 &&\nw.b > 1'''",
        ] {
            let file = format!("[[claim]]\nid = \"a\"\nwords = \"up\"\nexpr = {expr}\n");
            let source = SourceText::new("claims.toml", file.as_str());
            let parsed = ClaimsFile::parse(&source).unwrap();
            let expr = parsed.claims[0].expr.as_ref().unwrap();
            let at = expr.get_ref().find("w.b").unwrap();
            let range = part_range(&source, expr, &(at..at + 3));
            assert_eq!(source.slice(range.clone()), "w.b");
            assert_eq!(range.start, file.find("w.b").unwrap());
        }
    }

    #[test]
    fn a_tolerance_is_a_part_of_one() {
        let parse = |tolerance: &str| {
            let text = format!("[[claim]]\nid = \"a\"\nwords = \"up\"\ntolerance = {tolerance}\n");
            ClaimsFile::parse(&SourceText::new("claims.toml", text.as_str()))
        };
        for tolerance in ["0", "0.0", "0.5"] {
            assert!(parse(tolerance).is_ok(), "{tolerance}");
        }
        for tolerance in ["-1", "-0.01", "1", "5", "nan", "inf"] {
            let fault = parse(tolerance).unwrap_err();
            assert_eq!(fault.code, "HW0202", "{tolerance}");
            assert_eq!(fault.position(), Some(("claims.toml", 4, 13)));
            assert_eq!(
                fault.places[0].label,
                "a tolerance is at least 0 and below 1"
            );
        }
    }
}
