"""From files with known numbers to the record."""

import numpy as np
import pytest

from analysis.errors import Cancelled, FileFormatError
from analysis.perfusion.quality import Light
from analysis.presets import find_preset
from analysis.quality.folder import processed_files
from analysis.quality.measuring import measure_quality
from analysis.quality.record import Topic
from tests.analysis.quality.made_patient import TR_S, N, write_patient

PRESET = find_preset("spinal_pain_zhang2025")


def value(quality, topic, key):
    return next(check.value for check in quality.group(topic) if check.key == key)


def test_that_motion_is_what_the_table_says(measured):
    motion = measured.quality.motion
    assert motion.n_timepoints == measured.quality.n_timepoints == N
    assert motion.largest_translation_mm == pytest.approx(1.2)
    assert motion.largest_rotation_degrees == pytest.approx(0.5)
    assert motion.fd_power_mm[10] == pytest.approx(1.2)
    assert motion.fd_power_mm[15] == pytest.approx(50 * np.radians(0.5))
    assert motion.percent_high == pytest.approx(100 / N)
    assert measured.quality.exclusion.excluded is False


def test_that_tsnr_is_the_signal_over_its_noise(measured):
    # noise of 2, the template at 0.6 to 0.8 of 1 in gray matter: 100 * 0.7 / 2
    assert 28 < measured.quality.tsnr_gray < 42
    tsnr = measured.tsnr
    bright = np.nanpercentile(tsnr.data, 99)
    assert 40 < bright < 75
    assert np.isnan(tsnr.data[0, 0, 0])


def test_that_dvars_is_the_change_of_the_noise_in_percent(measured):
    changes = measured.quality.dvars_percent
    assert changes[0] == 0
    # noise of 2 changes by 2 * sqrt(2); the mean signal of the brain is about 70
    assert np.median(changes[1:]) == pytest.approx(100 * 2 * np.sqrt(2) / 70, rel=0.15)


def test_that_what_lies_outside_of_the_field_of_view_is_missing_on_its_side_only(measured):
    by_name = {region.name: region.percent for region in measured.quality.coverage}
    assert len(by_name) == 116
    assert by_name["Temporal_Mid_R"] < 75
    assert by_name["Temporal_Mid_L"] > 95


def test_that_the_template_overlaps_with_itself(measured):
    found = measured.quality.registration
    assert found.dice_brain > 0.97  # one is on 3 mm, the other was cut on 1 mm
    assert found.dice_gray > 0.97
    assert (found.overlap, found.correlation, found.jacobian) == (0.91, 0.8, (0.5, 2.0))


def test_that_the_lights_of_perfusion_are_taken_over(measured):
    checks = measured.quality.group(Topic.PERFUSION)
    assert [(c.key, c.light) for c in checks] == [("mean_cbf", Light.GREEN), ("spatial_cov", Light.RED)]
    assert checks[0].value == 55.5
    assert np.isnan(checks[1].value)


def test_that_length_and_freedom_are_those_of_the_kept_volumes(measured):
    assert value(measured.quality, Topic.SIGNAL, "minutes") == pytest.approx(N * TR_S / 60)
    assert measured.quality.freedom == 0  # 24 volumes have less in the band than there are confounds


def test_that_without_t1_and_perfusion_the_rest_is_measured_with_the_tissues_of_the_template(tmp_path):
    files = processed_files(write_patient(tmp_path, t1=False))
    quality = measure_quality(files, PRESET).quality
    assert quality.tissue_source == "the template"
    assert quality.volumes is None
    assert {group.topic for group in quality.groups} == {Topic.MOTION, Topic.SIGNAL, Topic.COVERAGE}
    assert quality.carpet.n_rows[0] > 0


def test_that_unknown_sides_are_said(tmp_path):
    warning = "The file does not say how the head lies (no sform, no qform): left and right are NOT known."
    files = processed_files(write_patient(tmp_path, t1=False, warnings=(warning,)))
    quality = measure_quality(files, PRESET).quality
    assert "NOT KNOWN" in quality.sides
    assert quality.warnings == (warning,)


def test_that_an_empty_folder_has_a_record_that_says_nothing_is_known(tmp_path):
    (tmp_path / "sub-x").mkdir()
    quality = measure_quality(processed_files(tmp_path), PRESET).quality
    assert quality.groups == ()
    assert quality.exclusion.excluded is None


def test_that_damaged_files_are_refused_by_name(tmp_path):
    func = tmp_path / "sub-x" / "func"
    func.mkdir(parents=True)
    table = func / "sub-x_desc-confounds_timeseries.tsv"
    table.write_text("a\tb\n1\t2\n")
    with pytest.raises(FileFormatError, match="has no column trans_x"):
        measure_quality(processed_files(tmp_path), PRESET)
    table.unlink()
    (func / "sub-x_desc-quality.json").write_text("{")
    with pytest.raises(FileFormatError, match="damaged"):
        measure_quality(processed_files(tmp_path), PRESET)


def test_that_it_can_be_stopped(files):
    def stop(fraction, message=""):
        raise Cancelled

    with pytest.raises(Cancelled):
        measure_quality(files, PRESET, stop)
