//! What a page is, for programs: JSON-LD in the words of schema.org.

use highwater_facts::Source;
use serde_json::{Map, Value, json};

use super::{author, words};
use crate::base_url::BaseUrl;
use crate::check::{Checked, CheckedStory};
use crate::data_address::{INDEX, table_page};

/// Returns what a page is: a story an `Article`, the index of the data and each table a `Dataset`, the
/// front page a `WebSite`; `None` for others.
///
/// Dates are those that stories and sources give of themselves.
pub(super) fn of_page(
    checked: &Checked<'_>,
    path: &str,
    story: Option<&CheckedStory>,
) -> Option<Value> {
    let site = checked.site;
    let base = site.base_url.as_ref();
    let about = match (path, story) {
        (_, Some(story)) => article(checked, story),
        ("index.html", None) => json!({
            "@type": "WebSite",
            "name": site.title,
            "description": site.description,
            "inLanguage": site.language,
        }),
        (INDEX, None) => data(checked),
        (path, None) => {
            let mut sources = checked.results.ledger.sources.iter();
            table(
                sources.find(|source| table_page(&source.path) == path)?,
                base,
            )
        }
    };
    let mut whole = Map::new();
    whole.insert("@context".to_owned(), json!("https://schema.org"));
    if let Value::Object(about) = about {
        whole.extend(about);
    }
    if let Some(base) = base {
        whole.insert("url".to_owned(), json!(base.to(path)));
    }
    Some(Value::Object(whole))
}

fn article(checked: &Checked<'_>, story: &CheckedStory) -> Value {
    let site = checked.site;
    let (title, summary) = words(checked, story);
    let mut article = json!({
        "@type": "Article",
        "headline": title,
        "description": summary,
        "dateModified": story.story.front.date,
        "inLanguage": site.language,
        "author": { "@type": "Organization", "name": author(checked) },
        "isPartOf": { "@type": "WebSite", "name": site.title },
    });
    if let (Some(base), Value::Object(article)) = (&site.base_url, &mut article) {
        let image = format!("{}/{}", story.story.slug, super::CARD);
        article.insert("image".to_owned(), json!(base.to(&image)));
    }
    article
}

fn data(checked: &Checked<'_>) -> Value {
    let base = checked.site.base_url.as_ref();
    let sources = &checked.results.ledger.sources;
    let dates = sources.iter().map(|source| &source.date);
    let newest = dates.filter(|date| !date.is_empty()).max();
    let mut whole = json!({
        "@type": "Dataset",
        "name": format!("Data of {}", checked.site.title),
        "description": "Every table that the stories read, and every value that was computed from them.",
        "creator": { "@type": "Organization", "name": author(checked) },
        "hasPart": sources.iter().map(|source| table(source, base)).collect::<Vec<_>>(),
    });
    if let Value::Object(whole) = &mut whole {
        if let Some(date) = newest {
            whole.insert("dateModified".to_owned(), json!(date));
        }
        if let Some(base) = base {
            let file = download(&base.to("facts.json"), "application/json");
            whole.insert("distribution".to_owned(), file);
        }
    }
    whole
}

fn table(source: &Source, base: Option<&BaseUrl>) -> Value {
    let mut table = json!({
        "@type": "Dataset",
        "name": source.title,
        "description": source.origin,
        "license": source.licence,
        "identifier": format!("sha256:{}", source.sha256),
    });
    if let Value::Object(table) = &mut table {
        if !source.date.is_empty() {
            table.insert("dateModified".to_owned(), json!(source.date));
        }
        if let (Some(base), true) = (base, source.bytes().is_some()) {
            let file = download(&base.to(&source.path), "text/csv");
            table.insert("distribution".to_owned(), file);
        }
    }
    table
}

fn download(address: &str, kind: &str) -> Value {
    json!({ "@type": "DataDownload", "contentUrl": address, "encodingFormat": kind })
}
