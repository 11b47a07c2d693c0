"""What can go wrong, as sentences that a clinician can act on.

::

    AlgoscopeError
    ├── InputError            an input cannot be used (command line: exit code 3)
    │   ├── FileFormatError   the file is not what its name says, is damaged, or is not supported
    │   ├── GeometryError     grids, affines or shapes that do not fit
    │   └── DataError         the values cannot give the result asked for
    ├── OptionError           an option has no meaning here (command line: exit code 2)
    ├── OutputError           a result could not be written; what was there before is intact
    └── EngineError           a program that does a step of the work has failed (command line: exit code 1)

    Cancelled                 not an error: the user stopped the job (command line: exit code 4)

Every message is one sentence (or two) in plain words: what is wrong, and where possible what to do.
"""


class AlgoscopeError(Exception):
    """Base of all errors that are meant to be shown to a person as they are."""


class InputError(AlgoscopeError):
    """An input cannot be used."""


class FileFormatError(InputError):
    """A file is damaged, unsupported, or not what its name says."""


class GeometryError(InputError):
    """Grids, affines or shapes are impossible or do not fit each other."""


class DataError(InputError):
    """The values of an image cannot give the result asked for."""


class OptionError(AlgoscopeError):
    """An option is out of its range or does not fit the data."""


class OutputError(AlgoscopeError):
    """A result could not be written; nothing that existed before was changed."""


class EngineError(AlgoscopeError):
    """A program or process that does a step of the work could not be started, or died."""


class Cancelled(Exception):  # noqa: N818 - a request, not an error
    """Raised inside a job, by its progress callback, when the user has cancelled it."""
