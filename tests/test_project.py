"""The project's own rules: what may import what, what stands where, what the documents say."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import arxiv2bib
from arxiv2bib._version import __version__

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "arxiv2bib"

TOP_LEVEL = {
    "CITATION.cff",
    "LICENSE",
    "README.md",
    "arxiv2bib",
    "docs",
    "examples",
    "pyproject.toml",
    "tests",
    "tox.ini",
}
"""Everything that may stand at the top level beside dotfiles."""

# The layers, from the top down: a module may import what stands below its own layer.
# The empty name is arxiv2bib/__init__.py, the public names.
LAYERS = (
    {"__main__"},
    {"cli", "testing"},
    {"", "distributed"},
    {"_checking"},
    {"_api", "bridges"},
    {"_pushing"},
    {"_programs"},
    {"_converting"},
    {"_parallel"},
    {"_cluster", "_workers"},
    {"_parts"},
    {"_appending", "_exporting", "_papers"},
    {"_resolving"},
    {"_services"},
    {"_reading"},
    {"_inputs"},
    {"_files", "_gathering", "_outputs", "registry"},
    {"_zips"},
    {"_archives"},
    {"checks", "exporters", "fetching", "inference", "profiles", "pushing", "readers", "resolvers"},
    {"citing", "matching"},
    {"_plugins", "formats", "merging", "settings", "transforms"},
    {"_conflicts"},
    {"_agreeing"},
    {"protocols"},
    {"data", "diagnostics", "errors", "model", "text", "_paths", "_version"},
)
BOTTOM = LAYERS[-1]
"""What these import of one another is their own business; of other packages they know attrs only."""

DEPTH = {unit: depth for depth, units in enumerate(LAYERS) for unit in units}

NOT_FOR_THE_COMMANDS = {"bridges", "exporters", "formats", "inference", "readers"}
"""The command line asks the public functions and the registry; it has no knowledge of formats."""

LOADED_BY_IMPORT = {"attr", "attrs"}
"""The packages of others that ``import arxiv2bib`` may load."""

LATE = {"asyncio", "email", "http", "importlib.metadata", "sqlite3", "unittest", "urllib.request", "xml"}
"""Slow parts of the standard library that ``import arxiv2bib`` leaves to whoever needs them."""

LATE_UNITS = {"bridges", "checks", "cli", "exporters", "inference", "readers", "resolvers", "testing"}
"""Our own packages that are loaded on first use."""

WRONG_NAME = re.compile(r"\b(?:pipx?|uv(?: tool| pip)?)\s+(?:install|add)\s+(?:-\S+\s+)*['\"]?arxiv2bib(?![-\w/])")
"""A command that installs the other program called arxiv2bib."""


class Import(NamedTuple):
    """One import of one module: who, where, what, and whether it runs when the module is loaded."""

    module: str
    line: int
    target: str
    at_load: bool

    @property
    def unit(self) -> str:
        """The package or module right below arxiv2bib that imports; empty for arxiv2bib itself."""
        return name_unit(self.module)

    @property
    def top(self) -> str:
        """The first part of what is imported: the package of another project, or arxiv2bib."""
        return name_top(self.target)

    def __str__(self) -> str:
        """Return ``module:line imports target``."""
        return f"{self.module}:{self.line} imports {self.target}"


def name_top(module: str) -> str:
    """Return the first part of a dotted name."""
    return module.partition(".")[0]


def name_unit(module: str) -> str:
    """Return the second part of a dotted name, empty where there is none."""
    return module.partition(".")[2].partition(".")[0]


def name_module(path: Path) -> str:
    """Return the dotted name of the module in *path*."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def list_modules() -> dict[str, Path]:
    """Return the files of the package by dotted name."""
    return {name_module(path): path for path in sorted(PACKAGE.rglob("*.py"))}


MODULES = list_modules()


def find_nodes(tree: ast.AST, *, at_load: bool = True) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Return the import statements below *tree*, and of each whether it runs when the module is loaded."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, at_load
        elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            yield from find_nodes(node, at_load=False)
        else:
            yield from find_nodes(node, at_load=at_load and not isinstance(node, ast.FunctionDef))


def list_targets(node: ast.Import | ast.ImportFrom, module: str) -> Iterator[str]:
    """Return the modules that *node*, in *module*, imports, by absolute name."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        package = module.split(".") if MODULES[module].name == "__init__.py" else module.split(".")[:-1]
        parents = package[: len(package) - node.level + 1]
        base = ".".join([*parents, *([base] if base else [])])
    for alias in node.names:
        name = f"{base}.{alias.name}"
        yield name if name in MODULES else base


def list_imports() -> Iterator[Import]:
    """Return every import in the package."""
    for module, path in MODULES.items():
        for node, at_load in find_nodes(ast.parse(path.read_text("utf-8"))):
            for target in list_targets(node, module):
                yield Import(module, node.lineno, target, at_load)


IMPORTS = tuple(list_imports())
OWN_IMPORTS = tuple(item for item in IMPORTS if item.top == "arxiv2bib")
OUTSIDE_IMPORTS = tuple(item for item in IMPORTS if item.top not in {"arxiv2bib", *sys.stdlib_module_names})


def is_allowed(item: Import) -> bool:
    """Whether the arrow of *item* goes down, or stays inside its unit or the bottom."""
    source, target = item.unit, name_unit(item.target)
    return source == target or {source, target} <= BOTTOM or DEPTH[source] < DEPTH[target]


def list_tracked_files() -> list[Path]:
    """Return the project's files as git sees them, relative to the top level; skip where git has no say."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and a checkout")
    names = done.stdout.decode("utf-8").split("\0")
    return [Path(name) for name in names if name and (ROOT / name).is_file()]


