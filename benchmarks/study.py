"""Mediation and ROC of a study of the usual size: 61 people, 4 covariates, 5000 resamples; 116 candidate regions.

Run ``.venv/bin/python -m benchmarks.study``. Wall time, medians; beside it the CPU of the process, which a busy machine
disturbs less. The resamples are compared with the same ones by two regressions each, one after the other, in the same
run (a tenth of them, times ten).
"""

import sys
import time
from collections.abc import Callable

import numpy as np

from analysis.stats.clinical.mediation import mediate
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions, indirect_of_resamples
from analysis.stats.clinical.nested_roc import NestedOptions, nested_roc
from analysis.stats.clinical.roc import Groups
from analysis.stats.clinical.roc_model import roc_model
from analysis.stats.covariates import Covariate
from benchmarks.report import Against, Figure, median, print_figures, print_machine

N, N_COVARIATES, N_REGIONS, N_RESAMPLES = 61, 4, 116, 5000


def data(seed: int = 0) -> tuple[Covariate, Covariate, Covariate, list[Covariate], list[Covariate]]:
    """Two groups, a mediator, an outcome, covariates and regions."""
    rng = np.random.default_rng(seed)
    covariates = [Covariate(f"z{i}", rng.normal(size=N)) for i in range(N_COVARIATES)]
    group = (np.arange(N) < 23) * 1.0
    mediator = group + 0.3 * sum(z.values for z in covariates) + rng.normal(size=N)
    outcome = 0.5 * mediator + rng.normal(size=N)
    regions = [Covariate(f"r{i}", rng.normal(size=N)) for i in range(N_REGIONS)]
    return Covariate("group", group), Covariate("phq9", mediator), Covariate("vas", outcome), covariates, regions


def ms(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    work()
    return 1000 * (clock() - start)


def one_by_one(values: np.ndarray, resamples: np.ndarray) -> np.ndarray:
    """ab of each resample by two regressions."""
    found = []
    for drawn in resamples:
        x, m, y, *z = values[drawn].T
        ones = np.ones(len(x))
        a = np.linalg.lstsq(np.column_stack([ones, x, *z]), m, rcond=None)[0][1]
        found.append(a * np.linalg.lstsq(np.column_stack([ones, x, m, *z]), y, rcond=None)[0][2])
    return np.array(found)


def main() -> None:
    print_machine()
    group, mediator, outcome, covariates, regions = data()

    def whole() -> object:
        return mediate(group, mediator, outcome, covariates, options=BootstrapOptions(N_RESAMPLES))

    whole()  # what is loaded once
    values = np.column_stack([v.values for v in (group, mediator, outcome, *covariates)])
    drawn = np.random.default_rng(1).integers(0, N, (N_RESAMPLES // 10, N))
    if not np.allclose(indirect_of_resamples(values, drawn), one_by_one(values, drawn), rtol=1e-8):
        sys.exit("The resamples do not agree with their regressions.")
    slow = 10 * median([ms(lambda: one_by_one(values, drawn)) for _ in range(3)])
    groups = Groups("MOH", "EM", group.values == 1)
    options = NestedOptions()
    print_figures(
        f"study of {N} people, {N_COVARIATES} covariates",
        [
            Figure(
                "mediation, 5000 resamples", median([ms(whole) for _ in range(7)]), 1000, (Against("one by one", slow),)
            ),
            Figure("the same, CPU", median([ms(whole, time.process_time) for _ in range(5)]), 1000),
            Figure(
                "logistic model with leave-one-out",
                median([ms(lambda: roc_model([mediator, *covariates], groups, name="model")) for _ in range(3)]),
            ),
            Figure(
                f"choice among {N_REGIONS} regions inside 5 folds, 100 times",
                median([ms(lambda: nested_roc(regions, groups, covariates, options=options)) for _ in range(3)]),
            ),
        ],
    )


if __name__ == "__main__":
    main()
