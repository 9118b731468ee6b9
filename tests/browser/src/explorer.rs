//! Headlines that a reader explores: choices by keyboard, what they come to, and the address that keeps
//! them.

use fantoccini::key::Key;
use serde_json::Value;

use crate::chromium::in_browser;
use crate::page::{LAPTOP, PHONE};

/// The first headline of a page: its choices, what they come to, and the address; null without one.
const STATE: &str = "
    const section = document.querySelector('.explorer');
    if (!section) return null;
    const selects = [...section.querySelectorAll('select')];
    return {
      id: section.id,
      chosen: selects.map((select) => select.selectedIndex),
      outcome: section.querySelector('.outcome').textContent.trim(),
      point: section.querySelector('.point').getAttribute('x1'),
      signs: selects.every((select) => [...select.options].every((option) => /[✓≈✗?–]$/.test(option.textContent))),
      hash: location.hash,
    };";

/// Opens the page again with a fragment.
const COME_BY: &str = "location.hash = arguments[0]; location.reload();";

#[test]
fn a_choice_changes_the_outcome_and_the_address() {
    in_browser(async |page| {
        let mut explored = 0;
        for screen in [LAPTOP, PHONE] {
            page.screen(screen).await;
            for story in page.site.stories() {
                page.open(&story).await;
                let first: Value = page.ask(STATE, &[]).await;
                if first.is_null() {
                    continue;
                }
                explored += 1;
                assert_eq!(
                    first["signs"], true,
                    "{story}: each option says what it comes to"
                );
                assert_eq!(first["hash"], "", "{story}: no choice, no address");
                let chosen = first["chosen"].as_array().unwrap();
                assert!(chosen.iter().all(|option| option == 0), "{story}: {first}");
                page.ask::<()>("document.querySelector('.explorer select').focus()", &[])
                    .await;
                page.press(Key::Down).await;
                let second: Value = page.ask(STATE, &[]).await;
                assert_eq!(second["chosen"][0], 1, "{story}: the arrow chooses");
                assert_ne!(second["outcome"], first["outcome"], "{story}");
                let id = first["id"].as_str().unwrap();
                let hash = second["hash"].as_str().unwrap().to_owned();
                assert!(hash.starts_with(&format!("#{id}=1.0")), "{story}: {hash}");
                // Who is given the address sees the same.
                page.open(&story).await;
                page.ask::<()>(COME_BY, &[hash.into()]).await;
                page.until(
                    "the choice is made again",
                    "return document.readyState === 'complete' && document.querySelector('.explorer select')?.selectedIndex === 1",
                )
                .await;
                let again: Value = page.ask(STATE, &[]).await;
                assert_eq!(again["outcome"], second["outcome"], "{story}");
                assert_eq!(again["point"], second["point"], "{story}");
                page.click(".explorer button[type=reset]").await;
                page.until(
                    "the page's own choices are back",
                    "return location.hash === ''",
                )
                .await;
                let back: Value = page.ask(STATE, &[]).await;
                assert_eq!(back["outcome"], first["outcome"], "{story}");
            }
        }
        assert!(explored >= 2, "some story has a headline to explore");
    });
}

/// What is told of the first headline by each of its options alone: the claims with their verdicts,
/// the values, and how many effects are written along the axis.
const BY_OPTION: &str = "
    const section = document.querySelector('.explorer');
    if (!section) return null;
    const told = () => ({
      claims: [...section.querySelectorAll('.of-claim')].map((claim) => claim.className + ': ' + claim.textContent),
      values: [...section.querySelectorAll('.values dd')].map((value) => value.textContent),
    });
    const seen = [told()];
    for (const select of section.querySelectorAll('select')) {
      for (let option = 1; option < select.options.length; option += 1) {
        select.selectedIndex = option;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        seen.push(told());
      }
      select.selectedIndex = 0;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    return { seen, last: told(), ticks: section.querySelectorAll('.scale span').length };";

#[test]
fn claims_and_values_follow_the_choices() {
    in_browser(async |page| {
        let mut explored = 0;
        for story in page.site.stories() {
            page.open(&story).await;
            let told: Value = page.ask(BY_OPTION, &[]).await;
            if told.is_null() {
                continue;
            }
            explored += 1;
            let seen = told["seen"].as_array().unwrap();
            assert_eq!(told["last"], seen[0], "{story}: the choices are undone");
            assert!(told["ticks"].as_u64().unwrap() >= 3, "{story}");
            for what in ["claims", "values"] {
                let first = seen[0][what].as_array().unwrap();
                assert!(!first.is_empty(), "{story}: no {what}");
                let changed = seen.iter().filter(|other| other[what] != seen[0][what]);
                assert!(changed.count() > 0, "{story}: no option changes the {what}");
            }
        }
        assert!(explored >= 2, "some story has a headline to explore");
    });
}

#[test]
fn an_address_of_no_choice_is_the_pages_own() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.open(&story).await;
            let first: Value = page.ask(STATE, &[]).await;
            let Some(id) = first["id"].as_str() else {
                continue;
            };
            for options in ["99.-1.x", "", "1e9"] {
                page.open(&story).await;
                let hash = format!("#{id}={options}");
                page.ask::<()>(COME_BY, &[hash.into()]).await;
                page.until("the page is there", "return document.readyState === 'complete' && document.querySelector('.choices')?.hidden === false")
                    .await;
                let state: Value = page.ask(STATE, &[]).await;
                assert_eq!(state["outcome"], first["outcome"], "{story}: {options}");
            }
        }
    });
}
