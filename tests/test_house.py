"""The house as HOUSE's plan has it: the nine import rules, and what may lie where.

A rule that cannot fail proves nothing: each is also run on a small house with a violation planted in it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from house import RULES, SLOW, UNREADABLE, WINGS, House

ROOT = Path(__file__).resolve().parent.parent
TOP = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", *WINGS, "tests", "packaging"}
LINES = 400
# The patterns are written so that they do not match themselves.
MACHINE_PATH = re.compile(r"(?<![\w.~$}/-])(?:/(?:hom[e]|roo[t]|Use[r]s|wor[k]|op[t]|mn[t]|sr[v])/|[A-Z]:\\{1,2}Use[r]s\\)[\w.]")
UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|NotImplemente[d]Error|pickl[e]\.load|weights_onl[y]=False)\b")

SOUND = {
    "engines/ink/types.py": "import numpy as np\n",
    "engines/ink/trace.py": "from skimage import morphology\nfrom engines.ink.types import np\n",
    "engines/data/sample.py": "from engines.ink import types\n",
    "engines/data/cards.py": "import json\n",
    "engines/data/store.py": "import h5py\nfrom .sample import types\n",
    "engines/picture/opening.py": "from PIL import Image\n",
    "engines/formats/unipen.py": "from engines.data.sample import types\nfrom engines.picture import opening\n",
    "engines/export/svg.py": "import svgwrite\nfrom engines.ink import types\n",
    "engines/models/cross_vae.py": "import torch\nfrom engines.models import layers\n",
    "engines/models/layers.py": "from torch import nn\n",
    "engines/messages.py": "from engines.data.cards import json\nfrom engines.ink.types import np\n",
    "engines/training/trainer.py": "from engines.models import cross_vae\nfrom engines.training import checkpoint\n",
    "engines/training/checkpoint.py": "import torch\n",
    "engines/inference/shelf.py": "from engines.training.checkpoint import torch\n",
    "engines/inference/answers.py": "from engines.inference import shelf\nfrom engines.picture import opening\n",
    "engines/evaluation/table1.py": "from engines.training import checkpoint\nfrom engines.formats import unipen\n",
    "engines/service/client.py": "from engines import messages\nfrom engines.service import entry\n",
    "engines/service/entry.py": "def serve():\n    from engines.service import answering\n",
    "engines/service/answering.py": "from engines.inference import answers\n",
    "engines/service/working.py": "from engines.evaluation import table1\n",
    "engines/cli.py": "def evaluate():\n    from engines.evaluation import table1\n",
    "studio/__main__.py": "def main():\n    from studio import app\n    from engines import cli\n",
    "studio/app.py": "from studio import bridge, window\n",
    "studio/bridge.py": "from PySide6 import QtCore\nfrom engines.service import client\n",
    "studio/window.py": "from studio.panels import convert\nfrom engines.data.sample import types\n",
    "studio/panels/convert.py": "from engines.messages import json\ndef show():\n    import pyqtgraph\n",
}

# rule, the file that gets one more line, that line, and what the rule must say about it
PLANTED = [
    (0, "engines/ink/types.py", "import scipy", "engines.ink.types line 2 imports scipy"),
    (0, "engines/ink/types.py", "def f():\n    from skimage import draw", "imports skimage"),
    (0, "engines/ink/types.py", "from ..data import cards", "imports engines.data.cards"),
    (0, "engines/ink/trace.py", "import h5py", "imports h5py"),
    (0, "engines/picture/opening.py", "from engines.data.sample import types", "imports engines.data.sample"),
    (0, "engines/data/store.py", "def f():\n    import torch", "imports torch"),
    (0, "engines/formats/unipen.py", "from engines import messages", "imports engines.messages"),
    (0, "engines/export/svg.py", "import importlib\nimportlib.import_module('torch.nn')", "imports torch.nn"),
    (0, "engines/export/svg.py", "from engines.formats import unipen", "imports engines.formats.unipen"),
    (1, "engines/models/layers.py", "import h5py", "imports h5py"),
    (1, "engines/models/layers.py", "from engines.data import store", "imports engines.data.store"),
    (1, "engines/models/cross_vae.py", "def f():\n    import multiprocessing", "imports multiprocessing"),
    (2, "engines/messages.py", "from engines.data import store", "imports engines.data.store"),
    (2, "engines/messages.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch", "imports torch"),
    (3, "engines/training/trainer.py", "from engines.formats import unipen", "imports engines.formats.unipen"),
    (3, "engines/training/trainer.py", "from engines.inference import shelf", "imports engines.inference.shelf"),
    (3, "engines/inference/shelf.py", "from engines.training import trainer", "imports engines.training.trainer"),
    (3, "engines/service/answering.py", "from engines.evaluation import table1", "engines.service.answering line 2"),
    (3, "engines/evaluation/table1.py", "from engines import cli", "imports engines.cli"),
    (4, "engines/service/client.py", "from engines.service.answering import answers", "imports engines.service.answering"),
    (4, "engines/service/client.py", "def f():\n    import torch", "imports torch"),
    (4, "engines/service/entry.py", "from engines.service import working", "imports engines.service.working"),
    (5, "studio/window.py", "from engines.service import client", "studio.window line 3 imports engines.service.client"),
    (5, "studio/window.py", "def f():\n    from engines.data.store import h5py", "imports engines.data.store"),
    (5, "studio/panels/convert.py", "import engines.formats.unipen", "imports engines.formats.unipen"),
    (5, "studio/app.py", "from engines import cli", "imports engines.cli"),
    (5, "engines/picture/opening.py", "def f():\n    from PySide6 import QtGui", "imports PySide6"),
    (5, "engines/cli.py", "def tour():\n    from studio import app", "imports studio.app"),
    (6, "studio/panels/convert.py", "import pyqtgraph", "importing studio.app: studio.panels.convert line 4 imports pyqtgraph"),
    (6, "engines/data/sample.py", "import h5py", "importing studio.app: engines.data.sample line 2 imports h5py"),
    (6, "studio/__main__.py", "from PySide6 import QtWidgets", "importing studio.__main__"),
    (
        7,
        "studio/panels/models.py",
        "from studio.panels import convert",
        "studio.panels.models line 1 imports studio.panels.convert",
    ),
    (
        7,
        "studio/panels/models.py",
        "def f():\n    from . import convert",
        "studio.panels.models line 2 imports studio.panels.convert",
    ),
    (8, "engines/ink/types.py", "def f():\n    from engines.ink import trace", "engines.ink.trace is in a circle"),
    (8, "engines/models/layers.py", "from . import cross_vae", "engines.models.cross_vae is in a circle"),
    (9, "engines/models/layers.py", "from importlib import import_module\nimport_module(f'{nn}')", "computed name"),
]


def build(root: Path, files: dict[str, str]) -> House:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for folder in path.relative_to(root).parents[:-1]:
            (root / folder / "__init__.py").write_text('"""A room."""\n', encoding="utf-8")
    return House(root)


@pytest.fixture(scope="module")
def house() -> House:
    return House(ROOT)


def tracked() -> list[Path]:
    """Every file of the project: what git would keep, or in a copy without git what lies in its folders."""
    listing = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listing, capture_output=True, check=False) if (ROOT / ".git").exists() else None
    if found is not None and found.returncode == 0:
        paths = [ROOT / name for name in found.stdout.decode().split("\0") if name]
    else:
        paths = [
            path for top in sorted(TOP) for path in (ROOT / top, *(ROOT / top).rglob("*")) if "__pycache__" not in path.parts
        ]
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule, house: House) -> None:
    assert rule(house) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sound_house_breaks_no_rule(rule, tmp_path: Path) -> None:
    assert rule(build(tmp_path, SOUND)) == []


@pytest.mark.parametrize(("rule", "file", "line", "said"), PLANTED, ids=[f"rule {p[0] + 1}, {p[1]}: {p[3]}" for p in PLANTED])
def test_a_planted_violation_is_found(rule: int, file: str, line: str, said: str, tmp_path: Path) -> None:
    broken = RULES[rule](build(tmp_path, {**SOUND, file: SOUND.get(file, "") + line + "\n"}))
    assert any(said in sentence for sentence in broken), broken


def test_every_rule_has_a_planted_violation() -> None:
    assert {planted[0] for planted in PLANTED} == set(range(len(RULES)))


def test_packages_hold_a_docstring_only(house: House) -> None:
    packages = [path for path in house.modules.values() if path.name == "__init__.py"]
    assert packages
    for path in packages:
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant), path


def test_every_room_has_somebody_living_in_it(house: House) -> None:
    packages = {name for name, path in house.modules.items() if path.name == "__init__.py"} - {"resources"}
    assert [room for room in sorted(packages) if not any(name.startswith(room + ".") for name in house.modules)] == []


def test_pyproject_lists_every_package(house: House) -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    assert sorted(listed) == sorted(name for name, path in house.modules.items() if path.name == "__init__.py")
    assert all((path.parent / "__init__.py").exists() for path in house.modules.values())


DISTRIBUTIONS = {
    "PySide6": "PySide6-Essentials",
    "shiboken6": "PySide6-Essentials",
    "PIL": "pillow",
    "skimage": "scikit-image",
    "zxingcpp": "zxing-cpp",
} | {"uim": "universal-ink-library"}


def test_every_imported_package_is_a_declared_dependency(house: House) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    declared = {re.split(r"[<>=!~;\[ ]", line)[0] for line in lines}
    foreign = {DISTRIBUTIONS.get(found.foreign, found.foreign) for found in house.imports} - {"", UNREADABLE}
    assert "numpy" in foreign
    assert foreign - declared == set()


def test_no_python_file_is_above_400_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in tracked() if path.suffix == ".py"
    }
    assert len(lengths) > 10
    assert {name: length for name, length in lengths.items() if length > LINES} == {}


def test_the_top_level_holds_nothing_else() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in tops if not name.startswith(".")} <= TOP


def test_packaging_does_not_shadow_its_namesake() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def texts() -> list[tuple[Path, str]]:
    contents = [(path, path.read_bytes()) for path in tracked()]
    return [(path, data.decode("utf-8", errors="replace")) for path, data in contents if b"\0" not in data]


def lines_matching(pattern: re.Pattern[str], files: list[tuple[Path, str]]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path, text in files
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_text_names_a_place_of_one_machine() -> None:
    assert lines_matching(MACHINE_PATH, texts()) == []


def test_no_code_is_unfinished_or_loads_what_can_execute() -> None:
    assert lines_matching(UNFINISHED, [(path, text) for path, text in texts() if path.suffix == ".py"]) == []


def swallowed(source: str) -> list[int]:
    """Lines of handlers that catch everything unnamed, or catch everything and do nothing."""
    handlers = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler)]
    everything = {"Exception", "BaseException"}
    return [
        node.lineno
        for node in handlers
        if node.type is None or (isinstance(node.body[0], ast.Pass) and ast.unparse(node.type) in everything)
    ]


def test_no_error_is_swallowed(house: House) -> None:
    assert swallowed("try:\n    f()\nexcept Exception:\n    pass\n") == [3]
    assert swallowed("try:\n    f()\nexcept:\n    g()\n") == [3]
    found = {str(path): swallowed(path.read_text("utf-8")) for path in house.modules.values()}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text", ["see /hom" + "e/ada/x", "'/op" + "t/tool'", "/wor" + "k/main", r"C:\Use" + r"rs\ada", ("to" + "do").upper()]
)
def test_the_patterns_can_fail(text: str) -> None:
    files = [(ROOT / "a.py", text)]
    assert lines_matching(MACHINE_PATH, files) + lines_matching(UNFINISHED, files)


@pytest.mark.parametrize(
    "text", ["https://example.org/hom" + "e/x", "~/wor" + "k/x", "the network/wor" + "k/x", "${HERE}/op" + "t/x"]
)
def test_ordinary_paths_and_addresses_are_not_taken_for_a_machines(text: str) -> None:
    assert not lines_matching(MACHINE_PATH, [(ROOT / "a.py", text)])


def loaded_after(code: str, root: Path, *names: str) -> set[str]:
    """Which of the modules `names` a fresh interpreter holds after running `code` in `root`."""
    probe = f"import sys\n{code}\nprint('loaded:', *({set(names)!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", probe], cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.rpartition("loaded:")[2].split())


def test_importing_the_studio_loads_nothing_slow() -> None:
    if not (ROOT / "studio" / "app.py").exists():
        pytest.skip("there is no studio yet")
    assert loaded_after("import studio.app", ROOT, *SLOW, "PySide6.QtWidgets") == {"PySide6.QtWidgets"}


def test_the_probe_sees_a_slow_import_where_one_is_planted(tmp_path: Path) -> None:
    build(tmp_path, {"studio/app.py": "from studio import window\n", "studio/window.py": "import h5py\n"})
    assert loaded_after("import studio.app", tmp_path, *SLOW) == {"h5py"}


def test_help_loads_neither_torch_nor_a_window() -> None:
    if not (ROOT / "studio" / "__main__.py").exists():
        pytest.skip("there is no program yet")
    ask = "from studio.__main__ import main\nsys.argv = ['ductus', '--help']\n"
    code = ask + "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code"
    assert loaded_after(code, ROOT, *SLOW, "PySide6") == set()


def test_qt_gives_back_every_reference_to_none(qtbot) -> None:
    """One release of PySide6 loses a reference to None with each call that returns nothing, and aborts after seconds."""
    from PySide6.QtWidgets import QWidget

    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.update()
    assert sys.getrefcount(None) > before - 250
