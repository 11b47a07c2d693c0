"""A mediation as a folder.

``paths.tsv``       a, b, c' and c, with the indirect effect ab as the last row
``resamples.tsv``   ab of every resample, for a histogram
``mediation.json``  all numbers and how they were made
``mediation.txt``   the caption, the sentences and the notes
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.files import writing
from analysis.stats.clinical.mediation import Mediation
from analysis.stats.clinical.mediation_words import caption_of, notes_of, sentences_of

FILES = ("paths.tsv", "resamples.tsv", "mediation.json", "mediation.txt")
_FORMAT = "algoscope-mediation-1"
_COLUMNS = (
    "path", "start", "end", "estimate", "standard_error", "t", "dof", "p", "p_is_bound", "low", "high", "interval",
    "standardised", "standardised_low", "standardised_high",
)  # fmt: skip


def write_mediation(found: Mediation, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write all files of a mediation; raises `OutputError` if one exists without `force`, or cannot be written."""
    words = "\n".join((caption_of(found), *sentences_of(found), *notes_of(found))) + "\n"
    resamples = ((float(value),) for value in found.indirect.resampled)
    with writing.whole(folder, FILES, force=force) as place:
        writing.write_tsv(_COLUMNS, list(_rows(found)), place / FILES[0])
        writing.write_tsv(("ab",), list(resamples), place / FILES[1])
        writing.write_json(record_of(found), place / FILES[2])
        writing.write_text(words, place / FILES[3])
    return tuple(folder / name for name in FILES)


def record_of(found: Mediation) -> dict[str, Any]:
    """The mediation as plain values, without the values of the people."""
    ab = found.indirect
    return {
        "format": _FORMAT,
        "caption": caption_of(found),
        "n": found.n,
        "predictor": found.predictor,
        "mediator": found.mediator,
        "outcome": found.outcome,
        "covariates": list(found.covariates),
        "codings": list(found.codings),
        "paths": [asdict(path) for path in found.paths],
        "indirect": {
            "estimate": ab.estimate,
            "standardised": found.standardised_indirect,
            "standard_error": ab.standard_error,
            "percentile": list(ab.percentile),
            "bias_corrected": None if ab.bias_corrected is None else list(ab.bias_corrected),
            "p": ab.p,
            "p_is_bound": ab.p_is_bound,
            "n_resamples": ab.n_resamples,
            "n_degenerate": ab.n_degenerate,
            "seed": ab.seed,
        },
        "proportion_mediated": {"value": found.proportion.value, "sentence": found.proportion.sentence},
        "notes": list(notes_of(found)),
        "provenance": found.provenance.as_dict(),
    }


def _rows(found: Mediation) -> Iterator[tuple[object, ...]]:
    for path in found.paths:
        yield (
            path.key, path.start, path.end, path.estimate, path.standard_error, path.t, path.dof, path.p, False,
            path.low, path.high, "t", path.standardised, path.standardised_low, path.standardised_high,
        )  # fmt: skip
    ab, none = found.indirect, float("nan")
    limits = (("percentile bootstrap", ab.percentile), ("bias-corrected bootstrap", ab.bias_corrected or (none, none)))
    for name, (low, high) in limits:
        yield (
            "ab", found.predictor, found.outcome, ab.estimate, ab.standard_error, none, "", ab.p, ab.p_is_bound, low,
            high, name, found.standardised_indirect, none, none,
        )  # fmt: skip
