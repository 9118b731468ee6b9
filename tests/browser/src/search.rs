//! The search: by keyboard alone, from disk, and kept in the address.

use fantoccini::key::Key;
use serde_json::Value;

use crate::chromium::in_browser;
use crate::page::Page;

/// Where focus is, what was found, and what the first result says and leads to.
const STATE: &str = "
    const links = [...document.querySelectorAll('#results a')];
    return {
      field: document.activeElement.id === 'query',
      at: links.indexOf(document.activeElement),
      found: document.getElementById('found').textContent,
      count: links.length,
      first: links[0]?.textContent,
      kind: links[0]?.nextElementSibling.textContent,
      href: links[0]?.getAttribute('href'),
    };";

async fn state(page: &Page) -> Value {
    page.ask(STATE, &[]).await
}

async fn look_for(page: &Page, words: &str) -> Value {
    page.ask::<()>(
        "const field = document.getElementById('query');
         field.focus();
         field.value = arguments[0];
         field.dispatchEvent(new Event('input'));",
        &[words.into()],
    )
    .await;
    state(page).await
}

#[test]
fn words_are_found_and_lead_on_by_keyboard() {
    in_browser(async |page| {
        page.open("search.html").await;
        assert_eq!(state(page).await["count"], 0);
        let found = look_for(page, "the OPEN wave").await;
        assert_eq!(found["href"], "open-wave/index.html", "{found}");
        assert!(
            found["kind"].as_str().unwrap().starts_with("story"),
            "{found}"
        );
        let count = found["count"].as_u64().unwrap();
        assert!(count > 1, "{found}");

        page.press(Key::Down).await;
        assert_eq!(state(page).await["at"], 0);
        page.press(Key::Down).await;
        assert_eq!(state(page).await["at"], 1);
        page.press(Key::Up).await;
        page.press(Key::Up).await;
        assert_eq!(state(page).await["field"], true);
        page.press(Key::Down).await;
        page.press(Key::Escape).await;
        assert_eq!(state(page).await["field"], true);

        page.press(Key::Enter).await;
        page.until(
            "Enter opens the first result",
            "return location.pathname.endsWith('open-wave/index.html') && document.readyState === 'complete'",
        )
        .await;
    });
}

/// What is written in another form is found too, and so is a text that no title names.
#[test]
fn words_are_found_in_all_their_forms() {
    in_browser(async |page| {
        page.open("search.html").await;
        let doubled = look_for(page, "doubled").await;
        assert!(doubled["count"].as_u64().unwrap() > 0, "{doubled}");
        for other in ["doubling", "DOUBLES", "double"] {
            assert_eq!(
                look_for(page, other).await["count"],
                doubled["count"],
                "{other}"
            );
        }
        let found = look_for(page, "cost of training").await;
        assert!(found["count"].as_u64().unwrap() > 3, "{found}");
        let kinds: Vec<String> = page
            .ask(
                "return [...document.querySelectorAll('#results .meta')].map((meta) => meta.textContent)",
                &[],
            )
            .await;
        assert!(
            kinds.iter().any(|kind| kind.starts_with("section")),
            "{kinds:?}"
        );
        // Where a text was found, it is shown.
        let passages: Vec<String> = page
            .ask(
                "return [...document.querySelectorAll('#results .passage')].map((text) => text.textContent)",
                &[],
            )
            .await;
        let shows = |text: &String| text.contains("cost") || text.contains("train");
        assert!(
            !passages.is_empty() && passages.iter().all(shows),
            "{passages:?}"
        );
    });
}

#[test]
fn nothing_found_is_said_and_nothing_asked_is_nothing_found() {
    in_browser(async |page| {
        page.open("search.html").await;
        let found = look_for(page, "zebra quartz").await;
        assert_eq!(
            (&found["count"], &found["found"]),
            (&0.into(), &"Nothing has all of these words.".into())
        );
        let found = look_for(page, " ").await;
        assert_eq!((&found["count"], &found["found"]), (&0.into(), &"".into()));
        let found = look_for(page, "model").await;
        assert!(
            found["found"]
                .as_str()
                .unwrap()
                .ends_with("the first 40 are shown."),
            "{found}"
        );
        assert_eq!(found["count"], 40);
    });
}
