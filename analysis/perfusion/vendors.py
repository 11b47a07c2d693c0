"""How scanner makers store ASL images: by what stored values are multiplied, and the facts of a product sequence.

* *Philips* stores integers R with two slopes. Shown values are ``D = R RS + RI`` (rescale slope and intercept);
  values that can be compared between scans are ``P = D / (RS SS)`` (scale slope), or those of a real-world slope.
  The slopes of an ASL series and of its M0 differ, so values that are only "shown" must be divided each by its own.
* *GE*'s 3D product sequence gives its differences (PW) times a scale SF and summed over NEX excitations, beside a
  proton-density image (PD) saturated 2.0 s before::

      CBF = 6000 lambda (1 - exp(-ST/T1g)) exp(PLD/T1b) / (2 T1b (1 - exp(-tau/T1b)) eps NEX)  x  PW / (SF PD)

  With ST 2.0 s, T1g 1.2 s, T1b 1.6 s (1.4 s at 1.5 T), eps 0.6 and SF 32 that is the consensus equation, with the
  facts that `ge_product` gives. Older software has SF 45.24.
"""

from collections.abc import Mapping

from analysis.perfusion.constants import Constant
from analysis.scan import Fact, FactSource

GE_SCALE = 32.0
_GE_SATURATION_S, _GE_T1_TISSUE_S, _GE_EFFICIENCY = 2.0, 1.2, 0.6
_GE_T1_BLOOD_S, _GE_T1_BLOOD_LOW_S, _LOW_T = 1.6, 1.4, 2.0


def is_made_by(facts: Mapping[str, Fact], maker: str) -> bool:
    """Whether the files name this maker, such as ``"PHILIPS"``."""
    fact = facts.get("Manufacturer")
    return fact is not None and str(fact.value).upper().startswith(maker)


def philips_factor(facts: Mapping[str, Fact]) -> Constant | None:
    """By what the values of a Philips image are multiplied to be comparable; None where the files do not tell."""
    if _positive(facts, "PhilipsRWVSlope") is not None:
        return Constant(1.0, "", "values by the real-world slope")
    precise = facts.get("UsePhilipsFloatNotDisplayScaling")
    if precise is None:
        return None
    if bool(precise.value):
        return Constant(1.0, "", "precise values, P = D / (RS x SS)")
    rescale, scale = (_positive(facts, f"Philips{name}Slope") for name in ("Rescale", "Scale"))
    if rescale is None or scale is None:
        return None
    return Constant(1 / (rescale * scale), "", f"P = D / (RS x SS), RS {rescale:g}, SS {scale:g}")


def ge_product(excitations: float, field_t: float = 3.0, scale: float = GE_SCALE) -> dict[str, Fact]:
    """The facts of GE's 3D product sequence, as a person would type them.

    Parameters
    ----------
    excitations : NEX, over which the differences are summed
    field_t : of the scanner
    scale : SF of the software
    """
    t1_blood = _GE_T1_BLOOD_LOW_S if field_t < _LOW_T else _GE_T1_BLOOD_S
    values = {
        "DifferenceScale": scale * excitations,
        "LabelingEfficiency": _GE_EFFICIENCY,
        "EfficiencyIncludesSuppression": True,
        "T1Blood": t1_blood,
        "T1Tissue": _GE_T1_TISSUE_S,
        "M0RepetitionTime": _GE_SATURATION_S,
    }
    return {name: Fact(value, FactSource.TYPED) for name, value in values.items()}


def _positive(facts: Mapping[str, Fact], name: str) -> float | None:
    fact = facts.get(name)
    value = fact.value if fact is not None else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return None
    return float(value)
