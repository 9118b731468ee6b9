//! The values of the factor.

use highwater_facts::{Quantity, Unit, Value};
use highwater_stats::Interval;
use highwater_study::Facts;

use super::degenerate::Degenerate;
use super::factor::{Estimate, Factor, LEVEL, Method, factor};
use super::settings::Choice;

impl Factor {
    pub(super) fn record(&self, choice: &Choice, facts: &mut Facts) {
        let why = match &self.log10 {
            Ok(_) => String::new(),
            Err(why) => why.to_string(),
        };
        let missing = || Value::Missing(why.clone());
        let cost = choice.cost.words();
        let number = |x: f64, unit: Unit| Value::from(Quantity::exact(x, unit));
        let log10 = self.log10.as_ref().ok().copied();

        let slope = log10.map_or_else(missing, |x| number(-x, Unit::Number));
        let label = format!("powers of ten of {cost} that a given score takes more each year");
        let how = "coefficient of date over that of cost, by the regression of performance";
        facts.add("isoperformance.slope", slope, label, how, []);

        let label = format!("how many times less {cost} a given score takes each year");
        let value = match (log10, self.interval(Method::Fieller)) {
            (Some(x), Some(interval)) => Estimate {
                value: factor(x),
                interval,
            }
            .value(),
            _ => missing(),
        };
        let how = "ten to the power of the slope, with Fieller’s interval";
        facts.add("isoperformance.factor", value, label, how, []);

        let point = log10.map_or_else(missing, |x| number(factor(x), Unit::Ratio));
        let label = "the factor as a number, without its interval";
        facts.add("isoperformance.factor_estimate", point, label, "", []);

        let halving = log10.map_or_else(missing, halving_time);
        let label = format!("time in which the {cost} of a given score halve");
        facts.add("isoperformance.halving_time", halving, label, "", []);

        let mean = self
            .simulated_mean
            .map_or_else(missing, |x| number(x, Unit::Ratio));
        let label = "the factor as the notebook gives it, a mean of simulated slopes";
        facts.add("isoperformance.simulated.factor_mean", mean, label, "", []);

        for method in Method::ALL {
            let found = self.intervals.iter().find(|(by, _)| *by == method);
            let why = match found {
                Some((_, Err(error))) => error.to_string(),
                _ => why.clone(),
            };
            let interval = self.interval(method);
            for (name, words, of) in [
                (
                    "factor_low",
                    "lower",
                    (|i: Interval| i.low) as fn(Interval) -> f64,
                ),
                ("factor_high", "upper", |i: Interval| i.high),
            ] {
                let end = interval.map(of).filter(|x| x.is_finite());
                let value =
                    end.map_or_else(|| Value::Missing(why.clone()), |x| number(x, Unit::Ratio));
                let label = format!("{words} end of the factor’s 90% interval");
                let path = format!("isoperformance.by_interval[{}].{name}", method.segment());
                facts.add(&path, value, label, method.words(), []);
            }
        }
        record_other(facts, "by_time", "regression of the date", &self.by_time);
        record_other(facts, "by_cost", "regression of the cost", &self.by_cost);
        let verdict = if log10.is_some() {
            "there is a factor".to_owned()
        } else {
            why
        };
        let label = "whether the regression makes a factor";
        facts.add(
            "isoperformance.verdict",
            Value::Text(verdict),
            label,
            "",
            [],
        );
    }
}

/// The months in which the cost of a score halves, by the powers of ten that a year is worth.
pub(super) fn halving_time(log10: f64) -> Value {
    if log10 > 0.0 {
        let months = 12.0 * std::f64::consts::LOG10_2 / log10;
        return Quantity::exact(months, Unit::Months).into();
    }
    Value::Missing("a given score does not get cheaper".to_owned())
}

impl Estimate {
    /// Returns the estimate as a value of the ledger.
    pub(super) fn value(&self) -> Value {
        Value::Estimate {
            value: self.value,
            low: self.interval.low,
            high: self.interval.high,
            level: LEVEL,
            unit: Unit::Ratio,
        }
    }
}

/// The factor by another regression than that of the score.
fn record_other(
    facts: &mut Facts,
    segment: &str,
    words: &str,
    found: &Result<Estimate, Degenerate>,
) {
    type Of = fn(&Estimate) -> f64;
    let values: [(&str, &str, Of); 3] = [
        ("factor", "factor", |f| f.value),
        (
            "factor_low",
            "lower end of the factor’s 90% interval",
            |f| f.interval.low,
        ),
        (
            "factor_high",
            "upper end of the factor’s 90% interval",
            |f| f.interval.high,
        ),
    ];
    for (name, label, of) in values {
        let value = match found {
            Ok(found) => Quantity::exact(of(found), Unit::Ratio).into(),
            Err(why) => Value::Missing(why.to_string()),
        };
        let path = format!("isoperformance.{segment}.{name}");
        facts.add(&path, value, format!("{words}: {label}"), "", []);
    }
}
