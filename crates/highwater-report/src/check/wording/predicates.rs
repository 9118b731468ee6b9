//! Claims whose words and predicate do not go together.

use highwater_expr::Expression;

use super::Wording;
use crate::claims::{ClaimSpec, part_range, text_range};
use crate::diagnostic::Diagnostic;
use crate::lints::{AgreementFault, Disagreement, ThresholdFault, disagreement, unborne};
use crate::prose::{Prose, inner_text, line_text};
use crate::source_text::SourceText;

impl Wording<'_> {
    /// Compares the words of the story's claims with their predicates.
    pub(super) fn claims(&self, found: &mut Vec<Diagnostic>) {
        for spec in &self.specs.claims {
            let file = &spec.source;
            let Some(Ok(expression)) = spec
                .expr
                .as_ref()
                .map(|text| Expression::parse(text.get_ref()))
            else {
                continue;
            };
            self.agreement(file, spec, &expression, found);
            // What others said is compared with their numbers, which are theirs.
            if spec.group.is_none() {
                self.thresholds(file, spec, &expression, found);
            }
        }
    }

    /// Words that say what the predicate does not.
    fn agreement(
        &self,
        file: &SourceText,
        spec: &ClaimSpec,
        expression: &Expression,
        found: &mut Vec<Diagnostic>,
    ) {
        let written = Prose::line(&SourceText::new("words", spec.words.get_ref()));
        let words = line_text(&written.nodes, &inner_text);
        let Some(Disagreement { word, fault }) = disagreement(&words, expression, self.vocabulary)
        else {
            return;
        };
        // What others said of all was put into other words.
        let is_count = matches!(fault, AgreementFault::OneValue | AgreementFault::OfEach);
        if self.let_through.lets("HW0077", spec.words.get_ref()) || is_count && spec.group.is_some()
        {
            return;
        }
        let id = spec.id.get_ref();
        let (says, help) = match fault {
            AgreementFault::Direction => (
                "the predicate goes the other way",
                "let the predicate name what the words speak of first, and compare it as they do",
            ),
            AgreementFault::OneValue => (
                "the predicate examines one value",
                "ask it of the whole list, `LIST.all(x, ..)`, or of each value with `&&`",
            ),
            AgreementFault::OfEach => (
                "the predicate asks it of each",
                "say `all`, or ask `LIST.exists(x, ..)`",
            ),
            AgreementFault::Significance => (
                "the predicate asks for the opposite",
                "compare p with the level as the words say",
            ),
        };
        let mut finding = Diagnostic::warning(
            "HW0077",
            format!("the claim `{id}` says `{word}`, and its predicate does not"),
        )
        .at(file, text_range(file, &spec.words), says);
        if let Some(text) = &spec.expr {
            finding = finding.at(file, text_range(file, text), "the predicate");
        }
        found.push(finding.help(help));
    }

    /// Thresholds of a predicate that neither words nor values bear.
    fn thresholds(
        &self,
        file: &SourceText,
        spec: &ClaimSpec,
        expression: &Expression,
        found: &mut Vec<Diagnostic>,
    ) {
        let Some(text) = &spec.expr else {
            return;
        };
        let words = spec.words.get_ref();
        for threshold in unborne(
            expression,
            words,
            &self.results.ledger,
            self.vocabulary.language,
        ) {
            if self.let_through.lets("HW0076", words) {
                continue;
            }
            let (id, number) = (spec.id.get_ref(), threshold.number);
            let range = part_range(file, text, &threshold.range);
            found.push(match threshold.fault {
                    ThresholdFault::Odd => Diagnostic::warning("HW0076", format!("the claim `{id}` compares with {number}, which its words do not say"))
                        .at(file, range, format!("nothing in \"{words}\" says it"))
                        .help("say the number in the words of the claim, or compare with a round one"),
                    ThresholdFault::Slack(x) => Diagnostic::warning("HW0076", format!("the claim `{id}` holds many times over"))
                        .at(file, range, format!("the value is {x}"))
                        .help("compare with a number near the value, or with 0 or 1 if any change will do; say in the words how much it is"),
                });
        }
    }
}
