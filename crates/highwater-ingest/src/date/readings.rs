//! The forms that read a text as a day.

use super::{Date, DateForm};

/// The forms in which tables write days, the more frequent first.
const FORMS: [&str; 41] = [
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%m.%d.%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d.%m.%y",
    "%m.%d.%y",
    "%d-%m-%y",
    "%m-%d-%y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d %B %Y",
    "%d. %B %Y",
    "%B %d, %Y",
    "%B %d %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d%b%Y",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%d %H:%M:%S%z",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%f%z",
    "%Y-%m-%d %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%B %Y",
    "%b-%y",
    "%Y-%m",
    "%m/%Y",
];

/// Returns each form in which tables write days that reads a text, with the day that it gives: none
/// for `soon`, two for `01/02/2016`, of which a setting must say the right one.
///
/// # Example
///
/// ```
/// use highwater_ingest::date_readings;
///
/// let readings = date_readings("01/02/2016");
/// let texts: Vec<_> = readings.iter().map(|(form, day)| format!("{form}: {day}")).collect();
/// assert_eq!(texts, ["%d/%m/%Y: 2016-02-01", "%m/%d/%Y: 2016-01-02"]);
/// ```
#[must_use]
pub fn date_readings(text: &str) -> Vec<(DateForm, Date)> {
    let forms = FORMS
        .iter()
        .filter_map(|form| form.parse::<DateForm>().ok());
    forms
        .filter_map(|form| form.read(text).map(|day| (form, day)))
        .collect()
}

/// Returns whether forms read a text as different days, as those of `01/02/2016` do because its day
/// and its month could change places.
///
/// # Example
///
/// ```
/// use highwater_ingest::is_ambiguous_date;
///
/// assert!(is_ambiguous_date("01/02/2016"));
/// assert!(!is_ambiguous_date("13/02/2016"));
/// ```
#[must_use]
pub fn is_ambiguous_date(text: &str) -> bool {
    let readings = date_readings(text);
    readings.iter().any(|(_, day)| *day != readings[0].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_forms() {
        for form in FORMS {
            assert!(form.parse::<DateForm>().is_ok(), "{form}");
        }
    }
}
