#!/bin/sh
# Set up what is missing, then check format, lint, import contracts, types and tests, without a display.
# All checks run even if one fails. Arguments go to pytest.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/packaging/setup.sh"

set_up
cd "$root"
PATH="$root/.venv/bin:$PATH"
export QT_QPA_PLATFORM=offscreen
unset DISPLAY WAYLAND_DISPLAY

failed=""
check() {
    say "$*"
    "$@" || failed="$failed [$*]"
}

check ruff format --check .
check ruff check .
check lint-imports --no-logo
check mypy
check pytest "$@"

[ -z "$failed" ] || stop "failed:$failed"
