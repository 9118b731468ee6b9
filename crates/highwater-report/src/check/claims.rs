//! Claims: their verdicts, and whether the story says what they check.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use highwater_expr::{Doubt, Expression, Fault, FaultKind};
use highwater_facts::{Format, Value, nearest::nearest};
use toml::Spanned;

use super::by_hand;
use super::known::Known;
use super::meant::{Meant, unknown_claims};
use super::texts::{Text, Texts};
use super::uses::{Uses, folded};
use super::values::origin;
use crate::claims::{ClaimSpec, Expected, Judgement, Verdict, part_range, text_range};
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::lints::numerals_in;
use crate::prose::{Binding, Node, Prose, Target, inner_text, line_text};
use crate::source_text::SourceText;
use crate::story::Story;
use highwater_study::Results;

/// Why a claim without a sound predicate has no verdict.
const AT_FAULT: &str = "its predicate is at fault";

/// Why a claim of a section that is left out has no verdict.
const LEFT_OUT: &str = "it stands in a section that needs a snapshot, which was not at hand";

/// A claim with its verdict.
#[derive(Debug)]
pub(crate) struct CheckedClaim {
    pub(crate) spec: ClaimSpec,
    /// The ledger paths that it names.
    pub(crate) paths: Vec<String>,
    pub(crate) judgement: Judgement,
    /// Whether the verdict is the one that its writer expects of these data.
    pub(crate) is_expected: bool,
    /// What its predicate gives where its `when` says that it is not to be tested: no verdict on the
    /// words, which speak of another table, but what a comparison of two tables needs.
    pub(crate) regardless: Option<Judgement>,
}

/// What a story states.
pub(super) struct Stated<'a> {
    pub(super) story: &'a Story,
    pub(super) texts: &'a Texts,
    /// The texts of its sections that are left out, for the snapshot that they need is not at hand.
    pub(super) left_out: &'a Texts,
    pub(super) known: &'a Known<'a>,
}

pub(super) fn check(
    stated: &Stated<'_>,
    results: &Results,
    formats: &BTreeMap<String, Format>,
    found: &mut Vec<Diagnostic>,
) -> Vec<CheckedClaim> {
    let Stated {
        story,
        texts,
        left_out,
        known,
    } = stated;
    let language = known.vocabulary.language;
    let specs = &story.claims.claims;
    duplicates(specs, found);
    let (uses, uses_left_out) = (Uses::gather(texts), Uses::gather(left_out));
    let meant = Meant::of(story, texts, results);
    let mut places: BTreeMap<&str, Vec<(&Text, &Binding)>> = BTreeMap::new();
    for (text, binding) in texts.bindings() {
        if let Target::Claim { id } = &binding.target {
            places.entry(id).or_default().push((text, binding));
        }
    }
    let of_claim = |spec: &ClaimSpec| {
        let places = places.get(spec.id.get_ref().as_str());
        places.map(Vec::as_slice).unwrap_or_default()
    };
    let mut checked = Vec::new();
    for spec in specs {
        let source = &spec.source;
        let at = Spot {
            source,
            spec,
            used: uses.of(spec),
            bound: numbers_of_values(of_claim(spec), language),
            known,
        };
        let is_left_out = at.used.is_empty() && !uses_left_out.of(spec).is_empty();
        if at.used.is_empty() && !is_left_out && !meant.has(spec) {
            let finding = Diagnostic::warning(
                "HW0016",
                format!("the claim `{}` is used nowhere", spec.id.get_ref()),
            );
            found.push(
                finding
                    .at(source, text_range(source, &spec.id), "")
                    .help("link its words in the story, or delete it"),
            );
        }
        words(&at, of_claim(spec), found);
        // A headline of a snapshot that is not at hand is none of these data.
        if !is_left_out {
            multiverse(&at, results, found);
        }
        let mut regardless = None;
        let untested = match is_left_out {
            true => Some(Judgement::not_testable(LEFT_OUT)),
            false => elsewhere(&at, formats, found),
        };
        let (paths, judgement, is_expected) = match untested {
            Some(judgement) => {
                // Faults that other data would mend are none of this report.
                let (_, judged) = verdict(&at, formats, &mut Vec::new());
                regardless =
                    Some(judged).filter(|judged| judged.verdict.reason() != Some(AT_FAULT));
                (Vec::new(), judgement, true)
            }
            None => {
                let (paths, judgement) = verdict(&at, formats, found);
                report(&at, &judgement, &paths, results, found);
                let is_expected = judgement.verdict.is(spec.expect);
                (paths, judgement, is_expected)
            }
        };
        by_hand::check((at.source, at.spec), &judgement, known, found);
        checked.push(CheckedClaim {
            spec: spec.clone(),
            paths,
            judgement,
            is_expected,
            regardless,
        });
    }
    unknown_claims(specs, texts, found);
    unknown_claims(specs, left_out, found);
    checked
}

