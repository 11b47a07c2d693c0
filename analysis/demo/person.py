"""Who is simulated: the demonstration patient, or one of the controls that are scanned by the same simulator.

Controls have an anatomy, activity, perfusion and motion of their own, and none of the patient's changes. Cerebral blood
flow differs between people as a whole and from place to place, falls with age and is higher in women; the numbers are
of the size that Parkes et al. (2004), Magn Reson Med 51:736, found: 0.45 % less per year, 13 % more in women.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.demo.settings import random_stream

USUAL_AGE = 45
_CBF_PER_YEAR, _CBF_OF_MEN = -0.0045, 1 / 1.13
_CBF_SD, _CBF_LOCAL_SD = 0.10, 0.08
_MOTION_SD, _ARRIVAL_SD_S = 0.35, 0.06
_MOTION_LIMITS = (0.5, 1.8)  # controls who move more are not kept in a study
_YOUNGEST, _OLDEST = 26, 65
_FIRST_SEED = 1001
_LEFT_HANDED = 9  # one in so many
_GOLDEN = (5**0.5 - 1) / 2  # its multiples spread evenly at any length


@dataclass(frozen=True)
class Person:
    """One person who does not exist.

    Parameters
    ----------
    label : BIDS label of the subject
    seed : of all random numbers
    age, sex, handedness : made up; F or M, ``right`` or ``left``
    is_patient : whether there are the changes of `regions` and the hypoperfusion of `perfusion_truth`
    motion : how much the head moves, relative to the patient's
    cbf_factor : of the whole brain, relative to the patient's
    cbf_local_sd : of the smooth log-normal variation from place to place that is added
    arrival_later_s : of the labelled blood in the whole brain, relative to the patient's
    """

    label: str = "demo"
    seed: int = 0
    age: int = USUAL_AGE
    sex: str = "F"
    handedness: str = "right"
    is_patient: bool = True
    motion: float = 1.0
    cbf_factor: float = 1.0
    cbf_local_sd: float = 0.0
    arrival_later_s: float = 0.0

    @property
    def subject(self) -> str:
        """Name of the subject's folder."""
        return f"sub-{self.label}"


def controls(n: int) -> Iterator[Person]:
    """``n`` controls; the first of them are the same for every ``n``, spread over age and sex from the beginning."""
    for index in range(n):
        seed = _FIRST_SEED + index
        random = random_stream(seed, "person")
        share = (index // 2 * _GOLDEN + 0.25 + random.uniform(-0.05, 0.05)) % 1.0
        age, sex = round(_YOUNGEST + share * (_OLDEST - _YOUNGEST)), "FM"[index % 2]
        flow = np.exp(_CBF_SD * random.standard_normal() + _CBF_PER_YEAR * (age - USUAL_AGE))
        yield Person(
            label=f"control{index + 1:02d}",
            seed=seed,
            age=age,
            sex=sex,
            handedness="left" if index % _LEFT_HANDED == _LEFT_HANDED // 2 else "right",
            is_patient=False,
            motion=round(float(np.clip(np.exp(_MOTION_SD * random.standard_normal()), *_MOTION_LIMITS)), 3),
            cbf_factor=round(float(flow * (_CBF_OF_MEN if sex == "M" else 1.0)), 4),
            cbf_local_sd=_CBF_LOCAL_SD,
            arrival_later_s=round(float(_ARRIVAL_SD_S * random.standard_normal()), 3),
        )


PATIENT = Person()
