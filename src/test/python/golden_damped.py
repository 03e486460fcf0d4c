"""Golden numbers for exponential smoothing with a damped trend, by statsmodels.

    python3 src/test/python/golden_damped.py src/test/resources/golden

Needs statsmodels (0.15) and the smoothing.tsv of src/test/R/golden_smoothing.R for its series; writes damped.tsv, laid out
alike. statsmodels is told where the states begin. Its season follows x - (l + f b) where ours follows x - l': the same with
its share being ours times (1 - level).
"""

import sys
from pathlib import Path

import numpy as np
from statsmodels.tsa.holtwinters import ExponentialSmoothing

STEPS = 15


def holt(x, given):
    level, slope, _, damping = given
    # the states at x[1] are known: the model sees what follows
    model = ExponentialSmoothing(
        x[2:], trend="add", damped_trend=True, initialization_method="known", initial_level=x[1],
        initial_trend=x[1] - x[0], bounds={"damping_trend": (0.8, 0.98)})
    fixed = dict(smoothing_level=level, smoothing_trend=slope, damping_trend=damping)
    return model, fixed


def seasonal(x, m, given):
    level, slope, season, damping = given
    weights = np.r_[0.5, np.ones(m - 1), 0.5] / m if m % 2 == 0 else np.ones(m) / m
    average = np.convolve(x[: 2 * m], weights, "valid")
    at = np.arange(len(average)) + m // 2
    places = [np.mean((x[at] - average)[at % m == k]) for k in range(m)]
    figure = np.array(places) - np.mean(places)
    line = np.polyfit(at, average, 1)
    model = ExponentialSmoothing(
        x[m:], trend="add", damped_trend=True, seasonal="add", seasonal_periods=m, initialization_method="known",
        initial_level=np.polyval(line, m - 1), initial_trend=line[0], initial_seasonal=figure)
    fixed = dict(smoothing_level=level, smoothing_trend=slope, smoothing_seasonal=season * (1 - level),
                 damping_trend=damping)
    return model, fixed


def main(folder):
    rows = [line.split("\t") for line in (folder / "smoothing.tsv").read_text().splitlines()[1:]]
    series = [(row[0], int(row[1]), np.array(row[4].split(), float)) for row in rows if row[3] == "history"]
    lines = ["method\tperiod\tparameters\tfield\tvalues"]
    for method, m, x in series:
        if method not in ("holt", "additive"):
            continue
        given = (0.6, 0.2, 0.0, 0.9) if method == "holt" else (0.4, 0.1, 0.6, 0.88 if x[0] < 100 else 0.9)
        model, fixed = holt(x, given) if method == "holt" else seasonal(x, m, given)

        def out(field, values):
            text = " ".join(repr(float(v)) for v in np.atleast_1d(values))
            lines.append(f"{method}\t{m}\t{' '.join(map(str, given))}\t{field}\t{text}")

        known = model.fit(optimized=False, **fixed)
        # A forecast of statsmodels leaves out what the last value has taught of the season: one value more, just as
        # forecast, teaches nothing, so that nothing is left out.
        first = known.forecast(1)
        more, _ = holt(np.r_[x, first], given) if method == "holt" else seasonal(np.r_[x, first], m, given)
        out("history", x)
        out("given error", known.sse)
        out("given forecast", np.r_[first, more.fit(optimized=False, **fixed).forecast(STEPS - 1)])
        if method == "holt":  # the season's shares have other bounds
            fitted = model.fit(optimized=True, use_brute=True)
            out("fitted error", fitted.sse)
    (folder / "damped.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
