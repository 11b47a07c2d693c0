"""A mediation in sentences, put together from its numbers: the caption, each path, the indirect effect, the notes."""

from analysis.stats.clinical.mediation import EXPLORATORY, Mediation, PathEstimate
from analysis.stats.clinical.named_test import p_in_words


def caption_of(found: Mediation) -> str:
    """One sentence: which model, in how many people, adjusted for what, with which resamples."""
    adjusted = f", all adjusted for {', '.join(found.covariates)}" if found.covariates else ""
    codings = f" ({'; '.join(found.codings)})" if found.codings else ""
    return (
        f"Mediation of the association of {found.predictor} with {found.outcome} by {found.mediator}: three "
        f"least-squares models, n = {found.n}{adjusted}{codings}; intervals of the indirect effect from "
        f"{found.indirect.n_resamples} resamples of people{_seed(found)}. {EXPLORATORY}"
    )


def sentences_of(found: Mediation) -> tuple[str, ...]:
    """Each path, the indirect effect and the proportion."""
    return (*(path_in_words(path) for path in found.paths), indirect_in_words(found), found.proportion.sentence)


def notes_of(found: Mediation) -> tuple[str, ...]:
    """How paths are standardised, and what is doubtful; what the caption says already is left out."""
    unit = (
        f"Standardised paths from {found.predictor} are SD of the end per step between its two values"
        if found.predictor_is_binary
        else "Standardised paths are SD of the end per SD of the start"
    )
    total = f"b and c' hold each other fixed; the slope of {found.mediator} alone, without {found.predictor}, is not b."
    return (f"{unit}.", total, *(w for w in found.warnings if w != EXPLORATORY))


def path_in_words(path: PathEstimate) -> str:
    """``a (group → PHQ-9): 4.2 (SE 1.1), t(57) = 3.82, p < .001, 95 % CI 2.0 to 6.4; standardised 0.71``."""
    return (
        f"{path.key} ({path.start} → {path.end}): {path.estimate:.4g} (SE {path.standard_error:.4g}), t({path.dof}) = "
        f"{path.t:.3f}, {p_in_words(path.p)}, 95 % CI {path.low:.4g} to {path.high:.4g}; standardised "
        f"{path.standardised:.3f} ({path.standardised_low:.3f} to {path.standardised_high:.3f})."
    )


def indirect_in_words(found: Mediation) -> str:
    """The indirect effect with both intervals."""
    ab = found.indirect
    corrected = (
        f"bias-corrected {ab.bias_corrected[0]:.4g} to {ab.bias_corrected[1]:.4g}"
        if ab.bias_corrected is not None
        else "no bias-corrected one"
    )
    return (
        f"Indirect effect ab = {ab.estimate:.4g} (bootstrap SE {ab.standard_error:.4g}), 95 % CI percentile "
        f"{ab.percentile[0]:.4g} to {ab.percentile[1]:.4g}, {corrected}; bootstrap {ab.p_in_words}; standardised "
        f"{found.standardised_indirect:.3f}."
    )


def _seed(found: Mediation) -> str:
    return "" if found.indirect.seed is None else f" (seed {found.indirect.seed})"
