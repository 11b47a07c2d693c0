"""The set-up scripts, the lock and what the README promises about them."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# A lock's entry: "name==version ; marker \" and, below it, its hashes.
ENTRY = re.compile(
    r"^(?P<requirement>[a-z0-9][^\\\n]*?) *\\\n(?P<hashes>(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M
)


def lock_entries(name: str) -> list[Requirement]:
    return [Requirement(match["requirement"]) for match in ENTRY.finditer((ROOT / name).read_text(encoding="utf-8"))]


def commands_of(script: str) -> list[str]:
    lines = [line.strip() for line in script.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture
def readme_commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    return commands_of(blocks[0])


def test_that_the_readme_opens_with_exactly_two_commands(readme_commands: list[str]) -> None:
    assert readme_commands == ["sh packaging/start.sh", "sh packaging/test.sh"]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("```sh") < 30, "something stands between the title and the commands"


def test_that_the_gate_is_the_readmes_second_command_and_nothing_else(readme_commands: list[str]) -> None:
    gate = commands_of((ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert gate == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', readme_commands[1]]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_that_the_test_command_runs_every_check_in_order() -> None:
    script = commands_of((ROOT / "packaging" / "test.sh").read_text(encoding="utf-8"))
    checks = [line.split()[1] for line in script if line.startswith("check ")]
    assert checks == ["ruff", "ruff", "lint-imports", "mypy", "pytest"]
    assert "check ruff format --check ." in script


@pytest.mark.parametrize("lock", ["requirements.lock", "packaging/uv.lock.txt"])
def test_that_every_locked_package_is_pinned_and_has_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    starts = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    entries = lock_entries(lock)
    assert entries
    assert len(entries) == len(starts)
    assert all(re.fullmatch(r"==[0-9][0-9A-Za-z.]*", str(entry.specifier)) for entry in entries)


@pytest.mark.parametrize("lock", ["requirements.lock", "packaging/uv.lock.txt"])
def test_that_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|file:|@ ", text)


def test_that_the_lock_satisfies_every_declared_dependency() -> None:
    declared = [Requirement(d) for d in PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"]]
    locked: dict[str, list[Version]] = {}
    for entry in lock_entries("requirements.lock"):
        locked.setdefault(entry.name.lower(), []).append(Version(str(entry.specifier).removeprefix("==")))
    for requirement in declared:
        versions = locked[requirement.name.lower()]
        assert all(version in requirement.specifier for version in versions), requirement


def test_that_pyside_stays_below_the_release_that_loses_references_to_none() -> None:
    # PySide6 6.12.0 on Python 3.11 frees None after some 30 000 calls; see the next test.
    pins = {Requirement(d).name: Requirement(d).specifier for d in PYPROJECT["project"]["dependencies"]}
    assert "6.12.0" not in pins["PySide6-Essentials"]
    (locked,) = [e for e in lock_entries("requirements.lock") if e.name == "pyside6-essentials"]
    assert Version(str(locked.specifier).removeprefix("==")) < Version("6.12")


def test_that_thirty_thousand_calls_into_qt_lose_no_reference_to_none() -> None:
    script = """
import sys
from PySide6.QtWidgets import QApplication, QWidget

application = QApplication([])
widget = QWidget()
widget.update()
before = sys.getrefcount(None)
for _ in range(30_000):
    widget.update()
print(sys.getrefcount(None) - before)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > -1000


def test_that_the_packaging_folder_does_not_hide_the_packaging_library() -> None:
    assert not list((ROOT / "packaging").rglob("__init__.py"))
    script = "import packaging.version; print(packaging.__file__)"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "site-packages" in run.stdout


def test_that_the_version_is_the_same_everywhere() -> None:
    from analysis.provenance import ALGOSCOPE_VERSION

    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert PYPROJECT["project"]["version"] == ALGOSCOPE_VERSION
    assert f"version: {ALGOSCOPE_VERSION}\n" in citation.replace("cff-version: 1.2.0", "")


def test_that_every_direct_dependency_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    declared = PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"]
    missing = [Requirement(d).name for d in declared if f"| {Requirement(d).name} |" not in page]
    assert not missing


