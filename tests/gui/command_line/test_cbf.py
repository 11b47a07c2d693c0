import json
import shutil

import nibabel
import numpy as np
import pytest

from analysis.files.results import write_json, write_mask, write_series, write_tsv, write_volume
from analysis.provenance import sha256_of_file
from tests.analysis.perfusion.made_asl import GRID, PCASL, scan_of, volume, whole


@pytest.fixture
def asl_path(tmp_path):
    """Two pairs with a difference of 10, an M0 of 1000 beside them; 86.300 mL/100 g/min by hand."""
    start = tmp_path / "in" / "sub-07"
    scan = scan_of([900.0, 890.0] * 2, (), **PCASL)
    path = write_series(scan.image, start.with_name("sub-07_asl.nii.gz"))
    write_json(PCASL, start.with_name("sub-07_asl.json"))
    write_tsv(("volume_type",), [(k,) for k in ("control", "label") * 2], start.with_name("sub-07_aslcontext.tsv"))
    write_volume(volume(1000.0), start.with_name("sub-07_m0scan.nii.gz"))
    write_json({"RepetitionTimePreparation": 20.0}, start.with_name("sub-07_m0scan.json"))
    return path


@pytest.fixture
def brain(tmp_path):
    return write_mask(whole(), tmp_path / "in" / "brain.nii.gz")


def stored(folder, name):
    return np.asarray(nibabel.load(folder / f"{name}.nii.gz").dataobj)


def record(folder, name):
    return json.loads((folder / f"{name}.json").read_text("utf-8"))["provenance"]


def test_that_cbf_its_table_and_its_equation_are_written(call, tmp_path, asl_path, brain):
    out = tmp_path / "o"
    answer = call("cbf", "--asl", asl_path, "--mask", brain, "--out", out)
    assert answer.code == 0, answer.err
    np.testing.assert_allclose(stored(out, "cbf"), 86.300, atol=0.005)
    assert sorted(p.name for p in out.iterdir()) == [
        "cbf.json", "cbf.nii.gz", "mask.nii.gz", "perfusion_weighted.json", "perfusion_weighted.nii.gz", "quality.tsv",
    ]  # fmt: skip
    header, *rows = (out / "quality.tsv").read_text().splitlines()
    assert header.split("\t")[:5] == ["check", "caption", "value", "unit", "light"]
    assert rows[0].startswith("mean_cbf\t")
    assert "CBF = 6000 * 0.9 * dM" in answer.out
    assert record(out, "cbf")["parameters"]["equation"] in answer.out


def test_that_the_record_names_inputs_facts_and_no_patient(call, tmp_path, asl_path, brain):
    call("cbf", "--asl", asl_path, "--mask", brain, "--out", tmp_path / "o")
    provenance = record(tmp_path / "o", "cbf")
    assert provenance["inputs"] == [
        {"role": "asl", "sha256": sha256_of_file(asl_path)},
        {"role": "m0", "sha256": sha256_of_file(asl_path.with_name("sub-07_m0scan.nii.gz"))},
        {"role": "mask", "sha256": sha256_of_file(brain)},
    ]
    assert provenance["parameters"]["facts"]["LabelingDuration"] == {"value": [1.8], "source": "sidecar"}
    assert "sub-07" not in (tmp_path / "o" / "cbf.json").read_text()


def test_that_typed_facts_count_are_said_and_recorded(call, tmp_path, asl_path, brain):
    out = tmp_path / "o"
    answer = call("cbf", "--asl", asl_path, "--mask", brain, "--set", "T1Blood=1.6", "--set", "PostLabelingDelay=1.5",
                  "--out", out)  # fmt: skip
    assert "PostLabelingDelay was typed as 1.5; the files say 1.8." in answer.sentences
    expected = 54 * np.exp(1.5 / 1.6) / (2 * 0.85 * 1.6 * (1 - np.exp(-1.8 / 1.6)))
    np.testing.assert_allclose(stored(out, "cbf"), expected, rtol=1e-5)
    assert record(out, "cbf")["parameters"]["t1_blood"] == "1.6 s (typed)"


def test_that_what_is_missing_is_asked_for_by_name_and_nothing_is_written(call, tmp_path, asl_path, brain):
    fields = {key: value for key, value in PCASL.items() if key != "LabelingDuration"}
    write_json(fields, asl_path.with_name("sub-07_asl.json"), force=True)
    answer = call("cbf", "--asl", asl_path, "--mask", brain, "--out", tmp_path / "o")
    assert answer.code == 3
    assert "LabelingDuration (how long blood was labelled)" in answer.sentences[-1]
    assert not (tmp_path / "o").exists()


def test_that_a_context_table_from_elsewhere_counts(call, tmp_path, asl_path, brain):
    (asl_path.with_name("sub-07_aslcontext.tsv")).unlink()
    table = write_tsv(("volume_type",), [(k,) for k in ("control", "label", "n/a", "n/a")], tmp_path / "mine.tsv")
    answer = call("cbf", "--asl", asl_path, "--mask", brain, "--context", table, "--out", tmp_path / "o")
    assert answer.code == 0, answer.err
    assert "pairs kept 1 of 1" in answer.out
    wrong = tmp_path / "wrong.tsv"
    wrong.write_text("banana\n1\n")
    assert call("cbf", "--asl", asl_path, "--context", wrong, "--out", tmp_path / "p").code == 3


