//! Rows that sum up those above them.

/// How the first text of such a row starts or ends, in lower case.
const LABELS: [&str; 11] = [
    "total",
    "totals",
    "sum",
    "grand total",
    "overall",
    "gesamt",
    "insgesamt",
    "summe",
    "totale",
    "somme",
    "suma",
];

/// Returns whether bytes may be such a text: most are longer, or start with another letter.
#[inline]
pub(crate) fn may_be(text: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first(), text.last()) else {
        return false;
    };
    let is_start = matches!(first | 0x20, b't' | b's' | b'g' | b'o' | b'i' | b' ');
    text.len() <= 24 && (is_start || matches!(last | 0x20, b'l' | b' ' | b':'))
}

/// Returns whether the first text of a row says that it sums up others.
pub(crate) fn is_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':');
    let is =
        |part: Option<&str>, known: &str| part.is_some_and(|part| part.eq_ignore_ascii_case(known));
    let behind = text.len().checked_sub(" total".len());
    LABELS.iter().any(|label| text.eq_ignore_ascii_case(label))
        || is(text.get(.."total ".len()), "total ")
        || is(behind.and_then(|at| text.get(at..)), " total")
}

/// Returns whether a number is the sum of those above it, but for rounding.
pub(crate) fn repeats(value: f64, sum: f64, rows: u64) -> bool {
    let rounding = 0.5 * rows as f64;
    let close = (value - sum).abs()
        <= (1e-9 * sum.abs()).max(if sum.abs() > 100.0 * rounding {
            rounding
        } else {
            0.0
        });
    rows > 0 && sum != 0.0 && close
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_names() {
        for text in [
            "Total",
            "TOTAL:",
            "Grand total",
            "Total population",
            "US total",
            "Summe",
        ] {
            assert!(is_label(text), "{text}");
        }
        for text in ["Totalitarian", "TotalEnergies", "Allen", "a"] {
            assert!(!is_label(text), "{text}");
        }
        assert!(
            repeats(1.0, 1.0, 1) && repeats(100_001.0, 100_000.0, 5) && repeats(0.3, 0.1 + 0.2, 2)
        );
        assert!(!repeats(2.0, 1.0, 1) && !repeats(0.0, 0.0, 3) && !repeats(1.0, 1.0, 0));
    }
}
