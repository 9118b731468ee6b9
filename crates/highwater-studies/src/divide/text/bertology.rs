//! F. Do papers study BERT? By rule, from titles, base models and abstracts.
//!
//! Rule: a BERT token in the title or the base model is a study of it; else what counts is how often
//! the abstract names one, without those that it is only compared with or named as an example: two
//! are a study, and one of any kind is a mention.
//! Caveat: low recall. Most papers that work with BERT do not name it twice in their abstracts, and
//! the words of comparison are this project's: the supplement's own papers were read by people.

use std::collections::BTreeMap;

use highwater_stats::{FisherTest, StatsError, fisher_exact};

use super::papers::{Paper, Window};

/// What a paper has to do with BERT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bert {
    /// It does not name it.
    None,
    /// It names it.
    Mentions,
    /// It adapts, improves or examines it.
    Studies,
}

/// The words after which a model is what another one is compared with or an example.
const COMPARING: &[&str] = &[
    "outperform",
    "outperforms",
    "outperforming",
    "surpass",
    "surpasses",
    "over",
    "than",
    "like",
];

/// Pairs of them.
const COMPARING_PAIRS: &[[&str; 2]] = &[
    ["compared", "to"],
    ["compared", "with"],
    ["comparable", "to"],
    ["comparably", "to"],
    ["such", "as"],
    ["e", "g"],
];

/// Returns whether a word names BERT or a model after it: `BERT` within it as written (`RoBERTa`,
/// `mBERT`), or `Bert`, whole.
fn is_token(word: &str) -> bool {
    word.contains("BERT") || word == "Bert"
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    parts.filter(|word| !word.is_empty())
}

impl Bert {
    /// Judges a paper by its title, base model and abstract, all as published.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::text::bertology::Bert;
    ///
    /// // Two of three mentions are comparisons, so that one is left.
    /// let text = "Methods such as BERT corrupt the input. Ours outperforms BERT. BERT is slow.";
    /// assert_eq!(Bert::of("ELECTRA", "", text), Bert::Mentions);
    /// assert_eq!(Bert::of("RoBERTa: a robust BERT", "", text), Bert::Studies);
    /// assert_eq!(Bert::of("Albert", "", "Robert"), Bert::None);
    /// ```
    #[must_use]
    pub fn of(title: &str, base_model: &str, abstract_text: &str) -> Self {
        if words(title).chain(words(base_model)).any(is_token) {
            return Bert::Studies;
        }
        let words: Vec<&str> = words(abstract_text).collect();
        let tokens = || (0..words.len()).filter(|at| is_token(words[*at]));
        let compared = tokens().filter(|at| is_compared(&words[..*at])).count();
        match tokens().count() {
            0 => Bert::None,
            n if n - compared >= 2 => Bert::Studies,
            _ => Bert::Mentions,
        }
    }
}

/// Returns whether the words before a token make it one that something is compared with.
fn is_compared(before: &[&str]) -> bool {
    let lower = |back: usize| {
        before
            .iter()
            .rev()
            .nth(back)
            .map(|word| word.to_lowercase())
    };
    let last = lower(0).unwrap_or_default();
    let pair = [lower(1).unwrap_or_default(), last];
    COMPARING.contains(&pair[1].as_str()) || COMPARING_PAIRS.iter().any(|words| pair == *words)
}

/// The papers of a year, or of all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BertCounts {
    /// Papers with an abstract.
    pub n: u64,
    /// Those that study BERT.
    pub studies: u64,
    /// Those that only mention it.
    pub mentions: u64,
    /// Papers by academia alone.
    pub academia_n: u64,
    /// Those of them that study BERT.
    pub academia_studies: u64,
}

/// What papers on language have to do with BERT.
#[derive(Clone, Debug)]
pub struct Bertology {
    /// By year, the first with BERT's forerunners.
    pub by_year: BTreeMap<i32, BertCounts>,
    /// Papers with industry, `[studying BERT, not]`, above papers by academia alone.
    pub table: [[u64; 2]; 2],
    /// Whether the two differ.
    pub test: Result<FisherTest, StatsError>,
}

/// The years that are shown: BERT is of October 2018.
pub const YEARS: Window = Window {
    from: 2017,
    to: 2024,
};

/// The years that the sectors are compared in.
pub const COMPARED: Window = Window {
    from: 2019,
    to: 2024,
};

impl BertCounts {
    /// Returns the share of papers that study BERT, from 0 to 1; none without papers.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.n > 0).then(|| self.studies as f64 / self.n as f64)
    }

    /// Returns the share that study or mention it.
    #[must_use]
    pub fn share_any(&self) -> Option<f64> {
        (self.n > 0).then(|| (self.studies + self.mentions) as f64 / self.n as f64)
    }
}

impl Bertology {
    /// Counts papers on language.
    ///
    /// Industry is any paper that involves it, with governments and collectives too, as in the
    /// reference; the engineering topics leave those out.
    #[must_use]
    pub fn of(papers: &[Paper<'_>]) -> Self {
        let mut by_year: BTreeMap<i32, BertCounts> = BTreeMap::new();
        let mut table = [[0; 2]; 2];
        for paper in papers.iter().filter(|paper| paper.is_language) {
            let studies = paper.bert == Bert::Studies;
            let academia = u64::from(paper.is_academia_only());
            if let Some(year) = paper.year.filter(|_| YEARS.has(paper)) {
                let counts = by_year.entry(year).or_default();
                counts.n += 1;
                counts.studies += u64::from(studies);
                counts.mentions += u64::from(paper.bert == Bert::Mentions);
                counts.academia_n += academia;
                counts.academia_studies += academia * u64::from(studies);
            }
            let row = match (paper.record.kinds.involve_industry(), academia) {
                (true, _) => Some(0),
                (false, 1) => Some(1),
                _ => None,
            };
            if let Some(row) = row.filter(|_| COMPARED.has(paper)) {
                table[row][usize::from(!studies)] += 1;
            }
        }
        Bertology {
            by_year,
            table,
            test: fisher_exact(table),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_whole_words_count() {
        assert_eq!(Bert::of("", "", "a frozen Bert retriever"), Bert::Mentions);
        assert_eq!(
            Bert::of("", "", "SqueezeBert and bert and Bertha"),
            Bert::None
        );
        assert_eq!(Bert::of("", "", "RoBERTa-Large, mBERT"), Bert::Studies);
        assert_eq!(Bert::of("", "ProtBERT-BFD", ""), Bert::Studies);
    }

    #[test]
    fn what_it_is_compared_with_and_examples_do_not_make_a_study() {
        for text in [
            "gains over BERT, comparable to RoBERTa",
            "models (e.g., BERT). Outperforms BERT",
            "like BERT; such as BERT",
        ] {
            assert_eq!(Bert::of("", "", text), Bert::Mentions, "{text}");
        }
        assert_eq!(Bert::of("", "", "BERT beyond BERT"), Bert::Studies);
    }
}
