"""Label and control only where each file says it."""

import pydicom
import pytest
from pydicom.dataset import Dataset

from analysis.importing import header
from analysis.importing.asl_context import volume_types
from tests.analysis.importing.made_dicom import write_series


@pytest.fixture
def write(tmp_path):
    """One file a volume, each with its ASL context (DICOM PS3.3 C.8.13.5.14); None for a file without."""

    def make(contexts):
        paths = write_series(tmp_path, "pcasl", shape=(8, 8, 1), n_volumes=len(contexts))
        for path, context in zip(paths, contexts, strict=True):
            dataset = pydicom.dcmread(path)
            if context:
                item = Dataset()
                item.ASLContext = context
                dataset.MRArterialSpinLabelingSequence = [item]
            dataset.save_as(path)
        return tuple(header.read(path) for path in paths)

    return make


def test_that_the_order_of_the_files_is_the_order_of_the_volumes(write):
    headers = write(["M_ZERO_SCAN", "CONTROL", "LABEL", "LABEL", "CONTROL"])
    expected = ("m0scan", "control", "label", "label", "control")
    assert volume_types(headers, 5) == expected
    assert volume_types(headers[::-1], 5) == expected


def test_that_nothing_is_told_where_anything_is_missing(write):
    assert volume_types(write(["CONTROL", "LABEL", None, "LABEL"]), 4) == ()


def test_that_nothing_is_told_of_files_that_are_slices(write):
    assert volume_types(write(["CONTROL", "LABEL"]), 1) == ()


def test_that_labels_without_controls_tell_nothing(write):
    assert volume_types(write(["LABEL", "LABEL"]), 2) == ()
