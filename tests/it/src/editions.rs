//! What `diff` takes for an edition of the data: snapshots in each other's place, and what is none.

use std::path::Path;

use highwater_ingest::snapshots::Sha256Sum;

use crate::diff::{corrected, entry, json, list};
use crate::sandbox::{Run, Sandbox, reference};

#[test]
fn what_is_no_edition_is_told_as_what_it_is() {
    let sandbox = corrected();
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    sandbox.write("other.json", "{\"name\": \"something\"}");
    sandbox.write("broken.json", "{\"facts\": [");
    sandbox.write(
        "later.json",
        "{\"schema\": \"highwater-facts/2\", \"facts\": []}",
    );
    sandbox.write(
        "before.json",
        "{\"facts\": [], \"claims\": [], \"figures\": [\"downloads\"]}",
    );
    sandbox.write(
        "torn.json",
        "{\"schema\": \"highwater-facts/1\", \"facts\": [{\"path\": \"a\"}]}",
    );
    sandbox.write("binary.json", [0xff, 0xfe, 0x00]);
    for (new, told) in [
        (
            "nowhere",
            &[
                "`nowhere` is not a folder, a file or a snapshot",
                "name a folder of tables",
            ][..],
        ),
        (
            "benchmarks-2024-10-19",
            &[
                "is not a folder, a file or a snapshot",
                "did you mean the snapshot `benchmarks-2024-10-18`?",
            ],
        ),
        (
            "empty",
            &["`empty` has neither tables of a study nor a listed snapshot"],
        ),
        (
            "data/wave",
            &[
                "`data/wave` holds the tables of the study `wave` itself",
                "above it: `data`",
            ],
        ),
        (
            "other.json",
            &[
                "`other.json` cannot be compared: it is JSON, and no facts.json",
                "of a built site",
            ],
        ),
        ("broken.json", &["it is not JSON from line 1, column 11 on"]),
        ("binary.json", &["it is not JSON from line 1"]),
        (
            "later.json",
            &[
                "a facts.json of version `highwater-facts/2`, and `highwater-facts/1` is read",
                "build that site again",
            ],
        ),
        ("before.json", &["a facts.json of no version"]),
        (
            "torn.json",
            &["a facts.json with a fault: missing field `label`"],
        ),
    ] {
        let run = sandbox.run(&["diff", "data", new]);
        run.fails(2, told);
        assert_eq!(run.out, "", "{new}");
    }
    sandbox.replace("new/wave/downloads.csv", "651M", "many");
    sandbox
        .run(&["diff", "data", "new"])
        .fails(2, &["--> new/wave/downloads.csv:8:9"]);
    sandbox.run(&["diff", "data"]).fails(2, &["<NEW>"]);
}

#[test]
fn snapshots_are_told_by_name_and_must_be_editions_of_one_file() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["diff", "benchmarks-2024-10-18", "benchmarks-2024-10-22"])
        .fails(2, &["HW0213", "cargo xtask fetch benchmarks-2024-10-18"]);
    list_unread_edition(&sandbox);
    let run = sandbox.run(&["diff", UNREAD.0, UNREAD.1]);
    run.succeeds();
    let out = &run.out;
    assert!(out.starts_with("no value moved\n"), "{out}");
    sandbox
        .run(&["diff", "gsm1k-2024-10-10", "benchmarks-2024-10-22"])
        .fails(
            2,
            &[
                "are no editions of one file, as data/snapshots.toml lists them",
                "write `replaces = \"gsm1k-2024-10-10\"` there",
            ],
        );
    let run = sandbox.run(&["diff", "org-view-2024-08-20", "data"]);
    run.fails(
        2,
        &[
            "HW0213",
            "is not in `data/cache`",
            "cargo xtask fetch org-view-2024-08-20",
        ],
    );
}

/// Two editions of a file that no study reads.
pub(crate) const UNREAD: (&str, &str) = ("unread-1", "unread-2");

