"""Keeps the catalogues of resources/translations in step with the texts of the window.

    python packaging/translations.py          add new texts as unfinished, drop those that are gone
    python packaging/translations.py --check  only say what is missing or wrong; exit code 1 if anything is

Qt's own lupdate finds no text that goes through a function of a module, so the texts are read from the syntax tree.
"""

import argparse
import ast
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "resources" / "translations"
# what a call takes as its text: the place of the argument
_CALLS = {"tr": 0, "_tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1, "ActionSpec": 2}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n|%\d")


def texts_of(source: str) -> set[str]:
    """All texts in a module that are shown in the user's language."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = _CALLS.get(name)
            if place is not None and len(node.args) > place:
                found |= set(_literals(node.args[place]))
        elif isinstance(node, ast.Assign) and _is_marked(node):
            found |= set(_literals(node.value))
    return {text for text in found if re.search("[A-Za-z]", text)}


def _literals(node: ast.AST) -> list[str]:
    """The texts that an expression may be: of a choice both, of a joined text the whole."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    if isinstance(node, ast.Dict):
        return [text for value in node.values for text in _literals(value)]
    if isinstance(node, ast.Tuple | ast.List):
        return [text for value in node.elts for text in _literals(value)]
    return []


def _is_marked(node: ast.Assign) -> bool:
    """Whether a module says of a constant that its texts are shown: its name ends with _TEXTS or _CAPTIONS."""
    return any(isinstance(to, ast.Name) and to.id.endswith(("_TEXTS", "_CAPTIONS")) for to in node.targets)


def all_texts() -> set[str]:
    """The texts of the whole window."""
    return {text for path in sorted((ROOT / "gui").rglob("*.py")) for text in texts_of(path.read_text("utf-8"))}


def read(path: Path) -> dict[str, str]:
    """The translations of a catalogue by their English text; an empty one is not yet done."""
    root = ElementTree.parse(path).getroot()
    return {m.findtext("source", ""): m.findtext("translation") or "" for m in root.iter("message")}


def write(path: Path, texts: dict[str, str]) -> None:
    """Write a catalogue in Qt Linguist's format, sorted by text."""
    root = ElementTree.Element("TS", version="2.1", language=path.stem, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "Algoscope"
    for source, translation in sorted(texts.items()):
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = source
        element = ElementTree.SubElement(message, "translation")
        if translation:
            element.text = translation
        else:
            element.set("type", "unfinished")
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def faults(wanted: set[str], texts: dict[str, str]) -> list[str]:
    """What is wrong with a catalogue, one sentence each."""
    said = [f"not translated: {text!r}" for text in sorted(wanted) if not texts.get(text)]
    said += [f"no longer shown: {text!r}" for text in sorted(set(texts) - wanted)]
    for source, translation in sorted(texts.items()):
        if translation and sorted(_PLACEHOLDER.findall(source)) != sorted(_PLACEHOLDER.findall(translation)):
            said.append(f"other placeholders: {source!r} -> {translation!r}")
    return said


def main() -> int:
    """Update or check all catalogues."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    wanted = all_texts()
    n_faults = 0
    for path in sorted(CATALOGUES.glob("*.ts")):
        texts = read(path)
        if not check:
            texts = {text: texts.get(text, "") for text in wanted}
            write(path, texts)
        said = faults(wanted, texts)
        n_faults += len(said)
        print(f"{path.name}: {len(wanted)} texts, {len(said)} faults", *said, sep="\n  ")
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
