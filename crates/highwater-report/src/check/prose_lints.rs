//! Numerals and claiming words that are bound to nothing.

use pulldown_cmark::Event;

use super::claims::CheckedClaim;
use super::known::Known;
use super::texts::{Text, Texts};
use super::wording::Wording;
use crate::claims::text_range;
use crate::coverage::Coverage;
use crate::diagnostic::Diagnostic;
use crate::lints::{Allowance, Kind, LetThrough, lint, numerals_in};
use crate::project::Project;
use crate::prose::{BOUND, Target, line_text, runs};
use crate::story::Story;
use highwater_study::Results;

pub(super) fn check(
    story: &Story,
    texts: &Texts,
    left_out: &Texts,
    (project, results, known): (&Project, &Results, &Known<'_>),
    claims: &[CheckedClaim],
    found: &mut Vec<Diagnostic>,
) -> Coverage {
    let vocabulary = &known.vocabulary;
    let mut coverage = Coverage::default();
    let allows = &story.claims.allows;
    let allowances = allows.iter().map(|allow| Allowance {
        text: allow.text.get_ref(),
        reason: &allow.reason,
        code: allow.code.as_deref(),
    });
    let language = vocabulary.language;
    let let_through = LetThrough::new(&project.site.names, allowances.collect(), language);
    let wording = Wording {
        texts,
        left_out,
        results,
        known,
        vocabulary,
        let_through: &let_through,
        claims,
        specs: &story.claims,
    };
    if language.has_lists() {
        wording.check(found);
    }
    for (binding, _) in texts.0.iter().flat_map(Text::bindings) {
        if let Target::Claim { .. } = &binding.target {
            // What a value within the words says is counted with the values.
            let words = line_text(&binding.inner, &|_| BOUND.to_string());
            coverage.bound += numerals_in(&words, language).len();
        }
    }
    // What is left out on these data is linted all the same: the source is what its writer mends.
    for text in texts.0.iter().chain(&left_out.0) {
        let source = &text.prose.source;
        // A formula is notation: its numbers are let through, and counted.
        for (event, _) in text.prose.events() {
            if let Event::InlineMath(latex) | Event::DisplayMath(latex) = event {
                let count = numerals_in(latex, language).len();
                if count > 0 {
                    *coverage
                        .let_through
                        .entry("formula".to_owned())
                        .or_default() += count;
                }
            }
        }
        let at_fault = || text.prose.faults.iter().map(|(_, range)| range);
        for run in runs(&text.prose) {
            for (finding, reason) in lint(&run, &let_through) {
                // The words of a link that is at fault are told with it.
                let range = run.source_range(finding.range.clone());
                if at_fault().any(|fault| fault.start <= range.start && range.end <= fault.end) {
                    continue;
                }
                if let Some(reason) = reason {
                    *coverage.let_through.entry(reason.to_string()).or_default() += 1;
                    continue;
                }
                let words = &run.text[finding.range.clone()];
                found.push(match finding.kind {
                    Kind::Numeral => {
                        coverage.unbound += 1;
                        Diagnostic::warning("HW0030", format!("the numeral `{words}` is bound to nothing"))
                            .at(source, range, "can go stale in silence")
                            .help(format!("bind it: `[{words}](value:PATH)`, or put it into the words of a claim"))
                            .help("if it is no finding of the data, let it through with a reason: an [[allow]] in claims.toml, or a name in site.toml")
                    }
                    Kind::ClaimingWord => {
                        coverage.unbound_words += 1;
                        Diagnostic::warning("HW0031", format!("`{words}` claims something and is bound to nothing"))
                            .at(source, range, "can go stale in silence")
                            .help("put it into the words of a claim: `[..](claim:ID)`")
                            .help("if it claims nothing, let it through with a reason: an [[allow]] in claims.toml")
                    }
                });
            }
        }
    }
    // What the texts of a figure would use whose name is mistyped is not unused.
    for text in &texts.unplaced(story, results).0 {
        for run in runs(&text.prose) {
            lint(&run, &let_through);
        }
    }
    if let Some(source) = &story.claims.source {
        for at in let_through.unused() {
            let range = text_range(source, &allows[at].text);
            found.push(
                Diagnostic::warning("HW0032", "this allowance lets nothing through")
                    .at(source, range, "stands nowhere in the story")
                    .help("delete it, or write the words as they stand"),
            );
        }
    }
    coverage
}