/// Lists both.
pub(crate) fn list_unread_edition(sandbox: &Sandbox) {
    let entry = |name: &str, more: &str, digit: &str| {
        format!(
            "\n[[snapshot]]\nname = \"{name}\"\n{more}address = \"https://example.org/{name}.csv\"\n\
             sha256 = \"{}\"\nsize = 1\nlicence = \"CC0 1.0\"\ndate = \"2024-08-10\"\ncredit = \"us\"\n\
             holds = \"nothing that is read\"\n",
            digit.repeat(64)
        )
    };
    let replaces = format!("replaces = \"{}\"\n", UNREAD.0);
    let list = "data/snapshots.toml";
    sandbox.append(list, &entry(UNREAD.0, "", "1"));
    sandbox.append(list, &entry(UNREAD.1, &replaces, "2"));
}

/// A project whose snapshot of openness replaces an earlier edition, in which some models that are open
/// were called unreleased; both are in its cache.
pub(crate) fn two_editions(shared: &Path) -> Sandbox {
    let sandbox = Sandbox::new();
    let file = shared.join("data/epoch-open-models/org-view-2024-08-20.csv");
    let later = std::fs::read_to_string(file).unwrap();
    let earlier = later.replacen(",Open source,", ",Unreleased,", 25);
    assert_ne!(earlier, later);
    std::fs::create_dir_all(sandbox.path("data/cache")).unwrap();
    sandbox.write("data/cache/org-view-2024-08-20.csv", &later);
    sandbox.write("data/cache/earlier.csv", &earlier);
    let entry = format!(
        "[[snapshot]]\nname = \"org-view-2024-08-10\"\naddress = \"https://example.org/a.csv\"\n\
         sha256 = \"{}\"\nsize = {}\nlicence = \"CC0 1.0\"\ndate = \"2024-08-10\"\ncredit = \"us\"\n\
         holds = \"models\"\n\n",
        Sha256Sum::new(earlier.as_bytes()),
        earlier.len()
    );
    let list = "data/snapshots.toml";
    sandbox.write(list, entry + &sandbox.read(list));
    let name = "name = \"org-view-2024-08-20\"\n";
    sandbox.replace(
        list,
        name,
        &format!("{name}replaces = \"org-view-2024-08-10\"\n"),
    );
    sandbox
}

#[test]
fn an_earlier_edition_runs_in_the_place_of_the_later() {
    let Some(shared) = reference() else { return };
    let sandbox = two_editions(&shared);
    let run: Run = sandbox.run(&["diff", "org-view-2024-08-10", "org-view-2024-08-20"]);
    run.succeeds();
    let basis =
        "old  openness: snapshot org-view-2024-08-10 in place of the snapshot org-view-2024-08-20";
    assert!(run.err.contains(basis), "{}", run.err);
    let diff = json(&sandbox, &["org-view-2024-08-10", "org-view-2024-08-20"]);
    assert_eq!(diff["old"]["bases"][0]["kind"], "other snapshot");
    // The notebook's numbers are of the later edition: what speaks of it is tried on the earlier too.
    let claim = entry(&diff, "claims", "flipped", "id", "notebook-countries");
    assert_eq!(
        (&claim["old"]["verdict"], &claim["beyond_when"]),
        (&"fails".into(), &true.into())
    );
    for moved in list(&diff, "values", "moved") {
        let path = moved["path"].as_str().unwrap();
        assert!(path.starts_with("openness."), "{path}");
    }
    // A folder with a file of that name and other bytes, and one with the earlier edition alone.
    std::fs::create_dir_all(sandbox.path("mine")).unwrap();
    let earlier = sandbox.read("data/cache/earlier.csv");
    sandbox.write("mine/any name.csv", &earlier);
    let by_hash = json(&sandbox, &["mine", "org-view-2024-08-20"]);
    assert_eq!(by_hash["values"], diff["values"]);
    sandbox.write("mine/any name.csv", "");
    sandbox.write("mine/org-view-2024-08-20.csv", earlier + "\n");
    let unlisted = json(&sandbox, &["mine", "org-view-2024-08-20"]);
    assert_eq!(unlisted["old"]["bases"][0]["kind"], "unlisted input");
    assert_eq!(
        unlisted["figures"]["changed"].as_array().unwrap().len(),
        list(&diff, "figures", "changed").len()
    );
}
