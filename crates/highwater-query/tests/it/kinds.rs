//! The kinds of query that are followed: each value, and the rows behind it.

use highwater_query::{Query, record};

use crate::{ask, told};

#[track_caller]
fn is(sql: &str, expected: &[&[&str]]) {
    let told = told(sql);
    let told: Vec<Vec<&str>> = told
        .iter()
        .map(|line| line.iter().map(String::as_str).collect())
        .collect();
    let told: Vec<&[&str]> = told.iter().map(Vec::as_slice).collect();
    assert_eq!(told, expected, "{sql}");
}

#[test]
fn filter_and_count() {
    is(
        "SELECT count(*) AS n FROM models WHERE access = 'open'",
        &[&["3 < a1 b1 b2"]],
    );
}

#[test]
fn group_and_sum() {
    is(
        "SELECT lab, sum(flop) AS flop, count(flop) AS n FROM models GROUP BY lab ORDER BY lab",
        &[
            &["Alpha < a1 a2 a3", "1300 < a1 a2 a3", "3 < a1 a2 a3"],
            &["Beta < b1 b2", "450 < b1 b2", "2 < b1 b2"],
            // What is missing adds nothing.
            &["Gamma < c1 c2", "700 < c2", "1 < c2"],
        ],
    );
}

#[test]
fn a_sum_of_what_is_true_rests_on_what_is_true() {
    is(
        "SELECT sum(access = 'open') AS open, count(*) AS n FROM models WHERE year = 2022",
        &[&["1 < b2", "3 < a3 b2 c2"]],
    );
    is(
        "SELECT count(*) FILTER (WHERE access = 'open') AS open FROM models",
        &[&["3 < a1 b1 b2"]],
    );
}

#[test]
fn join_and_group() {
    is(
        "SELECT country, max(flop) AS most FROM models JOIN labs USING (lab) GROUP BY country ORDER BY 1",
        &[
            &["France < Beta", "400 < b1 b2"],
            &["US < Alpha", "900 < a1 a2 a3"],
        ],
    );
    is(
        "SELECT m.model, l.country FROM models AS m JOIN labs AS l ON l.lab = m.lab WHERE m.year = 2020 ORDER BY 1",
        &[&["a1 < a1", "US < Alpha"], &["b1 < b1", "France < Beta"]],
    );
}

#[test]
fn the_row_of_the_maximum_names_itself_and_what_it_won_among() {
    let sql = "SELECT model, flop FROM models ORDER BY flop DESC LIMIT 1";
    is(sql, &[&["a3 < a3", "900 < a3"]]);
    assert_eq!(ask(sql).unwrap().rows[0].rows.len(), 7);
}

#[test]
fn lag_over_groups_names_the_row_before_and_not_the_rows_of_others() {
    is(
        "SELECT model, flop - lag(flop) OVER (PARTITION BY lab ORDER BY year) AS more, flop \
         FROM models WHERE lab = 'Alpha' ORDER BY year",
        &[
            &["a1 < a1", " < a1", "100 < a1"],
            &["a2 < a2", "200 < a1 a2", "300 < a2"],
            &["a3 < a3", "600 < a2 a3", "900 < a3"],
        ],
    );
}

#[test]
fn distinct_and_union() {
    is(
        "SELECT DISTINCT access FROM models ORDER BY access",
        &[&["closed < a2 a3 c1 c2"], &["open < a1 b1 b2"]],
    );
    is(
        "SELECT lab FROM models WHERE year = 2020 UNION SELECT lab FROM labs WHERE country = 'US' ORDER BY 1",
        &[&["Alpha < a1 Alpha"], &["Beta < b1"], &["Delta < Delta"]],
    );
    is(
        "SELECT lab FROM models WHERE year = 2020 UNION ALL SELECT lab FROM labs WHERE country = 'US' ORDER BY 1",
        &[
            &["Alpha < a1"],
            &["Alpha < Alpha"],
            &["Beta < b1"],
            &["Delta < Delta"],
        ],
    );
}

#[test]
fn left_join_keeps_what_has_no_partner() {
    is(
        "SELECT l.lab, count(m.model) AS n FROM labs AS l LEFT JOIN models AS m ON m.lab = l.lab \
         GROUP BY l.lab ORDER BY 1",
        &[
            &["Alpha < Alpha", "3 < a1 a2 a3"],
            &["Beta < Beta", "2 < b1 b2"],
            &["Delta < Delta", "0 < "],
        ],
    );
}

