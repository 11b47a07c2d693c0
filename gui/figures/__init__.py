"""Figures: drawn by the same functions on the screen, in files and from the command line.

``numbers``          values as a person reads them
``text``             text on any painter
``colour_bar``       the legend of a `ColourScale`
``slice_positions``  which slices a figure shows
``slice_figure``     what a figure of slices shows, and how it says so in words
``slices``, ``slice_tile``   the figure of slices; one slice on the page
``montage``, ``panels``      slices as published figures have them; panels (a), (b) … of any figures
``node_figure``, ``node_layout``, ``node_graph``   a graph in a glass brain: what, where, and the drawing
``depth_canvas``, ``glass_brain``, ``triptych``    triangles with a depth buffer; as glass, and painted with a map
``axes``, ``charts``         courses, motion, matrices, histograms
``study``            figures of the statistics of a study
``page``             width in mm, type sizes in points, background
``quality_sheet``    what figures of quality are drawn on: width, size of the text, colours
``quality_plot``, ``quality_traces``, ``quality_bars``        plots over time, the carpet, coverage and volumes
``quality_pictures``, ``quality_images``, ``quality_mosaic``  slices with outlines, checkerboards, side by side
``quality_figures``, ``quality_words``                        all figures of the quality page, and its words
``quality_html``, ``quality_work``                            the page as a file; the work behind it
``report_ink``, ``report_plots``, ``report_slices``           the report: its paper and pen, plots, the row of slices
``report_blocks``, ``report_pages``                           its sections as blocks, and blocks on pages
``report_html``, ``report_pdf``, ``report_work``              the report as a file; the work behind its preview
``export``, ``tiff``, ``svg_text``, ``recipe``     a figure as a file, with the record of how it was made in it
"""
