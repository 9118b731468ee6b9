"""The study of efficiency with pandas, numpy, scipy, statsmodels and scikit-learn, for measuring.

`efficiency.py LISTS BENCHMARKS GSM1K [SVG]` computes what `cargo xtask bench` has our own program
compute on the same tables, and prints the same numbers as JSON under the same names. With `SVG`, a
folder, both contours are drawn into it with matplotlib, wide and narrow. Milliseconds go to standard error.

Resampling is vectorised, regressions are those of statsmodels: as one would write it who knows these
packages and wants an answer, not a race.
"""

import json
import math
import sys
import time
from pathlib import Path

START = time.perf_counter()

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.optimize import brentq
from scipy.special import ndtr
from scipy.stats import norm, t as student_t
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, cross_val_predict

# The folder for the contours, where one is asked for.
FOLDER = Path(sys.argv[4]) if len(sys.argv) > 4 else None
if FOLDER is not None:
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

LEVEL = 0.9
REPETITIONS = 10_000
SEED = 20241021
LEAST_POINTS = 10
WIDEST = 100.0
GPQA_PUBLISHED = pd.Timestamp(2023, 11, 20)
BENCHMARKS = ["MMLU", "GPQA", "BBH", "GSM1k"]
COSTS = ["log_parameters", "log_compute"]


class Clock:
    """Tells the milliseconds of each part."""

    def __init__(self):
        self.last = START

    def tell(self, part):
        now = time.perf_counter()
        print(f"{part}={1000 * (now - self.last)}", file=sys.stderr)
        self.last = now


def read(lists, benchmarks, gsm1k):
    columns = {"Active Parameters": "parameters", "Training compute (FLOP)": "compute"}
    tables = [pd.read_csv(path, thousands=",") for path in (gsm1k, benchmarks)]
    systems = pd.concat(tables, ignore_index=True).rename(columns=columns)
    systems["GSM1k"] = systems["SEAL Math"].combine_first(systems["GSM1k"])
    systems["trust"] = systems["Trust in benchmark results"]
    systems["date"] = pd.to_datetime(systems["Date"])
    date = systems["date"].dt
    systems["year"] = date.year + (date.month - 1) / 12 + (date.day - 1) / 365.242374
    systems["log_parameters"] = np.log10(systems["parameters"].astype(float))
    systems["log_compute"] = np.log10(systems["compute"].astype(float))
    names = systems["System"].str.lower()
    finetuned = set(pd.read_csv(lists / "finetuned.csv")["model"])
    systems["finetuned"] = systems["System"].isin(finetuned) | names.str.contains("flan")
    developers = pd.read_csv(lists / "developers.csv")
    begins = list(zip(developers["begins"].str.lower(), developers["developer"]))
    begins.sort(key=lambda pair: -len(pair[0]))
    found = [next((who for start, who in begins if name.startswith(start)), None) for name in names]
    systems["developer"] = pd.Series(found, dtype=object).fillna(systems["System"])
    return systems


class Table:
    """The columns as arrays, from which samples are taken by masks."""

    def __init__(self, systems):
        self.year = systems["year"].to_numpy()
        self.dated = systems["date"].notna().to_numpy()
        self.trust = systems["trust"].to_numpy(float)
        self.finetuned = systems["finetuned"].to_numpy()
        self.cost = {cost: systems[cost].to_numpy() for cost in COSTS}
        self.score = {name: systems[name].to_numpy(float) for name in BENCHMARKS}
        chance = (systems["System"] == "Random chance").to_numpy()
        guess = {"MMLU": 0.25, "GPQA": 0.25, "BBH": 0.25, "GSM1k": 0.0}
        of = {name: self.score[name][chance][0] for name in BENCHMARKS}
        self.chance = {name: guess[name] if math.isnan(x) else x for name, x in of.items()}
        self.is_system = ~chance
        self.before_gpqa = (systems["date"] < GPQA_PUBLISHED).to_numpy()
        self.since = {year: (systems["date"] >= pd.Timestamp(year, 1, 1)).to_numpy() for year in (2022, 2023)}

    def sample(self, benchmark, cost, unsuspected=True, margin=5.0, without_finetuned=True, since=None):
        keep = self.is_system.copy()
        if without_finetuned:
            keep &= ~self.finetuned
        if unsuspected and benchmark == "MMLU":
            keep &= self.trust >= 0
        if unsuspected and benchmark == "GPQA":
            keep &= self.before_gpqa | (self.dated & (self.trust >= 0))
        if since is not None:
            keep &= self.since[since]
        score = self.score[benchmark]
        keep &= (score > self.chance[benchmark] + margin / 100) & (score < 1) & ~np.isnan(self.cost[cost])
        return np.flatnonzero(keep)

    def columns(self, rows, benchmark, cost):
        rows = rows[self.dated[rows]]
        return self.year[rows], self.cost[cost][rows], -np.log(1 - self.score[benchmark][rows])


