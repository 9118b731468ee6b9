//! The time that a run takes for now.

use jiff::Timestamp;

use crate::terminal::Failure;

/// What sets the time for all programs of a build, in seconds since 1970:
/// <https://reproducible-builds.org/specs/source-date-epoch/>.
const SET: &str = "SOURCE_DATE_EPOCH";
/// The last second of the year 9999.
const LAST: u64 = 253_402_300_799;

/// The time that the caller has set, in seconds since 1970. No site holds a time: this is for what says
/// when something was done, such as a commit.
pub(crate) fn set() -> Result<Option<u64>, Failure> {
    match std::env::var_os(SET) {
        None => Ok(None),
        Some(text) => read(&text.to_string_lossy()).map(Some),
    }
}

/// The day of the time that the caller has set, else of now, as `2026-11-22`.
pub(crate) fn today() -> Result<String, Failure> {
    let set = set()?.and_then(|seconds| Timestamp::from_second(i64::try_from(seconds).ok()?).ok());
    let now = set.unwrap_or_else(Timestamp::now);
    Ok(now.strftime("%Y-%m-%d").to_string())
}

fn read(text: &str) -> Result<u64, Failure> {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text
        .parse()
        .ok()
        .filter(|seconds| is_digits && *seconds <= LAST);
    seconds.ok_or_else(|| {
        Failure::other(
            format!("`{SET}={text}` is not a number of seconds since 1970"),
            "set it as `git log -1 --format=%ct` prints it, or unset it",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_since_1970_are_digits_alone() {
        assert_eq!(read("1700000000").unwrap(), 1_700_000_000);
        for text in [
            "",
            "-1",
            "+1",
            "1.5",
            "2026-11-22",
            "253402300800",
            "99999999999999999999",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
