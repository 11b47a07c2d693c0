"""What the words that a scanner's operator gave a series mean. Only words of these lists are ever repeated."""

import re
from re import Pattern

_START, _END = r"(?<![a-z0-9])", r"(?![a-z0-9])"


def _any(*words: str) -> Pattern[str]:
    return re.compile(f"{_START}(?:{'|'.join(words)}){_END}")


SBREF = _any("sbref")
M0 = _any("m0(?: ?(?:scan|map))?", "m0(?:scan|map)")
ASL = _any(r"v?s?p?c?q?asl(?: ?[23]d)?", "[23]d ?p?c?asl", "tgse", "arterial spin labell?ing")
DIFFUSION = _any("dti", "dwi", "dki", "diff", "diffusion", "trace", "adc", "tensor")
FIELD_MAP = _any(
    "field[ -]?map(?:ping)?", "fmap", "b0[ -]?map", "topup", "blip[ -]?(?:up|down)", "(?:pe|dir)[ =-]*(?:ap|pa|rl|lr)",
    "se[ -]?epi",
)  # fmt: skip
REST = _any("rest(?:ing)?(?:[ -]?state)?", "rs[ -]?f?mri", "rs[ -]?bold", "f?mri[ -]?rs")
BOLD = _any("bold", "rest(?:ing)?(?:[ -]?state)?", "rs[ -]?f?mri", "fmri", "func", "task")
TASK = re.compile(rf"{_START}task-([a-z0-9]{{1,24}}){_END}")
T1 = _any(
    "t1w?", "t1[ -]?(?:weighted|3d)", "mp2?rage", "mpr", "(?:ir-?)?f?spgr", "bravo", "tfl3d", "[23]d ?t1", "t1 ?tfe"
)
INVERSION = _any("inv ?[12]")
T2 = _any("t2w?", "t2 ?(?:tse|space)")
FLAIR = _any("(?:t2 ?)?flair", "dark[ -]?fluid")
LOCALISER = _any(
    "locali[sz]er", "loc", "scout", "aahead ?scout", "survey", "3[ -]?plane(?: loc)?", "plan[ -]?scan", "smart ?brain"
)


def found(pattern: Pattern[str], text: str) -> str:
    """The word of a text (as `spaced` gives it) that a pattern knows, empty if none."""
    match = pattern.search(text)
    return match.group() if match else ""


def spaced(text: str) -> str:
    """A text in lower case in which every sign but - and = is a space, so that patterns find its words."""
    return re.sub(r"[^a-z0-9=-]+", " ", text.casefold()).strip()
