//! A checked report into the files of its site.

mod binder;
mod changes_page;
mod claims_page;
mod data;
mod description;
mod edits;
mod embed_page;
mod explorer;
mod facts_json;
mod figures;
mod filter;
mod front_page;
mod origin;
mod plain;
mod rows;
mod search_page;
mod share;
mod story_page;
mod tables;
mod templates;

use highwater_facts::{BasisKind, Ledger};
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::check::{Checked, CheckedStory};
use crate::data_address;
use crate::diagnostic::Diagnostic;
use crate::kept::DrawnFigure;
use crate::project::{EMBED_TEMPLATE, NOT_FOUND_TEMPLATE, SEARCH_TEMPLATE};
use crate::site::{Site, sha256};
use figures::FigureFiles;
use templates::Templates;

pub(crate) use facts_json::{SCHEMA, whole};
pub use facts_json::{fact_json, facts_json};

/// The file that holds every value with its origin.
const FACTS: &str = "facts.json";

/// A story with the files of its figures.
pub(crate) struct Drawn<'a> {
    story: &'a CheckedStory,
    figures: Vec<FigureFiles<'a>>,
}

/// Returns the files of the site.
///
/// # Errors
///
/// Figures that cannot be written (`HW0207`) and templates that cannot be filled (`HW0206`).
pub fn render(checked: &Checked<'_>) -> Result<Site, Vec<Diagnostic>> {
    let templates = Templates::load(checked.project)?;
    let stories = drawn(checked, |_| true)?;
    let mut site = Site::default();
    for (path, bytes) in &checked.project.assets {
        site.add(&format!("assets/{path}"), bytes.clone());
    }
    site.add(
        "assets/figures.css",
        highwater_plot::svg::css(&checked.project.fonts),
    );
    for source in &checked.results.ledger.sources {
        if let Some(bytes) = source.bytes() {
            site.add(&source.path, bytes.to_vec());
        }
    }
    site.add(FACTS, facts_json::file(checked));
    let mut pages = story_pages(checked, &stories, &templates, &mut site)?;
    pages.push((
        "index.html".to_owned(),
        "index.html",
        front_page::context(checked, &stories),
    ));
    pages.push((
        "claims.html".to_owned(),
        "claims.html",
        claims_page::context(checked),
    ));
    pages.extend(data::pages(checked));
    // A project without the template has no such pages.
    if checked.project.has_template(EMBED_TEMPLATE) {
        for story in &stories {
            pages.extend(embed_page::contexts(checked, story));
        }
    }
    // So has one without these.
    if checked.project.has_template(SEARCH_TEMPLATE) {
        let page = search_page::context(checked);
        pages.push((SEARCH_TEMPLATE.to_owned(), SEARCH_TEMPLATE, page));
    }
    if checked.project.has_template(NOT_FOUND_TEMPLATE) {
        let page = front_page::not_found(checked);
        pages.push((NOT_FOUND_TEMPLATE.to_owned(), NOT_FOUND_TEMPLATE, page));
    }
    for changes in &checked.changes {
        let page = changes_page::context(checked, changes);
        pages.push((changes.correction.page(), "changes.html", page));
    }
    share::add_site(checked, &stories, &mut site)?;
    fill(checked, pages, &templates, &mut site)?;
    Ok(site)
}

/// The files of an earlier site with those of the stories in place that were checked again
/// ([`Checked::fresh`]), for writers who want to see their story at once. All other pages are
/// as they were, until [`render`] gives them too.
///
/// # Errors
///
/// Those of [`render`].
pub fn render_fresh(checked: &Checked<'_>, earlier: &Site) -> Result<Site, Vec<Diagnostic>> {
    let templates = Templates::load(checked.project)?;
    let stories = drawn(checked, |slug| checked.fresh.contains(slug))?;
    let mut site = earlier.clone();
    let pages = story_pages(checked, &stories, &templates, &mut site)?;
    fill(checked, pages, &templates, &mut site)?;
    Ok(site)
}

