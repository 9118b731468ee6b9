//! Marks in the prose are quiet until the reader asks for them.

use serde_json::{Value, json};

use crate::chromium::in_browser;
use crate::page::Page;

const STORY: &str = "open-wave/index.html";
const SWITCH: &str = "#show-checks";

/// Whether the first mark of a kind is seen as one, and whether its sign takes room in the line.
async fn mark(page: &Page, selector: &str) -> (bool, bool) {
    let script = "
        const mark = document.querySelector(arguments[0]);
        const line = getComputedStyle(mark).textDecorationColor;
        const sign = getComputedStyle(mark, '::after');
        return [!/, 0\\)$|transparent/.test(line), sign.content !== 'none' && sign.position !== 'absolute'];";
    page.ask(script, &[json!(selector)]).await
}

#[test]
fn what_holds_is_quiet_and_what_does_not_never_is() {
    in_browser(async |page| {
        for scripts in [true, false] {
            page.scripts(scripts).await;
            page.open(STORY).await;
            let (fact, holds) = (".body > p a.fact", ".body > p a.claim.holds");
            assert!(
                !mark(page, fact).await.0,
                "a number, with scripts: {scripts}"
            );
            assert_eq!(
                mark(page, holds).await,
                (false, false),
                "scripts: {scripts}"
            );
            for kind in ["fails", "fragile", "not-testable"] {
                let selector = format!("a.claim.{kind}");
                let there = "return document.querySelector(arguments[0]) !== null";
                if page.ask::<bool>(there, &[json!(selector)]).await {
                    assert_eq!(mark(page, &selector).await, (true, true), "{kind}");
                }
            }
            page.click(SWITCH).await;
            assert!(
                mark(page, fact).await.0,
                "asked for, with scripts: {scripts}"
            );
            assert_eq!(mark(page, holds).await, (true, true), "scripts: {scripts}");
        }
    });
}

#[test]
fn focus_shows_a_mark() {
    in_browser(async |page| {
        page.open(STORY).await;
        let number = ".body > p a.fact";
        page.ask::<()>(
            "document.querySelector(arguments[0]).focus({ focusVisible: true })",
            &[json!(number)],
        )
        .await;
        assert!(mark(page, number).await.0);
    });
}

#[test]
fn the_switch_is_remembered_from_page_to_page() {
    in_browser(async |page| {
        let is_on = "return document.getElementById('show-checks').checked";
        page.open(STORY).await;
        assert!(!page.ask::<bool>(is_on, &[]).await);
        page.click(SWITCH).await;
        page.open("open-labs/index.html").await;
        assert!(page.ask::<bool>(is_on, &[]).await, "it is kept");
        page.click(SWITCH).await;
        page.open(STORY).await;
        assert!(!page.ask::<bool>(is_on, &[]).await, "it is forgotten");
    });
}

/// The verdict of a quiet claim is said to those who hear the page.
#[test]
fn a_quiet_claim_still_says_its_verdict() {
    in_browser(async |page| {
        page.open(STORY).await;
        let tree = page
            .chromium("Accessibility.getFullAXTree", json!({}))
            .await;
        let nodes: &Vec<Value> = tree["nodes"].as_array().unwrap();
        let says = nodes.iter().any(|node| {
            let name = node["name"]["value"].as_str().unwrap_or_default();
            node["role"]["value"] == "link" && name.ends_with("holds")
        });
        assert!(says, "no link ends with its verdict");
    });
}
