//! Claims that name rows of a list by hand.

use highwater_expr::Expression;
use toml::Spanned;

use super::known::Known;
use crate::claims::{ClaimSpec, Judgement, LeftOut, Verdict, part_range, text_range};
use crate::diagnostic::Diagnostic;
use crate::source_text::SourceText;

/// A predicate that names some rows of a list one by one, and leaves out others.
pub(super) fn check(
    (source, spec): (&SourceText, &ClaimSpec),
    judgement: &Judgement,
    known: &Known<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(text) = &spec.expr else {
        return;
    };
    // What does not parse is told elsewhere.
    let Ok(expression) = Expression::parse(text.get_ref()) else {
        return;
    };
    let id = spec.id.get_ref();
    let left_out = known.left_out(text.get_ref(), &expression, spec.words.get_ref());
    let is_tested = !matches!(judgement.verdict, Verdict::NotTestable(_));
    match (&spec.leaves_out, left_out.is_empty()) {
        // Without the snapshot there may be no such list.
        (Some(reason), true) if is_tested => found.push(
            Diagnostic::warning(
                "HW0047",
                format!("the claim `{id}` leaves no row of a list out"),
            )
            .at(source, text_range(source, reason), "excuses nothing")
            .help("delete `leaves_out`"),
        ),
        (Some(_), _) => {}
        // A comparison of two lists names rows of both: one cause.
        (None, _) => found.extend(
            left_out
                .first()
                .map(|left| finding(source, spec, text, left)),
        ),
    }
}

/// Rows of a list that a predicate leaves out.
fn finding(
    source: &SourceText,
    spec: &ClaimSpec,
    text: &Spanned<String>,
    left: &LeftOut,
) -> Diagnostic {
    let id = spec.id.get_ref();
    let LeftOut { list, keys, .. } = left;
    let shown: Vec<String> = keys.iter().take(5).map(|key| format!("`{key}`")).collect();
    let more = match keys.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("the claim `{id}` names rows of `{list}` by hand and leaves out others");
    Diagnostic::warning("HW0047", message)
        .at(
            source,
            part_range(source, text, &left.range),
            format!("leaves out {}{more}", shown.join(", ")),
        )
        .help(format!(
            "write `{}`, so that each row is tested, and each that is added",
            left.instead
        ))
        .help("if the words speak of these rows alone, say why: `leaves_out = \"..\"`")
}
