//! Whether a story may say something else of other results.

use std::sync::Arc;

use highwater_expr::Expression;
use toml::Spanned;

use super::texts::Texts;
use crate::prose::Target;
use crate::story::Story;
use highwater_study::Results;

/// Returns whether anything that a story names differs between two results: a value of its texts or its
/// claims, a figure, a table. Where nothing does, its verdicts and pictures are the same.
pub(super) fn is_touched(story: &Story, results: &Results, others: &Results) -> bool {
    let texts = Texts::gather(story, results);
    let mut bindings = texts.0.iter().flat_map(|text| text.prose.bindings());
    let bound = bindings.any(|(binding, _)| match &binding.target {
        Target::Value { path, .. } => differs(path, results, others),
        Target::Figure { id } => {
            let (a, b) = (results.shared_figure(id), others.shared_figure(id));
            match (a, b) {
                (Some(a), Some(b)) => !Arc::ptr_eq(a, b),
                (a, b) => a.is_some() || b.is_some(),
            }
        }
        Target::Table { id } => results.table(id) != others.table(id),
        Target::Explore { id } => results.explorer(id) != others.explorer(id),
        // A claim with its predicate in the text may name any value.
        Target::Claim { .. } => binding.predicate.is_some(),
        Target::Claims { .. } => false,
    });
    bound || claims(story).any(|path| differs(&path, results, others))
}

/// The paths that the claims of a story name.
fn claims(story: &Story) -> impl Iterator<Item = String> {
    let claims = story.claims.claims.iter();
    let predicates = claims.flat_map(|claim| [&claim.expr, &claim.when].into_iter().flatten());
    // What does not parse has no verdict on either results.
    let parsed = |text: &Spanned<String>| Expression::parse(text.get_ref()).ok();
    predicates
        .filter_map(parsed)
        .flat_map(|parsed| parsed.paths().to_vec())
}

fn differs(path: &str, results: &Results, others: &Results) -> bool {
    let value = |results: &Results| results.ledger.resolve(path).map(|(_, value)| value);
    value(results) != value(others)
}
