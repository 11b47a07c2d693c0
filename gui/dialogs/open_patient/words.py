"""What roles and certainties are called in the window."""

from PySide6.QtCore import QCoreApplication

from analysis.importing.look_through import Certainty, FoundSeries, SeriesUse
from gui.language import in_window


def _tr(text: str) -> str:
    return QCoreApplication.translate("open_patient", text)


def use_in_words(use: SeriesUse) -> str:
    """The caption of a role."""
    return {
        SeriesUse.T1: _tr("T1"),
        SeriesUse.BOLD: _tr("rest BOLD"),
        SeriesUse.ASL: _tr("ASL"),
        SeriesUse.M0: _tr("M0"),
        SeriesUse.FIELD_MAP: _tr("field map"),
        SeriesUse.LESION: _tr("lesion mask"),
        SeriesUse.OTHER: _tr("other"),
        SeriesUse.IGNORE: _tr("ignore"),
    }[use]


def why_in_words(series: FoundSeries) -> str:
    """How sure the role is, and why; or why the series cannot be used."""
    if series.refusal:
        return in_window(series.refusal)
    sure = {Certainty.SURE: _tr("sure"), Certainty.LIKELY: _tr("likely"), Certainty.GUESS: _tr("a guess")}
    return f"{sure[series.certainty]}: {in_window(series.reason.removesuffix(' (a guess)'))}"


def volumes_in_words(series: FoundSeries) -> str:
    """Number of volumes and grid; empty where the series cannot be used."""
    if series.scan is None:
        return ""
    n = series.n_volumes
    volumes = _tr("1 volume") if n == 1 else _tr("{n} volumes").format(n=n)
    grid = series.scan.image.grid
    shape = " × ".join(str(size) for size in grid.shape)
    sizes = " × ".join(f"{size:.3g}" for size in grid.voxel_size_mm)
    return f"{volumes}\n{shape}, {sizes} mm"


def time_in_words(low_s: float, high_s: float) -> str:
    """A time as one says it, from the shortest to the longest that is to be expected."""
    in_seconds = high_s < 90
    unit = 10 if in_seconds else 60
    low, high = max(1, round(low_s / unit)), max(1, round(high_s / unit))
    if in_seconds:
        low, high = low * unit, high * unit
    if low == high:
        return (_tr("about {n} s") if in_seconds else _tr("about {n} min")).format(n=high)
    return (_tr("{low}–{high} s") if in_seconds else _tr("{low}–{high} min")).format(low=low, high=high)
