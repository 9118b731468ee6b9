//! The map of the site for search engines.

use super::{last_change, xml};
use crate::base_url::BaseUrl;
use crate::check::Checked;
use crate::data_address::{escaped, table_page};

/// The pages that stand for themselves, each with the day of its last change where that is known.
pub(super) fn file(checked: &Checked<'_>, base: &BaseUrl) -> String {
    let mut pages = vec![("index.html".to_owned(), last_change(checked))];
    pages.extend(["claims.html", "data.html"].map(|page| (page.to_owned(), None)));
    pages.extend(checked.stories.iter().map(|story| {
        let path = format!("{}/index.html", story.story.slug);
        (path, Some(&*story.story.front.date))
    }));
    let tables = checked.results.ledger.sources.iter();
    pages.extend(tables.map(|source| (escaped(&table_page(&source.path)), None)));
    let changes = checked.changes.iter();
    pages.extend(changes.map(|changes| (changes.correction.page(), None)));
    let urls = pages.iter().map(|(path, day)| {
        let day = day.map(|day| format!("<lastmod>{day}</lastmod>"));
        let (address, day) = (xml(&base.to(path)), day.unwrap_or_default());
        format!("<url><loc>{address}</loc>{day}</url>\n")
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        urls.collect::<String>()
    )
}
