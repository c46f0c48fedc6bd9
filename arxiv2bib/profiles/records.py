"""What a profile is made of."""

import codecs
from typing import Any, cast

import attrs

from arxiv2bib.model.records import Style

__all__ = ["Output", "Profile", "Setting"]

_OF_THE_FILE: dict[str, dict[str, str | bytes]] = {"newline": {"CRLF": "\r\n"}, "bom": {"UTF-8": codecs.BOM_UTF8}}
"""The settings that are no option of an exporter, and the values that they have."""


@attrs.frozen
class Setting:
    """One thing that a program wants otherwise than it is written by default.

    ``option`` is one of the exporter, or ``newline`` or ``bom``, which say how the file is written; ``why`` and
    ``source`` say what the program does, and where that is known from.
    """

    option: str
    value: Any  # Any: each option's own
    why: str
    source: str


@attrs.frozen
class Output:
    """One format that a program reads, and how it is to be written for it; ``gives`` says what the program makes of it.

    ``sources`` are where that is known from.
    """

    format: str
    gives: str
    settings: tuple[Setting, ...] = ()

    @property
    def options(self) -> dict[str, object]:
        """The options of the exporter."""
        return {setting.option: setting.value for setting in self.settings if setting.option not in _OF_THE_FILE}

    @property
    def style(self) -> Style | None:
        """How the file is written; None for UTF-8 without a mark, and line feeds."""
        found = {
            setting.option: _OF_THE_FILE[setting.option][setting.value]
            for setting in self.settings
            if setting.option in _OF_THE_FILE
        }
        if not found:
            return None
        newline, bom = found.get("newline", "\n"), found.get("bom", b"")
        return Style(format=self.format, newline=cast("str", newline), bom=cast("bytes", bom))


@attrs.frozen
class Profile:
    """What one program, or one kind of document, wants; the first of ``outputs`` is what it reads best."""

    name: str
    program: str
    outputs: tuple[Output, ...]

    @property
    def formats(self) -> tuple[str, ...]:
        """The names of the formats, the best first."""
        return tuple(output.format for output in self.outputs)
