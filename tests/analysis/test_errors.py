"""The tree of errors is the one that is drawn, and a cancel is no error."""

import inspect
import re

from analysis import errors


def drawn_tree() -> dict[str, str]:
    """Name of each error in the drawing of the module's docstring -> name of its parent there."""
    parents, branch = {}, ["Exception"]
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"^    (?P<stems>[ │├└─]*)(?P<name>[A-Z]\w+(?:Error|Cancelled)|Cancelled)\b", line)
        if found:
            depth = len(found["stems"]) // 4
            branch[depth + 1 :] = [found["name"]]
            parents[found["name"]] = branch[depth]
    return parents


def test_that_the_drawing_of_the_errors_is_true():
    real = {
        name: kind.__bases__[0].__name__
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, Exception)
    }
    assert drawn_tree() == real


def test_that_a_cancel_is_not_shown_as_an_error():
    assert not issubclass(errors.Cancelled, errors.AlgoscopeError)


def test_that_the_sentence_of_an_error_is_its_text():
    assert str(errors.DataError("The mask is empty.")) == "The mask is empty."
