//! Tables as users have them: a project made of one, tests of columns, values of other tools.

#![allow(clippy::unwrap_used, reason = "what fails in a helper fails its test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_highwater"));
    let command = command.current_dir(folder).args(arguments);
    command
        .env("SOURCE_DATE_EPOCH", "1700000000")
        .output()
        .unwrap()
}

/// Returns what a run prints that succeeds: its results, and what it tells of itself.
#[track_caller]
fn fine(folder: &Path, arguments: &[&str]) -> (String, String) {
    let run = run(folder, arguments);
    let [out, told] = [run.stdout, run.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(run.status.success(), "{arguments:?}: {told}");
    (out, told)
}

/// What a run says that fails.
#[track_caller]
fn fails(folder: &Path, arguments: &[&str], code: i32, texts: &[&str]) -> String {
    let run = run(folder, arguments);
    let told = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(code), "{arguments:?}: {told}");
    for text in texts {
        assert!(told.contains(text), "`{text}` is not told:\n{told}");
    }
    told
}

fn write(folder: &Path, file: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Makes a project of a table, which must check clean and build, and returns what was told.
#[track_caller]
fn makes(file: &str, bytes: impl AsRef<[u8]>) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), file, &bytes);
    let (told, _) = fine(folder.path(), &["new", "wet-hills", "--from", file]);
    let project = folder.path().join("wet-hills");
    fine(&project, &["check", "--strict"]);
    // The table is there as it was published.
    let files = fs::read_dir(project.join("data")).unwrap();
    let mut files = files.map(|entry| entry.unwrap().path());
    let copy = files.find(|path| !path.ends_with("tables.toml")).unwrap();
    assert_eq!(fs::read(copy).unwrap(), bytes.as_ref(), "{file}");
    (folder, told)
}

const PANEL: &str = "Entity;Year;Rain (mm)\nHill;2022;1.012,5\nHill;2023;..\nVale;2022;408,25\n";

#[test]
fn a_project_of_a_table_says_what_was_guessed_and_builds() {
    let (folder, told) = makes("rain.csv", PANEL);
    for line in [
        "rain.csv: 3 rows, 3 columns",
        "delimiter = \";\"    because the cells are set apart by `;`",
        "missing = [\"..\"]    because these stand among the values of `Rain (mm)`",
        "key = [\"Entity\", \"Year\"]    because no two rows are alike in these",
        "columns.Year = { kind = \"year\" }    because its name says so",
        "columns.\"Rain (mm)\" = { unit = \"mm\" }    because its name ends in the unit",
        "texts: Entity",
    ] {
        assert!(told.contains(line), "{line}:\n{told}");
    }
    let project = folder.path().join("wet-hills");
    fine(&project, &["report", "--strict", "--verify"]);
    assert!(told.contains("a claim and a figure"), "{told}");
    let figure = project.join("site/wet-hills/figures/shown.html");
    assert!(figure.is_file(), "{}", figure.display());
    let page = fs::read_to_string(project.join("site/wet-hills/index.html")).unwrap();
    assert!(page.contains(">1,013</a>"), "{page}");
    let (values, _) = fine(&project, &["values", "summary", "--format", "json"]);
    assert!(values.contains("\"unit\": \"mm\""), "{values}");
    // The next change of the table is found in the prose.
    write(
        &project,
        "data/rain.csv",
        PANEL.replace("408,25", "1.408,25"),
    );
    fails(
        &project,
        &["check"],
        1,
        &["the data give `1,408`", "story.md:"],
    );
}

