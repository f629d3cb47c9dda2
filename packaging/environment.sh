# What `run` and `test` share: from a bare machine to a .venv in the checkout that holds Ductus. Sourced, not run.
#
# A stamp in .venv holds the hash of everything the installation depends on. Where it matches, nothing is done but to compare
# it; it is removed before an installation begins and written after it ended, so that an interrupted one is never taken for whole.
# shellcheck shell=bash

unset CDPATH
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
venv=$root/.venv
python=$venv/bin/python
torch_cpu_index=https://download.pytorch.org/whl/cpu

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

on_linux() { [ "$(uname)" = Linux ]; }

# Whether a window can be shown: X11 or Wayland on Linux, always elsewhere.
has_display() { ! on_linux || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

ask() { # PYTHON VERB [ARGUMENT...]: see environment.py
    local interpreter=$1
    shift
    "$interpreter" -I "$root/packaging/environment.py" "$@"
}

pip_install() { # on a terminal with its progress, else with its errors only
    local quiet=(-qq)
    if [ -t 2 ]; then quiet=(); fi
    "$python" -m pip install --disable-pip-version-check --no-input ${quiet[@]+"${quiet[@]}"} "$@" >&2
}

# ---- system libraries -------------------------------------------------------------------------------------------------------

missing_packages() { # KIND...: the Debian packages whose library or command is not on this machine
    on_linux || return 0
    local known kind what package
    known=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) || return 0
    while read -r kind what package; do
        [[ " $* " == *" $kind "* ]] || continue
        if [[ $what == command:* ]]; then
            command -v "${what#command:}" >/dev/null || printf '%s ' "$package"
        elif [[ $known != *"$what "* ]]; then
            printf '%s ' "$package"
        fi
    done <"$root/packaging/system-libraries.txt"
}

apt_install() { # PACKAGE...: whether they could be installed; asks for no password
    command -v apt-get >/dev/null || return 1
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=1
        -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20)
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || return 1
        apt=(sudo -n "${apt[@]}")
    fi
    say "Installing system packages: $*"
    "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null 2>&1 ||
        { "${apt[@]}" update >/dev/null 2>&1 && "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null 2>&1; }
}

to_install() { # PACKAGE...: the line that says what a person may do and this script may not
    printf 'System packages are missing; to install them: sudo apt-get install %s' "$*"
}

tell_missing() { # KIND...: that line, where a library is missing
    local missing
    missing=$(missing_packages "$@")
    # shellcheck disable=SC2086  # a list of names without spaces
    [ -z "$missing" ] || say "$(to_install $missing)"
}

install_packages() { # PYTHON KIND...: the libraries, and Python's venv module where that is a package of its own
    local base=$1 missing module=
    shift
    missing=$(missing_packages "$@")
    if ! venv_works && ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        module=$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    fi
    # shellcheck disable=SC2086
    if [ -n "$module$missing" ] && ! apt_install $module $missing && [ -n "$module" ] && ! apt_install "$module"; then
        fail "$(to_install $module $missing); then start this again."
    fi
}

# ---- Python -----------------------------------------------------------------------------------------------------------------

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
        if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Ductus needs Python 3.11 or newer, and there is none on the path."
}

venv_works() { "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

make_venv() { # PYTHON
    local anew=()
    if venv_works; then return 0; fi
    [ ! -e "$venv" ] || anew=(--clear) # cut short, moved from elsewhere, or made by a Python that is gone
    "$1" -m venv ${anew[@]+"${anew[@]}"} "$venv" >&2
}

# ---- torch: the build that suits the machine ------------------------------------------------------------------------------------

has_nvidia() { [ -e /proc/driver/nvidia ] || nvidia-smi -L >/dev/null 2>&1; }

install_torch() { # the CPU build, where the usual one would bring gigabytes for a card that is not there
    local wanted found report
    wanted=$(grep '^torch==' "$root/packaging/constraints.txt")
    found=$(ask "$python" installed torch)
    if [ "torch==${found%%+*}" = "$wanted" ] || ! on_linux || has_nvidia; then
        return 0
    fi
    report=$("$python" -m pip install --quiet --dry-run --no-index --no-deps --report - "$wanted" 2>/dev/null) || report=
    if [[ $report == *"+cpu"* ]]; then # pip is set up with a folder that holds it
        pip_install --no-index --no-deps "$wanted"
    elif pip_install --no-deps --timeout 15 --retries 1 --index-url "$torch_cpu_index" "$wanted+cpu"; then
        :
    else
        say "PyTorch's CPU builds at $torch_cpu_index cannot be reached: looking for $wanted where pip looks for everything."
        report=$("$python" -m pip install --quiet --dry-run --report - "$wanted") || fail "There is no $wanted to be had."
        if [[ $report == *'"name": "nvidia-'* && ${DUCTUS_TORCH:-} != any ]]; then
            fail "Only a build with gigabytes of CUDA was found; try again later, or take it with DUCTUS_TORCH=any."
        fi
        pip_install "$wanted"
    fi
}

# ---- all of it ----------------------------------------------------------------------------------------------------------------

ready() { # LEVEL
    local stamp=$venv/ductus-$1.stamp
    [ -s "$stamp" ] && [ "$(ask "$python" key 2>/dev/null)" = "$(cat "$stamp")" ]
}

stamp() { # LEVEL
    ask "$python" key >"$venv/ductus-$1.stamp.new"
    mv "$venv/ductus-$1.stamp.new" "$venv/ductus-$1.stamp"
}

set_up() { # LEVEL PYTHON
    local extra=() line
    say "Setting Ductus up in $venv (once; this takes a few minutes)."
    rm -f "$venv"/ductus-*.stamp
    if [ "$1" = test ]; then install_packages "$2" offscreen window test; else install_packages "$2" offscreen window; fi
    make_venv "$2"
    install_torch
    if [ "$1" = test ]; then
        while IFS= read -r line; do extra+=("$line"); done < <(ask "$python" requirements test lint)
    fi
    pip_install -c "$root/packaging/constraints.txt" -e "$root" ${extra[@]+"${extra[@]}"}
    stamp app
    if [ "$1" = test ]; then stamp test; fi
}

prepare() { # LEVEL: "app", or "test" for the tests' and checkers' packages too
    if ! ready "$1"; then
        local base
        base=$(find_python)
        (
            ask "$base" lock # two starts at once: the second waits, and finds the work done
            if ! ready "$1"; then set_up "$1" "$base"; fi
        ) 9<"$root/packaging/environment.sh"
    fi
    if [ "$1" = test ]; then
        tell_missing offscreen window test
    elif has_display; then
        tell_missing offscreen window
    else
        tell_missing offscreen
    fi
}

can_draw() { [ -z "$(missing_packages offscreen)" ]; } # without these libraries Qt cannot even be loaded
