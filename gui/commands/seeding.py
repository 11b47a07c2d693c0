"""Pinned seeds: keeping their maps."""

from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.metrics.catalogue import SEED_FC
from analysis.metrics.connectivity import SeedFcOptions
from analysis.metrics.seeds import SphereSeed
from gui.commands.computing import compute_metric
from gui.jobs import Job, JobRunner
from gui.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("seeding", text)


def keep_map(session: Session, jobs: JobRunner, seed: SphereSeed) -> Job:
    """Compute the maps of a pinned seed in full precision and add them as layers that can be saved."""
    layer = session.series_layer
    if layer is None:
        raise OptionError(_tr("Open a BOLD series first: a seed needs time courses."))
    return compute_metric(session, jobs, SEED_FC, layer.id, SeedFcOptions((seed,)), outputs=("fc_z", "fc_r"))
