"""A test kit for people who write a plug-in: laws to run, entries to run them on, and a network that is none.

``ReaderContract``, ``ExporterContract`` and ``ResolverContract`` are classes of tests for pytest to inherit from,
``strategies`` has a Hypothesis strategy for every type of the model, ``FakeFetcher`` answers from a table.
"""

try:
    import hypothesis  # noqa: F401
    import pytest  # noqa: F401
except ImportError as error:
    raise ImportError(
        f"arxiv2bib.testing needs {error.name}; install arxiv2bib-kit with its extra: arxiv2bib-kit[testing]"
    ) from error

from arxiv2bib.testing import strategies
from arxiv2bib.testing.exporters import ExporterContract
from arxiv2bib.testing.fetching import Answer, FakeFetcher
from arxiv2bib.testing.readers import ReaderContract
from arxiv2bib.testing.resolvers import ResolverContract

__all__ = ["Answer", "ExporterContract", "FakeFetcher", "ReaderContract", "ResolverContract", "strategies"]
