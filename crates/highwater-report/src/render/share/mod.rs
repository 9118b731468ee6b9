//! What a site says of itself to those who link to it: addresses, previews, citations, feed and map.
//!
//! Addresses are written where the site has a `base_url`, and nowhere else.

mod cite;
mod feed;
mod linked_data;
mod picture_credit;
mod site_map;

use highwater_plot::font::Fonts;
use highwater_plot::{Card, PlotError, Scene, png};
use serde_json::{Value, json};

use super::binder::Binder;
use super::figures::FigureFiles;
use super::{Drawn, script_json};
use crate::check::{Checked, CheckedStory};
use crate::diagnostic::Diagnostic;
use crate::project::NOT_FOUND_TEMPLATE;
use crate::prose::escape;
use crate::site::Site;

pub(super) use cite::context as cite_context;
pub(super) use picture_credit::picture_credit;

/// The picture that stands for the site.
const CARD: &str = "card.png";

/// Returns what the head of a page says to those who link to it.
pub(super) fn head(checked: &Checked<'_>, path: &str, page: &Value) -> Value {
    let site = checked.site;
    let story = story_at(checked, path);
    let text = |key: &str| page[key].as_str().filter(|text| !text.is_empty());
    let title = text("title").unwrap_or(&site.title);
    let description = text("summary").unwrap_or(&site.description);
    let base = site
        .base_url
        .as_ref()
        .filter(|_| path != NOT_FOUND_TEMPLATE);
    let image = match story {
        Some(story) => format!("{}/{CARD}", story.story.slug),
        None => CARD.to_owned(),
    };
    let about = linked_data::of_page(checked, path, story);
    json!({
        "type": if story.is_some() { "article" } else { "website" },
        "title": title,
        "description": description,
        "url": base.map(|base| base.to(path)),
        "image": base.map(|base| base.to(&image)),
        "image_alt": format!("{title}: the title with a chart beside it"),
        "date": story.map(|story| &story.story.front.date),
        "feed": base.filter(|_| !checked.stories.is_empty()).map(|_| FEED),
        "linked_data": about.map(|about| script_json(&about)),
    })
}

/// The file of the feed.
const FEED: &str = "feed.xml";

/// The story whose page lies at a path.
fn story_at<'a>(checked: &'a Checked<'_>, path: &str) -> Option<&'a CheckedStory> {
    let slug = path.strip_suffix("/index.html")?;
    let mut stories = checked.stories.iter().map(|story| &**story);
    stories.find(|story| story.story.slug == slug)
}

/// Who answers for the stories.
fn author<'a>(checked: &'a Checked<'_>) -> &'a str {
    let site = checked.site;
    match site.author.is_empty() {
        true => &site.title,
        false => &site.author,
    }
}

/// Title and summary of a story as text.
fn words(checked: &Checked<'_>, story: &CheckedStory) -> (String, String) {
    let binder = Binder::new(checked, story, "");
    (
        binder.text(&story.story.title.nodes),
        binder.text(&story.story.summary.nodes),
    )
}

/// The day of the last change of any story.
fn last_change<'a>(checked: &'a Checked<'_>) -> Option<&'a str> {
    let dates = checked.stories.iter().map(|story| &*story.story.front.date);
    dates.max()
}

/// Text in XML, which knows no character below a blank but the tab and the ends of lines.
fn xml(text: &str) -> String {
    let is_known = |c: &char| *c >= ' ' || matches!(c, '\t' | '\n' | '\r');
    escape(&text.chars().filter(is_known).collect::<String>())
}

/// Returns the files of a story: its card and its citation.
pub(super) fn add_story(
    checked: &Checked<'_>,
    drawn: &Drawn<'_>,
    site: &mut Site,
) -> Result<(), Vec<Diagnostic>> {
    let slug = &drawn.story.story.slug;
    let (title, _) = words(checked, drawn.story);
    let picture = card(
        (&title, &checked.site.title),
        drawn.figures.first(),
        &checked.project.fonts,
    );
    site.add(&format!("{slug}/{CARD}"), picture.map_err(no_card)?);
    site.add(
        &format!("{slug}/{}", cite::FILE),
        cite::bibtex(checked, drawn.story),
    );
    Ok(())
}

