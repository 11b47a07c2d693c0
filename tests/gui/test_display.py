"""A display counts only when its server answers."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui import display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are named so on Linux only")


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def x11_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A listening port; displays are counted from it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(display, "_FIRST_X11_PORT", port)
        yield port


def test_that_there_is_no_window_without_a_display() -> None:
    assert not display.can_open_window()


@pytest.mark.parametrize("name", [":4711", "unix:4711", ":4711.0", "nonsense", ":", "127.0.0.1:4711"])
def test_that_a_display_whose_server_is_gone_does_not_count(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert not display.can_open_window()


@pytest.mark.parametrize("name", ["127.0.0.1:0", "localhost:0.0", "tcp/127.0.0.1:0"])
@pytest.mark.usefixtures("x11_port")
def test_that_a_forwarded_display_that_answers_counts(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    found = socket.getaddrinfo
    here = {"localhost": "127.0.0.1"}  # a bare system has no table of hosts
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest: found(here.get(host, host), *rest))
    monkeypatch.setenv("DISPLAY", name)
    assert display.can_open_window()


def test_that_a_local_display_that_answers_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    number = 40_000 + hash(id(monkeypatch)) % 10_000
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{number}")
        server.listen()
        monkeypatch.setenv("DISPLAY", f":{number}.0")
        assert display.can_open_window()
    assert not display.can_open_window()


def test_that_a_wayland_display_that_answers_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert not display.can_open_window()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert display.can_open_window()


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc"])
def test_that_platforms_of_qts_own_need_no_display(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert display.can_open_window()


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_that_other_systems_always_have_a_screen(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert display.can_open_window()
