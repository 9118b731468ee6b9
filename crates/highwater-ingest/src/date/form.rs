//! How a column writes its days.

use std::fmt;
use std::str::FromStr;

use super::Date;

/// How a column writes its days, in the letters of `strftime`: `%d/%m/%Y`.
///
/// | letters | read |
/// |---|---|
/// | `%Y`, `%y` | a year of four digits; of two, where 69 to 99 are 1969 to 1999 and 00 to 68 are 2000 to 2068 |
/// | `%m`, `%d` | a month and a day, with or without a zero before them; `%e` is `%d` |
/// | `%B`, `%b` | an English name of a month, whole or of three letters, in any case |
/// | `%H`, `%I`, `%M`, `%S`, `%f`, `%p` | hours, minutes, seconds, their fraction, AM or PM |
/// | `%z` | `Z` or a distance from UTC |
/// | `%%` | `%` |
///
/// A blank stands for any number of blanks; other characters stand for themselves. A time of day is
/// checked and left out: the day is the one that is written, wherever its clock stands. A form
/// without a day gives the first of the month.
///
/// # Example
///
/// ```
/// use highwater_ingest::DateForm;
///
/// let british: DateForm = "%d/%m/%Y".parse()?;
/// assert_eq!(british.read("01/02/2016").map(|day| day.to_string()).as_deref(), Some("2016-02-01"));
/// assert_eq!(british.read("2016-02-01"), None);
/// # Ok::<(), highwater_ingest::DateFormError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateForm {
    text: String,
    items: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Year,
    ShortYear,
    Month,
    Day,
    Name,
    Hour,
    Hour12,
    Minute,
    Second,
    Fraction,
    HalfOfDay,
    Zone,
    Blank,
    Character(char),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl DateForm {
    /// Reads a day; `None` if the text is not written in this form, or if the calendar lacks the day.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<Date> {
        let mut rest = text.trim();
        let (mut year, mut month, mut day) = (None, None, 1);
        for (i, &item) in self.items.iter().enumerate() {
            let together = |at: Option<usize>| {
                at.and_then(|at| self.items.get(at))
                    .is_some_and(|item| item.is_number())
            };
            // `2016112` could be the 12 January or the 2 November.
            let whole = together(i.checked_sub(1)) || together(Some(i + 1));
            let two = |rest: &mut &str, most| digits(rest, if whole { 2..=2 } else { 1..=2 }, most);
            match item {
                Item::Year => year = Some(digits(&mut rest, 4..=4, 9999)?),
                Item::ShortYear => {
                    let short = digits(&mut rest, 2..=2, 99)?;
                    year = Some(if short < 69 {
                        2000 + short
                    } else {
                        1900 + short
                    });
                }
                Item::Month => month = Some(two(&mut rest, 12)?),
                Item::Name => month = Some(name(&mut rest)?),
                Item::Day => day = two(&mut rest, 31)?,
                Item::Hour => drop(two(&mut rest, 23)?),
                Item::Hour12 => drop(two(&mut rest, 12).filter(|hour| *hour > 0)?),
                Item::Minute => drop(two(&mut rest, 59)?),
                // A minute may have a leap second.
                Item::Second => drop(two(&mut rest, 60)?),
                Item::Fraction => drop(digits(&mut rest, 1..=9, i32::MAX)?),
                Item::HalfOfDay => {
                    let half = rest.get(..2)?;
                    let known = half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm");
                    rest = rest.get(2..).filter(|_| known)?;
                }
                Item::Zone => zone(&mut rest)?,
                Item::Blank => {
                    let behind = rest.trim_start();
                    if behind.len() == rest.len() {
                        return None;
                    }
                    rest = behind;
                }
                Item::Character(c) => rest = rest.strip_prefix(c)?,
            }
        }
        Date::new(year?, month?, day).filter(|_| rest.is_empty())
    }

    /// Returns whether it says the day, not the month alone.
    #[must_use]
    pub fn has_day(&self) -> bool {
        self.items.contains(&Item::Day)
    }
}

