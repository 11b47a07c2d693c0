"""ASL scans as layers of a session: small ones with known perfusion."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.scan import Fact, FactSource, Modality, Scan
from gui.session import Layer, Role, Session
from tests.analysis.perfusion.made_asl import PCASL, scan_of, volume, whole
from tests.gui.made_scans import GRAY, TINT

ALTERNATING = ("control", "label") * 4
COMPLETE = {**PCASL, "RepetitionTimePreparation": 20.0}


def add_asl(
    session: Session, types: Sequence[str] = ALTERNATING, *, reversed_values: bool = False, **changes: Any
) -> Layer:
    """Pairs of 900 and 890 (1 % of an M0 of 1000) with a little spread, so that each pair is another."""
    low, high = (900.0, 890.0) if reversed_values else (890.0, 900.0)
    rng = np.random.default_rng(3)
    values = [
        (high if kind == "control" else low if kind == "label" else 1000.0) + rng.normal(0, 0.5, (6, 5, 4))
        for kind in types
    ]
    scan = scan_of(values, types, **{**COMPLETE, **changes})
    return session.add_layer("ASL", scan.image, Role.UNDERLAY, GRAY, scan=scan)


def add_m0(session: Session, value: float = 1000.0) -> Layer:
    """A relaxed M0 on the grid of the small scans."""
    facts = {"RepetitionTimePreparation": Fact(20.0, FactSource.SIDECAR)}
    image = volume(value)
    return session.add_layer("M0", image, Role.UNDERLAY, GRAY, scan=Scan(Modality.M0, image, facts=facts))


def add_brain(session: Session) -> Layer:
    """A mask of every voxel."""
    image = volume(1.0)
    assert whole().n_voxels == image.data.size
    return session.add_layer("brain", image, Role.MASK, TINT)
