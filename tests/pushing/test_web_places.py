"""Libraries and collections at zotero.org: found by name, as far as the key opens them."""

from pathlib import Path

import pytest

from arxiv2bib.errors import ExportError, ServiceError
from arxiv2bib.pushing.line import LineDeadError
from arxiv2bib.pushing.web_line import WebLine
from arxiv2bib.pushing.web_places import find_web_place
from arxiv2bib.settings import Secret
from tests.pushing.zotero import Reply, reply_json, run_program
from tests.pushing.zotero_web import KEY, USER, FakeZoteroWeb, Library, make_web_settings

MINE = f"/users/{USER}"


def find(web: FakeZoteroWeb, folder: Path, collection: str | None, key: str = KEY) -> tuple[str, str, str]:
    """Return the library, the key of the collection, and what the place is called."""
    with WebLine(make_web_settings(web.url, folder, tries=1), Secret(key), lambda seconds: None) as line:
        place = find_web_place(line, collection)
        return place.library, place.target, str(place)


@pytest.fixture
def full(web: FakeZoteroWeb) -> FakeZoteroWeb:
    """Return a service with collections in two levels, and groups with different rights."""
    for key, name, parent in (
        ("C2222222", "Thesis", False), ("C3333333", "To read", "C2222222"), ("C4444444", "Old", False),
        ("C5555555", "To read", "C4444444"),
    ):  # fmt: skip
        web.mine.add_collection(key, name, parent)
    ours = Library()
    ours.add_collection("C9999999", "Shared")
    web.groups = {
        77: ({"name": "Our group", "owner": 1, "libraryEditing": "members"}, ours),
        88: ({"name": "Closed", "owner": 1, "libraryEditing": "admins", "admins": []}, Library()),
        99: ({"name": "Led", "owner": USER, "libraryEditing": "admins"}, Library()),
    }
    return web


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (None, (MINE, "", "My Library")),
        ("My Library", (MINE, "", "My Library")),
        ("Thesis", (MINE, "C2222222", "My Library/Thesis")),
        ("thesis/to READ", (MINE, "C3333333", "My Library/Thesis/To read")),
        ("My Library/Old/To read", (MINE, "C5555555", "My Library/Old/To read")),
        ("Our group", ("/groups/77", "", "Our group")),
        ("Our group/Shared", ("/groups/77", "C9999999", "Our group/Shared")),
        ("Shared", ("/groups/77", "C9999999", "Our group/Shared")),
        ("Led", ("/groups/99", "", "Led")),
    ],
)
def test_places_at_zotero_org(
    full: FakeZoteroWeb, tmp_path: Path, name: str | None, expected: tuple[str, str, str]
) -> None:
    """A place is named by itself, by its path, or with its library."""
    assert expected == find(full, tmp_path, name)


def test_only_the_library_that_is_named_is_asked(full: FakeZoteroWeb, tmp_path: Path) -> None:
    """Of fifty groups, the collections of one are read."""
    find(full, tmp_path, "Our group/Shared")
    assert ["/groups/77/collections"] == [
        heard.path.partition("?")[0] for heard in full.heard if "collections" in heard.path
    ]


def test_collections_beyond_the_first_page(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """A list has 100 rows a page."""
    for number in range(120):
        web.mine.add_collection(f"C{number:07}", f"Topic {number}")
    assert f"C{119:07}" == find(web, tmp_path, "Topic 119")[1]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("To read", "several collections of Zotero are called 'To read': My Library/Thesis/To read, My Library/Old/"),
        ("Nowhere", "no collection of Zotero that can be written is called 'Nowhere'; there are: My Library, My"),
        ("Closed", "no collection of Zotero that can be written is called 'Closed'"),
    ],
)
def test_places_that_are_none(full: FakeZoteroWeb, tmp_path: Path, name: str, message: str) -> None:
    """What is not there, or is there twice, or is only read by members, is an error that tells what there is."""
    with pytest.raises(ExportError, match=f"^{message}"):
        find(full, tmp_path, name)


@pytest.mark.parametrize("access", [None, {"user": {"library": True}}, {"groups": {"77": {"library": True}}}])
@pytest.mark.parametrize("name", [None, "Our group"])
def test_a_key_that_may_only_read(full: FakeZoteroWeb, tmp_path: Path, access: object, name: str | None) -> None:
    """A key without the right to write is told with the page that changes that."""
    full.access = access  # type: ignore[assignment]  # None is no key "access" at all
    with pytest.raises(ExportError, match=r"the key may not write .*; https://www\.zotero\.org/settings/keys"):
        find(full, tmp_path, name)


def test_a_key_for_one_group(full: FakeZoteroWeb, tmp_path: Path) -> None:
    """A key may open single groups."""
    full.access = {"groups": {"77": {"library": True, "write": True}}}
    assert "/groups/77" == find(full, tmp_path, "Our group")[0]
    with pytest.raises(ExportError, match="My Library"):
        find(full, tmp_path, None)


def test_a_key_that_is_refused(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """403 is told in one line, and the key is tried once: more than five wrong ones bar the whole address."""
    with pytest.raises(ExportError, match=r"refuses the key \(403 Invalid key\); https://www\.zotero\.org/settings"):
        find(web, tmp_path, None, key="wrong")
    assert 1 == len(web.heard)


def test_no_network(tmp_path: Path) -> None:
    """Nobody there is told from a refusal."""
    with run_program(lambda heard: Reply(200), {}) as url:
        pass
    with pytest.raises(LineDeadError, match="nothing answers at"):
        find(FakeZoteroWeb(url=url), tmp_path, None)


@pytest.mark.parametrize("value", [[], {"userID": "x"}, {"userID": 1, "access": 5}, {}])
def test_rights_of_another_shape(tmp_path: Path, value: object) -> None:
    """An answer that is not made as the service makes it is an error of ours."""
    with run_program(lambda heard: reply_json(200, value), {}) as url, pytest.raises(ServiceError):
        find(FakeZoteroWeb(url=url), tmp_path, None)
