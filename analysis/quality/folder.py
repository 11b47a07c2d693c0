"""Which files of a processed patient are looked at: names of BIDS derivatives, found by what they end with.

A file that is not there is None; a folder with two of a kind is refused, because it would not be known which is meant.
"""

from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError

_MNI = "space-MNI152"


@dataclass(frozen=True)
class ProcessedFiles:
    """The files of one patient; ``folder`` is ``DERIVATIVE/sub-X``. Images in MNI space end with ``_mni``."""

    folder: Path
    subject: str
    motion: Path | None = None
    bold_mni: Path | None = None
    boldref_mni: Path | None = None
    coverage_mni: Path | None = None
    t1: Path | None = None
    brain: Path | None = None
    t1_mni: Path | None = None
    gray_mni: Path | None = None
    white_mni: Path | None = None
    csf_mni: Path | None = None
    volumes: Path | None = None
    numbers: tuple[Path, ...] = ()
    perfusion: Path | None = None

    @property
    def record(self) -> Path:
        """Where the record of quality is kept."""
        return self.folder / f"sub-{self.subject}_quality.json"

    @property
    def page(self) -> Path:
        """Where the page of quality is kept."""
        return self.folder / f"sub-{self.subject}_quality.html"

    @property
    def tsnr(self) -> Path:
        """Where the map of tSNR is kept."""
        return self.folder / "func" / f"sub-{self.subject}_task-rest_{_MNI}NLin2009aSym_stat-tsnr_boldmap.nii.gz"


def processed_files(folder: Path, subject: str | None = None) -> ProcessedFiles:
    """The files of a patient.

    Parameters
    ----------
    folder : a derivative dataset with one subject, or the subject's folder in it
    subject : its label, needed where there are several

    Raises
    ------
    InputError
        if there is no such patient, or two files of a kind
    """
    place = _place(Path(folder), subject)
    anat, func, perf = place / "anat", place / "func", place / "perf"
    return ProcessedFiles(
        place,
        place.name.removeprefix("sub-"),
        motion=_one(func, "_desc-confounds_timeseries.tsv"),
        bold_mni=_one(func, "_desc-preproc_bold.nii.gz", in_mni=True),
        boldref_mni=_one(func, "_boldref.nii.gz", in_mni=True),
        coverage_mni=_one(func, "_desc-coverage_mask.nii.gz", in_mni=True),
        t1=_one(anat, "_desc-preproc_T1w.nii.gz"),
        brain=_one(anat, "_desc-brain_mask.nii.gz"),
        t1_mni=_one(anat, "_desc-preproc_T1w.nii.gz", in_mni=True),
        gray_mni=_one(anat, "_label-GM_probseg.nii.gz", in_mni=True),
        white_mni=_one(anat, "_label-WM_probseg.nii.gz", in_mni=True),
        csf_mni=_one(anat, "_label-CSF_probseg.nii.gz", in_mni=True),
        volumes=_one(anat, "_desc-tissues_volumes.json"),
        numbers=tuple(p for p in (_one(func, "_desc-quality.json"), _one(place, "_desc-processing_record.json")) if p),
        perfusion=_one(perf, "quality.tsv"),
    )


def _place(folder: Path, subject: str | None) -> Path:
    if folder.name.startswith("sub-") and subject in (None, folder.name.removeprefix("sub-")):
        places = [folder] if folder.is_dir() else []
    else:
        places = sorted(p for p in folder.glob(f"sub-{subject or '*'}") if p.is_dir())
    if len(places) != 1:
        found = "holds no processed patient" if not places else f"holds {len(places)} patients; name one"
        raise InputError(f'"{folder.name}" {found}.')
    return places[0]


def _one(folder: Path, ending: str, *, in_mni: bool = False) -> Path | None:
    """The only file with this ending, in MNI space or not; None where there is none."""
    found = sorted(p for p in folder.glob(f"*{ending}") if (_MNI in p.name) is in_mni and not p.name.startswith("."))
    if len(found) > 1:
        raise InputError(f'There are {len(found)} files that end with "{ending}", and it is not known which is meant.')
    return found[0] if found else None
