//! What each code means: cause, example, mend.

use crate::commands::Commands;

/// The explanation of a code, in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code: `HW0001`.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Cause, example and mend, with names in braces for the commands of the program.
    text: &'static str,
}

const TEXT: &str = include_str!("explanations.md");

/// Returns all explanations, sorted by code.
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

/// Returns the explanation of a code; its letters may be of either case.
#[must_use]
pub fn explain(code: &str) -> Option<Explanation> {
    explanations().find(|explanation| explanation.code.eq_ignore_ascii_case(code))
}

impl Explanation {
    /// Returns cause, example and mend in the words of a program that has these commands. A line about a
    /// command that it has not is left out.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_report::Commands;
    /// use highwater_report::diagnostic::explain;
    ///
    /// let unknown_path = explain("HW0002").ok_or("it is explained")?;
    /// let values = Some("bin/list".to_owned());
    /// let text = unknown_path.text(&Commands { values, ..Commands::default() });
    /// assert!(text.contains("`bin/list` lists all."));
    /// assert!(!unknown_path.text(&Commands::default()).contains("lists all"));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn text(&self, commands: &Commands) -> String {
        let known = [
            ("{bless}", &commands.bless),
            ("{review}", &commands.review),
            ("{fetch}", &commands.fetch),
            ("{values}", &commands.values),
        ];
        let mut text = String::new();
        for line in self.text.lines() {
            let mut named = known.iter().filter(|(name, _)| line.contains(name));
            if named.any(|(_, command)| command.is_none()) {
                continue;
            }
            // Where a line is left out between two empty ones, one of these goes too.
            if line.is_empty() && text.ends_with("\n\n") {
                continue;
            }
            let line = known.iter().fold(line.to_owned(), |line, (name, command)| {
                line.replace(name, command.as_deref().unwrap_or_default())
            });
            text.push_str(&line);
            text.push('\n');
        }
        text.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_reads_on_with_all_commands_and_with_none() {
        let command = |name: &str| Some(format!("bin/{name}"));
        let all = Commands {
            bless: command("bless"),
            review: command("review"),
            fetch: command("fetch"),
            diff: command("diff"),
            values: command("values"),
        };
        for commands in [&all, &Commands::default()] {
            for explanation in explanations() {
                let text = explanation.text(commands);
                for name in ["{bless}", "{review}", "{fetch}", "{diff}", "{values}"] {
                    assert!(!text.contains(name), "{}: {text}", explanation.code);
                }
                assert!(!text.is_empty() && !text.contains("\n\n\n"), "{text}");
            }
        }
        let used = |command: &str| explanations().any(|it| it.text(&all).contains(command));
        assert!(
            ["bin/bless", "bin/review", "bin/fetch", "bin/values"]
                .into_iter()
                .all(used)
        );
    }
}
