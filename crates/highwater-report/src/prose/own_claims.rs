//! Claims that have their predicate in the text, or none: `[words](claim: a > b)`, `[words](claim:)`.

use sha2::{Digest, Sha256};

use super::bindings::{Node, Placed, Target};
use crate::source_text::SourceText;

/// The most words of a claim that its name has.
const MOST_WORDS: usize = 5;

/// Gives each such claim its name, which hangs on what it says and nothing else: on its words, and on its
/// predicate or the values around it.
pub(super) fn name(nodes: &mut [Placed], source: &SourceText) {
    let mut values = Vec::new();
    paths(nodes, &mut values);
    name_in(nodes, source, &values);
}

/// The paths of the values, each with its place.
fn paths(nodes: &[Placed], found: &mut Vec<(usize, String)>) {
    for placed in nodes {
        if let Node::Binding(binding) = &placed.node {
            if let Target::Value { path, .. } = &binding.target {
                found.push((placed.range.start, path.clone()));
            }
            paths(&binding.inner, found);
        }
    }
}

fn name_in(nodes: &mut [Placed], source: &SourceText, values: &[(usize, String)]) {
    for placed in nodes {
        let Node::Binding(binding) = &mut placed.node else {
            continue;
        };
        let Target::Claim { id } = &mut binding.target else {
            continue;
        };
        if !id.is_empty() && !id.starts_with(char::is_whitespace) {
            continue;
        }
        let words = source.slice(binding.text.clone());
        let predicate = id.trim();
        let key = match predicate {
            "" => {
                let next = values.partition_point(|(at, _)| *at < binding.text.start);
                let near = values.iter().skip(next.saturating_sub(1)).take(3);
                near.map(|(_, path)| path.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            predicate => predicate.to_owned(),
        };
        let link = source.slice(placed.range.clone());
        let at = link.rfind(id.as_str()).filter(|_| !predicate.is_empty());
        let start = match at {
            Some(at) => placed.range.start + at + (id.len() - id.trim_start().len()),
            None => placed.range.end,
        };
        binding.predicate = Some(start..start + if at.is_some() { predicate.len() } else { 0 });
        let hash = Sha256::digest(format!("{words}\n{key}"));
        let parts = words.split(|c: char| !c.is_alphanumeric());
        let parts: Vec<String> = parts
            .filter(|part| !part.is_empty())
            .take(MOST_WORDS)
            .map(str::to_lowercase)
            .collect();
        *id = format!(
            "{}-{:02x}{:02x}{:02x}",
            parts.join("-"),
            hash[0],
            hash[1],
            hash[2]
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::prose::{Prose, Shape, Target};
    use crate::source_text::SourceText;

    fn claims(text: &str) -> Vec<(String, String)> {
        let source = SourceText::new("story.md", text);
        let prose = Prose::parse(&source, 0..text.len(), Shape::Story);
        assert_eq!(prose.faults, [], "{text}");
        let claims = prose.bindings().filter_map(|(binding, _)| {
            let Target::Claim { id } = &binding.target else {
                return None;
            };
            let predicate = source.slice(binding.predicate.clone()?).to_owned();
            Some((id.clone(), predicate))
        });
        claims.collect()
    }

    #[test]
    fn a_predicate_stands_in_the_text() {
        for (text, predicate) in [
            (
                "It [grew much](claim: hub.a > 2 * hub.b) here.",
                "hub.a > 2 * hub.b",
            ),
            (
                "It [grew](claim: (hub.a - hub.b) / hub.b > 0.5).",
                "(hub.a - hub.b) / hub.b > 0.5",
            ),
            (
                "It [grew *much*](claim: hub.list.all(x, x > 1) && hub.a < 3), so",
                "hub.list.all(x, x > 1) && hub.a < 3",
            ),
            (
                "It [rose to [3](value:hub.a)](claim: hub.a > hub.b).",
                "hub.a > hub.b",
            ),
            (
                "It [is Oslo](claim: hub.town == \"Oslo\").",
                "hub.town == \"Oslo\"",
            ),
        ] {
            let found = claims(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].1, predicate, "{text}");
        }
        assert!(claims("It [grew](claim:) here.")[0].1.is_empty());
    }

    #[test]
    fn its_name_hangs_on_what_it_says() {
        let name = |text: &str| claims(text)[0].0.clone();
        let rose = name("It [rose](claim:) from [1](value:a.x) to [2](value:a.y).");
        assert!(rose.starts_with("rose-") && rose.len() == 11, "{rose}");
        let elsewhere = "Later it [rose](claim:) again from [1](value:a.x) to [2](value:a.y).";
        assert_eq!(name(elsewhere), rose);
        assert_ne!(
            name("It [rose](claim:) from [1](value:a.x) to [2](value:a.z)."),
            rose
        );
        assert_ne!(
            name("It [fell](claim:) from [1](value:a.x) to [2](value:a.y)."),
            rose
        );
    }
}
