"""Figures: drawn by the same functions on the screen, in files and from the command line.

``numbers``          values as a person reads them
``text``             text on any painter, SVG included
``colour_bar``       the legend of a `ColourScale`
``slice_positions``  which slices a figure shows
``slice_figure``     what a figure of slices shows, and how it says so in words
``slices``           the figure of slices
``quality_sheet``    what figures of quality are drawn on: width, size of the text, colours
``quality_plot``, ``quality_traces``, ``quality_bars``        plots over time, the carpet, coverage and volumes
``quality_pictures``, ``quality_images``, ``quality_mosaic``  slices with outlines, checkerboards, side by side
``quality_figures``, ``quality_words``                        all figures of the quality page, and its words
``quality_html``, ``quality_work``                            the page as a file; the work behind it
``export``           a figure as PNG, SVG or PDF, with its provenance beside it
"""
