"""Text in SVG files keeps its width: a viewer without our font takes another one, and squeezes it into that width.

Otherwise what fits here would overlap there. Qt writes the text; here it is given its length and other fonts to take.
"""

import re
from html import unescape

from PySide6.QtGui import QFont

from gui.figures.text import figure_font, text_width

_TEXT = re.compile(r"<text (?P<attributes>[^>]*?)\s*>(?P<words>[^<]*)</text>", re.DOTALL)
_SIZE = re.compile(r'font-size="([0-9.]+)"')
_WEIGHT = re.compile(r'font-weight="([0-9]+)"')
_FAMILY = re.compile(r'font-family="([^",]+)"')


def with_fixed_widths(svg: str) -> str:
    """The content of an SVG file with the length of each text, and fonts that stand in for ours."""
    return _FAMILY.sub(r'font-family="\1, Helvetica, Arial, sans-serif"', _TEXT.sub(_with_length, svg))


def _with_length(found: re.Match[str]) -> str:
    attributes, words = found["attributes"], found["words"]
    size, weight = _SIZE.search(attributes), _WEIGHT.search(attributes)
    if size is None or weight is None or not words.strip():
        return found[0]
    font = figure_font(float(size[1]), QFont.Weight(int(weight[1])))
    length = text_width(unescape(words), font)
    return f'<text {attributes} textLength="{length:.2f}" lengthAdjust="spacingAndGlyphs">{words}</text>'
