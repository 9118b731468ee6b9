//! What a reader may set: `--set wave.until=2023-04`.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;

use highwater_facts::{Month, nearest::nearest, number_text};
use highwater_ingest::Date;

/// What takes a date away.
const NONE: &str = "none";

/// Something that a reader may set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// The path: `wave.until`.
    pub path: &'static str,
    /// The value where nothing is set.
    pub default: &'static str,
    /// What may be set.
    pub domain: Domain,
    /// What it does, in a sentence.
    pub about: &'static str,
}

/// What a parameter may be set to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// A number from the first to the second, both included.
    Number(f64, f64),
    /// A whole number from the first to the second, both included.
    Whole(u32, u32),
    /// A month.
    Month,
    /// A day, or `none`.
    Date,
    /// A window of years, `2017-2021`, both within the first and the last of these.
    Years(i32, i32),
    /// One of these words, in upper or lower case, with `-` or `_`.
    OneOf(&'static [&'static str]),
}

impl Domain {
    fn admits(self, text: &str) -> bool {
        match self {
            Domain::Number(low, high) => {
                text.parse::<f64>().is_ok_and(|x| (low..=high).contains(&x))
            }
            Domain::Whole(low, high) => {
                text.parse::<u32>().is_ok_and(|n| (low..=high).contains(&n))
            }
            Domain::Month => text.parse::<Month>().is_ok(),
            Domain::Date => text == NONE || text.parse::<Date>().is_ok(),
            Domain::Years(first, last) => {
                years(text).is_some_and(|window| *window.start() >= first && *window.end() <= last)
            }
            Domain::OneOf(_) => self.word(text).is_some(),
        }
    }
}

impl Domain {
    /// The word that a text is, as it is written here.
    fn word(self, text: &str) -> Option<&'static str> {
        let Domain::OneOf(words) = self else {
            return None;
        };
        let plain = |word: &str| word.to_lowercase().replace('-', "_");
        let found = words.iter().find(|word| plain(word) == plain(text));
        found.copied()
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Domain::Number(low, high) => {
                write!(
                    f,
                    "a number from {} to {}",
                    number_text::raw(*low),
                    number_text::raw(*high)
                )
            }
            Domain::Whole(low, high) => write!(f, "a whole number from {low} to {high}"),
            Domain::Month => f.write_str("a month such as `2023-07`"),
            Domain::Date => write!(f, "a day such as `2018-01-01`, or `{NONE}`"),
            Domain::Years(first, last) => write!(
                f,
                "a window of years such as `2017-2021`, the earlier one first, from {first} to {last}"
            ),
            Domain::OneOf(words) => {
                for (at, word) in words.iter().enumerate() {
                    let before = match at {
                        0 => "",
                        at if at + 1 == words.len() => " or ",
                        _ => ", ",
                    };
                    write!(f, "{before}`{word}`")?;
                }
                Ok(())
            }
        }
    }
}

/// The parameters of all studies, each checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    set: BTreeMap<&'static str, String>,
    known: Vec<(&'static str, &'static str)>,
}

impl Parameters {
    /// Reads `PATH=VALUE` settings.
    ///
    /// # Errors
    ///
    /// All settings at fault: without `=`, with an unknown path, with a value outside of the
    /// parameter's domain, or for a path that is set twice.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::{Parameters, all};
    ///
    /// let known: Vec<_> = all().iter().flat_map(|study| study.parameters).copied().collect();
    /// let errors = Parameters::parse(&["wave.untill=2023-04".to_owned()], &known).unwrap_err();
    /// assert_eq!(errors[0].to_string(), "there is no parameter `wave.untill`; did you mean `wave.until`?");
    /// ```
    pub fn parse(settings: &[String], known: &[Parameter]) -> Result<Self, Vec<ParameterError>> {
        let mut parameters = Parameters {
            set: BTreeMap::new(),
            known: known
                .iter()
                .map(|parameter| (parameter.path, parameter.default))
                .collect(),
        };
        let mut errors = Vec::new();
        for setting in settings {
            let Some((path, value)) = setting.split_once('=') else {
                errors.push(ParameterError::NoValue {
                    setting: setting.clone(),
                });
                continue;
            };
            let Some(parameter) = known.iter().find(|parameter| parameter.path == path.trim())
            else {
                let nearest = nearest(path, known.iter().map(|parameter| parameter.path));
                errors.push(ParameterError::Unknown {
                    path: path.to_owned(),
                    nearest,
                });
                continue;
            };
            if !parameter.domain.admits(value.trim()) {
                let (path, value, domain) = (parameter.path, value.to_owned(), parameter.domain);
                errors.push(ParameterError::Outside {
                    path,
                    value,
                    domain,
                });
            } else if parameters
                .set
                .insert(parameter.path, written(parameter.domain, value.trim()))
                .is_some()
            {
                errors.push(ParameterError::Twice {
                    path: parameter.path,
                });
            }
        }
        if errors.is_empty() {
            Ok(parameters)
        } else {
            Err(errors)
        }
    }