impl Item {
    fn is_number(self) -> bool {
        matches!(
            self,
            Item::Year
                | Item::ShortYear
                | Item::Month
                | Item::Day
                | Item::Hour
                | Item::Hour12
                | Item::Minute
                | Item::Second
                | Item::Fraction
        )
    }
}

/// Takes digits off the start of a text.
fn digits(rest: &mut &str, width: std::ops::RangeInclusive<usize>, most: i32) -> Option<i32> {
    let count = rest
        .bytes()
        .take(*width.end())
        .take_while(u8::is_ascii_digit)
        .count();
    let number = rest[..count].parse().ok()?;
    *rest = &rest[count..];
    (width.contains(&count) && number <= most).then_some(number)
}

/// Takes the name of a month off the start of a text.
fn name(rest: &mut &str) -> Option<i32> {
    let end = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let word = rest[..end].to_ascii_lowercase();
    let index = MONTHS.iter().position(|name| {
        *name == word || name[..3] == word || (*name == "september" && word == "sept")
    })?;
    *rest = &rest[end..];
    Some(index as i32 + 1)
}

/// Takes `Z`, `+01:00` or `-0500` off the start of a text.
fn zone(rest: &mut &str) -> Option<()> {
    if let Some(behind) = rest.strip_prefix(['Z', 'z']) {
        *rest = behind;
        return Some(());
    }
    *rest = rest.strip_prefix(['+', '-', '\u{2212}'])?;
    digits(rest, 2..=2, 14)?;
    *rest = rest.strip_prefix(':').unwrap_or(rest);
    digits(rest, 2..=2, 59).map(drop)
}

impl FromStr for DateForm {
    type Err = DateFormError;

    fn from_str(text: &str) -> Result<Self, DateFormError> {
        let error = |why: String| DateFormError {
            text: text.to_owned(),
            why,
        };
        let mut items = Vec::new();
        let mut chars = text.trim().chars();
        while let Some(c) = chars.next() {
            let item = match c {
                '%' => {
                    let letter = match chars.next() {
                        Some('-') => chars.next(),
                        letter => letter,
                    };
                    match letter {
                        Some('Y') => Item::Year,
                        Some('y') => Item::ShortYear,
                        Some('m') => Item::Month,
                        Some('d' | 'e') => Item::Day,
                        Some('B' | 'b' | 'h') => Item::Name,
                        Some('H') => Item::Hour,
                        Some('I') => Item::Hour12,
                        Some('M') => Item::Minute,
                        Some('S') => Item::Second,
                        Some('f') => Item::Fraction,
                        Some('p') => Item::HalfOfDay,
                        Some('z') => Item::Zone,
                        Some('%') => Item::Character('%'),
                        Some(other) => {
                            return Err(error(format!(
                                "`%{other}` is not known; there are `%Y`, `%y`, `%m`, `%d`, `%B`, `%b`, `%H`, `%I`, `%M`, `%S`, `%f`, `%p`, `%z` and `%%`"
                            )));
                        }
                        None => {
                            return Err(error(
                                "a letter is missing behind the last `%`".to_owned(),
                            ));
                        }
                    }
                }
                c if c.is_whitespace() && items.last() == Some(&Item::Blank) => continue,
                c if c.is_whitespace() => Item::Blank,
                c => Item::Character(c),
            };
            if item != Item::Blank && !matches!(item, Item::Character(_)) && items.contains(&item) {
                return Err(error("it has a part twice".to_owned()));
            }
            items.push(item);
        }
        let has = |one, other| items.contains(&one) ^ items.contains(&other);
        if !has(Item::Year, Item::ShortYear) {
            return Err(error("it needs one year, `%Y` or `%y`".to_owned()));
        }
        if !has(Item::Month, Item::Name) {
            return Err(error("it needs one month, `%m` or `%B`".to_owned()));
        }
        Ok(DateForm {
            text: text.trim().to_owned(),
            items,
        })
    }
}

