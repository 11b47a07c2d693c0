"""The clusters of the map that is shown, at the threshold that its colours have: what the table of the window needs."""

from dataclasses import dataclass
from enum import Enum
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.colour import ColourScale
from analysis.errors import DataError, OptionError
from analysis.files import map_record
from analysis.image import Volume
from analysis.pipeline.routes import Space
from analysis.progress import Progress, silent
from analysis.scan import StatMap
from analysis.stats import cluster_table, distributions, multiple
from analysis.stats.clusters import ClusterFinder, ClusterTable
from analysis.stats.lattice import Connectivity
from analysis.stats.place import voxel_width_mm
from analysis.stats.random_field import ClusterRule, cluster_rule, smoothness_of_map
from gui import log
from gui.commands import looking
from gui.jobs import Job, JobRunner
from gui.session import Layer, Session

ALPHA = 0.05  # of the cluster size that is offered
_COMPARED = "analysis.stats.compare.compare"
_CUT = "thresholded"


class Holds(Enum):
    """What the numbers of a map are: only of t, z and F is there a p."""

    VALUES = "values"
    T = "t"
    Z = "z"
    F = "F"


@dataclass(frozen=True)
class Meaning:
    """What a map holds, with its degrees of freedom (``dof1`` of an F); ``dlh`` is its smoothness where it is known.

    ``is_cut`` says that only what survived a correction is left, so that neither FDR nor a cluster size can be told.
    """

    holds: Holds = Holds.VALUES
    dof: float | None = None
    dof1: float | None = None
    dlh: float | None = None
    is_cut: bool = False

    @property
    def has_p(self) -> bool:
        """Whether a height can be told as p."""
        if self.holds is Holds.Z:
            return True
        return self.dof is not None and (self.holds is Holds.T or (self.holds is Holds.F and self.dof1 is not None))


@dataclass(frozen=True, eq=False)
class Prepared:
    """All of a map that does not depend on the threshold: ``dlh`` of the map itself, None where it has none."""

    volume: Volume
    finder: ClusterFinder
    recorded: Meaning
    dlh: float | None


@dataclass(frozen=True, eq=False)
class NoClusters:
    """Why a map has no table."""

    volume: Volume
    sentence: str


@dataclass(frozen=True)
class Threshold:
    """The voxels that are looked for: of at least ``height`` in size, of these signs."""

    height: float
    signs: tuple[int, ...]

    @property
    def tails(self) -> int:
        """Whether both signs share a p."""
        return len(self.signs)


def _tr(text: str) -> str:
    return QCoreApplication.translate("clustering", text)


def map_shown(session: Session) -> Layer | None:
    """The layer whose clusters are listed, as it was opened or computed; None where no map is shown."""
    shown = looking.shown_map(session)
    if shown is None or shown.names is not None:
        return None
    return session.layer(shown.id)


def is_standard(session: Session, layer: Layer) -> bool:
    """Whether the millimetres of a layer are those of MNI space."""
    return layer.space == "MNI152" or session.spaces.home(layer) is Space.MNI


def volume_of(session: Session, layer: Layer) -> Volume:
    """The image whose clusters are listed.

    Raises
    ------
    OptionError
        if regions have no place on it
    """
    if not isinstance(layer.image, Volume):
        raise OptionError(_tr("{name} is a series; clusters are those of one map.").format(name=layer.name))
    if not is_standard(session, layer):
        raise OptionError(
            _tr("{name} is not in MNI space, where the names of regions have their place.").format(name=layer.name)
        )
    return layer.image


