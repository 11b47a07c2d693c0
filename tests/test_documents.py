"""What is written for people holds: links lead somewhere, pictures are there and small, lists are complete."""

import argparse
import re
import shlex
from pathlib import Path

import pytest

from gui.actions import MENUS, SPECS
from gui.command_line.arguments import Parser
from gui.command_line.entry import COMMANDS, Command

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)")
_MOST_BYTES = 300_000


def links_of(document: Path) -> list[str]:
    """Links within the project, as written; code is no link."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", document.read_text(encoding="utf-8"), flags=re.S)
    return [link for link in _LINK.findall(text) if "://" not in link and not link.startswith("mailto:")]


def anchors_of(document: Path) -> set[str]:
    """Names of its headings as the web shows them: lower case, without marks, hyphens for spaces."""
    headings = re.findall(r"^#+ +(.*)$", document.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_every_link_leads_to_a_file_and_a_heading_of_the_project(document: Path) -> None:
    broken = []
    for link in links_of(document):
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        is_here = target.exists() and target.is_relative_to(ROOT)
        if not is_here or (anchor and target.suffix == ".md" and anchor not in anchors_of(target)):
            broken.append(link)
    assert broken == []


def test_that_links_are_found_at_all() -> None:
    assert "docs/guide/README.md" in links_of(ROOT / "README.md")


def test_that_pictures_are_small_and_each_is_shown_somewhere() -> None:
    pictures = {path for path in (ROOT / "docs").rglob("*") if path.suffix in {".png", ".jpg", ".gif", ".svg"}}
    shown = {(document.parent / link).resolve() for document in DOCUMENTS for link in links_of(document)}
    assert pictures
    assert {path.name: path.stat().st_size for path in pictures if path.stat().st_size > _MOST_BYTES} == {}
    assert sorted(path.name for path in pictures - shown) == []


def test_that_the_walk_through_the_program_shows_all_its_pictures_and_is_found() -> None:
    folder = ROOT / "docs" / "guide"
    shown = [link for link in links_of(folder / "walkthrough.md") if link.endswith(".png")]
    assert sorted(shown) == sorted(f"pictures/{path.name}" for path in (folder / "pictures").glob("walk_*.png"))
    assert [link for link in shown if not (folder / link).is_file()] == []
    assert "walkthrough.md" in links_of(folder / "README.md")
    assert "docs/guide/walkthrough.md" in links_of(ROOT / "README.md")


def test_that_the_readme_lists_every_command() -> None:
    table = "\n".join(line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line[:1] == "|")
    listed = set(re.findall(r"`(?:main\.py )?([a-z-]+)[^`]*`", table))
    assert sorted({command.name for command in COMMANDS} - listed) == []


def test_that_no_folder_of_a_developers_machine_is_named() -> None:
    sources = [
        path for folder in ("analysis", "gui", "docs", "benchmarks", "packaging") for path in (ROOT / folder).rglob("*")
    ]
    texts = [path for path in sources if path.suffix in {".py", ".md", ".sh", ".ps1", ".toml"}]
    around = ROOT.parent if len(ROOT.parent.parts) > 1 else ROOT
    here = re.escape(f"{around.as_posix()}/")  # wherever this checkout lies
    named = re.compile(rf"(?<!\w){here}[a-z.]+/|/(?:home|Users)/[a-z]+/|[A-Z]:\\Users\\[A-Za-z]+\\")
    found = {str(path.relative_to(ROOT)): hit[0] for path in texts if (hit := named.search(path.read_text("utf-8")))}
    assert found == {}


def shown_commands(text: str) -> list[str]:
    """Whole commands in blocks of code, without ``main.py``."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, flags=re.S | re.M)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.split("main.py ", 1)[1] for line in lines if "main.py " in line]


def named_options(text: str) -> list[tuple[list[str], str]]:
    """The words of a command before its first option, and each option, of commands in the text and in blocks."""
    code = [*re.findall(r"`([^`\n]*main\.py [^`\n]*)`", text), *(f"main.py {one}" for one in shown_commands(text))]
    commands = [part.split("main.py ", 1)[1].split() for one in code for part in one.split(";") if "main.py " in part]
    names = {one.name for one in COMMANDS}
    return [(words, one) for words in commands if words[0] in names for one in words if one.startswith("--")]


def parser_of(command: str) -> Parser:
    module = next(one for one in COMMANDS if one.name == command).module()
    parser = Parser(prog=command)
    module.add_arguments(parser)
    return parser


def options_of(words: list[str]) -> set[str]:
    """Those that a command takes, with those of the kind of work that its next word names."""
    parser: argparse.ArgumentParser = parser_of(words[0])
    found = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) and len(words) > 1 and words[1] in action.choices:
            found |= set(action.choices[words[1]]._option_string_actions)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_every_command_shown_is_one_that_the_program_takes(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    refused = []
    for command in shown_commands(text):
        words = shlex.split(command, comments=True)
        if words[0].startswith("-") or words[0] not in {one.name for one in COMMANDS}:
            continue  # files for the window
        try:
            parser_of(words[0]).parse_args(words[1:])
        except SystemExit:
            refused.append(command)
    unknown = [
        (words, option) for words, option in named_options(text) if option.split("=")[0] not in options_of(words)
    ]
    assert (refused, unknown) == ([], [])


def test_that_commands_are_found_at_all() -> None:
    assert "convert /media/disc --out study" in shown_commands((ROOT / "docs/guide/import.md").read_text("utf-8"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_that_every_example_of_the_help_is_one_that_the_program_takes(command: Command) -> None:
    parser = parser_of(command.name)
    texts = [getattr(command.module(), "EXAMPLE", "")]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            texts += [one.epilog or "" for one in action.choices.values()]
    examples = [line for text in texts for line in text.replace("\\\n", " ").splitlines() if "main.py " in line]
    assert examples
    for example in examples:
        words = shlex.split(example.split("main.py ", 1)[1], comments=True)
        parser_of(words[0]).parse_args(words[1:])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_every_item_of_a_menu_that_is_named_is_there(document: Path) -> None:
    """*File → Open folder* stands for "Open folder…"."""
    menus = {menu.replace("&", ""): menu for menu in MENUS}
    named = re.findall(r"\*([A-Z][a-z]+) → ([^*→]+)\*", " ".join(document.read_text(encoding="utf-8").split()))
    missing = []
    for menu, item in named:
        texts = [spec.text.replace("&", "") for spec in SPECS if spec.menu == menus.get(menu)]
        texts.append("Recent patients")  # a menu within File
        if menu in menus and not any(text.startswith(item.rstrip("…")) for text in texts):
            missing.append((menu, item))
    assert missing == []
