"""Months and seasons, as English has them."""

from typing import Final

__all__ = ["MONTHS", "MONTH_NAMES", "MONTH_NUMBERS", "SEASONS", "SEASON_NUMBERS"]

MONTHS: Final = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
"""The short names; they are macros in every style of BibTeX. Source: btxdoc."""

MONTH_NAMES: Final = dict(
    zip(
        MONTHS,
        "January February March April May June July August September October November December".split(),
        strict=True,
    )
)
"""The name of each short one, which is what its macro stands for."""

MONTH_NUMBERS: Final = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES.values(), 1)},
    "sept": 9,
}
"""Numbers by name, short ones too, in lower case."""

SEASONS: Final = ("Spring", "Summer", "Autumn", "Winter")
SEASON_NUMBERS: Final = {**{name.lower(): number for number, name in enumerate(SEASONS, 1)}, "fall": 3}
"""Numbers by name, in lower case."""
