//! Every page opens from disk, in silence and without asking anybody for anything.

use serde_json::Value;

use crate::chromium::in_browser;
use crate::site::Site;

#[test]
fn pages_open_without_errors_and_without_requests() {
    in_browser(async |page| {
        let front = "index.html";
        page.open(front).await;
        let name = page.title().await;
        page.log("performance").await;
        for path in page.site.pages() {
            page.open(&path).await;

            let heading: String = page
                .ask("return document.querySelector('h1').textContent", &[])
                .await;
            let expected = match path.as_str() {
                "index.html" => heading,
                _ => format!("{heading} · {name}"),
            };
            assert_eq!(page.title().await, expected, "the title of {path}");

            let told = page.log("browser").await;
            assert!(told.is_empty(), "{path} writes to the console: {told:#?}");

            let mut requests = Vec::new();
            for entry in page.log("performance").await {
                let event: Value =
                    serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
                let event = &event["message"];
                if event["method"] == "Network.requestWillBeSent" {
                    let address = &event["params"]["request"]["url"];
                    requests.push(address.as_str().unwrap().to_owned());
                }
                assert_ne!(
                    event["method"], "Network.loadingFailed",
                    "{path} asks for something that is not there: {event:#}"
                );
            }
            // The page, its script, its styles and at least one font.
            assert!(
                requests.len() > 4,
                "{path} asks for too little: {requests:?}"
            );
            for request in &requests {
                assert!(
                    request.starts_with("file://") || request.starts_with("data:"),
                    "{path} asks for {request}"
                );
            }
        }
    });
}

#[test]
fn pages_are_set_in_the_fonts_that_they_bring() {
    in_browser(async |page| {
        for path in page.site.pages() {
            page.open(&path).await;
            let loaded: Vec<String> = page
                .ask(
                    "return [...document.fonts].filter((font) => font.status === 'loaded')
                       .map((font) => font.family.replaceAll('\"', ''))",
                    &[],
                )
                .await;
            for family in ["Inter", "Source Serif 4"] {
                let found = loaded.iter().any(|name| name == family);
                assert!(found, "{path} has no {family}, only {loaded:?}");
            }
        }
    });
}

/// What a browser would load under another condition (a picture further down, a media query, a figure
/// opened by itself) is seen in the files alone.
#[test]
fn nothing_that_is_loaded_is_remote() {
    let site = Site::built();
    let mut seen = 0;
    for ending in ["html", "svg", "css"] {
        for (path, text) in site.texts(ending) {
            assert!(
                !text.contains("@import"),
                "{} imports a style",
                path.display()
            );
            for address in loaded_by_tags(&text).chain(loaded_by_styles(&text)) {
                seen += 1;
                assert!(
                    address.starts_with("data:") || !address.contains("//"),
                    "{} loads {address}",
                    path.display()
                );
            }
        }
    }
    assert!(seen > 20, "only {seen} loads were found");
}

fn loaded_by_tags(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).flat_map(|rest| {
        let tag = rest.split('>').next().unwrap_or_default();
        let loads_by_href = ["link ", "image ", "use "]
            .iter()
            .any(|name| tag.starts_with(name));
        attributes(tag)
            .filter(move |(name, _)| match *name {
                "src" | "srcset" | "poster" | "data" => true,
                "href" | "xlink:href" => loads_by_href,
                _ => false,
            })
            .map(|(_, value)| value)
    })
}

fn loaded_by_styles(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(").skip(1).map(|rest| {
        let address = rest.split(')').next().unwrap_or_default();
        address.trim_matches(['"', '\''])
    })
}

/// The attributes of a tag, whose values hold no quotes in what the report writes.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts = tag.split('"');
    std::iter::from_fn(move || {
        let name = parts.next()?.trim().strip_suffix('=')?;
        let value = parts.next()?;
        Some((name.split_whitespace().last()?, value))
    })
}
