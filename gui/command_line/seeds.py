"""Seeds that are typed: spheres, masks, regions of the atlas."""

import argparse
from pathlib import Path

from analysis.errors import InputError
from analysis.files import nifti
from analysis.metrics.seeds import MaskSeed, RegionSeed, Seed, SphereSeed
from analysis.scan import Scan
from gui.command_line.arguments import number, path


def add_seeds(command: argparse.ArgumentParser) -> None:
    """``--seed``, ``--seed-mask`` and ``--seed-region``; each may be given several times."""
    command.add_argument(
        "--seed",
        type=_sphere,
        action="append",
        default=[],
        dest="seed_spheres",
        metavar="X,Y,Z,R",
        help="sphere: centre and radius in mm",
    )
    command.add_argument(
        "--seed-mask", type=path, action="append", default=[], dest="seed_masks", metavar="FILE", help="mask of a seed"
    )
    command.add_argument(
        "--seed-region",
        action="append",
        default=[],
        dest="seed_regions",
        metavar="NAME",
        help="AAL region, such as Precuneus_L; only for a series in MNI space",
    )


def seeds_of(arguments: argparse.Namespace) -> tuple[Seed, ...]:
    """The seeds that are typed, in the order spheres, masks, regions.

    A mask is named by its number, never by its file, whose name may be a patient's.
    """
    spheres: list[tuple[float, ...]] = arguments.seed_spheres
    masks: list[Path] = arguments.seed_masks
    seeds: list[Seed] = [SphereSeed(f"seed{n}", xyzr[:3], xyzr[3]) for n, xyzr in enumerate(spheres, 1)]  # type: ignore[arg-type]
    seeds += [MaskSeed(f"mask{n}", nifti.read_mask(file)) for n, file in enumerate(masks, 1)]
    seeds += [RegionSeed(name) for name in arguments.seed_regions]
    return tuple(seeds)


def check_space(seeds: tuple[Seed, ...], scan: Scan) -> None:
    """Refuse a region of the atlas in a series that says that it is in the scanner's space."""
    fact = scan.facts.get("SpatialReference")
    if any(isinstance(seed, RegionSeed) for seed in seeds) and fact is not None and fact.value == "scanner":
        name = scan.path.name if scan.path is not None else "the series"
        raise InputError(
            f'"{name}" is in the scanner\'s space, where a region of the atlas has no place; bring it into MNI space, '
            "or use --seed or --seed-mask."
        )


def _sphere(text: str) -> tuple[float, ...]:
    parts = text.split(",")
    if len(parts) != 4:
        raise argparse.ArgumentTypeError(f"{text!r} is not four numbers: x, y, z and radius in mm, with commas")
    return (*(number()(part) for part in parts[:3]), number(0, 100)(parts[3]))
