//! A number or a claim opens to show where it comes from: by mouse, keyboard and finger.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::chromium::in_browser;
use crate::page::{LAPTOP, PHONE, Page, Screen};

/// What the page knows of the number or claim under test, and what the card says of it.
const CARD: &str = "
    const at = document.querySelector(arguments[0]);
    const card = document.getElementById('card');
    const known = (id, key) => key && JSON.parse(document.getElementById(id).textContent)[key];
    return {
      fact: known('facts', at.dataset.fact) || null,
      claim: known('claims', at.dataset.claim) || null,
      id: at.dataset.fact || at.dataset.claim,
      href: at.href,
      expanded: at.getAttribute('aria-expanded'),
      text: card.innerText,
      links: [...card.querySelectorAll('a')].map((link) => link.href),
      focused: card.contains(document.activeElement),
    };";

const OPEN: &str = "return document.getElementById('card').matches(':popover-open')";
const CLOSED: &str = "return !document.getElementById('card').matches(':popover-open')";

/// Numbers and claims at the places where they differ: in the title, in the summary, in a sentence, in
/// a list of verdicts; the claims by what became of them.
const SAMPLES: [&str; 7] = [
    "h1 a.fact",
    ".summary a.fact",
    NUMBER,
    ".because a.fact",
    ".body a.claim.holds",
    ".body a.claim.fails",
    ".body p:nth-of-type(2n) a.claim",
];

/// A number in a sentence, and another one in a later section, where the first one's card covers none.
const NUMBER: &str = ".body > p a.fact";
const NEXT: &str = ".body > h2 ~ h2 ~ p a.fact";

#[test]
fn opens_by_mouse_and_closes_by_escape() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.open(&story).await;
            for sample in samples(page).await {
                page.click(&sample).await;
                page.until(&format!("a click opens {sample}"), OPEN).await;
                assert_card(page, &sample).await;
                page.press(Key::Escape).await;
                assert_closed_with_focus(page, &sample).await;
            }
        }
    });
}

#[test]
fn opens_by_keyboard_and_closes_by_escape() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.open(&story).await;
            for sample in samples(page).await {
                focus(page, &sample).await;
                page.press(Key::Enter).await;
                page.until(&format!("Enter opens {sample}"), OPEN).await;
                assert_card(page, &sample).await;
                page.press(Key::Escape).await;
                assert_closed_with_focus(page, &sample).await;
            }
        }
    });
}

#[test]
fn tab_leads_from_the_card_back_into_the_text() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.open(&story).await;
            focus(page, NUMBER).await;
            page.press(Key::Enter).await;
            page.until("the card is open", OPEN).await;
            let links: usize = page
                .ask("return document.querySelectorAll('#card a').length", &[])
                .await;
            for _ in 0..links {
                page.press(Key::Tab).await;
            }
            page.until("the last Tab closes the card", CLOSED).await;
            let next: bool = page
                .ask(
                    "const stops = [...document.querySelectorAll('main a[href], main summary, main button, main [tabindex]')]
                       .filter((part) => part.tabIndex >= 0 && part.checkVisibility());
                     const at = stops.indexOf(document.querySelector(arguments[0]));
                     return document.activeElement === stops[at + 1];",
                    &[json!(NUMBER)],
                )
                .await;
            assert!(next, "{story}: focus goes on at the next link of the text");

            focus(page, NUMBER).await;
            page.press(Key::Enter).await;
            page.until("the card is open", OPEN).await;
            page.press_with_shift(Key::Tab).await;
            assert_closed_with_focus(page, NUMBER).await;
        }
    });
}

#[test]
fn closes_by_a_click_elsewhere_or_on_the_number_again() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.open(&story).await;
            page.click(NUMBER).await;
            page.until("the card is open", OPEN).await;
            page.click_at(3.0, 3.0).await;
            page.until("a click on the margin closes it", CLOSED).await;

            page.click(NUMBER).await;
            page.until("the card is open", OPEN).await;
            page.click(NUMBER).await;
            page.until("a click on the number closes it", CLOSED).await;

            page.click(NUMBER).await;
            page.until("a third click opens it again", OPEN).await;
        }
    });
}

/// One card serves all: it changes hands, and each number says whether it is the one that is open.
#[test]
fn moves_from_one_number_to_another() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.open(&story).await;
            page.click(NUMBER).await;
            page.until("the card is open", OPEN).await;
            page.click(NEXT).await;
            page.until(
                "it belongs to the second number alone",
                &format!(
                    "const open = [...document.querySelectorAll('[aria-expanded=true]')];
                     return document.activeElement.closest('#card') !== null && open.length === 1
                       && open[0] === document.querySelector('{NEXT}');"
                ),
            )
            .await;
            assert_card(page, NEXT).await;
            page.press(Key::Escape).await;
            assert_closed_with_focus(page, NEXT).await;
        }
    });
}

