"""What the Study page holds, taken for a session and shown again."""

from gui.commands.study_state import Section, StudyNow
from gui.panels.study.form_fields import fields_of, put_back
from gui.panels.study.page import StudyPage


def study_now(page: StudyPage) -> StudyNow:
    """The study, its results and what stands in the forms."""
    if page.state.study is None:
        return StudyNow()
    forms = {section.value: fields_of(form) for section, form in page.forms.items()}
    return StudyNow(page.state.study, page.state.outcomes, page.section.currentData().value, forms)


def restore_study(page: StudyPage, now: StudyNow) -> None:
    """Show a study as it was; where a session has none, what is open stays."""
    if now.study is None:
        return
    page.show_study(now.study)
    for outcome in now.outcomes:
        page.state.show(outcome)
    for section, form in page.forms.items():
        put_back(form, now.forms.get(section.value, {}))
    wanted = next((section for section in Section if section.value == now.section), Section.DESCRIBE)
    page.choose_section(wanted)
