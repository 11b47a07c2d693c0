"""Reading DICOM without a word of what headers hold: the reader's warnings quote them, and warnings reach the log."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from pydicom import config

logging.getLogger("pydicom").setLevel(logging.CRITICAL)
logging.getLogger("highdicom").setLevel(logging.CRITICAL)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep DICOM readers from warning, and from refusing values that are only badly formed."""
    before = config.settings.reading_validation_mode
    config.settings.reading_validation_mode = config.IGNORE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        config.settings.reading_validation_mode = before
