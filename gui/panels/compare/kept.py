"""What stands in the fields of the Compare page, taken for a session and filled in again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gui.commands.comparing import BRAIN, GRAY
from gui.compare_state import FormNow, FormsNow
from gui.panels.compare.case_page import CasePage
from gui.panels.compare.groups_page import GroupsPage
from gui.panels.study.form_fields import fields_of, put_back

_QUESTION, _CORRECTION = "question ", "correction "


def forms_now(case: CasePage, groups: GroupsPage) -> FormsNow:
    """The tables that are open, and what stands in the fields."""
    return FormsNow(_patient_now(case), _groups_now(groups))


def _patient_now(page: CasePage) -> FormNow | None:
    if page.path is None or page.table is None:
        return None
    fields = {name: value for name, value in fields_of(page).items() if name != "map"}
    chosen = page.map.currentData()
    return FormNow(page.path, page.table, fields, chosen if isinstance(chosen, Path) else None)


def _groups_now(page: GroupsPage) -> FormNow | None:
    table = page.question.table
    if page.path is None or table is None:
        return None
    fields = {f"{_QUESTION}{name}": value for name, value in fields_of(page.question).items()}
    fields |= {f"{_CORRECTION}{name}": value for name, value in fields_of(page.correction).items()}
    chosen = page.question.volume.currentData()
    if chosen not in (BRAIN, GRAY):  # a layer or a file, which is called otherwise when it is opened again
        del fields[f"{_QUESTION}volume"]
    image = chosen if isinstance(chosen, Path) else None
    return FormNow(page.path, table, fields, image, chosen if isinstance(chosen, int) else None)


def restore_forms(case: CasePage, groups: GroupsPage, forms: FormsNow) -> None:
    """Fill in what was kept; where a session has nothing, what stands there stays."""
    if forms.patient is not None:
        case.show_table(forms.patient.path, forms.patient.table)
        put_back(case, forms.patient.fields)
        if forms.patient.image is not None:
            case.choose_map(forms.patient.image)
    if forms.groups is not None:
        groups.show_table(forms.groups.path, forms.groups.table)
        put_back(groups.question, _part(forms.groups.fields, _QUESTION))
        put_back(groups.correction, _part(forms.groups.fields, _CORRECTION))
        groups.question.choose_volume(forms.groups.image, forms.groups.layer_id)
        groups.correction.show_fields()


def _part(fields: Mapping[str, Any], beginning: str) -> dict[str, Any]:
    return {name.removeprefix(beginning): value for name, value in fields.items() if name.startswith(beginning)}
