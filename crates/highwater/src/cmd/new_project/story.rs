//! The story of a new project: a query about its table, values of it in a sentence, and a claim on them.

use highwater_facts::{Format, Ledger};
use highwater_ingest::ColumnKind;

use super::figure::Figure;
use super::table::{Table, sql_name};
use crate::program::Program;

const STORY: &str = include_str!("story.md");
const CLAIMS: &str = include_str!("claims.toml");

/// What a story about a table asks of it.
pub(super) struct Story {
    query: String,
    about: About,
    /// The blocks that declare a figure; empty for none.
    figure: String,
}

/// What the story says besides the number of rows.
#[derive(Clone)]
enum About {
    /// The most and the mean of a column of numbers.
    Numbers(String),
    /// How many different texts a column holds.
    Texts(String),
    /// Nothing.
    Rows,
}

impl Story {
    /// Returns what a story about a table could ask, the one that says most first: of the first column
    /// of numbers, of the first of texts, of the rows alone, each with a figure and without.
    pub(super) fn about(table: &Table) -> Vec<Self> {
        let name = sql_name(&table.name);
        let query = |values: &str| {
            format!(
                "-- Each column of the answer is a value, such as `summary.n`.\nSELECT {values}\nFROM {name}"
            )
        };
        let numbers = table.first(&[ColumnKind::Number]).map(|column| {
            let of = sql_name(&column);
            let values = format!("count(*) AS n, avg({of}) AS mean, max({of}) AS most");
            (query(&values), About::Numbers(column))
        });
        let texts = table.first(&[ColumnKind::Text]).map(|column| {
            let values = format!(
                "count(*) AS n, count(DISTINCT {}) AS kinds",
                sql_name(&column)
            );
            (query(&values), About::Texts(column))
        });
        let rows = (query("count(*) AS n"), About::Rows);
        let mut stories = Vec::new();
        for (query, about) in numbers.into_iter().chain(texts).chain([rows]) {
            let story = |figure: Option<Figure>| Story {
                query: query.clone(),
                about: about.clone(),
                figure: figure.map_or_else(String::new, |figure| figure.blocks()),
            };
            if let Some(figure) = Figure::about(table) {
                stories.push(story(Some(figure)));
            }
            stories.push(story(None));
        }
        stories
    }

    /// Returns whether it has a figure.
    pub(super) fn has_figure(&self) -> bool {
        !self.figure.is_empty()
    }

    /// Returns the story and its claims, with the values as they are now.
    pub(super) fn texts(
        &self,
        title: &str,
        today: &str,
        ledger: &Ledger,
        program: &Program,
    ) -> (String, String) {
        let number = |path: &str| {
            let (_, value) = ledger.resolve(path)?;
            value.number()
        };
        let value = |path: &str| {
            let text = ledger
                .resolve(path)
                .and_then(|(_, value)| Format::default().text(&value).ok());
            format!("[{}](value:{path})", text.unwrap_or_default())
        };
        let rows = format!("The table has {} rows.", value("summary.n"));
        let (text, words, expr) = match &self.about {
            About::Numbers(column) => {
                let is_more = number("summary.most") > number("summary.mean");
                let (words, sign) = match is_more {
                    true => ("more than the mean", ">"),
                    false => ("no more than the mean", "<="),
                };
                let text = format!(
                    "{rows}\nThe value of {} goes up to {}, [{words}](claim:first) of {}.",
                    code(column),
                    value("summary.most"),
                    value("summary.mean")
                );
                (text, words, format!("summary.most {sign} summary.mean"))
            }
            About::Texts(column) => {
                let is_fewer = number("summary.kinds") < number("summary.n");
                let (words, sign) = match is_fewer {
                    true => ("fewer than the rows", "<"),
                    false => ("as many as the rows", "=="),
                };
                let text = format!(
                    "{rows}\nThe column {} holds {} texts, [{words}](claim:first).",
                    code(column),
                    value("summary.kinds")
                );
                (text, words, format!("summary.kinds {sign} summary.n"))
            }
            About::Rows if number("summary.n") > Some(0.0) => {
                let text = format!("{rows}\nSo it is [not empty](claim:first).");
                (text, "not empty", "summary.n > 0".to_owned())
            }
            About::Rows => {
                let text = format!("{rows}\nSo it is [still empty](claim:first).");
                (text, "still empty", "summary.n == 0".to_owned())
            }
        };
        let mut story = STORY.replace("{program}", program.name);
        let title = serde_json::json!(title).to_string();
        let fields = [
            ("{date}", today),
            ("{title}", &title),
            ("{query}", &self.query),
            ("{figure}", &self.figure),
            ("{text}", &text),
        ];
        for (field, text) in fields {
            story = story.replacen(field, text, 1);
        }
        let claims = CLAIMS
            .replacen("{words}", words, 1)
            .replacen("{expr}", &expr, 1);
        (story, claims)
    }
}

/// The name of a column as code in Markdown.
fn code(name: &str) -> String {
    format!("`{}`", name.replace('`', "'"))
}
