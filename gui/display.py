"""Whether a window can be opened. Qt ends the process where it cannot, so this is asked before."""

import os
import re
import socket
import sys
from pathlib import Path

_TIMEOUT_S = 2.0
_FIRST_X11_PORT = 6000
_X11_NAME = re.compile(r"(?:unix/|tcp/)?(?P<host>[^:/]*):(?P<number>\d+)(?:\.\d+)?")


def can_open_window() -> bool:
    """Whether Qt would find the screen it is told to use.

    On Linux the X11 or Wayland server must answer: ``DISPLAY`` outlives its server in terminals that are kept, and is
    handed into containers that cannot reach it. Elsewhere, and on Qt's own platforms (offscreen …), the answer is yes.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or (platform and not platform.startswith(("xcb", "wayland"))):
        return True
    return _x11_answers(os.environ.get("DISPLAY", "")) or _wayland_answers(os.environ.get("WAYLAND_DISPLAY", ""))


def _x11_answers(name: str) -> bool:
    parts = _X11_NAME.fullmatch(name)
    if parts is None:
        return False
    number = int(parts["number"])
    if parts["host"] not in ("", "unix"):
        return _tcp_answers(parts["host"], _FIRST_X11_PORT + number)
    path = f"/tmp/.X11-unix/X{number}"
    return _socket_answers(path) or _socket_answers(f"\0{path}")


def _wayland_answers(name: str) -> bool:
    return bool(name) and _socket_answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name))


def _socket_answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(_TIMEOUT_S)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True


def _tcp_answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), _TIMEOUT_S).close()
    except OSError:
        return False
    return True
