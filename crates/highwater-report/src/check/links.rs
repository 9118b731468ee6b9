//! Links within the site, and footnotes: that each leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use highwater_facts::nearest::nearest;
use pulldown_cmark::{Event, Tag};

use super::texts::{Part, Texts};
use crate::address::resolved;
use crate::data_address::{INDEX, group, group_page, rows_page, study, table_page};
use crate::diagnostic::Diagnostic;
use crate::project::{Correction, EMBED_TEMPLATE, NOT_FOUND_TEMPLATE, Project, SEARCH_TEMPLATE};
use crate::prose::{Node, Run, Target, runs};
use crate::site::MANIFEST;
use crate::story::Story;
use highwater_study::Results;

/// The paths of all files that a site will have.
pub(crate) fn site_paths(project: &Project, results: &Results) -> BTreeSet<String> {
    let mut paths: BTreeSet<String> = ["index.html", "claims.html", INDEX, "facts.json", MANIFEST]
        .map(str::to_owned)
        .into();
    paths.insert("assets/figures.css".to_owned());
    paths.extend(project.assets.keys().map(|path| format!("assets/{path}")));
    paths.extend(project.site.changes.iter().map(Correction::page));
    let sources = results.ledger.sources.iter();
    let given = sources.filter(|source| source.bytes().is_some());
    paths.extend(given.map(|source| source.path.to_string()));
    let ledger = &results.ledger;
    paths.extend(ledger.sources.iter().map(|source| table_page(&source.path)));
    paths.extend(ledger.facts().map(|fact| group_page(group(&fact.path))));
    paths.extend(ledger.row_sets().map(|set| rows_page(study(&set.name))));
    paths.insert("card.png".to_owned());
    let own = [SEARCH_TEMPLATE, NOT_FOUND_TEMPLATE];
    let own = own.into_iter().filter(|name| project.has_template(name));
    paths.extend(own.map(str::to_owned));
    if project.site.base_url.is_some() {
        paths.extend(["sitemap.xml", "feed.xml"].map(str::to_owned));
    }
    let page = project.has_template(EMBED_TEMPLATE);
    for source in &project.stories {
        let slug = &source.slug;
        paths.insert(format!("{slug}/index.html"));
        paths.extend(["story.md", "cite.bib", "card.png"].map(|file| format!("{slug}/{file}")));
        // Of a story that cannot be read, its own finding tells.
        let Ok(story) = Story::read(source, &project.site.language) else {
            continue;
        };
        paths.extend(story.used_files().map(|path| format!("{slug}/{path}")));
        for (binding, _) in story.body.bindings() {
            if let (Target::Figure { id }, true) = (&binding.target, binding.is_image) {
                let files = [".svg", ".png", "-narrow.svg", "-narrow.png", ".csv"];
                paths.extend(page.then(|| format!("{slug}/figures/{id}.html")));
                paths.extend(files.map(|file| format!("{slug}/figures/{id}{file}")));
            }
        }
    }
    paths
}

pub(super) fn check(
    story: &Story,
    texts: &Texts,
    site: &BTreeSet<String>,
    found: &mut Vec<Diagnostic>,
) {
    for text in &texts.0 {
        for (event, range) in text.prose.events() {
            if let Event::Start(Tag::Link { dest_url, .. }) = event
                && let Some((fault, help)) = broken(dest_url, &story.slug, site)
            {
                found.push(
                    Diagnostic::error("HW0029", fault)
                        .at(&text.prose.source, range.clone(), "")
                        .help(help),
                );
            }
        }
    }
    footnotes(story, texts, found);
}

/// Returns what is wrong with a link on the page of a story, and what to do; links to other sites are
/// not followed.
fn broken(link: &str, slug: &str, site: &BTreeSet<String>) -> Option<(String, String)> {
    if link.is_empty() {
        let help = "write where it leads between the round brackets";
        return Some(("the link has no address".to_owned(), help.to_owned()));
    }
    let is_elsewhere = link
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#']));
    let path = link.split(['#', '?']).next().unwrap_or_default();
    if is_elsewhere || path.is_empty() {
        return None;
    }
    if path.starts_with('/') {
        return Some((
            format!("the link `{link}` starts at the top of a disk or a host"),
            format!(
                "start at the story's page: `../{}`",
                path.trim_start_matches('/')
            ),
        ));
    }
    let resolved = resolved(path, slug);
    let known = resolved.as_ref().is_some_and(|path| site.contains(path));
    if known {
        return None;
    }
    let near = nearest(
        resolved.as_deref().unwrap_or(path),
        site.iter().map(String::as_str),
    );
    let help = match near {
        Some(near) => format!("did you mean `../{near}`?"),
        None => "pages lie at `../data.html`, `../claims.html` and `../STORY/index.html`, seen from a story".to_owned(),
    };
    Some((format!("the site has no file `{path}` for this link"), help))
}

