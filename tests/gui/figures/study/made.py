"""Small studies whose numbers are known, as the records that the figures are drawn from."""

from pathlib import Path

import numpy as np

from analysis.perfusion.group_coupling import VOXELS_ARE_NO_SAMPLE, GroupCoupling, GroupMean, PersonCoupling
from analysis.provenance import Provenance
from analysis.stats.clinical.correlate import CorrelateOptions, CorrelationTable, correlate
from analysis.stats.clinical.describe import DescribeOptions, describe
from analysis.stats.clinical.mediation import Mediation
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions
from analysis.stats.clinical.mediation_table import MediationQuestion, mediate_table
from analysis.stats.cohort_table import CohortTable
from gui.figures.export import Figure, render, rgb_of

LONG = "zreho_Frontal_Inf_Oper_L_of_the_second_session_after_scrubbing"
N = 30


def table_of(**columns) -> CohortTable:
    """A table of people from its columns, in memory."""
    n = len(next(iter(columns.values())))
    rows = tuple((f"sub-{k}", *(str(cells[k]) for cells in columns.values())) for k in range(n))
    names = ("participant_id", *columns)
    return CohortTable(Path(), names, rows, tuple(range(2, n + 2)), "participant_id")


def people(seed: int = 0) -> CohortTable:
    """Thirty people in two groups; y falls with x, m lies between group and y."""
    rng = np.random.default_rng(seed)
    group = np.array(["MOH"] * 15 + ["EM"] * 15)
    age = rng.integers(20, 60, N)
    x = rng.normal(0, 1, N) + 0.02 * age
    m = rng.normal(0, 1, N) + 1.5 * (group == "MOH")
    y = -0.6 * x + 0.5 * m + rng.normal(0, 0.5, N)
    return table_of(**{"group": group, "age": age, LONG: x, "phq9": m, "vas": y})


def correlations(**options) -> CorrelationTable:
    """Of the long name with vas."""
    return correlate(people(), [LONG], ["vas"], CorrelateOptions(group="group", units={"vas": "mm"}, **options))


def mediation(**question) -> Mediation:
    """Of the long name with vas by phq9."""
    asked = MediationQuestion(**{"predictor": LONG, "mediator": "phq9", "outcome": "vas", **question})
    return mediate_table(people(), asked, options=BootstrapOptions(200, 3))


def coupling() -> GroupCoupling:
    """Fisher z of three groups."""
    rng = np.random.default_rng(4)
    groups = ("Medication-overuse headache", "EM", "HC")
    z = {group: rng.normal(0.5 + 0.12 * k, 0.12, 14 + 2 * k) for k, group in enumerate(groups)}
    everyone = [(group, float(value)) for group, values in z.items() for value in values]
    persons = tuple(PersonCoupling(k + 2, g, float(np.tanh(v)), v, 900) for k, (g, v) in enumerate(everyone))
    means = tuple(
        GroupMean(g, len(v), float(v.mean()), float(v.std(ddof=1)), float(v.mean()) - 0.1, float(v.mean()) + 0.1)
        for g, v in z.items()
    )
    table = table_of(group=[g for g, _ in everyone], fisher_z=[v for _, v in everyone])
    row = describe(table, ["fisher_z"], DescribeOptions("group", groups)).rows[0]
    record = Provenance("made", {"flow": "cbf", "activity": "reho"})
    return GroupCoupling(
        "cbf", "reho", groups, persons, means, row, None, 1000, (), (VOXELS_ARE_NO_SAMPLE,), record
    )  # fmt: skip


def picture(figure: Figure) -> np.ndarray:
    """``(rows, columns, 3)`` int pixels, one for each unit of the page."""
    return rgb_of(render(figure, 96)).astype(int)


def is_near(pixels: np.ndarray, colour: tuple[int, int, int], tolerance: int = 30) -> np.ndarray:
    """Where a picture has a colour, ``(rows, columns)``."""
    return np.abs(pixels - colour).max(axis=-1) <= tolerance
