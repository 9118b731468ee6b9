//! The study of the compute divide against the reference: who is dropped, compute by year and sector,
//! release of code; what settings change, what the embedded table gives, and what bad input gets.

use highwater_ingest::published::Input;
use highwater_studies::divide::compute::{Comparison, Model, Regression};
use highwater_studies::divide::notability::{Filter, industry_only_share};
use highwater_studies::divide::settings::Selection;
use highwater_studies::divide::{Records, SNAPSHOT, Sector, SystemsTable, shares};
use serde_json::Value;

use crate::sandbox::{Run, Sandbox, reference};

/// Returns the snapshot's models and the reference's numbers; none where they are not at hand.
fn records_and_golden() -> Option<(Records, Value)> {
    let shared = reference()?;
    let path = shared.join(format!("data/epoch-open-models/{SNAPSHOT}.csv"));
    let input = Input::file(&path, "all.csv");
    let (records, summary) = SystemsTable::records(input);
    assert!(summary.faults.is_empty(), "{:?}", summary.faults.kept);
    let text = std::fs::read_to_string(shared.join("reference/divide.json")).unwrap();
    Some((records, serde_json::from_str(&text).unwrap()))
}

#[track_caller]
fn close(ours: f64, theirs: &Value, tolerance: f64, what: &str) {
    let theirs = theirs.as_f64().unwrap_or_else(|| panic!("no {what}"));
    let near = (ours - theirs).abs() <= tolerance * theirs.abs().max(1e-300);
    assert!(near, "{what} is {ours}, in the reference {theirs}");
}

/// Returns how the reference names a sector.
fn named(sector: Sector) -> &'static str {
    match sector {
        Sector::Collaboration => "collab",
        other => other.segment(),
    }
}

#[test]
fn models_and_papers_are_those_of_the_reference() {
    let Some((records, golden)) = records_and_golden() else {
        return;
    };
    let dedup = &golden["dedup"];
    assert_eq!(dedup["n_models"], records.rows.len());
    assert_eq!(dedup["n_papers"], records.papers().len());
    let without = records.rows.iter().filter(|row| row.reference.is_none());
    assert_eq!(dedup["n_missing_reference"], without.count());
}

#[test]
fn the_filter_drops_those_of_the_reference() {
    let Some((records, golden)) = records_and_golden() else {
        return;
    };
    let (filter, golden) = (Filter::of(&records), &golden["notability_filter"]);
    for (counts, theirs) in [
        (filter.all, "sector_all"),
        (filter.notable, "sector_notable"),
        (filter.kept, "sector_pass"),
        (filter.dropped, "dropped_sector"),
    ] {
        for (sector, count) in Sector::ALL.into_iter().zip(counts) {
            let expected = golden[theirs][named(sector)].as_u64().unwrap_or(0);
            assert_eq!(count, expected, "{theirs} {sector:?}");
        }
    }
    let mut names: Vec<&str> = filter.dropped_names.iter().map(|name| &**name).collect();
    names.sort_unstable();
    let theirs = golden["dropped_systems"].as_array().unwrap();
    let mut theirs: Vec<&str> = theirs.iter().map(|name| name.as_str().unwrap()).collect();
    theirs.sort_unstable();
    assert_eq!(names, theirs);
    for (counts, theirs) in [
        (filter.notable, "industry_only_share_notable"),
        (filter.kept, "industry_only_share_pass"),
        (filter.dropped, "industry_only_share_dropped"),
    ] {
        close(
            industry_only_share(&counts).unwrap(),
            &golden[theirs],
            1e-14,
            theirs,
        );
    }
    let (fisher, theirs) = (filter.fisher.unwrap(), &golden["fisher_dropped_vs_pass"]);
    close(
        fisher.odds_ratio.unwrap(),
        &theirs["or"],
        1e-12,
        "odds ratio",
    );
    close(fisher.p.two_sided, &theirs["p"], 1e-9, "p of Fisher");
    let criteria = [
        "SOTA improvement",
        "Historical significance",
        "Highly cited",
        "Significant use",
        "Training cost",
    ];
    for (criterion, count) in criteria.into_iter().zip(filter.by_criterion) {
        assert_eq!(golden["by_criterion"][criterion], count, "{criterion}");
    }
}