    /// The value of a parameter, as set or by default, as text; empty for one that is not known.
    #[must_use]
    pub fn text(&self, path: &str) -> &str {
        let default = self
            .known
            .iter()
            .find(|(known, _)| *known == path)
            .map_or("", |(_, default)| default);
        self.set.get(path).map_or(default, String::as_str)
    }

    /// The value of a parameter that is a number.
    #[must_use]
    pub fn number(&self, path: &str) -> Option<f64> {
        self.text(path).parse().ok()
    }

    /// The value of a parameter that is a month.
    #[must_use]
    pub fn month(&self, path: &str) -> Option<Month> {
        self.text(path).parse().ok()
    }

    /// The value of a parameter that is a whole number.
    #[must_use]
    pub fn whole(&self, path: &str) -> Option<u32> {
        self.text(path).parse().ok()
    }

    /// The value of a parameter that is a day; none for `none`.
    #[must_use]
    pub fn date(&self, path: &str) -> Option<Date> {
        self.text(path).parse().ok()
    }

    /// The years of a parameter that is a window of them, both ends included.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::{Parameters, all};
    ///
    /// let known: Vec<_> = all().iter().flat_map(|study| study.parameters).copied().collect();
    /// let parameters = Parameters::parse(&["divide.window=2022-2024".to_owned()], &known)?;
    /// assert_eq!(parameters.years("divide.window"), Some(2022..=2024));
    /// # Ok::<(), Vec<highwater_studies::ParameterError>>(())
    /// ```
    #[must_use]
    pub fn years(&self, path: &str) -> Option<RangeInclusive<i32>> {
        years(self.text(path))
    }

    /// What was set, as `PATH=VALUE`, sorted by path.
    pub fn settings(&self) -> impl Iterator<Item = String> {
        self.set
            .iter()
            .map(|(path, value)| format!("{path}={value}"))
    }
}

/// A window of years, each of four digits, the earlier one first.
fn years(text: &str) -> Option<RangeInclusive<i32>> {
    let (first, last) = text.split_once('-')?;
    let year = |text: &str| {
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|_| is_year)
    };
    let (first, last) = (year(first)?, year(last)?);
    (first <= last).then_some(first..=last)
}

/// A value as its parameter writes it.
fn written(domain: Domain, value: &str) -> String {
    domain.word(value).unwrap_or(value).to_owned()
}

/// A setting at fault.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ParameterError {
    /// There is no `=` in it.
    NoValue {
        /// The setting.
        setting: String,
    },
    /// No study has such a parameter.
    Unknown {
        /// The path.
        path: String,
        /// The nearest path that exists.
        nearest: Option<String>,
    },
    /// The value is none that the parameter may have.
    Outside {
        /// The path.
        path: &'static str,
        /// The value.
        value: String,
        /// What it may be.
        domain: Domain,
    },
    /// The path is set twice.
    Twice {
        /// The path.
        path: &'static str,
    },
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParameterError::NoValue { setting } => {
                write!(f, "`{setting}` sets nothing; write `PATH=VALUE`")
            }
            ParameterError::Unknown {
                path,
                nearest: Some(nearest),
            } => {
                write!(
                    f,
                    "there is no parameter `{path}`; did you mean `{nearest}`?"
                )
            }
            ParameterError::Unknown {
                path,
                nearest: None,
            } => write!(f, "there is no parameter `{path}`"),
            ParameterError::Outside {
                path,
                value,
                domain,
            } => {
                write!(f, "`{path}` cannot be `{value}`; it takes {domain}")
            }
            ParameterError::Twice { path } => write!(f, "`{path}` is set twice"),
        }
    }
}

