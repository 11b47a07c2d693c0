"""Roles by the words and the acquisition of the series of several makers."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.importing import header, role
from analysis.importing.role import ConvertedLook, SeriesRole
from tests.analysis.importing import made_dicom
from tests.analysis.importing.made_dicom import write_series

HEAD = ((176, 240, 256), (1.0, 1.0, 1.0))
EPI = ((64, 64, 36), (3.5, 3.5, 4.0))


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    (path,) = write_series(tmp_path_factory.mktemp("one"), "", shape=(8, 8, 1), ProtocolName="")
    return header.read(path)


def look(shape_and_size, n_volumes=1, *, phase=False, echo=None, direction=""):
    shape, size = shape_and_size
    return ConvertedLook(Grid(shape, np.diag([*size, 1.0])), n_volumes, phase, echo, direction)


@pytest.mark.parametrize(
    ("description", "image", "expected", "place"),
    [
        ("t1_mprage_sag_p2_iso", look(HEAD), SeriesRole.T1, "anat/T1w"),
        ("Sag 3D BRAVO", look(HEAD), SeriesRole.T1, "anat/T1w"),
        ("3D_T1_TFE", look(HEAD), SeriesRole.T1, "anat/T1w"),
        ("anat-T1w", look(HEAD), SeriesRole.T1, "anat/T1w"),
        ("t1_se_tra", look(((256, 256, 20), (0.9, 0.9, 6.0))), SeriesRole.OTHER, "other/other"),
        ("mp2rage_INV1", look(HEAD), SeriesRole.OTHER, "other/other"),
        ("t2_tse_tra", look(HEAD), SeriesRole.OTHER, "anat/T2w"),
        ("t2_space_dark-fluid", look(HEAD), SeriesRole.OTHER, "anat/FLAIR"),
        ("ep2d_bold_rest", look(EPI, 240), SeriesRole.BOLD, "func/bold"),
        ("rsfMRI_AP", look(EPI, 240), SeriesRole.BOLD, "func/bold"),
        ("resting-state fMRI", look(EPI, 240), SeriesRole.BOLD, "func/bold"),
        ("task-rest_dir-AP_bold", look(EPI, 240), SeriesRole.BOLD, "func/bold"),
        ("ep2d_bold_rest_SBRef", look(EPI), SeriesRole.OTHER, "other/other"),
        ("pcasl_3d_tra", look(EPI, 18), SeriesRole.ASL, "perf/asl"),
        ("tgse_PASL", look(EPI, 18), SeriesRole.ASL, "perf/asl"),
        ("3D ASL", look(EPI, 2), SeriesRole.ASL, "perf/asl"),
        ("pcasl_M0", look(EPI), SeriesRole.M0, "perf/m0scan"),
        ("pcasl3d_m0_and_pairs", look(EPI, 18), SeriesRole.ASL, "perf/asl"),
        ("ep2d_perf_contrast", look(EPI, 8), SeriesRole.OTHER, "other/other"),
        ("nasl_bone", look(EPI), SeriesRole.OTHER, "other/other"),
        ("DTI_64dir", look(EPI, 65), SeriesRole.OTHER, "other/other"),
        ("gre_field_mapping", look(EPI, echo=2), SeriesRole.FIELD_MAP, "fmap/magnitude2"),
        ("gre_field_mapping", look(EPI, phase=True), SeriesRole.FIELD_MAP, "fmap/phasediff"),
        ("B0 map", look(EPI, echo=1), SeriesRole.FIELD_MAP, "fmap/magnitude1"),
        ("", look(EPI, 3), SeriesRole.OTHER, "other/other"),
    ],
)
def test_that_words_and_dimensions_tell_the_role(plain, description, image, expected, place):
    found = role.guess(replace(plain, description=description), image)
    assert (found.role, f"{found.folder}/{found.suffix}") == (expected, place)
    assert found.reason


@pytest.mark.parametrize(
    ("description", "task"),
    [
        ("ep2d_bold_rest", "rest"),
        ("fMRI resting state", "rest"),
        ("func_task-oneback_run-1", "oneback"),
        ("fmri", "unknown"),
        ("ep2d_bold_arrest", "unknown"),
    ],
)
def test_that_rest_is_only_said_where_the_operator_said_it(plain, description, task):
    found = role.guess(replace(plain, description=description), look(EPI, 200))
    assert found.entities["task"] == task
    assert any("rested" in warning for warning in found.warnings) == (task == "unknown")


def test_that_an_unnamed_series_is_judged_by_its_acquisition(plain):
    echo_planar = replace(plain, sequence=("EP", "GR"))
    assert role.guess(echo_planar, look(EPI, 200)).role is SeriesRole.BOLD
    assert "a guess" in role.guess(echo_planar, look(EPI, 200)).reason
    assert role.guess(plain, look(EPI, 200)).role is SeriesRole.OTHER
    spoiled = replace(plain, sequence=("GR",), acquisition_type="3D", te_ms=3.0, ti_ms=900.0)
    assert role.guess(spoiled, look(HEAD)).role is SeriesRole.T1
    assert role.guess(replace(spoiled, te_ms=20.0), look(HEAD)).role is SeriesRole.OTHER  # susceptibility-weighted
    assert role.guess(spoiled, look(((64, 64, 20), (3.0, 3.0, 3.0)))).role is SeriesRole.OTHER


def test_that_an_echo_planar_field_map_carries_its_direction(plain):
    first = replace(plain, description="EPI PE=AP", sequence=("EP",))
    found = role.guess(first, look(EPI, 2, direction="AP"))
    assert (found.role, found.suffix, found.entities) == (SeriesRole.FIELD_MAP, "epi", {"dir": "AP"})


def test_that_contrast_agent_is_said(plain):
    found = role.guess(replace(plain, description="t1_mprage", contrast=True), look(HEAD))
    assert "contrast agent" in found.warnings[0]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sop_class": made_dicom.SECONDARY_CAPTURE}, SeriesRole.CAPTURE),
        ({"modality": "CT"}, SeriesRole.NO_IMAGE),
        ({"modality": "SR", "rows": None}, SeriesRole.NO_IMAGE),
        ({"sop_class": "1.2.840.10008.5.1.4.1.1.66"}, SeriesRole.NO_IMAGE),
        ({"description": "AAHead_Scout_64ch"}, SeriesRole.LOCALISER),
        ({"description": "3-plane loc"}, SeriesRole.LOCALISER),
        ({"description": "Survey_MST"}, SeriesRole.LOCALISER),
        ({"image_type": ("ORIGINAL", "PRIMARY", "LOCALIZER")}, SeriesRole.LOCALISER),
        ({"image_type": ("DERIVED", "SECONDARY", "MPR")}, SeriesRole.DERIVED),
        ({"image_type": ("ORIGINAL", "PRIMARY", "M", "MOCO")}, SeriesRole.DERIVED),
    ],
)
def test_that_what_is_no_measurement_is_not_converted(plain, changes, expected):
    found = role.unconverted(replace(plain, **changes))
    assert found is not None
    assert (found.role, bool(found.reason)) == (expected, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"description": "t1_mprage"},
        {"description": "localised_pain_rest_bold"},
        {"description": "mp2rage_UNI", "image_type": ("DERIVED", "PRIMARY", "M", "UNI")},
        {"sop_class": "1.2.840.10008.5.1.4.1.1.4.1"},
    ],
)
def test_that_measurements_are_converted(plain, changes):
    assert role.unconverted(replace(plain, **changes)) is None


def test_that_a_reason_quotes_no_free_text(plain):
    first = replace(plain, description="t1 of Dulcinea Quixote", modality="MR")
    assert "Dulcinea" not in role.guess(first, look(HEAD)).reason
    assert "PATIENT" not in role.unconverted(replace(first, modality="PATIENT X")).reason