fn compare(comparison: &Comparison, theirs: &Value, what: &str) {
    assert_eq!(theirs["n_industry"], comparison.industry.len(), "{what}");
    assert_eq!(theirs["n_academia"], comparison.academia.len(), "{what}");
    let Some(tests) = &comparison.tests else {
        let (industry, academia) = (&comparison.industry, &comparison.academia);
        assert!(academia.len() < 5 || industry.is_empty(), "{what}");
        return;
    };
    let tests = tests.as_ref().unwrap();
    let near = |ours: f64, key: &str| close(ours, &theirs[key], 1e-9, &format!("{what} {key}"));
    near(comparison.median_gap().unwrap(), "gap_oom");
    near(tests.shift.shift, "hodges_lehmann");
    near(tests.ranks.u1, "U");
    near(tests.ranks.normal_continuity.unwrap().two_sided, "p");
    near(tests.ranks.auc, "cles");
    near(tests.means.difference, "gap_mean_oom");
    near(tests.means.t, "welch_t");
    near(tests.means.df, "welch_df");
    near(tests.means.p.two_sided, "welch_p");
}

#[test]
fn compute_by_year_and_period_is_that_of_the_reference() {
    let Some((records, golden)) = records_and_golden() else {
        return;
    };
    let models = Model::all(&records, Selection::Kept);
    let golden = &golden["compute_by_sector"];
    let years = golden["by_year"].as_object().unwrap();
    assert_eq!(years.len(), 15);
    for (year, theirs) in years {
        let at: i32 = year.parse().unwrap();
        compare(&Comparison::of(&models, &(at..=at)), theirs, year);
    }
    let ranked = years.keys().map(|year| year.parse().unwrap());
    let ranked = ranked.filter(|at| Comparison::of(&models, &(*at..=*at)).tests.is_some());
    let ranked: Vec<i32> = ranked.collect();
    assert_eq!(
        ranked,
        [2012, 2013, 2014, 2016, 2017, 2019, 2020, 2021, 2022, 2023]
    );
    for (years, theirs) in [
        (2010..=2024, "pooled_2010_2024"),
        (2015..=2024, "pooled_2015_2024"),
    ] {
        let comparison = Comparison::of(&models, &years);
        assert!(comparison.tests.as_ref().unwrap().is_ok());
        compare(&comparison, &golden[theirs], theirs);
    }
    let regression = Regression::of(&models, &(2015..=2024)).unwrap();
    let theirs = &golden["ols_year_fe_2015_2024"];
    assert_eq!(theirs["n"], regression.fit.n);
    close(regression.fit.r_squared, &theirs["r2"], 1e-9, "r2");
    for (ours, theirs) in regression
        .fit
        .coefficients
        .iter()
        .zip(theirs["params"].as_array().unwrap())
    {
        close(ours.estimate, theirs, 1e-9, &ours.name);
    }
    let industry = regression.fit.coefficient(Regression::INDUSTRY).unwrap();
    close(industry.std_err, &theirs["se"], 1e-9, "se");
    close(industry.statistic, &theirs["t"], 1e-9, "t");
    close(industry.p_value, &theirs["p"], 1e-8, "p");
    let robust = &regression.robust.coefficients[1];
    assert_eq!(robust.name, Regression::INDUSTRY);
    close(robust.std_err, &theirs["se_hc1"], 1e-9, "se_hc1");
}

#[test]
fn shares_by_period_are_those_of_the_reference() {
    let Some((records, golden)) = records_and_golden() else {
        return;
    };
    let models = shares::Models::of(&records, Selection::Kept);
    let golden = &golden["compute_by_sector"]["share_periods"];
    assert_eq!(golden.as_object().unwrap().len(), shares::PERIODS.len());
    for years in shares::PERIODS {
        let models = models.within(&years);
        let theirs = &golden[format!("{}-{}", years.start(), years.end())];
        assert_eq!(theirs["n"], models.rows.len(), "{years:?}");
        for sector in &Sector::ALL[..4] {
            let expected = theirs["counts"][named(*sector)].as_u64().unwrap_or(0);
            assert_eq!(
                models.count(*sector) as u64,
                expected,
                "{years:?} {sector:?}"
            );
        }
    }
}