#[test]
fn running_sum_and_share_of_the_total() {
    is(
        "SELECT model, sum(flop) OVER (ORDER BY model) AS so_far FROM models WHERE year = 2020 ORDER BY 1",
        &[&["a1 < a1", "100 < a1"], &["b1 < b1", "150 < a1 b1"]],
    );
    is(
        "SELECT lab, sum(flop) * 1.0 / sum(sum(flop)) OVER () AS share FROM models \
         WHERE year = 2020 GROUP BY lab ORDER BY 1",
        &[
            &["Alpha < a1", "0.6666666666666666 < a1 b1"],
            &["Beta < b1", "0.3333333333333333 < a1 b1"],
        ],
    );
}

#[test]
fn steps_and_scalar_queries() {
    is(
        "WITH big AS (SELECT lab, max(flop) AS most FROM models GROUP BY lab) \
         SELECT count(*) AS n FROM big WHERE most > (SELECT avg(most) FROM big)",
        // Those of the lab below the average too, which the average rests on.
        &[&["2 < a1 a2 a3 b1 b2 c1 c2"]],
    );
    is(
        "SELECT model FROM (SELECT model, rank() OVER (PARTITION BY lab ORDER BY flop DESC) AS place \
         FROM models WHERE flop IS NOT NULL) WHERE place = 1 ORDER BY 1",
        &[&["a3 < a3"], &["b2 < b2"], &["c2 < c2"]],
    );
}

#[test]
fn a_column_of_ranges_has_two_ends() {
    is(
        "SELECT sum(cost_low) AS low, sum(cost_high) AS high FROM costs",
        &[&["28 < a1 a2 b1", "33 < a1 a2 b1"]],
    );
}

#[test]
fn a_range_of_an_answer_rests_on_the_rows_of_both_ends() {
    let sql = "SELECT min(cost_low) FILTER (WHERE model = 'b1') AS cost_low, \
               max(cost_high) FILTER (WHERE model = 'a1') AS cost_high, \
               count(*) FILTER (WHERE model = 'z') AS none FROM costs";
    let query = Query::parse("q", sql).unwrap();
    let results = record(&query, &ask(sql).unwrap());
    assert_eq!(results.problems.errors, []);
    let fact = |path: &str| results.ledger.get(path).unwrap();
    assert_eq!(fact("q.cost").value.bounds(), Some((3.0, 10.0)));
    let rows = |path: &str| results.ledger.rows_behind(fact(path));
    assert_eq!((rows("q.cost_low"), rows("q.cost_high")), (1, 1));
    assert_eq!(rows("q.cost"), 2);
    assert_eq!(rows("q.none"), 0, "nothing was counted");
}

#[test]
fn functions_of_numbers_have_the_same_digits_everywhere_and_nothing_for_no_result() {
    is(
        "SELECT model, log10(flop) AS l, sqrt(flop) AS s, floor(flop / 300.0) AS f, pow(2, year - 2020) AS p, \
         ln(year - 2020) AS n FROM models WHERE lab = 'Alpha' AND year < 2022 ORDER BY model",
        &[
            &["a1 < a1", "2 < a1", "10 < a1", "0 < a1", "1 < a1", " < a1"],
            &[
                "a2 < a2",
                "2.4771212547196626 < a2",
                "17.320508075688775 < a2",
                "1 < a2",
                "2 < a2",
                "0 < a2",
            ],
        ],
    );
}

#[test]
fn the_most_so_far_and_the_first_of_each_group() {
    is(
        "SELECT model, max(flop) OVER (ORDER BY model ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before \
         FROM models WHERE lab = 'Alpha' ORDER BY 1",
        &[
            &["a1 < a1", " < "],
            &["a2 < a2", "100 < a1"],
            &["a3 < a3", "300 < a1 a2"],
        ],
    );
    is(
        "WITH ranked AS (SELECT *, row_number() OVER (PARTITION BY lab ORDER BY year) AS place FROM models) \
         SELECT model, flop FROM ranked WHERE place = 1 AND flop > 0 ORDER BY 1",
        &[&["a1 < a1", "100 < a1"], &["b1 < b1", "50 < b1"]],
    );
    is(
        "SELECT *, flop * 2 AS twice FROM models WHERE model = 'b1'",
        &[&[
            "b1 < b1",
            "Beta < b1",
            "2020 < b1",
            "50 < b1",
            "open < b1",
            "100 < b1",
        ]],
    );
}

#[test]
fn all_columns_are_those_of_the_table() {
    is(
        "SELECT * FROM labs WHERE country = 'US'",
        &[
            &["Alpha < Alpha", "US < Alpha"],
            &["Delta < Delta", "US < Delta"],
        ],
    );
}
