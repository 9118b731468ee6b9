//! What a reader does to a page: keyboard, mouse and finger.

use fantoccini::Locator;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
    TouchActions,
};
use fantoccini::key::Key;
use serde_json::json;

use crate::page::Page;

impl Page {
    pub(crate) async fn press(&self, key: Key) {
        let value = char::from(key);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.unwrap();
    }

    pub(crate) async fn press_with_shift(&self, key: Key) {
        let value = char::from(key);
        let shift = char::from(Key::Shift);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: shift })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: shift });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Brings the first element that a selector finds into the middle of the window.
    pub(crate) async fn show(&self, selector: &str) {
        self.ask::<()>(
            "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })",
            &[json!(selector)],
        )
        .await;
    }

    /// Clicks on an element with the mouse, after it was shown.
    pub(crate) async fn click(&self, selector: &str) {
        self.show(selector).await;
        let (x, y) = self.place(selector).await;
        self.click_at(x, y).await;
    }

    pub(crate) async fn click_at(&self, x: f64, y: f64) {
        let mouse = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo {
                duration: None,
                x,
                y,
            })
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(mouse).await.unwrap();
    }

    /// Moves the mouse without pressing it.
    pub(crate) async fn hover_at(&self, x: f64, y: f64) {
        let mouse = MouseActions::new("mouse".to_owned()).then(PointerAction::MoveTo {
            duration: None,
            x,
            y,
        });
        self.client.perform_actions(mouse).await.unwrap();
    }

    /// Taps on an element with a finger, after it was shown.
    pub(crate) async fn tap(&self, selector: &str) {
        self.show(selector).await;
        let (x, y) = self.place(selector).await;
        self.tap_at(x, y).await;
    }

    pub(crate) async fn tap_at(&self, x: f64, y: f64) {
        let finger = TouchActions::new("finger".to_owned())
            .then(PointerAction::MoveTo {
                duration: None,
                x,
                y,
            })
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(finger).await.unwrap();
    }

    /// Returns the middle of the first line of an element, in the window.
    async fn place(&self, selector: &str) -> (f64, f64) {
        self.ask(
            "const box = document.querySelector(arguments[0]).getClientRects()[0];
             return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];",
            &[json!(selector)],
        )
        .await
    }

    /// Clicks as the driver does it, which fails where another element covers this one.
    pub(crate) async fn follow(&self, selector: &str) {
        let found = self.client.find(Locator::Css(selector)).await.unwrap();
        found.click().await.unwrap();
    }
}
