//! `serve` in a browser: a page follows the story that is written, and shows what is amiss with it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};

use crate::chromium::in_browser;
use crate::site::{copy_of_project, xtask_in};

/// A server that runs on a copy of the project, and ends with this.
struct Served {
    folder: tempfile::TempDir,
    child: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    fn new() -> Self {
        let folder = copy_of_project();
        let mut child = xtask_in(folder.path())
            .args(["serve", "--quiet", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("serving ").unwrap().to_owned();
        Served {
            folder,
            child,
            address,
        }
    }

    fn story(&self) -> PathBuf {
        self.folder.path().join("report/stories/open-wave/story.md")
    }
}

/// What is shown over the page.
const OVER: &str = "document.querySelector('#highwater-overlay')?.shadowRoot";

#[test]
fn a_page_follows_its_story() {
    let served = Served::new();
    let story = fs::read_to_string(served.story()).unwrap();
    in_browser(async |page| {
        let address = format!("{}open-wave/", served.address);
        page.client.goto(&address).await.unwrap();
        page.until(
            "the first build is shown",
            "return !!document.querySelector('h1 + .summary')",
        )
        .await;

        fs::write(
            served.story(),
            format!("{story}\nNobody had seen it coming.\n"),
        )
        .unwrap();
        let shown = "return document.body.textContent.includes('Nobody had seen it coming.')";
        page.until("the new sentence is shown", shown).await;

        let wrong =
            format!("{story}\nNobody had seen it coming: [999M](value:wave.downloads.last?si).\n");
        fs::write(served.story(), wrong).unwrap();
        let told = format!("return !!{OVER}?.textContent.includes('the text `999M` differs')");
        page.until("the finding is shown", &told).await;
        assert!(
            page.ask::<bool>(shown, &[]).await,
            "the last good page is below it"
        );
        let placed = format!(
            "const box = {OVER}.querySelector('.findings').getBoundingClientRect();
             return Math.round(box.bottom) === innerHeight && box.width === document.documentElement.clientWidth"
        );
        assert!(
            page.ask::<bool>(&placed, &[]).await,
            "it stands at the foot of the window"
        );

        fs::write(served.story(), &story).unwrap();
        let gone =
            format!("return !({OVER}) && !document.body.textContent.includes('Nobody had seen')");
        page.until("what stood over the page has gone", &gone).await;
    });
}