/// A claim, its file and the places where it is used.
struct Spot<'a> {
    source: &'a SourceText,
    spec: &'a ClaimSpec,
    used: Vec<&'a (SourceText, Range<usize>)>,
    /// The numbers in its words that values within them say.
    bound: Vec<f64>,
    known: &'a Known<'a>,
}

/// The numbers that the value links within the words of a claim say in the story.
fn numbers_of_values(places: &[(&Text, &Binding)], language: &Language) -> Vec<f64> {
    let values = places.iter().flat_map(|(_, binding)| &binding.inner);
    let said = values.filter_map(|placed| match &placed.node {
        Node::Binding(value) => Some(numerals_in(&inner_text(value), language)),
        Node::Event(_) => None,
    });
    said.flatten().collect()
}

fn duplicates(specs: &[ClaimSpec], found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, &ClaimSpec> = BTreeMap::new();
    for spec in specs {
        let id = spec.id.get_ref().as_str();
        if let Some(first) = seen.get(id) {
            found.push(
                Diagnostic::error("HW0015", format!("two claims have the id `{id}`"))
                    .at(
                        &spec.source,
                        text_range(&spec.source, &spec.id),
                        "stands here again",
                    )
                    .at(
                        &first.source,
                        text_range(&first.source, &first.id),
                        "first here",
                    )
                    .help("give one of them another id"),
            );
        }
        seen.entry(id).or_insert(spec);
    }
}

/// The words of the story against those of the claim, and the numbers in them against its predicate.
fn words(at: &Spot<'_>, places: &[(&Text, &Binding)], found: &mut Vec<Diagnostic>) {
    let wanted = folded(at.spec.words.get_ref());
    let written = Prose::line(&SourceText::new("words", at.spec.words.get_ref()));
    let plain = line_text(&written.nodes, &inner_text);
    for (text, binding) in places {
        let said = text.prose.source.slice(binding.text.clone());
        // The words may be written with the links that stand in them, or as a reader sees them.
        if folded(said) != wanted && folded(&inner_text(binding)) != folded(plain.trim()) {
            found.push(
                Diagnostic::error("HW0018", format!("the story says `{said}`, the claim `{}` backs other words", at.spec.id.get_ref()))
                    .at(&text.prose.source, binding.text.clone(), "")
                    .at(at.source, text_range(at.source, &at.spec.words), "backs these words")
                    .help("check that the predicate backs the words of the story, then write them in `words`"),
            );
        }
    }
}

/// Whether the headline that the claim names is one of a study.
fn multiverse(at: &Spot<'_>, results: &Results, found: &mut Vec<Diagnostic>) {
    let Some(headline) = &at.spec.multiverse else {
        return;
    };
    let path = headline.get_ref();
    let ledger = &results.ledger;
    if ledger.get(&format!("{path}.line")).is_some() {
        return;
    }
    let known = ledger
        .facts()
        .filter_map(|fact| fact.path.strip_suffix(".line"));
    let known: Vec<&str> = known.filter(|path| path.contains(".multiverse.")).collect();
    let finding = Diagnostic::error("HW0037", format!("no study has the headline `{path}`"));
    let near = nearest(path, known.iter().copied());
    found.push(
        finding
            .at(at.source, text_range(at.source, headline), "")
            .did_you_mean(near)
            .help(format!("headlines: {}", known.join(", "))),
    );
}

