from dataclasses import replace

from analysis.perfusion.acknowledged import ACKNOWLEDGED, BLOCKS, sentences_of, unseen, with_sentence
from analysis.provenance import Provenance

RED = Provenance(
    "f",
    {BLOCKS: ["mean_cbf", "zeros"], "quality": [{"check": "mean_cbf", "caption": "mean in the grey matter"}]},
    (),
    ("Something else.",),
)


def test_that_the_record_says_in_words_what_nobody_has_acknowledged():
    said = with_sentence(RED)
    sentence = "NOT ACKNOWLEDGED by a person: red light of mean in the grey matter, zeros. Not ready for a report."
    assert said.warnings == ("Something else.", sentence)
    assert sentences_of((*said.warnings, *said.warnings)) == (sentence,)
    assert with_sentence(said) == said


def test_that_the_sentence_goes_with_the_last_red_light_that_was_seen():
    half = with_sentence(replace(RED, parameters={**RED.parameters, ACKNOWLEDGED: ["mean_cbf"]}))
    assert unseen(half) == ("zeros",)
    assert "red light of zeros." in half.warnings[-1]
    whole = with_sentence(replace(half, parameters={**RED.parameters, ACKNOWLEDGED: ["zeros", "mean_cbf"]}))
    assert whole.warnings == ("Something else.",)


def test_that_a_map_without_red_lights_says_nothing():
    assert with_sentence(Provenance("f")).warnings == ()
