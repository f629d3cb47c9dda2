"""The set-up behind the two commands: when it does nothing, what it leaves when cut short, and which torch it takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [ROOT / "packaging" / "run", ROOT / "packaging" / "test", ROOT / "packaging" / "environment.sh", ROOT / ".ci" / "run"]
pytestmark = pytest.mark.skipif(sys.platform != "linux" or not shutil.which("bash"), reason="the scripts are for bash on Linux")

# Stands for the .venv's Python: writes down what pip is asked for, and answers dry runs from the environment.
STUB = """#!/bin/bash
case "$*" in
    *environment.py*installed*) echo "${HAS:-}" ;;
    *"pip install"*--dry-run*--no-index*) echo "${LOCAL:-}"; [ -n "${LOCAL:-}" ] ;;
    *"pip install"*--dry-run*) echo "${USUAL:-}" ;;
    *"pip install"*--index-url*) echo "cpu index" >>"$LOG"; [ -n "${ONLINE:-}" ] ;;
    *"pip install"*--no-index*) echo "local" >>"$LOG" ;;
    *"pip install"*) echo "usual" >>"$LOG" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the set-up reads, with a .venv that is this Python's."""
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    return tmp_path


def shell(checkout: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    script = f"set -euo pipefail; source '{checkout}/packaging/environment.sh'; {code}"
    plain = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "DUCTUS_TORCH"}}
    return subprocess.run(
        ["bash", "-c", script], env=plain | environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_scripts_parse_and_can_be_run(script: Path) -> None:
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert script.suffix == ".sh" or os.access(script, os.X_OK)


def test_a_second_start_calls_no_pip(checkout: Path) -> None:
    assert shell(checkout, "stamp app; pip_install() { exit 99; }; set_up() { exit 98; }; prepare app").returncode == 0


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/constraints.txt", "packaging/environment.sh"])
def test_a_changed_input_asks_for_a_new_set_up(checkout: Path, changed: str) -> None:
    assert shell(checkout, "stamp app; ready app").returncode == 0
    with (checkout / changed).open("a") as file:
        file.write("# changed\n")
    assert shell(checkout, "ready app").returncode == 1


def test_a_checkout_that_moved_asks_for_a_new_set_up(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    shell(checkout, "stamp app")
    moved = checkout.rename(tmp_path_factory.mktemp("elsewhere") / "ductus")
    assert shell(moved, "ready app").returncode == 1


def test_a_start_of_the_program_is_not_ready_for_the_tests(checkout: Path) -> None:
    assert shell(checkout, "stamp app; ready test").returncode == 1


def test_an_installation_cut_short_leaves_no_stamp(checkout: Path) -> None:
    parts = "apt_install() { :; }; make_venv() { :; }; install_torch() { :; }; pip_install() { return 1; }"
    broken = shell(checkout, f"stamp app; stamp test; echo >>'{checkout}/packaging/constraints.txt'; {parts}; prepare app")
    assert broken.returncode == 1
    assert list((checkout / ".venv").glob("*.stamp*")) == []


def test_of_two_starts_at_once_one_does_the_work(checkout: Path) -> None:
    work = f"set_up() {{ echo work >>'{checkout}/log'; sleep 0.5; stamp app; }}"
    assert shell(checkout, f"{work}; prepare app & prepare app; wait $!").returncode == 0
    assert (checkout / "log").read_text() == "work\n"


def test_a_missing_library_is_told_in_one_line_with_its_remedy(checkout: Path) -> None:
    with (checkout / "packaging" / "system-libraries.txt").open("a") as file:
        file.write("offscreen libnowhere.so.9 libnowhere9\nwindow libneither.so.1 libneither1\n")
    told = shell(checkout, "stamp app; prepare app")
    assert told.returncode == 0
    assert told.stderr.splitlines()[-1].endswith("libnowhere9")
    assert "libneither1" not in told.stderr  # nobody looks at a window here
    assert "libneither1" in shell(checkout, "prepare app", DISPLAY=":9").stderr


def test_all_that_may_not_be_installed_is_told_at_once(checkout: Path) -> None:
    with (checkout / "packaging" / "system-libraries.txt").open("a") as file:
        file.write("offscreen libnowhere.so.9 libnowhere9\n")
    bare = checkout / "bare-python"
    bare.write_text(f'#!/bin/bash\n[[ "$2" != *ensurepip* ]] || exit 1\nexec "{sys.executable}" "$@"\n')
    bare.chmod(0o755)
    told = shell(checkout, f"apt_install() {{ return 1; }}; venv_works() {{ return 1; }}; install_packages '{bare}' offscreen")
    (line,) = told.stderr.splitlines()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert told.returncode == 1 and f"apt-get install python{version}-venv" in line and "libnowhere9" in line
    made = shell(checkout, f"apt_install() {{ return 1; }}; venv_works() {{ return 0; }}; install_packages '{bare}' offscreen")
    assert made.returncode == 0  # the libraries can wait where there is an environment


@pytest.fixture
def ready_checkout(checkout: Path) -> Path:
    """A checkout that is set up, whose Python only tells how the program would be started."""
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text(
        f'#!/bin/bash\n[ "$1" = -P ] || exec "{sys.executable}" "$@"\nprintf "<%s>" "$@" "$PWD" "$QT_QPA_PLATFORM"; echo\n'
    )
    python.chmod(0o755)
    assert shell(checkout, "stamp app").returncode == 0
    return checkout


def started(checkout: Path, folder: Path, *arguments: str, **environment: str) -> list[str]:
    plain = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    command = [str(checkout / "packaging" / "run"), *arguments]
    run = subprocess.run(command, cwd=folder, env=plain | environment, capture_output=True, text=True, timeout=60, check=True)
    return run.stdout.splitlines()


def test_run_passes_its_arguments_on_from_any_folder(ready_checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("a folder")
    (told,) = started(ready_checkout, elsewhere, "convert", "a b.svg", "")
    assert told == f"<-P><-m><studio><convert><a b.svg><><{elsewhere}><offscreen>"


def test_run_opens_the_studio_where_there_is_a_display(ready_checkout: Path) -> None:
    (told,) = started(ready_checkout, ready_checkout, DISPLAY=":9", QT_QPA_PLATFORM="xcb")
    assert told == f"<-P><-m><studio><{ready_checkout}><xcb>"


def test_run_without_a_display_takes_the_tour_and_says_where_the_pictures_are(ready_checkout: Path) -> None:
    told, where = started(ready_checkout, ready_checkout, QT_QPA_PLATFORM="offscreen")
    assert told.startswith(f"<-P><-m><studio><tour><--out><{ready_checkout}/tour>")
    assert where == f"The pictures are in {ready_checkout}/tour"


def test_run_draws_nothing_where_qt_cannot_be_loaded_but_commands_work(ready_checkout: Path) -> None:
    with (ready_checkout / "packaging" / "system-libraries.txt").open("a") as file:
        file.write("offscreen libnowhere.so.9 libnowhere9\n")
    shell(ready_checkout, "stamp app")
    command = [str(ready_checkout / "packaging" / "run")]
    for words in ([], ["tour", "--out", "x"]):
        run = subprocess.run([*command, *words], capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 1 and not run.stdout and run.stderr.count("\n") == 1 and "libnowhere9" in run.stderr
    assert started(ready_checkout, ready_checkout, "info", "x")


def test_a_real_window_opens_with_the_listed_libraries(xcb_environment: dict[str, str]) -> None:
    code = (
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "app = QApplication([])\nwindow = QWidget()\nwindow.show()\nprint(app.platformName())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], env=xcb_environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert shown.stdout == "xcb\n"


CPU, CUDA = '{"version": "2.13.0+cpu"}', '{"name": "nvidia-cublas"}'


@pytest.mark.parametrize(
    ("card", "environment", "taken"),
    [
        ("return 0", {}, []),
        ("return 1", {"HAS": "2.13.0+cpu"}, []),
        ("return 1", {"HAS": "2.12.0", "LOCAL": CPU, "ONLINE": "1"}, ["local"]),
        ("return 1", {"ONLINE": "1"}, ["cpu index"]),
        ("return 1", {"USUAL": CPU}, ["cpu index", "usual"]),
        ("return 1", {"USUAL": CUDA}, ["cpu index"]),
        ("return 1", {"USUAL": CUDA, "DUCTUS_TORCH": "any"}, ["cpu index", "usual"]),
    ],
    ids=["a card", "already there", "a folder of wheels", "the CPU index", "offline, CPU", "offline, CUDA", "CUDA wanted"],
)
def test_torch_suits_the_machine(checkout: Path, card: str, environment: dict[str, str], taken: list[str]) -> None:
    stub, log = checkout / "stub", checkout / "log"
    stub.write_text(STUB)
    stub.chmod(0o755)
    log.touch()
    found = shell(checkout, f"python='{stub}'; has_nvidia() {{ {card}; }}; install_torch", LOG=str(log), **environment)
    assert log.read_text().split("\n")[:-1] == taken
    refused = environment.get("USUAL") == CUDA and "DUCTUS_TORCH" not in environment
    assert found.returncode == (1 if refused else 0)
    assert ("gigabytes" in found.stderr) == refused


def test_constraints_pin_torch_and_nothing_names_a_place_to_get_it_from() -> None:
    lines = (ROOT / "packaging" / "constraints.txt").read_text().split("\n")
    assert "torch==2.13.0" in lines
    assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_the_requirements_of_included_groups_are_listed(checkout: Path) -> None:
    listed = shell(checkout, 'ask "$python" requirements dev').stdout.splitlines()
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    assert listed == [*groups["test"], *groups["lint"]]


def test_doctor_names_the_libraries_that_the_set_up_installs() -> None:
    from engines.cli_doctor import OFFSCREEN

    rows = [line.split() for line in (ROOT / "packaging" / "system-libraries.txt").read_text().splitlines()]
    assert OFFSCREEN.split() == [row[-1] for row in rows if row[0] == "offscreen"]


def test_no_two_modules_of_the_tests_have_one_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name not in ("conftest.py", "__init__.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []  # without packages the second would be the first