#[test]
fn opens_by_touch() {
    in_browser(async |page| {
        page.screen(PHONE).await;
        for story in page.site.stories() {
            page.open(&story).await;
            for sample in samples(page).await {
                page.tap(&sample).await;
                page.until(&format!("a tap opens {sample}"), OPEN).await;
                assert_card(page, &sample).await;
                page.tap("h1").await;
                page.until("a tap elsewhere closes it", CLOSED).await;
            }
        }
    });
}

/// Each number and claim of a story, at the top, the middle and the foot of the window.
#[test]
fn stays_inside_the_window() {
    const LANDSCAPE: Screen = Screen {
        width: 640,
        height: 360,
        phone: true,
    };
    in_browser(async |page| {
        for story in page.site.stories() {
            for screen in [PHONE, LANDSCAPE, LAPTOP] {
                page.screen(screen).await;
                page.open(&story).await;
                let (opened, outside): (usize, Vec<Value>) =
                    page.ask(include_str!("popovers_outside.js"), &[]).await;
                assert!(opened > 100, "{story}: only {opened} cards were opened");
                assert!(
                    outside.is_empty(),
                    "{story} at {} × {}: cards leave the window or hide what they belong to: {:#?}",
                    screen.width,
                    screen.height,
                    &outside[..outside.len().min(5)]
                );
            }
        }
    });
}

/// Those of the samples that a story has.
async fn samples(page: &Page) -> Vec<String> {
    let found: Vec<String> = page
        .ask(
            "return arguments[0].filter((sample) => document.querySelector(sample))",
            &[json!(SAMPLES)],
        )
        .await;
    for needed in ["a.fact", "a.claim"] {
        let there = found.iter().any(|sample| sample.contains(needed));
        assert!(there, "the story has no {needed}, only {found:?}");
    }
    found
}

async fn focus(page: &Page, selector: &str) {
    page.show(selector).await;
    page.ask::<()>(
        "document.querySelector(arguments[0]).focus()",
        &[json!(selector)],
    )
    .await;
}

/// The open card shows what the page knows, and its links lead to places that exist.
async fn assert_card(page: &Page, sample: &str) {
    let card: Value = page.ask(CARD, &[json!(sample)]).await;
    let text = card["text"].as_str().unwrap();
    assert_eq!(card["expanded"], "true", "{sample} says that it is open");
    assert_eq!(card["focused"], true, "{sample}: focus is in the card");
    let mut expected = Vec::new();
    let mut leads_to = vec![card["href"].clone()];
    let address = page.address().await;
    if card["fact"].is_object() {
        let fact = &card["fact"];
        expected.extend([&fact["value"], &fact["label"], &card["id"]]);
        for cell in fact["cells"].as_array().unwrap().iter().take(8) {
            expected.extend([&cell["file"], &cell["column"]]);
            leads_to.push(whole(&address, &cell["href"]));
        }
    } else {
        let claim = &card["claim"];
        assert!(claim.is_object(), "{sample} is known to the page");
        expected.extend([
            &claim["words"],
            &claim["verdict"],
            &claim["margin"],
            &claim["expr"],
        ]);
        for input in claim["inputs"].as_array().unwrap() {
            expected.extend([&input["value"], &input["label"]]);
            leads_to.push(whole(&address, &input["href"]));
        }
        for all in claim["multiverse"].as_array().unwrap() {
            expected.push(&all["line"]);
            leads_to.push(whole(&address, &all["href"]));
        }
        for file in claim["rows"].as_array().unwrap() {
            expected.push(&file["name"]);
            leads_to.push(whole(&address, &file["href"]));
            for line in file["lines"].as_array().unwrap() {
                if line["href"].is_string() {
                    leads_to.push(whole(&address, &line["href"]));
                }
            }
        }
    }
    for part in expected {
        let part = part.as_str().unwrap().trim();
        assert!(
            text.contains(part),
            "{sample}: no `{part}` in the card: {text}"
        );
    }
    let links = card["links"].as_array().unwrap();
    for target in &leads_to {
        assert!(
            links.contains(target),
            "{sample}: no link to {target} in the card"
        );
        assert_exists(page, target.as_str().unwrap());
    }
}

/// An address that a page gives as seen from there.
fn whole(page: &str, href: &Value) -> Value {
    let page = url::Url::parse(page).unwrap();
    json!(page.join(href.as_str().unwrap()).unwrap().as_str())
}

/// There is an element of this id in the file that an address names.
fn assert_exists(page: &Page, address: &str) {
    let path = page.site.path(address).unwrap();
    let text = std::fs::read_to_string(page.site.file(&path)).unwrap();
    let (_, id) = address.split_once('#').unwrap();
    assert!(
        text.contains(&format!("id=\"{id}\"")),
        "there is no `{id}` in {path}"
    );
}

async fn assert_closed_with_focus(page: &Page, sample: &str) {
    page.until(&format!("{sample} closes"), CLOSED).await;
    let selector = json!(sample);
    page.until(
        &format!("focus returns to {sample}"),
        &format!("return document.activeElement === document.querySelector({selector})"),
    )
    .await;
    page.until(
        &format!("{sample} says that it is closed"),
        &format!("return document.querySelector({selector}).ariaExpanded === 'false'"),
    )
    .await;
}
