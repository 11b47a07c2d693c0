import json
from pathlib import Path

import pytest

from analysis.files import nifti, sidecar
from analysis.scan import FactSource
from tests.analysis.files.made_files import SHAPE, make


def _write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    _write(tmp_path / "dataset_description.json", {"Name": "x", "BIDSVersion": "1.8.0"})
    (tmp_path / "sub-01/func").mkdir(parents=True)
    return tmp_path


def test_that_the_sidecar_of_the_same_name_is_read(tmp_path: Path) -> None:
    _write(tmp_path / "病人 bold.json", {"RepetitionTime": 2.0, "EchoTime": 0.03, "SliceTiming": [0, 1]})
    facts = sidecar.read(tmp_path / "病人 bold.nii.gz").facts()
    assert facts["EchoTime"].value == 0.03
    assert facts["SliceTiming"].value == [0, 1]
    assert facts["EchoTime"].source is FactSource.SIDECAR


def test_that_nothing_personal_becomes_a_fact(tmp_path: Path) -> None:
    personal = {"PatientName": "Doe", "PatientBirthDate": "1970", "DeviceSerialNumber": "1", "InstitutionName": "H"}
    _write(tmp_path / "a.json", {**personal, "EchoTime": 0.03})
    assert set(sidecar.read(tmp_path / "a.nii").facts()) == {"EchoTime"}


def test_that_sidecars_above_count_and_the_nearer_one_wins(dataset: Path) -> None:
    image = dataset / "sub-01/func/sub-01_task-rest_run-1_bold.nii.gz"
    _write(dataset / "bold.json", {"RepetitionTime": 1, "EchoTime": 1, "FlipAngle": 1, "TaskName": "1"})
    _write(dataset / "task-rest_bold.json", {"RepetitionTime": 2, "EchoTime": 2, "FlipAngle": 2})
    _write(dataset / "sub-01/sub-01_bold.json", {"RepetitionTime": 3, "EchoTime": 3})
    _write(dataset / "sub-01/func/sub-01_task-rest_run-1_bold.json", {"RepetitionTime": 4})
    fields = sidecar.read(image).fields
    assert [fields[key] for key in ("RepetitionTime", "EchoTime", "FlipAngle", "TaskName")] == [4, 3, 2, "1"]


def test_that_sidecars_of_other_images_do_not_count(dataset: Path) -> None:
    image = dataset / "sub-01/func/sub-01_task-rest_bold.nii.gz"
    for name in ("task-motor_bold.json", "sub-02_bold.json", "task-rest_asl.json", "sub-01/func/sub-01_bold.txt"):
        _write(dataset / name, {"RepetitionTime": 9})
    assert sidecar.read(image).fields == {}


def test_that_folders_above_count_only_inside_a_dataset(tmp_path: Path) -> None:
    _write(tmp_path / "task-rest_bold.json", {"RepetitionTime": 9})
    (tmp_path / "sub-01").mkdir()
    assert sidecar.read(tmp_path / "sub-01/sub-01_task-rest_bold.nii.gz").fields == {}


@pytest.mark.parametrize("content", ['{"RepetitionTime": 2', "[1, 2]", "", "null", "[" * 100_000, "\x00\x01"])
def test_that_a_damaged_sidecar_is_said_and_the_image_still_opens(tmp_path: Path, content: str) -> None:
    _write(tmp_path / "a.json", content)
    scan = nifti.read(make(tmp_path / "a.nii", shape=(*SHAPE, 3)))
    assert any('The sidecar "a.json"' in warning and "not used" in warning for warning in scan.warnings)


def test_that_a_sidecar_that_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00garbage")
    assert "damaged" in sidecar.read(tmp_path / "a.nii").warnings[0]


def test_that_a_byte_order_mark_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'\xef\xbb\xbf{"EchoTime": 0.03}')
    assert sidecar.read(tmp_path / "a.nii").fields == {"EchoTime": 0.03}


@pytest.mark.parametrize("value", [None, "2", True, 0, -1, [2], float("nan"), float("inf")])
def test_that_only_positive_numbers_are_numbers(value: object) -> None:
    assert sidecar.Sidecar({"EchoTime": value}).number("EchoTime") is None


def test_that_odd_characters_in_a_name_are_no_pattern(dataset: Path) -> None:
    """Names such as these are wildcards to a search, or impossible ones."""
    for name in ("sub-01_scan[1]", "sub-01_a**b", "sub-01_?"):
        assert sidecar.read(dataset / f"sub-01/func/{name}.nii.gz").fields == {}


@pytest.mark.parametrize(
    ("kept", "expected"),
    [(["A doubt.", 3, "", None], ("A doubt.",)), ("A doubt.", ()), (["x" * 600] * 30, ("x" * 500,) * 20)],
)
def test_that_what_the_import_doubted_is_repeated(tmp_path: Path, kept: object, expected: tuple[str, ...]) -> None:
    path = make(tmp_path / "a.nii")
    (tmp_path / "a.json").write_text(json.dumps({sidecar.IMPORT_WARNINGS: kept}))
    assert sidecar.read(path).warnings == expected


def test_that_a_fact_of_an_import_says_whether_a_tag_or_the_converter_told_it(tmp_path: Path) -> None:
    fields = {"EchoTime": 0.03, "SliceTiming": [0, 1], "RepetitionTime": 2.0, "TaskName": "rest"}
    noted = {"EchoTime": "DICOM (0018,0081)", "SliceTiming": "dcm2niix", "RepetitionTime": 3}
    _write(tmp_path / "a_bold.json", {**fields, "ImportSources": noted})
    facts = sidecar.read(tmp_path / "a_bold.nii").facts()
    assert {name: fact.source for name, fact in facts.items()} == {
        "EchoTime": FactSource.DICOM,
        "SliceTiming": FactSource.CONVERTER,
        "RepetitionTime": FactSource.SIDECAR,
        "TaskName": FactSource.SIDECAR,
    }
