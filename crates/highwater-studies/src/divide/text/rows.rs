//! Which rows the values of abstracts rest on.

use std::collections::BTreeSet;

use highwater_facts::FactPath;

use super::bertology::{COMPARED, YEARS};
use super::engineering::{Group, is_large};
use super::papers::Paper;
use super::{Choice, Texts};
use crate::divide::Sector;
use crate::row_sets::RowSets;

/// Says it of all that is recorded, and of the tests made of it. Rows are known by their lines.
pub(in crate::divide) fn record(texts: &Texts<'_>, choice: &Choice, sets: &mut RowSets<'_, u64>) {
    terms(texts, choice, sets);
    let papers = &texts.papers;
    let that = |is: &dyn Fn(&Paper<'_>) -> bool| lines(papers.iter().filter(|paper| is(paper)));
    for group in Group::ALL {
        let name = format!("engineering.{}", group.segment());
        let tests = format!("tests.{name}");
        let rows = that(&|paper| paper.is_industry_or_academia() && group.has(paper));
        sets.add_for(&[&name, &tests], &name, group.words(), rows);
    }
    let words = "papers on language of models from 10^22 FLOP up";
    let rows = that(&|paper| paper.is_industry_or_academia() && is_large(paper));
    sets.add("engineering.large", words, rows);
    for year in YEARS.from..=YEARS.to {
        let words = format!("papers on language of {year}");
        let rows = that(&|paper| paper.is_language && paper.year == Some(year));
        sets.add(&format!("bertology.year_{year}"), &words, rows);
    }
    let words = format!("papers on language, {YEARS}");
    sets.add(
        "bertology.peak",
        &words,
        that(&|paper| paper.is_language && YEARS.has(paper)),
    );
    let side = |paper: &Paper<'_>| match paper.record.kinds.involve_industry() {
        _ if !paper.is_language || !COMPARED.has(paper) => None,
        true => Some("industry"),
        false => paper.is_academia_only().then_some("academia"),
    };
    for (segment, words) in [
        ("industry", "with industry"),
        ("academia", "by academia alone"),
    ] {
        let words = format!("papers on language, {COMPARED}, {words}");
        let rows = that(&|paper| side(paper) == Some(segment));
        sets.add(&format!("bertology.{segment}"), &words, rows);
    }
    let words = format!("papers on language, {COMPARED}, with industry or by academia alone");
    let both = ["bertology", "tests.bertology"];
    sets.add_for(
        &both,
        "bertology",
        &words,
        that(&|paper| side(paper).is_some()),
    );
}

fn terms(texts: &Texts<'_>, choice: &Choice, sets: &mut RowSets<'_, u64>) {
    let papers = &texts.papers;
    let that = |is: &dyn Fn(&Paper<'_>) -> bool| lines(papers.iter().filter(|paper| is(paper)));
    let has_sector = |paper: &Paper<'_>| paper.sector != Sector::Unknown;
    for year in texts.usage.by_year.keys() {
        let words = format!("papers of {year} with an abstract and a sector");
        let rows = that(&|paper| has_sector(paper) && paper.year == Some(*year));
        sets.add(&format!("terms.year_{year}"), &words, rows);
    }
    for sector in texts.usage.by_sector.keys() {
        let words = format!("papers with an abstract, sector {}", sector.words());
        let rows = that(&|paper| paper.sector == *sector);
        sets.add(&format!("terms.sector.{}", sector.segment()), &words, rows);
    }
    let found = &texts.representation;
    let is_held = |paper: &Paper<'_>| choice.window.has(paper) && paper.is_industry_or_academia();
    for task in &found.tasks {
        let words = format!("papers of the window, task {}", task.name);
        let rows = that(&|paper| is_held(paper) && paper.record.tasks().any(|of| of == task.name));
        sets.add(
            &format!("terms.task.{}", FactPath::segment(&task.name)),
            &words,
            rows,
        );
    }
    let tasks: BTreeSet<&str> = found.tasks.iter().map(|task| task.name.as_str()).collect();
    let over_tasks = [
        "terms.topics",
        "terms.leave_one_out",
        "terms.leave_two_out",
        "tests.terms.tasks",
    ];
    let rows = that(&|paper| is_held(paper) && paper.record.tasks().any(|of| tasks.contains(of)));
    let words = "papers of the window with a task that has enough of them";
    sets.add_for(&over_tasks, "terms.topics", words, rows);
    let over_papers = [
        "terms.academic_only",
        "terms.papers_correlation",
        "tests.terms.papers",
    ];
    let words = "papers of the window by industry, academia or both";
    sets.add_for(&over_papers, "terms.window", words, that(&is_held));

    let reaches = |paper: &Paper<'_>| paper.record.log_compute.map(|log| log >= choice.large);
    let words = "papers of models with a known compute that is less";
    sets.add(
        "terms.vocabulary.small",
        words,
        that(&|paper| reaches(paper) == Some(false)),
    );
    let words = "papers of models with much compute";
    let rows = that(&|paper| reaches(paper) == Some(true));
    sets.add_for(&["terms.vocabulary"], "terms.vocabulary.large", words, rows);
    let words = "papers of models with known compute";
    let with_compute = ["terms.compute", "tests.terms.compute"];
    sets.add_for(
        &with_compute,
        "terms.compute",
        words,
        that(&|paper| reaches(paper).is_some()),
    );
    let all = ["papers", "any_share", "mean_distinct", "mean_hits", "term"];
    let all = all.map(|name| format!("terms.{name}"));
    sets.add_for(
        &all,
        "terms.papers",
        "papers with an abstract and a sector",
        that(&has_sector),
    );
}

fn lines<'a, 'b: 'a>(papers: impl Iterator<Item = &'a Paper<'b>>) -> Vec<u64> {
    papers.map(|paper| paper.record.line).collect()
}
