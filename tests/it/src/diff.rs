//! `diff`: what moved between two editions of the data, by folders and facts.json.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::sandbox::Sandbox;

/// A project with a copy of its data in `new`, in which one number and one row differ: the downloads
/// of July 2023, and the cost of that month, which is not there.
pub(crate) fn corrected() -> Sandbox {
    let sandbox = Sandbox::new();
    let copy = Sandbox::new().keep().join("data");
    std::fs::rename(copy, sandbox.path("new")).unwrap();
    sandbox.replace("new/wave/downloads.csv", "2023-07,620M", "2023-07,651M");
    let cost = sandbox.read("new/wave/cost.csv");
    let kept: Vec<&str> = cost
        .lines()
        .filter(|line| !line.starts_with("2023-07"))
        .collect();
    assert!(kept.len() + 1 == cost.lines().count());
    sandbox.write("new/wave/cost.csv", kept.join("\n"));
    sandbox
}

pub(crate) fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let run = sandbox.run(&[&["diff"], arguments, &["--format", "json"]].concat());
    run.succeeds();
    serde_json::from_str(&run.out).unwrap()
}

pub(crate) fn list<'a>(diff: &'a Value, part: &str, list: &str) -> &'a Vec<Value> {
    diff[part][list].as_array().unwrap()
}

/// The entry of a list of which a field has that value.
pub(crate) fn entry<'a>(
    diff: &'a Value,
    part: &str,
    name: &str,
    field: &str,
    value: &str,
) -> &'a Value {
    let mut entries = list(diff, part, name).iter();
    let found = entries.find(|entry| entry[field] == value);
    found.unwrap_or_else(|| panic!("no {value} in {part}.{name}"))
}

#[test]
fn values_that_moved_came_and_went() {
    let sandbox = corrected();
    let diff = json(&sandbox, &["data", "new"]);
    let last = entry(&diff, "values", "moved", "path", "wave.downloads.last");
    // Arithmetic: 651 - 620 million, and 31 / 620.
    assert_eq!(last["absolute"], 31e6);
    assert_eq!(last["relative"], 0.05);
    assert_eq!(last["change"], "+31,000,000 downloads");
    assert_eq!(last["unit"], "downloads");
    assert_eq!(last["old"]["text"], "620,000,000");
    let share = "wave.downloads.last_period_growth";
    let share = entry(&diff, "values", "moved", "path", share);
    // 651 / 380 - 620 / 380 of a whole.
    assert_eq!(share["change"], "+8.2 points");
    let month = entry(&diff, "values", "moved", "path", "wave.cost.last_month");
    assert_eq!(
        (&month["kind"], &month["relative"]),
        (&Value::from("text"), &Value::Null)
    );
    assert_eq!(month["new"]["text"], "January 2023");
    let factor = entry(&diff, "values", "moved", "path", "wave.cost.factor");
    assert_eq!(factor["kind"], "interval");
    let rates = entry(
        &diff,
        "values",
        "moved",
        "path",
        "wave.downloads.growth.by_month",
    );
    assert_eq!(rates["change"], "+8.2 points in 1 of 6");

    let gone = entry(&diff, "values", "gone", "path", "wave.cost.jul_2023");
    assert_eq!(gone["text"], "$200K–$500K");
    assert!(list(&diff, "values", "added").is_empty());
    let back = json(&sandbox, &["new", "data"]);
    assert_eq!(
        list(&back, "values", "added"),
        list(&diff, "values", "gone")
    );
    assert_eq!(diff["values"]["unchanged"], back["values"]["unchanged"]);

    let sizes: Vec<f64> = list(&diff, "values", "moved")
        .iter()
        .filter(|moved| moved["kind"] != "text")
        .map(|moved| moved["relative"].as_f64().map_or(f64::INFINITY, f64::abs))
        .collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
}

