//! `verify`: a built site, held against its manifest.

use crate::sandbox::Sandbox;

#[test]
fn a_whole_site_is_told_with_its_hash_and_every_difference_is_listed() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report"]).succeeds();
    let run = sandbox.run(&["verify", "site"]);
    run.succeeds();
    let manifest: serde_json::Value =
        serde_json::from_str(&sandbox.read("site/highwater-manifest.json")).unwrap();
    let files = manifest["files"].as_object().unwrap().len();
    assert!(
        run.out
            .contains(&format!("{files} files: each as the manifest lists it")),
        "{}",
        run.out
    );
    let hash = run
        .out
        .lines()
        .find_map(|line| line.strip_prefix("site "))
        .unwrap();
    assert_eq!(hash.len(), 64, "{hash}");

    sandbox.append("site/index.html", "<!-- mine -->");
    std::fs::remove_file(sandbox.path("site/claims.html")).unwrap();
    sandbox.write("site/mine.txt", "mine");
    let run = sandbox.run(&["verify", "site"]);
    run.fails(1, &["3 files of `site` differ from its manifest"]);
    assert_eq!(
        run.out,
        " changed  index.html\n missing  claims.html\n   extra  mine.txt\n"
    );
}

#[test]
fn what_is_no_site_is_refused() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["verify", "data"])
        .fails(2, &["`data` is not a site", "highwater-manifest.json"]);
    sandbox
        .run(&["verify", "nowhere"])
        .fails(2, &["`nowhere` cannot be read"]);
}