/// Footnotes that are mentioned and not written, and those that are written and not mentioned.
fn footnotes(story: &Story, texts: &Texts, found: &mut Vec<Diagnostic>) {
    let mut written: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    let mut mentioned = BTreeSet::new();
    for placed in &story.body.nodes {
        match &placed.node {
            Node::Event(Event::Start(Tag::FootnoteDefinition(label))) => {
                written.entry(label).or_insert(placed.range.clone());
            }
            Node::Event(Event::FootnoteReference(label)) => {
                mentioned.insert(&**label);
            }
            _ => {}
        }
    }
    for (label, range) in &written {
        if !mentioned.contains(label) {
            found.push(
                Diagnostic::warning(
                    "HW0035",
                    format!("the footnote `{label}` is mentioned nowhere"),
                )
                .at(&story.source, first_line(story, range), "")
                .help(format!("write `[^{label}]` where it belongs, or delete it")),
            );
        }
    }
    for text in &texts.0 {
        for (run, range, label) in runs(&text.prose).iter().flat_map(marks) {
            let place = run.source_range(range);
            let source = &text.prose.source;
            // A backslash before the bracket says that it is meant as text.
            if source.slice(0..place.start).ends_with('\\') {
                continue;
            }
            let finding = if text.part == Part::Body {
                let near = nearest(label, written.keys().copied());
                Diagnostic::warning("HW0035", format!("there is no footnote `{label}`"))
                    .at(source, place, "is shown as it stands here")
                    .did_you_mean(near.map(|near| format!("[^{near}]")))
                    .help(format!(
                        "write the note on a line of its own: `[^{label}]: ...`"
                    ))
            } else {
                Diagnostic::warning("HW0035", "a footnote stands outside of the story's text")
                    .at(source, place, "is shown as it stands here")
                    .help("say it in the text, or in the note of the figure or table")
            };
            found.push(finding);
        }
    }
}

/// Returns the marks `[^label]` that Markdown left as text: they name no note.
fn marks(run: &Run) -> impl Iterator<Item = (&Run, Range<usize>, &str)> {
    run.text.match_indices("[^").filter_map(move |(at, _)| {
        let label = run.text[at + 2..].split(']').next()?;
        let end = at + 2 + label.len();
        let is_label = !label.is_empty() && !label.contains(['[', '\n']);
        (is_label && run.text[end..].starts_with(']')).then_some((run, at..end + 1, label))
    })
}

fn first_line(story: &Story, range: &Range<usize>) -> Range<usize> {
    let text = story.source.slice(range.clone());
    let length = text.find('\n').unwrap_or(text.len());
    range.start..range.start + length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(link: &str) -> Option<String> {
        let site = [
            "assets/Öffnung.csv",
            "index.html",
            "data.html",
            "wave/index.html",
            "wave/figures/a b.svg",
        ];
        let site = site.map(str::to_owned).into();
        broken(link, "wave", &site).map(|(fault, help)| format!("{fault}; {help}"))
    }

    #[test]
    fn links_that_lead_somewhere() {
        for link in [
            "../data.html",
            "../data.html#x",
            "../",
            "..",
            "./",
            "index.html?x",
            "#here",
            "figures/a%20b.svg",
            "https://example.org/nowhere.html",
            "mailto:a@example.org",
            "tel:+10000000",
            // `shared/cases/stories/anchors-beyond-ascii.md`.
            "../assets/%C3%96ffnung.csv",
            "../assets/Öffnung.csv",
            "../assets/O\u{308}ffnung.csv",
        ] {
            assert_eq!(told(link), None, "{link}");
        }
    }

    #[test]
    fn links_that_do_not() {
        for (link, message) in [
            (
                "../dta.html",
                "the site has no file `../dta.html` for this link; did you mean `../data.html`?",
            ),
            ("../../data.html", "the site has no file"),
            ("data.html", "the site has no file"),
            (
                "../nowhere/x.html#y",
                "the site has no file `../nowhere/x.html`",
            ),
            (
                "/data.html",
                "starts at the top of a disk or a host; start at the story's page: `../data.html`",
            ),
            ("", "has no address"),
        ] {
            let told = told(link).unwrap_or_default();
            assert!(told.contains(message), "{link}: {told}");
        }
    }
}
