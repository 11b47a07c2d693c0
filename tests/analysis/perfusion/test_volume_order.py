import numpy as np
import pytest

from analysis.files import nifti
from analysis.perfusion.volume_order import detect_order
from analysis.preprocess.brain_mask import estimate_brain_mask_of_volume
from tests.analysis.perfusion.made_asl import scan_of, whole


def order_of(values: list[float]):
    return detect_order(scan_of(values, ()).image, whole())


@pytest.mark.parametrize(
    ("values", "words", "sure"),
    [
        ([100, 99] * 5, "5*control/label", True),
        ([99, 100] * 5, "5*label/control", True),
        ([500] + [99, 100] * 4, "m0scan,4*label/control", True),
        ([500, 510] + [100, 99] * 4, "m0scan,m0scan,4*control/label", True),
        ([500, 101] + [99, 100] * 4, "m0scan,n/a,4*label/control", False),
        ([100, 99] * 2, "2*control/label", False),
        ([100, 99] * 9 + [99, 100], "10*control/label", False),
    ],
)
def test_that_the_order_is_told_from_the_values_and_sure_only_where_all_pairs_agree(
    values: list[float], words: str, sure: bool
) -> None:
    order = order_of(values)
    assert order is not None
    assert (order.words, order.is_sure) == (words, sure)
    assert len(order.volume_types) == len(values)


@pytest.mark.parametrize("values", [[100, 99, 99, 100] * 3, [100, 500, 99, 100, 99, 100], [500.0, 100]])
def test_that_volumes_that_do_not_alternate_are_left_open(values: list[float]) -> None:
    assert order_of(values) is None


def test_that_the_real_series_is_proposed_as_it_was_acquired(fixtures) -> None:
    """Volume 0 M0, volume 1 extra, then label, control x 8."""
    scan = nifti.read(fixtures / "real" / "asl" / "pcasl3d_m0_and_pairs.nii.gz")
    nifti.finish(scan)
    order = detect_order(scan.image, estimate_brain_mask_of_volume(scan.image.volume(0)))
    assert order.words == "m0scan,n/a,8*label/control"
    assert not order.is_sure
    assert np.array(order.volume_types)[[0, 1, 2, 3, 17]].tolist() == ["m0scan", "n/a", "label", "control", "control"]