#[test]
fn claims_that_flipped_have_both_margins_and_can_fail_a_run() {
    let sandbox = corrected();
    let diff = json(&sandbox, &["data", "new"]);
    let claim = entry(&diff, "claims", "flipped", "id", "post-downloads-22x");
    assert_eq!(claim["story"], "open-wave");
    assert_eq!(claim["words"], "Downloads grew 22-fold in 18 months.");
    assert_eq!(
        (&claim["old"]["verdict"], &claim["new"]["verdict"]),
        (&"holds".into(), &"fails".into())
    );
    let margin = claim["new"]["margin"].as_str().unwrap();
    assert!(margin.starts_with("23.3× is not = 22×"), "{margin}");
    let told = sandbox.run(&["diff", "data", "new"]);
    told.succeeds();
    let line =
        "  open-wave/post-downloads-22x  holds → fails  “Downloads grew 22-fold in 18 months.”";
    assert!(told.out.contains(line), "{}", told.out);
    let flipped = list(&diff, "claims", "flipped").len();
    let run = sandbox.run(&["diff", "data", "new", "--fail-on-flip"]);
    run.fails(1, &[&format!("error: {flipped} claims flipped")]);
    assert_eq!(run.out, told.out);
    sandbox
        .run(&["diff", "data", "data/.", "--fail-on-flip"])
        .succeeds();
}

#[test]
fn a_claim_that_comes_near_is_told() {
    let sandbox = Sandbox::new();
    let copy = Sandbox::new().keep().join("data");
    std::fs::rename(copy, sandbox.path("new")).unwrap();
    // 22.1-fold becomes 21.6-fold, which is 22-fold no longer from 21.5 down.
    sandbox.replace("new/wave/downloads.csv", "2023-07,620M", "2023-07,604M");
    let diff = json(&sandbox, &["data", "new"]);
    let claim = entry(&diff, "claims", "near", "id", "post-downloads-22x");
    assert_eq!(claim["new"]["verdict"], "holds");
    let margin = |side: &str| claim[side]["margin_relative"].as_f64().unwrap();
    assert!(margin("new") < margin("old") && margin("new") < 0.05);
}

#[test]
fn figures_that_changed_have_their_cells_and_their_stories() {
    let sandbox = corrected();
    let diff = json(&sandbox, &["data", "new"]);
    let ids = list(&diff, "figures", "changed").iter();
    let ids: BTreeSet<&str> = ids.map(|figure| figure["id"].as_str().unwrap()).collect();
    assert_eq!(ids, BTreeSet::from(["cost", "downloads"]));
    let figure = entry(&diff, "figures", "changed", "id", "downloads");
    let cells = &figure["data"]["cells"];
    assert_eq!(cells["cells"], 2, "the downloads and their growth");
    assert_eq!(cells["rows"], serde_json::json!(["2023-07"]));
    assert_eq!(figure["stories"], serde_json::json!(["open-wave"]));
    let figure = entry(&diff, "figures", "changed", "id", "cost");
    assert_eq!(
        figure["data"]["cells"]["rows_gone"],
        serde_json::json!(["2023-07"])
    );
    assert_eq!(list(&diff, "figures", "added").len(), 0);
}

#[test]
fn where_nothing_moved_nothing_else_is_told() {
    let sandbox = corrected();
    let run = sandbox.run(&["diff", "data", "data/"]);
    run.succeeds();
    assert_eq!(run.out, "no value moved\n");
    assert!(run.err.contains("OLD and NEW are the same"), "{}", run.err);
    // Another folder of the same tables.
    let copy = Sandbox::new().keep().join("data");
    std::fs::rename(copy, sandbox.path("copy")).unwrap();
    assert_eq!(
        sandbox.run(&["diff", "data", "copy"]).out,
        "no value moved\n"
    );
}