/// Returns the files of the site: its card and, where it has an address, its map and its feed.
pub(super) fn add_site(
    checked: &Checked<'_>,
    stories: &[Drawn<'_>],
    site: &mut Site,
) -> Result<(), Vec<Diagnostic>> {
    let about = checked.site;
    let first = stories.iter().find_map(|story| story.figures.first());
    let picture = card(
        (&about.title, author(checked)),
        first,
        &checked.project.fonts,
    );
    site.add(CARD, picture.map_err(no_card)?);
    if let Some(base) = &about.base_url {
        site.add("sitemap.xml", site_map::file(checked, base));
        if let Some(feed) = feed::file(checked, base) {
            site.add(FEED, feed);
        }
    }
    Ok(())
}

fn card(
    (title, site): (&str, &str),
    figure: Option<&FigureFiles<'_>>,
    fonts: &Fonts,
) -> Result<Vec<u8>, PlotError> {
    let scenes = figure.iter().flat_map(|figure| &figure.drawn.scenes);
    let scenes: Vec<&Scene> = scenes.map(|drawn| &drawn.scene).collect();
    let card = Card {
        title,
        site,
        chart: &scenes,
        fonts,
    };
    png::render(&card.scene(), 1.0)
}

fn no_card(error: PlotError) -> Vec<Diagnostic> {
    let message = format!("a picture for previews cannot be written: {error}");
    vec![Diagnostic::error("HW0207", message)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Project, Results, SourceText, StorySource, check};

    fn story(slug: &str, title: &str, date: &str) -> StorySource {
        let text = format!(
            "+++\ntitle = \"{title}\"\nsummary = \"What it finds.\"\ndate = \"{date}\"\n+++\n\nText.\n"
        );
        StorySource::new(slug, SourceText::new(&format!("{slug}.md"), &text))
    }

    fn project(base: &str) -> Project {
        let mut project = Project {
            stories: vec![
                story("rain", "Rain & snow", "2026-03-01"),
                story("wind", "Wind", "2026-04-30"),
            ],
            ..Project::default()
        };
        project.site.title = "Weather".to_owned();
        project.site.language = "en".to_owned();
        project.site.base_url = base.parse().ok();
        project
    }

    const BASE: &str = "https://example.org/w/";

    #[test]
    fn a_card_in_a_script_that_the_font_lacks_is_told() {
        // mkdocs-material#4354.
        let told = |title: &str| -> Vec<String> {
            let project = Project {
                stories: vec![story("rain", title, "2026-03-01")],
                ..project(BASE)
            };
            let results = Results::default();
            let found = check(&project, &results, None).diagnostics;
            let messages = found.into_iter().map(|finding| finding.message);
            messages
                .filter(|message| message.contains("card"))
                .collect()
        };
        for (title, lacking) in [
            ("雨", "`雨` (U+96E8)"),
            (
                "Rain in שלום",
                "`ש` (U+05E9), `ל` (U+05DC), `ו` (U+05D5) and 1 more",
            ),
        ] {
            let expected = format!("the title has {lacking}, which cards for previews leave out");
            assert_eq!(told(title), [expected]);
        }
        assert!(told("Größe, façade & αβγ").is_empty());
    }

    #[test]
    fn the_feed_names_the_newest_story_first_and_no_clock() {
        let (project, results) = (project(BASE), Results::default());
        let checked = check(&project, &results, None);
        let feed = feed::file(&checked, &BASE.parse().unwrap()).unwrap();
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">
<title>Weather</title>
<subtitle></subtitle>
<id>https://example.org/w/</id>
<link rel=\"self\" type=\"application/atom+xml\" href=\"https://example.org/w/feed.xml\"/>
<link href=\"https://example.org/w/\"/>
<updated>2026-04-30T00:00:00Z</updated>
<author><name>Weather</name></author>
<entry>
<title>Wind</title>
<id>https://example.org/w/wind/</id>
<link href=\"https://example.org/w/wind/\"/>
<updated>2026-04-30T00:00:00Z</updated>
<summary>What it finds.</summary>
</entry>
<entry>
<title>Rain &amp; snow</title>
<id>https://example.org/w/rain/</id>
<link href=\"https://example.org/w/rain/\"/>
<updated>2026-03-01T00:00:00Z</updated>
<summary>What it finds.</summary>
</entry>
</feed>
";
        assert_eq!(feed, expected);
        let empty = Project::default();
        let none = check(&empty, &results, None);
        assert_eq!(feed::file(&none, &BASE.parse().unwrap()), None);
    }

    #[test]
    fn the_map_has_each_page_with_the_day_of_its_change() {
        let (project, results) = (project(BASE), Results::default());
        let checked = check(&project, &results, None);
        let map = site_map::file(&checked, &BASE.parse().unwrap());
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">
<url><loc>https://example.org/w/</loc><lastmod>2026-04-30</lastmod></url>
<url><loc>https://example.org/w/claims.html</loc></url>
<url><loc>https://example.org/w/data.html</loc></url>
<url><loc>https://example.org/w/rain/</loc><lastmod>2026-03-01</lastmod></url>
<url><loc>https://example.org/w/wind/</loc><lastmod>2026-04-30</lastmod></url>
</urlset>
";
        assert_eq!(map, expected);
    }

    #[test]
    fn a_page_names_addresses_only_where_the_site_has_one() {
        let results = Results::default();
        let page = json!({ "title": "Rain & snow", "summary": "What it finds." });
        let (with, without) = (project(BASE), project(""));
        let with = check(&with, &results, None);
        let told = head(&with, "rain/index.html", &page);
        assert_eq!(told["url"], "https://example.org/w/rain/");
        assert_eq!(told["image"], "https://example.org/w/rain/card.png");
        assert_eq!(told["type"], "article");
        let about: Value = serde_json::from_str(told["linked_data"].as_str().unwrap()).unwrap();
        assert_eq!(about["@type"], "Article");
        assert_eq!(about["dateModified"], "2026-03-01");
        assert_eq!(about["url"], "https://example.org/w/rain/");
        assert_eq!(head(&with, NOT_FOUND_TEMPLATE, &page)["url"], Value::Null);

        let without = check(&without, &results, None);
        let told = head(&without, "rain/index.html", &page);
        assert!(!told.to_string().contains("example.org"), "{told}");
        assert_eq!((&told["url"], &told["image"]), (&Value::Null, &Value::Null));
    }

    #[test]
    fn a_story_is_cited_by_title_site_and_date() {
        let results = Results::default();
        let project = project(BASE);
        let checked = check(&project, &results, None);
        let cite = cite_context(&checked, &checked.stories[0]);
        assert_eq!(
            cite["text"],
            "Weather (2026): Rain & snow. Weather, 2026-03-01. https://example.org/w/rain/"
        );
        assert_eq!(
            cite["bibtex"],
            "@misc{rain,\n  author = {{Weather}},\n  title = {{Rain \\& snow}},\n  \
             howpublished = {Weather},\n  year = {2026},\n  month = mar,\n  \
             url = {https://example.org/w/rain/}\n}\n"
        );
    }

    #[test]
    fn a_picture_says_where_its_story_is() {
        let drawn = crate::kept::DrawnFigure {
            id: "fall".to_owned(),
            words: highwater_plot::Words::titled("Rain fell"),
            scenes: Vec::new(),
            findings: Vec::new(),
        };
        let credit = |base: &str| {
            let (project, results) = (project(base), Results::default());
            let checked = check(&project, &results, None);
            let is_rain = |story: &&std::sync::Arc<CheckedStory>| story.story.slug == "rain";
            let story = checked.stories.iter().find(is_rain).unwrap();
            picture_credit(&checked, story, &drawn)
        };
        let of = |texts: &[(String, String)], key: &str| {
            let text = texts.iter().find(|(known, _)| known == key);
            text.map(|(_, text)| text.clone())
        };
        let here = credit(BASE);
        assert_eq!(here.line, "example.org/w/rain/");
        let address = "https://example.org/w/rain/#figure-fall";
        assert_eq!(of(&here.texts, "URL").as_deref(), Some(address));
        assert_eq!(of(&here.texts, "Title").as_deref(), Some("Rain fell"));
        let nowhere = credit("");
        assert_eq!(nowhere.line, "");
        assert_eq!(of(&nowhere.texts, "URL"), None);
        assert_eq!(of(&nowhere.texts, "Author").as_deref(), Some("Weather"));
    }
}
