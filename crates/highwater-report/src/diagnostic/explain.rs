//! What each code means: cause, example, mend.

/// The explanation of a code, in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code: `HW0001`.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Cause, example and mend.
    pub text: &'static str,
}

const TEXT: &str = include_str!("explanations.md");

/// All explanations, sorted by code.
pub fn explanations() -> impl Iterator<Item = Explanation> {
    TEXT.split("\n## ").skip(1).filter_map(|section| {
        let (heading, text) = section.split_once('\n')?;
        let (code, title) = heading.split_once(": ")?;
        Some(Explanation {
            code,
            title,
            text: text.trim(),
        })
    })
}

/// The explanation of a code; its letters may be of either case.
#[must_use]
pub fn explain(code: &str) -> Option<Explanation> {
    explanations().find(|explanation| explanation.code.eq_ignore_ascii_case(code))
}
