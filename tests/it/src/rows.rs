//! The rows behind values and claims: named, really those, and shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::sandbox::{Sandbox, reference};

/// What a built site says of values, sets of rows and claims.
struct Site {
    facts: BTreeMap<String, Value>,
    sets: BTreeMap<String, Value>,
    names: BTreeMap<String, BTreeMap<u64, String>>,
    claims: Vec<Value>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Site {
    fn of(sandbox: &Sandbox) -> Self {
        let json: Value = serde_json::from_str(&sandbox.read("site/facts.json")).unwrap();
        let by = |list: &str, key: &str| -> BTreeMap<String, Value> {
            let list = json[list].as_array().unwrap().iter();
            list.map(|one| (text(&one[key]), one.clone())).collect()
        };
        let names = by("rows", "path").into_iter().map(|(path, rows)| {
            let names = rows["names"].as_object().unwrap().iter();
            let names = names.map(|(line, name)| (line.parse().unwrap(), text(name)));
            (path, names.collect())
        });
        Site {
            facts: by("facts", "path"),
            sets: by("row_sets", "name"),
            names: names.collect(),
            claims: json["claims"].as_array().unwrap().clone(),
        }
    }

    fn fact(&self, path: &str) -> &Value {
        // A claim may name a part of a value: `.low`, `.until.jul_2023`.
        let stems = std::iter::successors(Some(path), |path| Some(path.rsplit_once('.')?.0));
        let mut facts = stems.filter_map(|stem| self.facts.get(stem));
        facts.next().unwrap_or_else(|| panic!("no fact `{path}`"))
    }

    /// Returns the lines of a set in a file: each row of the file that starts within one of its spans.
    fn lines(&self, set: &str, file: &str) -> BTreeSet<u64> {
        let files = self.sets[set]["files"].as_array().unwrap();
        let of_file = files.iter().find(|of| text(&of["path"]) == file).unwrap();
        let all = &self.names[file];
        let spans = text(&of_file["lines"]);
        let spans = spans.split(' ').map(|span| {
            let (first, last) = span.split_once('-').unwrap_or((span, span));
            (first.parse::<u64>().unwrap(), last.parse::<u64>().unwrap())
        });
        spans
            .flat_map(|(first, last)| all.range(first..=last).map(|(line, _)| *line))
            .collect()
    }
}

#[test]
fn on_the_snapshots_each_claim_that_is_tested_names_its_rows() {
    let Some(shared) = reference() else { return };
    let sandbox = Sandbox::new();
    let data = shared.join("data").display().to_string();
    sandbox
        .run(&["report", "--strict", "--data", &data])
        .succeeds();
    let site = Site::of(&sandbox);

    let mut without = Vec::new();
    for claim in &site.claims {
        let paths: Vec<String> = claim["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(text)
            .collect();
        let is_tested = claim["verdict"] != "not testable" && !paths.is_empty();
        let rests = |path: &String| site.fact(path)["rows"].as_u64().unwrap() > 0;
        if is_tested && !paths.iter().any(rests) {
            without.push(format!("{} {}: {paths:?}", claim["story"], claim["id"]));
        }
    }
    assert!(without.is_empty(), "claims without rows: {without:#?}");

    // A count of rows is the size of the set that it rests on.
    for (path, set) in [
        ("efficiency.sample.n", "efficiency.sample"),
        ("efficiency.performance_model.n", "efficiency.regression"),
        (
            "efficiency.variants.bbh.parameters.n",
            "efficiency.variants.bbh.parameters",
        ),
        (
            "efficiency.scores.gpqa.compute.n",
            "efficiency.scores.gpqa.compute",
        ),
        ("efficiency.buckets.2.n", "efficiency.buckets.2"),
        (
            "efficiency.sample.dropped.trust.n",
            "efficiency.sample.dropped.trust",
        ),
        (
            "efficiency.sample.rows_above_chance",
            "efficiency.sample.rows_above_chance",
        ),
        ("efficiency.pca.n", "efficiency.pca"),
        ("openness.rows.raw", "openness.rows"),
        ("divide.input.papers", "divide.papers"),
        ("divide.notability.notable", "divide.notability.notable"),
        ("divide.notability.dropped", "divide.notability.dropped"),
        (
            "divide.shares.period_2020_2024.n",
            "divide.shares.period_2020_2024",
        ),
        (
            "divide.shares.year_2020.top_tenth.n",
            "divide.shares.year_2020.top_tenth",
        ),
        (
            "divide.compute.period_2015_2024.ols.n",
            "divide.compute.period_2015_2024",
        ),
        ("divide.compute.left_out", "divide.compute.left_out"),
        ("divide.code_release.papers.n", "divide.code_release.papers"),
        (
            "divide.code_release.window_2017_2021.n",
            "divide.code_release.window_2017_2021",
        ),
        (
            "divide.code_release.rolling.window_2019_2023.n",
            "divide.code_release.window_2019_2023",
        ),
        (
            "divide.code_release.by_sector.academia_only.n",
            "divide.code_release.by_sector.academia_only",
        ),
        ("divide.terms.papers", "divide.terms.papers"),
        ("divide.terms.academic_only.n", "divide.terms.window"),
        ("divide.terms.task.chat.n", "divide.terms.task.chat"),
        (
            "divide.terms.vocabulary.large",
            "divide.terms.vocabulary.large",
        ),
        ("divide.engineering.large.n", "divide.engineering.large"),
        ("divide.bertology.year_2020.n", "divide.bertology.year_2020"),
        ("divide.bertology.academia.n", "divide.bertology.academia"),
    ] {
        let fact = site.fact(path);
        assert_eq!(text(&fact["row_set"]), set, "{path}");
        assert_eq!(
            fact["value"].as_f64(),
            site.sets[set]["rows"].as_f64(),
            "{path}"
        );
    }
    for group in [
        "compute.e22",
        "year.y2021",
        "country.china",
        "category.industry",
    ] {
        let n = |what: &str| {
            let path = format!("openness.careful.models.{group}.{what}");
            site.fact(&path)["value"].as_f64().unwrap()
        };
        let set = &site.sets[&format!("openness.careful.{group}")];
        assert_eq!(
            Some(n("stated") + n("missing")),
            set["rows"].as_f64(),
            "{group}"
        );
    }

    // A name of a row is what the table calls the row that starts on that line.
    for (set, file) in [
        ("efficiency.regression", "benchmarks-2024-10-18.csv"),
        ("efficiency.scores.gsm1k.compute", "gsm1k-2024-10-10.csv"),
        (
            "openness.organization.meta_facebook",
            "org-view-2024-08-20.csv",
        ),
        (
            "divide.shares.year_2020.top_tenth",
            "all-systems-2024-10.csv",
        ),
    ] {
        let systems = systems(&shared.join("data/epoch-open-models").join(file));
        let lines = site.lines(set, file);
        assert!(lines.len() >= 3, "{set}");
        for line in lines {
            assert_eq!(
                site.names[file][&line], systems[&line],
                "{set}, line {line}"
            );
        }
    }
    let set = site.lines(
        "openness.organization.meta_facebook",
        "org-view-2024-08-20.csv",
    );
    let names = &site.names["org-view-2024-08-20.csv"];
    assert!(
        set.iter().any(|line| names[line].starts_with("LLaMA")),
        "{names:?}"
    );
    // One model's own number names its cell.
    let first = &site.fact("efficiency.price_performance.rank_1.accuracy")["cells"][0];
    assert_eq!(first["column"], "MMLU");
    assert!(site.fact("efficiency.cheapest.last.cost")["rows"] == 1);

    let claims = sandbox.read("site/claims.html");
    assert!(
        claims
            .contains("href=\"data/rows/efficiency.html#rows-efficiency.regression\">46 rows</a>")
    );
    let story = sandbox.read("site/score-costs/index.html");
    assert!(
        story.contains("href=\"../data/rows/efficiency.html#rows-efficiency.sample\">46 rows</a>")
    );
}

/// The names of the rows of a table of systems, by the line that each starts on: the csv crate's own
/// count of lines is one short behind `\r\n`, so line ends are counted up to the record.
fn systems(table: &Path) -> BTreeMap<u64, String> {
    let bytes = std::fs::read(table).unwrap();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let headers = reader.headers().unwrap().clone();
    let at = headers
        .iter()
        .position(|header| header == "System")
        .unwrap();
    let records = reader.into_records().map(|record| {
        let record = record.unwrap();
        let start = record.position().unwrap().byte() as usize;
        let ends = |byte: &&u8| **byte == b'\n' || **byte == b'\r';
        let start = start + bytes[start..].iter().take_while(ends).count();
        let line_ends = bytes[..start].iter().filter(|byte| **byte == b'\n').count();
        (line_ends as u64 + 1, record[at].trim().to_owned())
    });
    records.collect()
}

#[test]
fn on_the_embedded_table_claims_name_its_rows_too() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "--strict"]).succeeds();
    let site = Site::of(&sandbox);
    let n = site.fact("efficiency.sample.n")["value"].as_f64();
    assert_eq!(n, site.sets["efficiency.sample"]["rows"].as_f64());
    let table = sandbox.read("data/models.csv");
    let lines: Vec<&str> = table.lines().collect();
    for line in site.lines("efficiency.sample", "data/models.csv") {
        let name = &site.names["data/models.csv"][&line];
        let row = lines[line as usize - 1];
        assert!(
            row.trim_start_matches('"').starts_with(name.as_str()),
            "{line}: {row}"
        );
    }
    assert!(site.sets.contains_key("openness.selection"));
    assert!(site.sets.contains_key("divide.compute.period_2015_2024"));
    // What only a snapshot gives rests on nothing.
    assert_eq!(site.fact("divide.terms.papers")["rows"], 0);
}

#[test]
fn the_name_of_a_row_is_text() {
    let sandbox = Sandbox::new();
    let hostile = "<script>alert('x')</script> & </script>";
    let site = {
        sandbox.run(&["report"]).succeeds();
        Site::of(&sandbox)
    };
    let line = *site
        .lines("efficiency.sample", "data/models.csv")
        .iter()
        // The first is named in the prose too.
        .nth(1)
        .unwrap();
    let name = site.names["data/models.csv"][&line].clone();
    sandbox.replace("data/models.csv", &name, hostile);
    sandbox.run(&["report"]).succeeds();
    assert_eq!(Site::of(&sandbox).names["data/models.csv"][&line], hostile);
    for page in [
        "data/models.csv.html",
        "data/rows/efficiency.html",
        "claims.html",
        "score-costs/index.html",
    ] {
        let html = sandbox.read(&format!("site/{page}"));
        assert!(!html.contains("<script>alert"), "{page}");
        assert!(html.contains("alert("), "{page} does not name the row");
    }
}