def ols(y, *terms):
    return sm.OLS(y, sm.add_constant(np.column_stack(terms), has_constant="add")).fit()


def regressions(year, cost, nle):
    return ols(nle, year, cost), ols(year, nle, cost), ols(cost, year, nle)


def narrow(low, high):
    return math.isfinite(high) and high / low <= WIDEST


def fieller(fit):
    """The ends of the set of ratios of date over cost, or None where it has none."""
    (a, b), cov = fit.params[1:], fit.cov_params()[1:, 1:]
    q2 = student_t.ppf(0.5 + LEVEL / 2, fit.df_resid) ** 2
    leading, middle, last = b * b - q2 * cov[1, 1], a * b - q2 * cov[0, 1], a * a - q2 * cov[0, 0]
    within = middle * middle - leading * last
    if leading <= 0 or within < 0:
        return None
    root = math.sqrt(within)
    return (middle - root) / leading, (middle + root) / leading


def by_score(fit):
    ends = fieller(fit)
    if ends is None or fit.params[2] <= 0:
        return None
    low, high = 10 ** np.array(ends)
    return (10 ** (fit.params[1] / fit.params[2]), low, high) if narrow(low, high) else None


def by_coefficient(fit, at, factor):
    half = student_t.ppf(0.5 + LEVEL / 2, fit.df_resid) * fit.bse[at]
    ends = sorted(factor(fit.params[at] + side * half) for side in (-1, 1))
    return (factor(fit.params[at]), *ends) if narrow(*ends) else None


def by_time(fit):
    half = student_t.ppf(0.5 + LEVEL / 2, fit.df_resid) * fit.bse[2]
    if abs(fit.params[2]) <= half:
        return None
    return by_coefficient(fit, 2, lambda c: 10 ** (-1 / c))


def by_cost(fit):
    return by_coefficient(fit, 1, lambda c: 10**-c)


def solved(products, moments):
    """Slopes of date and cost from sums of products, one regression after the other."""
    fits = np.linalg.solve(products, moments[..., None])[..., 0]
    return fits[:, 1] / fits[:, 2]


def resampled(x, y, groups, rng):
    """Ratios of the slopes in resamples of whole groups."""
    count = groups.max() + 1
    products, moments = np.zeros((count, 3, 3)), np.zeros((count, 3))
    np.add.at(products, groups, x[:, :, None] * x[:, None, :])
    np.add.at(moments, groups, x * y[:, None])
    drawn = rng.integers(0, count, (REPETITIONS, count))
    at = drawn + count * np.arange(REPETITIONS)[:, None]
    times = np.bincount(at.ravel(), minlength=REPETITIONS * count).reshape(REPETITIONS, count).astype(float)
    summed = (times @ products.reshape(count, 9)).reshape(-1, 3, 3)
    return solved(summed, times @ moments)


def bca(estimate, ratios, left_out):
    z0 = norm.ppf(((ratios < estimate).sum() + (ratios <= estimate).sum()) / (2 * len(ratios)))
    d = left_out.mean() - left_out
    acceleration = (d**3).sum() / (6 * (d**2).sum() ** 1.5)
    z = z0 + norm.ppf([0.5 - LEVEL / 2, 0.5 + LEVEL / 2])
    return np.quantile(ratios, norm.cdf(z0 + z / (1 - acceleration * z)))


def independent_ends(a, b, sd_a, sd_b):
    """Quantiles of the ratio of two independent normal numbers."""
    z = np.linspace(-10, 10, 2001)
    y, weights = b + sd_b * z, np.exp(-z * z / 2) * (z[1] - z[0]) / math.sqrt(2 * math.pi)

    def below(r):
        return weights @ ndtr(np.sign(y) * (r * y - a) / sd_a)

    low, high = a / b - abs(a / b), a / b + 3 * abs(a / b)
    return [brentq(lambda r: below(r) - p, low, high, xtol=1e-13) for p in (0.05, 0.95)]


