"""Differences are averaged delay by delay, and their scatter is that about the mean of their own delay."""

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.perfusion import averages
from analysis.perfusion.averages import AslData, average_pairs
from analysis.perfusion.completion import complete
from analysis.perfusion.pairs import Subtraction
from analysis.perfusion.rejection import RejectedPair, Rejection
from tests.analysis.perfusion.made_asl import GRID, PCASL, scan_of, whole

ONE = np.ones(GRID.shape)


def averaged(differences, delays=None, rejection=Rejection.NONE, **fields):
    volumes = [v for d in differences for v in (900 * ONE, (900 - d) * ONE)]
    told = PCASL | ({} if delays is None else {"PostLabelingDelay": [d for d in delays for _ in (0, 1)]}) | fields
    scan = scan_of(volumes, ("control", "label") * len(differences), **told)
    return average_pairs(
        AslData(scan.image, whole(), complete(scan), None), rejection, subtraction=Subtraction.PAIRWISE
    )


def test_that_control_minus_label_is_averaged_and_the_variance_is_that_of_one_pair():
    """8, 9, 11, 12: mean 10, variance (4 + 1 + 1 + 4) / 3."""
    found = averaged([8.0, 9, 11, 12])
    assert found.signal.shape == (1, GRID.n_voxels)
    np.testing.assert_allclose(found.signal, 10.0, rtol=1e-6)
    np.testing.assert_allclose(found.pair_variance, 10 / 3, rtol=1e-5)
    assert found.n_pairs.tolist() == [4.0]
    assert (found.rejected, found.warnings) == ((), ())


def test_that_each_delay_has_its_mean_and_scatter_is_pooled_about_these():
    """1.0 s: 8, 12 (mean 10); 2.0 s: 5, 6, 7 (mean 6): (4 + 4 + 1 + 0 + 1) / (1 + 2); about one mean it were more."""
    found = averaged([8.0, 5, 12, 6, 7], [1.0, 2.0, 1.0, 2.0, 2.0])
    assert [group.pairs for group in found.groups] == [(0, 2), (1, 3, 4)]
    np.testing.assert_allclose(found.signal, np.array([[10.0], [6.0]]) * np.ones(GRID.n_voxels), rtol=1e-6)
    np.testing.assert_allclose(found.pair_variance, 10 / 3, rtol=1e-5)


def test_that_too_few_pairs_tell_no_variance():
    assert averaged([8.0, 9, 11]).pair_variance is None


def test_that_stored_differences_are_divided_by_their_scale():
    found = averaged([8.0, 9, 11, 12], DifferenceScale=4.0)
    np.testing.assert_allclose(found.signal, 2.5, rtol=1e-6)


def test_that_a_pair_that_is_left_out_is_named_with_its_reason(monkeypatch):
    monkeypatch.setattr(averages, "score", lambda *_: (RejectedPair(1, "an outlier"),))
    found = averaged([8.0, 90, 11, 11], rejection=Rejection.SCORE)
    np.testing.assert_allclose(found.signal, 10.0, rtol=1e-6)
    assert found.n_pairs.tolist() == [3.0]
    assert found.warnings[-1].startswith("1 of 4 pairs were left out (")
    assert "an outlier" in found.warnings[-1]


def test_that_controls_and_labels_that_are_swapped_are_refused():
    with pytest.raises(DataError, match="SwapControlLabel"):
        averaged([-8.0, -9, -11, -12])
