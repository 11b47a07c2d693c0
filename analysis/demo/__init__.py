"""The demonstration patient: a synthetic examination whose truth is known.

``write_patient`` writes it as a BIDS dataset. Bottom to top:

``settings``         size, grids of the scans, streams of random numbers
``anatomy``          the known map from the patient's mm to the template's
``regions``          where things happen, by the names of AAL
``head``             skull, scalp, face around the brain
``structural``       the T1
``resting_maps``, ``resting_signal``, ``motion``, ``resting``   the BOLD series
``perfusion_truth``, ``labelling``   the ASL series
``sidecars``, ``truth``, ``whole_folder``, ``patient``           the dataset

``person``           who is scanned: the patient, or controls without the patient's changes
``reference_making``, ``reference_archive``, ``reference_controls``   controls to compare the patient with: scanned and
                     processed as the patient is, kept as one small file, and unpacked beside the patient

``write_cohort`` writes a simulated cohort beside it: ``cohort_effects`` says where its groups differ,
``clinical_scores`` how pain, depression and disability follow from each other and from the maps, and ``controls`` makes
the maps.
"""

from analysis.demo.controls import CohortSettings, write_cohort
from analysis.demo.patient import write_patient
from analysis.demo.settings import FULL, QUICK, DemoSettings

__all__ = ["FULL", "QUICK", "CohortSettings", "DemoSettings", "write_cohort", "write_patient"]
