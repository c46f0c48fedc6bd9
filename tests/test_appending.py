"""``convert(..., append=True)``: what stands in the file stays, byte for byte, and nothing is added twice."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Block,
    BlockKind,
    Code,
    Date,
    Doi,
    Entry,
    EntryType,
    ExportError,
    InvalidValueError,
    Name,
    Pages,
    Report,
    Severity,
    StrictError,
    convert,
    dump,
    dumps,
    load,
    loads,
)
from arxiv2bib.testing import strategies
from arxiv2bib.transforms.known import KnownWorks

FORMATS = {"bibtex": "x.bib", "biblatex": "x.bib", "ris": "x.ris", "csl-json": "x.json"}
each_format = pytest.mark.parametrize("name", FORMATS)

ONE = Entry(key="one", type=EntryType.DOCUMENT, title="One", doi=Doi("10.1000/one"))
TWO = Entry(key="two", type=EntryType.DOCUMENT, title="Two", arxiv=ArxivInfo(id=ArxivId("2111.00002")))
UNNAMED = Entry(key="three", type=EntryType.DOCUMENT, title="Three")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def write(name: str, *entries: Entry) -> Path:
    """Write *entries* to a file and return its path."""
    dump(entries, name)
    return Path(name)


def append(source: str | Path, target: str | Path, to: str | None = None, **options: object) -> Report:
    """Add *source* to *target* and return the report."""
    return convert(source, target, to=to, append=True, **options)  # type: ignore[arg-type]


@each_format
def test_what_stands_there_stays(name: str) -> None:
    """The bytes in front are as they were, and the new entries follow those of the file."""
    target = Path(FORMATS[name])
    dump([ONE], target, name)
    before = target.read_bytes()
    report = append(write("new.json", TWO, UNNAMED), target, name)
    assert 2 == report.records_written
    assert target.read_bytes().startswith(before.removesuffix(b"\n]\n"))
    assert ["one", "two", "three"] == [entry.key for entry in load(target, name)]


@each_format
def test_a_second_time_changes_nothing(name: str) -> None:
    """The same input is known the second time: nothing is written, not even the same bytes."""
    target = Path(FORMATS[name])
    write("new.json", ONE, TWO, UNNAMED)
    append("new.json", target, name)
    before, stamp = target.read_bytes(), target.stat().st_mtime_ns
    report = append("new.json", target, name)
    assert (before, stamp) == (target.read_bytes(), target.stat().st_mtime_ns)
    assert (3, 0, 3) == (report.records_read, report.records_written, report.counts[Code.APPEND_KNOWN_WORK])


@each_format
def test_a_file_that_is_not_there_is_made(name: str) -> None:
    """Without a file it is a conversion like any other; also where there is nothing to add."""
    append(write("new.json", ONE), FORMATS[name], name)
    assert dumps(load("new.json"), name) == Path(FORMATS[name]).read_text("utf-8")
    Path("empty.json").write_text("[]")
    append("empty.json", "none" + FORMATS[name], name)
    assert dumps([], name) == Path("none" + FORMATS[name]).read_text("utf-8")


def test_a_digest_twice(corpus: Path) -> None:
    """A whole day of arXiv added twice leaves the file as after the first time, in every format."""
    digest = max((corpus / "digests").glob("*.md"))
    for name, target in FORMATS.items():
        append(digest, target, name)
        before = Path(target).read_bytes()
        append(digest, target, name)
        assert before == Path(target).read_bytes()
        Path(target).unlink()


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (ONE, ONE.evolve(key="other", title="Another title", doi=Doi("10.1000/ONE"))),
        (TWO, Entry(key="x", title="Two", doi=Doi("10.48550/ARXIV.2111.00002"))),
        (UNNAMED, UNNAMED.evolve(key="x")),
        (ONE, Entry(key="x", arxiv=ArxivInfo(id=ArxivId("2111.00009"), doi="10.1000/one"))),
    ],
)
def test_a_known_work_is_not_added(known: Entry, new: Entry) -> None:
    """An entry with an identifier that is there, whatever its key and title, is known, and told with the key there."""
    works = KnownWorks()
    works.add(known)
    assert (True, known.key) == works.find(new)


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (ONE, ONE.evolve(doi=Doi("10.1000/two"))),
        (ONE, ONE.evolve(doi=None)),
        (UNNAMED, UNNAMED.evolve(title="Four")),
        (UNNAMED.evolve(volume="1"), UNNAMED.evolve(volume="2")),
        (UNNAMED.evolve(issue="1"), UNNAMED.evolve(issue="2")),
        (UNNAMED.evolve(page=Pages(first="1")), UNNAMED.evolve(page=Pages(first="9"))),
        (UNNAMED.evolve(edition="2nd"), UNNAMED.evolve(edition="3rd")),
        (UNNAMED.evolve(issued=Date(start=(2001, 5))), UNNAMED.evolve(issued=Date(start=(2001, 6)))),
        (UNNAMED.evolve(url="https://example.org/1"), UNNAMED.evolve(url="https://example.org/2")),
        (UNNAMED, UNNAMED.evolve(container_title="Journal")),
        (Entry(key="a"), Entry(key="b")),
        (
            ONE.evolve(arxiv=ArxivInfo(id=ArxivId("2111.00008"))),
            Entry(key="x", arxiv=ArxivInfo(id=ArxivId("2111.00009"), doi="10.1000/one")),
        ),
        (ONE.evolve(type=EntryType.BOOK), ONE.evolve(type=EntryType.CHAPTER)),
    ],
)
def test_another_work_is_added(known: Entry, new: Entry) -> None:
    """A title does not make a work known where there are identifiers, nor does a key."""
    works = KnownWorks()
    works.add(known)
    assert not works.find(new)[0]


def test_the_same_work_twice_in_the_input() -> None:
    """What has been added is known for the rest of the input."""
    report = append(write("new.json", ONE, ONE.evolve(key="again")), "x.bib")
    assert (1, ("one",)) == (report.records_written, tuple(one.value for one in report.of_code(Code.APPEND_KNOWN_WORK)))


def test_made_keys_keep_out_of_the_way() -> None:
    """A key that is made is none of those in the file."""
    dump([UNNAMED.evolve(key="untitledthree")], "x.bib")
    write("new.ris", ONE.evolve(key=None, title="Three"))
    Path("new.ris").write_text("TY  - GEN\nTI  - Three\nDO  - 10.1000/one\nER  - \n", "utf-8")
    append("new.ris", "x.bib", keys="untitled[title:lower]")
    assert ["untitledthree", "untitledthreea"] == [entry.key for entry in load("x.bib")]


def test_a_key_that_another_work_has_there() -> None:
    """A key that came in and is taken there gets a letter, which is told, and references to it follow."""
    Path("x.bib").write_text("@misc{vol, title = {Mine}}\n")
    Path("new.bib").write_text(
        "@inproceedings{p, title = {P}, crossref = {vol}}\n@proceedings{vol, title = {Vol}, year = 2001}\n"
    )
    report = append("new.bib", "x.bib")
    (told,) = report.of_code(Code.EXPORT_VALUE_CHANGED)
    assert (Severity.WARNING, "vol", "the key vol is another work's in x.bib; added as vola") == (
        told.severity,
        told.value,
        told.message,
    )
    found = load("x.bib")
    assert (["vol", "p", "vola"], "Vol") == ([entry.key for entry in found], found["p"].container_title)
    assert 0 == append("new.bib", "x.bib").records_written


def test_one_key_of_two_new_works() -> None:
    """The second of two works that come with one key gets a letter as well."""
    Path("new.bib").write_text("@misc{a, title = {A}}\n@misc{a, title = {B}}\n")
    report = append("new.bib", "x.bib")
    assert ["a", "aa"] == [entry.key for entry in load("x.bib")]
    assert 1 == report.counts[Code.EXPORT_VALUE_CHANGED]
    assert 0 == append("new.bib", "x.bib").records_written


def test_an_untitled_entry_is_known_by_the_letter_that_it_got() -> None:
    """An entry of which nothing but its key is known, and that key was taken, is not added again."""
    named = Entry(key="x", type=EntryType.DOCUMENT, doi=Doi("10.1000/x"))
    text = dumps([named, Entry(key="x", type=EntryType.DOCUMENT)], "csl-json")
    Path("new.json").write_text(text, "utf-8")
    append("new.json", "x.bib")
    assert ["x", "xa"] == [entry.key for entry in load("x.bib")]
    append("new.json", "x.bib")
    assert ["x", "xa"] == [entry.key for entry in load("x.bib")]


@pytest.mark.parametrize("name", ["x.bib", "x.ris", "x.json"])
def test_entries_without_title_and_key_are_known_by_what_they_say(name: str) -> None:
    """A key that is made gets another letter each time, and says nothing; another page is another work."""
    untitled = Entry(type=EntryType.ARTICLE_JOURNAL, author=(Name(family="Doe"),), issued=Date(start=(2001,)))
    dump([untitled, untitled.evolve(page=Pages(first="3")), untitled.evolve(note="By letter")], "new.ris")
    lines = Path("new.ris").read_text().splitlines(keepends=True)
    Path("new.ris").write_text("".join(line for line in lines if not line.startswith("ID")))
    append("new.ris", name)
    assert 3 == len(load(name))
    append("new.ris", name)
    assert 3 == len(load(name))


def test_a_parent_that_is_there_already() -> None:
    """BibTeX finds a parent only behind its children: a paper whose volume is there takes what it inherits along."""
    volume = "@proceedings{vol, title = {Vol}, year = 2001, isbn = {978-0-201-13448-3}}\n"
    Path("x.bib").write_text(volume)
    Path("new.bib").write_text("@inproceedings{p, title = {P}, crossref = {vol}}\n" + volume)
    append("new.bib", "x.bib")
    assert Path("x.bib").read_text().startswith(volume + "\n@inproceedings{p, title = {P}, ")
    assert "crossref" not in Path("x.bib").read_text()
    assert "Vol" == load("x.bib")["p"].container_title


def test_macros_and_comments_stay_at_home() -> None:
    """Entries come with their macros in full; comments of their file are not added, which is told."""
    Path("new.bib").write_text(
        '@string{j = {Journal}}\n@preamble{"x"}\n% text\n@comment{c}\n@article{a, title = {A}, journaltitle = j}\n'
    )
    report = append("new.bib", "x.bib")
    assert "@article{a, title = {A}, journaltitle = {Journal}}\n" == Path("x.bib").read_text()
    assert ['@preamble{"x"}', "@comment{c}"] == [one.value for one in report.of_code(Code.EXPORT_BLOCK_DROPPED)]


@pytest.mark.parametrize(
    ("before", "gap"),
    [
        (b"@misc{a, title={A}}", b"\n\n"),
        (b"@misc{a, title={A}}\n", b"\n"),
        (b"@misc{a, title={A}}\n\n", b""),
        (b"@misc{a, title={A}}\n\n\n\n", b""),
        (b"@misc{a, title={A}}\r\n", b"\r\n"),
        (b"% nothing yet", b"\n\n"),
        (b"\xef\xbb\xbf@misc{a, title={A}}\n", b"\n"),
        ("@misc{a, title={é}}\n".encode("latin-1"), b"\n"),
        ("@misc{a, title={A}}\n".encode("utf-16"), "\n".encode("utf-16")[2:]),
        (b"", b""),
        (b"\n", b""),
    ],
)
def test_the_bytes_in_front(before: bytes, gap: bytes) -> None:
    """Nothing in front changes, whatever its encoding and line ends; one blank line sets the new record apart."""
    path = Path("x.bib")
    path.write_bytes(before)
    append(write("new.json", ONE), path)
    found = path.read_bytes()
    assert found.startswith(before + gap)
    assert not found.startswith(before + gap + b"\n")
    assert "one" in [entry.key for entry in load(path)]
    if b"\r\n" in before:
        assert b"\n" not in found.replace(b"\r\n", b"")


def test_new_letters_are_in_the_encoding_of_the_file() -> None:
    """What is added is written as the file is; a letter that its encoding lacks is an error, and nothing is written."""
    path = Path("x.bib")
    before = "@misc{a, title={é à ü è ç}, note={Größe und Übermut}}\n".encode("latin-1")
    path.write_bytes(before)
    append(write("new.json", ONE.evolve(title="Café")), path, letters="utf8")
    assert "Café".encode("latin-1") in path.read_bytes()
    path.write_bytes(before)
    with pytest.raises(ExportError, match=r"cannot add to x.bib: 'ł' cannot be written in .*; convert it to UTF-8"):
        append(write("new.json", ONE.evolve(title="Gół")), path, letters="utf8")
    assert before == path.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[]", "[\n  {NEW}\n]"),
        ("[\n]\n", "[\n  {NEW}\n\n]\n"),
        (' [{"id": "a", "title": "A"}] ', ' [{"id": "a", "title": "A"},\n  {NEW}] '),
        ('[{"id": "a", "title": "A"}\n]\n', '[{"id": "a", "title": "A"},\n  {NEW}\n]\n'),
        ('{"items": [\n{"id": "a", "title": "A"}\n]}\n', '{"items": [\n{"id": "a", "title": "A"},\n  {NEW}\n]}\n'),
        ('[{"id": "é", "title": "A"}]\r\n', '[{"id": "é", "title": "A"},\r\n  {NEW}]\r\n'),
    ],
)
def test_into_an_array(before: str, after: str) -> None:
    """In CSL-JSON the new item goes behind the last one, and what stands around it stays."""
    path = Path("x.json")
    path.write_text(before, "utf-8", newline="")
    append(write("new.bib", ONE), path)
    found = path.read_bytes().decode()
    head, _, tail = after.partition("{NEW}")
    assert found.startswith(head)
    assert found.endswith(tail)
    assert json.loads(found)


def test_a_ris_record_without_an_end_gets_one() -> None:
    """The last record of a RIS file may lack its ER line, without which other programs would lose it."""
    path = Path("x.ris")
    path.write_text("TY  - GEN\nTI  - A")
    append(write("new.json", ONE), path)
    assert path.read_text().startswith("TY  - GEN\nTI  - A\nER  - \n\nTY  - ")
    assert [None, "one"] == [entry.key for entry in load(path)]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.bib", "TY  - GEN\nTI  - A\nER  - \n", "cannot add bibtex to x.bib, which is ris; convert it first"),
        ("x.bib", '[{"id": "a", "title": "A", "type": "book"}]', "which is csl-json"),
        ("x.ris", "@misc{a, title={A}}", "cannot add ris to x.ris, which is bibtex"),
        ("x.ris", "nothing of that kind", "cannot add to x.ris: x.ris is in no format that can be read"),
        ("x.bib", "@misc{a, title={A}}\n@misc{b, title={un", "its last record is damaged .line 2.; mend it first"),
        ("x.json", '[{"id": "a", "title": "A"}, {"id"', "mend it first"),
        ("x.json", '[{"id": "a" "x": }, {"id": "b", "title": "A"}]', "is damaged in line 1; mend it first"),
        ("x.json", '{"id": "a", "title": "A"}', "it is no array of CSL items"),
        ("x.json", '{"id": "a", "title": "A"}\n{"id": "b", "title": "B"}\n', "it is no array of CSL items"),
        ("x.json", '[{"id": "a", "title": "A"}', "it is no array of CSL items"),
    ],
)
def test_what_cannot_be_added_to(name: str, text: str, message: str) -> None:
    """A file in another format, or one that is damaged where new records belong, is an error and stays as it was."""
    path = Path(name)
    path.write_text(text)
    source = write("new.json", ONE)
    with pytest.raises(ExportError, match=message):
        append(source, path)
    assert text == path.read_text()


def test_damage_elsewhere_is_told() -> None:
    """A damaged record in the middle is told, and does not keep others from being added."""
    path = Path("x.bib")
    path.write_text("@misc{a, title={A\n\n@misc{b, title={B}}\n")
    report = append(write("new.json", ONE), path)
    assert [("x.bib", Severity.ERROR)] == [(one.source, one.severity) for one in report.diagnostics]
    assert ["b", "one"] == [entry.key for entry in load(path)]


def test_only_a_file_can_be_added_to(tmp_path: Path) -> None:
    """A stream, a directory and one of the inputs cannot."""
    source = write("new.bib", ONE)
    with Path("y.bib").open("wb") as stream, pytest.raises(InvalidValueError, match="only a file that has a name"):
        append(source, stream)  # type: ignore[arg-type]
    with pytest.raises(ExportError, match="is a directory"):
        append(source, tmp_path, "bibtex")
    with pytest.raises(ExportError, match="would replace the input"):
        append(source, source)


def test_a_strict_run_adds_all_or_nothing() -> None:
    """Where a value would be lost the file stays as it was, also if nothing is new."""
    path = write("x.bib", UNNAMED)
    before = path.read_bytes()
    Path("new.ris").write_text("TY  - GEN\nTI  - A\nDO  - none\nER  - \n")
    with pytest.raises(StrictError):
        append("new.ris", path, strict=True)
    assert before == path.read_bytes()
    append(write("known.json", UNNAMED), path, strict=True)
    assert before == path.read_bytes()


def test_together_with_the_others() -> None:
    """What is added may be selected, made one a work, sorted and shortened before."""
    path = write("x.bib", UNNAMED)
    before = path.read_text()
    source = write("new.json", TWO, ONE, ONE.evolve(key="again", abstract="A"), UNNAMED.evolve(title="No"))
    append(source, path, unique=True, where="title!=No", sort="title", omit="abstract")
    assert ["three", "one", "two"] == [entry.key for entry in load(path)]
    assert path.read_text().startswith(before)
    assert "abstract" not in path.read_text()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(strategies.plain_entries, min_size=1, max_size=2),
    st.lists(strategies.entries, max_size=2),
    st.sampled_from(sorted(FORMATS)),
)
def test_adding_keeps_and_is_idempotent(old: list[Entry], new: list[Entry], name: str) -> None:
    """Whatever is added to whatever: what was there is read as before, and adding the same again changes nothing."""
    target = Path(FORMATS[name])
    target.unlink(missing_ok=True)
    dump(old, target, name)
    before = load(target, name).entries
    Path("new.json").write_text(dumps(new, "csl-json"), "utf-8")
    append("new.json", target, name)
    once = target.read_bytes()
    assert before == load(target, name).entries[: len(before)]
    append("new.json", target, name)
    assert once == target.read_bytes()


def is_damaged(item: Entry | Block) -> bool:
    """Whether *item* is a record that could not be read."""
    return isinstance(item, Block) and item.kind is BlockKind.FAILED


@pytest.mark.corpus_files("bib/web/*")
def test_real_bibliographies_keep_their_bytes(corpus_file: Path) -> None:
    """A digest's record added to a bibliography in any state is behind its bytes, and a second time nothing is."""
    path = Path("x.bib")
    path.write_bytes(corpus_file.read_bytes())
    source = write("new.json", ONE, TWO)
    before = load(corpus_file, "bibtex")
    if is_damaged(before.items[-1]):
        with pytest.raises(ExportError, match="damaged"):
            append(source, path)
        return
    append(source, path)
    found = path.read_bytes()
    assert found.startswith(corpus_file.read_bytes())
    assert before.entries == load(path, "bibtex").entries[: len(before)]
    append(source, path)
    assert found == path.read_bytes()


def test_loads_is_of_use_here() -> None:
    """The key there is told for an entry that is read from the file, too."""
    works = KnownWorks()
    for entry in loads("@misc{mine, title = {T}, eprint = {2111.00002}, archiveprefix = {arXiv}}"):
        works.add(entry)
    assert (True, "mine") == works.find(TWO)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_that_changes_meanwhile(tmp_path: Path, *, is_there: bool) -> None:
    """What another run, or an editor, wrote while this one was at work stays; nothing is added."""
    target = tmp_path / "x.bib"
    if is_there:
        target.write_text("@misc{a, title = {A}}\n", "utf-8")

    class Slow(io.StringIO):
        def read(self, size: int | None = -1, /) -> str:
            target.write_text("@misc{b, title = {B}}\n", "utf-8")
            return super().read(size)

    with pytest.raises(ExportError, match="it was changed by somebody else meanwhile; run it again"):
        convert(Slow("@misc{c, title = {C}}\n"), target, append=True)
    assert "@misc{b, title = {B}}\n" == target.read_text("utf-8")
    assert [target] == list(tmp_path.iterdir())