/// That a claim is not tested on the data at hand, because its `when` does not hold there or is at fault.
fn elsewhere(
    at: &Spot<'_>,
    formats: &BTreeMap<String, Format>,
    found: &mut Vec<Diagnostic>,
) -> Option<Judgement> {
    let when = at.spec.when.as_ref()?;
    let Some((_, judgement)) = judged(at, when, None, formats, found) else {
        return Some(Judgement::not_testable(AT_FAULT));
    };
    if judgement.verdict == Verdict::Holds {
        return None;
    }
    // The predicate waits for other data, but what is wrong with its syntax is wrong on any.
    if let Some(Err(error)) = at
        .spec
        .expr
        .as_ref()
        .map(|expr| Expression::parse(expr.get_ref()))
    {
        found.push(at.fault(at.spec.expr.as_ref()?, error));
    }
    let reason = format!("it is tested only where `{}`", when.get_ref());
    Some(Judgement::not_testable(reason))
}

fn verdict(
    at: &Spot<'_>,
    formats: &BTreeMap<String, Format>,
    found: &mut Vec<Diagnostic>,
) -> (Vec<String>, Judgement) {
    let Some(text) = &at.spec.expr else {
        if let Some(reason) = &at.spec.untestable {
            return (Vec::new(), Judgement::not_testable(reason));
        }
        found.push(
            Diagnostic::error(
                "HW0014",
                format!("the claim `{}` examines nothing", at.spec.id.get_ref()),
            )
            .at(
                at.source,
                text_range(at.source, &at.spec.id),
                "has no `expr`",
            )
            .help("write a predicate in `expr`, or say in `untestable` why there can be none"),
        );
        return (Vec::new(), Judgement::not_testable("it has no predicate"));
    };
    let tolerance = at.spec.tolerance.as_ref().map(|t| *t.get_ref());
    match judged(at, text, tolerance, formats, found) {
        Some((expression, judgement)) => {
            numbers_of_words(at, &expression, found);
            (expression.paths().to_vec(), judgement)
        }
        None => (Vec::new(), Judgement::not_testable(AT_FAULT)),
    }
}

/// Returns a predicate with its verdict; none where it is at fault, which is told.
fn judged(
    at: &Spot<'_>,
    text: &Spanned<String>,
    tolerance: Option<f64>,
    formats: &BTreeMap<String, Format>,
    found: &mut Vec<Diagnostic>,
) -> Option<(Expression, Judgement)> {
    let expression = Expression::parse(text.get_ref());
    let judgement = expression.and_then(|expression| {
        let judgement = at
            .known
            .judge(text.get_ref(), &expression, formats, tolerance)?;
        Ok((expression, judgement))
    });
    match judgement {
        Ok(judged) => {
            found.extend(judged.1.doubts.iter().map(|doubt| at.doubt(text, doubt)));
            Some(judged)
        }
        Err(fault) => {
            found.push(at.fault(text, fault));
            None
        }
    }
}

impl Spot<'_> {
    /// Returns what is wrong with a predicate of the claim, at its place.
    fn fault(&self, text: &Spanned<String>, fault: Fault) -> Diagnostic {
        let (code, summary) = match fault.kind {
            FaultKind::Syntax => ("HW0012", "does not parse"),
            FaultKind::Units => ("HW0013", "joins unlike units"),
            FaultKind::Nothing => ("HW0014", "examines nothing"),
            FaultKind::Evaluation => ("HW0019", "cannot be evaluated"),
        };
        let id = self.spec.id.get_ref();
        let finding = Diagnostic::error(code, format!("the claim `{id}` {summary}"));
        finding.at(self.source, self.place(text, &fault.range), fault.message)
    }

    /// A number in a predicate of the claim that seems to be on another scale.
    fn doubt(&self, text: &Spanned<String>, doubt: &Doubt) -> Diagnostic {
        let id = self.spec.id.get_ref();
        let message = format!("the claim `{id}` compares with a number of another scale");
        Diagnostic::warning("HW0034", message)
            .at(
                self.source,
                self.place(text, &doubt.range),
                doubt.message.clone(),
            )
            .help(doubt.help.clone())
    }

    /// Returns the place in the file of a range of a predicate.
    fn place(&self, text: &Spanned<String>, range: &Range<usize>) -> Range<usize> {
        part_range(self.source, text, range)
    }
}

