//! What is read, what is refused, and where.

use proptest::prelude::*;

use super::*;
use crate::Expression;

/// The text that a part takes, for each part of a predicate.
fn part_texts(text: &str) -> Vec<String> {
    fn walk<'a>(node: &'a Node, found: &mut Vec<&'a Node>) {
        found.push(node);
        node.parts().into_iter().for_each(|part| walk(part, found));
    }
    let expression = Expression::parse(text).unwrap();
    let mut nodes = Vec::new();
    walk(expression.tree(), &mut nodes);
    nodes
        .iter()
        .map(|node| text[node.range.clone()].to_owned())
        .collect()
}

fn fault(text: &str) -> (String, String) {
    let fault = Expression::parse(text).unwrap_err();
    (text[fault.range].to_owned(), fault.message)
}

#[test]
fn each_part_has_its_place() {
    assert_eq!(
        part_texts("w.a - 1 > 4 && !(w.b[0] < -w.c)"),
        [
            "w.a - 1 > 4 && !(w.b[0] < -w.c)",
            "w.a - 1 > 4",
            "w.a - 1",
            "w.a",
            "1",
            "4",
            "!(w.b[0] < -w.c)",
            "(w.b[0] < -w.c)",
            "w.b[0]",
            "w.b",
            "-w.c",
            "w.c",
        ]
    );
    assert_eq!(
        part_texts("w.s.all(x, round(x, 1) > 0)")[..3],
        ["w.s.all(x, round(x, 1) > 0)", "w.s", "round(x, 1) > 0"]
    );
}

#[test]
fn operators_bind_as_in_arithmetic() {
    for (text, same) in [
        ("w.a - w.b - 1 > 0", "((w.a - w.b) - 1) > 0"),
        ("w.a + w.b * 2 > 0", "(w.a + (w.b * 2)) > 0"),
        ("-w.a * 2 > 0", "((-w.a) * 2) > 0"),
        (
            "w.a > 1 || w.b > 1 && w.c > 1",
            "(w.a > 1) || ((w.b > 1) && (w.c > 1))",
        ),
        ("!(w.a > 1) && w.b > 1", "(!(w.a > 1)) && (w.b > 1)"),
        (
            "w.a > 1 ? w.b > 1 : w.c > 1",
            "(w.a > 1) ? (w.b > 1) : (w.c > 1)",
        ),
    ] {
        let [a, b] = [text, same].map(|text| Expression::parse(text).unwrap());
        assert!(a.tree().is_same(b.tree()), "{text}");
    }
}

#[test]
fn paths_and_numbers_are_found() {
    let text = "round(wave.a.b, 0) == 22 && wave.c.low > 2 * wave.a.b";
    let expression = Expression::parse(text).unwrap();
    assert_eq!(expression.paths(), ["wave.a.b", "wave.c.low"]);
    assert_eq!(expression.numbers(), [0.0, 22.0, 2.0]);
    let expression = Expression::parse("wave.growth.all(g, g > wave.least)").unwrap();
    assert_eq!(expression.paths(), ["wave.growth", "wave.least"]);
    assert_eq!(expression.range_of_path("wave.least"), Some(23..33));
}

#[test]
fn a_fault_names_its_place_and_what_to_write() {
    for (text, place, message) in [
        ("", "", "empty"),
        ("  ", "  ", "empty"),
        ("w.a > > 4", ">", "`>` stands where a value is missing"),
        ("w.a > ", " ", "ends where a value is missing"),
        (
            "w.a > 1 w.b",
            "w.b",
            "stands where an operator or the end is missing",
        ),
        ("w.a > 1 and w.b > 2", "and", "write `&&`"),
        ("1 < w.a < 3", "<", "`a < b && b < c`"),
        ("w.a > 28,000", ",", "no commas"),
        ("w.a > .5", ".", "write `0.5`"),
        ("(w.a > 1", "", "ends where `)` is missing"),
        ("w.a > 1)", ")", "`)` stands where"),
        ("rnd(w.a) == 22", "rnd", "did you mean `round`?"),
        (
            "frobnicate(w.a) == 22",
            "frobnicate",
            "there are round, abs",
        ),
        (
            "round(w.a) == 22",
            "round(w.a)",
            "takes 2 arguments and has 1",
        ),
        ("w.s.every(x, x > 0)", "every", "cannot be asked of a list"),
        ("w.s.al(x, x > 0)", "al", "did you mean `all`?"),
        ("w.s.all(x > 0)", ">", "`,` is missing"),
        ("w.s.all(x, x.low > 0)", "x.low", "has no parts"),
        ("w.s[0.5] > 0", "0.5", "`list[-1]` the last"),
        ("w.s[w.a] > 0", "w.a", "the number of an element"),
        ("[1, w.a", "", "ends where `]` is missing"),
    ] {
        let (found, told) = fault(text);
        assert!(told.contains(message), "{text}: {told}");
        assert_eq!(found, place, "{text}: {told}");
    }
}

