"""The three linked slice views: one picture per view, composed in world space, so that oblique and differing grids need
no reslicing.

``frame.py``  where a view looks: widget pixel <-> mm, zoom and pan (no Qt)
``painter.py``  layers -> one picture: the compiled compositor once it is loaded, numpy until then
``label_picture.py``  regions over it
``tools``     what the mouse does: the crosshair, or one of the tools that draw
``view.py``   the widget: mouse, keys, letters, crosshair
"""
