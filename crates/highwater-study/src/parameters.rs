//! What a reader may set: `--set wave.until=2023-04`.

mod domain;
mod error;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use highwater_facts::{Month, nearest::nearest};
use highwater_ingest::Date;

use domain::years;
pub use domain::{Domain, Parameter};
pub use error::ParameterError;

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
    /// use highwater_study::{Domain, Parameter, Parameters};
    ///
    /// let until = Parameter {
    ///     path: "wave.until",
    ///     default: "2023-07",
    ///     domain: Domain::Month,
    ///     about: "the last month that is looked at",
    /// };
    /// let errors = Parameters::parse(&["wave.untill=2023-04".to_owned()], &[until]).unwrap_err();
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
                .insert(parameter.path, parameter.domain.written(value.trim()))
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

    /// Returns the value of a parameter, as set or by default, as text; empty for one that is not
    /// known.
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
    /// use highwater_study::{Domain, Parameter, Parameters};
    ///
    /// let window = Parameter {
    ///     path: "divide.window",
    ///     default: "2017-2021",
    ///     domain: Domain::Years(2010, 2024),
    ///     about: "the years of the papers looked at",
    /// };
    /// let parameters = Parameters::parse(&["divide.window=2022-2024".to_owned()], &[window])?;
    /// assert_eq!(parameters.years("divide.window"), Some(2022..=2024));
    /// # Ok::<(), Vec<highwater_study::ParameterError>>(())
    /// ```
    #[must_use]
    pub fn years(&self, path: &str) -> Option<RangeInclusive<i32>> {
        years(self.text(path))
    }

    /// Returns what was set, as `PATH=VALUE`, sorted by path.
    pub fn settings(&self) -> impl Iterator<Item = String> {
        self.set
            .iter()
            .map(|(path, value)| format!("{path}={value}"))
    }
}

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
