//! What a site says to those who link to it, and its pages as a reader gets them.

use crate::sandbox::Sandbox;

const OFF: &str = "# base_url = \"https://example.org/report/\"";
const ON: &str = "base_url = \"https://example.org/report\"";

/// Width and height of a PNG.
fn size(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.starts_with(b"\x89PNG"));
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_site_without_an_address_names_none() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    for file in ["sitemap.xml", "feed.xml"] {
        assert!(!sandbox.path(&format!("site/{file}")).exists(), "{file}");
    }
    for page in ["index.html", "open-wave/index.html", "404.html"] {
        let text = sandbox.read(&format!("site/{page}"));
        for word in ["rel=\"canonical\"", "og:url", "og:image", "feed.xml"] {
            assert!(!text.contains(word), "{page} has {word}");
        }
        assert!(text.contains("<meta property=\"og:title\""), "{page}");
    }
    for card in ["card.png", "open-wave/card.png"] {
        let bytes = std::fs::read(sandbox.path(&format!("site/{card}"))).unwrap();
        assert_eq!(size(&bytes), (1200, 630), "{card}");
    }
    let cite = sandbox.read("site/open-wave/cite.bib");
    assert!(cite.starts_with("@misc{open-wave,"), "{cite}");
    assert!(!cite.contains("url ="), "{cite}");
    let manifest = sandbox.read("site/highwater-manifest.json");
    for file in ["404.html", "card.png", "open-wave/cite.bib", "search.html"] {
        assert!(manifest.contains(&format!("\"{file}\"")), "{file}");
    }
}

#[test]
fn a_site_with_an_address_has_a_map_a_feed_and_previews() {
    let sandbox = Sandbox::new();
    sandbox.replace("report/site.toml", OFF, ON);
    // The addresses of the site itself are followed too.
    sandbox.run(&["report", "-q", "--strict"]).succeeds();
    let map = sandbox.read("site/sitemap.xml");
    for page in ["", "data.html", "open-wave/", "data/wave/mmlu.csv.html"] {
        let entry = format!("<loc>https://example.org/report/{page}</loc>");
        assert!(map.contains(&entry), "{entry}:\n{map}");
    }
    // A picture that was copied leads back to its figure.
    let picture = std::fs::read(sandbox.path("site/open-wave/figures/mmlu.png")).unwrap();
    let address = b"URL\0https://example.org/report/open-wave/#figure-mmlu";
    assert!(picture.windows(address.len()).any(|part| part == address));
    let feed = sandbox.read("site/feed.xml");
    let stories = std::fs::read_dir(sandbox.path("report/stories")).unwrap();
    assert_eq!(feed.matches("<entry>").count(), stories.count());
    let story = sandbox.read("site/open-wave/index.html");
    for line in [
        "<link rel=\"canonical\" href=\"https://example.org/report/open-wave/\">",
        "<meta property=\"og:image\" content=\"https://example.org/report/open-wave/card.png\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
    ] {
        assert!(story.contains(line), "{line}");
    }
    // It is shown at any address, so its links start at the host.
    let lost = sandbox.read("site/404.html");
    assert!(lost.contains("href=\"/report/assets/style.css\""), "{lost}");
    assert!(!lost.contains("rel=\"canonical\""));
}

#[test]
fn the_index_of_the_search_is_small_and_leads_somewhere() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    let page = sandbox.read("site/search.html");
    assert!(page.len() < 300_000, "{} bytes", page.len());
    let (_, index) = page.split_once("id=\"index\">").unwrap();
    let index = index.split("</script>").next().unwrap();
    let index: serde_json::Value = serde_json::from_str(index).unwrap();
    let entries = index["entries"].as_array().unwrap();
    for kind in 0..index["kinds"].as_array().unwrap().len() {
        let found = entries.iter().find(|entry| entry[0] == kind);
        let href = found.unwrap()[3].as_str().unwrap();
        let (file, anchor) = href.split_once('#').unwrap_or((href, ""));
        let target = sandbox.read(&format!("site/{file}"));
        assert!(
            target.contains(&format!("id=\"{anchor}\"")) || anchor.is_empty(),
            "{href}"
        );
    }
}

#[test]
fn an_address_that_is_none_is_told() {
    let sandbox = Sandbox::new();
    sandbox.replace("report/site.toml", OFF, "base_url = \"example.org\"");
    sandbox.run(&["check"]).fails(
        2,
        &[
            "HW0201",
            "report/site.toml",
            "`example.org` is not the address of a site",
        ],
    );
}

#[test]
fn bad_templates_are_found_in_the_pages_that_they_write() {
    let spoilt = [
        (
            "<h1>Claims</h1>",
            "<h1>Claims</h1></section>",
            "HW0038",
            "claims.html:",
        ),
        (
            "<h1>Claims</h1>",
            "<h1 id=\"content\">Claims</h1>",
            "HW0039",
            "the id `content`",
        ),
        (
            "<h1>Claims</h1>",
            "<h1>Claims</h1><p><a href=\"data.html#valuse\">x</a></p>",
            "HW0040",
            "did you mean `values`?",
        ),
        (
            "<h1>Claims</h1>",
            "<h1>Claims</h1><p><img src=\"card.png\"></p>",
            "HW0041",
            "no text for those who do not see it",
        ),
        (
            "<h1>Claims</h1>",
            "<h1>Claims</h1><h4>x</h4>",
            "HW0042",
            "level 4 follows",
        ),
    ];
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    let manifest = sandbox.read("site/highwater-manifest.json");
    let own = sandbox.own("templates/claims.html");
    let template = sandbox.read(&own);
    for (from, to, code, text) in spoilt {
        sandbox.replace(&own, from, to);
        sandbox.run(&["report", "--strict"]).fails(1, &[code, text]);
        sandbox.write(&own, &template);
    }
    // What is in the frame of all pages is told once.
    let base = sandbox.own("templates/base.html");
    sandbox.replace(&base, " lang=\"{{ site.language }}\"", "");
    let run = sandbox.run(&["check"]);
    run.fails(1, &["HW0043", "does not say its language", "other pages"]);
    assert_eq!(
        run.err.matches("does not say its language").count(),
        1,
        "{}",
        run.err
    );
    assert_eq!(sandbox.read("site/highwater-manifest.json"), manifest);
}

#[test]
fn long_titles_and_missing_summaries_are_told() {
    let sandbox = Sandbox::new();
    let story = "report/stories/open-wave/story.md";
    let text = sandbox.read(story);
    let title = text
        .lines()
        .find(|line| line.starts_with("title = "))
        .unwrap();
    let long = format!("title = \"{}\"", "Many words ".repeat(9).trim_end());
    sandbox.replace(story, title, &long);
    let summary = text
        .lines()
        .find(|line| line.starts_with("summary = "))
        .unwrap();
    sandbox.replace(story, summary, "summary = \"\"");
    sandbox
        .run(&["check", "--strict", "--only", "open-wave"])
        .fails(
            1,
            &[
                "HW0044",
                "the title has 98 characters",
                "the story has no summary",
            ],
        );
}