#[test]
fn what_is_too_deep_or_too_long_is_refused() {
    let times = |part: &str, n: usize| part.repeat(n);
    for text in [
        format!("{}w.a{} > 1", times("(", 18_000), times(")", 18_000)),
        format!("{}w.a > 1", times("!", 18_000)),
        format!("{}w.a > 1", times("-", 18_000)),
        format!("w.a{} > 1", times(" + w.a", 18_000)),
        format!("w.a{} > 1", times("[0]", 18_000)),
        format!(
            "{}w.a > 1{}",
            times("w.s.all(x, ", 18_000),
            times(")", 18_000)
        ),
        format!("{}w.a > 1", times("w.a > 1 ? w.b > 1 : ", 18_000)),
        format!("{}w.a{} > 1", times("[", 18_000), times("]", 18_000)),
        format!("w.a > 1{}", times(" && w.a > 1", 18_000)),
    ] {
        let (_, told) = fault(&text);
        assert!(told.contains("have the study compute a part"), "{told}");
    }
    let wide = format!("w.a > 1{}", times(" && w.a > 1", 1_000));
    assert!(Expression::parse(&wide).is_ok());
    let (place, told) = fault(&format!("w{} > 1", times(".a", 18_000)));
    assert_eq!(
        (place.as_str(), told.contains("too long")),
        ("w", true),
        "{told}"
    );
}

/// Pieces that a fuzzer puts together.
const PIECES: [&str; 34] = [
    "w.a", "w.s", "x", "1", "0.5", "2e3", "\"t\"", "'", "true", "&&", "||", "!", "==", "!=", "<",
    "<=", ">", ">=", "+", "-", "*", "/", "?", ":", "(", ")", "[", "]", ",", ".", ".all(x, ",
    "round(", "month(", "é",
];

proptest! {
    #[test]
    fn any_text_is_read_or_refused_within_it(text in "\\PC{0,40}") {
        if let Err(fault) = Expression::parse(&text) {
            prop_assert!(text.get(fault.range.clone()).is_some(), "{:?}", fault);
        }
    }

    #[test]
    fn any_row_of_pieces_is_read_or_refused_within_it(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24),
        blank in any::<bool>(),
    ) {
        let text = pieces.join(if blank { " " } else { "" });
        match Expression::parse(&text) {
            Ok(expression) => prop_assert!(text.get(expression.tree().range.clone()).is_some()),
            Err(fault) => prop_assert!(text.get(fault.range.clone()).is_some(), "{:?}", fault),
        }
    }
}

#[test]
fn each_example_of_the_grammar_is_read() {
    let grammar = include_str!("../../GRAMMAR.md");
    let mut examples = 0;
    for line in grammar.lines().filter(|line| line.starts_with("| ")) {
        let cell = line.trim_end_matches(" |").replace("\\|", "¦");
        let cell = cell
            .rsplit(" | ")
            .next()
            .unwrap_or_default()
            .replace('¦', "|");
        let Some(example) = cell
            .strip_prefix('`')
            .and_then(|cell| cell.strip_suffix('`'))
        else {
            continue;
        };
        let parsed = Expression::parse(example);
        assert!(parsed.is_ok(), "{example}: {parsed:?}");
        examples += 1;
    }
    assert_eq!(examples, 27);
    for (name, ..) in Function::ALL {
        assert!(grammar.contains(&format!("| `{name}(")), "{name}");
    }
}
