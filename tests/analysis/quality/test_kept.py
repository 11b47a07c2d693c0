"""The record on disk is the record."""

import json

import numpy as np
import pytest

from analysis.errors import FileFormatError
from analysis.presets import find_preset
from analysis.quality.folder import processed_files
from analysis.quality.kept import read_quality, write_quality
from analysis.quality.measuring import measure_quality, read_volume
from tests.analysis.quality.made_patient import write_patient


@pytest.fixture
def kept(tmp_path, measured):
    (tmp_path / "sub-made").mkdir()
    files = processed_files(tmp_path)
    write_quality(measured, files)
    return files


def test_that_what_is_read_is_what_was_measured(kept, measured):
    found, meant = read_quality(kept), measured.quality
    assert found.subject == "made"
    assert (found.exclusion, found.sides, found.warnings) == (meant.exclusion, meant.sides, meant.warnings)
    for one, other in zip(found.groups, meant.groups, strict=True):
        assert one.topic is other.topic
        for a, b in zip(one.checks, other.checks, strict=True):
            assert (a.caption, a.light, a.limits, a.source) == (b.caption, b.light, b.limits, b.source)
            assert a.value == pytest.approx(b.value, rel=1e-5, nan_ok=True)
    assert found.motion.fd_power_mm == pytest.approx(meant.motion.fd_power_mm, abs=1e-6)
    assert found.dvars_percent == pytest.approx(meant.dvars_percent, rel=1e-5)
    assert found.registration.overlap == meant.registration.overlap
    assert found.registration.jacobian == meant.registration.jacobian
    assert found.registration.dice_gray == pytest.approx(meant.registration.dice_gray, rel=1e-5)
    assert found.volumes == meant.volumes
    assert found.coverage[5].name == meant.coverage[5].name
    assert found.carpet.n_rows == meant.carpet.n_rows
    assert np.abs(found.carpet.z - meant.carpet.z).max() <= 0.0501
    assert np.allclose(read_volume(kept.tsnr).data, measured.tsnr.data, equal_nan=True)


def test_that_a_record_with_little_in_it_is_read_again(tmp_path):
    (tmp_path / "sub-x").mkdir()
    files = processed_files(tmp_path)
    assert read_quality(files) is None
    write_quality(measure_quality(files, find_preset("restplus")), files)
    found = read_quality(files)
    assert found.motion is None
    assert found.exclusion.excluded is None


def test_that_the_file_holds_no_path_and_no_name_of_a_scan(kept, tmp_path):
    text = kept.record.read_text()
    assert str(tmp_path) not in text
    assert ".nii" not in text


def test_that_another_version_and_a_damaged_record_are_refused(kept):
    content = json.loads(kept.record.read_text())
    for wrong in ({**content, "format": "other"}, {**content, "checks": None}, []):
        kept.record.write_text(json.dumps(wrong))
        with pytest.raises(FileFormatError):
            read_quality(kept)
    kept.record.write_text("{")
    with pytest.raises(FileFormatError):
        read_quality(kept)


def test_that_an_earlier_record_is_replaced(tmp_path):
    files = processed_files(write_patient(tmp_path, t1=False))
    for preset in ("restplus", "dparsf"):
        write_quality(measure_quality(files, find_preset(preset)), files)
    assert read_quality(files).preset == find_preset("dparsf").title