/// A page to be filled: its path, its template and what that is given.
type Page = (String, &'static str, Value);

/// Returns the stories with the files of their figures.
fn drawn<'a>(
    checked: &'a Checked<'_>,
    is_meant: impl Fn(&str) -> bool,
) -> Result<Vec<Drawn<'a>>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut stories = Vec::new();
    for story in &checked.stories {
        if !is_meant(&story.story.slug) {
            continue;
        }
        let credit = |figure: &DrawnFigure| share::picture_credit(checked, story, figure);
        match figures::files(checked, story, credit) {
            Ok(figures) => stories.push(Drawn { story, figures }),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() {
        Ok(stories)
    } else {
        Err(faults)
    }
}

/// Adds the files of stories, and gives their pages.
fn story_pages(
    checked: &Checked<'_>,
    stories: &[Drawn<'_>],
    templates: &Templates,
    site: &mut Site,
) -> Result<Vec<Page>, Vec<Diagnostic>> {
    for story in stories {
        let about = &story.story.story;
        for figure in &story.figures {
            figure.add_to(site, &about.slug);
        }
        for path in about.used_files() {
            if let Some(bytes) = about.files.get(path) {
                site.add(&format!("{}/{path}", about.slug), bytes.to_vec());
            }
        }
        site.add(
            &format!("{}/story.md", story.story.story.slug),
            plain::story(checked, story),
        );
        share::add_story(checked, story, site)?;
    }
    let page = |story: &Drawn<'_>| {
        let path = format!("{}/index.html", story.story.story.slug);
        story_page::context(checked, story, templates).map(|page| (path, "story.html", page))
    };
    stories.iter().map(page).collect()
}

/// Fills pages, and adds them.
fn fill(
    checked: &Checked<'_>,
    pages: Vec<Page>,
    templates: &Templates,
    site: &mut Site,
) -> Result<(), Vec<Diagnostic>> {
    let mut about = site_context(checked);
    about["facts_sha256"] = json!(site.get(FACTS).map(sha256).unwrap_or_default());
    let rendered: Vec<Result<(String, String), Vec<Diagnostic>>> = pages
        .into_par_iter()
        .map(|(path, template, page)| {
            let root = root(checked, &path);
            let share = share::head(checked, &path, &page);
            let context =
                json!({ "site": about, "root": root, "path": path, "part": part(&path), "page": page, "share": share });
            templates.fill(template, &context).map(|html| (path, html))
        })
        .collect();
    let mut faults = Vec::new();
    for page in rendered {
        match page {
            Ok((path, html)) => site.add(&path, html),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// Returns what leads from a page to the top of the site. The page for addresses that lead nowhere is
/// shown at any of them, so it takes the way from the host, where the site has an address.
fn root(checked: &Checked<'_>, path: &str) -> String {
    match &checked.site.base_url {
        Some(base) if path == NOT_FOUND_TEMPLATE => base.path().to_owned(),
        _ => "../".repeat(path.matches('/').count()),
    }
}

/// Returns the page of the navigation that a page belongs to: that of the data for each table.
fn part(path: &str) -> &str {
    match path.split_once('/') {
        Some(("data", _)) => data_address::INDEX,
        _ => path,
    }
}

/// JSON that cannot end the script element it stands in.
fn script_json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// Returns what each page may say of the site.
fn site_context(checked: &Checked<'_>) -> Value {
    let stories: Vec<Value> = checked
        .stories
        .iter()
        .map(|story| {
            let binder = binder::Binder::new(checked, story, "");
            json!({
                "slug": story.story.slug,
                "title": binder.text(&story.story.title.nodes),
            })
        })
        .collect();
    json!({
        "title": checked.site.title,
        "description": checked.site.description,
        "language": checked.site.language,
        "stories": stories,
        "notices": notices(&checked.results.ledger),
        "coverage": checked.coverage.for_readers(),
        "commands": {
            "fetch": checked.project.commands.fetch,
            "diff": checked.project.commands.diff,
        },
    })
}

/// Returns what a story was not written for: a file of a reader or another snapshot in the place of its
/// own, and what a reader set.
fn notices(ledger: &Ledger) -> Vec<Value> {
    let bases = ledger.bases.iter();
    let others = bases.filter_map(|basis| {
        let kind = match basis.kind {
            BasisKind::Unlisted => "Unlisted input",
            BasisKind::OtherSnapshot => "Other snapshot",
            BasisKind::Snapshot | BasisKind::Embedded => return None,
        };
        let text = format!("{} in place of {}", basis.table, basis.snapshot);
        Some(json!({ "kind": kind, "text": text }))
    });
    let set = match ledger.settings.is_empty() {
        true => None,
        false => Some(json!({
            "kind": "Set by a reader",
            "text": format!("{}; the text was written for other settings", ledger.settings.join(", ")),
        })),
    };
    others.chain(set).collect()
}
