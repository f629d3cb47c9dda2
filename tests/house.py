"""The plan of the house as code: which module imports which, and the rules about it.

Each rule is a function from a House to the sentences that say where it is broken; tests/test_house.py proves the rules on the
real tree, and each rule on a tree with a planted violation.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

WINGS = ("engines", "studio", "resources")
TORCH = {"torch", "torchvision", "torchaudio"}
QT = {"PySide6", "shiboken6", "PyQt5", "PyQt6", "pyqtgraph", "qtawesome"}
SLOW = {"torch", "scipy", "skimage", "h5py", "pyqtgraph"}  # seconds before a window could be drawn
DYNAMIC = {"import_module", "__import__", "run_module"}
UNREADABLE = "?"  # the target of an import whose name is computed
OUTSIDE_OF_MODELS = {"multiprocessing", "subprocess", "socket", "os", "pathlib", "shutil", "tempfile", "io", "json", "pickle"}


@dataclass(frozen=True)
class Import:
    """One import as written. lazy: not executed when the module is imported (in a function, or for type checking only)."""

    source: str
    target: str
    line: int
    lazy: bool

    @property
    def foreign(self) -> str:
        """The top-level name of a package from elsewhere; "" for our own and for the standard library."""
        top = self.target.split(".")[0]
        return "" if top in WINGS or top in sys.stdlib_module_names or top == "__future__" else top

    def __str__(self) -> str:
        return f"{self.source} line {self.line} imports {self.target}"


def within(module: str, room: str) -> bool:
    """Whether `module` is the module or lies in the package `room`."""
    return module == room or module.startswith(room + ".")


class _Walker(ast.NodeVisitor):
    def __init__(self, house: House, module: str, is_package: bool) -> None:
        self.house, self.module, self.depth = house, module, 0
        self.package = module if is_package else module.rpartition(".")[0]
        self.found: list[Import] = []

    def note(self, target: str, node: ast.stmt | ast.expr) -> None:
        self.found.append(Import(self.module, target, node.lineno, self.depth > 0))

    def absolute(self, name: str, level: int) -> str:
        if level == 0:
            return name
        base = self.package.split(".")[: len(self.package.split(".")) - level + 1]
        return ".".join([*base, name] if name else base)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.note(alias.name, node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        base = self.absolute(node.module or "", node.level)
        for alias in node.names:
            inner = f"{base}.{alias.name}"
            self.note(inner if inner in self.house.modules else base, node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in DYNAMIC:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                bare = first.value.lstrip(".")
                self.note(self.absolute(bare, len(first.value) - len(bare)), node)
            else:
                self.note(UNREADABLE, node)
        self.generic_visit(node)

    def later(self, nodes: Iterable[ast.AST]) -> None:
        self.depth += 1
        for node in nodes:
            self.visit(node)
        self.depth -= 1

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.later(ast.iter_child_nodes(node))

    visit_AsyncFunctionDef = visit_FunctionDef  # ast names the method

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.later([node.body])

    def visit_If(self, node: ast.If) -> None:
        if "TYPE_CHECKING" in ast.unparse(node.test):
            self.later(node.body)
            for other in node.orelse:
                self.visit(other)
        else:
            self.generic_visit(node)


class House:
    """All modules under a root and every import in them.

    modules: dotted name -> file; a package is the name of its folder. imports: in the order of files and lines.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.modules: dict[str, Path] = {}
        for path in sorted(p for wing in WINGS for p in (root / wing).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            self.modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
        self.imports = [found for module in self.modules for found in self._imports_of(module)]

    def _imports_of(self, module: str) -> list[Import]:
        path = self.modules[module]
        walker = _Walker(self, module, path.name == "__init__.py")
        walker.visit(ast.parse(path.read_text(encoding="utf-8")))
        return walker.found

    def of(self, *rooms: str) -> Iterator[Import]:
        """The imports written in these rooms."""
        return (found for found in self.imports if any(within(found.source, room) for room in rooms))

    def to(self, room: str) -> Iterator[Import]:
        """The imports that name something in this room."""
        return (found for found in self.imports if within(found.target, room))


def outside(imports: Iterable[Import], ours: Iterable[str], foreign: Iterable[str] | None = None) -> list[str]:
    """Imports that are not allowed: of ours outside the rooms `ours`, of others' not among `foreign` (None = anything)."""
    rooms, others = tuple(ours), None if foreign is None else set(foreign)
    return [
        str(found)
        for found in imports
        if (found.target.split(".")[0] in WINGS and not any(within(found.target, room) for room in rooms))
        or (found.foreign and others is not None and found.foreign not in others)
    ]


def engines(*names: str) -> tuple[str, ...]:
    """Rooms of the engines' wing by their short names."""
    return tuple(f"engines.{name}" for name in names)


def ground_floors_know_numpy_not_torch(house: House) -> list[str]:
    """Rule 1."""
    traced = engines("ink.trace", "ink.skeleton", "ink.working")
    trace = [found for found in house.of("engines.ink") if found.source in traced]
    others = [found for found in house.of("engines.ink") if found.source not in traced]
    image = {"numpy", "skimage", "scipy", "PIL"}
    broken = outside(others, engines("ink"), {"numpy"}) + outside(trace, engines("ink"), image)
    broken += outside(house.of("engines.picture"), engines("ink", "picture"), {"numpy", "skimage", "PIL"})
    broken += outside(house.of("engines.data"), (*engines("ink", "data"), "resources"), {"numpy", "h5py", "platformdirs"})
    broken += outside(house.of("engines.metrics"), engines("ink", "metrics"), {"numpy", "skimage"})
    broken += outside(house.of("engines.formats"), engines("ink", "data", "picture", "formats"))
    own = engines(*(f"formats.{name}" for name in ("inkml", "ink_json", "xopp", "unipen_writing")))  # what leaves through export
    broken += outside(house.of("engines.export"), (*engines("ink", "data", "picture", "export"), *own))
    return broken + [str(found) for found in house.of(*engines("formats", "export")) if found.foreign in TORCH]


def models_know_torch_only(house: House) -> list[str]:
    """Rule 2."""
    imports = list(house.of("engines.models"))
    files = [str(found) for found in imports if found.target.split(".")[0] in OUTSIDE_OF_MODELS]
    return outside(imports, engines("models"), {"torch"}) + files


def messages_are_plain_values(house: House) -> list[str]:
    """Rule 3."""
    return outside(house.of("engines.messages"), engines("ink", "data.sample", "data.cards"), {"numpy"})


def training_inference_evaluation_are_floors(house: House) -> list[str]:
    """Rule 4."""
    base = engines("data", "ink", "models", "metrics", "messages")
    broken = outside(house.of("engines.training"), (*base, *engines("training")))
    broken += outside(house.of("engines.inference"), (*base, *engines("inference", "training.checkpoint", "picture")))
    above = engines("training", "inference", "evaluation", "picture", "formats")
    broken += outside(house.of("engines.evaluation"), (*base, *above))
    callers = re.compile(r"engines\.(cli(_\w+)?|service\.working|evaluation(\..*)?)$")
    return broken + [str(found) for found in house.to("engines.evaluation") if not callers.match(found.source)]


def client_is_a_thin_door(house: House) -> list[str]:
    """Rule 5."""
    broken = outside(house.of("engines.service.client"), engines("messages", "service.entry"), {"numpy"})
    entry = [found for found in house.of("engines.service.entry") if not found.lazy]
    return broken + outside(entry, engines("messages"), ())


def studio_sees_four_rooms_and_engines_no_window(house: House) -> list[str]:
    """Rule 6."""
    named = ("sample", "alphabet", "journal", "cards", "page_file", "prompts", "coverage", "collection", "sheet_layout")
    values = engines("ink", "messages", "export", *(f"data.{name}" for name in named))
    extra = {"studio.bridge": "engines.service.client", "studio.__main__": "engines.cli"}
    broken = [
        str(found)
        for found in house.of("studio")
        if outside([found], (*values, "studio", "resources", *([extra[found.source]] if found.source in extra else [])))
    ]
    upwards = [found for found in house.of("engines") if found.foreign in QT or within(found.target, "studio")]
    return broken + [str(found) for found in upwards]


def eager_chain(house: House, start: str, wanted: Callable[[Import], bool]) -> list[str]:
    """The imports executed by importing `start`, down to those that are `wanted`, each as one sentence."""
    seen, todo, broken = {start}, [start], []
    while todo:
        module = todo.pop()
        for found in house.imports:
            if found.source != module or found.lazy:
                continue
            if wanted(found):
                broken.append(f"importing {start}: {found}")
            for loaded in (found.target, *(found.target.rsplit(".", n)[0] for n in range(1, found.target.count(".") + 1))):
                if loaded in house.modules and loaded not in seen:
                    seen.add(loaded)
                    todo.append(loaded)
    return broken


def window_is_drawable_before_anything_slow(house: House) -> list[str]:
    """Rule 7."""
    broken = eager_chain(house, "studio.app", lambda found: found.foreign in SLOW)
    return broken + eager_chain(house, "studio.__main__", lambda found: found.foreign in SLOW | QT)


def panels_do_not_know_each_other(house: House) -> list[str]:
    """Rule 8."""
    others = (found for found in house.of("studio.panels") if within(found.target, "studio.panels"))
    return [str(found) for found in others if found.target != found.source]


def imports_run_in_no_circle(house: House) -> list[str]:
    """Rule 9."""
    edges: dict[str, set[str]] = {module: set() for module in house.modules}
    for found in house.imports:
        if found.target in house.modules and found.target != found.source:
            edges[found.source].add(found.target)
    ends = [module for module in edges if not edges[module]]
    while ends:  # what imports nothing, or is imported by nothing, is in no circle
        edges = {module: targets - set(ends) for module, targets in edges.items() if module not in ends}
        imported = {target for targets in edges.values() for target in targets}
        ends = [module for module in edges if not edges[module] or module not in imported]
    return [f"{module} is in a circle with {', '.join(sorted(targets))}" for module, targets in edges.items()]


def imports_can_be_read(house: House) -> list[str]:
    """What the nine rules stand on: no module is imported under a computed name."""
    return [f"{found.source} line {found.line} imports a computed name" for found in house.imports if found.target == UNREADABLE]


RULES: tuple[Callable[[House], list[str]], ...] = (
    ground_floors_know_numpy_not_torch,
    models_know_torch_only,
    messages_are_plain_values,
    training_inference_evaluation_are_floors,
    client_is_a_thin_door,
    studio_sees_four_rooms_and_engines_no_window,
    window_is_drawable_before_anything_slow,
    panels_do_not_know_each_other,
    imports_run_in_no_circle,
    imports_can_be_read,
)
