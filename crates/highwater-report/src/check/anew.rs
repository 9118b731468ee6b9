//! The claims of a story read anew for each outcome of a headline that a reader may explore: those
//! whose every value the outcome has one of its own for, or no choice moves.

use std::collections::BTreeMap;

use highwater_expr::Expression;
use highwater_facts::{Explorer, Fact, Format, Ledger, Value};
use rayon::prelude::*;

use super::claims::CheckedClaim;
use super::texts::Texts;
use crate::claims::{Verdict, judge};
use crate::prose::Target;
use highwater_study::Results;

/// A claim with what becomes of it by each outcome of a headline.
#[derive(Debug)]
pub(crate) struct ReadAnew {
    /// The name of the claim.
    pub(crate) id: String,
    /// The verdicts as styles name them, in the order of the outcomes.
    pub(crate) verdicts: Vec<&'static str>,
}

/// The claims read anew, for each headline that the texts place.
pub(super) fn of_story(
    texts: &Texts,
    claims: &[CheckedClaim],
    results: &Results,
    formats: &BTreeMap<String, Format>,
) -> BTreeMap<String, Vec<ReadAnew>> {
    let bindings = texts.0.iter().flat_map(|text| text.prose.bindings());
    let explorers = bindings.filter_map(|(binding, _)| match &binding.target {
        Target::Explore { id } => results.explorer(id),
        _ => None,
    });
    let anew = |explorer: &Explorer| of_headline(explorer, claims, &results.ledger, formats);
    explorers
        .map(|explorer| (explorer.id.clone(), anew(explorer)))
        .collect()
}

fn of_headline(
    explorer: &Explorer,
    claims: &[CheckedClaim],
    ledger: &Ledger,
    formats: &BTreeMap<String, Format>,
) -> Vec<ReadAnew> {
    let predicates: Vec<(&CheckedClaim, Expression)> = claims
        .iter()
        .filter(|claim| hangs_on(claim, explorer))
        .filter_map(|claim| {
            let text = claim.spec.expr.as_ref()?.get_ref();
            Some((claim, Expression::parse(text).ok()?))
        })
        .collect();
    // Outcomes with the same values are read once.
    let mut places = BTreeMap::new();
    let mut distinct: Vec<&[Value]> = Vec::new();
    let of: Vec<usize> = explorer
        .outcomes
        .iter()
        .map(|outcome| {
            *places
                .entry(format!("{:?}", outcome.values))
                .or_insert_with(|| {
                    distinct.push(&outcome.values);
                    distinct.len() - 1
                })
        })
        .collect();
    let read: Vec<Vec<&str>> = distinct
        .into_par_iter()
        .map(|values| {
            let ledger = in_place(explorer, values, &predicates, ledger);
            let verdict = |(claim, predicate): &(&CheckedClaim, Expression)| {
                let tolerance = claim.spec.tolerance.as_ref().map(|t| *t.get_ref());
                let verdict = match judge(predicate, &ledger, formats, tolerance) {
                    Ok(judgement) => judgement.verdict,
                    Err(fault) => Verdict::NotTestable(fault.message),
                };
                verdict.key()
            };
            predicates.iter().map(verdict).collect()
        })
        .collect();
    let anew = |(at, (claim, _)): (usize, &(&CheckedClaim, Expression))| ReadAnew {
        id: claim.spec.id.get_ref().clone(),
        verdicts: of.iter().map(|&outcome| read[outcome][at]).collect(),
    };
    predicates.iter().enumerate().map(anew).collect()
}

/// Returns whether a claim can be read anew, and would say anything else.
fn hangs_on(claim: &CheckedClaim, explorer: &Explorer) -> bool {
    let is_given = |path: &String| explorer.given(path).is_some();
    claim.paths.iter().any(is_given)
        && claim
            .paths
            .iter()
            .all(|path| is_given(path) || explorer.is_unmoved(path))
}

