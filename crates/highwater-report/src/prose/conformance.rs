//! The examples of CommonMark's specification and of GitHub's extensions, through the engine of prose.
//!
//! They come with the sources of pulldown-cmark in cargo's registry. Pages differ from them where that
//! is said: raw HTML is text, headings have anchors, tables scroll, straight quotes become those of
//! print, an image that is all of its paragraph stands outside of it, and bare addresses are links.

use std::path::PathBuf;

use super::{Prose, Shape, story_html};
use crate::source_text::SourceText;

/// Returns the folder of examples; `None`, with the reason, if cargo has not unpacked it.
fn suite() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let registries = std::fs::read_dir(home.join("registry/src")).ok();
    let found = registries
        .into_iter()
        .flatten()
        .flatten()
        .flat_map(|registry| {
            std::fs::read_dir(registry.path())
                .into_iter()
                .flatten()
                .flatten()
        })
        .filter(|package| {
            package
                .file_name()
                .to_string_lossy()
                .starts_with("pulldown-cmark-0.13")
        })
        .map(|package| package.path().join("tests/suite"))
        .find(|suite| suite.join("spec.rs").is_file());
    if found.is_none() {
        eprintln!("skipped: cargo's registry has no sources of pulldown-cmark with its examples");
    }
    found
}

/// Returns the examples of a file: Markdown and HTML.
fn examples(text: &str) -> Vec<(String, String)> {
    let literal = |text: &str| {
        let start = text.find("r##\"")? + 4;
        let end = start + text[start..].find("\"##")?;
        Some((text[start..end].to_owned(), end))
    };
    let mut examples = Vec::new();
    let mut rest = text;
    while let Some((markdown, end)) = literal(rest) {
        rest = &rest[end + 3..];
        let Some((html, end)) = literal(rest) else {
            break;
        };
        rest = &rest[end + 3..];
        examples.push((markdown, html));
    }
    examples
}

/// HTML without what pages do otherwise on purpose, and without blanks between elements.
fn folded(html: &str) -> String {
    let mut text = html.to_owned();
    for (from, to) in [
        ("“", "&quot;"),
        ("”", "&quot;"),
        ("\"", "&quot;"),
        ("‘", "'"),
        ("’", "'"),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("–", "--"),
        ("—", "---"),
        ("…", "..."),
        ("<div class=&quot;scroll&quot; tabindex=&quot;0&quot;>", ""),
        ("</table>\n</div>", "</table>\n"),
        ("</table></div>", "</table>"),
        (
            "<input disabled=&quot;&quot; type=&quot;checkbox&quot;/>",
            "[ ]",
        ),
        (
            "<input disabled=&quot;&quot; type=&quot;checkbox&quot; checked=&quot;&quot;/>",
            "[x]",
        ),
        (
            "<span class=&quot;task open&quot; role=&quot;img&quot; aria-label=&quot;not done&quot;></span>",
            "[ ]",
        ),
        (
            "<span class=&quot;task done&quot; role=&quot;img&quot; aria-label=&quot;done&quot;></span>",
            "[x]",
        ),
    ] {
        text = text.replace(from, to);
    }
    for side in ["left", "center", "right"] {
        text = text.replace(
            &format!(" style=&quot;text-align: {side}&quot;"),
            &format!(" class=&quot;{side}&quot;"),
        );
    }
    for level in 1..=6 {
        // `<h2 id="a">A <a class="anchor" ..>#</a></h2>` becomes `<h2>A</h2>`.
        while let Some(at) = text.find(&format!("<h{level} id=")) {
            let end = text[at..].find('>').map_or(text.len(), |end| at + end);
            text.replace_range(at..end, &format!("<h{level}"));
        }
    }
    while let Some(at) = text.find(" <a class=&quot;anchor&quot;") {
        let end = text[at..]
            .find("</a>")
            .map_or(text.len(), |end| at + end + 4);
        text.replace_range(at..end, "");
    }
    // An image that is all of its paragraph stands outside of it.
    let is_image = text.starts_with("<p><img") && text.matches('<').count() == 3;
    let text = match is_image {
        true => text.replace("<p>", "").replace("</p>", ""),
        false => text.replace("]\n", "] "),
    };
    let text = text
        .replace(">\n", ">")
        .replace("\n<", "<")
        .replace("> <", "><");
    text.trim().to_owned()
}

/// How the examples of a file fare.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    equal: usize,
    /// Raw HTML, which pages show as text.
    html: usize,
    /// Other stated differences.
    stated: usize,
    others: Vec<String>,
}

fn tally(path: &std::path::Path, stated: &[&str]) -> Tally {
    let text = std::fs::read_to_string(path).unwrap();
    let mut tally = Tally::default();
    for (markdown, expected) in examples(&text) {
        let source = SourceText::new("example.md", &markdown);
        let prose = Prose::parse(&source, 0..markdown.len(), Shape::Story);
        let html = story_html(&prose, &|_| String::new(), &|_| None);
        let shown = format!("{}{}", html.html, html.footnotes);
        let has_html = prose.events().any(|(event, _)| {
            matches!(
                event,
                pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_)
            )
        });
        if folded(&shown) == folded(&expected) {
            tally.equal += 1;
        } else if has_html
            || !prose.comments.is_empty()
            || !prose.marks.is_empty() && markdown.contains('<')
        {
            tally.html += 1;
        } else if stated.iter().any(|part| markdown.contains(part)) {
            tally.stated += 1;
        } else {
            tally.others.push(format!(
                "{markdown:?}\n  wants {:?}\n  gives {:?}",
                folded(&expected),
                folded(&shown)
            ));
        }
    }
    tally
}

#[test]
fn examples_of_the_specification() {
    let Some(suite) = suite() else { return };
    // Bare addresses are links, as GitHub has them.
    let spec = tally(&suite.join("spec.rs"), &["https://", "@"]);
    assert_eq!(spec.others, [""; 0]);
    assert_eq!((spec.equal, spec.html, spec.stated), (577, 72, 3));
    for (file, count) in [
        ("gfm_table", 9),
        ("gfm_strikethrough", 3),
        ("gfm_tasklist", 2),
    ] {
        let tally = tally(&suite.join(format!("{file}.rs")), &[]);
        assert_eq!(tally.others, [""; 0], "{file}");
        assert_eq!((tally.equal, tally.html), (count, 0), "{file}");
    }
}
