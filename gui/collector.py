"""When Python looks for garbage in cycles: never through what the program itself is made of.

A full look goes through every object of the process with the interpreter held: 220 ms for the half million objects of
the imported modules, at a moment nobody chose. These live as long as the program, so they are set aside once
everything is imported; a full look then goes through what was opened and computed alone.
Source: Python's documentation of `gc.freeze`.
"""

import gc


def hold() -> None:
    """Look for nothing while the program starts: almost all that is made then stays."""
    gc.disable()


def settle() -> None:
    """Set aside what is there, and look for garbage again in what is made from now on."""
    gc.freeze()
    gc.enable()
