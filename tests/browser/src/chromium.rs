//! A browser for one test: chromedriver on a free loopback port, and through it Chromium.

use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::page::Page;
use crate::site::Site;

/// The last makes Chromium end when chromedriver does, however that ends.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
];

/// Runs a test in a fresh browser, which is closed whether it passes or panics.
pub(crate) fn in_browser(test: impl AsyncFnOnce(&Page)) {
    let site = Site::built();
    let chromium = program("chromium");
    let profile = tempfile::tempdir().unwrap();
    let driver = Driver::start();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let client = runtime.block_on(connect(&driver, &chromium, profile.path()));
    let page = Page::new(client, site);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            page.prepare().await;
            test(&page).await;
        });
    }));
    // Chromium writes to its profile until its session is closed. A session that is lost already
    // has told why.
    let _ = runtime.block_on(page.close());
    drop(driver);
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

async fn connect(driver: &Driver, chromium: &Path, profile: &Path) -> Client {
    let mut arguments: Vec<String> = FLAGS.map(str::to_owned).to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let mut wanted = Capabilities::new();
    wanted.insert(
        "goog:chromeOptions".to_owned(),
        json!({ "binary": chromium, "args": arguments }),
    );
    wanted.insert(
        "goog:loggingPrefs".to_owned(),
        json!({ "browser": "ALL", "performance": "ALL" }),
    );
    wanted.insert(
        "timeouts".to_owned(),
        json!({ "pageLoad": 60_000, "script": 60_000 }),
    );
    ClientBuilder::new(HttpConnector::new())
        .capabilities(wanted)
        .connect(&format!("http://127.0.0.1:{}", driver.port))
        .await
        .unwrap_or_else(|error| panic!("chromedriver opens no Chromium: {error}"))
}

/// A running chromedriver, ended with this value.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start() -> Driver {
        let mut process = Command::new(program("chromedriver"))
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut driver = Driver { process, port: 0 };
        for line in lines {
            let line = line.unwrap();
            if let Some((_, port)) = line.rsplit_once("started successfully on port ") {
                driver.port = port.trim_end_matches('.').parse().unwrap();
                return driver;
            }
        }
        panic!("chromedriver ended before it named its port");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Both fail for a process that has ended, and nothing else.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The path of a program, which must be installed.
pub(crate) fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .unwrap_or_else(|| {
            panic!(
                "`{name}` is not installed, and the tests in a browser need it\n\
                 help: `cargo xtask test` installs it, or: apt-get install chromium chromium-driver"
            )
        })
}
