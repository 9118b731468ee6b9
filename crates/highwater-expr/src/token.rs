//! The text of a predicate into tokens, each with its bytes.

use std::ops::Range;

use crate::fault::Fault;

/// A token and the bytes that it takes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind {
    Number(f64),
    Text(String),
    /// A path or the name of a function: `wave.downloads.first`, `round`.
    Name(String),
    Symbol(&'static str),
    End,
}

/// The most bytes of a path: what is longer was made by a machine, and nobody reads a message with it.
const LONGEST_NAME: usize = 1000;

/// The symbols, the longer ones first.
const SYMBOLS: [&str; 21] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "!", "?", ":", "(", ")", "[",
    "]", ",", ".",
];

/// What people write for a symbol, and the symbol.
const INSTEAD: [(&str, &str); 14] = [
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("×", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("“", "\""),
    ("”", "\""),
    ("’", "'"),
    ("‘", "'"),
];

/// Cuts a text into tokens; the last one is [`TokenKind::End`].
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (kind, end) = if c.is_ascii_digit() {
            number(text, at)?
        } else if is_name(c) {
            let end = path_end(text, at);
            if end - at > LONGEST_NAME {
                let message = "the name is too long; no path of a value is";
                return Err(Fault::syntax(
                    message,
                    at..name_end(text, at).min(at + LONGEST_NAME),
                ));
            }
            (TokenKind::Name(text[at..end].to_owned()), end)
        } else if c == '"' || c == '\'' {
            quoted(text, at, c)?
        } else {
            symbol(text, at, c)?
        };
        tokens.push(Token {
            kind,
            range: at..end,
        });
        at = end;
    }
    tokens.push(Token {
        kind: TokenKind::End,
        range: text.trim_end().len()..text.len(),
    });
    Ok(tokens)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The end of the name that starts somewhere.
fn name_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    from + rest.find(|c| !is_name(c)).unwrap_or(rest.len())
}

/// The end of a path: a segment with an opening bracket behind it is the name of a method, which is
/// not a part of the path.
fn path_end(text: &str, from: usize) -> usize {
    let mut end = name_end(text, from);
    while text[end..].starts_with('.') {
        let segment = name_end(text, end + 1);
        if segment == end + 1 || text[segment..].trim_start().starts_with('(') {
            break;
        }
        end = segment;
    }
    end
}

/// `12`, `0.5`, `3.8e25`.
fn number(text: &str, from: usize) -> Result<(TokenKind, usize), Fault> {
    let digits = |from: usize| {
        let rest = &text[from..];
        let length = rest.find(|c: char| !c.is_ascii_digit());
        from + length.unwrap_or(rest.len())
    };
    let mut end = digits(from);
    if text[end..].starts_with('.') && digits(end + 1) > end + 1 {
        end = digits(end + 1);
    }
    if text[end..].starts_with(['e', 'E']) {
        let sign = usize::from(text[end + 1..].starts_with(['+', '-']));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    let whole = name_end(text, end);
    if whole > end {
        let message = "is not a number; write `28000000` or `2.8e7`, without letters";
        return Err(Fault::syntax(
            format!("`{}` {message}", &text[from..whole]),
            from..whole,
        ));
    }
    match text[from..end].parse::<f64>() {
        Ok(x) if x.is_finite() => Ok((TokenKind::Number(x), end)),
        _ => Err(Fault::syntax("the number is too large", from..end)),
    }
}

/// A text between quotes, in which a backslash stands before a quote or a backslash.
fn quoted(text: &str, from: usize, quote: char) -> Result<(TokenKind, usize), Fault> {
    let mut inner = String::new();
    let mut chars = text[from + 1..].char_indices();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Ok((TokenKind::Text(inner), from + 1 + at + 1));
        }
        if c != '\\' {
            inner.push(c);
            continue;
        }
        match chars.next() {
            Some((_, c)) if c == '\\' || c == '"' || c == '\'' => inner.push(c),
            _ => {
                let at = from + 1 + at;
                let message = "a backslash stands before a quote or another backslash alone";
                return Err(Fault::syntax(message, at..at + 1));
            }
        }
    }
    let message = format!("the text is not closed; end it with `{quote}`");
    Err(Fault::syntax(message, from..from + 1))
}

fn symbol(text: &str, from: usize, c: char) -> Result<(TokenKind, usize), Fault> {
    let rest = &text[from..];
    if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
        return Ok((TokenKind::Symbol(symbol), from + symbol.len()));
    }
    let instead = INSTEAD
        .iter()
        .find(|(written, _)| rest.starts_with(written));
    let message = match instead {
        Some((_, symbol)) => format!("`{c}` means nothing here; write `{symbol}`"),
        None if c == '%' => "`%` means nothing here; write 63 for a value in percent, 0.63 for a \
                             fraction"
            .to_owned(),
        None => format!("`{c}` means nothing here; delete it"),
    };
    Err(Fault::syntax(message, from..from + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let tokens = tokens(text).unwrap();
        let ranges = tokens.iter().map(|token| token.range.clone());
        ranges.map(|range| &text[range]).collect()
    }

    #[test]
    fn a_path_is_one_token_and_a_method_is_not_part_of_it() {
        assert_eq!(
            texts("w.rates.all (r, r >= 0.5e-3)&&decades.drought.1920.per_year<2"),
            [
                "w.rates",
                ".",
                "all",
                "(",
                "r",
                ",",
                "r",
                ">=",
                "0.5e-3",
                ")",
                "&&",
                "decades.drought.1920.per_year",
                "<",
                "2",
                ""
            ]
        );
        assert_eq!(
            texts("länder.日本 == 'a'"),
            ["länder.日本", "==", "'a'", ""]
        );
    }

    #[test]
    fn what_is_written_for_a_symbol_is_told() {
        for (text, place, message) in [
            ("w.a = 2", "=", "write `==`"),
            ("w.a ≥ 2", "≥", "write `>=`"),
            ("w.a > 63%", "%", "63 for a value in percent"),
            ("w.a > 28M", "28M", "2.8e7"),
            ("w.a > 1e999", "1e999", "too large"),
            ("w.a == \"x", "\"", "not closed"),
            ("w.a == 'x\\n'", "\\", "backslash"),
            ("w.a # 2", "#", "delete it"),
        ] {
            let fault = tokens(text).unwrap_err();
            assert!(fault.message.contains(message), "{text}: {fault}");
            assert_eq!(&text[fault.range], place, "{text}");
        }
    }
}