#[test]
fn a_path_leaves_out_what_is_not_below_it() {
    let sandbox = corrected();
    let diff = json(&sandbox, &["data", "new", "--path", "wave.cost"]);
    for moved in list(&diff, "values", "moved") {
        assert!(moved["path"].as_str().unwrap().starts_with("wave.cost."));
    }
    assert!(!list(&diff, "values", "gone").is_empty());
    let flipped = list(&diff, "claims", "flipped");
    assert_eq!(flipped.len(), 1, "of cost alone: {flipped:?}");
    assert_eq!(diff["figures"], Value::Null);
    let said = diff["not_compared"].to_string();
    assert!(
        said.contains("figures: a path names values and claims alone"),
        "{said}"
    );
}

#[test]
fn a_site_of_last_month_is_compared_by_its_facts() {
    let sandbox = corrected();
    sandbox.run(&["report", "-q"]).succeeds();
    let diff = json(&sandbox, &["site/facts.json", "data"]);
    assert_eq!(
        diff["values"]["moved"],
        serde_json::json!([]),
        "to the last bit"
    );
    assert_eq!(
        (
            list(&diff, "claims", "flipped").len(),
            &diff["claims"]["shifted"]
        ),
        (0, &0.into())
    );
    assert_eq!(diff["figures"]["changed"], serde_json::json!([]));

    // With its site around it the cells are at hand; alone it has hashes.
    let around = json(&sandbox, &["site/facts.json", "new"]);
    let live = json(&sandbox, &["data", "new"]);
    for part in ["values", "claims", "figures"] {
        assert_eq!(around[part], live[part], "{part}");
    }
    std::fs::copy(sandbox.path("site/facts.json"), sandbox.path("june.json")).unwrap();
    let alone = json(&sandbox, &["june.json", "new"]);
    assert_eq!(alone["claims"], live["claims"]);
    let figure = entry(&alone, "figures", "changed", "id", "downloads");
    assert_eq!(figure["data"], "differs");
    let said = alone["not_compared"].to_string();
    assert!(said.contains("cells of cost, downloads: "), "{said}");
}

#[test]
fn two_facts_json_give_all_three_parts() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    let mut facts: Value = serde_json::from_str(&sandbox.read("site/facts.json")).unwrap();
    for fact in facts["facts"].as_array_mut().unwrap() {
        if fact["path"] == "wave.downloads.last" {
            for end in ["value", "low", "high"] {
                fact[end] = 651e6.into();
            }
        }
    }
    for claim in facts["claims"].as_array_mut().unwrap() {
        if claim["id"] == "post-downloads-22x" {
            claim["verdict"] = "fails".into();
        }
    }
    for figure in facts["figures"].as_array_mut().unwrap() {
        if figure["id"] == "laptop" {
            figure["drawn"][1]["sha256"] = "0".repeat(64).into();
        }
    }
    sandbox.write("july.json", facts.to_string());
    let run = sandbox.run(&["diff", "site/facts.json", "july.json"]);
    run.succeeds();
    assert_eq!(run.err, "", "nothing is studied");
    let value = "  wave.downloads.last  620,000,000 → 651,000,000  +31,000,000 downloads  +5%  ";
    for line in [
        "values: 1 moved, ",
        value,
        "claims: 1 flipped, ",
        "figures: 1 changed, ",
        "  laptop  the same data  drawn again in open-wave",
    ] {
        assert!(run.out.contains(line), "{line}:\n{}", run.out);
    }
}

#[test]
fn values_alone_are_compared_and_the_rest_is_said() {
    let sandbox = corrected();
    let values = sandbox.run(&["values", "wave.downloads", "--format", "json"]);
    sandbox.write("values.json", values.out);
    let diff = json(&sandbox, &["values.json", "new"]);
    assert!(
        list(&diff, "values", "added").is_empty(),
        "what was not printed is not new"
    );
    assert!(!list(&diff, "values", "moved").is_empty());
    assert_eq!(
        (&diff["claims"], &diff["figures"]),
        (&Value::Null, &Value::Null)
    );
    let said = diff["not_compared"].to_string();
    for what in [
        "`values.json` holds the values below `wave.downloads` alone",
        "claims: `values.json` says nothing of them",
        "figures: `values.json` says nothing of them",
    ] {
        assert!(said.contains(what), "{said}");
    }
}

