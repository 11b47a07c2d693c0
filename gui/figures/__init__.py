"""Figures: drawn by the same functions on the screen, in files and from the command line.

``numbers``          values as a person reads them
``text``             text on any painter, SVG included
``colour_bar``       the legend of a `ColourScale`
``slice_positions``  which slices a figure shows
``slice_figure``     what a figure of slices shows, and how it says so in words
``slices``           the figure of slices
``export``           a figure as PNG, SVG or PDF, with its provenance beside it
"""
