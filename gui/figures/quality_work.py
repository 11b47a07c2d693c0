"""The work behind the quality page: measure a processed patient and write its page; or load what the window shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analysis.errors import AlgoscopeError, FileFormatError
from analysis.pipeline.names import Names
from analysis.pipeline.stoppable import stoppable
from analysis.plane import Convention
from analysis.presets import Preset, find_preset
from analysis.progress import Progress, part, silent
from analysis.quality.folder import ProcessedFiles, processed_files
from analysis.quality.kept import read_quality, write_quality
from analysis.quality.measuring import measure_quality
from analysis.quality.record import Quality
from analysis.quality.standing import standings
from analysis.report.comparison import kept_comparisons, read_comparison
from gui.figures.quality_html import write_page
from gui.figures.quality_images import QualityImages, quality_images

_USUAL_PRESET = "spinal_pain_zhang2025"


@dataclass(frozen=True, eq=False)
class PageContent:
    """What the window shows of a processed patient.

    ``controls`` are a cohort's numbers of quality by the key of their check, where processing has compared a map.
    """

    files: ProcessedFiles
    quality: Quality
    images: QualityImages
    controls: Mapping[str, np.ndarray] = field(default_factory=dict)


def measure_and_write(
    folder: Path,
    subject: str | None,
    preset: Preset,
    progress: Progress = silent,
    *,
    controls: Mapping[str, np.ndarray] | None = None,
) -> Path:
    """Measure a processed patient, keep the record, and write the page; returns its path.

    Parameters
    ----------
    controls : a cohort's numbers of quality ``(n,)`` by the key of their check; the page shows the percentiles

    Raises
    ------
    InputError, FileFormatError, DataError
        if there is no such patient, or a file cannot be used
    OutputError
        if something cannot be written
    """
    files = processed_files(folder, subject)
    first = part(progress, 0.0, 0.5)
    measured = stoppable(lambda report: measure_quality(files, preset, report), first, "Quality")
    write_quality(measured, files)
    places = standings(measured.quality, controls or {})
    write_page(files, measured.quality, part(progress, 0.5, 1.0), standings=places)
    return files.page


def load_content(folder: Path, subject: str | None, convention: Convention, progress: Progress = silent) -> PageContent:
    """The record of a patient and its slices; measured and kept now if there is no record that can be read.

    Raises
    ------
    InputError, FileFormatError, DataError, OutputError
        as `measure_and_write`
    """
    files = processed_files(folder, subject)
    quality = _kept(files)
    if quality is None:
        measured = measure_quality(files, find_preset(_preset_key(files)), part(progress, 0.0, 0.5))
        write_quality(measured, files)
        quality = measured.quality
    images = quality_images(files, convention, part(progress, 0.5, 1.0))
    return PageContent(files, quality, images, _kept_controls(files))


def _kept_controls(files: ProcessedFiles) -> Mapping[str, np.ndarray]:
    """Of the first comparison that processing has left and whose cohort has numbers of quality."""
    for folder in kept_comparisons(Names(files.folder.parent, files.subject)):
        try:
            found = read_comparison(folder).quality_of_controls
        except AlgoscopeError:  # the report says what is wrong with it
            continue
        if found:
            return found
    return {}


def _kept(files: ProcessedFiles) -> Quality | None:
    """The record; None also for one of another version, because everything in it can be measured again."""
    try:
        return read_quality(files)
    except FileFormatError:
        return None


def _preset_key(files: ProcessedFiles) -> str:
    """The preset that the patient was processed with, as far as its record tells."""
    for path in files.numbers:
        try:
            found = json.loads(path.read_text(encoding="utf-8")).get("Preset")
        except (OSError, ValueError, AttributeError):
            continue
        if isinstance(found, str):
            return found
    return _USUAL_PRESET
