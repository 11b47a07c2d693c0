"""What no source tells is not there, and what was opened cannot be changed."""

from dataclasses import FrozenInstanceError, fields

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.image import Volume
from analysis.scan import AslScheme, Fact, FactSource, Modality, Scan, StatMap

VOLUME = Volume(Grid((1, 1, 1), np.eye(4)), np.zeros((1, 1, 1)))


def test_that_an_asl_scheme_has_no_default_that_a_computation_could_take_for_a_fact():
    unknown = AslScheme()
    assert all(getattr(unknown, field.name) in (None, ()) for field in fields(AslScheme))


def test_that_there_is_no_map_without_its_provenance():
    with pytest.raises(TypeError, match="provenance"):
        StatMap(VOLUME, "alff")  # type: ignore[call-arg]


def test_that_a_scan_cannot_become_another_one():
    scan = Scan(Modality.T1, VOLUME)
    with pytest.raises(FrozenInstanceError):
        scan.modality = Modality.BOLD  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Fact(2.0, FactSource.SIDECAR).value = 3.0  # type: ignore[misc]
