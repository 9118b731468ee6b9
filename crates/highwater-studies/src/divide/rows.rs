//! Which rows the values of the study rest on.

use highwater_study::{self as study};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::code_release::{Paper, ROLLING, Release, Releases, WINDOWS};
use super::compute::{YEARS, left_out};
use super::labels::stem_and_words;
use super::notability::CRITERIA;
use super::records::Record;
use super::results::Results;
use super::sector::Sector;
use super::{shares, text};
use crate::row_sets::RowSets;

/// Says it of all that is recorded, and of the tests made of it. Rows are known by their lines.
pub(super) fn record(results: &Results<'_>, recorded: &mut study::Results) {
    let records = results.records;
    let mut sets = RowSets {
        results: recorded,
        study: "divide",
        row: &|line: u64| records.row(line),
    };
    compute(results, &mut sets);
    shares(&results.shares, &mut sets);
    if results.filter.is_some() {
        notability(&records.rows, &mut sets);
    }
    if let Some(releases) = &results.releases {
        code_release(releases, &mut sets);
    }
    if let Some(texts) = &results.texts {
        text::record_rows(texts, &results.settings.text, &mut sets);
    }
    if records.has_papers {
        let papers = records.papers();
        let lines = papers.iter().map(|paper| paper.line);
        let words = "for each paper the model with the largest compute";
        sets.add_for(&["input.papers"], "papers", words, lines);
    }
    let lines = records.rows.iter().map(|row| row.line);
    let all = ["input.rows", "notability"];
    sets.add_for(&all, "rows", "all rows of the table", lines);
    figures(&mut sets);
}

fn figures(sets: &mut RowSets<'_, u64>) {
    let window = |years: &RangeInclusive<i32>| {
        let (stem, _) = stem_and_words("window", years);
        format!("code_release.{stem}")
    };
    for (figure, windows) in [
        ("divide-release-odds", &ROLLING[..]),
        ("divide-release-predicted", &WINDOWS[..]),
    ] {
        let windows: Vec<String> = windows.iter().map(window).collect();
        let windows: Vec<&str> = windows.iter().map(String::as_str).collect();
        sets.figures(&[figure], &windows);
    }
    for (figure, set) in [
        ("divide-compute", "compute"),
        ("divide-academia-share", "shares"),
        ("divide-terms", "terms.papers"),
        ("divide-tasks", "terms.topics"),
        ("divide-leave-out", "terms.topics"),
        ("divide-engineering", "engineering.language"),
        ("divide-bertology", "bertology.peak"),
    ] {
        sets.figures(&[figure], &[set]);
    }
}

fn compute(results: &Results<'_>, sets: &mut RowSets<'_, u64>) {
    let (records, models) = (results.records, &results.compute.models);
    let within = |years: &RangeInclusive<i32>| -> Vec<u64> {
        let models = models.iter().filter(|model| years.contains(&model.year));
        models.map(|model| records.rows[model.at].line).collect()
    };
    let years = YEARS.map(|year| ("year", year..=year));
    let periods = results.compute.periods.iter();
    for (kind, years) in years.chain(periods.map(|period| ("period", period.years.clone()))) {
        let (stem, words) = match kind {
            "year" => (format!("year_{}", years.start()), years.start().to_string()),
            kind => stem_and_words(kind, &years),
        };
        let (own, tests) = (format!("compute.{stem}"), format!("tests.compute.{stem}"));
        let words =
            format!("models of {words} with known compute, with industry or of academia alone");
        sets.add_for(&[&own, &tests], &own, &words, within(&years));
    }
    let words = "models of industry with others than academia";
    let left_out = left_out(records, results.settings.selection);
    sets.add("compute.left_out", words, left_out.map(|row| row.line));
    let words = "models with known compute, with industry or of academia alone";
    sets.add("compute", words, within(&YEARS));
}

fn shares(models: &shares::Models, sets: &mut RowSets<'_, u64>) {
    let lines = |models: &shares::Models| -> Vec<u64> {
        models.rows.iter().map(|model| model.line).collect()
    };
    let what = "with known compute and sector";
    for year in YEARS {
        let of_year = models.within(&(year..=year));
        let words = format!("models of {year} {what}: the tenth with most compute");
        let name = format!("shares.year_{year}.top_tenth");
        sets.add(&name, &words, lines(&of_year.top_tenth()));
        let words = format!("models of {year} {what}");
        sets.add(&format!("shares.year_{year}"), &words, lines(&of_year));
    }
    for years in shares::PERIODS {
        let (stem, words) = stem_and_words("period", &years);
        let words = format!("models of {words} {what}");
        sets.add(
            &format!("shares.{stem}"),
            &words,
            lines(&models.within(&years)),
        );
    }
    sets.add(
        "shares",
        &format!("models {what}"),
        lines(&models.within(&YEARS)),
    );
}

