import json

import pytest

from analysis.files import map_record
from gui.commands.standardised import is_standardised


@pytest.mark.parametrize(
    "statistic", ["zreho", "szalff", "zdc_weighted", "fc_z", "fc_z_pag", "vmhc_z", "t", "z", "thresholded"]
)
def test_that_a_record_tells_that_0_is_a_mean_whatever_the_map_is_called(statistic):
    assert is_standardised(statistic, None, "CBF")


@pytest.mark.parametrize("statistic", ["cbf", "reho", "alff", "mreho", "sreho", "dc_weighted", "peraf", "tsnr", "att"])
def test_that_a_record_of_raw_values_tells_that_it_is_not_whatever_the_map_is_called(statistic):
    assert not is_standardised(statistic, None, "zReHo")


def test_that_the_record_beside_a_file_is_asked_before_the_name(tmp_path):
    for statistic, expected in (("zreho", True), ("cbf", False)):
        image = tmp_path / f"{statistic}_map.nii.gz"
        record = {"format": map_record.FORMAT, "statistic": statistic}
        image.with_name(f"{statistic}_map.json").write_text(json.dumps(record))
        assert is_standardised("", image, "zReHo" if not expected else "CBF") == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("SzReHo", True), ("FC of PAG (z)", True), ("CBF", False), ("zoo", False)]
)
def test_that_a_map_without_a_record_is_judged_by_its_name(tmp_path, name, expected):
    assert is_standardised("", tmp_path / "no_record.nii.gz", name) == expected
