//! A specification curve.

mod columns;
mod draw;
mod matrix;

use highwater_facts::Quantity;

use crate::account::{Account, DropAccount, SeriesAccount};
use crate::chart::Chart;
use crate::chart::noun::{Noun, whole};
use crate::chart::reference::Reference;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::measure::Measure;
use crate::paint::Hue;
use crate::range::Range;

/// Every analysis of a multiverse, sorted by its estimate, above the options that made it.
///
/// Analyses without an estimate stand apart at the right. A line marks the default.
///
/// # Example
///
/// ```
/// use highwater_facts::Unit;
/// use highwater_plot::chart::{Spec, SpecCurve, SpecDimension, SpecGroup};
/// use highwater_plot::{Chart, Extent, Hue, Measure};
///
/// let group = |name: &str, hue| SpecGroup { name: name.to_owned(), hue };
/// let spec = |estimate, group, option| Spec {
///     estimate,
///     interval: None,
///     group,
///     options: vec![option],
/// };
/// let chart = SpecCurve {
///     y: Measure {
///         title: "Rank correlation".to_owned(),
///         unit: Unit::Ratio,
///         values: "n2".parse()?,
///         ticks: "n1".parse()?,
///         extent: Extent::Around,
///     },
///     reference: None,
///     dimensions: vec![SpecDimension {
///         name: "Least number of models".to_owned(),
///         options: vec!["3".to_owned(), "10".to_owned(), "50".to_owned()],
///     }],
///     specs: vec![spec(Some(0.1), 0, 0), spec(Some(-0.26), 0, 1), spec(None, 1, 2)],
///     groups: vec![group("testable", Hue::Blue), group("not testable", Hue::Grey)],
///     default: Some(1),
///     default_name: "published".to_owned(),
/// };
/// assert_eq!(
///     chart.describe(),
///     "3 analyses: 2 testable from −0.26 to 0.10, 1 not testable; published −0.26."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SpecCurve {
    /// What the estimates measure.
    pub y: Measure,
    /// A number that the estimates are compared with.
    pub reference: Option<Reference>,
    /// What was chosen between, from the top down.
    pub dimensions: Vec<SpecDimension>,
    /// The analyses, in any order.
    pub specs: Vec<Spec>,
    /// What the analyses came to: "holds", "fails", "not testable".
    pub groups: Vec<SpecGroup>,
    /// The analysis that is marked, as an index.
    pub default: Option<usize>,
    /// What that is: "the published analysis".
    pub default_name: String,
}

/// A choice of a multiverse.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecDimension {
    /// What is chosen.
    pub name: String,
    /// The options.
    pub options: Vec<String>,
}

/// An analysis of a multiverse.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Its estimate; `None` where there is none.
    pub estimate: Option<f64>,
    /// The interval of the estimate; an end may be infinite.
    pub interval: Option<(f64, f64)>,
    /// Its group, as an index.
    pub group: usize,
    /// Its option of each dimension, as an index.
    pub options: Vec<usize>,
}

/// What analyses came to.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecGroup {
    /// Its name.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
}

impl Chart for SpecCurve {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        draw::draw(self, frame)
    }

    fn describe(&self) -> String {
        let groups: Vec<String> = self
            .groups
            .iter()
            .enumerate()
            .filter(|(i, _)| self.count(*i) > 0)
            .map(|(i, group)| {
                let estimates = || self.of(i).filter_map(|spec| spec.estimate);
                let range = match estimates().next() {
                    Some(_) => format!(" {}", Range::of(estimates()).text(&self.y)),
                    None => String::new(),
                };
                format!("{} {}{range}", whole(self.count(i)), group.name)
            })
            .collect();
        let default = self.default.and_then(|i| self.specs.get(i));
        let default = match default.and_then(|spec| spec.estimate) {
            Some(x) => {
                let text = self.y.value_text(&Quantity::exact(x, self.y.unit));
                format!("; {} {text}", self.default_name)
            }
            None => String::new(),
        };
        format!("{}: {}{default}.", self.analyses(), groups.join(", "))
    }

    fn account(&self) -> Account {
        Account {
            series: self
                .groups
                .iter()
                .enumerate()
                .map(|(i, group)| SeriesAccount {
                    name: group.name.clone(),
                    points: self.count(i),
                    uncertain: self
                        .of(i)
                        .filter(|spec| spec.estimate.is_some() && spec.interval.is_some())
                        .count(),
                })
                .filter(|series| series.points > 0)
                .collect(),
            drops: self
                .groups
                .iter()
                .enumerate()
                .map(|(i, group)| DropAccount {
                    series: group.name.clone(),
                    points: self.of(i).filter(|spec| self.is_off(spec)).count(),
                    reason: self.off_range_text().unwrap_or_default(),
                })
                .filter(|drop| drop.points > 0)
                .collect(),
        }
    }
}

