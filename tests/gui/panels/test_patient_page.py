"""What was opened and what its header really says: every fact with its source, every doubt in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from analysis.pipeline.routes import Space
from analysis.scan import AslScheme, Fact, FactSource, Modality
from gui.actions import Actions
from gui.panels.patient_page import PatientPage, fact_text, scan_lines, side_sentence
from gui.perfusion_state import AslCase
from gui.session import Role
from gui.spaces import ProcessedPatient
from tests.gui.made_scans import GRAY, add_t1, scan, series, volume
from tests.known_routes import known_routes


@pytest.mark.parametrize(
    ("fact", "unit", "text"),
    [
        (Fact(2.0, FactSource.SIDECAR), "s", "2 s (sidecar)"),
        (Fact(1.79355, FactSource.HEADER), "s", "1.79355 s (header)"),
        (Fact([1.8, 1.8, 2.0], FactSource.SIDECAR), "s", "1.8, 2 s (sidecar)"),
        (Fact(True, FactSource.SIDECAR), "", "yes (sidecar)"),
        (Fact(False, FactSource.SIDECAR), "", "no (sidecar)"),
        (Fact("PCASL", FactSource.TYPED), "", "PCASL (typed)"),
    ],
)
def test_that_a_fact_is_told_with_its_unit_and_its_source(fact, unit, text):
    assert fact_text(fact, unit) == text


@pytest.mark.parametrize("source", FactSource)
def test_that_every_source_has_words(source):
    assert fact_text(Fact(3.0, source), "T").startswith("3 T (")


def test_that_the_role_is_told_with_its_reason():
    lines = dict(scan_lines(scan(Modality.BOLD, series(), reason='its name ends in "_bold"')))
    assert lines["Role"] == 'BOLD (its name ends in "_bold")'
    assert lines["Volumes"] == "12"
    assert lines["Grid"].startswith("8 × 9 × 10 voxels of 2.00 × 2.00 × 2.00 mm")


@pytest.mark.parametrize(("source", "words"), [("sform", "sform"), ("qform", "qform"), ("none", "nowhere: NOT KNOWN")])
def test_that_the_source_of_the_orientation_is_told(source, words):
    assert dict(scan_lines(scan(Modality.T1, volume(), affine_source=source)))["Orientation from"] == words


def test_that_a_missing_tr_is_told():
    assert ("TR", "missing") in scan_lines(scan(Modality.BOLD, series(tr_s=None)))
    assert ("TR", "missing") not in scan_lines(scan(Modality.BOLD, series()))


def test_that_the_tr_that_is_used_is_told_with_its_source():
    facts = {"RepetitionTime": Fact(2.0, FactSource.SIDECAR)}
    assert ("TR", "2 s (sidecar)") in scan_lines(scan(Modality.BOLD, series(), facts=facts))


def test_that_an_asl_scheme_tells_what_will_be_used_and_what_is_missing():
    scheme = AslScheme("PCASL", ("m0scan", "label", "control", "label", "control"), (1.8, 1.8), None)
    lines = dict(scan_lines(scan(Modality.ASL, series(5), asl=scheme)))
    assert lines["Volume types"] == "1 m0scan, 2 label, 2 control"
    assert lines["Post-labelling delay used"] == "1.8 s"
    assert lines["Labelling duration used"] == "missing"


def test_that_unknown_sides_are_told_in_capitals_with_the_file():
    unknown = scan(Modality.T1, volume("old_scan"), affine_source="none")
    sentence = side_sentence([scan(Modality.T1, volume()), unknown])
    assert sentence.startswith("LEFT AND RIGHT ARE NOT KNOWN for old_scan")
    assert "NOT KNOWN" not in side_sentence([scan(Modality.T1, volume())])


@pytest.fixture
def page(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    yield PatientPage(session, Actions(session, parent), parent)
    parent.close()


def texts(page) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def test_that_the_page_tells_what_to_do_while_nothing_is_open(page):
    assert any("Open a T1" in text for text in texts(page))


def test_that_each_scan_has_a_card_with_its_warnings_and_computed_layers_have_none(page, session):
    image = series(name="rest <b>")
    doubtful = scan(Modality.BOLD, image, warnings=("The TR is <doubtful>.",))
    session.add_layer("BOLD", image, Role.UNDERLAY, GRAY, scan=doubtful)
    session.add_layer("ALFF", volume("ALFF"), Role.OVERLAY, GRAY, scan=doubtful)
    shown = texts(page)
    assert shown.count("rest <b>") == 1
    assert shown.count("⚠ The TR is <doubtful>.") == 1


def test_that_a_typed_fact_stands_with_its_source_and_answers_its_doubt(page, session):
    image = series(name="rest")
    doubtful = scan(Modality.BOLD, image, warnings=("2 s is used. Please confirm the repetition time.",))
    layer = session.add_layer("BOLD", image, Role.UNDERLAY, GRAY, scan=doubtful)
    assert any("Please confirm" in text for text in texts(page))
    session.perfusion.set_case(layer.id, AslCase({"RepetitionTime": Fact(2.0, FactSource.TYPED)}))
    assert "TR: 2 s (typed)" in texts(page)
    assert not any("Please confirm" in text for text in texts(page))


def test_that_names_and_warnings_are_never_taken_for_markup(page, session):
    image = volume("<b>name</b>")
    session.add_layer("T1", image, Role.UNDERLAY, GRAY, scan=scan(Modality.T1, image, warnings=("<i>odd</i>",)))
    marked = [label for label in page.findChildren(QLabel) if "<" in label.text()]
    assert len(marked) == 2
    assert {label.textFormat() for label in marked} == {Qt.TextFormat.PlainText}


def test_that_cards_of_closed_scans_are_gone(page, session):
    layer = add_t1(session, "first")
    add_t1(session, "second")
    session.remove_layer(layer.id)
    assert "first" not in texts(page)
    assert "second" in texts(page)


def test_that_a_scan_that_comes_later_leaves_the_cards_of_the_others(page, session, qtbot):
    page.window().show()
    add_t1(session, "first")
    assert not page._cards  # where somebody looks on, a card is not made in the turn in which its scan comes
    qtbot.waitUntil(lambda: len(page._cards) == 1)
    (_, first), *_ = page._cards
    add_t1(session, "second")
    qtbot.waitUntil(lambda: len(page._cards) == 2)
    assert page._cards[0][1] is first
    places = [page._layout.indexOf(card) for _, card in page._cards]
    assert places == [page._first_card, page._first_card + 1]


def test_that_its_buttons_open_files_and_folders(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = Actions(session, parent)
    asked = []
    for key in ("open", "open_folder"):
        actions.action(key).triggered.connect(lambda _=False, key=key: asked.append(key))
    page = PatientPage(session, actions, parent)
    for button in page.findChildren(QPushButton):
        button.click()
    assert asked == ["open", "open_folder"]


def test_that_results_without_scans_are_not_called_nothing(page, session, tmp_path):
    assert "Nothing is open" in words(page)
    session.spaces.open(ProcessedPatient("sub-01", known_routes(16.0), tmp_path), Space.MNI)
    assert "Only results are open" in words(page)
    assert "Nothing is open" not in words(page)


def test_that_a_patient_who_is_being_opened_is_not_called_nothing(page):
    page.show_opening("Demonstration patient …")
    assert "Demonstration patient …" in words(page)
    assert "Nothing is open" not in words(page)
    page.show_opening()  # it was cancelled
    assert "Nothing is open" in words(page)


def words(page: PatientPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel))
