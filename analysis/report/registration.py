"""How well the images of the patient lie in MNI space, as pictures among the methods: outlines over the images."""

from collections.abc import Iterator
from pathlib import Path

from analysis.atlas.template import tissue_priors
from analysis.files import nifti
from analysis.image import Series, Volume
from analysis.report.case import Case
from analysis.report.document import Paragraphs, Section, Slices

POSITIONS_MM = (-20.0, 8.0, 40.0)
TITLE = "Registration"


def registration(case: Case) -> tuple[Section, ...]:
    """The mean of the series and the T1 in MNI space, as far as they are there, with lines of white matter."""
    pictures = tuple(_pictures(case))
    about = Paragraphs(TITLE, ("The lines should follow the border of white matter in each image.",))
    return (about, *pictures) if pictures else ()


def _pictures(case: Case) -> Iterator[Slices]:
    folder = case.folder
    own, template = _volume(folder.tissue_mni("WM")), tissue_priors().white
    of_series, words = (template, "the template") if own is None else (own, "the patient's own T1")
    for path, image, outline, whose in (
        (folder.boldref_mni, "Mean of the series", of_series, words),
        (folder.t1_mni, "T1", template, "the template"),
    ):
        underlay = _volume(path)
        if underlay is not None:
            caption = f"{image} in MNI space; the lines are the white matter of {whose}."
            yield Slices("", underlay, None, POSITIONS_MM, caption, outline=outline)


def _volume(path: Path | None) -> Volume | None:
    image = None if path is None else nifti.read(path).image
    return None if isinstance(image, Series) else image
