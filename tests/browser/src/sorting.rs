//! A table sorts by a click on a heading: numbers as numbers, names as names, missing ones last.

use serde_json::{Value, json};

use crate::chromium::in_browser;
use crate::page::Page;

const TABLE: &str = "#table-openness-organizations";

/// The cells of a column as shown, from the top, with what its heading says of the order.
async fn column(page: &Page, at: usize) -> (Vec<String>, Option<String>) {
    let script = "
        const table = document.querySelector(arguments[0] + ' table');
        const cells = [...table.tBodies[0].rows].map((row) => row.cells[arguments[1]].textContent);
        return [cells, table.tHead.rows[0].cells[arguments[1]].getAttribute('aria-sort')];";
    let found: Value = page.ask(script, &[json!(TABLE), json!(at)]).await;
    serde_json::from_value(found).unwrap()
}

/// A click on the heading of a column, as a mouse or the space bar makes it.
async fn click(page: &Page, at: usize) {
    let script = "document.querySelectorAll(arguments[0] + ' th button')[arguments[1]].click()";
    let _: Value = page.ask(script, &[json!(TABLE), json!(at)]).await;
}

fn number(text: &str) -> Option<f64> {
    text.trim_end_matches('%').replace(',', "").parse().ok()
}

#[test]
fn a_click_sorts_and_another_turns_the_order_round() {
    in_browser(async |page| {
        page.open("open-labs/index.html").await;
        // Models: the most on top first, then the fewest.
        click(page, 3).await;
        let (models, order) = column(page, 3).await;
        assert_eq!(order.as_deref(), Some("descending"));
        let numbers: Vec<f64> = models.iter().filter_map(|text| number(text)).collect();
        assert_eq!(numbers.len(), 40);
        assert!(numbers.is_sorted_by(|a, b| a >= b), "{models:?}");
        click(page, 3).await;
        let (models, order) = column(page, 3).await;
        assert_eq!(order.as_deref(), Some("ascending"));
        assert!(
            models.iter().filter_map(|text| number(text)).is_sorted(),
            "{models:?}"
        );
        // Names: by the alphabet.
        click(page, 0).await;
        let (names, _) = column(page, 0).await;
        assert!(
            names.iter().map(|name| name.to_lowercase()).is_sorted(),
            "{names:?}"
        );
        let (_, order) = column(page, 3).await;
        assert_eq!(order, None, "one column at a time says that it is sorted");
    });
}

#[test]
fn what_is_missing_comes_last_either_way() {
    in_browser(async |page| {
        page.open("open-labs/index.html").await;
        // The share of open models: an organisation whose models all keep silent has none.
        for _ in 0..2 {
            click(page, 5).await;
            let (shares, _) = column(page, 5).await;
            let known = shares
                .iter()
                .take_while(|text| number(text).is_some())
                .count();
            assert!(shares[known..].iter().all(|text| text == "–"), "{shares:?}");
        }
    });
}
