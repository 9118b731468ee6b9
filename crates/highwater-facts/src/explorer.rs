//! A headline with all analyses of it, for a reader to choose among.

use crate::fact_path::FactPath;
use crate::{Format, Unit, Value};

/// A headline with all analyses of it: what each combination of choices finds.
///
/// # Example
///
/// ```
/// use highwater_facts::{Choice, EffectAxis, Explorer, Format, Given, Outcome, Quantity, Unit};
///
/// let outcome = |verdict, effect| Outcome {
///     verdict,
///     effect: Some(effect),
///     interval: None,
///     values: vec![Quantity::exact(effect, Unit::Ratio).into()],
/// };
/// let explorer = Explorer {
///     id: "rain".to_owned(),
///     sentence: "it rains more than it did".to_owned(),
///     effect: "Ratio".to_owned(),
///     unit: Unit::Ratio,
///     format: Format::TIMES,
///     axis: EffectAxis { low: 0.5, high: 2.0, is_log: true, none: 1.0, ticks: vec![(1.0, "1×".to_owned())] },
///     choices: vec![
///         Choice { name: "Months".to_owned(), options: vec!["all".to_owned(), "summer".to_owned()] },
///         Choice { name: "Place".to_owned(), options: vec!["north".to_owned(), "south".to_owned()] },
///     ],
///     gives: vec![Given::unnamed("rain.ratio")],
///     unmoved: vec!["rain.station".to_owned()],
///     verdicts: vec![("holds", "holds".to_owned()), ("fails", "does not".to_owned())],
///     outcomes: vec![outcome(0, 1.2), outcome(0, 1.1), outcome(1, 0.9), outcome(0, 1.4)],
/// };
/// // The last choice runs fastest.
/// assert_eq!(explorer.place(&[1, 0]), Some(2));
/// assert_eq!(explorer.place(&[2, 0]), None);
/// // A claim on `rain.ratio` can be read anew for each outcome.
/// assert_eq!(explorer.given("rain.ratio"), Some(0));
/// assert!(explorer.is_unmoved("rain.station.height"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Explorer {
    /// The name in `explore:ID`.
    pub id: String,
    /// The headline, a sentence without its full stop.
    pub sentence: String,
    /// What an effect is: "Spearman’s rho".
    pub effect: String,
    /// The unit of effects.
    pub unit: Unit,
    /// How they are written.
    pub format: Format,
    /// Where they are drawn.
    pub axis: EffectAxis,
    /// The choices; the first option of each is the default.
    pub choices: Vec<Choice>,
    /// The values of the ledger that each outcome has one of its own for.
    pub gives: Vec<Given>,
    /// The paths that no choice moves, with all that lies below them.
    pub unmoved: Vec<String>,
    /// The verdicts, each with a name for its style and in words.
    pub verdicts: Vec<(&'static str, String)>,
    /// What each combination of options finds, the last choice running fastest.
    pub outcomes: Vec<Outcome>,
}

/// A value of the ledger that each outcome has one of its own for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its path.
    pub path: String,
    /// What it is called beside the effect: "p"; empty for one that claims alone read.
    pub name: String,
    /// How it is written there.
    pub format: Format,
}

impl Given {
    /// One that claims alone read.
    #[must_use]
    pub fn unnamed(path: &str) -> Self {
        Given {
            path: path.to_owned(),
            name: String::new(),
            format: Format::default(),
        }
    }
}

/// The axis of effects.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectAxis {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Whether it runs by powers; both ends are above zero then.
    pub is_log: bool,
    /// The effect that is none.
    pub none: f64,
    /// The effects that are written along it, each with its text.
    pub ticks: Vec<(f64, String)>,
}

impl EffectAxis {
    /// The place of an effect, from 0 at the lower end to 1 at the upper; what lies off the axis
    /// stands at its end.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::EffectAxis;
    ///
    /// let axis = EffectAxis { low: 0.1, high: 10.0, is_log: true, none: 1.0, ticks: vec![] };
    /// assert!((axis.fraction(1.0) - 0.5).abs() < 1e-15);
    /// assert_eq!(axis.fraction(1000.0), 1.0);
    /// ```
    #[must_use]
    pub fn fraction(&self, effect: f64) -> f64 {
        let at = |x: f64| if self.is_log { libm::log(x) } else { x };
        let clamped = effect.clamp(self.low, self.high);
        (at(clamped) - at(self.low)) / (at(self.high) - at(self.low))
    }
}

/// A choice that the question does not decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen.
    pub name: String,
    /// The options.
    pub options: Vec<String>,
}

/// What an analysis finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The verdict, as an index.
    pub verdict: usize,
    /// The effect; none where there is too little to tell.
    pub effect: Option<f64>,
    /// Its interval, where there is one.
    pub interval: Option<(f64, f64)>,
    /// What it has in the place of each of [`Explorer::gives`].
    pub values: Vec<Value>,
}

impl Explorer {
    /// The place of a path, or of an end of it, among the values that each outcome has of its own.
    #[must_use]
    pub fn given(&self, path: &str) -> Option<usize> {
        let stem = path
            .strip_suffix(".low")
            .or_else(|| path.strip_suffix(".high"));
        let is = |given: &Given| given.path == path || Some(&*given.path) == stem;
        self.gives.iter().position(is)
    }

    /// Returns whether no choice moves what stands under a path.
    #[must_use]
    pub fn is_unmoved(&self, path: &str) -> bool {
        self.unmoved
            .iter()
            .any(|stem| FactPath::is_at_or_below(path, stem))
    }

    /// Returns the place of a combination among the outcomes; none where there is no such option.
    #[must_use]
    pub fn place(&self, options: &[usize]) -> Option<usize> {
        if options.len() != self.choices.len() {
            return None;
        }
        let pairs = self.choices.iter().zip(options);
        let mut pairs = pairs;
        pairs.try_fold(0, |place, (choice, option)| {
            let n = choice.options.len();
            (*option < n).then_some(place * n + option)
        })
    }
}
