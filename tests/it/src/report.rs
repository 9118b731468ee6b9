//! The shipped report: strict, the same bytes every time, sound pages.

use serde_json::Value;

use crate::sandbox::Sandbox;

#[test]
fn the_report_is_sound_and_says_how_much_it_checked() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["report", "--strict"]);
    run.succeeds();
    let coverage = run.out.lines().next().unwrap();
    assert!(coverage.contains(" numerals bound"), "{coverage}");
    assert!(coverage.contains("0 findings"), "{coverage}");
    assert!(!coverage.contains("against expectation"), "{coverage}");
    let words: Vec<&str> = coverage.split(' ').collect();
    assert_eq!(words[0], words[2], "every numeral is bound: {coverage}");
}

#[test]
fn the_same_bytes_every_time() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["report", "--verify"]);
    run.succeeds();
    assert!(
        run.err.contains("the same bytes again, with 1 thread "),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("the same bytes again, with 2 threads"),
        "{}",
        run.err
    );
    let first = sandbox.read("site/highwater-manifest.json");
    // Another process, another number of threads, another folder.
    let other = Sandbox::new();
    other.run(&["report", "-q", "-j", "1"]).succeeds();
    assert_eq!(other.read("site/highwater-manifest.json"), first);
}

#[test]
fn the_site_has_what_a_reader_expects() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    for page in [
        "index.html",
        "claims.html",
        "data.html",
        "open-wave/index.html",
    ] {
        let text = sandbox.read(&format!("site/{page}"));
        assert!(text.starts_with("<!doctype html>"), "{page}");
        for loaded in [
            "src=\"http",
            "url(http",
            "<link rel=\"stylesheet\" href=\"http",
            "@import",
        ] {
            assert!(
                !text.contains(loaded),
                "{page} loads from elsewhere: {loaded}"
            );
        }
    }
    let figures = [
        "downloads",
        "models",
        "mmlu",
        "derivatives",
        "contributors",
        "cost",
        "speed",
        "funding",
        "adoption",
        "laptop",
        "closure",
    ];
    for figure in figures {
        for file in [".svg", ".png", ".csv", "-narrow.svg", "-narrow.png"] {
            let path = sandbox.path(&format!("site/open-wave/figures/{figure}{file}"));
            assert!(
                path.metadata().is_ok_and(|file| file.len() > 0),
                "{}",
                path.display()
            );
        }
    }
    let plain = sandbox.read("site/open-wave/story.md");
    assert!(plain.contains("went from 28M to 620M in 18 months"));
    assert!(
        !plain.contains("](value:") && !plain.contains("](claim:"),
        "bindings are filled in"
    );
    let table = sandbox.read("site/data/wave/mmlu.csv.html");
    let facts: Value = serde_json::from_str(&sandbox.read("site/facts.json")).unwrap();
    let mut sources = facts["sources"].as_array().unwrap().iter();
    let source = sources.find(|source| source["path"] == "data/wave/mmlu.csv");
    let hash = source.unwrap()["sha256"].as_str().unwrap();
    assert_eq!(hash.len(), 64);
    assert!(table.contains(hash), "{hash}");
}

#[test]
fn every_number_leads_to_its_row() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    let story = sandbox.read("site/open-wave/index.html");
    let links: Vec<(&str, &str)> = story
        .split("href=\"../data/")
        .skip(1)
        .filter_map(|part| part.split('"').next()?.split_once('#'))
        .collect();
    assert!(links.len() > 100, "{}", links.len());
    for (page, anchor) in links {
        let page = sandbox.read(&format!("site/data/{page}"));
        assert!(page.contains(&format!(" id=\"{anchor}\"")), "{anchor}");
    }
}

/// The index stays small however many values there are, and leads to each page of the data.
#[test]
fn the_index_of_the_data_leads_to_all_of_it() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    let index = sandbox.read("site/data.html");
    assert!(index.len() < 100_000, "{} bytes", index.len());
    let facts: Value = serde_json::from_str(&sandbox.read("site/facts.json")).unwrap();
    let facts = facts["facts"].as_array().unwrap().iter();
    let paths: Vec<&str> = facts.map(|fact| fact["path"].as_str().unwrap()).collect();
    assert!(paths.len() > 500, "{}", paths.len());
    for path in paths {
        let group = path.split('.').take(2).collect::<Vec<_>>().join(".");
        let page = format!("data/values/{group}.html");
        assert!(index.contains(&format!("href=\"{page}\"")), "{page}");
    }
    // What an earlier edition had on this page is led to by the table's old anchor.
    let entry = "<li id=\"row-data-wave-mmlu-csv-0\"><a href=\"data/wave/mmlu.csv.html\">";
    assert!(index.contains(entry));
}

#[test]
fn one_story_alone_can_be_built() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["report", "--only", "open-wave", "-q"])
        .succeeds();
    assert!(sandbox.path("site/open-wave/index.html").exists());
}

/// Units, no float noise, what is approximate, why a cell is missing.
#[test]
fn downloads_of_figures_keep_what_the_table_means() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    let figure = |name: &str| sandbox.read(&format!("site/open-wave/figures/{name}.csv"));
    assert!(figure("mmlu").contains("2022-01,GPT-J 6B,26.1,GPT-3 175B,43.9,17.8\n"));
    let downloads = figure("downloads");
    let header =
        "Month,Downloads,Growth since the row before [fraction],Growth as stated [fraction]\n";
    assert!(downloads.starts_with(header), "{downloads}");
    assert!(downloads.contains("2022-01,28000000,N/A (no row before),N/A (first month)\n"));
    assert!(figure("cost").starts_with("Month,Cost [US dollars],"));
    assert!(figure("adoption").contains("Q4 2022 [percent]"));
    assert!(figure("contributors").contains(",~280000,~500000,"));
    assert!(figure("speed").contains("N/A (too large)"));
    assert!(figure("derivatives").contains(",>=120,"));
}

#[test]
fn check_writes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.run(&["check", "--strict"]).succeeds();
    assert!(!sandbox.path("site").exists());
}

#[test]
fn a_table_can_be_placed_and_texts_for_those_who_do_not_see_are_checked() {
    let sandbox = Sandbox::new();
    let story = "report/stories/open-wave/story.md";
    sandbox.append(
        story,
        "\n![Downloads up to [620M](value:wave.downloads.last?si)](table:downloads)\n",
    );
    sandbox.run(&["report", "--strict", "-q"]).succeeds();
    let page = sandbox.read("site/open-wave/index.html");
    assert!(page.contains(
        "<figure id=\"table-downloads\" class=\"table\" aria-label=\"Downloads up to 620M\">"
    ));
    assert!(
        sandbox
            .read("site/open-wave/story.md")
            .contains("| 2023-07 | 620M | +63.2% | +63% |")
    );
    sandbox.replace(
        story,
        "![Downloads up to [620M]",
        "![Downloads up to [610M]",
    );
    sandbox
        .run(&["check"])
        .fails(1, &["HW0001", "the data give `620M`"]);
}

#[test]
fn a_relative_folder_is_meant_from_where_the_run_was_started() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("elsewhere")).unwrap();
    let mut command = sandbox.command(&["report", "-q", "--out", "here"]);
    assert!(
        command
            .current_dir(sandbox.path("elsewhere"))
            .status()
            .unwrap()
            .success()
    );
    assert!(sandbox.path("elsewhere/here/index.html").exists());
}