/// The values of an outcome, with those that no choice moves, as a ledger.
fn in_place(
    explorer: &Explorer,
    values: &[Value],
    predicates: &[(&CheckedClaim, Expression)],
    ledger: &Ledger,
) -> Ledger {
    let mut own = Ledger::default();
    let given = explorer.gives.iter().zip(values);
    let given = given.map(|(given, value)| Fact::new(&given.path, value.clone(), ""));
    let paths = predicates.iter().flat_map(|(claim, _)| &claim.paths);
    let unmoved = paths.filter(|path| explorer.given(path).is_none());
    let unmoved = unmoved.filter_map(|path| Some(ledger.resolve(path)?.0.clone()));
    for fact in given.chain(unmoved) {
        // What is not added is there already, for several claims may name it.
        let _ = own.add(fact);
    }
    own
}

#[cfg(test)]
mod tests {
    use highwater_facts::{Choice, EffectAxis, Given, Outcome, Quantity, Unit};

    use super::*;
    use crate::claims::{ClaimsFile, Judgement};
    use crate::source_text::SourceText;

    fn number(x: f64) -> Value {
        Quantity::exact(x, Unit::Number).into()
    }

    /// Rain, over all months and over summer, which has too few days, and over winter.
    fn rain() -> Explorer {
        let outcome = |effect: f64, p: Value| Outcome {
            verdict: 0,
            effect: Some(effect),
            interval: None,
            values: vec![number(effect), p],
        };
        let options = ["all", "summer", "winter"].map(str::to_owned).to_vec();
        Explorer {
            id: "rain".to_owned(),
            sentence: "it rains more".to_owned(),
            effect: "Difference".to_owned(),
            unit: Unit::Number,
            format: Format::NUMBER,
            axis: EffectAxis {
                low: -1.0,
                high: 1.0,
                is_log: false,
                none: 0.0,
                ticks: Vec::new(),
            },
            choices: vec![Choice {
                name: "Months".to_owned(),
                options,
            }],
            gives: vec![Given::unnamed("rain.more"), Given::unnamed("rain.p")],
            unmoved: vec!["rain.printed".to_owned()],
            verdicts: vec![("holds", "holds".to_owned())],
            outcomes: vec![
                outcome(0.5, number(0.01)),
                outcome(0.2, Value::Missing("too few days".to_owned())),
                outcome(-0.5, number(0.03)),
            ],
        }
    }

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        for (path, x) in [
            ("rain.more", 0.5),
            ("rain.p", 0.01),
            ("rain.printed.more", 0.4),
            ("rain.other", 3.0),
        ] {
            ledger.add(Fact::new(path, number(x), "")).unwrap();
        }
        ledger
    }

    /// Returns the verdicts on a claim by each outcome; none where it is not read anew.
    fn anew(predicate: &str) -> Option<Vec<&'static str>> {
        let text = format!("[[claim]]\nid = \"a\"\nwords = \"more\"\nexpr = \"{predicate}\"\n");
        let file = ClaimsFile::parse(&SourceText::new("claims.toml", text.as_str())).unwrap();
        let expression = Expression::parse(predicate).unwrap();
        let claims = [CheckedClaim {
            spec: file.claims[0].clone(),
            paths: expression.paths().to_vec(),
            judgement: Judgement::not_testable("not asked here"),
            is_expected: true,
            regardless: None,
        }];
        let mut anew = of_headline(&rain(), &claims, &ledger(), &BTreeMap::new());
        Some(anew.pop()?.verdicts)
    }

    #[test]
    fn a_claim_is_read_with_the_values_of_each_outcome() {
        let verdicts = ["holds", "holds", "fails"];
        assert_eq!(anew("rain.more > 0.0").unwrap(), verdicts);
        let verdicts = ["holds", "not-testable", "fails"];
        assert_eq!(anew("rain.p < 0.02").unwrap(), verdicts);
    }

    #[test]
    fn what_no_choice_moves_stays_as_it_is() {
        let verdicts = ["holds", "fails", "fails"];
        assert_eq!(anew("rain.more > rain.printed.more").unwrap(), verdicts);
    }

    #[test]
    fn a_claim_on_a_value_that_no_outcome_gives_is_not_read_anew() {
        assert_eq!(anew("rain.more < rain.other"), None);
        assert_eq!(anew("rain.printed.more > 0.0"), None);
    }
}
