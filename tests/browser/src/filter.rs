//! Long pages are filtered, and anchors of earlier editions lead to where their data stand now.

use serde_json::{Value, json};

use crate::chromium::in_browser;
use crate::page::Page;

/// What is shown of the entries that a selector finds, and what the page says of it.
async fn shown(page: &Page, selector: &str) -> (Vec<String>, String) {
    let script = "
        const items = [...document.querySelectorAll(arguments[0])].filter((item) => item.checkVisibility());
        return [items.map((item) => item.textContent), document.querySelector('.filter .shown').textContent];";
    page.ask(script, &[json!(selector)]).await
}

/// Puts a value into a field of the filter, as a reader does.
async fn put(page: &Page, name: &str, value: &str) {
    page.ask::<Value>(
        "const field = document.querySelector(`.filter [name=${arguments[0]}]`);
         field.value = arguments[1];
         field.dispatchEvent(new Event('input', { bubbles: true }));",
        &[json!(name), json!(value)],
    )
    .await;
}

const CLAIMS: &str = ".claim-card";

#[test]
fn claims_are_found_by_verdict_story_and_words() {
    in_browser(async |page| {
        page.open("claims.html").await;
        let (all, said) = shown(page, CLAIMS).await;
        assert!(all.len() > 100 && said.is_empty(), "{} {said}", all.len());
        put(page, "verdict", "fails").await;
        let (failing, said) = shown(page, CLAIMS).await;
        assert!(!failing.is_empty() && failing.len() < all.len());
        assert_eq!(said, format!("{} of {} shown", failing.len(), all.len()));
        put(page, "story", "open-wave").await;
        let (of_story, _) = shown(page, CLAIMS).await;
        assert!(!of_story.is_empty() && of_story.len() < failing.len());
        put(page, "q", "GROWTH").await;
        let (found, _) = shown(page, CLAIMS).await;
        assert!(!found.is_empty() && found.len() < of_story.len());
        assert!(
            found
                .iter()
                .all(|text| text.to_lowercase().contains("growth"))
        );
        // A story of which nothing is left shows no heading.
        let headings: usize = page
            .ask(
                "return [...document.querySelectorAll('main h2')].filter((part) => part.checkVisibility()).length",
                &[],
            )
            .await;
        assert_eq!(headings, 1);
        page.click(".filter [type=reset]").await;
        page.until(
            "all are shown again",
            "return document.querySelector('.filter .shown').textContent === ''",
        )
        .await;
        assert_eq!(shown(page, CLAIMS).await.0.len(), all.len());
    });
}

/// A link says what is asked for, and one that leads to an entry shows it.
#[test]
fn the_address_keeps_what_is_asked_for() {
    in_browser(async |page| {
        let open = async |query: &str| {
            let address = page.site.address("claims.html") + query;
            page.client.goto(&address).await.unwrap();
            shown(page, CLAIMS).await.0.len()
        };
        let all = open("").await;
        let failing = open("?verdict=fails").await;
        assert!(failing > 0 && failing < all, "{failing} of {all}");
        assert_eq!(open("?verdict=nonsense").await, all);
        let holds: String = page
            .ask("return document.querySelector('.claim-card.holds').id", &[])
            .await;
        assert_eq!(open(&format!("?verdict=fails#{holds}")).await, all);
    });
}

#[test]
fn anchors_of_earlier_editions_lead_on() {
    in_browser(async |page| {
        let fact = "fact-wave.downloads.growth_factor";
        for (anchor, place) in [
            (fact, "data/values/wave.downloads.html"),
            ("row-data-wave-mmlu-csv-3", "data/wave/mmlu.csv.html"),
        ] {
            let address = format!("{}#{anchor}", page.site.address("data.html"));
            page.client.goto(&address).await.unwrap();
            page.until(
                &format!("{anchor} leads on"),
                "return document.readyState === 'complete' && document.querySelector(':target') !== null",
            )
            .await;
            let expected = format!("{}#{anchor}", page.site.address(place));
            assert_eq!(page.address().await, expected);
        }
    });
}