/// Returns the values of the study, by path.
fn values(run: &Run) -> impl Fn(&str) -> Value + use<> {
    assert_eq!(run.code, Some(0), "{}", run.err);
    let values: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    move |path: &str| {
        let path = format!("divide.{path}");
        let found = values.iter().find(|value| value["path"] == path.as_str());
        found.unwrap_or_else(|| panic!("no `{path}`")).clone()
    }
}

/// Returns the values on the snapshot with these settings.
fn on_the_snapshot(settings: &[&str]) -> Option<impl Fn(&str) -> Value + use<>> {
    let data = reference()?.join("data").display().to_string();
    let mut arguments = vec!["values", "divide", "--data", &data, "--format", "json"];
    for setting in settings {
        arguments.extend(["--set", setting]);
    }
    Some(values(&Sandbox::new().run(&arguments)))
}

#[test]
fn release_of_code_is_that_of_the_reference() {
    let Some(value) = on_the_snapshot(&[]) else {
        return;
    };
    let shared = reference().unwrap();
    let text = std::fs::read_to_string(shared.join("reference/divide.json")).unwrap();
    let golden: Value = serde_json::from_str(&text).unwrap();
    let golden = &golden["code_release"];
    let ours = |path: &str| {
        value(path)["value"]
            .as_f64()
            .unwrap_or_else(|| panic!("{path}"))
    };
    assert_eq!(
        ours("code_release.papers.n"),
        golden["n_usable"].as_f64().unwrap()
    );
    for sector in &Sector::ALL[..4] {
        let stem = format!("code_release.by_sector.{}", sector.segment());
        let theirs = &golden["code_by_sector"][named(*sector)];
        close(ours(&format!("{stem}.released")), &theirs[0], 0.0, &stem);
        close(ours(&format!("{stem}.n")), &theirs[1], 0.0, &stem);
    }
    for (stem, theirs) in [
        ("window_2017_2021", &golden["main_2017_2021"]),
        ("window", &golden["main_2017_2021"]),
        ("window_2017_2024", &golden["wide_2017_2024"]),
    ] {
        let near = |path: &str, theirs: &Value, scale: f64| {
            let path = format!("code_release.{stem}.{path}");
            close(ours(&path) / scale, theirs, 1e-7, &path);
        };
        near("n", &theirs["n"], 1.0);
        near("released", &theirs["n_events"], 1.0);
        near("log_likelihood_null", &theirs["llnull"], 1.0);
        near("likelihood_ratio", &theirs["llr"], 1.0);
        near("likelihood_ratio_p", &theirs["llr_p"], 1.0);
        near("aic", &theirs["aic"], 1.0);
        near("bic", &theirs["bic"], 1.0);
        near("change", &theirs["avg_discrete_change_0_1"], 100.0);
        near(
            "reduction_points",
            &theirs["seed_formula"]["abs_reduction"],
            100.0,
        );
        near("industry_share", &theirs["mean_frac_industry"], 1.0);
        near("no_industry.released_share", &theirs["raw_rate_frac0"], 1.0);
        near(
            "all_industry.released_share",
            &theirs["raw_rate_frac1"],
            1.0,
        );
        for (at, column) in theirs["columns"].as_array().unwrap().iter().enumerate() {
            let column = column.as_str().unwrap();
            let term = match column {
                "const" => "intercept".to_owned(),
                year if year.starts_with('y') => format!("year_{}", &year[1..]),
                term => term.to_owned(),
            };
            near(&format!("{term}.estimate"), &theirs["coef"][at], 1.0);
            near(&format!("{term}.se"), &theirs["se"][at], 1.0);
            near(&format!("{term}.z"), &theirs["z"][at], 1.0);
            near(&format!("{term}.p"), &theirs["p"][at], 1.0);
            near(&format!("{term}.ci_low"), &theirs["ci95"][at][0], 1.0);
            near(&format!("{term}.ci_high"), &theirs["ci95"][at][1], 1.0);
            if column != "const" {
                near(
                    &format!("{term}.odds_ratio"),
                    &theirs["odds_ratio"][at],
                    1.0,
                );
                near(&format!("{term}.ame"), &theirs["ame"][column], 100.0);
                near(&format!("{term}.ame_se"), &theirs["ame_se"][column], 100.0);
            }
        }
        for (year, counts) in theirs["by_year"].as_object().unwrap() {
            near(&format!("by_year.year_{year}.released"), &counts[0], 1.0);
            near(&format!("by_year.year_{year}.n"), &counts[1], 1.0);
        }
        assert_eq!(
            value(&format!("code_release.{stem}.separation"))["value"],
            "none"
        );
        assert_eq!(
            value(&format!("code_release.{stem}.base_year"))["value"],
            "2017"
        );
    }
}

