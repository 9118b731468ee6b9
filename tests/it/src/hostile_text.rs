//! `<script>` in a cell, in a title, in a label: text everywhere, in HTML, SVG and JSON.

use crate::sandbox::Sandbox;

const EVIL: &str = "<script>alert('x')</script>";

#[test]
fn markup_from_data_and_stories_is_text_everywhere() {
    let sandbox = Sandbox::new();
    // A name that a figure draws, a note of a table, a title of a source, the title of the story.
    sandbox.replace("data/wave/funding.csv", "Mistral AI", EVIL);
    sandbox.replace(
        "data/wave/laptop.csv",
        "(GPT-2, DistilGPT2)",
        &format!("({EVIL})"),
    );
    sandbox.replace(
        "data/wave/tables.toml",
        "title = \"Monthly",
        &format!("title = \"{EVIL} Monthly"),
    );
    sandbox.replace(
        "report/stories/open-wave/story.md",
        "The open wave:",
        &format!("The open wave {EVIL}:"),
    );
    sandbox.replace(
        "report/stories/open-wave/claims.toml",
        "words = \"Downloads grew",
        &format!("words = \"{EVIL} Downloads grew"),
    );
    sandbox.run(&["report", "-q"]).succeeds();

    let mut folders = vec![sandbox.path("site")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let kind = path
                .extension()
                .and_then(|extension| extension.to_str())
                .unwrap_or_default()
                .to_owned();
            if kind == "html" || kind == "svg" {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(!text.contains("<script>alert"), "{}", path.display());
                seen += usize::from(text.contains("&lt;script&gt;"));
            }
        }
    }
    // Front page, story, claims, data, and the figure of funding at both widths.
    assert!(seen >= 6, "the text stands in {seen} files");
    let page = sandbox.read("site/open-wave/index.html");
    let scripts = page.matches("<script").count();
    assert_eq!(
        scripts, 11,
        "the page’s own: eight files, two lists of data, and what it is for programs"
    );
    let facts = sandbox.read("site/facts.json");
    assert!(serde_json::from_str::<serde_json::Value>(&facts).is_ok());
}
