"""How fast it is, measured against targets and against what the machine allows at best.

``python -m benchmarks.opening``  the first picture of a compressed series
``python -m benchmarks.start``    from the start of the program to its window
``python -m benchmarks.window``   wheel, crosshair, threshold, and the window while metrics are computed
``python -m benchmarks.slices``   the painter of slices alone
``python -m benchmarks.scene3d``  pictures in 3D
``python -m benchmarks.metrics``  every metric
``python -m benchmarks.memory``   the memory of every metric; degree centrality of a large head
``python -m benchmarks.statistics``  groups compared, permutations beside nilearn, the cluster table at a new threshold
``python -m benchmarks.false_positives``  how often statistics find something where nothing is
``python -m benchmarks.preprocess``  raw scans to all maps, with the memory of each step, beside peers
``python -m benchmarks.live_seed``  the map of a seed that is dragged
``python -m benchmarks.figures``  a montage, node graphs, a painted surface
"""