def list_documents() -> list[Path]:
    """Return the files that people read: the documents and the sources with their docstrings."""
    suffixes = {".cff", ".md", ".py", ".rst", ".toml", ".txt"}
    folders = (PACKAGE, ROOT / "docs", ROOT / "examples")
    nested = (path for folder in folders for path in folder.rglob("*") if "_build" not in path.parts)
    return sorted(path for path in (*ROOT.iterdir(), *nested) if path.suffix in suffixes and path.is_file())


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the contents of the files below *folder*, without the byte code, by relative name."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def run_python(code: str) -> list[str]:
    """Return the lines that *code* prints in a new Python that finds the arxiv2bib under test."""
    home = str(Path(arxiv2bib.__file__).resolve().parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": home, "PYTHONSAFEPATH": "1"},
    )
    return done.stdout.splitlines()


def test_top_level_holds_only_what_belongs_there() -> None:
    """Beside dotfiles, the top level holds the names that the design lists and nothing else."""
    found = {path.parts[0] for path in list_tracked_files()}
    assert {name for name in found if not name.startswith(".")} <= TOP_LEVEL


def test_every_module_has_a_layer() -> None:
    """A new package or module right below arxiv2bib is given its place among the layers."""
    assert {name_unit(module) for module in MODULES} <= set(DEPTH)


def test_imports_go_down() -> None:
    """No import goes up or sideways, not even for types only or inside a function."""
    assert [] == [str(item) for item in OWN_IMPORTS if not is_allowed(item)]


def test_command_line_knows_no_format() -> None:
    """The commands import no reader, exporter or table of a format."""
    wrong = [item for item in OWN_IMPORTS if item.unit == "cli" and name_unit(item.target) in NOT_FOR_THE_COMMANDS]
    assert [] == [str(item) for item in wrong]


def test_bottom_layer_loads_only_attrs() -> None:
    """The model, the text and their neighbours load nothing but attrs; text reaches for its tables on first use."""
    wrong = [
        item
        for item in OUTSIDE_IMPORTS
        if item.unit in BOTTOM and item.top not in {"attr", "attrs"}
        if item.at_load or (item.unit, item.top) not in {("text", "ftfy"), ("text", "pylatexenc")}
    ]
    assert [] == [str(item) for item in wrong]


def test_click_stays_in_the_command_line() -> None:
    """The library can be used without ever loading click."""
    wrong = [item for item in OUTSIDE_IMPORTS if item.top == "click" and item.unit != "cli"]
    assert [] == [str(item) for item in wrong]


def test_imported_packages_are_declared() -> None:
    """What the package imports of others stands in pyproject.toml, as a dependency or in an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    requirements = [*project["dependencies"], *(line for extra in extras for line in extra)]
    declared = {re.split(r"[^\w-]", line)[0].replace("-", "_") for line in requirements} | {"attr"}
    assert {item.top for item in OUTSIDE_IMPORTS} <= declared


def test_import_loads_little() -> None:
    """``import arxiv2bib`` loads attrs and nothing else of others, and leaves formats and slow modules for later."""
    code = "import sys; before = set(sys.modules); import arxiv2bib; print(*set(sys.modules) - before, sep='\\n')"
    loaded = set(run_python(code))
    tops = {name_top(name) for name in loaded}
    assert set() == tops - set(sys.stdlib_module_names) - LOADED_BY_IMPORT - {"arxiv2bib"}
    assert set() == loaded & LATE
    assert set() == {name_unit(name) for name in loaded if name_top(name) == "arxiv2bib"} & LATE_UNITS


def test_package_under_test_is_that_of_the_checkout() -> None:
    """The installed arxiv2bib holds the files of the checkout as they are: none is left out of the wheel or stale."""
    found, expected = read_files(Path(arxiv2bib.__file__).resolve().parent), read_files(PACKAGE)
    differing = {name for name in found | expected if found.get(name) != expected.get(name)}
    assert set() == differing, "install the checkout again"


def test_citation_names_this_version() -> None:
    """CITATION.cff gives the version of the package."""
    lines = (ROOT / "CITATION.cff").read_text("utf-8").splitlines()
    assert f"version: {__version__}" in lines


def test_changelog_knows_this_version() -> None:
    """The changelog has a section about the version of the package."""
    changelog = (ROOT / "docs" / "changelog.md").read_text("utf-8")
    assert re.search(rf"^## {re.escape(__version__)}\b", changelog, re.MULTILINE)


def test_no_document_installs_the_other_arxiv2bib() -> None:
    """No document tells anyone to install ``arxiv2bib``: on PyPI that is an older program of another author."""
    found = [str(path.relative_to(ROOT)) for path in list_documents() if WRONG_NAME.search(path.read_text("utf-8"))]
    assert [] == found