#[test]
fn a_window_of_a_reader_changes_its_own_values_alone() {
    let (Some(all), Some(late)) = (
        on_the_snapshot(&[]),
        on_the_snapshot(&["divide.window=2022-2024", "divide.notability=all"]),
    ) else {
        return;
    };
    let path = "code_release.window_2017_2021.frac_industry.estimate";
    assert_eq!(all(path), late(path));
    // 74, 120 and 61 papers of 2022 to 2024, with 36, 50 and 16 released (divide.json).
    assert_eq!(late("code_release.window.n")["value"], 255.0);
    assert_eq!(late("code_release.window.released")["value"], 102.0);
    assert_eq!(late("code_release.window.base_year")["value"], "2022");
    let n = |of: &dyn Fn(&str) -> Value| {
        of("compute.period_2010_2024.n_academia")["value"]
            .as_f64()
            .unwrap()
    };
    assert_eq!(n(&all), 80.0);
    assert!(n(&late) > 80.0, "all models are more than those kept");
    assert_eq!(all("notability.kept"), late("notability.kept"));
}

#[test]
fn a_window_that_says_nothing_stops_nothing() {
    let Some(value) = on_the_snapshot(&["divide.window=1950-1951"]) else {
        return;
    };
    assert_eq!(value("code_release.window.n")["value"], 0.0);
    assert!(value("code_release.window.frac_industry.estimate")["value"].is_null());
}

#[test]
fn separation_is_told_by_name_and_gives_no_number() {
    let Some(value) = on_the_snapshot(&["divide.window=2010-2014"]) else {
        return;
    };
    // 11 papers of 2012 to 2014, which a hyperplane of the terms tells apart.
    assert_eq!(value("code_release.window.n")["value"], 11.0);
    let told = value("code_release.window.separation")["value"].to_string();
    for words in [
        "complete separation",
        "`11` of `11` rows",
        "`frac_industry` goes to minus infinity",
    ] {
        assert!(told.contains(words), "{told}");
    }
    let estimate = value("code_release.window.frac_industry.estimate");
    assert!(estimate["value"].is_null(), "{estimate}");
    assert!(
        estimate["missing"].to_string().contains("separation"),
        "{estimate}"
    );
    // No paper of 2010 tells its release.
    assert_eq!(value("code_release.window.base_year")["value"], "2012");
    assert_eq!(
        value("code_release.window.by_year.year_2010.n")["value"],
        0.0
    );
    assert_eq!(
        value("code_release.window_2017_2021.separation")["value"],
        "none"
    );
}

#[test]
fn windows_that_are_none_are_refused() {
    let sandbox = Sandbox::new();
    for window in ["2024-2022", "2022", "1900-2024"] {
        let setting = format!("divide.window={window}");
        let told = format!("`divide.window` cannot be `{window}`");
        let run = sandbox.run(&["values", "divide", "--set", &setting]);
        run.fails(2, &[&told, "a window of years such as `2017-2021`"]);
    }
}

