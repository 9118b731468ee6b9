//! Chart, table, data and method of a figure: tabs by mouse and keyboard, and series lit by their name.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::chromium::in_browser;
use crate::page::{LAPTOP, PHONE, Page};

/// The tabs of the first figure: which has focus, which is chosen, which part is shown.
const TABS: &str = "
    const figure = document.querySelector('figure.figure');
    const tabs = [...figure.querySelectorAll('[role=tab]')];
    const panels = [...figure.querySelectorAll('[role=tabpanel]')];
    return {
      names: tabs.map((tab) => tab.textContent),
      focused: tabs.indexOf(document.activeElement),
      chosen: tabs.map((tab) => tab.ariaSelected === 'true'),
      stops: tabs.map((tab) => tab.tabIndex === 0),
      shown: panels.map((panel) => panel.checkVisibility()),
      bound: tabs.every((tab, at) => tab.getAttribute('aria-controls') === panels[at].id
        && panels[at].getAttribute('aria-labelledby') === tab.id),
    };";

fn only(at: usize) -> Value {
    json!((0..4).map(|other| other == at).collect::<Vec<_>>())
}

async fn assert_chosen(page: &Page, at: usize, what: &str) {
    let tabs: Value = page.ask(TABS, &[]).await;
    assert_eq!(tabs["chosen"], only(at), "{what}: the tab that is chosen");
    assert_eq!(tabs["stops"], only(at), "{what}: the one tab stop");
    assert_eq!(tabs["shown"], only(at), "{what}: the part that is shown");
}

#[test]
fn tabs_by_keyboard() {
    in_browser(async |page| {
        for screen in [LAPTOP, PHONE] {
            page.screen(screen).await;
            for story in page.site.stories() {
                page.open(&story).await;
                let tabs: Value = page.ask(TABS, &[]).await;
                assert_eq!(tabs["names"], json!(["Chart", "Table", "Data", "Method"]));
                assert_eq!(
                    tabs["bound"], true,
                    "{story}: tabs and parts name one another"
                );
                assert_chosen(page, 0, "at first").await;
                page.ask::<()>("document.querySelector('figure [role=tab]').focus()", &[])
                    .await;
                for (key, at) in [
                    (Key::Right, 1),
                    (Key::Right, 2),
                    (Key::Left, 1),
                    (Key::End, 3),
                    (Key::Right, 0),
                    (Key::Left, 3),
                    (Key::Home, 0),
                ] {
                    page.press(key).await;
                    assert_chosen(page, at, &format!("{story}, {key:?}")).await;
                    let tabs: Value = page.ask(TABS, &[]).await;
                    assert_eq!(tabs["focused"], at, "{story}: focus follows");
                }
            }
        }
    });
}

#[test]
fn tabs_by_mouse_and_what_they_hold() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.open(&story).await;
            for (at, needed) in [
                (1, "table tbody tr"),
                (2, "a[download][href$='.csv']"),
                (3, "[id$='-words']"),
            ] {
                page.click(&format!("figure.figure [role=tab]:nth-child({})", at + 1))
                    .await;
                assert_chosen(page, at, &story).await;
                let shown: bool = page
                    .ask(
                        "return document.querySelector('figure.figure [role=tabpanel]:not([hidden]) ' + arguments[0]).checkVisibility()",
                        &[json!(needed)],
                    )
                    .await;
                assert!(shown, "{story}: {needed} is shown");
            }
        }
    });
}

#[test]
fn a_link_to_a_hidden_part_shows_it() {
    in_browser(async |page| {
        let story = page.site.stories().remove(0);
        page.open(&story).await;
        let id: String = page
            .ask("return document.querySelector('figure.figure').id", &[])
            .await;
        page.ask::<()>(
            "location.hash = arguments[0]",
            &[json!(format!("{id}-method"))],
        )
        .await;
        page.until(
            "the method is shown",
            &format!("return document.getElementById('{id}-method').checkVisibility()"),
        )
        .await;
        assert_chosen(page, 3, "after a link").await;
    });
}

#[test]
fn the_name_of_a_series_dims_the_others() {
    in_browser(async |page| {
        let mut seen = 0;
        for story in page.site.stories() {
            page.open(&story).await;
            let names: Vec<(f64, f64, String)> = page
                .ask(
                    "const svg = [...document.querySelectorAll('.wide .lights')][0];
                     if (!svg) return [];
                     svg.scrollIntoView({ block: 'center' });
                     return [...svg.querySelectorAll('.series text.label, .series .label text')].slice(0, 2).map((label) => {
                       const box = label.getBoundingClientRect();
                       return [box.left + box.width / 2, box.top + box.height / 2, label.closest('.series').dataset.series];
                     });",
                    &[],
                )
                .await;
            for (x, y, name) in &names {
                seen += 1;
                // The words of the last mark may lie over the next name.
                page.press(Key::Escape).await;
                page.hover_at(x.round(), y.round()).await;
                page.until(
                    &format!("{story}: {name} is lit"),
                    &format!(
                        "const svg = document.querySelector('.wide .lights');
                         const lit = [...svg.querySelectorAll('.series')].every((group) =>
                           group.classList.contains('lit') === (group.dataset.series === {}));
                         return svg.classList.contains('dimmed') && lit;",
                        json!(name)
                    ),
                )
                .await;
            }
            page.hover_at(2.0, 2.0).await;
            page.until(
                "nothing is dimmed without the mouse",
                "return document.querySelector('.dimmed') === null",
            )
            .await;
        }
        assert!(seen > 1, "only {seen} names were tried");
    });
}
