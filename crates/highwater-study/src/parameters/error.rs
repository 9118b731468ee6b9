//! Settings at fault.

use std::fmt;

use super::domain::Domain;

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
