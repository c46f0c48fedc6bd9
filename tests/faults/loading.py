"""The server of faults, which stands beside the corpus."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from tests.conftest import CORPUS

SERVER = CORPUS.parent / "tools" / "fault_server.py"
NO_SERVER = f"needs the server of faults ({SERVER} is no file; ARXIV2BIB_CORPUS names the folder beside its own)"


def load_server(path: Path = SERVER) -> ModuleType:
    """Return the module of the server; it has ``FAULTS`` and ``FaultServer``."""
    name = "_arxiv2bib_fault_server"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]