impl SpecCurve {
    /// Returns the analyses of a group.
    fn of(&self, group: usize) -> impl Iterator<Item = &Spec> {
        self.specs.iter().filter(move |spec| spec.group == group)
    }

    fn count(&self, group: usize) -> usize {
        self.of(group).count()
    }

    /// "1,807 analyses".
    fn analyses(&self) -> String {
        Noun::new("analysis", "analyses").count(self.specs.len())
    }

    /// Returns whether an estimate lies off an axis whose ends are given.
    fn is_off(&self, spec: &Spec) -> bool {
        spec.estimate.is_some_and(|x| self.y.extent.is_off(x))
    }

    /// "3 of 1,807 analyses lie off the range"; `None` where none does.
    fn off_range_text(&self) -> Option<String> {
        let off = self.specs.iter().filter(|spec| self.is_off(spec)).count();
        let noun = Noun::new("analysis", "analyses");
        (off > 0).then(|| noun.off_range(off, self.specs.len()))
    }

    /// Returns what an analysis chooses otherwise than the default, as a tooltip says it: "Since: 2020;
    /// Open is: code". The default has its name; where there is none, all choices are told.
    fn choices(&self, at: usize) -> String {
        if self.default == Some(at) {
            return self.default_name.clone();
        }
        let (Some(spec), default) = (self.specs.get(at), self.default) else {
            return String::new();
        };
        let default = default.and_then(|default| self.specs.get(default));
        let choices = spec.options.iter().zip(&self.dimensions).enumerate();
        let told: Vec<String> = choices
            .filter(|(d, (option, _))| default.is_none_or(|it| it.options.get(*d) != Some(*option)))
            .filter_map(|(_, (&option, dimension))| {
                let option = dimension.options.get(option)?;
                Some(format!("{}: {option}", dimension.name))
            })
            .collect();
        told.join("; ")
    }

    /// Refuses what cannot be drawn.
    fn admit(&self) -> Result<(), PlotError> {
        if self.specs.is_empty() {
            return Err(PlotError::NothingToDraw {
                chart: "specification curve",
            });
        }
        let within = |what, index, of| {
            if index < of {
                Ok(())
            } else {
                Err(PlotError::NoSuch { what, index, of })
            }
        };
        for (i, spec) in self.specs.iter().enumerate() {
            within("group", spec.group, self.groups.len())?;
            let group = self.groups.get(spec.group).map_or("", |g| &g.name);
            let at = || format!("analysis {i}");
            if let Some(x) = spec.estimate {
                self.y
                    .admit(&Quantity::exact(x, self.y.unit), group, &at())?;
                if let Some((low, high)) = spec.interval {
                    PlotError::check_interval(group, &at(), low, high)?;
                }
            }
            if spec.options.len() != self.dimensions.len() {
                return Err(PlotError::NoSuch {
                    what: "dimension",
                    index: spec.options.len(),
                    of: self.dimensions.len(),
                });
            }
            for (&option, dimension) in spec.options.iter().zip(&self.dimensions) {
                within("option", option, dimension.options.len())?;
            }
        }
        if let Some(default) = self.default {
            within("analysis", default, self.specs.len())?;
        }
        if let Some(reference) = &self.reference {
            reference.admit(&self.y)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
