"""Figures: drawn by the same functions on the screen, in files and from the command line.

``numbers``      values as a person reads them            ``text``        text on any painter, SVG included
``colour_bar``   the legend of a `ColourScale`            ``slices``      slices of an underlay and an overlay
``export``       a figure as PNG, SVG or PDF, with its provenance beside it
"""
