//! axe-core finds no violation of WCAG 2.2, levels A and AA, on any page.

use serde::Deserialize;
use serde_json::json;

use crate::chromium::in_browser;
use crate::npm;
use crate::page::{LAPTOP, PHONE, Page, Scheme};

/// The rules of WCAG that axe knows, by its tags.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// What axe found: the rule, its help, the elements.
#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<String>,
}

/// The script of axe-core, where npm brings it.
fn axe() -> Option<String> {
    let script = npm::file("axe-core/axe.min.js")?;
    Some(std::fs::read_to_string(script).unwrap())
}

/// Runs axe in the page as it stands, in the test's own script: the page's policy allows no other.
async fn violations(page: &Page, axe: &str) -> (usize, Vec<Violation>) {
    let script = format!(
        "{axe};
         const done = arguments[arguments.length - 1];
         window.axe.run(document, {{ runOnly: {{ type: 'tag', values: arguments[0] }}, resultTypes: ['violations'] }})
           .then((found) => done([found.passes.length, found.violations.map((rule) => ({{
             id: rule.id,
             help: rule.help,
             nodes: rule.nodes.map((node) => node.target.join(' ') + ': ' + node.failureSummary),
           }}))]));"
    );
    let answer = page.client.execute_async(&script, vec![json!(TAGS)]).await;
    serde_json::from_value(answer.unwrap()).unwrap()
}

fn assert_none(at: &str, (passed, violations): &(usize, Vec<Violation>)) {
    assert!(*passed > 5, "{at}: only {passed} rules applied");
    let told: Vec<String> = violations
        .iter()
        .map(|v| {
            format!(
                "{} ({}): {:#?}",
                v.id,
                v.help,
                &v.nodes[..v.nodes.len().min(4)]
            )
        })
        .collect();
    assert!(told.is_empty(), "{at}: {}", told.join("\n"));
}

#[test]
fn no_page_breaks_a_rule() {
    let Some(axe) = axe() else { return };
    in_browser(async |page| {
        for path in page.site.pages() {
            page.open(&path).await;
            assert_none(&path, &violations(page, &axe).await);
        }
    });
}

/// The parts of figures that are hidden at first, an open card, the words of a mark.
#[test]
fn what_opens_breaks_none() {
    let Some(axe) = axe() else { return };
    in_browser(async |page| {
        for story in page.site.stories() {
            for (screen, scheme) in [(LAPTOP, Scheme::Dark), (PHONE, Scheme::Light)] {
                page.screen(screen).await;
                page.colours(scheme).await;
                page.open(&story).await;
                for tab in 1..=3 {
                    page.ask::<()>(
                        "document.querySelectorAll('.tabs').forEach((list) => list.children[arguments[0]].click());
                         if (arguments[0] === 3) document.querySelector('.body a.claim').click();",
                        &[json!(tab)],
                    )
                    .await;
                    let at = format!("{story} at {} px, tab {tab}", screen.width);
                    assert_none(&at, &violations(page, &axe).await);
                }
            }
        }
    });
}

#[test]
fn no_figure_alone_breaks_a_rule() {
    let Some(axe) = axe() else { return };
    in_browser(async |page| {
        for path in page.site.embedded() {
            page.open(&path).await;
            assert_none(&path, &violations(page, &axe).await);
        }
    });
}
