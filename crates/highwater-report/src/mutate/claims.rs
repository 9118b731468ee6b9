//! Edits of predicates.

use std::ops::Range;

use highwater_expr::{Expression, Node, NodeKind};
use toml::Spanned;

use super::order::Order;
use super::prose::siblings;
use super::{Change, EditKind, Ground};
use crate::claims::part_range;
use crate::prose::Edit;
use crate::source_text::SourceText;

/// The edits of the predicates of a story.
pub(super) fn changes(ground: &Ground<'_>, order: &mut Order) -> Vec<Change> {
    let claims = &ground.story.claims;
    let Some(source) = &claims.source else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    let texts = claims.claims.iter().filter_map(|claim| claim.expr.as_ref());
    for text in texts {
        let Ok(expression) = Expression::parse(text.get_ref()) else {
            continue;
        };
        let mut add = |kind, part: &Range<usize>, text_: String| {
            changes.push(change(kind, source, text, part, text_));
        };
        if let NodeKind::All(parts) = &expression.tree().kind {
            for at in 0..parts.len() {
                let kept: Vec<String> = parts
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != at)
                    .map(|(_, part)| expression.text_of(part))
                    .collect();
                add(
                    EditKind::Condition,
                    &expression.tree().range,
                    kept.join(" && "),
                );
            }
        }
        walk(expression.tree(), &mut |part| match &part.kind {
            NodeKind::Number(x) if *x != 0.0 => {
                for (kind, factor) in [
                    (EditKind::ThresholdTenth, 1.1),
                    (EditKind::ThresholdHalf, 0.5),
                    (EditKind::ThresholdDouble, 2.0),
                ] {
                    let number = (x * factor * 1e9).round() / 1e9;
                    add(kind, &part.range, format!("{number:?}"));
                }
            }
            NodeKind::Path(_) => {
                let path = expression.text_of(part);
                if let Some(other) = order.pick(siblings(ground.results, &path)) {
                    add(EditKind::Path, &part.range, other);
                }
            }
            _ => {}
        });
    }
    changes
}

fn walk(node: &Node, visit: &mut impl FnMut(&Node)) {
    visit(node);
    // The number in `round(x, 1)` and in `list[0]` is no threshold.
    let parts = match &node.kind {
        NodeKind::Call(_, parts) => parts.iter().take(1).collect(),
        _ => node.parts(),
    };
    for part in parts {
        walk(part, visit);
    }
}

fn change(
    kind: EditKind,
    source: &SourceText,
    text: &Spanned<String>,
    part: &Range<usize>,
    after: String,
) -> Change {
    let range = part_range(source, text, part);
    Change {
        kind,
        story: Vec::new(),
        claims: vec![Edit { range, text: after }],
        figures: Vec::new(),
    }
}