/// The names and kinds of all fields, with one entry for each list.
fn shape(json: &Value) -> String {
    match json {
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields: Vec<String> = fields
                .map(|(name, value)| format!("{name}: {}", shape(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::Array(entries) => match entries.first() {
            Some(first) => format!("[{}]", shape(first)),
            None => "[]".to_owned(),
        },
        Value::String(_) => "text".to_owned(),
        Value::Number(_) => "number".to_owned(),
        Value::Bool(_) => "bool".to_owned(),
        Value::Null => "null".to_owned(),
    }
}

/// Programs read it: a field that goes or changes needs a new number of the schema.
#[test]
fn the_json_has_a_stable_shape() {
    let sandbox = corrected();
    let diff = json(&sandbox, &["data", "new"]);
    assert_eq!(diff["schema"], "highwater-diff/1");
    let edition = "{name: text, bases: [{study: text, kind: text, table: text}]}";
    let state = "{verdict: text, reason: null, margin: text, margin_relative: number}";
    let claim = format!(
        "{{story: text, id: text, words: text, old: {state}, new: {state}, other_predicate: bool, beyond_when: bool}}"
    );
    let claim = |name: &str| {
        let found = entry(&diff, "claims", "flipped", "id", name);
        assert_eq!(shape(found), claim);
    };
    claim("post-downloads-22x");
    assert_eq!(
        (shape(&diff["old"]), shape(&diff["new"])),
        (edition.to_owned(), edition.to_owned())
    );
    let value = "{path: text, label: text, unit: text, kind: text, old: {value: number, text: text}, \
                 new: {value: number, text: text}, absolute: number, relative: number, change: text}";
    let last = entry(&diff, "values", "moved", "path", "wave.downloads.last");
    assert_eq!(shape(last), value);
    assert_eq!(
        shape(&diff["values"]["gone"]),
        "[{path: text, label: text, text: text}]"
    );
    let keys =
        |part: &str| -> Vec<String> { diff[part].as_object().unwrap().keys().cloned().collect() };
    assert_eq!(keys("values"), ["moved", "added", "gone", "unchanged"]);
    let lists = [
        "flipped",
        "near",
        "firmer",
        "added",
        "gone",
        "shifted",
        "unchanged",
    ];
    assert_eq!(keys("claims"), lists);
    assert_eq!(keys("figures"), ["changed", "added", "gone", "unchanged"]);
    let figure = entry(&diff, "figures", "changed", "id", "downloads");
    let cells = "{cells: number, rows: [text], rows_added: [], rows_gone: [], columns: []}";
    assert_eq!(
        shape(figure),
        format!("{{id: text, data: {{cells: {cells}}}, stories: [text]}}")
    );
    assert_eq!(shape(&diff["not_compared"]), "[]");
}

#[test]
fn any_number_of_threads_tells_the_same() {
    let sandbox = corrected();
    let told = |jobs: &str| {
        let run = sandbox.run(&["diff", "data", "new", "--format", "json", "-j", jobs]);
        run.succeeds();
        run.out
    };
    let one = told("1");
    assert_eq!(one, told("2"));
    assert_eq!(one, told("3"));
}

#[test]
fn settings_hold_for_both_sides() {
    let sandbox = corrected();
    let until = ["data", "new", "--set", "wave.until=2023-04"];
    let diff = json(&sandbox, &until);
    let moved = list(&diff, "values", "moved");
    assert_eq!(moved.len(), 0, "July 2023 is not looked at: {moved:?}");
    sandbox.run(&["report", "-q"]).succeeds();
    sandbox
        .run(&[
            "diff",
            "site/facts.json",
            "new",
            "--set",
            "wave.until=2023-04",
        ])
        .fails(
            2,
            &["`--set` does not reach `site/facts.json`, which holds what was found"],
        );
    sandbox
        .run(&["diff", "data", "new", "--set", "wave.untill=2023-04"])
        .fails(2, &["HW0208", "did you mean `wave.until`?"]);
}
