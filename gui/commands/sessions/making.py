"""How series are prepared and maps were made, as a session keeps it, so that a map can be computed again after opening.

Masks and motion that several maps share are kept once, and are the same object again: a map is out of date only if
something has changed since it was made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.image import Series, Volume
from analysis.metrics.alff import AlffOptions
from analysis.metrics.bands import BandOptions
from analysis.metrics.catalogue import METRICS
from analysis.metrics.centrality import CentralityOptions
from analysis.metrics.connectivity import SeedFcOptions
from analysis.metrics.homotopic import HomotopicOptions
from analysis.metrics.reho import RehoOptions
from analysis.metrics.stability import StabilityOptions
from analysis.preprocess.preparation import Preparation
from analysis.presets import Preset
from gui.session import Layer, Recipe, Session

Options = (
    AlffOptions | RehoOptions | CentralityOptions | SeedFcOptions | HomotopicOptions | BandOptions | StabilityOptions
)


@dataclass(frozen=True, eq=False)
class KeptRecipe:
    """A `Recipe` of some layers, by the numbers that layers have in the session.

    ``mask_layer`` is 0 where the mask's layer was closed since, or there was none (then ``had_mask`` is False).
    """

    layers: tuple[int, ...]
    metric_key: str
    series: int
    options: Options | None
    preparation: Preparation
    had_mask: bool
    mask_layer: int
    outputs: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Making:
    """The preparation and the preset that are chosen, and the recipes of maps whose series is open."""

    preparation: Preparation
    preset: Preset | None = None
    recipes: tuple[KeptRecipe, ...] = ()


def making_of(
    preparation: Preparation, preset: Preset | None, layers: Sequence[Layer], ids: Mapping[int, int]
) -> Making:
    """What a session keeps of it; ``ids`` are the numbers of layers in the session by their ids."""
    by_image = {id(layer.image): ids[layer.id] for layer in layers}
    made: dict[int, tuple[Recipe, list[int]]] = {}
    for layer in layers:
        if layer.recipe is not None and layer.recipe.series_layer_id in ids:
            made.setdefault(id(layer.recipe), (layer.recipe, []))[1].append(ids[layer.id])
    recipes = tuple(
        KeptRecipe(
            tuple(numbers),
            recipe.metric_key,
            ids[recipe.series_layer_id],
            recipe.options,
            recipe.preparation,
            recipe.mask_image is not None,
            by_image.get(id(recipe.mask_image), 0) if recipe.mask_image is not None else 0,
            recipe.outputs,
        )
        for recipe, numbers in made.values()
    )
    return Making(preparation, preset, recipes)


def restore_making(session: Session, making: Making, ids: Mapping[int, int]) -> None:
    """Prepare series as they were prepared, and let maps be computed again; ``ids`` by the numbers of the session."""
    session.set_preparation(making.preparation, making.preset, same_preset=False)
    known = {metric.key for metric in METRICS}
    for kept in making.recipes:
        if kept.metric_key not in known or kept.series not in ids:
            continue
        layers = [ids[number] for number in kept.layers if number in ids]
        mask_image = _mask_image(session, kept, ids)
        recipe = Recipe(
            kept.metric_key, ids[kept.series], kept.options, kept.preparation, mask_image, kept.outputs
        )  # fmt: skip
        for layer_id in layers:
            session.set_recipe(layer_id, recipe)


def _mask_image(session: Session, kept: KeptRecipe, ids: Mapping[int, int]) -> Volume | Series | None:
    """The image of the mask that was used; where it is not open any more, one that is no layer's: the map is stale."""
    if not kept.had_mask:
        return None
    if kept.mask_layer in ids:
        return session.layer(ids[kept.mask_layer]).image
    grid = session.layer(ids[kept.series]).grid
    return Volume(grid, np.zeros(grid.shape, dtype=np.float32), "mask")
