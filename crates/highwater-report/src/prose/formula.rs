//! Formulas in LaTeX, as MathML and as text.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::html::escape;

/// The formula as MathML, with its source for those who do not see it.
///
/// # Errors
///
/// What cannot be read of it, in a clause.
pub(crate) fn mathml(latex: &str, is_block: bool) -> Result<String, String> {
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(latex, &storage) {
        events.push(event.map_err(|error| clause(&error.to_string()))?);
    }
    // The writer of MathML puts the source down as it is.
    let source = escape(latex);
    let config = RenderConfig {
        display_mode: match is_block {
            true => DisplayMode::Block,
            false => DisplayMode::Inline,
        },
        annotation: Some(&source),
        ..RenderConfig::default()
    };
    let mut html = String::new();
    let events = events.into_iter().map(Ok::<_, std::fmt::Error>);
    push_mathml(&mut html, events, config).map_err(|error| error.to_string())?;
    // The policy of the pages lets no element bring style of its own.
    if html.contains(" style=\"") {
        return Err(
            "colours, frames and spaces below zero are not drawn; leave them out".to_owned(),
        );
    }
    let named = format!("<math alttext=\"{source}\"");
    Ok(html.replacen("<math", &named, 1))
}

/// The formula as plain text, if it is a line of signs: `β = 0.5`; `None` if signs stand above others.
pub(crate) fn plain(latex: &str) -> Option<String> {
    let html = mathml(latex, false).ok()?;
    let (shown, _) = html.split_once("<annotation").unwrap_or((&html, ""));
    let mut text = String::new();
    for part in shown.split('<').skip(1) {
        let (tag, after) = part.split_once('>')?;
        let name = tag.trim_start_matches('/').split(' ').next()?;
        let is_line = [
            "math",
            "semantics",
            "mrow",
            "mi",
            "mo",
            "mn",
            "mtext",
            "mspace",
            "mstyle",
        ];
        if !is_line.contains(&name) {
            return None;
        }
        text.push_str(after);
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The first line of a message, without what the parser says before it.
fn clause(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let clause = line.strip_prefix("parsing error: ").unwrap_or(line);
    clause.trim_end_matches('.').replace("unkown", "unknown")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_mathml_with_its_source() {
        let html = mathml("\\beta = 0.5", false).unwrap();
        assert!(html.starts_with("<math alttext=\"\\beta = 0.5\""), "{html}");
        assert!(
            html.contains("<mi>β</mi>") && html.contains("<mn>0.5</mn>"),
            "{html}"
        );
        assert!(html.contains("encoding=\"application/x-tex\""), "{html}");
        assert!(mathml("a < b", true).unwrap().contains("display=\"block\""));
        assert!(!mathml("a \"<b>", true).unwrap().contains("<b>"));
    }

    #[test]
    fn a_formula_that_cannot_be_read_says_why() {
        for latex in [
            "\\frac{1",
            "\\nosuchcommand",
            "x_1_2",
            "}",
            "\\begin{nope}x\\end{nope}",
        ] {
            let error = mathml(latex, false).unwrap_err();
            assert!(
                !error.is_empty() && !error.contains('\n'),
                "{latex}: {error}"
            );
        }
    }

    #[test]
    fn a_line_of_signs_is_text() {
        assert_eq!(plain("\\beta = 0.5").as_deref(), Some("β=0.5"));
        assert_eq!(plain("\\frac{1}{2}"), None);
        assert_eq!(plain("10^6"), None);
    }

    #[test]
    fn what_formulas_are_made_of_is_read() {
        for latex in [
            "\\sum_{i=1}^{n} \\frac{x_i}{n}",
            "\\sqrt[3]{x} + \\hat{y} - \\overline{x}",
            "\\left( \\frac{a}{b} \\right) \\in \\mathbb{R}",
            "\\log_{10} C \\approx \\text{loss of the model}",
            "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}",
            "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
            "\\alpha^{-0.34} \\quad \\binom{n}{k} \\times P(A \\mid B)",
            "\\underbrace{a+b}_{c} \\leq \\mathrm{R}^2",
        ] {
            assert!(
                mathml(latex, true).is_ok(),
                "{latex}: {:?}",
                mathml(latex, true)
            );
        }
        assert!(
            mathml("\\color{red} x", false)
                .unwrap_err()
                .contains("colours")
        );
    }

    #[test]
    fn what_is_text_in_a_formula_is_text() {
        for latex in ["\\text{<script>}", "a < b > c", "\\text{\"&}"] {
            let html = mathml(latex, false).unwrap_or_default();
            assert!(!html.contains("<script") && !html.contains("< "), "{html}");
        }
    }
}