#[test]
fn odd_tables_make_projects_too() {
    let many: String = (0..5000).map(|n| format!("{n},{}\n", n % 7)).collect();
    let tables: [(&str, Vec<u8>); 15] = [
        ("one.csv", b"name\nAda\nBob\n".to_vec()),
        ("no key.csv", b"a,b\n1,2\n1,2\n".to_vec()),
        ("texts.csv", b"a,b\nx,y\nz,y\n".to_vec()),
        ("days.csv", b"day,v\n31/12/2015,1\n01/02/2016,2\n".to_vec()),
        (
            "ranges.csv",
            b"m,v\n2023-01,~1\n2023-02,5-10\n2023-03,120+\n".to_vec(),
        ),
        ("nothing.csv", b"a,b\n".to_vec()),
        ("same.csv", b"x,n\na,5\nb,5\n".to_vec()),
        ("missing.csv", b"x,n\na,\nb,\n".to_vec()),
        (
            "latin.csv",
            b"Stadt;Gr\xf6\xdfe\nK\xf6ln;405,2\nBonn;141,1\n".to_vec(),
        ),
        (
            "header.csv",
            b"My Name,\"a \"\"b\"\"\",  ,gr\xc3\xb6\xc3\x9fe\nx,1,2,3\ny,4,5,6\n".to_vec(),
        ),
        ("twice.csv", b"a,a,b\n1,2,3\n4,5,6\n".to_vec()),
        ("numbers.csv", b"1,2\n3,4\n5,6\n".to_vec()),
        ("order.csv", b"select,order\nx,1\ny,2\n".to_vec()),
        ("2023 (final).csv", format!("id,v\n{many}").into_bytes()),
        ("near.csv", b"k,v\na,20240102\nb,20240103\n".to_vec()),
    ];
    for (file, bytes) in tables {
        makes(file, bytes);
    }
    makes(
        "t.jsonl",
        b"{\"k\": \"a\", \"v\": 1}\n{\"k\": \"b\", \"v\": 2}\n",
    );
    let (_, told) = makes(
        "t.json",
        b"{\"rows\": [{\"k\": \"a\", \"v\": 1.5}, {\"k\": \"b\"}]}",
    );
    assert!(told.contains("records = \"rows\""), "{told}");
    let sheet = "../highwater-ingest/tests/it/files/rain.xlsx";
    let (_, told) = makes("rain.xlsx", fs::read(sheet).unwrap());
    assert!(told.contains("missing = [\"n.a.\"]"), "{told}");
}

#[test]
fn nothing_is_written_over_and_half_a_project_is_not_left() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "rain.csv", PANEL);
    write(at, "open.csv", "a,b\n\"x,2\n");
    write(at, "there/notes.txt", "mine");
    fails(
        at,
        &["new", "there", "--from", "rain.csv"],
        2,
        &["`there` is there already"],
    );
    assert_eq!(fs::read_dir(at.join("there")).unwrap().count(), 1);
    fails(
        at,
        &["new", "bad", "--from", "open.csv"],
        2,
        &["HW0120", "open.csv:2:1"],
    );
    fails(
        at,
        &["new", "bad", "--from", "none.csv"],
        2,
        &["`none.csv` cannot be read"],
    );
    fails(
        at,
        &["new", "Bad Name", "--from", "rain.csv"],
        2,
        &["cannot be the name of a story or project"],
    );
    fails(at, &["new", "bad"], 2, &["--from <FILE>"]);
    fails(at, &["new"], 2, &["--from <FILE>"]);
    let mut names: Vec<String> = fs::read_dir(at)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["open.csv", "rain.csv", "there"]);
}

/// A project with a value of another tool in its only sentence.
fn with_values(values: &str, file: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "report/site.toml", "title = \"Rain\"\n");
    write(
        at,
        "data/tables.toml",
        format!(
            "origin = \"R 4.5, from model.R\"\nlicence = \"CC0 1.0\"\ndate = \"2024-01-01\"\n\n\
             [[values]]\nfile = \"{file}\"\ntitle = \"What the model found\"\n"
        ),
    );
    write(at, &format!("data/{file}"), values);
    write(
        at,
        "report/stories/rain/story.md",
        "+++\ntitle = \"Rain\"\nsummary = \"A sentence.\"\ndate = \"2024-01-06\"\ndata = \"A model\"\n+++\n\n\
         A year adds [125](value:model.slope) mm, [more than nothing](claim:more).\n",
    );
    write(
        at,
        "report/stories/rain/claims.toml",
        "[[claim]]\nid = \"more\"\nwords = \"more than nothing\"\nexpr = \"model.slope.low > model.zero\"\n",
    );
    folder
}

const VALUES: &str = "path,value,unit,label\n\
                      model.slope,125,mm per year,what a year adds\n\
                      model.slope.low,50,mm per year,its lower end\n\
                      model.zero,0,mm per year,nothing\n";

