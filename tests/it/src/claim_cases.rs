//! The cases of `../shared/cases/claims`, and others of their kinds: lists that are named, carets under
//! the fault, and one finding for one cause.

use crate::sandbox::{Run, Sandbox, reference};

const STORY: &str = "report/stories/open-wave/story.md";
const CLAIMS: &str = "report/stories/open-wave/claims.toml";
const GREW: &str = "expr = \"wave.downloads.growth_factor > 10\"";

/// Returns how many findings of a code, or of any, a run printed.
fn findings(run: &Run, code: &str) -> usize {
    let starts = |line: &&str| line.starts_with("error[HW") || line.starts_with("warning[HW");
    let found = run.err.lines().filter(starts);
    found.filter(|line| line.contains(code)).count()
}

/// Replaces texts of the story and of its claims, checks, and expects these findings and no other.
#[track_caller]
fn finds(edits: &[(&str, &str, &str)], codes: &[&str], texts: &[&str]) {
    let sandbox = Sandbox::new();
    for (file, from, to) in edits {
        sandbox.replace(file, from, to);
    }
    let run = sandbox.run(&["check", "--strict"]);
    run.fails(1, texts);
    for code in codes {
        let wanted = codes.iter().filter(|other| *other == code).count();
        assert_eq!(findings(&run, code), wanted, "{code}:\n{}", run.err);
    }
    assert_eq!(findings(&run, "HW"), codes.len(), "{}", run.err);
}

const DOWNLOADS: &str = "data/wave/downloads.csv";
const MMLU: &str = "data/wave/mmlu.csv";
const SMALL_STEP: (&str, &str, &str) = (
    DOWNLOADS,
    "2022-07,67M,+63%",
    "2022-05,42M,+2%,chart 1\n2022-07,67M,+60%",
);
const FALL: (&str, &str, &str) = (
    MMLU,
    "2022-07,28.3%",
    "2022-04,20.0% (GPT-J 6B),43.9% (GPT-3 175B),23.9 pts,chart 3\n2022-07,28.3%",
);

#[test]
fn rows_by_hand() {
    finds(
        &[SMALL_STEP, FALL],
        &["HW0010", "HW0010"],
        &[
            "the claim `growth-climbed` fails",
            "2.4% is not > 46.4%",
            "the claim `open-scores-rose` fails",
            "20% is not > 26.1%",
        ],
    );
}

#[test]
fn rows_by_hand_are_a_finding_when_a_row_is_added() {
    let by_hand = "expr = \"\"\"\nwave.mmlu.open.jul_2022 > wave.mmlu.open.jan_2022 &&\n\
                   wave.mmlu.open.jan_2023 > wave.mmlu.open.jul_2022 &&\n\
                   wave.mmlu.open.apr_2023 > wave.mmlu.open.jan_2023 &&\n\
                   wave.mmlu.open.jul_2023 > wave.mmlu.open.apr_2023\"\"\"";
    let list = "expr = \"rising(wave.mmlu.open.by_month)\"";
    finds(
        &[FALL, (CLAIMS, list, by_hand)],
        &["HW0047"],
        &[
            "the claim `open-scores-rose` names rows of `wave.mmlu.open.by_month` by hand",
            "leaves out `apr_2022`",
            "write `rising(wave.mmlu.open.by_month)`",
        ],
    );
}

#[test]
fn what_leaves_rows_out_on_purpose_says_why() {
    let some = "expr = \"wave.speed.llama_13b.a100 > 50 && wave.speed.llama_2_13b.a100 > 50\"";
    finds(
        &[(CLAIMS, GREW, some)],
        &["HW0047"],
        &[
            "write `wave.speed.by_model.a100.all(x, x > 50)`",
            "claims.toml:10:9",
        ],
    );
    let sandbox = Sandbox::new();
    let excused = format!("{some}\nleaves_out = \"the two of 13B\"");
    sandbox.replace(CLAIMS, GREW, &excused);
    sandbox
        .run(&["check", "--strict"])
        .fails(1, &["HW0079", "check --review"]);
    sandbox.run(&["check", "--strict", "--review"]).succeeds();
    sandbox.run(&["check", "--strict"]).succeeds();
    let idle = format!("{GREW}\nleaves_out = \"nothing\"");
    finds(
        &[(CLAIMS, GREW, &idle)],
        &["HW0047"],
        &["leaves no row of a list out", "claims.toml:11:15"],
    );
}

