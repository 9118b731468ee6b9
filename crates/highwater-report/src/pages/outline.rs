//! What is wrong with a page by itself: its markup, ids, headings, title and words of pictures.

use std::collections::BTreeMap;

use super::Finding;
use super::markup::{At, Markup};
use crate::diagnostic::Severity;

pub(super) fn check(markup: &Markup) -> Vec<Finding> {
    let mut found = Vec::new();
    for fault in &markup.faults {
        let told = fault.what.trim_end_matches('.');
        found.push(Finding {
            code: "HW0038",
            severity: Severity::Error,
            message: format!("a page is not sound HTML: {}", clause(told)),
            help: "mend the template that writes this line".to_owned(),
            line: fault.line,
            text: String::new(),
        });
    }
    ids(markup, &mut found);
    for element in &markup.wordless {
        let (message, help) = match element.what {
            "img" => (
                "a picture has no text for those who do not see it",
                "give it an `alt`; an empty one where the text beside it says the same",
            ),
            "iframe" => (
                "a frame has no title",
                "give it a `title` that says what it shows",
            ),
            _ => (
                "a drawing has no text for those who do not see it",
                "give it an `aria-label`, or a `title` as its first element",
            ),
        };
        found.push(Finding {
            code: "HW0041",
            severity: Severity::Error,
            message: message.to_owned(),
            help: help.to_owned(),
            line: element.line,
            text: format!("<{}", element.what),
        });
    }
    headings(&markup.headings, &mut found);
    head(markup, &mut found);
    found
}

/// The message of the parser as the clause that ours are, with names of elements as they are written
/// instead of as the parser keeps them: `Atom('div' type=inline)`.
fn clause(text: &str) -> String {
    let mut clause = String::new();
    let mut rest = text.replace("{http://www.w3.org/1999/xhtml}:", "");
    while let Some((before, after)) = rest.split_once("Atom('") {
        let Some((name, (_, after))) = after
            .split_once('\'')
            .and_then(|(name, after)| Some((name, after.split_once(')')?)))
        else {
            break;
        };
        clause.push_str(&format!("{before}`{name}`"));
        rest = after.to_owned();
    }
    clause.push_str(&rest);
    let mut chars = clause.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn ids(markup: &Markup, found: &mut Vec<Finding>) {
    let mut first: BTreeMap<&str, u64> = BTreeMap::new();
    for id in &markup.ids {
        let written = format!("id=\"{}\"", id.what);
        match first.get(&*id.what) {
            Some(line) => found.push(Finding {
                code: "HW0039",
                severity: Severity::Error,
                message: format!("two elements of a page have the id `{}`", id.what),
                help: format!("give one of them another; the first is in line {line}"),
                line: id.line,
                text: written,
            }),
            None => {
                first.insert(&id.what, id.line);
            }
        }
    }
}

fn headings(headings: &[At<u8>], found: &mut Vec<Finding>) {
    let warning = |line, message: String, help: &str| Finding {
        code: "HW0042",
        severity: Severity::Warning,
        message,
        help: help.to_owned(),
        line,
        text: String::new(),
    };
    let top: Vec<&At<u8>> = headings.iter().filter(|at| at.what == 1).collect();
    match top.as_slice() {
        [_] => {}
        [] => found.push(warning(
            1,
            "a page has no heading of the first level".to_owned(),
            "say in an `h1` what the page is about",
        )),
        [_, again, ..] => found.push(warning(
            again.line,
            "a page has two headings of the first level".to_owned(),
            "keep one `h1`, and write the others as `h2`",
        )),
    }
    for pair in headings.windows(2) {
        let [before, after] = pair else { continue };
        if after.what > before.what + 1 {
            found.push(Finding {
                text: format!("<h{}", after.what),
                ..warning(
                    after.line,
                    format!(
                        "a heading of level {} follows one of level {}",
                        after.what, before.what
                    ),
                    "leave no level out: readers who do not see the page move through it by its headings",
                )
            });
        }
    }
}

fn head(markup: &Markup, found: &mut Vec<Finding>) {
    let fault = |message: &str, help: &str| Finding {
        code: "HW0043",
        severity: Severity::Error,
        message: message.to_owned(),
        help: help.to_owned(),
        line: 1,
        text: String::new(),
    };
    if markup.title.is_empty() {
        found.push(fault("a page has no title", "write `<title>` in its head"));
    }
    if markup.language.is_empty() {
        found.push(fault(
            "a page does not say its language",
            "write `<html lang=\"{{ site.language }}\">`",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<(&'static str, String)> {
        let found = check(&Markup::read(html)).into_iter();
        found
            .map(|finding| (finding.code, finding.message))
            .collect()
    }

    fn page(body: &str) -> String {
        format!("<!doctype html><html lang=\"en\"><title>t</title><body>{body}</body></html>")
    }

    #[test]
    fn a_sound_page_has_no_finding() {
        let body = "<h1 id=\"a\">1</h1><h2>2</h2><h3>3</h3><h2 id=\"b\">2</h2><p>x</p>";
        assert_eq!(told(&page(body)), []);
    }

    #[test]
    fn the_parser_speaks_plainly() {
        let told = told(&page("<h1>1</h1><div><span></div>"));
        let message = "a page is not sound HTML: unexpected open element while closing `div`";
        assert!(told.contains(&("HW0038", message.to_owned())), "{told:?}");
        assert_eq!(clause("Bad Atom('x"), "bad Atom('x");
    }

    #[test]
    fn each_fault_of_a_page_has_its_code() {
        for (body, code, message) in [
            (
                "<h1>1</h1><h3>3</h3>",
                "HW0042",
                "level 3 follows one of level 1",
            ),
            (
                "<h1>1</h1><h1>1</h1>",
                "HW0042",
                "two headings of the first level",
            ),
            ("<p>x</p>", "HW0042", "no heading of the first level"),
            (
                "<h1 id=\"a\">1</h1><p id=\"a\">x</p>",
                "HW0039",
                "the id `a`",
            ),
            (
                "<h1>1</h1><img src=\"x.png\">",
                "HW0041",
                "a picture has no text",
            ),
            ("<h1>1</h1></div>", "HW0038", "not sound HTML: "),
        ] {
            let told = told(&page(body));
            assert_eq!(told.len(), 1, "{body}: {told:?}");
            assert_eq!(told[0].0, code, "{body}");
            assert!(told[0].1.contains(message), "{body}: {told:?}");
        }
        let bare = told("<!doctype html><h1>1</h1>");
        let codes: Vec<_> = bare.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ["HW0043", "HW0043"]);
    }
}