fn notability(rows: &[Record], sets: &mut RowSets<'_, u64>) {
    let that = |is: &dyn Fn(&Record) -> bool| -> Vec<u64> {
        rows.iter()
            .filter(|row| is(row))
            .map(|row| row.line)
            .collect()
    };
    for (segment, words, has) in CRITERIA {
        let (name, words) = (
            format!("notability.by_criterion.{segment}"),
            format!("models notable for: {words}"),
        );
        sets.add(&name, &words, that(&|row| has(&row.notability)));
    }
    let is_notable = |row: &Record| row.notability.is_notable();
    let is_kept = |row: &Record| row.notability.is_kept();
    let mut group = |group: &str, more: &[&str], words: &str, rows: Vec<u64>| {
        let own = ["", "by_sector.", "industry_only_share."];
        let own = own.map(|stem| format!("notability.{stem}{group}"));
        let paths = own.iter().map(String::as_str).chain(more.iter().copied());
        sets.add_for(&paths.collect::<Vec<_>>(), &own[0], words, rows);
    };
    let both = ["notability.fisher", "tests.notability"];
    group("notable", &both, "notable models", that(&is_notable));
    group("kept", &[], "models that the filter keeps", that(&is_kept));
    let words = "models notable for use or training cost alone";
    let names = ["notability.dropped_names"];
    group(
        "dropped",
        &names,
        words,
        that(&|row| is_notable(row) && !is_kept(row)),
    );
}

fn code_release(releases: &Releases, sets: &mut RowSets<'_, u64>) {
    fn lines<'a>(papers: impl Iterator<Item = &'a Paper>) -> Vec<u64> {
        papers.map(|paper| paper.line).collect()
    }
    // The same years may be fixed, a reader's own and one of the rolling windows.
    let mut windows: BTreeMap<(i32, i32), (Vec<String>, &Release)> = BTreeMap::new();
    let fixed = releases.fixed.iter().map(|release| ("", release));
    let rolling = releases.rolling.iter().map(|release| ("rolling.", release));
    for (before, release) in fixed.chain(rolling).chain([("own", &releases.own)]) {
        let (stem, _) = stem_and_words("window", &release.window);
        let path = match before {
            "own" => "code_release.window".to_owned(),
            before => format!("code_release.{before}{stem}"),
        };
        let years = (*release.window.start(), *release.window.end());
        let (paths, _) = windows.entry(years).or_insert((Vec::new(), release));
        paths.push(path);
    }
    let known = "whose release of code is known";
    let years: BTreeSet<i32> = releases.papers.iter().map(|paper| paper.year).collect();
    for year in years {
        let paths = windows.values().flat_map(|(paths, _)| paths);
        let paths = paths.map(|path| format!("{path}.by_year.year_{year}"));
        let of_year = releases.papers.iter().filter(|paper| paper.year == year);
        let name = format!("code_release.year_{year}");
        let words = format!("papers of {year} {known}");
        sets.add_for(&paths.collect::<Vec<_>>(), &name, &words, lines(of_year));
    }
    for (paths, release) in windows.values() {
        let (stem, years) = stem_and_words("window", &release.window);
        let tests = format!("tests.code_release.{stem}");
        let paths: Vec<&String> = paths.iter().chain([&tests]).collect();
        let words = format!("papers of {years} {known}");
        let name = format!("code_release.{stem}");
        sets.add_for(&paths, &name, &words, lines(release.papers.iter()));
    }
    for sector in &Sector::ALL[..4] {
        let name = format!("code_release.by_sector.{}", sector.segment());
        let words = format!("papers {known}, {}", sector.words());
        let of_sector = releases
            .papers
            .iter()
            .filter(|paper| paper.sector == *sector);
        sets.add(&name, &words, lines(of_sector));
    }
    let paths = ["code_release.papers", "code_release.rolling", "multiverse"];
    let words = "papers whose release of code is known";
    sets.add_for(
        &paths,
        "code_release.papers",
        words,
        lines(releases.papers.iter()),
    );
}
