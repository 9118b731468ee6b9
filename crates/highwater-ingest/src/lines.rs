//! Lines of a text, whatever ends them.

use memchr::{memchr_iter, memrchr2};

/// Returns how many line ends there are: `\n`, `\r\n`, and `\r` alone, as old spreadsheets write it.
pub(crate) fn count(bytes: &[u8]) -> u64 {
    let alone = memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n'));
    (memchr_iter(b'\n', bytes).count() + alone.count()) as u64
}

/// Returns where the line starts that the end of `before` is in.
pub(crate) fn start(before: &[u8]) -> usize {
    memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1)
}

/// Returns where the line after the first `count` lines starts; the end if there are fewer.
pub(crate) fn after(bytes: &[u8], count: u64) -> usize {
    let mut at = 0;
    for _ in 0..count {
        match end(bytes, at) {
            Some(end) => at = end,
            None => return bytes.len(),
        }
    }
    at
}

/// Returns where the line that holds `from` ends, its line end included; `None` if it has none.
pub(crate) fn end(bytes: &[u8], from: usize) -> Option<usize> {
    let at = from + memchr::memchr2(b'\n', b'\r', bytes.get(from..)?)?;
    let both = bytes.get(at..at + 2) == Some(b"\r\n");
    Some(at + 1 + usize::from(both))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_line_ends_are_counted_once() {
        for (text, lines) in [
            ("a\nb\n", 2),
            ("a\r\nb\r\n", 2),
            ("a\rb\r", 2),
            ("a\r\n\rb\n\r", 4),
        ] {
            assert_eq!(count(text.as_bytes()), lines, "{text:?}");
            assert_eq!(after(text.as_bytes(), lines), text.len(), "{text:?}");
        }
        assert_eq!(after(b"a\r\nbc\rd", 2), 6);
        assert_eq!(after(b"a", 2), 1);
        assert_eq!(start(b"a\rbc"), 2);
    }
}
