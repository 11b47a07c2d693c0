"""Slices and volumes that are missing."""

from dataclasses import replace

import pytest

from analysis.importing import header
from analysis.importing.completeness import check
from tests.analysis.importing import made_dicom
from tests.analysis.importing.made_dicom import write_bold, write_series


def read(paths):
    return tuple(header.read(path) for path in paths)


@pytest.mark.parametrize(
    "orientation", [made_dicom.AXIAL, made_dicom.SAGITTAL, made_dicom.CORONAL, (0.8, 0.6, 0, 0, 0, -1)]
)
def test_that_a_whole_stack_is_whole_in_every_orientation(tmp_path, orientation):
    headers = read(write_series(tmp_path, "one", orientation=orientation))
    found = check(headers)
    assert (set(found.headers), found.refusal, found.warnings) == (set(headers), "", ())


@pytest.mark.parametrize("orientation", [made_dicom.AXIAL, made_dicom.SAGITTAL, (0.8, 0.6, 0, 0, 0, -1)])
def test_that_a_missing_slice_refuses_the_series(tmp_path, orientation):
    headers = read(write_series(tmp_path, "one", orientation=orientation, shape=(8, 8, 9), leave_out=((0, 4), (0, 5))))
    assert "gap of 9.0 mm where slices are 3.0 mm apart (about 2 missing)" in check(headers).refusal


def test_that_a_slice_missing_in_the_middle_of_a_run_refuses_it(tmp_path):
    refusal = check(read(write_bold(tmp_path, leave_out=((7, 2),)))).refusal
    assert "1 of 120 slices of its 24 volumes are not there" in refusal


def test_that_a_run_stopped_within_a_volume_gives_the_whole_ones(tmp_path):
    found = check(read(write_bold(tmp_path, leave_out=((23, 1), (23, 2), (23, 3), (23, 4)))))
    assert max(h.instance for h in found.headers) == 115
    assert found.warnings == ("Its last volume has 1 of 5 slices only and was left out.",)


def test_that_volumes_that_the_scanner_announced_are_missed(tmp_path):
    headers = [
        replace(h, temporal_position=(h.instance - 1) // 5 + 1, n_temporal_positions=30)
        for h in read(write_bold(tmp_path))
    ]
    assert "announces 30 volumes, but 24 are here" in check(tuple(headers)).warnings[0]


def test_that_echoes_are_stacks_of_their_own(tmp_path):
    one = read(write_series(tmp_path / "1", "gre_field_mapping", EchoTime="4.9", EchoNumbers="1"))
    two = read(write_series(tmp_path / "2", "gre_field_mapping", EchoTime="7.4", EchoNumbers="2", leave_out=((0, 4),)))
    assert check(one + two).refusal == ""


def test_that_mosaics_are_not_judged(tmp_path):
    headers = read(write_series(tmp_path, "mosaic", shape=(8, 8, 1), n_volumes=4))
    assert check(headers).headers == headers
