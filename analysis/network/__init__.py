"""Networks: regions as nodes, connections as edges, and where both are drawn.

``graph``          Node, Graph: what a node graph shows, whatever it was read from
``cluster_table``  a table of clusters, a result's or a published one, as a graph from its seed
``brainnet``       the ``.node`` and ``.edge`` files of BrainNet Viewer
``matrix``         connectivity matrices: of a series and an atlas, read, thresholded, ordered by network
``views``          the sides from which a brain is looked at: world -> screen
``layout``         where captions go, so that none lies on another
"""
