"""The command line: ``main.py COMMAND`` calls the same functions as the window, with the same numbers.

``entry``      the commands by name, and the window for everything else
``arguments``  what commands share: types, ``--out``, ``--force``, ``--threads``
``outcome``    errors become one sentence and an exit code
``terminal``   progress, and Ctrl+C
``inputs``     images that a command reads
``outputs``    what all commands promise of the files they write
``study_table``  the table, groups and columns of the analyses of a study, each in a module ``study_...``
``bold``       the series, its mask and its TR, where a command computes on one
``regions``    what is done with drawn regions, a module for each; ``regions_inputs`` where regions and maps are

Each command is a module (``info``, ``metric`` …) with ``add_arguments(parser)`` and ``run(arguments, terminal)``. It is
imported only when it is asked for: ``main.py info --help`` loads no window, no 3D and no compiler.

Exit codes: 0 done, 2 wrong usage, 3 an input cannot be used, 4 cancelled, 1 anything else. Results and their paths go
to stdout, everything said to a person to stderr.
"""