def left_out(x, y, groups):
    ratios = []
    for group in range(groups.max() + 1):
        keep = groups != group
        fit = np.linalg.lstsq(x[keep], y[keep])[0]
        ratios.append(fit[1] / fit[2])
    return np.array(ratios)


def intervals(fit, year, cost, nle, developers, told):
    rng = np.random.default_rng(SEED)
    a, b = fit.params[1:]
    cov = fit.cov_params()[1:, 1:]
    sd_a, sd_b = np.diff(fit.conf_int()[1:]).ravel() / (2 * norm.ppf(0.975))
    simulated = rng.normal(a, sd_a, REPETITIONS) / rng.normal(b, sd_b, REPETITIONS)
    ratio = a / b
    error = math.sqrt(cov[0, 0] - 2 * ratio * cov[0, 1] + ratio * ratio * cov[1, 1]) / b
    half = student_t.ppf(0.5 + LEVEL / 2, fit.df_resid) * error
    # About their means, or the sums of products lose digits.
    x = np.column_stack([np.ones_like(year), year - year.mean(), cost - cost.mean()])
    y = nle - nle.mean()
    rows = np.arange(len(y))
    models = left_out(x, y, rows)
    left_out(x, y, developers)
    found = {
        "simulated": np.quantile(simulated, [0.05, 0.95]),
        "independent": independent_ends(a, b, sd_a, sd_b),
        "fieller": fieller(fit),
        "delta": (ratio - half, ratio + half),
        "bootstrap": bca(ratio, resampled(x, y, rows, rng), models),
        "clusters": np.quantile(resampled(x, y, developers, rng), [0.05, 0.95]),
    }
    for method, (low, high) in found.items():
        told[f"isoperformance.{method}.factor_low"] = 10**low
        told[f"isoperformance.{method}.factor_high"] = 10**high


def cross_validation(year, cost, nle):
    """The errors of each competing model: root of the mean square, mean, share explained."""
    product = (year - year.mean()) * (cost - cost.mean())
    models = {"cost": [cost], "date": [year], "both": [year, cost], "interaction": [year, cost, product]}
    folds = KFold(10, shuffle=True, random_state=20241018)
    errors = {}
    for name, terms in models.items():
        predicted = cross_val_predict(LinearRegression(), np.column_stack(terms), nle, cv=folds)
        wrong = nle - predicted
        explained = 1 - (wrong**2).sum() / ((nle - nle.mean()) ** 2).sum()
        errors[name] = math.sqrt((wrong**2).mean()), np.abs(wrong).mean(), explained
    return errors


def multiverse(table, told):
    found, seen, few = [], set(), 0
    for benchmark in BENCHMARKS:
        judged = benchmark in ("MMLU", "GPQA")
        for cost in COSTS:
            for unsuspected in (True, False) if judged else (True,):
                for margin in (5.0, 0.0, 10.0):
                    for without_finetuned in (True, False):
                        for since in (None, 2022, 2023):
                            choice = (unsuspected, margin, without_finetuned, since)
                            rows = table.sample(benchmark, cost, *choice)
                            # Choices that select the same models are one analysis.
                            key = benchmark, cost, tuple(rows)
                            if key not in seen:
                                seen.add(key)
                                columns = table.columns(rows, benchmark, cost)
                                found += analyses(*columns)
                                few += 3 * (len(columns[0]) < LEAST_POINTS)
    tested = [one for one in found if one is not None and math.isfinite(one[0]) and one[0] > 0]
    effects = [value for value, _, _ in tested]
    holds = sum(low > 1 for _, low, _ in tested)
    unclear = sum(low <= 1 < value for value, low, _ in tested)
    counts = {
        "analyses": len(found),
        "testable": len(found) - few,
        "open": len(found) - few - len(tested),
        "holds": holds,
        "unclear": unclear,
        "fails": len(tested) - holds - unclear,
        "not_testable": few,
        "median_effect": np.median(effects),
        "p05": np.quantile(effects, 0.05),
        "p95": np.quantile(effects, 0.95),
    }
    told.update({f"multiverse.factor.{name}": value for name, value in counts.items()})


def analyses(year, cost, nle):
    if len(year) < LEAST_POINTS:
        return [None, None, None]
    performance, time_, price = regressions(year, cost, nle)
    return [by_score(performance), by_time(time_), by_cost(price)]


