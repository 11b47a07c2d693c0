#!/bin/sh
# Set up what is missing, then open the demonstration patient: in a window where there is a display,
# else as the same analysis headless, up to its report. Arguments go to `main.py demo`.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/packaging/setup.sh"

libraries=""
[ -z "${DISPLAY:-}" ] || libraries="$libraries $x11_libraries"
[ -z "${WAYLAND_DISPLAY:-}" ] || libraries="$libraries $wayland_libraries"
# shellcheck disable=SC2086  # a list of names
set_up $libraries

exec "$root/.venv/bin/python" "$root/main.py" demo --open "$@"
