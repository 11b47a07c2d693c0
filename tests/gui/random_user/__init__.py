"""A user who does anything: clicks, drags with every tool, keys, wheel, commands, good and bad files, at random.

``user`` does one act a step and ``checks`` looks after each step whether something was lost or went wrong; ``world`` is
the program that is used, with its own folders; ``answers`` are given to everything that asks; ``places`` are the files.
Every choice of a step comes from the seed, the round and the step, so that a step that failed is done again by them;
only what the threads finish in between may come at another moment.
"""
