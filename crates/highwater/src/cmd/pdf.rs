//! Each story as PDF, beside the site.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use highwater_host::{Pages, Printer};
use highwater_report::Site;

use super::replace::replace;
use super::report::stop_if;
use crate::terminal::Failure;
use crate::terminal::Steps;
use crate::terminal::count;

/// Prints stories, by name and date, to a folder. A PDF that cannot be printed leaves the one before.
///
/// They lie outside of the site, whose manifest promises the same bytes on every machine: another
/// Chromium prints others.
pub(super) fn print(
    site: &Site,
    stories: &[(String, String)],
    folder: &Path,
    interrupted: &AtomicBool,
    steps: &mut Steps<'_>,
) -> Result<(), Failure> {
    let print_all = || {
        let pages = Pages::default();
        pages.show(site.clone().into_files());
        let printer = Printer::of(pages).map_err(Failure::Host)?;
        let mut bytes = 0;
        for (name, date) in stories {
            stop_if(interrupted)?;
            let pdf = printer
                .print(&format!("{name}/"), date)
                .map_err(Failure::Host)?;
            bytes += pdf.len();
            put(folder, name, &pdf)?;
        }
        Ok(bytes)
    };
    let counts = |bytes: &usize| {
        format!(
            "{}/ · {}, {:.1} MB",
            folder.display(),
            count(stories.len(), "file"),
            *bytes as f64 / 1e6
        )
    };
    steps.run("pdf", print_all, counts).map(drop)
}

fn put(folder: &Path, name: &str, pdf: &[u8]) -> Result<(), Failure> {
    let path = folder.join(format!("{name}.pdf"));
    let written = fs::create_dir_all(folder).and_then(|()| replace(&path, pdf));
    written.map_err(|error| {
        Failure::other(
            format!("`{}` cannot be written: {error}", path.display()),
            "check that there is room and that the folder can be written, or name another with `--pdf=DIR`",
        )
    })
}
