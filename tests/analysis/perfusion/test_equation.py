"""The equation in words says what is computed: its text, evaluated, gives the flow of the quantification."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.perfusion.constants import PARTITION, Constant, Labelling
from analysis.perfusion.equation import consensus_in_words, kinetic_in_words
from analysis.perfusion.kinetics import Decay, pasl_response, pcasl_response
from analysis.perfusion.protocol import AslProtocol

PCASL = AslProtocol(
    {}, Labelling.PCASL, ("label", "control"), (1.8, 1.8), (1.8, 1.8), 2, (),
    Constant(1.65, "s", ""), PARTITION, Constant(0.85, "", ""), Constant(0.9025, "", ""), True, "Separate",
)  # fmt: skip
PASL = replace(PCASL, labelling=Labelling.PASL, efficiency=Constant(0.98, "", ""), suppression=Constant(1.0, "", ""))


def evaluated(words: str, **names: float) -> float:
    """The right side of ``CBF = …`` as Python would compute it."""
    return float(eval(words.removeprefix("CBF = "), {"__builtins__": {}, "exp": np.exp, **names}))


def test_that_the_consensus_equation_of_pcasl_inverts_its_model() -> None:
    words = consensus_in_words(PCASL, 1.8, 1.8)
    k = float(pcasl_response(np.array(1.0), np.array(1.8), np.array(1.8), Decay(), 0.85 * 0.9025))
    difference = 1000 / 0.9 * 60 / 6000 * k  # of 60 mL/100 g/min where S = 1000
    assert evaluated(words, dM=difference, S=1000) == pytest.approx(60, rel=1e-5)


def test_that_the_consensus_equation_of_pasl_inverts_its_model() -> None:
    words = consensus_in_words(PASL, 1.8, 0.8)
    k = float(pasl_response(np.array(0.5), np.array(1.8), np.array(0.8), Decay(), 0.98))
    assert evaluated(words, dM=1000 / 0.9 * 60 / 6000 * k, S=1000) == pytest.approx(60, rel=1e-5)


def test_that_the_delay_of_slices_is_named_where_there_is_one() -> None:
    assert "(1.8 + delay of the slice)" in consensus_in_words(replace(PCASL, slice_delays_s=(0.0, 0.04)), 1.8, 1.8)
    assert "slice" not in consensus_in_words(PCASL, 1.8, 1.8)


def test_that_the_kinetic_equation_is_the_response_that_is_fitted() -> None:
    """Its k, evaluated before and after the arrival, against `pcasl_response` with T1' = 1.3 s."""
    words = kinetic_in_words(PCASL, 1.3).partition("k = ")[2].replace("[", "(").replace("]", ")")
    for att, pld in ((0.8, 1.5), (1.9, 1.5)):
        shown = eval(words, {"__builtins__": {}, "exp": np.exp, "max": max, "d": att, "w": pld, "tau": 1.8})
        k = pcasl_response(np.array(att), np.array(pld), np.array(1.8), Decay(1.65, 1.3), 0.85 * 0.9025)
        assert shown == pytest.approx(float(k), rel=1e-5)
