"""The equation by which a map was computed, as text with the numbers put in."""

from analysis.perfusion.constants import Labelling
from analysis.perfusion.protocol import AslProtocol


def consensus_in_words(protocol: AslProtocol, delay_s: float, duration_s: float) -> str:
    """The consensus equation of a single-delay series; ``S`` is the relaxed signal of each voxel."""
    t1, partition, efficiency = protocol.t1_blood.value, protocol.partition.value, protocol.total_efficiency
    delay = f"({delay_s:g} + delay of the slice)" if protocol.slice_delays_s else f"{delay_s:g}"
    if protocol.labelling is Labelling.PASL:
        return f"CBF = 6000 * {partition:g} * dM * exp({delay} / {t1:g}) / (2 * {efficiency:.6g} * {duration_s:g} * S)"
    return (
        f"CBF = 6000 * {partition:g} * dM * exp({delay} / {t1:g}) / "
        f"(2 * {efficiency:.6g} * {t1:g} * S * (1 - exp(-{duration_s:g} / {t1:g})))"
    )


def kinetic_in_words(protocol: AslProtocol, t1_tissue_s: float) -> str:
    """The response of the kinetic model to which several delays were fitted; ``d`` is the arrival time."""
    t1, efficiency = protocol.t1_blood.value, protocol.total_efficiency
    flow = f"CBF = 6000 * {protocol.partition.value:g} * sum(n dM k) / (S * sum(n k^2))"
    if protocol.labelling is Labelling.PASL:
        return (
            f"{flow}, k = 2 * {efficiency:.6g} * exp(-t/{t1_tissue_s:g}) * integral of exp(-s (1/{t1:g} - "
            f"1/{t1_tissue_s:g})) over s from d to min(t, d + bolus)"
        )
    return (
        f"{flow}, k = 2 * {efficiency:.6g} * {t1_tissue_s:g} * exp(-d/{t1:g}) * [exp(-max(w - d, 0)/{t1_tissue_s:g}) - "
        f"exp(-max(tau + w - d, 0)/{t1_tissue_s:g})]"
    )
