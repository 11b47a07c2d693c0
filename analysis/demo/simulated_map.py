"""A simulated map of the demonstration patient, made like those of the simulated cohort, so that it can be compared.

The maps that are computed from the patient's scans cannot be compared with that cohort: its maps were drawn and not
computed, and the difference would be that of two ways of making a map. So one more map is drawn, with changes where
they are in the scans (less low-frequency amplitude in both postcentral gyri, more in the right cerebellar lobule IX),
but smaller ones, because the means of whole regions hardly differ between the drawn controls. Its record says that it
is simulated; everything that shows it must say so too.
"""

from pathlib import Path

import numpy as np

from analysis.demo.controls import CohortSettings, Person, SimulatedCohort
from analysis.demo.regions import amplitude_factor
from analysis.files.results import write_map
from analysis.sampling import onto_grid

PERSON = Person("sub-demo", "demonstration", 45, "F", 0.0)
"""Who is simulated; age and sex are made up too, for the covariates."""
SHARE = 0.4
"""Of the change in the scans, as a logarithm."""


def write_simulated_map(folder: Path, settings: CohortSettings, *, seed: int = 0, force: bool = False) -> Path:
    """Write the map beside a simulated cohort.

    Parameters
    ----------
    folder : made if missing; the map is called as its statistic
    settings, seed : those of the cohort, see `write_cohort`
    force : whether an older map may be replaced

    Raises
    ------
    OutputError
        if the file exists, or cannot be written
    """
    cohort = SimulatedCohort(settings, seed)
    factor = np.nan_to_num(onto_grid(amplitude_factor(), cohort.grid).data, nan=1.0)[cohort.mask.data]
    simulated = cohort.map_of(cohort.one_more(PERSON, SHARE * np.log(factor)))
    return write_map(simulated, folder, space="MNI152", force=force)
