"""The reference of the command line is what the commands say of themselves."""

import pytest

from arxiv2bib.cli import COMMANDS
from tests.docs.cli_reference import PAGE, rewrite_page


def test_reference_is_that_of_today() -> None:
    """The page holds the help of every command; ``python -m tests.docs.cli_reference --write`` renews it."""
    text = PAGE.read_text("utf-8")
    assert rewrite_page(text) == text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_section(name: str) -> None:
    """A new command comes with its section."""
    assert f"\n## arxiv2bib {name}\n" in PAGE.read_text("utf-8")
