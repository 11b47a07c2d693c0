"""Which sentences of doubt a person has answered by typing facts: those need not be said any more.

A scan keeps its warnings as its files gave rise to them. Whoever shows or records them leaves out what was settled; the
typed facts themselves stand in the record.
"""

import re
from collections.abc import Collection, Iterable

_TIMES = frozenset(("LabelingDuration", "PostLabelingDelay"))
_TR, _KINDS, _M0 = frozenset(("RepetitionTime",)), frozenset(("VolumeTypes",)), frozenset(("M0Type",))
_SLICES = (frozenset(("SliceTiming",)), frozenset(("SliceOrder",)))
# What a sentence has in it, and the facts that answer it: all of one of these sets.
_ANSWERS: tuple[tuple[re.Pattern[str], tuple[frozenset[str], ...]], ...] = (
    (re.compile("confirm both|may be a copy of the other"), (_TIMES,)),
    (re.compile(r"repetition time( \(TR\)( is| of|\.)|\.$)"), (_TR,)),
    (re.compile("RepetitionTimeExcitation|computed a repetition time"), (_TR,)),
    (re.compile("Nothing says which volumes are control|not hold BIDS volume types"), (_KINDS,)),
    (re.compile(r"has \d+ rows for \d+ volumes and is not used"), (_KINDS,)),
    (re.compile("marked as m0scan"), (_M0, _KINDS)),
    (re.compile("M0 is a separate scan, but there is none"), (_M0,)),
    (re.compile("[Ss]lice times? .*(left out|not used|beyond the repetition time)"), _SLICES),
)
_FIELD_UNUSED = re.compile(r"The sidecar's (\w+) .*not used\.")


def still_open(warnings: Iterable[str], typed: Collection[str]) -> tuple[str, ...]:
    """The sentences that typed facts have not answered, each once.

    Parameters
    ----------
    warnings : of a scan
    typed : names of the facts that a person typed or confirmed
    """
    return tuple(dict.fromkeys(sentence for sentence in warnings if not _is_answered(sentence, frozenset(typed))))


def _is_answered(sentence: str, typed: frozenset[str]) -> bool:
    unused = _FIELD_UNUSED.search(sentence)
    if unused and unused.group(1) in typed:
        return True
    return any(words.search(sentence) and any(one <= typed for one in facts) for words, facts in _ANSWERS)