def threshold_of(scale: ColourScale) -> Threshold:
    """The threshold of the colours.

    Raises
    ------
    OptionError
        if there is none above 0, or no sign is shown
    """
    if scale.gap is None:
        if scale.low > 0:
            return Threshold(scale.low, (1,))
        raise OptionError(_tr("This map is shown without a threshold; raise the low end of its colours above 0."))
    signs = tuple(sign for sign, edge in ((1, scale.gap[1]), (-1, -scale.gap[0])) if edge < inf)
    height = scale.gap[1] if scale.gap[1] < inf else -scale.gap[0]
    if not signs or not 0 < height < inf:
        raise OptionError(_tr("The threshold must be above 0, and at least one sign shown."))
    return Threshold(height, signs)


def prepare(
    volume: Volume, stat_map: StatMap | None, path: Path | None, connectivity: Connectivity, progress: Progress = silent
) -> Prepared | NoClusters:
    """The job: everything that a table at any threshold needs."""
    progress(0.0, "")
    try:
        finder = ClusterFinder(volume, connectivity=connectivity)
    except DataError as error:
        return NoClusters(volume, str(error))
    recorded = meaning_of(stat_map, path)
    z = _z_of(finder.values, recorded)
    dlh = recorded.dlh
    if dlh is None and not recorded.is_cut:
        try:
            dlh = smoothness_of_map(finder.values if z is None else z, finder.lattice).dlh
        except DataError:  # too thin, or noise without smoothness: then no size is offered
            dlh = None
    return Prepared(volume, finder, recorded, dlh)


def meaning_of(stat_map: StatMap | None, path: Path | None) -> Meaning:
    """What the record of a map says: a t or z only where a test made it, because zALFF is no z of a test."""
    if stat_map is not None:
        record = stat_map.provenance
        return _meaning(stat_map.statistic, stat_map.dof, record.function, record.parameters)
    found = None if path is None else map_record.read(path)
    if found is None or path is None:
        return Meaning()
    return _meaning(found.statistic, found.dof, found.function, map_record.provenance_of(path).get("parameters", {}))


def _meaning(statistic: str, dof: float | None, function: str, parameters: Any) -> Meaning:
    compared = function == _COMPARED
    smoothness = parameters.get("smoothness") if compared else None
    dlh = float(smoothness["dlh"]) if smoothness else None
    if compared and parameters.get("test") == "ancova" and parameters.get("contrast", "").startswith("differences"):
        is_f = statistic in ("f", _CUT)
        return Meaning(Holds.F, dof, len(parameters["groups"]) - 1, dlh, statistic == _CUT) if is_f else Meaning()
    if statistic in ("t", _CUT) and dof is not None:
        return Meaning(Holds.T, dof, None, dlh, statistic == _CUT)
    if statistic == "z" and compared:
        return Meaning(Holds.Z, None, None, dlh)
    return Meaning()


def _z_of(values: np.ndarray, meaning: Meaning) -> np.ndarray | None:
    if not meaning.has_p:
        return None
    if meaning.holds is Holds.Z:
        return values.astype(np.float64)
    if meaning.holds is Holds.T:
        return distributions.z_of_t(values, meaning.dof)  # type: ignore[arg-type]
    return distributions.z_of_f(values, meaning.dof1, meaning.dof)  # type: ignore[arg-type]


def p_of(height: np.ndarray | float, meaning: Meaning, tails: int) -> np.ndarray:
    """The uncorrected p of a height ``(...)``; F has one tail."""
    sizes = np.asarray(height, dtype=np.float64)
    if meaning.holds is Holds.F:
        return distributions.p_of_f(sizes, meaning.dof1 or 0.0, meaning.dof or 0.0)
    if meaning.holds is Holds.T:
        return distributions.p_of_t(sizes, meaning.dof or 0.0) * tails / 2
    return distributions.p_of_z(sizes) * tails / 2


