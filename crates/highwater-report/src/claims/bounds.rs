//! How long and how deep a predicate may be: what reads it, walks through it level by level, and each
//! level takes stack.

use super::expression::{ExpressionFault, FaultKind};

/// The most bytes of a predicate.
const LENGTH: usize = 20_000;

/// The most brackets in one another.
const BRACKETS: usize = 60;

/// The most `.name`, `[..]` and `(..)` behind one another.
const SELECTS: usize = 60;

/// The most signs of arithmetic and comparisons in a row, without a bracket, a comma or an `&&` between.
const OPERATORS: usize = 150;

/// The most `?` in a predicate.
const CHOICES: usize = 30;

/// Checks that a text is neither too long nor nested too deep to be read.
pub(super) fn check(text: &str) -> Result<(), ExpressionFault> {
    let fault = |message: &str, at: usize| {
        Err(ExpressionFault {
            kind: FaultKind::Syntax,
            message: format!("{message}; have the study compute a part"),
            range: at..at + text[at..].chars().next().map_or(0, char::len_utf8),
        })
    };
    let mut depth = Depth::default();
    let mut outer: Vec<Depth> = Vec::new();
    let mut choices = 0;
    for (at, token) in tokens(text) {
        match token {
            b'(' | b'[' | b'{' => {
                depth.selects += 1;
                if outer.len() == BRACKETS {
                    return fault("the brackets stand too deep in one another", at);
                }
                outer.push(std::mem::take(&mut depth));
            }
            b')' | b']' | b'}' => depth = outer.pop().unwrap_or_default(),
            b'.' => depth.selects += 1,
            b',' | b'&' | b'|' | b':' => depth = Depth::default(),
            b'?' => {
                choices += 1;
                depth = Depth::default();
            }
            _ => {
                depth.operators += 1;
                depth.selects = 0;
            }
        }
        if depth.selects > SELECTS {
            return fault("too many names follow one another", at);
        }
        if depth.operators > OPERATORS {
            return fault("too many operators follow one another", at);
        }
        if choices > CHOICES {
            return fault("there are too many choices with `?`", at);
        }
    }
    if text.len() > LENGTH {
        let at = (0..=LENGTH).rev().find(|&at| text.is_char_boundary(at));
        return fault("the predicate is too long", at.unwrap_or(0));
    }
    Ok(())
}

/// How deep a text stands within its bracket.
#[derive(Clone, Copy, Default)]
struct Depth {
    selects: usize,
    operators: usize,
}

/// The bytes of a text that may nest, with their places: not those of names, numbers and quoted texts.
fn tokens(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut quote = None;
    let mut is_escaped = false;
    text.bytes().enumerate().filter(move |&(_, byte)| {
        if let Some(mark) = quote {
            let ends = byte == mark && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            if ends {
                quote = None;
            }
            return false;
        }
        if matches!(byte, b'"' | b'\'') {
            quote = Some(byte);
            return false;
        }
        byte.is_ascii_punctuation() && byte != b'_'
    })
}

#[cfg(test)]
mod tests {
    use super::super::expression::Expression;

    fn told(text: &str) -> String {
        Expression::parse(text).unwrap_err().message
    }

    /// Not one of them may run out of the two megabytes of a thread.
    #[test]
    fn what_is_nested_too_deep_is_a_finding() {
        for n in [200, 18_000] {
            let selects = format!("w{} > 1", ".a".repeat(n));
            assert!(told(&selects).starts_with("too many names"), "{n}");
            let calls = format!("w.a{} > 1", ".size()".repeat(n));
            assert!(told(&calls).starts_with("too many names"), "{n}");
            let indexed = format!("w.a{} > 1", "[0]".repeat(n));
            assert!(told(&indexed).starts_with("too many names"), "{n}");
            for (open, close) in [
                ("(", ")"),
                ("[", "]"),
                ("!(", ")"),
                ("-(", ")"),
                ("abs(", ")"),
            ] {
                let text = format!("{}w.a{} > 1", open.repeat(n), close.repeat(n));
                assert!(
                    told(&text).starts_with("the brackets stand too deep"),
                    "{open} {n}"
                );
            }
            for sign in ["!", "-"] {
                let text = format!("{}w.a > 1", sign.repeat(n));
                assert!(told(&text).starts_with("too many operators"), "{sign} {n}");
            }
            for sign in [" + ", " - ", " * ", " > ", " == "] {
                let text = vec!["w.a"; n].join(sign);
                assert!(told(&text).starts_with("too many operators"), "{sign} {n}");
            }
            let choices = format!("{}true", "w.a > 1 ? w.b > 1 : ".repeat(n));
            assert!(
                told(&choices).starts_with("there are too many choices"),
                "{n}"
            );
        }
        for sign in [" && ", " || ", ", "] {
            let text = vec!["w.a > 1"; 18_000].join(sign);
            assert!(
                told(&text).starts_with("the predicate is too long"),
                "{sign}"
            );
        }
    }

    /// What is just within the bounds is read, and walked through.
    #[test]
    fn what_is_within_the_bounds_is_read() {
        for text in [
            format!("w{} > 1", ".a".repeat(60)),
            vec!["w.a"; 140].join(" + ") + " > 1",
            vec!["w.a > 1"; 1_800].join(" && "),
            vec!["w.a > 1"; 1_800].join(" || "),
            format!("[{}].all(x, x > 1)", vec!["w.a"; 3_000].join(", ")),
            format!("{}w.a > 1{}", "(".repeat(40), ")".repeat(40)),
            "w.name == \"((((.....\" && w.a > 1".to_owned(),
        ] {
            let expression = Expression::parse(&text).unwrap();
            assert!(!expression.paths.is_empty());
            super::super::vacuous::check(&expression).unwrap();
        }
    }
}