#[test]
fn list_budget() {
    let Some(shared) = reference() else { return };
    let case = std::fs::read_to_string(shared.join("cases/claims/list-budget.toml")).unwrap();
    let expr = case.lines().find(|line| line.starts_with("expr")).unwrap();
    finds(&[(CLAIMS, GREW, expr)], &["HW0014"], &["names no value"]);
    // The same of a value, which nothing else keeps from being evaluated.
    let of_value = expr.replace("[1].map(a,[a,a])", "[wave.downloads.last].map(a,[a,a])");
    assert_ne!(of_value, expr);
    finds(
        &[(CLAIMS, GREW, &of_value)],
        &["HW0019"],
        // Lists hold no lists, so that none grows.
        &["the claim puts into a list a series"],
    );
}

#[test]
fn selects_18000() {
    let nested = |text: String| format!("expr = \"{text}\"");
    let selects = nested(format!("wave{} > 1", ".a".repeat(18_000)));
    let brackets = nested(format!(
        "{}wave.downloads.last{} > 1",
        "(".repeat(18_000),
        ")".repeat(18_000)
    ));
    let signs = nested(format!("{}(wave.downloads.last > 1)", "!".repeat(18_000)));
    let sum = nested(vec!["wave.downloads.last"; 18_000].join(" + ") + " > 1");
    for (expr, told) in [
        (selects, "the name is too long"),
        (brackets, "the parts stand too deep"),
        (signs, "the parts stand too deep"),
        (sum, "the parts stand too deep"),
    ] {
        finds(&[(CLAIMS, GREW, &expr)], &["HW0012"], &[told]);
    }
}

#[test]
fn wrong_caret() {
    let expr = "expr = \"wave.downloads.growth_factor > 10 && wave.downloads.growth > 3\"";
    finds(
        &[(CLAIMS, GREW, expr)],
        &["HW0019"],
        &[
            "claims.toml:10:46",
            "there is no value `wave.downloads.growth` in the ledger; near it: ",
            "`wave.downloads.growth.apr_2022`",
            "`wave.downloads.growth.jul_2023`",
            "`wave.downloads.growth.by_month`",
            "`wave.downloads.growth_factor`",
        ],
    );
    // Behind escapes the place in the file is another than in the text.
    let escaped =
        "expr = \"wave.closure.slowest == \\\"ARC Challenge\\\" && wave.downloads.growth > 3\"";
    finds(
        &[(CLAIMS, GREW, escaped)],
        &["HW0019"],
        &["claims.toml:10:54"],
    );
}

#[test]
fn wrong_caret_in_links() {
    finds(
        &[
            (
                STORY,
                "(value:wave.downloads.first?si)",
                "(value:wave.downloads.firs?si)",
            ),
            (
                STORY,
                "(value:wave.downloads.last?si)",
                "(value:wave.downloads.last?sj)",
            ),
            (
                STORY,
                "(value:wave.mmlu.gap_first)",
                "(value:wave.mmlu.gap.by_month.mean)",
            ),
            (
                STORY,
                "(value:wave.mmlu.gap_smallest)",
                "(value:wave.mmlu.gap.by_month.until.may_2023)",
            ),
        ],
        &["HW0002", "HW0003", "HW0002", "HW0002"],
        &[
            "story.md:16:59",
            "the nearest paths: `wave.downloads.first`",
            "story.md:16:119",
            "a list has the parts `first`",
            "`wave.mmlu.gap.by_month` has the rows `jan_2022`, `jul_2022`",
        ],
    );
}

#[test]
fn one_finding_for_an_unknown_format_claim_or_figure() {
    // The numeral in a link whose format is unknown is not one that is bound to nothing.
    let format = (
        STORY,
        "(value:wave.models.first)",
        "(value:wave.models.first?dollarz)",
    );
    finds(&[format], &["HW0003"], &["there is no format `dollarz`"]);
    // The claim that is meant is not one that is used nowhere, by its name or by its words.
    for name in ["growth-climbd", "zzz"] {
        let link = format!("(claim:{name})");
        finds(
            &[(STORY, "(claim:growth-climbed)", &link)],
            &["HW0017"],
            &["did you mean `growth-climbed`?"],
        );
    }
    // Nor are those that the words of a figure use, nor what is let through there.
    finds(
        &[(STORY, "(figure:mmlu)", "(figure:mlu)")],
        &["HW0020"],
        &["did you mean `mmlu`?"],
    );
    finds(
        &[(STORY, "(claims:post)", "(claims:pots)")],
        &["HW0017"],
        &["did you mean `post`?"],
    );
    // A claim whose `when` is at fault is not tested.
    let when = format!(
        "when = \"wave.downloads.lst > 1\"\n{}",
        GREW.replace("> 10", "> 200")
    );
    finds(
        &[(CLAIMS, GREW, &when)],
        &["HW0019"],
        &["`wave.downloads.last`"],
    );
}
