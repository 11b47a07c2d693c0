"""What is written for people holds: links lead somewhere, pictures are there and small, lists are complete."""

import re
from pathlib import Path

import pytest

from gui.command_line.entry import COMMANDS

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
