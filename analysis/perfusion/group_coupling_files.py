"""Coupling between groups as a folder; no file names anybody: a person is the line of the table.

``coupling.tsv``       r, Fisher z and voxels of each person
``groups.tsv``         mean z with its limits and the r that belongs to them; adjusted means where there are covariates
``tests.tsv``          the reported test, all others of the same question, the adjusted one, and the pairs
``coupling.json``      all numbers and how they were made
``coupling.txt``       the caption, the sentences and the notes
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.files import writing
from analysis.perfusion.group_coupling import GroupCoupling
from analysis.stats.clinical.named_test import NamedTest, PairTest, in_words, p_in_words

FILES = ("coupling.tsv", "groups.tsv", "tests.tsv", "coupling.json", "coupling.txt")
_FORMAT = "algoscope-group-coupling-1"
_PEOPLE = ("line", "group", "r", "fisher_z", "n_voxels", "n_mask_voxels")
_GROUPS = ("group", "n", "mean_z", "sd_z", "low_z", "high_z", "mean_r", "low_r", "high_r", "adjusted_z",
           "adjusted_low_z", "adjusted_high_z")  # fmt: skip
_TESTS = ("kind", "test", "groups", "n", "symbol", "statistic", "dof", "difference", "low", "high", "p", "p_raw")


def write_group_coupling(found: GroupCoupling, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write all files; raises `OutputError` if one exists without `force`, or cannot be written."""
    people = [(p.line, p.group, p.r, p.fisher_z, p.n_voxels, found.n_mask_voxels) for p in found.people]
    words = "\n".join((caption_of(found), *sentences_of(found), *found.comparison.notes, *found.warnings)) + "\n"
    with writing.whole(folder, FILES, force=force) as place:
        writing.write_tsv(_PEOPLE, people, place / FILES[0])
        writing.write_tsv(_GROUPS, list(_group_rows(found)), place / FILES[1])
        writing.write_tsv(_TESTS, list(_test_rows(found)), place / FILES[2])
        writing.write_json(record_of(found), place / FILES[3])
        writing.write_text(words, place / FILES[4])
    return tuple(folder / name for name in FILES)


def caption_of(found: GroupCoupling) -> str:
    """What was correlated, in which voxels and people."""
    sizes = ", ".join(f"{mean.group} n = {mean.n}" for mean in found.means)
    return (
        f"Coupling of {found.flow} with {found.activity}: Pearson r over the voxels of the mask "
        f"({found.n_mask_voxels}), one a person, compared as Fisher z; {sizes}."
    )


def sentences_of(found: GroupCoupling) -> tuple[str, ...]:
    """The groups' means, the tests and who chose them."""
    return tuple(_sentences(found))


def record_of(found: GroupCoupling) -> dict[str, Any]:
    """The comparison as plain values."""
    test, adjusted = found.comparison.test, found.adjusted
    return {
        "format": _FORMAT,
        "caption": caption_of(found),
        "groups": [dict(zip(_GROUPS, row, strict=True)) for row in _group_rows(found)],
        "test": None if test is None else asdict(test),
        "chosen_by": found.comparison.chosen_by,
        "others": [asdict(other) for other in found.comparison.others],
        "effects": [asdict(effect) for effect in found.comparison.effects],
        "pairs": [asdict(pair) for pair in found.comparison.pairs],
        "adjusted": None if adjusted is None else asdict(adjusted),
        "codings": list(found.codings),
        "warnings": list(found.warnings),
        "provenance": found.provenance.as_dict(),
    }


def _sentences(found: GroupCoupling) -> Iterator[str]:
    for mean in found.means:
        r, low, high = mean.r
        yield (
            f"{mean.group}: mean z {mean.mean_z:.3f} (SD {mean.sd_z:.3f}, 95 % CI {mean.low_z:.3f} to "
            f"{mean.high_z:.3f}), that is r = {r:.3f} ({low:.3f} to {high:.3f})."
        )
    test, adjusted = found.comparison.test, found.adjusted
    if test is not None:
        yield f"{test.name}: {in_words(test)}; chosen by {found.comparison.chosen_by}."
    for effect in found.comparison.effects:
        yield f"{effect.name} {effect.value:.3f} (95 % CI {effect.low:.3f} to {effect.high:.3f}, {effect.method})."
    for other in found.comparison.others:
        yield f"Also: {other.name}: {in_words(other)}."
    yield from map(_pair_in_words, found.comparison.pairs)
    if adjusted is not None:
        yield f"{adjusted.test.name}: {in_words(adjusted.test)}, partial f² = {adjusted.partial_f2:.3f}."
        yield from map(_pair_in_words, adjusted.pairs)


def _pair_in_words(pair: PairTest) -> str:
    return f"{pair.first} minus {pair.second}: {pair.difference:.3f}, {p_in_words(pair.p)} ({pair.name})."


def _group_rows(found: GroupCoupling) -> Iterator[tuple[object, ...]]:
    for index, mean in enumerate(found.means):
        adjusted: tuple[object, ...] = (None, None, None)
        if found.adjusted is not None:
            one = found.adjusted.means[index]
            adjusted = (one.mean, one.low, one.high)
        yield (mean.group, mean.n, mean.mean_z, mean.sd_z, mean.low_z, mean.high_z, *mean.r, *adjusted)


def _test_rows(found: GroupCoupling) -> Iterator[tuple[object, ...]]:
    if found.comparison.test is not None:
        yield _row("reported", found.comparison.test)
    for other in found.comparison.others:
        yield _row("other", other)
    for pair in found.comparison.pairs:
        yield _pair_row("pair", pair)
    if found.adjusted is not None:
        yield _row("adjusted", found.adjusted.test)
        for pair in found.adjusted.pairs:
            yield _pair_row("adjusted pair", pair)


def _row(kind: str, test: NamedTest) -> tuple[object, ...]:
    n, dof = (", ".join(f"{value:g}" for value in values) for values in (test.n, test.dof))
    return (
        kind,
        test.name,
        ", ".join(test.groups),
        n,
        test.symbol,
        test.statistic,
        dof,
        None,
        None,
        None,
        test.p,
        test.p,
    )


def _pair_row(kind: str, pair: PairTest) -> tuple[object, ...]:
    dof = ", ".join(f"{value:g}" for value in pair.dof)
    return (
        kind, pair.name, f"{pair.first}, {pair.second}", None, pair.symbol, pair.statistic, dof, pair.difference,
        pair.low, pair.high, pair.p, pair.p_raw,
    )  # fmt: skip
