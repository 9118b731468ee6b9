#!/usr/bin/env python3
"""usage: trend_kernels.py DIR KERNEL N [REPETITIONS]

The kernels of `examples/trend_kernels.rs` of highwater-stats by statsmodels and scipy: prints one line of
JSON with a number of the result and the median seconds, imports and loading not counted.
"""
import json
import sys
import time

import numpy as np

folder, kernel, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
repetitions = int(sys.argv[4]) if len(sys.argv) > 4 else 5
read = lambda name: np.fromfile(f"{folder}/{name}.f64", "<f8", n)
a, b, x, y = (read(name) for name in ["mw_a", "mw_b", "sp_x", "sp_y"])

if kernel in ("signed_rank", "kruskal"):
    from scipy import stats
else:
    import statsmodels.api as sm


def run():
    if kernel == "wls":
        return sm.WLS(y, sm.add_constant(x), weights=0.5 + a).fit().bse[1]
    if kernel == "newey_west":
        options = {"maxlags": 10, "use_correction": True}
        return sm.OLS(y, sm.add_constant(x)).fit(cov_type="HAC", cov_kwds=options, use_t=True).bse[1]
    if kernel == "clusters":
        groups = {"groups": (100.0 * a).astype(int)}
        return sm.OLS(y, sm.add_constant(x)).fit(cov_type="cluster", cov_kwds=groups, use_t=True).bse[1]
    if kernel == "poisson":
        counts = np.floor(5.0 * b)
        return sm.GLM(counts, sm.add_constant(x), family=sm.families.Poisson()).fit().bse[1]
    if kernel == "quantile":
        return sm.QuantReg(y, sm.add_constant(x)).fit(q=0.5, max_iter=5000, p_tol=1e-8).params[1]
    if kernel == "lowess":
        return sm.nonparametric.lowess(y, x, frac=0.2, it=3, delta=0, return_sorted=False)[0]
    if kernel == "signed_rank":
        return stats.wilcoxon(a, b, method="approx").statistic
    if kernel == "kruskal":
        return stats.kruskal(a, b, x).statistic
    if kernel == "survival":
        curve = sm.SurvfuncRight(a, b < 0.7)
        return curve.surv_prob_se[np.searchsorted(curve.surv_times, 0.5, side="right") - 1]
    sys.exit(f"unknown kernel {kernel}")


seconds = []
for _ in range(repetitions):
    start = time.perf_counter()
    result = run()
    seconds.append(time.perf_counter() - start)
print(json.dumps({"result": float(result), "seconds": sorted(seconds)[len(seconds) // 2]}))
