//! E. Do industry's papers speak of engineering more often than academia's?
//!
//! Question: is the share of abstracts on parallelism, memory efficiency or training stability
//! larger where industry takes part?
//! Method: regular expressions on abstracts; papers by industry, alone or with academia, against
//! papers by academia alone, by Fisher's exact test.
//! Caveat: the supplement's figure 8 rests on people who read whole papers. An abstract is a proxy
//! for that: a paper may solve such a problem and not say so in its abstract.

use highwater_stats::{FisherTest, StatsError, fisher_exact};

use super::lists::Lists;
use super::papers::{Paper, Window, paper};
use super::topics::{Topic, Topics};
use crate::divide::Records;

/// Which papers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// On language, 2018 to 2024.
    Language,
    /// On language, 2020 to 2022: the years of the supplement's figure.
    LanguageOfTheFigure,
    /// On anything, 2018 to 2024.
    All,
    /// On language, 2018 to 2024, by models that pass the supplement's filter of notability.
    LanguageKept,
}

/// A topic, or any of them, in papers of both kinds.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The topic; none for any of the three.
    pub topic: Option<Topic>,
    /// Papers with industry, `[with the topic, without]`, above papers by academia alone.
    pub table: [[u64; 2]; 2],
    /// Whether the two differ.
    pub test: Result<FisherTest, StatsError>,
}

/// A model and what the abstract of its paper speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedModel {
    /// The model, as it is listed.
    pub model: String,
    /// The topics; none where the table has no such model, or no abstract of it.
    pub topics: Option<Topics>,
}

/// Topics in papers on language with much compute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Large {
    /// The papers.
    pub n: u64,
    /// Those with each topic, in the order of [`Topic::ALL`].
    pub topics: [u64; 3],
    /// Those with any.
    pub any: u64,
}

/// What was found of engineering topics.
#[derive(Clone, Debug)]
pub struct Engineering {
    /// For each group the three topics, and any of them.
    pub groups: Vec<(Group, Vec<Comparison>)>,
    /// The models that are named.
    pub named: Vec<NamedModel>,
    /// Papers on language of models from [`LARGE`] up.
    pub large: Large,
}

/// The log10 of a training compute, in FLOP, that only large language models take.
pub const LARGE: f64 = 22.0;

impl Group {
    /// All of them.
    pub const ALL: [Group; 4] = [
        Group::Language,
        Group::LanguageOfTheFigure,
        Group::All,
        Group::LanguageKept,
    ];

    /// Its name in a path.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Group::Language => "language",
            Group::LanguageOfTheFigure => "language_2020_2022",
            Group::All => "all",
            Group::LanguageKept => "language_kept",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Group::Language => "papers on language, 2018 to 2024",
            Group::LanguageOfTheFigure => "papers on language, 2020 to 2022",
            Group::All => "all papers, 2018 to 2024",
            Group::LanguageKept => "papers on language that pass the filter, 2018 to 2024",
        }
    }

    pub(super) fn has(self, paper: &Paper<'_>) -> bool {
        let (from, to) = match self {
            Group::LanguageOfTheFigure => (2020, 2022),
            _ => (2018, 2024),
        };
        Window { from, to }.has(paper)
            && (paper.is_language || self == Group::All)
            && (self != Group::LanguageKept || paper.record.notability.is_kept())
    }
}

impl Comparison {
    fn of(papers: &[&Paper<'_>], topic: Option<Topic>) -> Self {
        let mut table = [[0; 2]; 2];
        for paper in papers {
            let has = match topic {
                Some(topic) => paper.topics.has(topic),
                None => paper.topics.any(),
            };
            table[usize::from(paper.is_academia_only())][usize::from(!has)] += 1;
        }
        Comparison {
            topic,
            table,
            test: fisher_exact(table),
        }
    }

    /// Returns the share of papers with the topic, from 0 to 1: with industry, and by academia alone;
    /// none where there are no papers.
    #[must_use]
    pub fn shares(&self) -> [Option<f64>; 2] {
        self.table.map(|[with, without]| {
            let n = with + without;
            (n > 0).then(|| with as f64 / n as f64)
        })
    }
}

impl Engineering {
    /// Compares the groups.
    #[must_use]
    pub fn of(records: &Records, papers: &[Paper<'_>], lists: &Lists) -> Self {
        let held = papers
            .iter()
            .filter(|paper| paper.is_industry_or_academia());
        let held: Vec<&Paper<'_>> = held.collect();
        let compare = |group: Group| {
            let of_group = held.iter().copied().filter(|paper| group.has(paper));
            let of_group: Vec<&Paper<'_>> = of_group.collect();
            let topics = Topic::ALL.map(Some).into_iter().chain([None]);
            let compared = topics.map(|topic| Comparison::of(&of_group, topic));
            (group, compared.collect())
        };
        let named = lists.named_models.iter().map(|name| {
            // The model itself, which need not be its paper's largest.
            let found = records.rows.iter().find(|record| *record.system == **name);
            NamedModel {
                model: name.clone(),
                topics: found
                    .and_then(|r| paper(r, lists))
                    .map(|paper| paper.topics),
            }
        });
        Engineering {
            groups: Group::ALL.map(compare).to_vec(),
            named: named.collect(),
            large: Large::of(&held),
        }
    }
}

/// Returns whether a paper is on language and its model of [`LARGE`] or more.
pub(super) fn is_large(paper: &Paper<'_>) -> bool {
    paper.is_language && paper.record.log_compute.is_some_and(|log| log >= LARGE)
}

impl Large {
    fn of(papers: &[&Paper<'_>]) -> Self {
        let mut large = Large::default();
        for paper in papers.iter().filter(|paper| is_large(paper)) {
            large.n += 1;
            large.any += u64::from(paper.topics.any());
            for topic in Topic::ALL {
                large.topics[topic as usize] += u64::from(paper.topics.has(topic));
            }
        }
        large
    }
}

impl NamedModel {
    /// Returns whether the abstract speaks of a topic; none where there is no abstract.
    #[must_use]
    pub fn has(&self, topic: Topic) -> Option<bool> {
        self.topics.map(|topics| topics.has(topic))
    }
}
