"""The shape of the project: what stands at the top, which way imports go, and that the contracts notice when not."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import analysis
import gui

ROOT = Path(__file__).resolve().parents[1]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def test_that_no_other_folder_stands_at_the_top() -> None:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode != 0:
        pytest.skip("this is not a git checkout")
    folders = {name.split("/")[0] for name in listing.stdout.split("\0") if "/" in name}
    assert folders <= {".ci", "analysis", "benchmarks", "docs", "gui", "packaging", "resources", "tests"}


def test_that_no_file_of_source_exceeds_four_hundred_lines() -> None:
    sources = [ROOT / "main.py", *(ROOT / "analysis").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]
    lengths = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in sources if path.exists()
    }
    assert {path: length for path, length in lengths.items() if length > 400} == {}


# One import per contract that it must refuse: (contract, file, line).
BREACHES = [
    ("analysis knows no GUI", "analysis/scan.py", "from PySide6.QtCore import QObject"),
    ("analysis is layered", "analysis/grid.py", "import analysis.sampling"),
    ("analysis is layered", "analysis/provenance.py", "import analysis.errors"),
    ("gui is layered", "gui/session.py", "import gui.undo"),
    ("VTK stays in scene3d and in the figures", "gui/session.py", "import vtkmodules.vtkCommonCore"),
    ("no one imports the whole of VTK, which takes a second", "gui/session.py", "import vtk"),
]


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_that_a_contract_notices_its_breach(tmp_path: Path, contract: str, file: str, line: str) -> None:
    for package in ("analysis", "gui"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with open(tmp_path / file, "a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    command = "from importlinter.cli import lint_imports_command as main; main()"
    run = subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert f"{contract} BROKEN" in run.stdout


@pytest.mark.parametrize("package", [analysis, gui])
def test_that_the_package_docstring_shows_the_layers_of_its_contract(package: ModuleType) -> None:
    (contract,) = [c for c in LINTER["contracts"] if c.get("containers") == [package.__name__]]
    folder = Path(package.__file__).parent
    modules = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    layers = [set(re.findall(r"\w+", layer)) & modules for layer in contract["layers"]]
    shown = [set(re.findall(r"\w+", line)) & modules for line in re.findall(r"^``(.*?)`` ", package.__doc__, re.M)]
    assert [names for names in shown if names] == [names for names in layers if names]