impl std::error::Error for ParameterError {}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Parameter; 6] = [
        Parameter {
            path: "w.days",
            default: "30",
            domain: Domain::Number(28.0, 31.0),
            about: "",
        },
        Parameter {
            path: "w.until",
            default: "2023-07",
            domain: Domain::Month,
            about: "",
        },
        Parameter {
            path: "w.cutoff",
            default: "none",
            domain: Domain::Date,
            about: "",
        },
        Parameter {
            path: "w.unit",
            default: "model",
            domain: Domain::OneOf(&["model", "organization"]),
            about: "",
        },
        Parameter {
            path: "w.least",
            default: "10",
            domain: Domain::Whole(1, 99),
            about: "",
        },
        Parameter {
            path: "w.window",
            default: "2017-2021",
            domain: Domain::Years(2010, 2024),
            about: "",
        },
    ];

    fn parse(settings: &[&str]) -> Result<Parameters, Vec<ParameterError>> {
        Parameters::parse(
            &settings.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>(),
            &KNOWN,
        )
    }

    #[test]
    fn defaults_hold_until_something_is_set() {
        assert_eq!(parse(&[]).unwrap().number("w.days"), Some(30.0));
        let parameters = parse(&["w.unit=Organization"]).unwrap();
        assert_eq!(parameters.text("w.unit"), "organization");
        let parameters = parse(&["w.days=31", "w.until=2023-04"]).unwrap();
        assert_eq!(parameters.number("w.days"), Some(31.0));
        assert_eq!(parameters.date("w.cutoff"), None);
        assert_eq!(parameters.whole("w.least"), Some(10));
        assert_eq!(
            parameters.settings().collect::<Vec<_>>(),
            ["w.days=31", "w.until=2023-04"]
        );
    }

    #[test]
    fn a_window_of_years_has_both_ends_in_order_and_in_bounds() {
        assert_eq!(parse(&[]).unwrap().years("w.window"), Some(2017..=2021));
        let parameters = parse(&["w.window=2024-2024"]).unwrap();
        assert_eq!(parameters.years("w.window"), Some(2024..=2024));
        for window in [
            "2021-2017",
            "2017",
            "17-21",
            "2017-2025",
            "2009-2012",
            "+017-2021",
            "",
        ] {
            let errors = parse(&[&format!("w.window={window}")]).unwrap_err();
            assert_eq!(
                errors[0].to_string(),
                format!(
                    "`w.window` cannot be `{window}`; it takes a window of years such as \
                     `2017-2021`, the earlier one first, from 2010 to 2024"
                )
            );
        }
    }

    #[test]
    fn all_settings_at_fault_are_told() {
        let errors = parse(&[
            "w.days",
            "w.dayz=30",
            "w.days=40",
            "w.until=July",
            "w.days=30",
            "w.days=31",
            "w.cutoff=2018-02-30",
            "w.unit=lab",
            "w.least=2.5",
        ]);
        let texts: Vec<String> = errors
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            texts,
            [
                "`w.days` sets nothing; write `PATH=VALUE`",
                "there is no parameter `w.dayz`; did you mean `w.days`?",
                "`w.days` cannot be `40`; it takes a number from 28 to 31",
                "`w.until` cannot be `July`; it takes a month such as `2023-07`",
                "`w.days` is set twice",
                "`w.cutoff` cannot be `2018-02-30`; it takes a day such as `2018-01-01`, or `none`",
                "`w.unit` cannot be `lab`; it takes `model` or `organization`",
                "`w.least` cannot be `2.5`; it takes a whole number from 1 to 99",
            ]
        );
    }
}
