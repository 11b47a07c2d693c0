"""Curves: the time course at the crosshair and its spectrum. pyqtgraph is imported here, and only when first shown."""