impl fmt::Display for DateForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A text that does not say how days are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFormError {
    text: String,
    why: String,
}

impl fmt::Display for DateFormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` does not say how days are written: {}; `%d/%m/%Y` reads `18/07/2023`",
            self.text, self.why
        )
    }
}

impl std::error::Error for DateFormError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str, text: &str) -> Option<String> {
        let form: DateForm = form.parse().unwrap();
        form.read(text).map(|day| day.to_string())
    }

    #[test]
    fn each_form_reads_its_days() {
        for (form, text, day) in [
            ("%d/%m/%Y", "01/02/2016", "2016-02-01"),
            ("%d/%m/%Y", "1/2/2016", "2016-02-01"),
            ("%m/%d/%Y", "01/02/2016", "2016-01-02"),
            ("%m/%d/%y", "12/31/68", "2068-12-31"),
            ("%m/%d/%y", "12/31/69", "1969-12-31"),
            ("%Y%m%d", "20160102", "2016-01-02"),
            ("%d.%m.%Y", "2.1.2016", "2016-01-02"),
            ("%d. %B %Y", "2.  January 2016", "2016-01-02"),
            ("%d %B %Y", "3 March 2016", "2016-03-03"),
            ("%d %B %Y", "3 mar 2016", "2016-03-03"),
            ("%b %d, %Y", "Sept 3, 2016", "2016-09-03"),
            ("%d-%b-%y", "03-MAY-16", "2016-05-03"),
            ("%b %Y", "Feb 2016", "2016-02-01"),
            ("%Y-%m-%dT%H:%M:%S", "2016-01-02T10:00:00", "2016-01-02"),
            (
                "%Y-%m-%dT%H:%M:%S.%f%z",
                "2016-01-02T23:59:60.123+05:30",
                "2016-01-02",
            ),
            ("%Y-%m-%d %H:%M:%S%z", "2016-01-02 00:00:00Z", "2016-01-02"),
            ("%m/%d/%Y %I:%M %p", "1/2/2016 12:30 pm", "2016-01-02"),
            ("%Y-%m-%d", "2016-1-2", "2016-01-02"),
            ("%Y年%m月%d日", "2016年1月2日", "2016-01-02"),
        ] {
            assert_eq!(read(form, text).as_deref(), Some(day), "{text} by {form}");
        }
    }

    #[test]
    fn what_a_form_does_not_say_is_not_read() {
        for (form, text) in [
            ("%d/%m/%Y", "30/02/2016"),
            ("%d/%m/%Y", "13/13/2016"),
            ("%d/%m/%Y", "01/02/16"),
            ("%d/%m/%y", "01/02/2016"),
            ("%Y%m%d", "2016112"),
            ("%d %B %Y", "3March2016"),
            ("%d %B %Y", "3 Ma 2016"),
            ("%Y-%m-%dT%H:%M:%S", "2016-01-02T24:00:00"),
            ("%Y-%m-%d", "2016-01-02T10:00:00"),
            ("%m/%d/%Y %I:%M %p", "1/2/2016 13:30 pm"),
            ("%d/%m/%Y", ""),
            ("%d/%m/%Y", "é/é/2016"),
        ] {
            assert_eq!(read(form, text), None, "{text} by {form}");
        }
    }

    #[test]
    fn a_form_that_says_no_day_of_the_calendar_is_refused() {
        for (form, words) in [
            ("%d/%Y", "month"),
            ("%d/%m", "year"),
            ("%Y-%m-%j", "`%j` is not known"),
            ("%Y-%m-%", "behind the last `%`"),
            ("%m/%m/%Y", "twice"),
            ("%B %m %Y", "one month"),
            ("DD/MM/YYYY", "year"),
            ("", "year"),
        ] {
            let error = form.parse::<DateForm>().unwrap_err().to_string();
            assert!(error.contains(words), "{form}: {error}");
        }
    }
}
