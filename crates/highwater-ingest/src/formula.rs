//! Formulas of spreadsheets in the place of their values.

/// Returns whether a cell is a formula: `=SUM(A1:A3)`, `="001"`, `=B2`, `=-B2*2`.
///
/// Texts such as `=> 5` or `= none` are not.
pub(crate) fn is(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('=') else {
        return false;
    };
    let rest = rest.trim_start_matches(['+', '-', '(']).replace('$', "");
    let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_')));
    let (name, behind) = rest.split_at(name.unwrap_or(rest.len()));
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_cell = (1..=3).contains(&letters) && name[letters..].parse::<u32>().is_ok();
    let is_call = letters > 0 && behind.starts_with('(');
    let is_sheet = letters > 0 && behind.starts_with('!');
    let is_sum = name.starts_with(|c: char| c.is_ascii_digit())
        && behind.starts_with(['+', '-', '*', '/', '^', '&']);
    rest.starts_with('"') || is_call || is_cell || is_sheet || is_sum
}

#[cfg(test)]
mod tests {
    #[test]
    fn formulas_are_told_from_texts() {
        for text in [
            "=SUM(A1:A3)",
            "=\"001\"",
            "=B2",
            "=-B2*2",
            "=Sheet2!A1",
            "=1+2",
            "=$A$1",
        ] {
            assert!(super::is(text), "{text}");
        }
        for text in ["=> 5", "=", "= none", "=5", "a=SUM(A1)", "==", "=)"] {
            assert!(!super::is(text), "{text}");
        }
    }
}
