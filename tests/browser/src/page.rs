//! A page in the browser: how it is opened and shown, and what it is asked.

use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::site::Site;

/// How long a condition may take to come true on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A screen, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// A phone: touch, and scroll bars that take no room.
    pub(crate) phone: bool,
}

/// The smallest phone that the site is made for.
pub(crate) const PHONE: Screen = Screen {
    width: 360,
    height: 640,
    phone: true,
};

/// A laptop.
pub(crate) const LAPTOP: Screen = Screen {
    width: 1280,
    height: 800,
    phone: false,
};

/// The colours that a reader prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    pub(crate) const BOTH: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

/// The tab of a browser.
pub(crate) struct Page {
    pub(crate) client: Client,
    pub(crate) site: &'static Site,
}

impl Page {
    pub(crate) fn new(client: Client, site: &'static Site) -> Page {
        Page { client, site }
    }

    /// A laptop in light colours. Without smooth scrolling, so that a place is where it will stay.
    pub(crate) async fn prepare(&self) {
        self.screen(LAPTOP).await;
        self.colours(Scheme::Light).await;
    }

    pub(crate) async fn close(&self) -> Result<(), CmdError> {
        self.client.clone().close().await
    }

    /// Opens a page of the site and waits until its fonts and pictures are there.
    pub(crate) async fn open(&self, path: &str) {
        self.client.goto(&self.site.address(path)).await.unwrap();
        self.until(
            &format!("{path} is loaded"),
            "document.querySelectorAll('img[loading]').forEach((img) => img.loading = 'eager');
             return document.readyState === 'complete' && document.fonts.status === 'loaded'
               && [...document.images].every((img) => img.complete);",
        )
        .await;
    }

    pub(crate) async fn title(&self) -> String {
        self.client.title().await.unwrap()
    }

    pub(crate) async fn address(&self) -> String {
        self.client.current_url().await.unwrap().into()
    }

    /// Returns what a script returns. It may be called with `arguments`.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> T {
        let answer = self
            .client
            .execute(script, arguments.to_vec())
            .await
            .unwrap_or_else(|error| panic!("{error}\n{script}"));
        serde_json::from_value(answer.clone())
            .unwrap_or_else(|error| panic!("{error}: {answer}\n{script}"))
    }

    /// Waits until a script returns true.
    pub(crate) async fn until(&self, what: &str, script: &str) {
        let started = Instant::now();
        while !self.ask::<bool>(script, &[]).await {
            assert!(started.elapsed() < PATIENCE, "it never came that {what}");
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }

    /// Sends a command of Chromium's own protocol.
    pub(crate) async fn chromium(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        let command = Extension("goog/cdp/execute", body);
        self.client.issue_cmd(command).await.unwrap()
    }

    /// Takes what a log (`browser`, `performance`) has gathered since it was last taken.
    pub(crate) async fn log(&self, name: &str) -> Vec<Value> {
        let command = Extension("se/log", json!({ "type": name }));
        let entries = self.client.issue_cmd(command).await.unwrap();
        let mut entries: Vec<Value> = serde_json::from_value(entries).unwrap();
        // What Chromium says of its own pages, such as the empty tab that it starts with.
        let is_of_chromium = |entry: &Value| {
            let message = entry["message"].as_str().unwrap_or_default();
            message.starts_with("chrome://")
        };
        entries.retain(|entry| !is_of_chromium(entry));
        entries
    }

    /// Looks through a screen of another size. The layout has followed when this returns.
    pub(crate) async fn screen(&self, screen: Screen) {
        self.chromium(
            "Emulation.setDeviceMetricsOverride",
            json!({
                "width": screen.width,
                "height": screen.height,
                "screenWidth": screen.width,
                "screenHeight": screen.height,
                "deviceScaleFactor": 1,
                "mobile": screen.phone,
            }),
        )
        .await;
        self.chromium(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": screen.phone }),
        )
        .await;
        // A phone lays a page without the meta tag (the empty one at the start) out at 980 px.
        self.until(
            &format!("the window is {} px wide", screen.width),
            &format!(
                "return screen.width === {width} && screen.height === {height}
                   && (matchMedia('(width: {width}px)').matches || !document.querySelector('meta[name=viewport]'));",
                width = screen.width,
                height = screen.height
            ),
        )
        .await;
    }

    pub(crate) async fn colours(&self, scheme: Scheme) {
        self.media("", scheme).await;
    }

    pub(crate) async fn media(&self, media: &str, scheme: Scheme) {
        self.chromium(
            "Emulation.setEmulatedMedia",
            json!({
                "media": media,
                "features": [
                    { "name": "prefers-color-scheme", "value": scheme.name() },
                    { "name": "prefers-reduced-motion", "value": "reduce" },
                ],
            }),
        )
        .await;
    }

    pub(crate) async fn scripts(&self, run: bool) {
        let parameters = json!({ "value": !run });
        self.chromium("Emulation.setScriptExecutionDisabled", parameters)
            .await;
    }

    pub(crate) async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    pub(crate) async fn pdf(&self) -> Vec<u8> {
        let settings = fantoccini::wd::PrintConfiguration::default();
        self.client.print(settings).await.unwrap()
    }
}

/// A command that chromedriver adds to the standard's: its path and what is sent.
#[derive(Debug)]
struct Extension(&'static str, Value);

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.0
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.1.to_string()))
    }
}