def q_at(finder: ClusterFinder, meaning: Meaning, threshold: Threshold) -> float | None:
    """The false discovery rate of all voxels that the threshold shows; None where it shows none, or it is not known."""
    if meaning.is_cut or not meaning.has_p:
        return None
    sizes = np.abs(finder.values) if threshold.tails == 2 else finder.values * threshold.signs[0]
    shown = sizes >= threshold.height
    if not shown.any():
        return None
    p = p_of(np.maximum(sizes, 0.0), meaning, threshold.tails)
    if threshold.tails == 1 and meaning.holds is not Holds.F:
        p = np.where(sizes < 0, 1 - p_of(-sizes, meaning, 1), p)
    return float(multiple.fdr(p)[shown].max())


def rule_at(prepared: Prepared, meaning: Meaning, threshold: Threshold) -> ClusterRule | None:
    """How large a cluster must be at this height by random field theory; None where that does not apply."""
    if prepared.dlh is None or meaning.is_cut or not meaning.has_p:
        return None
    p = float(p_of(threshold.height, meaning, threshold.tails))
    try:
        return cluster_rule(p, ALPHA, prepared.finder.lattice.n_voxels, prepared.dlh, threshold.tails)
    except OptionError:
        return None


def in_words(prepared: Prepared, meaning: Meaning, threshold: Threshold, q: float | None) -> str:
    """The threshold as the statistic, as p with its degrees of freedom, as FDR and as the size it asks for."""
    name = meaning.holds.value if meaning.holds is not Holds.VALUES else _tr("value")
    shown = f"|{name}|" if threshold.tails == 2 else (name if threshold.signs == (1,) else f"−{name}")
    words = [f"{shown} ≥ {threshold.height:.4g}"]
    if not meaning.has_p:
        return words[0]
    p = float(p_of(threshold.height, meaning, threshold.tails))
    tails = "" if meaning.holds is Holds.F else (_tr(" two-tailed") if threshold.tails == 2 else _tr(" one-tailed"))
    words.append(f"p < {p:.3g}{tails}")
    if meaning.dof is not None and meaning.holds is not Holds.Z:
        words.append(f"df {meaning.dof:g}" if meaning.dof1 is None else f"df {meaning.dof1:g}, {meaning.dof:g}")
    if q is not None:
        words.append(f"FDR q {q:.3g}")
    rule = rule_at(prepared, meaning, threshold)
    if rule is not None:
        words.append(_tr("GRF cluster p < {alpha:g}: k ≥ {k}").format(alpha=ALPHA, k=rule.k_min))
    return " · ".join(words)


def doubts(prepared: Prepared, meaning: Meaning, threshold: Threshold) -> str:
    """What must be known of the cluster size that random field theory asks for; empty where none is offered."""
    rule = rule_at(prepared, meaning, threshold)
    if rule is None:
        return ""
    words = []
    if prepared.recorded.dlh is None:
        words.append(_tr("Smoothness of this map: real clusters count as smooth."))
    if rule.is_inflated:
        words.append(_tr("At this height such cluster p are known to be too small (Eklund et al. 2016)."))
    return " ".join(words)


def jump_to(session: Session, xyz_mm: tuple[float, float, float]) -> None:
    """Put the crosshair at a place of MNI space, whatever space is shown."""
    session.move_cursor(session.spaces.point(np.array(xyz_mm), Space.MNI, session.spaces.current))


def as_text(prepared: Prepared, table: ClusterTable) -> str:
    """The table for the clipboard; `OutputError` where a side contradicts its coordinate."""
    return cluster_table.as_text(table.rows, voxel_mm=voxel_width_mm(prepared.volume.grid))


def save(jobs: JobRunner, prepared: Prepared, table: ClusterTable, path: Path) -> Job:
    """Write the table as TSV, or as CSV where the name ends so; the dialog has asked before it replaces a file."""
    log.hide(path)
    return jobs.submit(_tr("Save the cluster table"), write, prepared, table, path)


def write(prepared: Prepared, table: ClusterTable, path: Path, progress: Progress = silent) -> Path:
    """The job."""
    progress(0.0, "")
    return cluster_table.write_table(table.rows, path, voxel_mm=voxel_width_mm(prepared.volume.grid), force=True)
