"""The fields of the Compare page as a session keeps them: tables by reference, what stands in the fields in words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError, InputError
from analysis.files.session_content import ContentStore
from analysis.files.session_record import FileEntry, FormEntry
from gui.commands.comparing import read_table
from gui.commands.sessions.finding import Examined
from gui.compare_state import FormNow, FormsNow


def _tr(text: str) -> str:
    return QCoreApplication.translate("sessions", text)


def keep_form(now: FormNow | None, store: ContentStore, numbers: Callable[[int], int]) -> FormEntry | None:
    """Keep what stands in the fields; ``numbers`` of layers by their ids. Raises OSError where a file is gone."""
    if now is None:
        return None
    layer = 0 if now.layer_id is None else numbers(now.layer_id)
    image = None if now.image is None else store.refer(now.image)
    return FormEntry(store.refer(now.path), dict(now.fields), image, layer)


def load_forms(examined: Examined, warnings: list[str]) -> FormsNow:
    """Read the tables again; ``layer_id`` is still the number of the session, see `with_layers`."""
    record = examined.record
    return FormsNow(
        _load(record.patient_form, examined, warnings, _tr("The comparison with controls")),
        _load(record.groups_form, examined, warnings, _tr("The comparison of groups")),
    )


def _load(entry: FormEntry | None, examined: Examined, warnings: list[str], name: str) -> FormNow | None:
    if entry is None:
        return None
    try:
        path = _place(entry.table, examined)
        if path is None:
            raise InputError(_tr("its table is missing"))
        image = None if entry.image is None else _place(entry.image, examined)
        return FormNow(path, read_table(path), entry.fields, image, entry.layer or None)
    except (AlgoscopeError, OSError) as error:
        warnings.append(_tr("{name} was not filled in: {reason}").format(name=name, reason=error))
        return None


def _place(entry: FileEntry, examined: Examined) -> Path | None:
    return None if entry in examined.skipped else examined.places.found.get(entry)


def with_layers(forms: FormsNow, ids: Mapping[int, int]) -> FormsNow:
    """The forms with the layers that are open now; ``ids`` by the numbers of the session."""
    return FormsNow(*(None if form is None else _with_layer(form, ids) for form in (forms.patient, forms.groups)))


def _with_layer(form: FormNow, ids: Mapping[int, int]) -> FormNow:
    return replace(form, layer_id=None if form.layer_id is None else ids.get(form.layer_id))
