//! Fits and tests over the lines of a query: the numbers of R and scipy, and what is refused.

use highwater_declared::{DeclaredStatistic, Fault};
use highwater_facts::Fact;
use highwater_query::{Answer, Database, Limits, Query};

use crate::table;

// The first rows of R's `mtcars`.
const CARS: &[u8] = b"\
mpg,wt,am,vs\n\
21,2.62,manual,v\n\
21,2.875,manual,v\n\
22.8,2.32,manual,straight\n\
21.4,3.215,automatic,straight\n\
18.7,3.44,automatic,v\n\
18.1,3.46,automatic,straight\n\
14.3,3.57,automatic,v\n\
24.4,3.19,automatic,straight\n\
22.8,3.15,automatic,straight\n\
19.2,,automatic,straight\n";

fn lines() -> Answer {
    let database = Database::new(vec![table("cars", CARS, "")], Limits::default()).unwrap();
    let query = Query::parse("cars", "SELECT mpg, wt, am, vs FROM cars").unwrap();
    database.answer(&query).unwrap()
}

fn facts(declared: &str) -> Result<Vec<Fact>, Fault> {
    let declared = DeclaredStatistic::read(declared).map_err(|mut faults| faults.remove(0))?;
    declared[0].facts(&lines())
}

#[track_caller]
fn gives(declared: &str, expected: &[(&str, f64)]) {
    let facts = facts(declared).unwrap();
    for (path, number) in expected {
        let fact = facts.iter().find(|fact| fact.path == *path);
        let fact = fact.unwrap_or_else(|| panic!("{path} is not among the values"));
        let found = fact.value.number().unwrap();
        assert!(
            (found - number).abs() <= 1e-6 * number.abs().max(1e-3),
            "{path}: {found}"
        );
        assert_eq!(fact.row_set.as_ref().unwrap().rows().len(), 10, "{path}");
    }
}

#[test]
fn a_fit_has_its_coefficients_and_the_whole_under_the_usual_names() {
    // By the normal equations of the nine rows that have both numbers.
    let xy = [
        (2.62, 21.0),
        (2.875, 21.0),
        (2.32, 22.8),
        (3.215, 21.4),
        (3.44, 18.7),
        (3.46, 18.1),
        (3.57, 14.3),
        (3.19, 24.4),
        (3.15, 22.8),
    ];
    let n = xy.len() as f64;
    let (mx, my) = (
        xy.iter().map(|p| p.0).sum::<f64>() / n,
        xy.iter().map(|p| p.1).sum::<f64>() / n,
    );
    let sxy: f64 = xy.iter().map(|(x, y)| (x - mx) * (y - my)).sum();
    let sxx: f64 = xy.iter().map(|(x, _)| (x - mx) * (x - mx)).sum();
    let syy: f64 = xy.iter().map(|(_, y)| (y - my) * (y - my)).sum();
    let slope = sxy / sxx;
    let residual = (syy - slope * sxy) / (n - 2.0);
    gives(
        "[[fit]]\nname = 'trend'\nquery = 'cars'\nformula = 'mpg ~ wt'\n",
        &[
            ("trend.wt.estimate", slope),
            ("trend.const.estimate", my - slope * mx),
            ("trend.wt.se", (residual / sxx).sqrt()),
            ("trend.wt.t", slope / (residual / sxx).sqrt()),
            ("trend.r2", sxy * sxy / sxx / syy),
            ("trend.n", 9.0),
            ("trend.dropped", 1.0),
        ],
    );
    let robust = facts(
        "[[fit]]\nname = 'trend'\nquery = 'cars'\nformula = 'log10(mpg) ~ wt + C(am)'\nerrors = 'HC3'\n",
    );
    let paths: Vec<String> = robust.unwrap().into_iter().map(|fact| fact.path).collect();
    assert!(
        paths.contains(&"trend.am_manual.ci_high".to_owned()),
        "{paths:?}"
    );
}

#[test]
fn tests_have_their_numbers_under_the_usual_names() {
    // scipy: mannwhitneyu([21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2], [21, 21, 22.8]).
    gives(
        "[[test]]\nname = 'm'\nquery = 'cars'\ntest = 'mann_whitney'\nformula = 'mpg ~ am'\n",
        &[("m.u", 7.5), ("m.n1", 7.0), ("m.n2", 3.0)],
    );
    // Of five straight engines one is manual, of four others two: chi-square by hand.
    gives(
        "[[test]]\nname = 'c'\nquery = 'cars'\ntest = 'chi_square'\nformula = 'am ~ vs'\n",
        &[("c.n", 10.0), ("c.df", 1.0)],
    );
    gives(
        "[[test]]\nname = 's'\nquery = 'cars'\ntest = 'spearman'\nformula = 'mpg ~ wt'\n",
        &[("s.n", 9.0), ("s.dropped", 1.0)],
    );
}

#[test]
fn what_is_at_fault_is_said_with_its_place() {
    let fit = "[[fit]]\nname = 'trend'\nquery = 'cars'\n";
    let test = "[[test]]\nname = 't'\nquery = 'cars'\n";
    for (text, message, at, help) in [
        (
            format!("{fit}formula = 'mpg ~ weight'"),
            "weight",
            "mpg ~ weight",
            "columns",
        ),
        (
            format!("{fit}formula = 'mpg ~ wt +'"),
            "column",
            "",
            "R's words",
        ),
        (fit.to_owned(), "no `formula`", "fit", "formula ="),
        (
            format!("{fit}formula = 'mpg ~ wt'\nmodel = 'lm'"),
            "cannot be `lm`",
            "lm",
            "`ols`",
        ),
        (
            format!("{fit}formula = 'mpg ~ wt'\nfamily = 'x'"),
            "no `family`",
            "family",
            "",
        ),
        (
            format!("{test}test = 't_test'\nformula = 'mpg ~ am'"),
            "cannot be `t_test`",
            "t_test",
            "`",
        ),
        (
            format!("{test}test = 'welch_t'\nformula = 'mpg ~ wt'"),
            "two groups are compared",
            "wt",
            "",
        ),
        (
            format!("{test}test = 'pearson'\nformula = 'mpg ~ am'"),
            "holds texts",
            "am",
            "",
        ),
    ] {
        let fault = facts(&text).unwrap_err();
        assert!(fault.message.contains(message), "{text}: {}", fault.message);
        assert!(
            text[fault.place.clone()].contains(at),
            "{text}: {}",
            &text[fault.place.clone()]
        );
        assert!(fault.help.contains(help), "{text}: {}", fault.help);
    }
}
