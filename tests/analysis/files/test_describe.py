import json
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.files import describe
from analysis.scan import FactSource
from tests.analysis.files.made_files import SHAPE, make


def test_that_a_description_says_what_a_person_needs(tmp_path: Path) -> None:
    found = describe.describe(make(tmp_path / "sub-01_task-rest_bold.nii.gz", shape=(*SHAPE, 8), scl_slope=0.5))
    words = found.in_words()
    assert words.startswith('sub-01_task-rest_bold.nii.gz: BOLD, because its name ends in "bold"')
    assert "3 × 4 × 5 voxels of 2.00 × 3.00 × 4.00 mm, i to the left, j to the front, k to the top" in words
    assert "from the header's sform; space: scanner" in words
    assert "int16, times 0.5 plus 0" in words
    assert "8 volumes, TR 2.5 s from the header, 20 s in all" in words
    assert found.axis_codes == "LAS"


def test_that_an_unknown_position_and_an_unknown_tr_are_said(tmp_path: Path) -> None:
    words = describe.describe(make(tmp_path / "a.nii", shape=(*SHAPE, 8), sform_code=0, pixdim={4: 0})).in_words()
    assert "LEFT AND RIGHT ARE NOT KNOWN" in words
    assert "TR not known" in words
    assert words.count("WARNING") == 2


def test_that_a_description_is_json(tmp_path: Path) -> None:
    (tmp_path / "asl.json").write_text('{"ArterialSpinLabelingType": "PASL", "PostLabelingDelay": NaN}')
    found = describe.describe(make(tmp_path / "asl.nii", shape=(*SHAPE, 8)))
    again = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert again["asl"]["labelling"] == "PASL"
    assert again["facts"]["RepetitionTime"] == [2.5, "header"]
    assert again["shape"] == list(SHAPE)


def test_that_a_bad_file_is_said_as_when_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        describe.describe(tmp_path / "gone.nii")


def test_that_the_real_bold_is_described_without_decoding_it(fixtures: Path, cache_folder: Path) -> None:
    found = describe.describe(fixtures / "real/studyforrest/bold_task-oneback_156vol.nii.gz")
    assert (found.role, found.tr_s, found.tr_source, found.n_volumes) == ("BOLD", 2.0, "from the sidecar", 156)
    assert "oblique by 13.2°" in found.grid
    assert not cache_folder.exists()


def test_that_the_real_asl_is_described_with_what_is_open(fixtures: Path) -> None:
    words = describe.describe(fixtures / "real/asl/pcasl3d_m0_and_pairs.nii.gz").in_words()
    assert "PCASL; volume order not known; delay not known; duration 1.5088 s" in words
    assert "LabelingDuration is 1.2 s" in words


def test_that_every_source_of_a_fact_has_its_words():
    assert set(describe._SOURCES) == set(FactSource)