def test_that_relative_perfusion_needs_no_m0_and_absolute_flow_does(call, tmp_path, asl_path, brain):
    for name in ("sub-07_m0scan.nii.gz", "sub-07_m0scan.json"):
        asl_path.with_name(name).unlink()
    suppressed = PCASL | {"BackgroundSuppression": True, "BackgroundSuppressionNumberPulses": 2}
    write_json(suppressed, asl_path.with_name("sub-07_asl.json"), force=True)
    words = ["cbf", "--asl", asl_path, "--mask", brain]
    refused = call(*words, "--out", tmp_path / "o")
    assert refused.code == 3
    assert "needs an M0 image" in refused.sentences[-1]
    assert call(*words, "--calibration", "none", "--out", tmp_path / "o").code == 0
    np.testing.assert_allclose(stored(tmp_path / "o", "relative_perfusion"), 1.0, rtol=1e-6)
    assert not (tmp_path / "o" / "cbf.nii.gz").exists()


def test_that_nothing_is_overwritten_without_force(call, tmp_path, asl_path, brain):
    words = ["cbf", "--asl", asl_path, "--mask", brain, "--out", tmp_path / "o"]
    assert call(*words).code == 0
    for name in ("cbf.nii.gz", "cbf.json", "perfusion_weighted.nii.gz"):
        (tmp_path / "o" / name).unlink()
    before = {p.name: p.read_bytes() for p in (tmp_path / "o").iterdir()}
    assert call(*words).code == 1
    assert {p.name: p.read_bytes() for p in (tmp_path / "o").iterdir()} == before
    assert call(*words, "--force").code == 0


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--set", "PostLabellingDelay=1.8"], 2, "Did you mean PostLabelingDelay?"),
        (["--calibration", "reference"], 2, "--reference-mask"),
        (["--wm", "brain"], 2, "give both"),
        (["--gm", "asl"], 3, "series of 4 volumes"),
    ],
)
def test_that_wrong_options_are_refused_in_one_sentence(call, tmp_path, asl_path, brain, words, code, sentence):
    words = [{"brain": brain, "asl": asl_path}.get(word, word) for word in words]
    answer = call("cbf", "--asl", asl_path, "--mask", brain, *words, "--out", tmp_path / "o")
    assert answer.code == code
    assert sentence in answer.sentences[-1]
    assert not (tmp_path / "o").exists()


def test_that_a_series_is_asl_also_where_its_name_does_not_say_so(call, tmp_path, asl_path, brain):
    plain = tmp_path / "plain" / "scan.nii.gz"
    plain.parent.mkdir()
    shutil.copy(asl_path, plain)
    facts = ["VolumeTypes=2*control/label", "PostLabelingDelay=1.8", "LabelingDuration=1.8", "MRAcquisitionType=3D",
             "BackgroundSuppression=no", "ArterialSpinLabelingType=PCASL", "MagneticFieldStrength=3"]  # fmt: skip
    typed = [word for fact in facts for word in ("--set", fact)]
    m0 = asl_path.with_name("sub-07_m0scan.nii.gz")
    answer = call("cbf", "--asl", plain, "--m0", m0, "--mask", brain, *typed, "--out", tmp_path / "o")
    assert answer.code == 0, answer.err
    np.testing.assert_allclose(stored(tmp_path / "o", "cbf"), 86.300, atol=0.005)
    assert GRID.shape == stored(tmp_path / "o", "cbf").shape


def test_that_the_help_lists_every_field(call):
    from analysis.perfusion.fields import FIELDS

    answer = call("cbf", "--help")
    assert answer.code == 0
    assert all(name in answer.out for name in FIELDS)


def test_that_ges_product_is_named_by_its_excitations(call, tmp_path, asl_path, brain):
    """The equation of the vendors test with NEX 3: M0 1000 at TR 2 s, differences of 960 = 10 x 96."""
    folder = tmp_path / "ge"
    path = write_series(scan_of([960.0], (), **PCASL).image, folder / "sub-07_asl.nii.gz")
    facts = PCASL | {"BackgroundSuppression": True, "Manufacturer": "GE MEDICAL SYSTEMS"}
    write_json(facts, folder / "sub-07_asl.json")
    write_tsv(("volume_type",), [("deltam",)], folder / "sub-07_aslcontext.tsv")
    m0 = asl_path.with_name("sub-07_m0scan.nii.gz")
    words = ["cbf", "--asl", path, "--m0", m0, "--mask", brain]
    refused = call(*words, "--out", tmp_path / "o")
    assert refused.code == 3
    assert "DifferenceScale" in refused.sentences[-1]
    assert call(*words, "--ge-product", 3, "--out", tmp_path / "o").code == 0
    by_hand = 6000 * 0.9 * (1 - np.exp(-2 / 1.2)) * np.exp(1.8 / 1.6) * 10 / 1000
    by_hand /= 2 * 1.6 * (1 - np.exp(-1.8 / 1.6)) * 0.6
    np.testing.assert_allclose(stored(tmp_path / "o", "cbf"), by_hand, rtol=1e-4)