class Machine:
    """A pretended Debian: which packages it has, and what apt-get was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked = folder / "asked"
        self.asked.touch()
        self.install()
        self.be_user(0)
        self._command("apt-get", f'echo "$@" >> "{self.asked}"')
        (folder / "env").symlink_to("/usr/bin/env")

    def _command(self, name: str, body: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def install(self, *packages: str) -> None:
        has = "|".join(packages) or "none-at-all"
        self._command("dpkg-query", f'case "$3" in {has}) printf "ii " ;; *) exit 1 ;; esac')

    def be_user(self, number: int) -> None:
        self._command("id", f"echo {number}")

    def add_sudo(self) -> None:
        self._command("sudo", f'echo sudo >> "{self.asked}"; "$@"')

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        script = f'root="{ROOT}"; . "$root/packaging/setup.sh"; {command}'
        env = {"PATH": str(self.folder)}
        return subprocess.run(["/bin/sh", "-c", script], env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if not Path("/bin/sh").exists():
        pytest.skip("the set-up scripts are for a POSIX shell")
    return Machine(tmp_path)


def test_that_apt_is_left_alone_when_nothing_is_missing(machine: Machine) -> None:
    machine.install("libgl1", "libglib2.0-0t64")
    assert machine.run("install_packages libgl1 libglib2.0-0").returncode == 0
    assert machine.asked.read_text() == ""


def test_that_only_missing_packages_are_installed(machine: Machine) -> None:
    machine.install("libgl1")
    run = machine.run("install_packages libgl1 libegl1 libdbus-1-3")
    assert run.returncode == 0
    update, install = machine.asked.read_text().splitlines()
    assert update.startswith("update")
    assert install.startswith("install")
    assert install.endswith("--no-install-recommends libegl1 libdbus-1-3")
    assert "installing system packages: libegl1 libdbus-1-3" in run.stderr


def test_that_a_user_without_rights_is_told_what_to_ask_for(machine: Machine) -> None:
    machine.be_user(1000)
    run = machine.run("install_packages libegl1")
    assert run.returncode == 1
    assert "ask an administrator to run: apt-get install libegl1" in run.stderr
    assert machine.asked.read_text() == ""


def test_that_sudo_is_used_by_those_who_have_it(machine: Machine) -> None:
    machine.be_user(1000)
    machine.add_sudo()
    assert machine.run("install_packages libegl1").returncode == 0
    assert machine.asked.read_text().count("sudo") == 2


def test_that_a_failing_apt_stops_the_set_up(machine: Machine) -> None:
    machine._command("apt-get", "exit 100")
    run = machine.run("install_packages libegl1; echo went on")
    assert run.returncode == 1
    assert "apt-get could not install: libegl1" in run.stderr
    assert "went on" not in run.stdout


@pytest.mark.parametrize(("answer", "suits"), [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False)])
def test_that_only_pythons_with_wheels_for_all_dependencies_are_taken(
    machine: Machine, answer: tuple[int, int], suits: bool
) -> None:
    # The pretended Python runs the script's own expression with another version.
    pretence = f"import sys; sys.version_info = {(*answer, 0)}; exec(sys.argv[1])"
    machine._command("python3", f'exec {shlex.quote(sys.executable)} -c "{pretence}" "$2"')
    assert (machine.run("in_range python3").returncode == 0) == suits


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A pretended project whose Python only notes that it was called."""
    if not Path("/bin/sh").exists():
        pytest.skip("the set-up scripts are for a POSIX shell")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "analysis" / "metrics").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho "$2" | tr "\\n" ";" >> "{tmp_path}/called"\n', encoding="utf-8")
    python.chmod(0o755)
    for name, age_s in ((".venv/.algoscope-ready", 200), ("analysis/metrics/kernels.py", 100)):
        path = tmp_path / name
        path.touch()
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - age_s))
    (tmp_path / "called").touch()
    return tmp_path


def _compile(project: Path) -> subprocess.CompletedProcess[str]:
    script = f'root="{project}"; . "{ROOT}/packaging/setup.sh"; compile_kernels; echo went on'
    return subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("newer", ["", "analysis/metrics/kernels.py", ".venv/.algoscope-ready", "analysis/other.py"])
def test_that_kernels_are_compiled_once_and_again_when_they_or_the_environment_are_newer(
    project: Path, newer: str
) -> None:
    for _ in range(2):
        _compile(project)
    called = (project / "called").read_text()
    assert called.count("analysis.metrics.kernels") == 1
    assert called.count("warm_up") == 2  # imported and called
    if newer:
        (project / newer).touch()
        later = (project / ".venv" / ".algoscope-compiled").stat().st_mtime + 5
        os.utime(project / newer, (later, later))
        _compile(project)
    again = (project / "called").read_text().count("analysis.metrics.kernels")
    assert again == (2 if newer and not newer.endswith("other.py") else 1)


def test_that_kernels_that_cannot_be_compiled_do_not_stop_the_set_up(project: Path) -> None:
    (project / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    run = _compile(project)
    assert "went on" in run.stdout
    assert "the first use will be slow" in run.stderr
    assert not (project / ".venv" / ".algoscope-compiled").exists()


def test_that_every_file_with_compiled_code_is_among_those_that_are_watched() -> None:
    compiled = [p for p in (ROOT / "analysis").rglob("*.py") if re.search(r"^@njit", p.read_text("utf-8"), re.M)]
    assert compiled
    assert all(path.name.endswith("kernels.py") for path in compiled)