def field(fit, x, cost, beyond):
    xs = np.linspace(x.min() - beyond, x.max() + beyond, 100)
    costs = np.linspace(cost.min() - 1, cost.max() + 1, 100)
    across, up = np.meshgrid(xs, costs)
    return across, up, fit.params[0] + fit.params[1] * across + fit.params[2] * up


def contours(performance, time_, year, cost, nle):
    fields = {
        "accuracy": (year, 100 * -np.expm1(-nle), field(performance, year, cost, 1.0)),
        "year": (nle, year, field(time_, nle, cost, 0.5)),
    }
    across, up, z = fields["accuracy"][2]
    fields["accuracy"] = (*fields["accuracy"][:2], (across, up, 100 * -np.expm1(-z)))
    if FOLDER is None:
        return
    for name, (x, own, (across, up, z)) in fields.items():
        levels = np.linspace(own.min(), own.max(), 8)
        for width in (7.2, 3.6):
            figure, axes = plt.subplots(figsize=(width, 0.7 * width))
            bands = axes.contourf(across, 10**up, z, levels=levels, extend="both")
            lines = axes.contour(across, 10**up, z, levels=levels, colors="black", linewidths=0.5)
            axes.clabel(lines)
            axes.scatter(x, 10**cost, c=own, edgecolors="black", norm=bands.norm)
            axes.set(yscale="log", xlabel=name, ylabel="Active parameters", title=name)
            figure.colorbar(bands)
            figure.savefig(FOLDER / f"{name}-{width}.svg")
            plt.close(figure)


def main():
    lists, benchmarks, gsm1k = map(Path, sys.argv[1:4])
    clock = Clock()
    clock.tell("import")
    systems = read(lists, benchmarks, gsm1k)
    table = Table(systems)
    told = {
        "sample.rows_merged": len(systems),
        "sample.rows_after_filters": (~systems["finetuned"]).sum(),
    }
    clock.tell("reading")

    rows = table.sample("MMLU", "log_parameters")
    year, cost, nle = table.columns(rows, "MMLU", "log_parameters")
    performance, time_, price = regressions(year, cost, nle)
    summaries = [fit.summary() for fit in (performance, time_, price)]
    assert len(summaries) == 3
    told["sample.n"] = len(rows)
    told["performance_model.date.estimate"], told["performance_model.cost.estimate"] = performance.params[1:]
    told["performance_model.date.se"] = performance.bse[1]
    told["isoperformance.factor_estimate"] = 10 ** (performance.params[1] / performance.params[2])
    told["isoperformance.by_time.factor"] = by_time(time_)[0]
    told["isoperformance.by_cost.factor"] = by_cost(price)[0]
    clock.tell("regressions")

    developers = pd.factorize(systems["developer"].to_numpy()[rows[table.dated[rows]]])[0]
    intervals(performance, year, cost, nle, developers, told)
    clock.tell("intervals, influence")

    points = systems.loc[rows, ["System", "date", "log_parameters", "MMLU"]]
    points = points.assign(nle=-np.log(1 - points["MMLU"]))
    bucket = np.floor(points["nle"] / 0.25)
    held = points[bucket.between(1, 8)]
    held.groupby([bucket, held["date"].dt.year])["log_parameters"].agg(["mean", "size"])
    known = points[["log_parameters", "MMLU"]].to_numpy()
    components = PCA().fit(known)
    PCA().fit((known - known.mean(0)) / known.std(0, ddof=1))
    told["pca.component_1.explained_variance_ratio"] = components.explained_variance_ratio_[0]
    ranking = points.assign(sum=points["log_parameters"] + points["nle"]).sort_values("sum", kind="stable")
    told["price_performance.rank_1.score"] = ranking["sum"].iloc[0]
    clock.tell("buckets, PCA, ranking")

    told["validation.both.rmse"] = cross_validation(year, cost, nle)["both"][0]
    clock.tell("cross-validation")

    for benchmark in BENCHMARKS:
        for by in COSTS:
            columns = table.columns(table.sample(benchmark, by), benchmark, by)
            if len(columns[0]) >= LEAST_POINTS:
                by_score(ols(columns[2], columns[0], columns[1]))
    clock.tell("variants")

    multiverse(table, told)
    clock.tell("multiverse")

    contours(performance, time_, year, cost, nle)
    clock.tell("contours")
    print(f"total={1000 * (time.perf_counter() - START)}", file=sys.stderr)
    print(json.dumps({name: float(value) for name, value in told.items()}))


main()
