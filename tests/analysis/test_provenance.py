"""A provenance can be written down, finds its inputs again, and holds no name of a file."""

import hashlib
import json
import platform

import numpy as np

from analysis.provenance import InputRecord, Provenance, sha256_of_array, sha256_of_file


def test_that_a_provenance_is_plain_json_whatever_its_parameters_are():
    made = Provenance(
        "analysis.metrics.alff.alff",
        {
            "tr_s": np.float32(2.0),
            "band_hz": (0.01, np.float64(0.08)),
            "censored": np.array([3, 7]),
            "detrend": np.True_,
            "nested": {"fwhm_mm": np.int64(6)},
            "mask": None,
        },
        (InputRecord("bold", "ab" * 32),),
        ("The repetition time was typed.",),
    )
    read_back = json.loads(json.dumps(made.as_dict()))
    assert read_back == made.as_dict()
    assert read_back["parameters"] == {
        "tr_s": 2.0,
        "band_hz": [0.01, 0.08],
        "censored": [3, 7],
        "detrend": True,
        "nested": {"fwhm_mm": 6},
        "mask": None,
    }
    assert read_back["inputs"] == [{"role": "bold", "sha256": "ab" * 32}]
    assert read_back["warnings"] == ["The repetition time was typed."]


def test_that_the_versions_that_computed_are_recorded():
    versions = Provenance("f").as_dict()["versions"]
    assert versions["python"] == platform.python_version()
    assert versions["numpy"] == np.__version__
    assert {"algoscope", "scipy", "nibabel", "numba"} <= versions.keys()


def test_that_the_hash_of_a_file_is_that_of_its_bytes_and_not_of_its_name(tmp_path):
    for name in ("one.nii", "two.nii"):
        (tmp_path / name).write_bytes(b"abc")
    # FIPS 180-2, appendix B.1
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert {sha256_of_file(tmp_path / name) for name in ("one.nii", "two.nii")} == {expected}


def test_that_a_file_larger_than_a_buffer_is_read_to_its_end(tmp_path):
    content = bytes(range(256)) * 5000
    (tmp_path / "large").write_bytes(content)
    assert sha256_of_file(tmp_path / "large") == hashlib.sha256(content).hexdigest()


def test_that_the_hash_of_an_array_is_that_of_its_values_type_and_shape():
    array = np.arange(12.0).reshape(3, 4)
    same = [array, array.copy(order="F"), np.arange(24.0)[::2].reshape(3, 4) / 2]
    assert len({sha256_of_array(a) for a in same}) == 1
    different = [array, array + 1e-12, array.reshape(4, 3), array.astype(np.float32), -array]
    assert len({sha256_of_array(a) for a in different}) == len(different)
