//! "Teams with more industry release less code" under all reasonable combinations of choices: which
//! years, what is held constant, whose papers, and what counts as industry.

use highwater_facts::{Format, Given, Unit, Value};
use highwater_stats::{Design, LogitFit, Missing, StatsError, logit};
use highwater_study::Facts;
use rayon::prelude::*;

use super::code_release::{INDUSTRY, Paper};
use super::release_facts;
use crate::multiverse::{Analysis, Dimension, Multiverse, Verdict, combinations, given};

/// The first years and the last ones.
const FROM: [i32; 3] = [2017, 2015, 2019];
const UNTIL: [i32; 4] = [2021, 2022, 2023, 2024];
/// A regression of fewer papers says nothing.
const LEAST_PAPERS: usize = 30;
const LEVEL: f64 = 0.95;

fn dimensions() -> Vec<Dimension> {
    vec![
        Dimension::new("From", &["2017", "2015", "2019"]),
        Dimension::new("Until", &["2021", "2022", "2023", "2024"]),
        Dimension::new("Held constant", &["authors and years", "years", "nothing"]),
        Dimension::new("Papers", &["all", "of notable models", "on language"]),
        Dimension::new("Industry is", &["a share", "any company"]),
    ]
}

/// Runs all analyses, in parallel.
#[must_use]
pub fn release(papers: &[Paper]) -> Multiverse {
    let dimensions = dimensions();
    let analyses = combinations(&dimensions).into_par_iter();
    let analyses = analyses.map(|options| judge(papers, options));
    Multiverse {
        segment: "release",
        sentence: "teams with more industry release less code",
        clearly: "interval below 1",
        unit: Unit::Ratio,
        gives: gives(),
        unmoved: &["divide.code_release.published"],
        analyses: analyses.collect(),
        same: std::collections::BTreeMap::new(),
        dimensions,
    }
}

type Get = fn(&LogitFit) -> Result<f64, StatsError>;

/// Numbers of a fit: the name in a path, the unit, what it is called beside the odds ratio if at all,
/// and where it stands.
const OF_FIT: [(&str, Unit, &str, Get); 5] = [
    ("odds_ratio", Unit::Ratio, "", |f| {
        Ok(f.odds_ratio(INDUSTRY, LEVEL)?.ratio)
    }),
    ("odds_ratio_low", Unit::Ratio, "", |f| {
        Ok(f.odds_ratio(INDUSTRY, LEVEL)?.interval.low)
    }),
    ("odds_ratio_high", Unit::Ratio, "", |f| {
        Ok(f.odds_ratio(INDUSTRY, LEVEL)?.interval.high)
    }),
    ("estimate", Unit::Number, "", |f| {
        Ok(f.coefficient(INDUSTRY)?.estimate)
    }),
    ("p", Unit::Number, "p", |f| {
        Ok(f.coefficient(INDUSTRY)?.p_value)
    }),
];

/// The values of the supplement's own years that each analysis has one of its own for.
fn gives() -> Vec<Given> {
    let window = "divide.code_release.window_2017_2021";
    let of_fit = OF_FIT.iter().map(|(name, _, called, _)| {
        given(&format!("{window}.{INDUSTRY}.{name}"), called, Format::P)
    });
    let n = given(&format!("{window}.n"), "papers", Format::INT);
    of_fit.chain([n]).collect()
}

