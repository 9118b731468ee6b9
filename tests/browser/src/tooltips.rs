//! What a mark shows, in words: by mouse, finger and keyboard, and gone when it is no longer wanted.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::chromium::in_browser;
use crate::page::{LAPTOP, PHONE, Page};

/// Finds what a mark says: where it lies, and its number.
const SAYS: &str = "
    const says = (mark) => {
      const svg = mark.closest('svg');
      const named = svg.getAttribute('aria-labelledby').split('-title')[0];
      const first = document.getElementById(named + '-title').parentElement;
      const parts = first === svg ? [svg] : [first, svg];
      const lines = parts.flatMap((part) => part.querySelector('metadata')?.textContent.split('\\n') ?? []);
      let [at, steps] = [mark, 0];
      while (at && !at.dataset.i) [at, steps] = [at.previousElementSibling, steps + 1];
      const line = lines[at ? Number(at.dataset.i) + steps : Number(mark.parentElement.dataset.i) + steps - 1];
      return line.includes('\\t') ? line.split('\\t') : ['', line];
    };";

/// The words that are shown, and the mark that they belong to.
const TIP: &str = "
    const tip = document.getElementById('tip');
    const mark = document.querySelector('.plot .at');
    const box = tip.getBoundingClientRect();
    const [x, y] = mark ? says(mark) : ['', ''];
    return {
      shown: !tip.hidden,
      text: tip.innerText,
      x, y,
      status: document.querySelector('[role=status]').textContent,
      inside: box.left >= 0 && box.right <= document.documentElement.clientWidth,
      at: [box.left + box.width / 2, box.top + box.height / 2],
      focused: document.activeElement.matches('.plot'),
    };";
const GONE: &str = "return document.getElementById('tip').hidden";

/// The places in the window of the marks of the n-th figure that is shown, which is brought into view.
const MARKS: &str = "
    const svg = [...document.querySelectorAll('.plot svg')].filter((svg) => svg.checkVisibility())[arguments[0]];
    svg.scrollIntoView({ block: 'center' });
    return [...svg.querySelectorAll(':is(circle, rect)[data-i], [data-i] > :is(circle, rect)')].map((mark) => {
      const box = mark.getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2, ...says(mark)];
    });";

async fn tip_of(page: &Page) -> Value {
    page.ask(&format!("{SAYS}{TIP}"), &[]).await
}

type Mark = (f64, f64, String, String);

async fn marks(page: &Page, figure: usize) -> Vec<Mark> {
    let script = format!("{SAYS}{MARKS}");
    let marks: Vec<Mark> = page.ask(&script, &[json!(figure)]).await;
    assert!(marks.len() > 1, "the figure has marks");
    marks
}

fn assert_tip(tip: &Value, mark: &Mark) {
    assert_eq!(tip["shown"], true, "{mark:?}: {tip}");
    assert_eq!(
        (&tip["x"], &tip["y"]),
        (&json!(mark.2), &json!(mark.3)),
        "{tip}"
    );
    let text = tip["text"].as_str().unwrap();
    assert!(
        text.contains(&mark.2) && text.contains(&mark.3),
        "{mark:?}: {text}"
    );
    assert_eq!(tip["inside"], true, "{mark:?}: {tip}");
}

/// A little beside a mark, as a hand points: the nearest mark is meant, not the one under the mouse.
#[test]
fn the_nearest_mark_is_told_to_the_mouse() {
    in_browser(async |page| {
        page.open("open-wave/index.html").await;
        let marks = marks(page, 0).await;
        for mark in &marks {
            page.hover_at((mark.0 + 9.0).round(), (mark.1 + 14.0).round())
                .await;
            assert_tip(&tip_of(page).await, mark);
        }
        // Far above the line, within the plot, it is still the nearest.
        page.hover_at(marks[0].0.round(), (marks[0].1 - 120.0).round())
            .await;
        let tip = tip_of(page).await;
        assert_eq!(tip["shown"], true, "{tip}");
    });
}

/// WCAG 1.4.13: it can be dismissed without moving, the mouse may go onto it, and it stays.
#[test]
fn it_is_dismissed_hovered_and_stays() {
    in_browser(async |page| {
        page.open("open-wave/index.html").await;
        let mark = marks(page, 0).await.swap_remove(2);
        let (x, y) = (mark.0.round(), mark.1.round());
        page.hover_at(x, y).await;
        assert_tip(&tip_of(page).await, &mark);
        page.press(Key::Escape).await;
        page.until("Escape hides it", GONE).await;

        page.hover_at(x + 1.0, y).await;
        let tip = tip_of(page).await;
        assert_tip(&tip, &mark);
        let at: (f64, f64) = serde_json::from_value(tip["at"].clone()).unwrap();
        page.hover_at(at.0.round(), at.1.round()).await;
        // Longer than the time in which the mouse may cross over.
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        assert_tip(&tip_of(page).await, &mark);
        page.hover_at(2.0, 2.0).await;
        page.until("it goes when the mouse is elsewhere", GONE)
            .await;
    });
}