/// A number in the words of a claim must stand in its predicate: else the words could go stale.
fn numbers_of_words(at: &Spot<'_>, expression: &Expression, found: &mut Vec<Diagnostic>) {
    // What somebody else said is a quotation; its numbers are his.
    if at.spec.group.is_some() {
        return;
    }
    let words = at.spec.words.get_ref();
    for number in numerals_in(words, at.known.vocabulary.language) {
        if at.bound.contains(&number) {
            continue;
        }
        let stands = |x: &f64| {
            [number, number / 100.0]
                .iter()
                .any(|wanted| (wanted - x).abs() < 1e-9)
        };
        if !expression.numbers().iter().any(stands) {
            found.push(
                Diagnostic::warning(
                    "HW0033",
                    format!(
                        "the claim `{}` says {number}, its predicate does not",
                        at.spec.id.get_ref()
                    ),
                )
                .at(at.source, text_range(at.source, &at.spec.words), "")
                .help("compare with that number in `expr`, or bind it with a value link"),
            );
        }
    }
}

/// A verdict that is not what the writer expects.
fn report(
    at: &Spot<'_>,
    judgement: &Judgement,
    paths: &[String],
    results: &Results,
    found: &mut Vec<Diagnostic>,
) {
    let (spec, verdict) = (at.spec, &judgement.verdict);
    if verdict.is(spec.expect) || (paths.is_empty() && spec.expr.is_some()) {
        return;
    }
    let id = spec.id.get_ref();
    let margin = judgement.margin.as_ref().map(|margin| margin.text());
    let message = format!(
        "the claim `{id}` {} and is expected {}",
        becomes(verdict),
        expectation(spec.expect)
    );
    let is_soft = matches!(
        (verdict, spec.expect),
        (Verdict::Fragile(_), Expected::Holds)
    );
    // A story is not written for other data or settings: it is told, and built all the same.
    let departures = paths
        .iter()
        .flat_map(|path| results.ledger.departures(path));
    let departures: BTreeSet<String> = departures.collect();
    let mut finding = match (is_soft, departures.is_empty()) {
        (true, _) => Diagnostic::warning("HW0011", message),
        (false, false) => Diagnostic::warning("HW0010", message),
        (false, true) => Diagnostic::error("HW0010", message),
    };
    for departure in departures {
        finding = finding.note(departure);
    }
    for (source, range) in &at.used {
        finding = finding.at(source, range.clone(), margin.clone().unwrap_or_default());
    }
    if let Some(expr) = &spec.expr {
        finding = finding.at(at.source, text_range(at.source, expr), "the predicate");
    }
    if let Some(reason) = verdict.reason() {
        finding = finding.note(reason);
    }
    for path in paths {
        // What is missing says why, above.
        let known = results.ledger.resolve(path);
        if let Some((fact, value)) = known.filter(|(_, v)| !matches!(v, Value::Missing(_))) {
            let text = Format::default()
                .text(&value)
                .unwrap_or_else(|error| error.to_string());
            finding = finding.note(format!("{text} is {}", origin(fact)));
        }
    }
    found.push(finding.help(
        "change the words and the predicate to what the data say; if it is somebody else's claim, set `expect`",
    ));
}

fn becomes(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "fails",
        Verdict::Fragile(_) => "is fragile",
        Verdict::NotTestable(_) => "is not testable",
    }
}

fn expectation(expected: Expected) -> &'static str {
    match expected {
        Expected::Holds => "to hold",
        Expected::Fails => "to fail",
        Expected::Fragile => "to be fragile",
        Expected::NotTestable => "not to be testable",
    }
}