#[test]
fn prose_is_checked_against_values_of_other_tools() {
    let folder = with_values(VALUES, "model.csv");
    let at = folder.path();
    fine(at, &["report", "--strict"]);
    let (values, _) = fine(at, &["values", "model.slope", "--format", "json"]);
    for text in [
        "mm per year",
        "what a year adds",
        "data/model.csv",
        "given by `model.csv`",
    ] {
        assert!(values.contains(text), "{text}: {values}");
    }
    // Its file and hash are the origin of the value.
    let data = fs::read_to_string(at.join("site/data/model.csv.html")).unwrap();
    assert!(data.contains("R 4.5, from model.R"), "{data}");
    assert!(data.contains("row-data-model-csv-2"), "{data}");
    write(
        at,
        "data/model.csv",
        VALUES.replace("125", "75").replace("50", "-50"),
    );
    fails(at, &["check"], 1, &["the data give `75`", "`more` fails"]);
    let json = "[{\"path\": \"model.slope\", \"value\": 125, \"unit\": \"mm per year\"},\n\
                 {\"path\": \"model.slope.low\", \"value\": 50, \"unit\": \"mm per year\"},\n\
                 {\"path\": \"model.zero\", \"value\": 0, \"unit\": \"mm per year\"}]";
    let folder = with_values(json, "model.json");
    fine(folder.path(), &["check", "--strict"]);
}

#[test]
fn bad_values_of_other_tools_are_findings_with_their_places() {
    let spoiled = "path,value,unit,label\n\
                   model.slope,1.25,,x\n\
                   model.n,many,number,x\n\
                   Model.Share,5%,percent,x\n\
                   slope,1,number,x\n\
                   model.n,3,number,x\n\
                   model.m,,number,x\n";
    let folder = with_values(spoiled, "model.csv");
    fails(
        folder.path(),
        &["check"],
        2,
        &[
            "data/model.csv:2:18",
            "column `unit`: the value has no unit; write what it counts",
            "data/model.csv:3:9",
            "column `value`: `many`",
            "data/model.csv:4:1",
            "the nearest that would do: `model.share`",
            "the nearest that would do: `model.slope`",
            "column `path`: `model.n` stands in line 3 already; each value needs a path of its own",
            "data/model.csv:7:9",
            "6 errors",
        ],
    );
    let folder = with_values("path,value\nmodel.slope,1\n", "model.csv");
    fails(
        folder.path(),
        &["check"],
        2,
        &["the column `unit` is missing from the header"],
    );
}

#[test]
fn tests_of_columns_run_on_tables_that_no_query_names() {
    let folder = with_values(VALUES, "model.csv");
    let at = folder.path();
    let list = fs::read_to_string(at.join("data/tables.toml")).unwrap();
    let table = "\n[[table]]\nfile = \"gauges.csv\"\ntitle = \"Gauges\"\n\
                 columns.id = { tests = [\"not_null\", \"unique\"] }\n\
                 columns.kind = { tests = [{ accepted_values = [\"hill\", \"vale\"] }] }\n";
    write(at, "data/tables.toml", format!("{list}{table}"));
    write(at, "data/gauges.csv", "id,kind\nA,hill\nB,vale\n");
    fine(at, &["check", "--strict"]);
    write(at, "data/gauges.csv", "id,kind\nA,hill\n,vale\nA,dale\n");
    fails(
        at,
        &["check"],
        2,
        &[
            "HW0137",
            "data/gauges.csv:3:1",
            "data/gauges.csv:4:1",
            "data/gauges.csv:4:3",
            "3 errors",
        ],
    );
}

#[test]
fn a_table_without_a_list_is_read_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "report/site.toml", "title = \"Rain\"\n");
    write(at, "data/rain.csv", "gauge,mm\nHill,12\nVale,30\n");
    write(
        at,
        "report/queries/all.sql",
        "SELECT sum(mm) AS mm FROM rain\n",
    );
    write(
        at,
        "report/stories/rain/story.md",
        "+++\ntitle = \"Rain\"\nsummary = \"A sentence.\"\ndate = \"2024-01-06\"\ndata = \"Gauges\"\n+++\n\n\
         It rained [42](value:all.mm) mm.\n",
    );
    fine(at, &["report", "--strict"]);
    let data = fs::read_to_string(at.join("site/data/rain.csv.html")).unwrap();
    assert!(data.contains("It is not said who published it"), "{data}");
    assert!(!data.contains("datetime=\"\""), "{data}");
    write(at, "data/rain.csv", "gauge,mm\nHill,12\nVale,30,1\n");
    fails(at, &["check"], 2, &["data/rain.csv:3:1", "HW0107"]);
}
