"""Conferences, publishers, series and places."""

import pytest

from arxiv2bib.data import read_rows
from arxiv2bib.data.venues import find_publisher, find_series, find_venue, is_acronym, is_place


@pytest.mark.parametrize(
    "name",
    [
        "CVPR",
        "CVPR 2021",
        "CVPR'21",
        "CVPR2021",
        "Proc. of CVPR 2021",
        "Conference on Computer Vision and Pattern Recognition",
        "2021 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)",
        "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition",
    ],
)
def test_a_venue_is_found_however_it_is_written(name: str) -> None:
    """Years, sponsors and ``Proceedings of the`` do not count."""
    venue = find_venue(name)
    assert venue is not None
    assert venue.acronym == "CVPR"


@pytest.mark.parametrize("name", ["Proc. of ICALP 2003", "Proceedings of ICALP", "Proc. ICALP"])
def test_proceedings_of_a_lone_acronym_are_those_of_its_conference(name: str) -> None:
    """The acronym counts in its own case."""
    venue = find_venue(name)
    assert venue is not None
    assert venue.acronym == "ICALP"
    assert find_venue("Proc. of icalp") is None


def test_ordinals_do_not_count() -> None:
    """A conference has one name whatever its number, in words or digits."""
    for name in (
        "Thirty-Fifth AAAI Conference on Artificial Intelligence",
        "35th AAAI Conference on Artificial Intelligence",
    ):
        venue = find_venue(name)
        assert venue is not None
        assert venue.acronym == "AAAI"


@pytest.mark.parametrize("name", ["", "data", "date", "2021", "International Conference on Nothing in Particular"])
def test_what_is_no_venue_is_not_found(name: str) -> None:
    """Words that only look like acronyms in another case, and unknown names, give None."""
    assert find_venue(name) is None


def test_workshops_are_not_their_conference() -> None:
    """``ICCVW`` is a venue of its own."""
    venue = find_venue("ICCV Workshops")
    assert venue is not None
    assert venue.acronym == "ICCVW"


def test_acronyms_are_known_in_their_own_case() -> None:
    """``DATE`` is a conference, ``date`` is not."""
    assert is_acronym("DATE")
    assert not is_acronym("date")


@pytest.mark.parametrize("name", ["Springer", "Springer-Verlag", "Springer, Cham", "SPRINGER"])
def test_a_publisher_is_found_however_it_is_written(name: str) -> None:
    """Imprints lead to the publisher."""
    assert find_publisher(name) == "Springer"


def test_a_series_says_what_its_volumes_hold() -> None:
    """Lecture notes in computer science are proceedings, those in physics are not."""
    computing, physics = find_series("LNCS"), find_series("Lect. Notes Phys.")
    assert computing is not None
    assert physics is not None
    assert (computing.name, computing.holds) == ("Lecture Notes in Computer Science", "proceedings")
    assert physics.holds == "chapters"


def test_places_are_known() -> None:
    """Countries, states and cities, accents or not."""
    assert is_place("Saarbrucken")
    assert is_place("USA")
    assert not is_place("Computer Vision")


@pytest.mark.parametrize(
    ("table", "width"), [("venues.txt", 8), ("publishers.txt", 3), ("series.txt", 5), ("places.txt", 2)]
)
def test_tables_are_complete(table: str, width: int) -> None:
    """Each row has all its fields, the last of which says where it is from."""
    rows = read_rows(table)
    assert {width} == {len(row) for row in rows}
    assert all(row[0] and row[-1] for row in rows)


def test_acronyms_are_unique() -> None:
    """No two rows claim the same acronym, which would make the second unreachable."""
    acronyms = [row[0] for row in read_rows("venues.txt")]
    assert [] == sorted(name for name in set(acronyms) if acronyms.count(name) > 1)
