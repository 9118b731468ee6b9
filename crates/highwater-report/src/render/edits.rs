//! What the check is known to notice, for the page of claims.

use serde_json::{Value, json};

use crate::check::Checked;
use crate::language::Language;
use crate::shares::{Share, Shares};

/// Returns what edits of the stories the check noticed, by kind, if that was measured.
pub(super) fn shown(checked: &Checked<'_>) -> Option<Value> {
    let file = checked.project.edits.as_ref()?;
    let shares = Shares::read(&file.text).ok()?;
    let row = |share: &Share| {
        json!({
            "what": share.what,
            "edits": share.edits.to_string(),
            "noticed": format!("{}%", share.percent()),
            "by_review": share.by_review.to_string(),
        })
    };
    let kinds: Vec<Value> = shares.kinds.iter().map(row).collect();
    Some(json!({ "date": shares.date, "kinds": kinds, "all": row(&shares.all()) }))
}

/// Returns the language of the site if there are no word lists of it.
pub(super) fn no_lists<'a>(checked: &'a Checked<'_>) -> Option<&'a str> {
    let language = checked.site.language.as_str();
    Language::of(language).is_none().then_some(language)
}
