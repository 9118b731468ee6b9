//! The feed of the stories, in Atom.

use super::{FEED, author, last_change, words, xml};
use crate::base_url::BaseUrl;
use crate::check::Checked;

/// Returns the feed, newest story first; none where there is no story, for a feed must say when it last
/// changed. Ids are addresses, so they stay as long as these do.
pub(super) fn file(checked: &Checked<'_>, base: &BaseUrl) -> Option<String> {
    let site = checked.site;
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<subtitle>{}</subtitle>\n<id>{base}</id>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link href=\"{base}\"/>\n\
         <updated>{}</updated>\n<author><name>{}</name></author>\n",
        xml(&site.language),
        xml(&site.title),
        xml(&site.description),
        base.to(FEED),
        moment(last_change(checked)?),
        xml(author(checked)),
    );
    let mut stories: Vec<_> = checked.stories.iter().map(|story| &**story).collect();
    // The order of the front page decides between stories of one day.
    stories.sort_by(|a, b| b.story.front.date.cmp(&a.story.front.date));
    for story in stories {
        let (title, summary) = words(checked, story);
        let address = base.to(&format!("{}/index.html", story.story.slug));
        feed.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n\
             <updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            xml(&title),
            moment(&story.story.front.date),
            xml(&summary),
        ));
    }
    feed.push_str("</feed>\n");
    Some(feed)
}

/// Returns a day as the moment at which it begins: Atom knows no days.
fn moment(day: &str) -> String {
    format!("{day}T00:00:00Z")
}
