# The part of the set-up that start.sh and test.sh share: system libraries, uv, the locked environment.
# Sourced with $root set to the project's folder. POSIX sh; every step is skipped when it is already done.

set -eu

say() { printf 'algoscope: %s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# Qt without a screen, and VTK drawing through EGL or in software. Without libgl1 VTK crashes on its first picture.
offscreen_libraries="libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0"
# What Qt needs besides to open a window under X11, and under Wayland.
x11_libraries="libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcursor1"
wayland_libraries="libwayland-cursor0 libwayland-egl1"

# The Pythons for which every locked dependency has a wheel.
oldest_minor=11
newest_minor=14

# --- system packages (Debian, Ubuntu) ------------------------------------------------------------------------------

installed() {
    # Ubuntu 24.04 renamed some libraries to NAMEt64.
    for name in "$1" "$1t64"; do
        case "$(dpkg-query -W -f='${db:Status-Abbrev}' "$name" 2>/dev/null)" in ii*) return 0 ;; esac
    done
    return 1
}

install_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    missing=""
    for package in "$@"; do installed "$package" || missing="$missing $package"; done
    [ -n "$missing" ] || return 0
    administrator=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 ||
            stop "these system packages are missing; ask an administrator to run: apt-get install$missing"
        administrator="sudo"
    fi
    say "installing system packages:$missing"
    # shellcheck disable=SC2086  # lists of names
    $administrator apt-get update -qq &&
        $administrator env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
        stop "apt-get could not install:$missing. Its message is above."
}

# --- Python and uv -------------------------------------------------------------------------------------------------

in_range() {
    "$1" -c "import sys; sys.exit(not (3, $oldest_minor) <= sys.version_info[:2] <= (3, $newest_minor))" 2>/dev/null
}

find_python() {
    # The first suitable Python; else any python3, which can still run uv, which then fetches a suitable one.
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if in_range "$name"; then command -v "$name" && return 0; fi
    done
    command -v python3 || true
}

venv_package() {
    # Debian packs ensurepip apart from Python.
    "$1" -c "import ensurepip" 2>/dev/null || "$1" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])'
}

install_uv() {
    pinned=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' "$root/packaging/uv.lock.txt")
    case "$("$root/.uv/bin/uv" --version 2>/dev/null)" in "uv $pinned" | "uv $pinned "*) return 0 ;; esac
    "$python" -c "import ensurepip" 2>/dev/null ||
        stop "$python cannot make environments: install its venv and ensurepip modules, then try again."
    say "installing uv $pinned into .uv"
    "$python" -m venv --clear "$root/.uv"
    "$root/.uv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
        -r "$root/packaging/uv.lock.txt" || stop "uv could not be installed; pip's message is above."
}

# --- the environment -----------------------------------------------------------------------------------------------

make_environment() {
    stamp="$root/.venv/.algoscope-ready"
    state="$root $(cksum <"$root/requirements.lock")"
    if [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && "$root/.venv/bin/python" -c "" 2>/dev/null; then return 0; fi
    # The system's certificates rather than uv's own list: hospitals add theirs.
    export UV_SYSTEM_CERTS=1
    # A mirror that pip is told to use holds for uv too.
    if [ -n "${PIP_INDEX_URL:-}" ]; then export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"; fi
    if in_range "$python"; then
        export UV_PYTHON_DOWNLOADS="${UV_PYTHON_DOWNLOADS:-never}"
        wanted="$python"
    else
        wanted="3.12"
    fi
    # Made anew when it is broken or when the folder was moved, as the scripts in it name the folder.
    if ! in_range "$root/.venv/bin/python" || ! grep -qsF "$root/.venv/" "$root/.venv/bin/pytest"; then
        "$root/.uv/bin/uv" venv --quiet --clear --python "$wanted" "$root/.venv" ||
            stop "Python 3.$oldest_minor to 3.$newest_minor is needed; uv's message is above."
    fi
    quiet=""
    [ -t 2 ] || quiet="--quiet" # a person sees uv's progress, a log does not
    say "installing the locked dependencies into .venv (about 1.5 GB on disk)"
    # shellcheck disable=SC2086  # no word when empty
    "$root/.uv/bin/uv" pip sync $quiet --require-hashes --python "$root/.venv/bin/python" "$root/requirements.lock" ||
        stop "the dependencies could not be installed; uv's message is above."
    printf '%s\n' "$state" >"$stamp"
}

# --- compiled kernels ----------------------------------------------------------------------------------------------

# The inner loops are compiled on their first use, which takes seconds, and kept beside their sources: done here, the
# first picture and the first metric are not late. A newer kernel or environment is compiled again.
compile_kernels() {
    stamp="$root/.venv/.algoscope-compiled"
    if [ -f "$stamp" ]; then
        newer=$(find "$root/analysis" "$root/.venv/.algoscope-ready" -newer "$stamp" \
            \( -name '*kernels.py' -o -name .algoscope-ready \) 2>/dev/null || true)
        [ -n "$newer" ] || return 0
    fi
    say "compiling the kernels"
    # Not worth stopping for: they are then compiled when they are needed, and the self-test says what is wrong.
    (cd "$root" && .venv/bin/python -c "import analysis.metrics.kernels
import analysis.stats.kernels
import analysis.labels.growing_kernels
import analysis.labels.marking_kernels
from analysis.compositor import warm_up
warm_up()") >/dev/null && : >"$stamp" || say "they could not be compiled now; the first use will be slow"
}

# Usage: set_up [system packages besides those for running without a screen]
set_up() {
    python=$(find_python)
    needed="ca-certificates $offscreen_libraries $*"
    if [ -n "$python" ]; then needed="$needed $(venv_package "$python")"; else needed="python3 python3-venv $needed"; fi
    # shellcheck disable=SC2086  # a list of names
    install_packages $needed
    [ -n "$python" ] || python=$(find_python)
    [ -n "$python" ] || stop "Python 3.$oldest_minor or newer is needed, and there is none on this computer."
    install_uv
    make_environment
    compile_kernels
    say "set up"
}
