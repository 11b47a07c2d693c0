"""Keeps the catalogues of resources/translations in step with the texts of the window.

    python packaging/translations.py          add new texts as unfinished, drop those that are gone
    python packaging/translations.py --check  only say what is missing or wrong; exit code 1 if anything is

Qt's own lupdate finds no text that goes through a function of a module, so the texts are read from the syntax tree.

Of the analysis, captions and units are read where they are given to the records that hold them. Of sentences (errors,
warnings, progress), those with numbers or names in them become patterns, ``{0}`` for what stands in the first gap. A
sentence may lack a translation and is then shown in English; a caption may not.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "resources" / "translations"
# what a call takes as its text: the place of the argument
_CALLS = {"tr": 0, "_tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1, "ActionSpec": 2}
# of the analysis: which arguments of which calls are captions
_CAPTIONS = {
    "Check": (1, 3, 5, 6), "_at_most": (1, 3, 6), "_at_least": (1, 3, 6), "_plain": (1, 3), "_ruled": (1, 3, 5),
    "Field": (1,), "Metric": (1, 2), "Option": (1, 2), "Stage": (0,), "Role": (1,),
}  # fmt: skip
_CAPTION_NAMES = ("words, source", "limits, source", "words", "limits", "source")
_SENTENCE = re.compile(r"(?s)(?=.*[A-Za-z]{2}.* )[A-Z{\"].*[.:!?]")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n|%\d")


def texts_of(source: str) -> set[str]:
    """All texts in a module that are shown in the user's language."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            place = _CALLS.get(_name(node.func))
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


def captions_of(source: str) -> set[str]:
    """What a module of the analysis gives to the records of captions."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            for place in _CAPTIONS.get(_name(node.func), ()):
                found |= {_pattern(argument) for argument in node.args[place : place + 1]}
        elif (
            "Check(" in source
            and isinstance(node, ast.Assign)
            and any(_target(to) in _CAPTION_NAMES for to in node.targets)
        ):
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            found |= {_pattern(value) for value in values}
    return {text for text in found if re.search("[A-Za-z]", text)}


def sentences_of(source: str) -> set[str]:
    """The sentences of a module that are no documentation, and what its progress says."""
    tree = ast.parse(source)
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    quiet = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and (
            isinstance(node, ast.JoinedStr) or id(node) not in inner
        ):
            text = _pattern(node)
            if id(node) not in quiet and _SENTENCE.fullmatch(text):
                found.add(text)
        elif isinstance(node, ast.Call) and _name(node.func) == "progress":
            found |= {_pattern(argument) for argument in node.args[1:2]}
    return {text for text in found if len(re.sub(r"\{\d+\}|[^A-Za-z]", "", text)) > 2}


def _name(function: ast.AST) -> str:
    return str(getattr(function, "attr", getattr(function, "id", "")))


def _target(node: ast.AST) -> str:
    return ", ".join(_target(part) for part in node.elts) if isinstance(node, ast.Tuple) else getattr(node, "id", "")


def _pattern(node: ast.AST) -> str:
    """A text with numbered gaps; "" for what is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    gaps = iter(range(len(node.values)))
    return "".join(_pattern(value) if isinstance(value, ast.Constant) else f"{{{next(gaps)}}}" for value in node.values)


def _is_marked(node: ast.Assign) -> bool:
    """Whether a module says of a constant that its texts are shown: its name ends with _TEXTS or _CAPTIONS."""
    return any(isinstance(to, ast.Name) and to.id.endswith(("_TEXTS", "_CAPTIONS")) for to in node.targets)


def all_texts() -> set[str]:
    """The texts and captions of the whole window, each of which needs a translation."""
    texts = {text for source in _sources("gui") for text in texts_of(source) | captions_of(source)}
    return texts | {text for source in _sources("analysis") for text in captions_of(source)}


def all_sentences() -> set[str]:
    """The sentences that the window may pass on."""
    return {text for folder in ("gui", "analysis") for source in _sources(folder) for text in sentences_of(source)}


def _sources(folder: str) -> Iterator[str]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if not {"command_line", "demo"} & set(path.parts):
            yield path.read_text("utf-8")


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


def faults(wanted: set[str], allowed: set[str], texts: dict[str, str]) -> list[str]:
    """What is wrong with a catalogue, one sentence each."""
    said = [f"not translated: {text!r}" for text in sorted(wanted) if not texts.get(text)]
    said += [f"no longer shown: {text!r}" for text in sorted(set(texts) - wanted - allowed)]
    for source, translation in sorted(texts.items()):
        if translation and sorted(_PLACEHOLDER.findall(source)) != sorted(_PLACEHOLDER.findall(translation)):
            said.append(f"other placeholders: {source!r} -> {translation!r}")
    return said


def main() -> int:
    """Update or check all catalogues."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    wanted, sentences = all_texts(), all_sentences()
    n_faults = 0
    for path in sorted(CATALOGUES.glob("*.ts")):
        texts = read(path)
        if not check:
            known = {text: words for text, words in texts.items() if words and text in sentences}
            texts = {**known, **{text: texts.get(text, "") for text in wanted}}
            write(path, texts)
        said = faults(wanted, sentences, texts)
        n_faults += len(said)
        n_sentences = len((sentences - wanted) & set(texts))
        counted = f"{len(wanted)} texts, {n_sentences} of {len(sentences - wanted)} sentences"
        print(f"{path.name}: {counted}, {len(said)} faults", *said, sep="\n  ")
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
