import json

import pytest

from analysis.errors import OutputError
from analysis.stats.clinical.circularity import STAMP, Circularity
from analysis.stats.clinical.nested_roc import NestedOptions
from analysis.stats.clinical.roc import Groups
from analysis.stats.clinical.roc_analysis import RocOptions, analyse_roc
from analysis.stats.clinical.roc_files import FILES, write_roc
from analysis.stats.clinical.roc_words import caption_of, sentences_of
from analysis.stats.covariates import Covariate
from tests.analysis.stats.clinical.published_data import ASAH

OUTCOME = Groups("poor", "good", ASAH["outcome"] == 1)
S100B, NDKA, AGE = (Covariate(name, ASAH[name]) for name in ("s100b", "ndka", "age"))


def analysed(circularity=Circularity.CIRCULAR, candidates=(S100B, NDKA)):
    options = RocOptions({}, circularity, NestedOptions(n_repeats=2, seed=6))
    return analyse_roc([S100B, NDKA], OUTCOME, [AGE], candidates, options=options)


def rows_of(path):
    lines = [line.split("\t") for line in path.read_text().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


@pytest.fixture(scope="module")
def found():
    return analysed()


def test_that_a_folder_holds_every_number(found, tmp_path):
    auc, points, comparisons, coefficients, record, _, candidates = write_roc(found, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
    rows = rows_of(auc)
    assert [row["kind"] for row in rows] == [
        "variable", "variable", "model, apparent", "model, leave-one-out", "covariates only, apparent",
        "covariates only, leave-one-out",
    ]  # fmt: skip
    assert float(rows[0]["auc"]) == pytest.approx(0.731368563686, abs=1e-9)
    assert float(rows[2]["auc"]) == pytest.approx(0.775067750678, abs=1e-9)
    assert float(rows[3]["auc"]) == pytest.approx(0.739159891599, abs=1e-9)
    assert len([row for row in rows_of(points) if row["curve"] == "s100b"]) == len(found.curves[0].thresholds)
    assert [row["kind"] for row in rows_of(comparisons)] == ["variables", "model against covariates, apparent"]
    assert float(rows_of(coefficients)[1]["estimate"]) == pytest.approx(5.0466195646802161, rel=1e-9)
    assert [row["candidate"] for row in rows_of(candidates)] == ["s100b", "ndka"]
    content = json.loads(record.read_text())
    assert (content["stamp"], content["nested"]["seed"]) == (STAMP, 6)
    assert content["likelihood_ratio"]["chi_square"] == pytest.approx(24.89900414603)


def test_that_areas_of_models_have_no_p_and_left_out_ones_no_interval(found, tmp_path):
    rows = {row["kind"]: row for row in rows_of(write_roc(found, tmp_path)[0])}
    assert rows["model, apparent"]["p"] == "n/a"
    assert rows["model, apparent"]["plain_low"] != "n/a"
    assert rows["model, leave-one-out"]["plain_low"] == rows["model, leave-one-out"]["sensitivity"] == "n/a"


def test_that_the_stamp_is_on_what_was_chosen_and_not_on_the_covariates(found, tmp_path):
    assert caption_of(found).startswith(STAMP)
    for row in rows_of(write_roc(found, tmp_path)[0]):
        assert row["stamp"] == ("" if row["kind"].startswith("covariates") else STAMP)
    independent = analysed(Circularity.INDEPENDENT, ())
    assert STAMP not in " ".join((caption_of(independent), *sentences_of(independent)))
    assert len(write_roc(independent, tmp_path / "other")) == len(FILES) - 1


def test_that_nothing_is_overwritten_unasked(found, tmp_path):
    write_roc(found, tmp_path)
    with pytest.raises(OutputError, match=r"auc\.tsv"):
        write_roc(found, tmp_path)