fn judge(papers: &[Paper], options: Vec<usize>) -> Analysis {
    let years = FROM[options[0]]..=UNTIL[options[1]];
    let admits = |paper: &&Paper| {
        let is_meant = match options[3] {
            0 => true,
            1 => paper.is_notable,
            _ => paper.is_language,
        };
        is_meant && years.contains(&paper.year)
    };
    let held: Vec<&Paper> = papers.iter().filter(admits).collect();
    let found = match held.len() {
        ..LEAST_PAPERS => None,
        _ => Some(fit(&held, options[2], options[4])),
    };
    let ratio = |fit: &LogitFit| fit.odds_ratio(INDUSTRY, LEVEL);
    let ratio = found
        .as_ref()
        .map(|fit| fit.clone().and_then(|fit| ratio(&fit)));
    let verdict = match &ratio {
        None => Verdict::NotTestable,
        Some(Err(_)) => Verdict::Open,
        Some(Ok(found)) if found.interval.high < 1.0 => Verdict::Holds,
        Some(Ok(found)) if found.ratio < 1.0 => Verdict::Unclear,
        Some(Ok(_)) => Verdict::Fails,
    };
    let ratio = ratio.and_then(Result::ok);
    let value = |(_, unit, _, get): &(&str, Unit, &str, Get)| match &found {
        Some(fit) => release_facts::number(fit, *unit, get),
        None => Value::Missing(format!("{} papers are too few", held.len())),
    };
    let values = OF_FIT.iter().map(value);
    Analysis {
        options,
        verdict,
        effect: ratio.as_ref().map(|found| found.ratio),
        interval: ratio.map(|found| (found.interval.low, found.interval.high)),
        values: values
            .chain([release_facts::papers(held.len() as u64)])
            .collect(),
    }
}

/// Returns the regression of release on industry.
fn fit(papers: &[&Paper], held: usize, industry: usize) -> Result<LogitFit, StatsError> {
    let column =
        |of: &dyn Fn(&Paper) -> f64| -> Vec<f64> { papers.iter().map(|p| of(p)).collect() };
    let share = |paper: &Paper| match industry {
        0 => paper.industry_share,
        _ => f64::from(u8::from(paper.industry_share > 0.0)),
    };
    let mut design = Design::with_intercept().term(INDUSTRY, &column(&share))?;
    if held == 0 {
        design = design.term("n_authors", &column(&|paper| f64::from(paper.authors)))?;
    }
    if held <= 1 {
        let years: Vec<i64> = papers.iter().map(|paper| i64::from(paper.year)).collect();
        design = design.dummies("year", &years, years.iter().min().copied())?;
    }
    let released = column(&|paper| f64::from(u8::from(paper.released)));
    logit(&design, &released, Missing::Refuse)
}

/// Records in how many analyses it holds, by their last year.
pub(super) fn record_by_last_year(multiverse: &Multiverse, facts: &mut Facts) {
    for (option, year) in UNTIL.iter().enumerate() {
        let under = multiverse.under(1, option);
        for (name, n, what) in [
            ("holds", under.holds, "in which it holds clearly"),
            ("testable", under.testable, "that could be tested"),
        ] {
            let label = format!("{}: analyses up to {year} {what}", multiverse.sentence);
            let path = format!("release.until_{year}.{name}");
            facts.count(&path, n as u64, "analyses", &label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sector::Sector;
    use super::*;

    fn paper(i: u32, released: bool, industry_share: f64) -> Paper {
        Paper {
            line: 2,
            year: 2017 + i32::try_from(i % 5).unwrap(),
            released,
            sector: Sector::Other,
            industry_share,
            authors: 1 + i % 7,
            is_notable: i.is_multiple_of(2),
            is_language: false,
        }
    }

    #[test]
    fn a_clear_difference_holds_and_papers_that_there_are_not_are_not_tested() {
        // Three of four papers without industry are released, one of four with it.
        let papers = (0..400).map(|i| {
            let with = i % 2 == 0;
            paper(i / 2, (i / 2 % 4 == 0) == with, f64::from(u8::from(with)))
        });
        let papers: Vec<Paper> = papers.collect();
        let multiverse = release(&papers);
        assert_eq!(multiverse.analyses.len(), 3 * 4 * 3 * 3 * 2);
        let default = &multiverse.analyses[multiverse.default_analysis().unwrap()];
        assert_eq!(default.verdict, Verdict::Holds);
        // By hand: odds of 1/3 against odds of 3.
        assert!(
            (default.effect.unwrap() - 1.0 / 9.0).abs() < 0.02,
            "{default:?}"
        );
        let on_language = multiverse.analyses.iter().filter(|a| a.options[3] == 2);
        assert!(on_language.clone().count() > 0);
        assert!(
            on_language
                .clone()
                .all(|a| a.verdict == Verdict::NotTestable)
        );
    }
}