#[test]
fn without_the_snapshot_the_supplement_and_compute_are_given_and_the_rest_says_what_it_needs() {
    let run = Sandbox::new().run(&["values", "divide", "--format", "json"]);
    let value = values(&run);
    assert_eq!(value("input.table")["value"], "models.csv");
    let terms = [
        "frac_industry",
        "n_authors",
        "year_2018",
        "year_2019",
        "year_2020",
        "year_2021",
    ];
    for check in terms.into_iter().chain([
        "released_share",
        "odds_share",
        "odds_reduction",
        "reduction_points",
    ]) {
        let path = format!("code_release.published.check.{check}.agrees");
        assert_eq!(value(&path)["value"], "yes", "{path}");
    }
    let counts = "code_release.published.academic_released_share.counts";
    assert_eq!(value(counts)["value"], "35 of 43, 70 of 86");
    for path in [
        "notability.kept",
        "input.papers",
        "code_release.window.n",
        "code_release.window_2017_2024.frac_industry.estimate",
        "code_release.window_2017_2021.year_2021.odds_ratio",
        "code_release.window_2017_2021.by_year.year_2021.released",
    ] {
        let found = value(path);
        assert!(found["value"].is_null(), "{path}: {found}");
        assert!(
            found
                .to_string()
                .contains("needs the snapshot; `cargo xtask fetch all-systems-2024-10`"),
            "{path}: {found}"
        );
    }
    let industry = value("compute.period_2015_2024.n_industry")["value"]
        .as_f64()
        .unwrap();
    assert!(industry > 100.0, "the embedded table has {industry}");
}

#[test]
fn what_was_printed_otherwise_does_not_agree() {
    let sandbox = Sandbox::new();
    sandbox.replace("data/divide/table_1.csv", "0.790,0.228", "0.790,0.328");
    sandbox.replace(
        "data/divide/statements.csv",
        "reduction_points,32.45",
        "reduction_points,31.45",
    );
    let value = values(&sandbox.run(&["values", "divide", "--format", "json"]));
    let agrees = |check: &str| value(&format!("code_release.published.check.{check}.agrees"));
    assert_eq!(agrees("year_2018")["value"], "no");
    assert_eq!(agrees("reduction_points")["value"], "no");
    assert_eq!(agrees("year_2019")["value"], "yes");
}

#[test]
fn tables_at_fault_are_told_with_their_places() {
    let sandbox = Sandbox::new();
    sandbox.replace("data/divide/table_1.csv", "1.30,0.674", "1.3O,0.674");
    sandbox.write("all.csv", "System,Reference,Abstracts\r\nM,R,A\r\n");
    let input = format!("{SNAPSHOT}=all.csv");
    let run = sandbox.run(&["check", "--input", &input]);
    run.fails(
        2,
        &[
            "data/divide/table_1.csv:5",
            "1.3O",
            "all.csv:1",
            "Organization categorization",
        ],
    );
    sandbox.replace("data/divide/table_1.csv", "1.3O,0.674", "1.30,0.674");
    sandbox.replace(
        "data/divide/statements.csv",
        "papers,94,papers",
        "paper,94,papers",
    );
    let run = sandbox.run(&["check"]);
    run.fails(
        2,
        &["data/divide/statements.csv", "`papers`", "add the rows"],
    );
}

#[test]
fn line_ends_of_another_machine_change_no_value() {
    let Some(shared) = reference() else { return };
    let path = shared.join(format!("data/epoch-open-models/{SNAPSHOT}.csv"));
    let text = std::fs::read_to_string(path).unwrap();
    let plain = text.replace("\r\n", "\n");
    let read = |text: &str| {
        let (records, summary) = SystemsTable::records(Input::bytes("a.csv", text.as_bytes()));
        assert!(summary.faults.is_empty());
        let papers = records.papers();
        papers
            .iter()
            .map(|paper| paper.paper_key())
            .collect::<Vec<_>>()
    };
    assert_eq!(read(&plain), read(&plain.replace('\n', "\r\n")));
}