#[test]
fn the_arrow_keys_step_through_the_marks() {
    in_browser(async |page| {
        for screen in [LAPTOP, PHONE] {
            page.screen(screen).await;
            page.open("open-wave/index.html").await;
            let marks = marks(page, 0).await;
            page.ask::<()>(
                "[...document.querySelectorAll('.plot')].find((plot) => plot.checkVisibility()).focus()",
                &[],
            )
            .await;
            for mark in &marks {
                page.press(Key::Right).await;
                let tip = tip_of(page).await;
                assert_tip(&tip, mark);
                let status = tip["status"].as_str().unwrap();
                assert!(status.contains(&mark.3), "{mark:?} is announced: {status}");
            }
            page.press(Key::Home).await;
            assert_tip(&tip_of(page).await, &marks[0]);
            page.press(Key::End).await;
            assert_tip(&tip_of(page).await, &marks[marks.len() - 1]);
            page.press(Key::Left).await;
            assert_tip(&tip_of(page).await, &marks[marks.len() - 2]);
            page.press(Key::Escape).await;
            page.until("Escape hides it", GONE).await;
            let tip = tip_of(page).await;
            assert_eq!(tip["focused"], true, "focus stays at the figure");
            page.press(Key::Right).await;
            page.press(Key::Tab).await;
            page.until("it goes with the focus", GONE).await;
        }
    });
}

/// One tab stop a figure, however many marks it has.
#[test]
fn each_figure_is_one_stop() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.open(&story).await;
            let stops: Vec<usize> = page
                .ask(
                    "return [...document.querySelectorAll('figure.figure .view.chart')].map((view) =>
                       [...view.querySelectorAll('*')].filter((part) => part.tabIndex >= 0 && part.checkVisibility()).length)",
                    &[],
                )
                .await;
            assert!(stops.iter().all(|stops| *stops == 1), "{story}: {stops:?}");
        }
    });
}

#[test]
fn a_tap_tells_the_nearest_mark_and_another_elsewhere_ends_it() {
    in_browser(async |page| {
        page.screen(PHONE).await;
        for story in page.site.stories() {
            page.open(&story).await;
            let marks = marks(page, 0).await;
            let shown = marks.iter().filter(|mark| mark.1 > 40.0 && mark.1 < 600.0);
            let mark = shown.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
            page.tap_at(mark.0.round(), mark.1.round()).await;
            page.until(
                "a tap shows it",
                "return !document.getElementById('tip').hidden",
            )
            .await;
            assert_tip(&tip_of(page).await, mark);
            page.tap("h1").await;
            page.until("a tap elsewhere hides it", GONE).await;
        }
    });
}

/// Places that no element of their own has: iso-lines and fitted curves; each with the number that it tells, found in the page without its script.
const PLACES: &str = "
    const seen = [];
    for (const path of document.querySelectorAll('.plot path[data-n], .plot .line > path[data-i], .plot .line[data-i] > path:first-child')) {
      if (!path.checkVisibility()) continue;
      const svg = path.closest('svg');
      const [, x, y, down] = path.getAttribute('d').match(/^M(-?[\\d.]+)[ ]?(-?[\\d.]+)(?:v([\\d.]+))?/);
      const named = path.closest('[data-i]');
      const line = svg.querySelector('metadata').textContent.split('\\n')[named.dataset.i];
      seen.push([path, Number(x), Number(y) + Number(down ?? 0) / 2, line.split('\\t')[1]]);
    }
    const [path, x, y, number] = seen.filter(([path]) => path.matches(arguments[0]))[arguments[1]] ?? [];
    if (!path) return null;
    const svg = path.closest('svg');
    svg.scrollIntoView({ block: 'start' });
    const box = svg.getBoundingClientRect();
    const scale = box.width / svg.viewBox.baseVal.width;
    return [box.left + x * scale, box.top + y * scale, number];";

#[test]
fn iso_lines_and_curves_are_told_though_they_are_parts_of_paths() {
    in_browser(async |page| {
        for (story, kind, says, least) in [
            ("score-costs/index.html", ":not([data-n])", "Score", 2),
            // Fitted curves, with the reach of their bands; two of them, one of which starts at a point.
            ("compute-divide/index.html", ".place[data-n]", "–", 1),
        ] {
            page.open(story).await;
            let mut seen = 0;
            for nth in 0..4 {
                let place: Option<(f64, f64, String)> =
                    page.ask(PLACES, &[json!(kind), json!(nth)]).await;
                let Some((x, y, number)) = place else {
                    break;
                };
                page.press(Key::Escape).await;
                page.hover_at(x.round(), y.round()).await;
                let text: String = page
                    .ask("return document.getElementById('tip').hidden ? '' : document.getElementById('tip').innerText", &[])
                    .await;
                seen += usize::from(text.contains(&number) && text.contains(says));
            }
            // Neighbours and points may be nearer than a corner that a mouse hits to a pixel.
            assert!(seen >= least, "{story}: {seen} of four are told");
        }
    });
}
